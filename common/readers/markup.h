/* markup.h - a piece of HTML, as feeds, agency files and mail carry it, to plain text. */
#ifndef COMMON_READERS_MARKUP_H
#define COMMON_READERS_MARKUP_H

#include <stddef.h>

#include "common/buf.h"

/* Appends the text of an HTML fragment in UTF-8 (what isn't valid is read as windows-1252): paragraphs with an empty
 * line between them, white space folded, entities decoded, scripts, styles and comments left out. Text without any
 * markup comes out as it is, its empty lines kept. Bounded in depth; costs about what parsing costs, 50 MB/s.
 * Without memory `out` remembers it. */
void markup_text(const char *html, size_t size, struct buf *out);

#endif
