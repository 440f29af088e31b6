/* xml.h - XML, behind one small interface: the only place that says how libxml2 is to be used.
 *
 *     bytes -> UTF-8 (charset.h) -> xml_mend: what no parser takes -> libxml2, recovering -> tree
 *
 * XML of the wild is read as far as it can be understood: text before the declaration, a bare &, HTML's entities,
 * control characters, `<` in text, attributes without quotes, end tags that are missing, several roots.
 * DOCTYPEs never reach the parser: no entity is declared, so none can be expanded, and nothing is ever opened or
 * fetched. Bounded: XML_NODES_MAX elements and attributes, XML_DEPTH_MAX deep (tags beyond are dropped and their text
 * kept), the text by input_limit(). Nothing is printed.
 *
 * Trees are libxml2's: xmlNode may be walked as its manual says. Text, CDATA and references are all text nodes; there
 * are no comments or processing instructions, and recursion is safe. */
#ifndef COMMON_READERS_XML_H
#define COMMON_READERS_XML_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/article.h"
#include "common/readers/input.h"
#include "common/readers/reader.h"

enum {
    XML_DEPTH_MAX = 200,
    XML_NODES_MAX = 500000,   /* of one document, or one element of a stream: about 60 MB */
    XML_ATTRIBUTES_MAX = 100, /* of one element: more are dropped */
    XML_NAME_MAX = 100,       /* bytes of an element's name: a longer tag is dropped */
};

/* ---- The root, for probes ----------------------------------------------------------------------- */

/* The first element of a text, as it stands there. Slices of the text; a namespace is the one its start tag
 * declares for it, "" if none. */
struct xml_root {
    const char *name; /* without a prefix */
    size_t name_size;
    const char *uri;
    size_t uri_size;
    const char *tag; /* the whole start tag, or as much as there is of it */
    size_t tag_size;
};

/* False if the text begins with no element: after white space, declaration, comments, DOCTYPE and up to 1 KB of
 * other text if an XML declaration follows it. */
bool xml_root(const char *head, size_t size, struct xml_root *root);

/* Names are compared exactly; `uri` NULL: whichever namespace. */
bool xml_root_is(const struct xml_root *root, const char *name, const char *uri);

/* Whether `text` stands in the start tag: "http://wordpress.org/export/". */
bool xml_root_has(const struct xml_root *root, const char *text);

/* ---- Whole documents ---------------------------------------------------------------------------- */

struct xml_document {
    xmlDoc *tree;     /* NULL: nothing */
    xmlNode *root;    /* its first element */
    bool whole;       /* false: it breaks off before the root's end tag */
    bool cut;         /* it had more than XML_NODES_MAX: the rest isn't there */
    size_t not_utf_8; /* bytes that were not of the charset declared */
};

/* Parses a text in the charset that it declares, else UTF-8, else what charset_detect() thinks. *out is to be
 * released whatever is returned. Errors: INVALID (not an element in it), MEMORY. */
nsearch_status xml_parse(const char *text, size_t size, struct xml_document *out,
                         nsearch_error *error);
void xml_release(struct xml_document *document);

/* The same for all that is left of the input, telling the sink of what was repaired, and, by broken(), of an end
 * that is missing (`whole` false: the reject is the caller's to give). Errors: those, INVALID (longer than input_limit(), or cut),
 * and those of input_rest. */
nsearch_status xml_read(struct input *input, const struct reader_sink *sink,
                        struct xml_document *out, nsearch_error *error);

/* ---- Streams of elements ------------------------------------------------------------------------ */

/* Files of many articles, of any size: each element of one name, with nothing else in memory.
 *
 *     status = xml_stream_open(input, sink, (const char *const[]){"item", "entry", NULL}, &stream, error);
 *     frame = xml_stream_frame(stream);
 *     while (!status && !(status = xml_stream_next(stream, &element, &more, error)) && more)
 *         ... element.node, element.line ...
 *     xml_stream_free(stream);
 *
 * The first element whose name without its prefix is one of those given is what all of the stream are: the same
 * name with the same prefix. One that begins inside another ends that one. Each is parsed by itself, inside the
 * start tags around the first, so namespaces, xml:lang and xml:base are known (by their ancestors) and no damage in one
 * reaches the next. */
struct xml_stream;

struct xml_element {
    xmlNode *node; /* until the next; with its ancestors' start tags around it */
    uint64_t line; /* where it begins, for rejects */
};

nsearch_status xml_stream_open(struct input *input, const struct reader_sink *sink,
                               const char *const *names, struct xml_stream **out,
                               nsearch_error *error);
void xml_stream_free(struct xml_stream *stream);

/* What stands before the first element of those: the feed's own title. NULL: nothing. The stream's. If it has none of those,
 * all of the document (as much of it as input_limit() allows). */
const xmlNode *xml_stream_frame(const struct xml_stream *stream);

/* Whether there is an element of those in the file at all, readable or not. */
bool xml_stream_has_elements(const struct xml_stream *stream);

/* The next; *more is false at the end. Those that can't be had (too long, no end tag in the file) are rejects; the
 * latter is told as broken, too. Errors: those of the input (then broken() is reader_file's to tell), MEMORY. */
nsearch_status xml_stream_next(struct xml_stream *stream, struct xml_element *element, bool *more,
                               nsearch_error *error);

/* ---- Looking at a tree -------------------------------------------------------------------------- */

/* All take NULL for a node, and then find nothing. Names are local ones ("creator" of dc:creator). */

const char *xml_name(const xmlNode *node); /* "" for what is no element */
const char *xml_uri(const xmlNode *node);  /* of its namespace; "" if it has none */

/* What stands before the colon: of an undeclared namespace too, and whatever the namespace; "" if nothing does. */
size_t xml_prefix(const xmlNode *node, const char **prefix);

bool xml_is(const xmlNode *node, const char *name);

/* The first child element, or the next sibling of that name; `name` NULL: of any. */
xmlNode *xml_child(const xmlNode *node, const char *name);
xmlNode *xml_next(const xmlNode *node, const char *name);

/* From child to child, the first at each step: "head/docdata/doc-id". */
xmlNode *xml_path(const xmlNode *node, const char *path);

/* The first element of that name in the subtree, itself included, in the order of the text. */
xmlNode *xml_find(const xmlNode *node, const char *name);

/* Element by element through the subtree of `top`, in the order of the text: xml_walk(top, top) is the first after `top` itself. */
xmlNode *xml_walk(const xmlNode *top, const xmlNode *node);

/* An attribute's value, by local name, the tree's; NULL if it has none. One without a namespace comes first; _uri: of
 * that namespace, or any if NULL. */
const char *xml_attribute(const xmlNode *node, const char *name);
const char *xml_attribute_uri(const xmlNode *node, const char *name, const char *uri);

/* xml:lang of the element or the nearest around it; "" if there is none. */
const char *xml_language(const xmlNode *node);

/* Appends all text of the subtree as it stands, without markup: for prose there is html_text_of(). */
void xml_text(const xmlNode *node, struct buf *out);

/* article_add() of the text in a subtree; NULL and empty ones add nothing. */
void xml_add(struct article *article, enum article_field field, const xmlNode *node);

#endif
