/* arena.c - see arena.h. Blocks double in size up to a megabyte; a large request has its own. */
#include "common/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *next;
    size_t size;
    alignas(max_align_t) char data[];
};

enum {
    FIRST_BLOCK = 4096,
    LARGEST_BLOCK = 1 << 20,
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

void arena_release(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    arena_init(arena);
}

static struct arena_block *add_block(struct arena *arena, size_t size)
{
    size_t want = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
    if (want > LARGEST_BLOCK) want = LARGEST_BLOCK;
    if (want < size) want = size;
    if (want > PTRDIFF_MAX - sizeof(struct arena_block)) return NULL; /* nothing is larger */
    struct arena_block *block = malloc(sizeof *block + want);
    if (!block) return NULL;
    block->next = arena->blocks;
    block->size = want;
    arena->blocks = block;
    arena->used = 0;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX - unit) return NULL;
    size_t rounded = (size + unit - 1) / unit * unit;
    struct arena_block *block = arena->blocks;
    if (!block || block->size - arena->used < rounded) block = add_block(arena, rounded);
    if (!block) return NULL;
    void *out = block->data + arena->used;
    arena->used += rounded;
    return memset(out, 0, size);
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) return items;
    const size_t more = count ? 2 * count : 4;
    if (count > SIZE_MAX / 2 || more > SIZE_MAX / size) return NULL;
    void *out = arena_alloc(arena, more * size);
    if (!out) return NULL;
    if (count) memcpy(out, items, count * size);
    *capacity = more;
    return out;
}

char *arena_copy(struct arena *arena, const void *data, size_t size)
{
    if (size == SIZE_MAX) return NULL;
    char *out = arena_alloc(arena, size + 1);
    if (out && size) memcpy(out, data, size);
    return out;
}
