/* markup.h - a piece of HTML, as feeds, agency files and mail carry it, to plain text. */
#ifndef COMMON_READERS_MARKUP_H
#define COMMON_READERS_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "common/article.h"
#include "common/buf.h"

/* Appends the text of an HTML fragment in UTF-8 (what isn't valid is read as windows-1252): paragraphs with an empty
 * line between them, white space folded, entities decoded, scripts, styles and comments left out. Text without any
 * markup comes out as it is, its empty lines kept. Bounded in depth; costs about what parsing costs, 50 MB/s.
 * Without memory `out` remembers it. */
void markup_text(const char *html, size_t size, struct buf *out);

/* Whether a text is HTML, where nobody says so: it has a tag that ends, a break or an entity. */
bool markup_in(const char *text, size_t size);

/* Adds the text of an HTML fragment to a field of an article, which remembers if there was no memory for it. */
void markup_add(struct article *article, enum article_field field, const char *text, size_t size);

#endif
