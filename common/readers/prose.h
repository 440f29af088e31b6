/* prose.h - the text of an article out of the elements that hold it in agencies' XML: NITF, XHTML, or bare paragraphs.
 */
#ifndef COMMON_READERS_PROSE_H
#define COMMON_READERS_PROSE_H

#include <stdbool.h>

#include "common/readers/xml.h"

/* Appends the subtree's text as html_text_of() does, without what is not the article's own: pictures and their
 * captions, headers, notes for editors. These are taken out of the tree. Text laid out with spaces, as on a wire,
 * keeps its paragraphs. */
void prose_of(xmlNode *node, struct buf *out);

/* The same of a text, which may be HTML or have no markup at all. */
void prose_of_text(const char *text, size_t size, struct buf *out);

#endif
