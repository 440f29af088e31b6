/* table.c - see table.h, and glass_block.h for what is in a block. */
#include "common/table_own.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/error.h"
#include "common/glass_block.h"

const char *table_path(const struct table *table)
{
    return table->path;
}

nsearch_status table_damaged(const struct table *table, const char *what, nsearch_error *error)
{
    return error_set(error, NSEARCH_DAMAGED, "%.150s: %s; nindex --check says what to do",
                     table->path, what);
}

/* ---- Blocks -------------------------------------------------------------------------------------- */

static nsearch_status read_block(const struct table *table, uint8_t *block, uint32_t number,
                                 nsearch_error *error)
{
    const size_t size = table->root.block_size;
    for (size_t done = 0; done < size;) {
        const ssize_t got = pread(table->fd, block + done, size - done,
                                  (off_t)((uint64_t)number * size + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return error_system(error, errno, table->path);
        if (!got) return table_damaged(table, "it ends too early", error);
        done += (size_t)got;
    }
    return NSEARCH_OK;
}

/* Memory for a block more. */
static nsearch_status keep_more(struct table *table, uint16_t *slot, nsearch_error *error)
{
    if (table->kept_count == table->kept_capacity) {
        const uint32_t capacity = table->kept_capacity ? 2 * table->kept_capacity : 16;
        struct kept *kept = realloc(table->kept, capacity * sizeof *kept);
        if (!kept) return error_memory(error);
        table->kept = kept;
        table->kept_capacity = capacity;
    }
    struct kept *more = &table->kept[table->kept_count];
    more->number = NO_BLOCK;
    more->block = malloc(table->root.block_size);
    if (!more->block) return error_memory(error);
    *slot = (uint16_t)table->kept_count++;
    return NSEARCH_OK;
}

/* Reads the block in place of what the slot has. */
static nsearch_status fill(struct table *table, uint16_t *slot, uint32_t number, uint32_t level,
                           nsearch_error *error)
{
    nsearch_status status = *slot == NOWHERE ? keep_more(table, slot, error) : NSEARCH_OK;
    if (status) return status;
    struct kept *kept = &table->kept[*slot];
    kept->number = NO_BLOCK;
    status = number < table->block_count ? read_block(table, kept->block, number, error)
                                         : table_damaged(table, "a block past its end", error);
    if (!status && !block_is_sound(kept->block, table->root.block_size, level, table->revision))
        status = table_damaged(table, "a broken block", error);
    if (!status) kept->number = number;
    return status;
}

static inline nsearch_status get_block(struct table *table, uint32_t number, uint32_t level,
                                       const uint8_t **out, nsearch_error *error)
{
    uint16_t *slot = &table->slots[number & (table->slot_count - 1)];
    if (*slot == NOWHERE || table->kept[*slot].number != number ||
        table->kept[*slot].block[BLOCK_LEVEL] != level) {
        const nsearch_status status = fill(table, slot, number, level, error);
        if (status) return status;
    }
    *out = table->kept[*slot].block;
    return NSEARCH_OK;
}

/* The block that the cursor is in at a level; *items of it, more than the cursor's own. */
static inline nsearch_status current_block(struct table *table, const struct table_cursor *cursor,
                                           uint32_t level, const uint8_t **out, uint32_t *items,
                                           nsearch_error *error)
{
    const nsearch_status status = get_block(table, cursor->path[level].block, level, out, error);
    if (status) return status;
    *items = block_items(*out);
    if (cursor->path[level].item < *items) return NSEARCH_OK;
    return table_damaged(table, "a block that changes", error);
}

/* ---- Ways through the tree ------------------------------------------------------------------------ */

/* What a key is looked for by. */
struct sought {
    const void *key;
    size_t size;
};

/* Which of a block's items to follow on the way down. */
enum way {
    TO_FIRST,
    TO_LAST,
    TO_KEY
};

/* Goes down from the cursor's item of `level` to a leaf. */
static nsearch_status descend(struct table *table, struct table_cursor *cursor, uint32_t level,
                              enum way way, const struct sought *sought, nsearch_error *error)
{
    const uint8_t *block;
    uint32_t items;
    nsearch_status status = current_block(table, cursor, level, &block, &items, error);
    while (!status && level) {
        const uint32_t number = get_u32(block_item(block, cursor->path[level].item));
        status = get_block(table, number, --level, &block, error);
        if (status) break;
        items = block_items(block);
        cursor->path[level].block = number;
        cursor->path[level].item = way == TO_FIRST ? 0
                                   : way == TO_LAST
                                       ? items - 1
                                       : block_search(block, 0, items, sought->key, sought->size);
    }
    return status;
}

/* From the root down to the leaf that the key belongs into, and to its last item that doesn't come after the key; to the
 * first, if all do. */
static nsearch_status seek_down(struct table *table, struct table_cursor *cursor,
                                const struct sought *sought, nsearch_error *error)
{
    const uint32_t top = table->root.level;
    const uint8_t *block;
    const nsearch_status status = get_block(table, table->root.root, top, &block, error);
    if (status) return status;
    cursor->path[top].block = table->root.root;
    cursor->path[top].item = block_search(block, 0, block_items(block), sought->key, sought->size);
    return descend(table, cursor, top, TO_KEY, sought, error);
}

/* The same from `item` on, which doesn't come after the key, in ever longer steps. */
static inline uint32_t search_on(const uint8_t *block, uint32_t item, uint32_t items,
                                 const struct sought *sought)
{
    uint32_t low = item, high = low + 1;
    while (high < items && block_compare(block, high, sought->key, sought->size) <= 0) {
        const uint32_t step = 2 * (high - low);
        low = high;
        high += step;
    }
    return block_search(block, low, high < items ? high : items, sought->key, sought->size);
}

/* From the cursor's item, which doesn't come after the key, as far up as there is need and down again:
 *
 *     branch    [ . > . . ]     what comes after the key here is no further than the next child
 *     leaf      [ . . . > ]     no item after the key: is there any in the next leaf that isn't? */
static nsearch_status seek_on(struct table *table, struct table_cursor *cursor,
                              const struct sought *sought, nsearch_error *error)
{
    uint32_t moved = 0; /* the highest level where the item is another */
    for (uint32_t level = 0;; level++) {
        const uint8_t *block;
        uint32_t items;
        const nsearch_status status = current_block(table, cursor, level, &block, &items, error);
        if (status) return status;
        const uint32_t item = search_on(block, cursor->path[level].item, items, sought);
        if (item != cursor->path[level].item) moved = level;
        cursor->path[level].item = item;
        if (item + 1 < items || level == table->root.level) break;
        if (!level && !block_compare(block, item, sought->key, sought->size)) break;
    }
    return moved ? descend(table, cursor, moved, TO_KEY, sought, error) : NSEARCH_OK;
}

/* To the item before or behind; *end, and no other item, if there is none. */
static nsearch_status step(struct table *table, struct table_cursor *cursor, bool forward,
                           bool *end, nsearch_error *error)
{
    uint32_t level = 0, items;
    const uint8_t *block;
    *end = false;
    for (;; level++) {
        const nsearch_status status = current_block(table, cursor, level, &block, &items, error);
        if (status) return status;
        if (forward ? cursor->path[level].item + 1 < items : cursor->path[level].item > 0) break;
        *end = level == table->root.level;
        if (*end) return NSEARCH_OK;
    }
    cursor->path[level].item += forward ? 1 : UINT32_MAX;
    return descend(table, cursor, level, forward ? TO_FIRST : TO_LAST, NULL, error);
}

/* ---- Entries ------------------------------------------------------------------------------------- */

static inline nsearch_status current_item(struct table *table, const struct table_cursor *cursor,
                                          struct leaf_item *out, nsearch_error *error)
{
    const uint8_t *block;
    uint32_t items;
    const nsearch_status status = current_block(table, cursor, 0, &block, &items, error);
    if (!status) *out = block_leaf_item(block, cursor->path[0].item);
    return status;
}

static inline void take(const struct leaf_item *item, const struct sought *sought,
                        struct table_entry *out)
{
    *out = (struct table_entry){
        .key = item->key,
        .key_size = item->key_size,
        .tag = item->tag,
        .tag_size = item->tag_size,
        .exact = sought && item->key_size && item->key_size == sought->size &&
                 !memcmp(item->key, sought->key, item->key_size),
        .cut = !(item->info & LEAF_LAST),
        .deflated = item->info & LEAF_DEFLATED,
    };
}

/* From a further piece of a tag to the first. */
static nsearch_status seek_first_piece(struct table *table, struct table_cursor *cursor,
                                       struct leaf_item *item, nsearch_error *error)
{
    uint8_t key[GLASS_KEY_MAX];
    const struct sought sought = {key, item->key_size};
    memcpy(key, item->key, item->key_size);
    nsearch_status status = seek_down(table, cursor, &sought, error);
    if (!status) status = current_item(table, cursor, item, error);
    if (status) return status;
    if (!(item->info & LEAF_FIRST) || order_bytes(item->key, item->key_size, key, sought.size))
        return table_damaged(table, "a tag without its beginning", error);
    return NSEARCH_OK;
}

/* The key may be between two leaves: above the one that divides them, and below the first of the second leaf. */
static nsearch_status step_back(struct table *table, struct table_cursor *cursor,
                                struct leaf_item *item, nsearch_error *error)
{
    bool end;
    const nsearch_status status = step(table, cursor, false, &end, error);
    if (status) return status;
    if (end) return table_damaged(table, "it does not begin with a null item", error);
    return current_item(table, cursor, item, error);
}

/* Whether the cursor's entry doesn't come after the key. */
static bool is_ahead(struct table *table, const struct table_cursor *cursor,
                     const struct sought *sought)
{
    const uint8_t *leaf;
    uint32_t items;
    return cursor->placed && !current_block(table, cursor, 0, &leaf, &items, NULL) &&
           block_compare(leaf, cursor->path[0].item, sought->key, sought->size) <= 0;
}

/* Whether the key's own entry is the cursor's or one of the few after it, to which it then goes: so it mostly is when a
 * term's documents are asked for one after the other. */
static inline bool seek_beside(struct table *table, struct table_cursor *cursor,
                               const struct sought *sought, struct table_entry *out)
{
    enum {
        FEW = 4
    };
    const uint8_t *leaf;
    uint32_t items;
    if (!cursor->placed || current_block(table, cursor, 0, &leaf, &items, NULL)) return false;
    const uint32_t from = cursor->path[0].item;
    const uint8_t end =
        ((const uint8_t *)sought->key)[sought->size - 1]; /* keys there differ in it */
    for (uint32_t i = from; i < items && i < from + FEW; i++) {
        const uint8_t *item = block_item(leaf, i), *key = item + LEAF_HEAD;
        if (key[-1] != sought->size || key[sought->size - 1] != end ||
            memcmp(key, sought->key, sought->size) != 0 || !(get_u16(item) & LEAF_FIRST))
            continue;
        const struct leaf_item found = block_leaf_item(leaf, i);
        cursor->path[0].item = i;
        take(&found, NULL, out);
        return out->exact = true;
    }
    return false;
}

nsearch_status table_seek(struct table *table, struct table_cursor *cursor, const void *key,
                          size_t key_size, struct table_entry *out, nsearch_error *error)
{
    const struct sought sought = {key, key_size};
    struct leaf_item item;
    *out = (struct table_entry){0};
    if (table->root.none || (key_size && seek_beside(table, cursor, &sought, out)))
        return NSEARCH_OK;
    const bool ahead = is_ahead(table, cursor, &sought);
    cursor->placed = false;
    nsearch_status status = ahead ? seek_on(table, cursor, &sought, error)
                                  : seek_down(table, cursor, &sought, error);
    if (!status) status = current_item(table, cursor, &item, error);
    if (!status && order_bytes(item.key, item.key_size, key, key_size) > 0)
        status = step_back(table, cursor, &item, error);
    if (!status && !(item.info & LEAF_FIRST))
        status = seek_first_piece(table, cursor, &item, error);
    if (status) return status;
    cursor->placed = true;
    take(&item, &sought, out);
    return NSEARCH_OK;
}

/* To the next item, of whatever piece, which must come after the one before. */
static nsearch_status advance(struct table *table, struct table_cursor *cursor,
                              struct leaf_item *item, bool *end, nsearch_error *error)
{
    uint8_t key[GLASS_KEY_MAX];
    nsearch_status status = current_item(table, cursor, item, error);
    if (status) return status;
    const struct leaf_item before = *item;
    memcpy(key, before.key, before.key_size); /* it may make place for the next block */
    status = step(table, cursor, true, end, error);
    if (status || *end) return status;
    status = current_item(table, cursor, item, error);
    if (status) return status;
    const int order = order_bytes(key, before.key_size, item->key, item->key_size);
    if (order > 0 || (!order && before.piece >= item->piece))
        return table_damaged(table, "its keys are out of order", error);
    return NSEARCH_OK;
}

/* Within the leaf, where that is all there is to it; false, and nothing done, if it isn't. Who steps on will look at the
 * items behind, too: they are fetched ahead. */
static inline bool step_within(struct table *table, struct table_cursor *cursor,
                               struct table_entry *out)
{
    enum {
        AHEAD = 4
    };
    const uint8_t *leaf;
    uint32_t items;
    if (!cursor->placed || current_block(table, cursor, 0, &leaf, &items, NULL)) return false;
    const uint32_t next = cursor->path[0].item + 1;
    if (next >= items) return false;
    if (next + AHEAD < items) __builtin_prefetch(block_item(leaf, next + AHEAD));
    const struct leaf_item before = block_leaf_item(leaf, next - 1);
    const struct leaf_item item = block_leaf_item(leaf, next);
    if (!(item.info & LEAF_FIRST) ||
        order_bytes(before.key, before.key_size, item.key, item.key_size) >= 0)
        return false;
    cursor->path[0].item = next;
    take(&item, NULL, out);
    return true;
}

nsearch_status table_next(struct table *table, struct table_cursor *cursor, struct table_entry *out,
                          nsearch_error *error)
{
    struct leaf_item item;
    bool end;
    *out = (struct table_entry){0};
    if (table->root.none || step_within(table, cursor, out)) return NSEARCH_OK;
    nsearch_status status = cursor->placed ? NSEARCH_OK
                                           : table_seek(table, cursor, "", 0, out, error);
    struct table_cursor next = *cursor;
    do {
        if (!status) status = advance(table, &next, &item, &end, error);
        if (status || end) return status;
    } while (!(item.info & LEAF_FIRST));
    *cursor = next;
    take(&item, NULL, out);
    return NSEARCH_OK;
}

static nsearch_status add_pieces(struct table *table, struct table_cursor cursor,
                                 const struct table_entry *entry, nsearch_error *error)
{
    struct leaf_item item;
    uint32_t piece = 2;
    do {
        bool end;
        const nsearch_status status = advance(table, &cursor, &item, &end, error);
        if (status) return status;
        if (end || item.piece != piece++ || item.info & LEAF_FIRST ||
            !(item.info & LEAF_DEFLATED) == entry->deflated ||
            order_bytes(item.key, item.key_size, table->key, entry->key_size))
            return table_damaged(table, "a tag with a gap", error);
        buf_add(&table->pieces, item.tag, item.tag_size);
    } while (!(item.info & LEAF_LAST));
    return buf_status(&table->pieces, error);
}

nsearch_status table_join(struct table *table, const struct table_cursor *cursor,
                          struct table_entry *entry, nsearch_error *error)
{
    if (!entry->cut) return NSEARCH_OK;
    buf_reset(&table->pieces);
    buf_add(&table->pieces, entry->tag, entry->tag_size);
    memcpy(table->key, entry->key, entry->key_size);
    const nsearch_status status = add_pieces(table, *cursor, entry, error);
    if (status) return status;
    entry->key = table->key;
    entry->tag = (const uint8_t *)table->pieces.data;
    entry->tag_size = table->pieces.size;
    entry->cut = false;
    return NSEARCH_OK;
}
