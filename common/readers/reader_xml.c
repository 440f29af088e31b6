/* reader_xml.c - XML that nobody has a reader for: records whose elements have the names of fields, as those of other
 * tools' exports and of agencies' own formats.
 *
 *     <export><article><headline/> <pubdate/> <byline/> <content>&lt;p&gt;...</content></article> ... </export>
 *
 * A record is an element with a text and at least one other field among its children; see field_names.h. */
#include <string.h>

#include "common/error.h"
#include "common/readers/agency.h"
#include "common/readers/byline.h"
#include "common/readers/field_names.h"
#include "common/readers/prose.h"
#include "common/readers/reader.h"
#include "common/readers/xml.h"

enum {
    FIELDS_MAX = 200 /* children of an element that are looked at */
};

/* The best child of each field. */
struct record {
    xmlNode *nodes[ARTICLE_FIELDS];
    unsigned ranks[ARTICLE_FIELDS];
};

static bool is_blank(const xmlNode *node)
{
    struct buf text;
    buf_init(&text);
    xml_text(node, &text);
    const bool blank = text.data[strspn(text.data, " \t\r\n")] == '\0';
    buf_release(&text);
    return blank;
}

/* Whether an element is a record: what there is of it. */
static bool find_fields(const xmlNode *element, const struct field_map *map, struct record *record)
{
    size_t count = 0, looked = 0;
    *record = (struct record){.ranks = {0}};
    for (xmlNode *node = xml_child(element, NULL); node && looked < FIELDS_MAX;
         node = xml_next(node, NULL), looked++) {
        unsigned rank;
        const char *name = xml_name(node);
        const enum article_field field = field_of_name(map, name, strlen(name), &rank);
        if (field == ARTICLE_FIELDS || (record->nodes[field] && record->ranks[field] <= rank) ||
            is_blank(node))
            continue;
        count += !record->nodes[field];
        record->nodes[field] = node;
        record->ranks[field] = rank;
    }
    return record->nodes[ARTICLE_BODY] && count > 1;
}

/* ---- Articles ----------------------------------------------------------------------------------- */

static void add_text(const xmlNode *node, const struct reader_sink *sink, struct article *article)
{
    struct buf raw, text;
    buf_init(&raw);
    buf_init(&text);
    if (xml_child(node, NULL)) {
        prose_of((xmlNode *)node, sink, &text);
    } else {
        xml_text(node, &raw);
        prose_of_text(raw.data, raw.size, sink, &text);
    }
    article_add(article, ARTICLE_BODY, text.data, text.size);
    if (raw.failed || text.failed) article->fields[ARTICLE_BODY].failed = true;
    buf_release(&text);
    buf_release(&raw);
}

static void add_authors(const xmlNode *node, struct article *article)
{
    struct buf text;
    buf_init(&text);
    xml_text(node, &text);
    byline_add(article, text.data, text.size);
    if (text.failed) article->fields[ARTICLE_AUTHOR].failed = true;
    buf_release(&text);
}

/* The element's text, or of several in it each: <tags><tag/><tag/></tags>. */
static void add_values(const xmlNode *node, enum article_field field, struct article *article)
{
    const xmlNode *value = xml_child(node, NULL);
    if (!value) xml_add(article, field, node);
    for (; value; value = xml_next(value, NULL))
        xml_add(article, field, value);
}

static void take_fields(const struct record *record, const struct reader_sink *sink,
                        struct article *article)
{
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        const xmlNode *node = record->nodes[field];
        if (!node) continue;
        if (field == ARTICLE_BODY)
            add_text(node, sink, article);
        else if (field == ARTICLE_AUTHOR)
            add_authors(node, article);
        else
            add_values(node, (enum article_field)field, article);
    }
    agency_finish(article);
}

/* Goes through the records; what is in a record is no other. */
static nsearch_status take_records(const xmlNode *root, const struct reader_sink *sink,
                                   size_t *count, nsearch_error *error)
{
    struct article article;
    struct record record;
    nsearch_status status = NSEARCH_OK;
    const xmlNode *beyond = NULL; /* the last node of a record */
    article_init(&article);
    for (const xmlNode *node = root; !status && node; node = xml_walk(root, node)) {
        const bool inside = beyond && node != beyond;
        if (node == beyond) beyond = NULL;
        if (inside || !find_fields(node, sink->map, &record)) continue;
        article_reset(&article);
        take_fields(&record, sink, &article);
        status = article_status(&article, error);
        if (!status) status = sink->article(sink->context, &article, error);
        ++*count;
        beyond = node;
        for (const xmlNode *last = node; (last = xml_walk(node, last));)
            beyond = last;
        if (beyond == node) beyond = NULL;
    }
    article_release(&article);
    return status;
}

static nsearch_status read_xml(struct input *input, const struct reader_sink *sink,
                               nsearch_error *error)
{
    struct xml_document document;
    size_t count = 0;
    nsearch_status status = xml_read(input, sink, &document, error);
    if (!status) status = take_records(document.root, sink, &count, error);
    xml_release(&document);
    if (!status && !count)
        return error_set(error, NSEARCH_INVALID,
                         "XML of no known kind: no element in it has a text and a title or the "
                         "like by names that are known, see --map");
    return status;
}

/* Whether an element stands right in the first one, as plain text never begins. */
static bool begins_with_two(const char *head, size_t size)
{
    const char *const end = head + size, *at = memchr(head, '>', size);
    while (at && ++at < end && strchr(" \t\r\n", *at))
        continue;
    return at && at + 1 < end && *at == '<' && at[1] != '/' && at[1] != '!';
}

/* Anything that says that it is XML; less than whoever knows it, but more than HTML that begins with an <article>.
 * What doesn't say so is, if nobody else takes it for more than text; by the name alone it may be. */
static int probe_xml(const char *head, size_t size)
{
    static const char *const of_html[] = {"div",    "p",   "main", "span",   "table", "h1",
                                          "center", "br",  "b",    "i",      "a",     "ul",
                                          "hr",     "img", "font", "strong", "h2",    "h3"};
    struct xml_root root;
    if (!xml_root(head, size, &root)) return 0;
    for (size_t i = 0; i < sizeof of_html / sizeof *of_html; i++)
        if (xml_root_is(&root, of_html[i], NULL)) return 1;
    while (size && strchr(" \t\r\n", *head))
        head++, size--;
    if (size > 5 && !memcmp(head, "<?xml", 5)) return 60;
    return begins_with_two(head, size) ? 2 : 1;
}

extern const struct reader reader_xml;
const struct reader reader_xml = {
    .name = "xml",
    .what = "XML of other kinds, elements named as fields",
    .suffixes = (const char *const[]){".xml", NULL},
    .probe = probe_xml,
    .read = read_xml,
};
