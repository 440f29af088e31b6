/* glass_table.c - writes a glass table from its entries in order; see glass.h and glass_block.h.
 *
 * One block a level is open at any time, each with its number in the file:
 *
 *     level 2     [ . . .                ]      open, number 541: holds the children written so far
 *     level 1     [ . . . . . . . .      ]      open, number 1090
 *     leaf        [ item item item       ]      open, number 1207
 *
 * When an item doesn't fit into the leaf, the leaf is written and the next one started; the branch above
 * gets the new leaf's number with the shortest key that tells it from the old one. A branch that is full
 * is written in turn, and hands the key up. Numbers are given when blocks are started, in the order in
 * which Xapian's own compaction gives them, so that its tables and ours are alike block for block.
 *
 * Leaves therefore go to the file in ascending order, through a window of 1 MB; only a branch, one block
 * in some hundreds, is filled in later. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/glass_block.h"
#include "indexer/copy.h"
#include "indexer/glass.h"
#include "indexer/glass_file.h"
#include "indexer/glass_sums.h"

enum {
    FILL_MIN = 34, /* a tag that must be cut fills up the leaf, if that is worth so many bytes and
                              the key's size: what Xapian found to give the smallest tables */
};

/* The open block of a level. */
struct open_block {
    uint8_t *bytes;
    uint32_t number;
    uint32_t dir_end;
    uint32_t low; /* offset of the lowest item */
};

struct glass_table {
    struct glass_file file;
    uint32_t block_size, revision, compress_min;
    uint32_t item_max;
    bool cut;
    uint64_t entries;
    uint32_t block_count; /* numbers given */
    uint32_t top;         /* the highest level */
    struct open_block levels[GLASS_LEVELS_MAX];
    uint64_t sum; /* of the blocks written */
};

/* ---- Blocks ---------------------------------------------------------------------------------------- */

/* Fills in the head of an open block and writes it to its place. */
static nsearch_status write_block(struct glass_table *table, uint32_t level, nsearch_error *error)
{
    struct open_block *block = &table->levels[level];
    uint32_t gap = block->low - block->dir_end;
    put_u32(block->bytes, table->revision);
    block->bytes[BLOCK_LEVEL] = (uint8_t)level;
    put_u16(block->bytes + BLOCK_MAX_FREE, gap);
    put_u16(block->bytes + BLOCK_TOTAL_FREE, gap);
    put_u16(block->bytes + BLOCK_DIR_END, block->dir_end);
    memset(block->bytes + block->dir_end, 0, gap);
    table->sum += glass_sum(block->bytes, table->block_size,
                            (uint64_t)block->number * table->block_size);
    return glass_file_put(&table->file, block->number, block->bytes, error);
}

/* ---- Branches ------------------------------------------------------------------------------------- */

/* Makes the level's open block an empty one with a number of its own. */
static nsearch_status start_block(struct glass_table *table, uint32_t level, nsearch_error *error)
{
    struct open_block *block = &table->levels[level];
    if (table->block_count == UINT32_MAX)
        return error_set(error, NSEARCH_INTERNAL, "%s: too many blocks", table->file.path);
    if (!block->bytes) block->bytes = glass_file_block(&table->file);
    if (!block->bytes) return error_memory(error);
    block->number = table->block_count++;
    block->dir_end = BLOCK_DIRECTORY;
    block->low = table->block_size;
    return NSEARCH_OK;
}

/* Room for an item of `size` bytes, which is the block's last from now on. */
static uint8_t *append_item(struct open_block *block, uint32_t size)
{
    block->low -= size;
    put_u16(block->bytes + block->dir_end, block->low);
    block->dir_end += BLOCK_SLOT;
    return block->bytes + block->low;
}

static bool has_room(const struct open_block *block, uint32_t size)
{
    return block->low - block->dir_end >= size + BLOCK_SLOT;
}

static void append_child(struct open_block *block, const uint8_t *key, uint32_t key_size,
                         uint32_t piece, uint32_t child)
{
    uint8_t *item = append_item(block, BRANCH_HEAD + key_size + PIECE_SIZE);
    put_u32(item, child);
    item[BRANCH_HEAD - 1] = (uint8_t)key_size;
    if (key_size) memcpy(item + BRANCH_HEAD, key, key_size);
    put_u16(item + BRANCH_HEAD + key_size, piece);
}

/* Puts a new top over what was the top, whose first block is `child`. */
static nsearch_status start_top(struct glass_table *table, uint32_t child, nsearch_error *error)
{
    if (table->top + 1 == GLASS_LEVELS_MAX)
        return error_set(error, NSEARCH_INTERNAL, "%s: too many levels", table->file.path);
    nsearch_status status = start_block(table, table->top + 1, error);
    if (status) return status;
    table->top++;
    append_child(&table->levels[table->top], NULL, 0, 0, child);
    return NSEARCH_OK;
}

/* Tells the branches that the leaf `child` follows the leaf `previous`, from (key, piece) on. A branch
 * with no room is followed by a new one, of which the level above is told the same. The first key of a
 * branch is never asked for, and left out. */
