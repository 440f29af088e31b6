/* reader_text.c - a plain text file as it is found in the wild: one article.
 *
 *     Title: ...                     an optional header block, ended by an empty line
 *     Source: ...
 *
 *     North Korea blows up ...       the title, if the header has none
 *     North Korea blows up ...       the same again is dropped
 *     Source: YONHAP                 credit lines near the top are fields
 *     By JANE DOE, AP Writer
 *
 *     KAESONG, June 16 (Yonhap) -- On Tuesday, ...    the rest is the body, a dateline with it */
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "common/date.h"
#include "common/readers/byline.h"
#include "common/readers/dateline.h"
#include "common/readers/piece.h"
#include "common/readers/reader.h"
#include "common/utf8.h"

enum {
    TOP_LINES = 30,      /* credit lines stand among the first so many lines */
    TOP_PARAGRAPHS = 10, /* and paragraphs */
    CREDIT_MAX = 100,    /* bytes; a longer line is no credit */
    BYLINE_MAX = 60,
    JOB_MAX = 50,
    DAY_MAX = 40,
    NAME_WORDS_MAX = 5,
    TITLE_MAX = 500, /* a longer first line is a paragraph, and the title only its start */
    TITLE_CUT = 100
};

/* The text, and what has been found in it. */
struct page {
    struct piece rest; /* lines not read yet */
    struct article *article;
    struct buf *body;
    size_t lines, paragraphs; /* read so far */
    bool after_credit;        /* the line before was blank, title or credit */
    bool after_byline;        /* the last credit was one */
    bool after_blank;
};

/* Bytes of white space that a text begins with, or ends in: 1, 2 for a no-break space, 0 for none. */
static size_t space_size(struct piece piece, bool at_end)
{
    if (!piece.size) return 0;
    if (piece_is_space(at_end ? piece.text[piece.size - 1] : *piece.text)) return 1;
    if (piece.size < 2) return 0;
    return memcmp(at_end ? piece.text + piece.size - 2 : piece.text, "\xC2\xA0", 2) ? 0 : 2;
}

static struct piece trim(struct piece piece)
{
    for (size_t size; (size = space_size(piece, false));)
        piece.text += size, piece.size -= size;
    for (size_t size; (size = space_size(piece, true));)
        piece.size -= size;
    return piece;
}

static bool same(struct piece a, const struct buf *b)
{
    return a.size == b->size && !memcmp(a.text, b->data, a.size);
}

/* Takes the next line off, white space at both ends gone; false when there is none. */
static bool next_line(struct piece *rest, struct piece *line)
{
    if (!rest->size) return false;
    const char *end = memchr(rest->text, '\n', rest->size);
    size_t size = end ? (size_t)(end - rest->text) : rest->size;
    *line = trim((struct piece){rest->text, size});
    size += end ? 1 : 0;
    rest->text += size;
    rest->size -= size;
    return true;
}

/* ---- Header block ------------------------------------------------------------------------------- */

static enum article_field header_field(struct piece key)
{
    static const struct {
        const char *key;
        enum article_field field;
    } keys[] = {
        {"title", ARTICLE_TITLE},    {"headline", ARTICLE_TITLE},  {"date", ARTICLE_DATE},
        {"published", ARTICLE_DATE}, {"source", ARTICLE_SOURCE},   {"author", ARTICLE_AUTHOR},
        {"by", ARTICLE_AUTHOR},      {"byline", ARTICLE_AUTHOR},   {"url", ARTICLE_URL},
        {"id", ARTICLE_ID},          {"section", ARTICLE_SECTION}, {"place", ARTICLE_PLACE},
        {"dateline", ARTICLE_PLACE}, {"lang", ARTICLE_LANG},       {"language", ARTICLE_LANG},
        {"tag", ARTICLE_TAG},        {"tags", ARTICLE_TAG}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strlen(keys[i].key) == key.size && !strncasecmp(keys[i].key, key.text, key.size))
            return keys[i].field;
    return ARTICLE_FIELDS;
}

/* Splits "Key: value"; ARTICLE_FIELDS if the line is none of a header. */
static enum article_field header_line(struct piece line, struct piece *value)
{
    const char *colon = memchr(line.text, ':', line.size);
    if (!colon) return ARTICLE_FIELDS;
    size_t size = (size_t)(colon - line.text);
    *value = trim((struct piece){colon + 1, line.size - size - 1});
    return header_field(trim((struct piece){line.text, size}));
}

