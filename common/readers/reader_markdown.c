/* reader_markdown.c - Markdown, as site generators and note programs keep their articles.
 *
 *     ---                        front matter: fields (front_matter.h)
 *     title: Ferries late
 *     ---
 *     # Ferries late             the title, if it has none; the same again is dropped
 *
 *     The *last* [boat](/b).     the text: "The last boat."
 *
 * The marks are md4c's to know (CommonMark and GitHub's tables). */
#include <md4c.h>
#include <string.h>

#include "common/date.h"
#include "common/error.h"
#include "common/readers/front_matter.h"
#include "common/readers/front_matter_find.h"
#include "common/readers/markup.h"
#include "common/readers/reader.h"
#include "common/readers/sgml.h"

/* The text as it is made of the marks. */
struct plain {
    struct article *article;
    struct buf body;
    struct buf html;  /* a block of it, or the heading at hand */
    unsigned images;  /* around what comes: their texts are no text */
    bool has_break;   /* what comes is a new paragraph */
    bool is_heading;  /* that may be the title: it is gathered in `html` */
    bool is_started;  /* there was a block that is no heading */
    bool cell_before; /* in the same row of a table */
};

static void add(struct plain *plain, const char *text, size_t size)
{
    if (!size) return;
    if (plain->is_heading) {
        buf_add(&plain->html, text, size);
        return;
    }
    struct buf *const body = &plain->body;
    while (plain->has_break && body->size && body->data[body->size - 1] == '\n')
        buf_cut(body, body->size - 1);
    if (plain->has_break && body->size) buf_add_text(body, "\n\n");
    plain->has_break = false;
    buf_add(body, text, size);
}

/* ---- Blocks ------------------------------------------------------------------------------------- */

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct plain *plain = context;
    const bool is_cell = type == MD_BLOCK_TD || type == MD_BLOCK_TH;
    if (is_cell && plain->cell_before) add(plain, "\t", 1);
    plain->cell_before = is_cell;
    if (!is_cell) plain->has_break = true;
    if (type == MD_BLOCK_H && !plain->is_started)
        plain->is_heading = ((const MD_BLOCK_H_DETAIL *)detail)->level == 1;
    if (type != MD_BLOCK_DOC) plain->is_started = true;
    if (type == MD_BLOCK_HTML || plain->is_heading) buf_reset(&plain->html);
    return 0;
}

/* A heading before all else is the title. */
static void end_heading(struct plain *plain)
{
    struct buf *title = &plain->article->fields[ARTICLE_TITLE];
    plain->is_heading = false;
    if (!title->size) {
        article_add(plain->article, ARTICLE_TITLE, plain->html.data, plain->html.size);
        return;
    }
    if (plain->html.size != title->size || memcmp(plain->html.data, title->data, title->size) != 0)
        add(plain, plain->html.data, plain->html.size);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct plain *plain = context;
    (void)detail;
    if (plain->is_heading) end_heading(plain);
    if (type == MD_BLOCK_HTML) {
        struct buf text;
        buf_init(&text);
        markup_text(plain->html.data, plain->html.size, &text);
        add(plain, text.data, text.size);
        buf_release(&text);
    }
    if (type != MD_BLOCK_TD && type != MD_BLOCK_TH) {
        plain->has_break = true;
        plain->cell_before = false;
    }
    return 0;
}

/* ---- Text --------------------------------------------------------------------------------------- */

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct plain *plain = context;
    (void)detail;
    if (type == MD_SPAN_IMG) plain->images++;
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct plain *plain = context;
    (void)detail;
    if (type == MD_SPAN_IMG) plain->images--;
    return 0;
}

static void add_entity(struct plain *plain, const char *text, size_t size)
{
    struct buf decoded;
    buf_init(&decoded);
    sgml_decode(text, size, &decoded);
    add(plain, decoded.data, decoded.size);
    buf_release(&decoded);
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
    struct plain *plain = context;
    if (plain->images) return 0;
    switch (type) {
    case MD_TEXT_NULLCHAR: break;
    case MD_TEXT_BR: add(plain, "\n", 1); break;
    case MD_TEXT_SOFTBR: add(plain, " ", 1); break;
    case MD_TEXT_ENTITY: add_entity(plain, text, size); break;
    case MD_TEXT_HTML:
        /* Of a block, all; in a line it is a tag. */
        buf_add(&plain->html, text, plain->is_heading ? 0 : size);
        break;
    default: add(plain, text, size); break;
    }
    return 0;
}

static nsearch_status read_marks(const char *text, size_t size, struct article *article,
                                 nsearch_error *error)
{
    static const MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH,
                                     .enter_block = enter_block,
                                     .leave_block = leave_block,
                                     .enter_span = enter_span,
                                     .leave_span = leave_span,
                                     .text = take_text};
    struct plain plain = {.article = article};
    buf_init(&plain.body);
    buf_init(&plain.html);
    nsearch_status status = NSEARCH_OK;
    if (md_parse(text, (MD_SIZE)size, &parser, &plain)) status = error_memory(error);
    article_add(article, ARTICLE_BODY, plain.body.data, plain.body.size);
    if (!status) status = buf_status(&plain.body, error);
    buf_release(&plain.html);
    buf_release(&plain.body);
    return status;
}

/* ---- A file ------------------------------------------------------------------------------------- */

/* "2020-06-16-ferries.md", as Jekyll has it, says the day. */
static void date_by_name(const char *path, struct article *article)
{
    enum {
        DAY = sizeof "2020-06-16" - 1
    };
    struct date date;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (article->fields[ARTICLE_DATE].size || strlen(name) <= DAY || name[DAY] != '-') return;
    if (strspn(name, "0123456789-") < DAY || !date_parse(name, DAY, &date) || !date.day) return;
    article_add(article, ARTICLE_DATE, name, DAY);
}

static nsearch_status read_article(struct input *input, const struct reader_sink *sink,
                                   const char *text, size_t size, struct article *article,
                                   nsearch_error *error)
{
    const char *yaml = "", *problem;
    size_t yaml_size = 0, line;
    const size_t front = front_matter_find(text, size, &yaml, &yaml_size);
    if (!front_matter_read(yaml, yaml_size, sink->map, article, &line, &problem)) {
        reader_reject(sink, input, line + 1, "front matter that is no YAML: %s", problem);
        return NSEARCH_OK;
    }
    nsearch_status status = read_marks(text + front, size - front, article, error);
    date_by_name(input_path(input), article);
    if (!status) status = article_status(article, error);
    return status ? status : sink->article(sink->context, article, error);
}

static nsearch_status read_markdown(struct input *input, const struct reader_sink *sink,
                                    nsearch_error *error)
{
    struct line all;
    struct article article;
    nsearch_status status = input_rest(input, &all, error);
    if (status) return status;
    if (all.too_long) {
        reader_reject_long(sink, input, 0, "a text");
        return NSEARCH_OK;
    }
    article_init(&article);
    status = read_article(input, sink, all.text, all.size, &article, error);
    article_release(&article);
    return status;
}

/* Without front matter any text may be Markdown. */
static int probe_markdown(const char *head, size_t size)
{
    return front_matter_begins(head, size) ? 70 : size > 0;
}

extern const struct reader reader_markdown;
const struct reader reader_markdown = {
    .name = "markdown",
    .what = "Markdown, with YAML front matter or without",
    .suffixes = (const char *const[]){".md", ".markdown", ".mkd", ".mdown", NULL},
    .whole_file = true,
    .probe = probe_markdown,
    .read = read_markdown,
};
