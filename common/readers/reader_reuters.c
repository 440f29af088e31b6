/* reader_reuters.c - the SGML of the Reuters-21578 collection.
 *
 *     <REUTERS ... NEWID="1">
 *     <DATE>26-FEB-1987 15:01:01.79</DATE>
 *     <TOPICS><D>cocoa</D></TOPICS>  <PLACES><D>brazil</D></PLACES>  ...
 *     <TEXT>&#2;
 *     <TITLE>...</TITLE>  <AUTHOR>    By Somebody, Reuters</AUTHOR>
 *     <DATELINE>    SALVADOR, Feb 26 - </DATELINE><BODY> ... </BODY></TEXT>
 *     </REUTERS>
 *
 * Briefs, and texts that Reuters left unprocessed, stand in TEXT itself. */
#include <string.h>
#include <strings.h>

#include "common/readers/dateline.h"
#include "common/readers/reader.h"
#include "common/readers/sgml.h"

/* Where the text between two tags goes. */
enum part {
    PART_NONE,
    PART_TEXT,
    PART_TITLE,
    PART_AUTHOR,
    PART_DATELINE,
    PART_BODY,
    PART_DATE,
    PART_TAG
};

struct reuters {
    struct article *article;
    enum part part;
    struct buf raw;  /* the part as it stands, */
    struct buf text; /* and decoded */
    struct buf body;
    bool failed; /* out of memory */
};

static enum part part_of(const char *element)
{
    static const struct {
        const char *element;
        enum part part;
    } parts[] = {{"TEXT", PART_TEXT},     {"TITLE", PART_TITLE},
                 {"AUTHOR", PART_AUTHOR}, {"DATELINE", PART_DATELINE},
                 {"BODY", PART_BODY},     {"DATE", PART_DATE},
                 {"D", PART_TAG}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strcmp(parts[i].element, element)) return parts[i].part;
    return PART_NONE;
}

/* "    By Somebody, Reuters" */
static void add_author(struct article *article, const char *text, size_t size)
{
    while (size && *text == ' ')
        text++, size--;
    if (size > 3 && !strncasecmp(text, "by ", 3)) text += 3, size -= 3;
    const char *comma = memchr(text, ',', size);
    article_add(article, ARTICLE_AUTHOR, text, comma ? (size_t)(comma - text) : size);
}

/* The part that ends here goes where it belongs. */
static void finish_part(struct reuters *reuters)
{
    struct article *article = reuters->article;
    buf_reset(&reuters->text);
    sgml_decode(reuters->raw.data, reuters->raw.size, &reuters->text);
    reuters->failed = reuters->failed || reuters->raw.failed || reuters->text.failed;
    const char *text = reuters->text.data;
    size_t size = reuters->text.size;
    switch (reuters->part) {
    case PART_NONE: break;
    case PART_DATELINE: dateline_add_place(article, text, size); __attribute__((fallthrough));
    case PART_TEXT:
    case PART_BODY: sgml_flow(text, size, &reuters->body); break;
    case PART_TITLE: article_add(article, ARTICLE_TITLE, text, size); break;
    case PART_AUTHOR: add_author(article, text, size); break;
    case PART_DATE: article_add(article, ARTICLE_DATE, text, size); break;
    case PART_TAG: article_add(article, ARTICLE_TAG, text, size); break;
    }
    buf_reset(&reuters->raw);
}

static void take_tag(struct reuters *reuters, const struct sgml_piece *tag)
{
    const char *id;
    size_t size;
    finish_part(reuters);
    /* Behind an element of TEXT there is TEXT again. */
    bool inside = reuters->part != PART_NONE && reuters->part != PART_DATE &&
                  reuters->part != PART_TAG;
    if (!tag->is_end)
        reuters->part = part_of(tag->name);
    else
        reuters->part = inside && strcmp(tag->name, "TEXT") != 0 ? PART_TEXT : PART_NONE;
    if (!tag->is_end && !strcmp(tag->name, "REUTERS") && sgml_attribute(tag, "NEWID", &id, &size)) {
        buf_add_text(&reuters->raw, "reuters-");
        buf_add(&reuters->raw, id, size);
        article_add(reuters->article, ARTICLE_ID, reuters->raw.data, reuters->raw.size);
        buf_reset(&reuters->raw);
    }
}

/* Without a title, the text's first line is it. */
static void add_body(struct reuters *reuters)
{
    struct article *article = reuters->article;
    const char *text = reuters->body.data;
    size_t size = reuters->body.size;
    if (!article->fields[ARTICLE_TITLE].size && size) {
        const char *end = memchr(text, '\n', size);
        size_t length = end ? (size_t)(end - text) : size;
        article_add(article, ARTICLE_TITLE, text, length);
        text += length;
        size -= length;
    }
    article_add(article, ARTICLE_BODY, text, size);
}

static bool take_record(void *context, const struct buf *record, struct article *article)
{
    struct reuters *reuters = context;
    const char *text = record->data;
    size_t size = record->size;
    struct sgml_piece piece;
    reuters->article = article;
    reuters->part = PART_NONE;
    buf_reset(&reuters->raw);
    buf_reset(&reuters->body);
    article_add(article, ARTICLE_SOURCE, "Reuters", strlen("Reuters"));
    while (sgml_next(&text, &size, &piece)) {
        if (piece.is_tag)
            take_tag(reuters, &piece);
        else if (reuters->part != PART_NONE)
            buf_add(&reuters->raw, piece.text, piece.size);
    }
    finish_part(reuters);
    add_body(reuters);
    return !reuters->failed && !reuters->body.failed;
}

static nsearch_status read_reuters(struct input *input, const struct reader_sink *sink,
                                   nsearch_error *error)
{
    struct reuters reuters = {.part = PART_NONE};
    buf_init(&reuters.raw);
    buf_init(&reuters.text);
    buf_init(&reuters.body);
    nsearch_status status = sgml_read(input, "REUTERS", sink, take_record, &reuters, error);
    buf_release(&reuters.body);
    buf_release(&reuters.text);
    buf_release(&reuters.raw);
    return status;
}

/* Certain if its document type or its first element says so. */
static int probe_reuters(const char *head, size_t size)
{
    static const char type[] = "<!DOCTYPE lewis";
    struct sgml_piece piece;
    while (size && (*head == ' ' || (*head >= '\t' && *head <= '\r')))
        head++, size--;
    if (!size || *head != '<') return 1;
    if (size >= sizeof type && !strncasecmp(head, type, sizeof type - 1)) return 95;
    while (sgml_next(&head, &size, &piece))
        if (piece.is_tag && *piece.name) return strcmp(piece.name, "REUTERS") ? 1 : 95;
    return 1;
}

extern const struct reader reader_reuters;
const struct reader reader_reuters = {
    .name = "reuters",
    .what = "Reuters-21578 SGML",
    .suffixes = (const char *const[]){".sgm", NULL},
    .probe = probe_reuters,
    .read = read_reuters,
};