static nsearch_status add_child(struct glass_table *table, const uint8_t *key, uint32_t key_size,
                                uint32_t piece, uint32_t child, uint32_t previous,
                                nsearch_error *error)
{
    nsearch_status status;
    for (uint32_t level = 1;; level++) {
        if (level > table->top && (status = start_top(table, previous, error))) return status;
        struct open_block *block = &table->levels[level];
        if (has_room(block, BRANCH_HEAD + key_size + PIECE_SIZE)) {
            append_child(block, key, key_size, piece, child);
            return NSEARCH_OK;
        }
        previous = block->number;
        if ((status = write_block(table, level, error))) return status;
        if ((status = start_block(table, level, error))) return status;
        append_child(block, NULL, 0, 0, child);
        child = block->number;
    }
}

/* ---- Leaves --------------------------------------------------------------------------------------- */

/* How many bytes `a` and `b` have in common at the front. */
static uint32_t common_size(const uint8_t *a, uint32_t a_size, const uint8_t *b, uint32_t b_size)
{
    uint32_t size = a_size < b_size ? a_size : b_size, i = 0;
    while (i < size && a[i] == b[i])
        i++;
    return i;
}

/* The key of the item that was appended last. */
static const uint8_t *last_key(const struct glass_table *table, uint32_t *size)
{
    const uint8_t *item = table->levels[0].bytes + table->levels[0].low;
    *size = item[LEAF_HEAD - 1];
    return item + LEAF_HEAD;
}

/* Writes the leaf and starts the next, which begins with (key, piece). */
static nsearch_status next_leaf(struct glass_table *table, const uint8_t *key, uint32_t key_size,
                                uint32_t piece, nsearch_error *error)
{
    uint32_t last_size, previous = table->levels[0].number;
    const uint8_t *last = last_key(table, &last_size);
    uint32_t dividing_size = common_size(last, last_size, key, key_size);
    if (dividing_size < key_size) dividing_size++;
    nsearch_status status = write_block(table, 0, error);
    if (!status) status = start_block(table, 0, error);
    if (status) return status;
    return add_child(table, key, dividing_size, piece, table->levels[0].number, previous, error);
}

static nsearch_status add_item(struct glass_table *table, const uint8_t *key, uint32_t key_size,
                               uint32_t piece, uint32_t flags, const uint8_t *data, uint32_t size,
                               nsearch_error *error)
{
    uint32_t piece_size = piece > 1 ? PIECE_SIZE : 0;
    uint32_t item_size = LEAF_HEAD + key_size + piece_size + size;
    if (!has_room(&table->levels[0], item_size)) {
        nsearch_status status = next_leaf(table, key, key_size, piece, error);
        if (status) return status;
    }
    uint8_t *item = append_item(&table->levels[0], item_size);
    put_u16(item, flags | (item_size - LEAF_HEAD));
    item[LEAF_HEAD - 1] = (uint8_t)key_size;
    item += LEAF_HEAD;
    if (key_size) copy_few(item, key, key_size);
    item += key_size;
    if (piece_size) put_u16(item, piece);
    if (size) copy_few(item + piece_size, data, size);
    return NSEARCH_OK;
}

/* How much of a tag of `size` bytes, too long for an item or for the leaf, goes into its first piece: what makes the
 * pieces after it fill up the leaf, if that costs no further piece or is worth it, else a whole item.
 * `piece_max` is how much goes into each of the others. */
static uint32_t first_piece_size(const struct glass_table *table, uint32_t key_size, size_t size,
                                 uint32_t piece_max)
{
    const struct open_block *leaf = &table->levels[0];
    uint32_t overhead = BLOCK_SLOT + LEAF_HEAD + key_size + PIECE_SIZE;
    uint32_t left = (leaf->low - leaf->dir_end) % (table->item_max + BLOCK_SLOT);
    if (left <= overhead) return piece_max + PIECE_SIZE;
    uint32_t fill = left - overhead;
    if (fill >= (size - PIECE_SIZE) % piece_max || fill >= key_size + FILL_MIN)
        return fill + PIECE_SIZE;
    return piece_max + PIECE_SIZE;
}

static nsearch_status add_pieces(struct glass_table *table, const uint8_t *key, uint32_t key_size,
                                 const struct glass_tag *tag, nsearch_error *error)
{
    uint32_t piece_max = table->item_max - LEAF_HEAD - key_size - PIECE_SIZE;
    uint32_t size = first_piece_size(table, key_size, tag->size, piece_max);
    if ((tag->size - size + piece_max - 1) / piece_max + 1 > PIECES_MAX)
        return error_set(error, NSEARCH_INTERNAL, "%s: a tag of %zu bytes", table->file.path,
                         tag->size);
    uint32_t flags = LEAF_FIRST | (tag->deflated ? LEAF_DEFLATED : 0);
    const uint8_t *at = tag->data;
    size_t left = tag->size;
    for (uint32_t piece = 1; left; piece++) {
        if (left <= size) flags |= LEAF_LAST;
        nsearch_status status = add_item(table, key, key_size, piece, flags, at, size, error);
        if (status) return status;
        at += size;
        left -= size;
        flags &= ~(uint32_t)LEAF_FIRST;
        size = left < piece_max ? (uint32_t)left : piece_max;
    }
    return NSEARCH_OK;
}

