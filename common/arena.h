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

/* A copy of `size` bytes, with a NUL after them; NULL if out of memory. */
char *arena_copy(struct arena *arena, const void *data, size_t size);

#endif
