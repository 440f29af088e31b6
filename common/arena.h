/* arena.h - memory that is given back all at once: trees and rows that live and die together. */
#ifndef COMMON_ARENA_H
#define COMMON_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used;                /* bytes given out of the newest */
};

void arena_init(struct arena *arena);
void arena_release(struct arena *arena);

/* `size` zeroed bytes, aligned for any type; NULL if out of memory. */
void *arena_alloc(struct arena *arena, size_t size);

/* Room for one more in a list of `count` items, each of `size` bytes: `items` itself while *capacity is more than that,
 * else a copy with twice the capacity, or with 4 at first (`items` may be NULL then). What is left behind stays in the
 * arena, so a list costs at most twice its final room. NULL if out of memory, with *capacity as it was. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

/* A copy of `size` bytes, with a NUL after them; NULL if out of memory. */
char *arena_copy(struct arena *arena, const void *data, size_t size);

#endif
