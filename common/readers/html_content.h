/* html_content.h - the text of the article in a page: menus, captions, comments, other stories left out.
 *
 * No rule is for a site. Blocks that read like prose count for the element that holds them, all others against it; the
 * element with the most is the article, and in it what names and looks tell to be something else goes. */
#ifndef COMMON_READERS_HTML_CONTENT_H
#define COMMON_READERS_HTML_CONTENT_H

#include <libxml/tree.h>

#include "common/article.h"
#include "common/readers/html_left_out.h"

/* Appends to `out` the article's text in the page under `root` (from html_parse()): paragraphs with an empty line
 * between them, or nothing. `title`, which isn't repeated, may be NULL. `told` is the text as the page's metadata have
 * it, or an empty buffer: taken if the page has no better one.
 * `left` may be NULL. Costs a walk over the tree. Errors: MEMORY. */
nsearch_status html_content_read(const xmlNode *root, const char *title, const struct buf *told,
                                 struct buf *out, unsigned long left[HTML_LEFT_KINDS],
                                 nsearch_error *error);

#endif
