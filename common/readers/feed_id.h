/* feed_id.h - ids of items that hold outside of their feed. */
#ifndef COMMON_READERS_FEED_ID_H
#define COMMON_READERS_FEED_ID_H

#include <stddef.h>

#include "common/article.h"

/* Sets the id to `own`, if no other feed can have it, else to the feed's address with it; without an address, or if
 * `own` is empty, to none. */
void feed_id_add(struct article *article, const struct buf *link, const char *own, size_t size);

#endif