/* Adds a value to a field; tags are separated by commas. */
static void add_value(struct article *article, enum article_field field, struct piece value)
{
    const char *comma;
    while (field == ARTICLE_TAG && (comma = memchr(value.text, ',', value.size))) {
        size_t size = (size_t)(comma - value.text);
        article_add(article, field, value.text, size);
        value = (struct piece){comma + 1, value.size - size - 1};
    }
    article_add(article, field, value.text, value.size);
}

/* Goes through the header block, adding its fields if `article` isn't NULL; false if the text starts
 * with none: every line up to the first empty one must be a header's. */
static bool take_header(struct piece *rest, struct article *article)
{
    struct piece line = {"", 0}, value, left = *rest;
    size_t count = 0;
    while (next_line(&left, &line) && (line.size || !count)) {
        if (!line.size) continue;
        enum article_field field = header_line(line, &value);
        if (field == ARTICLE_FIELDS) return false;
        if (article) add_value(article, field, value);
        count++;
    }
    if (count) *rest = left;
    return count > 0;
}

/* ---- Credit lines ------------------------------------------------------------------------------- */

static bool is_upper(struct piece word)
{
    uint32_t code;
    return word.size && utf8_decode(word.text, word.size, &code) &&
           utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LU;
}

static struct piece next_word(struct piece *rest)
{
    *rest = trim(*rest);
    return piece_next_word(rest);
}

/* "de", "van": small words inside a name. */
static bool is_particle(struct piece word)
{
    return piece_is_one_of(" de da di del della den der du la le van von zu al bin ibn y ", word);
}

/* Takes a name up to " and " or the end: one to five words with capitals, no digits. */
static bool take_name(struct piece *rest, struct piece *name)
{
    size_t words = 0;
    *name = trim(*rest);
    name->size = 0;
    while (trim(*rest).size) {
        struct piece word = next_word(rest);
        if (piece_is_one_of(" and & ", word)) return words > 0 && trim(*rest).size;
        if (!is_upper(word) && (!words || !is_particle(word))) return false;
        for (size_t i = 0; i < word.size; i++)
            if (strchr("0123456789,;:!?\"()", word.text[i])) return false;
        name->size = (size_t)(word.text + word.size - name->text);
        if (++words > NAME_WORDS_MAX) return false;
    }
    return words > 0;
}

/* Whether a line is a job or an agency, as it stands after a name: "AP Business Writer". */
static bool is_job(struct piece line)
{
    if (line.size > JOB_MAX || !byline_is_credit(line.text, line.size)) return false;
    while (trim(line).size) {
        struct piece word = next_word(&line);
        if (!is_upper(word) && !is_particle(word) && !piece_is_one_of(" for of ", word))
            return false;
    }
    return true;
}

/* "By JANE DOE and John Roe, AP Writers": adds the authors if `article` isn't NULL. */
static bool take_byline(struct piece line, struct article *article)
{
    const char *comma = memchr(line.text, ',', line.size);
    if (comma) {
        const size_t size = (size_t)(comma - line.text);
        if (!is_job(trim((struct piece){comma + 1, line.size - size - 1}))) return false;
        line = trim((struct piece){line.text, size});
    }
    if (!line.size || line.size >= BYLINE_MAX || line.text[line.size - 1] == '.') return false;
    struct piece by = next_word(&line), name;
    if (!piece_is_one_of(" by ", by) || *by.text != 'B') return false;
    for (bool more = true; more; more = trim(line).size > 0) {
        if (!take_name(&line, &name)) return false;
        if (article) article_add(article, ARTICLE_AUTHOR, name.text, name.size);
    }
    return true;
}

static bool take_source(struct piece line, struct article *article)
{
    struct piece value;
    if (line.size > CREDIT_MAX || header_line(line, &value) != ARTICLE_SOURCE) return false;
    if (article) article_add(article, ARTICLE_SOURCE, value.text, value.size);
    return value.size > 0;
}

/* A line that is a day and nothing else: "Saturday, 12 October 2019". */
static bool take_day(struct piece line, struct article *article)
{
    struct date date;
    char last = line.text[line.size - 1];
    if (line.size > DAY_MAX || last < '0' || last > '9') return false;
    if (!date_parse(line.text, line.size, &date) || !date.day) return false;
    if (article && !article->fields[ARTICLE_DATE].size)
        article_add(article, ARTICLE_DATE, line.text, line.size);
    return true;
}

