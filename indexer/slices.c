/* slices.c - see slices.h. */
#include "indexer/slices.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/copy.h"

enum {
    BLOCK_BITS = 18, /* 256 KB: what a new run costs at least */
    BLOCK_SIZE = 1 << BLOCK_BITS,
    LINK = 4,      /* bytes of an address */
    KEPT_MAX = 64, /* blocks: more than an ordinary batch needs */
};

/* Sizes of a stream's slices, the last one again and again. Each divides BLOCK_SIZE, so none is cut
 * by the end of a block where all are aligned to 16. */
static const uint16_t sizes[] = {16, 32, 64, 128, 256, 512, 1024, 2048};
enum {
    LAST_STEP = sizeof sizes / sizeof *sizes - 1
};

void slices_init(struct slices *slices)
{
    *slices = (struct slices){0};
}

static void keep_blocks(struct slices *slices, size_t count)
{
    while (slices->allocated > count)
        free(slices->blocks[--slices->allocated]);
    slices->count = 0;
}

void slices_release(struct slices *slices)
{
    keep_blocks(slices, 0);
    free(slices->blocks);
    slices_init(slices);
}

void slices_reset(struct slices *slices)
{
    keep_blocks(slices, KEPT_MAX);
    slices->used = 0;
}

size_t slices_memory(const struct slices *slices)
{
    return slices->count * BLOCK_SIZE;
}

static uint8_t *place(const struct slices *slices, uint32_t address)
{
    return slices->blocks[address >> BLOCK_BITS] + (address & (BLOCK_SIZE - 1));
}

static bool add_block(struct slices *slices)
{
    if (slices->count == (size_t)1 << (32 - BLOCK_BITS)) return false;
    if (slices->count < slices->allocated) {
        slices->count++;
        slices->used = 0;
        return true;
    }
    if (slices->count == slices->capacity) {
        size_t capacity = slices->capacity ? slices->capacity * 2 : 64;
        uint8_t **blocks = realloc(slices->blocks, capacity * sizeof *blocks);
        if (!blocks) return false;
        slices->blocks = blocks;
        slices->capacity = capacity;
    }
    uint8_t *block = malloc(BLOCK_SIZE);
    if (!block) return false;
    slices->blocks[slices->count++] = block;
    slices->allocated = slices->count;
    slices->used = 0;
    return true;
}

/* Gives out a slice; false if out of memory. */
static bool take(struct slices *slices, size_t size, uint32_t *address)
{
    if ((!slices->count || BLOCK_SIZE - slices->used < size) && !add_block(slices)) return false;
    *address = (uint32_t)((slices->count - 1) << BLOCK_BITS | slices->used);
    slices->used += size;
    return true;
}

/* Starts the stream, or goes on in a new slice. */
static bool extend(struct slices *slices, struct slice_stream *stream)
{
    uint32_t address;
    const bool fresh = !stream->end;
    const unsigned step = fresh ? 0 : stream->step < LAST_STEP ? stream->step + 1u : LAST_STEP;
    if (!take(slices, sizes[step], &address)) return false;
    if (fresh)
        stream->first = address;
    else
        memcpy(place(slices, stream->end), &address, LINK);
    stream->next = address;
    stream->end = address + sizes[step] - LINK;
    stream->step = (uint8_t)step;
    return true;
}

bool slices_write(struct slices *slices, struct slice_stream *stream, const void *data, size_t size)
{
    const uint8_t *from = data;
    if (size <= stream->end - stream->next) {
        if (size) copy_few(place(slices, stream->next), from, size);
        stream->next += (uint32_t)size;
        return true;
    }
    for (;;) {
        size_t room = stream->end - stream->next;
        if (room > size) room = size;
        if (room) memcpy(place(slices, stream->next), from, room);
        stream->next += (uint32_t)room;
        from += room;
        size -= room;
        if (!size) return true;
        if (!extend(slices, stream)) return false;
    }
}

void slices_fetch(const struct slices *slices, const struct slice_stream *stream)
{
    if (stream->end) __builtin_prefetch(place(slices, stream->next), 1);
}

void slices_fetch_first(const struct slices *slices, const struct slice_stream *stream)
{
    if (stream->end) __builtin_prefetch(place(slices, stream->first));
}

void slices_rewind(const struct slice_stream *stream, struct slice_cursor *cursor)
{
    *cursor = (struct slice_cursor){stream->first, 0};
}

bool slices_next(const struct slices *slices, const struct slice_stream *stream,
                 struct slice_cursor *cursor, const uint8_t **data, size_t *size)
{
    const uint32_t end = cursor->at + sizes[cursor->step] - LINK;
    if (cursor->at == stream->next || !stream->end) return false;
    *data = place(slices, cursor->at);
    if (end == stream->end) {
        *size = stream->next - cursor->at;
        cursor->at = stream->next;
        return true;
    }
    *size = end - cursor->at;
    memcpy(&cursor->at, place(slices, end), LINK);
    if (cursor->step < LAST_STEP) cursor->step++;
    return true;
}
