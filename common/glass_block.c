/* glass_block.c - whether a block holds together; see glass_block.h. */
#include "common/glass_block.h"

/* Whether the item at `at`, of which `room` bytes are in the block, is whole. */
static inline bool is_whole_branch(const uint8_t *at, uint32_t room)
{
    const uint32_t heads = BRANCH_HEAD + PIECE_SIZE;
    return room >= BRANCH_HEAD && heads + at[BRANCH_HEAD - 1] <= room;
}

static inline bool is_whole_leaf(const uint8_t *at, uint32_t room)
{
    if (room < LEAF_HEAD) return false;
    const uint32_t info = get_u16(at), size = LEAF_HEAD + (info & LEAF_SIZE);
    const uint32_t heads = LEAF_HEAD + (info & LEAF_FIRST ? 0 : PIECE_SIZE);
    return heads + at[LEAF_HEAD - 1] <= size && size <= room;
}

/* For a constant `leaf`: with no question about it for each item. */
static inline __attribute__((always_inline)) bool
items_are_whole(const uint8_t *block, uint32_t block_size, uint32_t dir_end, bool leaf)
{
    for (uint32_t slot = BLOCK_DIRECTORY; slot < dir_end; slot += BLOCK_SLOT) {
        const uint32_t offset = get_u16(block + slot);
        if (offset < dir_end || offset >= block_size) return false;
        const uint8_t *at = block + offset;
        const uint32_t room = block_size - offset;
        if (leaf ? !is_whole_leaf(at, room) : !is_whole_branch(at, room)) return false;
    }
    return true;
}

bool block_is_sound(const uint8_t *block, uint32_t block_size, uint32_t level, uint32_t revision)
{
    uint32_t dir_end = get_u16(block + BLOCK_DIR_END);
    if (get_u32(block) > revision || block[BLOCK_LEVEL] != level) return false;
    if (dir_end < BLOCK_DIRECTORY + BLOCK_SLOT || dir_end > block_size || !(dir_end & 1))
        return false;
    return level ? items_are_whole(block, block_size, dir_end, false)
                 : items_are_whole(block, block_size, dir_end, true);
}
