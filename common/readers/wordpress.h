/* wordpress.h - what WordPress keeps in its articles that is neither text nor HTML. */
#ifndef COMMON_READERS_WORDPRESS_H
#define COMMON_READERS_WORDPRESS_H

#include <stddef.h>

#include "common/buf.h"

/* Appends an article as WordPress stores it, as HTML: empty lines become paragraphs, and shortcodes go: [gallery],
 * [caption] with what it says of a picture, and the tags of others where their text stays. What only stands in
 * brackets, "[sic]", stays. Linear. */
void wordpress_html(const char *text, size_t size, struct buf *out);

#endif
