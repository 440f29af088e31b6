/* glass_block.h - a block of a glass table, as glass_table.c writes it, and table.c and glass_read.c read it.
 *
 *      0        4     5          7            9         11
 *     +----------+-----+----------+------------+---------+-------------+---------+---------------+
 *     | revision |level| max_free | total_free | dir_end | directory > | (free)  | < items       |
 *     +----------+-----+----------+------------+---------+-------------+---------+---------------+
 *
 * The directory has the offset of each item, in the order of their keys. The first item stands at the
 * end of the block and each further one before it. All numbers are big-endian.
 *
 *     leaf item      | info 2 | key size 1 | key | piece 2, not in the first | tag |
 *     branch item    | child 4 | key size 1 | key | piece 2 |
 *
 * The low 13 bits of `info` are the size of the item less 3, the high ones the flags below. A tag too
 * long for one item is cut into pieces, items with the same key, numbered from 1. */
#ifndef COMMON_GLASS_BLOCK_H
#define COMMON_GLASS_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/order.h"

enum {
    BLOCK_LEVEL = 4,
    BLOCK_MAX_FREE = 5,
    BLOCK_TOTAL_FREE = 7,
    BLOCK_DIR_END = 9,
    BLOCK_DIRECTORY = 11,
    BLOCK_SLOT = 2, /* size of an offset in the directory */

    LEAF_HEAD = 3, /* info and key size */
    LEAF_DEFLATED = 0x8000,
    LEAF_LAST = 0x4000,
    LEAF_FIRST = 0x2000,
    LEAF_SIZE = 0x1fff,

    BRANCH_HEAD = 5, /* child and key size */
    PIECE_SIZE = 2,
    PIECES_MAX = 65535,

    ITEMS_PER_BLOCK =
        4, /* that Xapian's updates rely on: the largest item is a fourth of a block */
};

static inline uint32_t get_u16(const uint8_t *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

static inline uint32_t get_u32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static inline void put_u16(uint8_t *at, uint32_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static inline void put_u32(uint8_t *at, uint32_t value)
{
    put_u16(at, value >> 16);
    put_u16(at + 2, value);
}

/* The largest item, in bytes. */
static inline uint32_t item_max(uint32_t block_size)
{
    uint32_t fourth = (block_size - BLOCK_DIRECTORY - ITEMS_PER_BLOCK * BLOCK_SLOT) /
                      ITEMS_PER_BLOCK;
    return fourth < LEAF_SIZE + LEAF_HEAD ? fourth : LEAF_SIZE + LEAF_HEAD;
}

/* Whether all that a reader relies on is so: it is of that level and not newer than `revision`, and has items, each
 * whole. */
bool block_is_sound(const uint8_t *block, uint32_t block_size, uint32_t level, uint32_t revision);

/* ---- What is in a sound block --------------------------------------------------------------------- */

static inline uint32_t block_items(const uint8_t *block)
{
    return (get_u16(block + BLOCK_DIR_END) - BLOCK_DIRECTORY) / BLOCK_SLOT;
}

static inline const uint8_t *block_item(const uint8_t *block, uint32_t index)
{
    return block + get_u16(block + BLOCK_DIRECTORY + BLOCK_SLOT * index);
}

/* An item of a leaf, taken apart. */
struct leaf_item {
    const uint8_t *key, *tag;
    uint32_t key_size, tag_size, piece, info;
};

static inline struct leaf_item block_leaf_item(const uint8_t *block, uint32_t index)
{
    const uint8_t *at = block_item(block, index);
    struct leaf_item item = {
        .info = get_u16(at), .key_size = at[LEAF_HEAD - 1], .key = at + LEAF_HEAD, .piece = 1};
    const uint8_t *end = at + LEAF_HEAD + (item.info & LEAF_SIZE);
    item.tag = item.key + item.key_size;
    if (!(item.info & LEAF_FIRST)) {
        item.piece = get_u16(item.tag);
        item.tag += PIECE_SIZE;
    }
    item.tag_size = (uint32_t)(end - item.tag);
    return item;
}

/* Less than, equal to or more than 0, as the item comes before the first piece of the key, is it, or comes after. */
static inline int block_compare(const uint8_t *block, uint32_t index, const void *key, size_t size)
{
    const uint8_t *item = block_item(block, index);
    const bool leaf = !block[BLOCK_LEVEL];
    const uint8_t *at = item + (leaf ? LEAF_HEAD : BRANCH_HEAD);
    const int order = order_bytes(at, at[-1], key, size);
    if (order) return order;
    return !(leaf && get_u16(item) & LEAF_FIRST) && get_u16(at + size) > 1;
}

/* What a search is going to look at is fetched into the processor's cache before: else each step waits for a line of
 * the directory, and then for an item. Here every `step`-th of those that divide [low, high) in eight. Always inline:
 * gcc leaves a call out that does no more. */
static inline __attribute__((always_inline)) void
block_fetch_items(const uint8_t *block, uint32_t low, uint32_t high, uint32_t step)
{
    for (uint32_t i = 1; i < 8; i += step)
        __builtin_prefetch(block_item(block, low + (high - low) * i / 8));
}

/* The directory, and the items of the first three steps. */
static inline __attribute__((always_inline)) void block_fetch_first(const uint8_t *block,
                                                                    uint32_t low, uint32_t high)
{
    enum {
        LINE = 64,
        LINES = 8 /* that most directories have at most */
    };
    for (uint32_t i = 1; i < LINES; i++)
        __builtin_prefetch(block + (size_t)i * LINE);
    block_fetch_items(block, low, high, 1);
}

/* The last item of [low, high) that doesn't come after the key; the first, if they all do. */
static inline uint32_t block_search(const uint8_t *block, uint32_t low, uint32_t high,
                                    const void *key, size_t size)
{
    if (high - low > 8) block_fetch_first(block, low, high);
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        block_fetch_items(block, low, high, 2);
        if (block_compare(block, middle, key, size) > 0)
            high = middle;
        else
            low = middle;
    }
    return low;
}

#endif
