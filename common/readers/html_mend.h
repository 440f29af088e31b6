/* html_mend.h - HTML made digestible for libxml2, which knows that of 1999. */
#ifndef COMMON_READERS_HTML_MEND_H
#define COMMON_READERS_HTML_MEND_H

#include <stddef.h>

#include "common/buf.h"

/* Appends the text: names of attributes that scripts use ("@click", "[class]", "(input)") get letters for their signs,
 * and a tag has no more than HTML_ATTRIBUTES_MAX; <embed> and its like, which hold nothing, end themselves; a <body>
 * begins at the first <article> or its like, if none has; comments go, and what scripts and styles hold: half of many
 * pages, and slow to parse; a '<' that begins no tag is "&lt;", a NUL a space. JSON-LD stays as it is. Costs little more
 * than copying. */
enum {
    HTML_ATTRIBUTES_MAX = 100
};
void html_mend(const char *text, size_t size, struct buf *out);

#endif
