/* glass_block.h - a block of a glass table, as glass_table.c writes it and glass_read.c reads it.
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
#include <stdint.h>

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

#endif
