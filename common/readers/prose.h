/* prose.h - the text of an article out of the elements that hold it in agencies' XML: NITF, XHTML, or bare paragraphs.
 */
#ifndef COMMON_READERS_PROSE_H
#define COMMON_READERS_PROSE_H

#include "common/readers/reader.h"
#include "common/readers/xml.h"

/* Appends the subtree's text as html_text_of() does, without what is not the article's own: pictures and their
 * captions, headers, notes for editors. These are taken out of the tree, and `sink` is told of them. Text laid out with
 * spaces, as on a wire, keeps its paragraphs, and HTML that is the text of an element loses its markup. */
void prose_of(xmlNode *node, const struct reader_sink *sink, struct buf *out);

/* The same of a text, which may be HTML or have no markup at all. */
void prose_of_text(const char *text, size_t size, const struct reader_sink *sink, struct buf *out);

#endif