/* A byline or day must have nothing after it in its paragraph but others of its kind. */
static bool credits_follow(struct piece rest)
{
    struct piece line;
    if (!next_line(&rest, &line) || !line.size) return true;
    return take_source(line, NULL) || take_byline(line, NULL) || take_day(line, NULL) ||
           is_job(line);
}

static bool take_credit(struct page *page, struct piece line)
{
    if (page->lines > TOP_LINES || page->paragraphs > TOP_PARAGRAPHS) return false;
    if (!page->after_credit) return false;
    if (take_source(line, page->article)) return true;
    if (!page->article->fields[ARTICLE_TITLE].size || !credits_follow(page->rest)) return false;
    if (page->after_byline && is_job(line)) return true;
    page->after_byline = take_byline(line, NULL);
    if (!page->after_byline) return take_day(line, page->article);
    return take_byline(line, page->article);
}

/* ---- Title and body ----------------------------------------------------------------------------- */

/* The start of a first line that is too long for a title, cut between words. */
static void add_long_title(struct article *article, struct piece line)
{
    size_t size = TITLE_CUT;
    while (size && !piece_is_space(line.text[size]))
        size--;
    if (!size) size = utf8_valid_size(line.text, TITLE_CUT);
    article_add(article, ARTICLE_TITLE, line.text, size);
    buf_add_text(&article->fields[ARTICLE_TITLE], "\xE2\x80\xA6");
}

/* Takes the title, and a line that says it again; false if the line is text. */
static bool take_title(struct page *page, struct piece line)
{
    struct buf *title = &page->article->fields[ARTICLE_TITLE];
    if (title->size) return !page->body->size && same(line, title);
    if (line.size <= TITLE_MAX) {
        article_add(page->article, ARTICLE_TITLE, line.text, line.size);
        return true;
    }
    add_long_title(page->article, line);
    return false;
}

static void add_line(struct page *page, struct piece line)
{
    if (page->body->size) buf_add_text(page->body, page->after_blank ? "\n\n" : "\n");
    buf_add(page->body, line.text, line.size);
    page->after_blank = false;
}

static void take_line(struct page *page, struct piece line)
{
    page->lines++;
    if (!line.size) {
        page->after_blank = page->after_credit = true;
        return;
    }
    if (page->after_blank) page->paragraphs++;
    if (take_credit(page, line) || take_title(page, line)) {
        page->after_credit = true;
        return;
    }
    page->after_credit = false;
    add_line(page, line);
}

static void read_page(struct piece text, struct article *article, struct buf *body)
{
    struct page page = {.rest = text, .article = article, .body = body, .after_credit = true};
    struct piece line;
    if (take_header(&text, NULL)) take_header(&page.rest, article);
    while (next_line(&page.rest, &line))
        take_line(&page, line);
    article_add(article, ARTICLE_BODY, body->data, body->size);
    dateline_of_text(article);
}

static nsearch_status read_text(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    struct line all;
    nsearch_status status = input_rest(input, &all, error);
    if (status) return status;
    const char *nul = memchr(all.text, '\0', all.size);
    struct piece text = trim((struct piece){all.text, all.size});
    if (all.too_long)
        reader_reject_long(sink, input, 0, "a text");
    else if (nul)
        reader_reject_as(sink, input, 0, REJECT_UNKNOWN, "not text (NUL byte at offset %zu)",
                         (size_t)(nul - all.text));
    else if (!text.size)
        reader_reject_as(sink, input, 0, REJECT_EMPTY, "empty");
    if (all.too_long || nul || !text.size) return NSEARCH_OK;
    struct article article;
    struct buf body;
    article_init(&article);
    buf_init(&body);
    read_page(text, &article, &body);
    status = buf_status(&body, error);
    if (!status) status = sink->article(sink->context, &article, error);
    buf_release(&body);
    article_release(&article);
    return status;
}

static int probe_text(const char *head, size_t size)
{
    (void)head;
    return size > 0;
}

extern const struct reader reader_text;
const struct reader reader_text = {
    .name = "text",
    .what = "plain text, one article a file",
    .suffixes = (const char *const[]){".txt", ".text", NULL},
    .whole_file = true,
    .probe = probe_text,
    .read = read_text,
};
