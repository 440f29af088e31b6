/* html_meta.h - what a page says of its article beside the text: title, date, authors, source, section, tags, language
 * and URL.
 *
 * Pages say each of them several times, and not always the same: in JSON-LD, in <meta> elements, in attributes
 * (microdata, RDFa, rel) and in what readers see. Which one is believed is told in nindex(1). */
#ifndef COMMON_READERS_HTML_META_H
#define COMMON_READERS_HTML_META_H

#include <libxml/tree.h>

#include "common/article.h"

/* Fills the fields of `article` (which keeps its id and path) from the page under `root`, whose text is UTF-8. A field
 * that the page says nothing of stays as it is; the body is the page's description, for want of a text. `url` is where
 * the page was found, or NULL: relative links are taken from it. Appends the article's text as JSON-LD has it to `body`
 * if it isn't NULL: paragraphs with an empty line between them, or nothing. Costs a walk over the tree; of JSON-LD no
 * more is read than a few megabytes. Errors: MEMORY. */
nsearch_status html_meta_read(const xmlNode *root, const char *url, struct article *article,
                              struct buf *body, nsearch_error *error);

#endif