/* Whether to cut a tag that would be one item: see FILL_MIN. */
static bool is_worth_cutting(const struct glass_table *table, uint32_t key_size, size_t size)
{
    const struct open_block *leaf = &table->levels[0];
    const uint32_t head = LEAF_HEAD + key_size;
    return table->cut && !has_room(leaf, head + (uint32_t)size) &&
           has_room(leaf, head + PIECE_SIZE + key_size + FILL_MIN);
}

/* Whether `key` may follow what is there. */
static bool may_follow(const struct glass_table *table, const uint8_t *key, size_t key_size)
{
    if (!key_size || key_size > GLASS_KEY_MAX) return false;
    uint32_t last_size;
    const uint8_t *last = last_key(table, &last_size);
    int order = memcmp(last, key, last_size < key_size ? last_size : key_size);
    return order < 0 || (order == 0 && last_size < key_size);
}

nsearch_status glass_table_add_tag(struct glass_table *table, const void *key, size_t key_size,
                                   const struct glass_tag *tag, nsearch_error *error)
{
    if (!may_follow(table, key, key_size))
        return error_set(error, NSEARCH_INTERNAL, "%s: a key out of order after %llu",
                         table->file.path, (unsigned long long)table->entries);
    table->entries++;
    if (tag->size > table->item_max - LEAF_HEAD - key_size ||
        is_worth_cutting(table, (uint32_t)key_size, tag->size))
        return add_pieces(table, key, (uint32_t)key_size, tag, error);
    uint32_t flags = LEAF_FIRST | LEAF_LAST | (tag->deflated ? LEAF_DEFLATED : 0);
    return add_item(table, key, (uint32_t)key_size, 1, flags, tag->data, (uint32_t)tag->size,
                    error);
}

nsearch_status glass_table_add(struct glass_table *table, const void *key, size_t key_size,
                               const void *tag, size_t tag_size, nsearch_error *error)
{
    struct glass_tag plain = {tag, tag_size, false};
    return glass_table_add_tag(table, key, key_size, &plain, error);
}

/* ---- Start and end -------------------------------------------------------------------------------- */

static bool is_block_size(uint32_t size)
{
    return size >= GLASS_BLOCK_SIZE_MIN && size <= GLASS_BLOCK_SIZE_MAX && !(size & (size - 1));
}

/* Opens the file and puts the null item, with which every table begins, into the first leaf. */
static nsearch_status open_table(struct glass_table *table, const char *path, bool behind,
                                 nsearch_error *error)
{
    if (!is_block_size(table->block_size))
        return error_set(error, NSEARCH_INTERNAL, "%s: block size %u", path, table->block_size);
    table->item_max = item_max(table->block_size);
    nsearch_status status = glass_file_create(&table->file, path, table->block_size, behind, error);
    if (!status) status = start_block(table, 0, error);
    if (status) return status;
    return add_item(table, NULL, 0, 1, LEAF_FIRST | LEAF_LAST, NULL, 0, error);
}

nsearch_status glass_table_create(const char *path, const struct glass_options *options,
                                  struct glass_table **out, nsearch_error *error)
{
    static const struct glass_options usual;
    if (!options) options = &usual;
    *out = NULL;
    struct glass_table *table = calloc(1, sizeof *table);
    if (!table) return error_memory(error);
    table->file.fd = -1;
    table->block_size = options->block_size ? options->block_size : GLASS_BLOCK_SIZE;
    table->revision = options->revision ? options->revision : 1;
    table->compress_min = options->compress_min;
    table->cut = options->cut;
    nsearch_status status = open_table(table, path, options->behind, error);
    if (status)
        glass_table_free(table);
    else
        *out = table;
    return status;
}

nsearch_status glass_table_finish(struct glass_table *table, struct glass_root *out,
                                  nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *out = glass_root_none(table->compress_min);
    for (uint32_t level = 0; level <= table->top && !status; level++)
        status = write_block(table, level, error);
    if (!status) status = glass_file_finish(&table->file, table->block_count, error);
    if (status) return status;
    *out = (struct glass_root){.root = table->levels[table->top].number,
                               .level = table->top,
                               .sequential = true,
                               .entries = table->entries,
                               .block_size = table->block_size,
                               .compress_min = table->compress_min,
                               .block_count = table->block_count,
                               .sum = table->sum};
    return NSEARCH_OK;
}

void glass_table_free(struct glass_table *table)
{
    if (!table) return;
    glass_file_release(&table->file);
    for (size_t level = 0; level < GLASS_LEVELS_MAX; level++)
        free(table->levels[level].bytes);
    free(table);
}
