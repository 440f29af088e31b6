/* html.h - saved web pages: parsing, and the article in a page.
 *
 *     bytes -> UTF-8 (charset.h) -> html_parse: a tree -> html_meta_read: title, date, authors ...
 *                                                      -> html_content_read: the article's text */
#ifndef COMMON_READERS_HTML_H
#define COMMON_READERS_HTML_H

#include <libxml/tree.h>
#include <stddef.h>

#include "common/article.h"
#include "common/readers/html_content.h"

/* What is known of a page from elsewhere: a response's header, a crawl. NULL where it isn't. */
struct html_hints {
    const char *content_type; /* "text/html; charset=koi8-r" */
    const char
        *url; /* taken if the page has no canonical one, and to resolve those that are relative */
    const char *date; /* of its capture: taken if the page has none */
};

/* Reads a page into `article`, which is empty: whatever fields it has, in valid UTF-8. A page without a text gives an
 * article without one. `hints` may be NULL, and so may
 * `left`, to which is added what was left out of the text. Never resolves or fetches anything, never prints. Errors: MEMORY. */
nsearch_status html_page_read(const char *data, size_t size, const struct html_hints *hints,
                              struct article *article, unsigned long left[HTML_LEFT_KINDS],
                              nsearch_error *error);

/* Parses a page or fragment in valid UTF-8 into *out, to be freed with xmlFreeDoc(). Takes anything: what is nested
 * deeper than HTML_DEPTH_MAX becomes a sibling, so walking the tree may recurse. Element names are in lower case.
 * Errors: MEMORY. */
enum {
    HTML_DEPTH_MAX = 200
};
nsearch_status html_parse(const char *text, size_t size, xmlDoc **out, nsearch_error *error);

/* Appends the text of a subtree (of HTML, XHTML or NITF: names are compared without namespace) as markup_text()
 * does. An element alone or a document node; the tree need not come from html_parse(), but must not be deeper than
 * 1000 or so. */
void html_text_of(const xmlNode *node, struct buf *out);

#endif
