/* glass_block.c - whether a block holds together; see glass_block.h. */
#include "common/glass_block.h"

/* The size of an item at `at`, of which `room` bytes are in the block; 0 if it is not whole. */
static uint32_t checked_item_size(const uint8_t *at, uint32_t room, uint32_t level)
{
    if (level) {
        if (room < BRANCH_HEAD) return 0;
        uint32_t size = BRANCH_HEAD + at[BRANCH_HEAD - 1] + PIECE_SIZE;
        return size <= room ? size : 0;
    }
    if (room < LEAF_HEAD) return 0;
    uint32_t info = get_u16(at), size = LEAF_HEAD + (info & LEAF_SIZE);
    uint32_t needed = LEAF_HEAD + at[LEAF_HEAD - 1] + (info & LEAF_FIRST ? 0 : PIECE_SIZE);
    return needed <= size && size <= room ? size : 0;
}

bool block_is_sound(const uint8_t *block, uint32_t block_size, uint32_t level, uint32_t revision)
{
    uint32_t dir_end = get_u16(block + BLOCK_DIR_END);
    if (get_u32(block) > revision || block[BLOCK_LEVEL] != level) return false;
    if (dir_end < BLOCK_DIRECTORY + BLOCK_SLOT || dir_end > block_size || !(dir_end & 1))
        return false;
    for (uint32_t slot = BLOCK_DIRECTORY; slot < dir_end; slot += BLOCK_SLOT) {
        uint32_t offset = get_u16(block + slot);
        if (offset < dir_end || offset >= block_size) return false;
        if (!checked_item_size(block + offset, block_size - offset, level)) return false;
    }
    return true;
}
