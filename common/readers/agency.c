/* agency.c - see agency.h. */
#include "common/readers/agency.h"

#include <string.h>
#include <strings.h>

#include "common/readers/byline.h"
#include "common/readers/dateline.h"
#include "common/readers/sgml.h"

enum {
    BYLINE_MAX = 100,      /* bytes of a byline in the text */
    BYLINE_PARAGRAPHS = 8, /* that are looked at */
};

void agency_fill(struct article *article, const struct article *from)
{
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        struct buf *to = &article->fields[field];
        const struct buf *more = &from->fields[field];
        if (!to->size) buf_add(to, more->data, more->size);
        if (more->failed) to->failed = true;
    }
}

void agency_add_once(struct article *article, enum article_field field, const char *text)
{
    if (text && !article->fields[field].size) article_add(article, field, text, strlen(text));
}

bool agency_is_article(const struct article *article)
{
    return article->fields[ARTICLE_TITLE].size || article->fields[ARTICLE_BODY].size;
}

/* ---- Finishing ---------------------------------------------------------------------------------- */

/* Whether entities are left that nobody writes on purpose. */
static bool has_entities(const struct buf *field)
{
    static const char *const entities[] = {"&quot;", "&amp;", "&apos;", "&#",
                                           "&nbsp;", "&lt;",  "&gt;"};
    if (!memchr(field->data, '&', field->size)) return false;
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (strstr(field->data, entities[i])) return true;
    return false;
}

static void decode(struct buf *field)
{
    if (!has_entities(field)) return;
    struct buf decoded;
    buf_init(&decoded);
    sgml_decode(field->data, field->size, &decoded);
    buf_cut(field, 0);
    buf_add(field, decoded.data, decoded.size);
    if (decoded.failed) field->failed = true;
    buf_release(&decoded);
}

/* A first paragraph that is the title. */
static void drop_title(struct article *article)
{
    struct buf *body = &article->fields[ARTICLE_BODY];
    const struct buf *title = &article->fields[ARTICLE_TITLE];
    const size_t size = title->size;
    if (!size || body->size < size || strncasecmp(body->data, title->data, size) != 0) return;
    const bool is_all = body->size == size;
    if (!is_all && strncmp(body->data + size, "\n\n", 2) != 0) return;
    const size_t used = is_all ? size : size + 2;
    memmove(body->data, body->data + used, body->size - used);
    buf_cut(body, body->size - used);
}

/* "By Jane Doe" as a paragraph of its own. */
static void find_byline(struct article *article)
{
    const char *text = article->fields[ARTICLE_BODY].data;
    if (article->fields[ARTICLE_AUTHOR].size) return;
    for (size_t i = 0; i < BYLINE_PARAGRAPHS && text; i++) {
        const char *end = strstr(text, "\n\n"), *line_end = strchr(text, '\n');
        const size_t size = line_end ? (size_t)(line_end - text) : strlen(text);
        if (size && size <= BYLINE_MAX && text[size - 1] != '.' && byline_is(text, size)) {
            byline_add(article, text, size);
            return;
        }
        text = end ? end + 2 : NULL;
    }
}

void agency_finish(struct article *article)
{
    decode(&article->fields[ARTICLE_TITLE]);
    decode(&article->fields[ARTICLE_BODY]);
    drop_title(article);
    find_byline(article);
    dateline_of_text(article);
}
