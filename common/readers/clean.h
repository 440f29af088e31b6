/* clean.h - control characters out of an article's fields. */
#ifndef COMMON_READERS_CLEAN_H
#define COMMON_READERS_CLEAN_H

#include <stdbool.h>

#include "common/buf.h"

/* Whether there are any but newlines. Costs next to nothing. */
bool clean_has_controls(const struct buf *field);

/* Every control character becomes a space, but for newlines and for those that are a letter or sign of windows-1252; in
 * fields other than the body, a space by itself. \r\n is one newline. */
void clean_drop_controls(struct buf *field, bool is_body);

#endif
