/* nitf.h - NITF, the News Industry Text Format, by itself and inside NewsML. */
#ifndef COMMON_READERS_NITF_H
#define COMMON_READERS_NITF_H

#include "common/readers/reader.h"
#include "common/readers/xml.h"

/* Fills an article, which is empty, from a <nitf>: whatever fields it has. What is only a picture gives none. Takes
 * pieces out of the tree, and tells `sink` of those that are none of the text's. Without memory the article remembers it. */
void nitf_read(xmlNode *nitf, const struct reader_sink *sink, struct article *article);

/* Appends the article's text alone of a NITF document as a text. */
void nitf_text(const char *text, size_t size, const struct reader_sink *sink, struct buf *out);

#endif
