/* glass_read.c - reads a glass table in the order of its keys; see glass.h and glass_block.h.
 *
 * Walks the tree from its root, with the path to the current leaf in `path`:
 *
 *     path[2]   root      [ . . > . ]       the block of each level, and the item that was followed
 *     path[1]   branch    [ . . . . > ]
 *     path[0]   leaf      [ . > . . . ]     the item to read next
 *
 * so what Xapian's updates have left behind, outside of the tree, is never seen. Nothing in the file is
 * trusted: each block is checked when it comes in, levels go down and keys go up, so that a damaged table,
 * a tree with a loop among them, ends in DAMAGED. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/error.h"
#include "common/glass_block.h"
#include "common/order.h"
#include "indexer/glass.h"
#include "indexer/glass_leaves.h"

enum {
    AHEAD_SIZE = 256 << 10
}; /* bytes read at once, where leaves stand in order */

#define NO_BLOCK UINT64_MAX

struct step {
    uint8_t *block;
    uint64_t number; /* of the block; NO_BLOCK before the first */
    uint32_t item, items;
};

struct glass_reader {
    char *path_name;
    int fd; /* -1: no file */
    struct glass_root root;
    uint32_t revision;
    uint64_t block_count;
    struct step path[GLASS_LEVELS_MAX];
    bool started, ended;
    uint8_t *ahead; /* a stretch of the file */
    uint64_t ahead_start, ahead_blocks, ahead_max;
    struct glass_entry entry;
    uint64_t entries;
    uint8_t last_key[GLASS_KEY_MAX];
    uint32_t last_key_size;
    struct buf pieces;          /* of a tag that is cut */
    struct glass_leaves leaves; /* where there is no tree to go by, */
    size_t next_leaf;           /* and the one after the current */
};

static nsearch_status damaged(const struct glass_reader *reader, const char *what,
                              nsearch_error *error)
{
    return error_set(error, NSEARCH_DAMAGED, "%s: %s", reader->path_name, what);
}

/* ---- Blocks --------------------------------------------------------------------------------------- */

/* Reads a stretch of the file that begins with block `number`. */
static nsearch_status read_ahead(struct glass_reader *reader, uint64_t number, nsearch_error *error)
{
    uint64_t blocks = reader->block_count - number;
    if (blocks > reader->ahead_max) blocks = reader->ahead_max;
    size_t size = (size_t)blocks * reader->root.block_size, done = 0;
    reader->ahead_blocks = 0;
    while (done < size) {
        off_t offset = (off_t)(number * reader->root.block_size + done);
        ssize_t got = pread(reader->fd, reader->ahead + done, size - done, offset);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return error_system(error, errno, reader->path_name);
        if (!got) return damaged(reader, "it ends too early", error);
        done += (size_t)got;
    }
    reader->ahead_start = number;
    reader->ahead_blocks = blocks;
    return NSEARCH_OK;
}

/* Makes block `number` the one of `level`, which it may be already. */
static nsearch_status enter_block(struct glass_reader *reader, uint32_t level, uint64_t number,
                                  nsearch_error *error)
{
    struct step *step = &reader->path[level];
    step->item = 0;
    if (step->number == number) return NSEARCH_OK;
    step->number = NO_BLOCK;
    step->items = 0;
    if (number >= reader->block_count) return damaged(reader, "a block past its end", error);
    if (number - reader->ahead_start >= reader->ahead_blocks) {
        nsearch_status status = read_ahead(reader, number, error);
        if (status) return status;
    }
    size_t offset = (size_t)(number - reader->ahead_start) * reader->root.block_size;
    memcpy(step->block, reader->ahead + offset, reader->root.block_size);
    if (!block_is_sound(step->block, reader->root.block_size, level, reader->revision))
        return damaged(reader, "a broken block", error);
    step->number = number;
    step->items = block_items(step->block);
    return NSEARCH_OK;
}

static const uint8_t *item_at(const struct step *step)
{
    return block_item(step->block, step->item);
}

/* Goes to the first leaf under the current item of `level`. */
static nsearch_status descend(struct glass_reader *reader, uint32_t level, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (; level && !status; level--)
        status = enter_block(reader, level - 1, get_u32(item_at(&reader->path[level])), error);
    return status;
}

/* Goes to a leaf of those that were gathered; *end says that there is none. */
static nsearch_status enter_leaf(struct glass_reader *reader, size_t leaf, bool *end,
                                 nsearch_error *error)
{
    *end = leaf >= reader->leaves.count;
    if (*end) return NSEARCH_OK;
    reader->next_leaf = leaf + 1;
    return enter_block(reader, 0, reader->leaves.items[leaf].block, error);
}

/* Sees to it that there is an item to read in the leaf; *end says that there is none left. */
static nsearch_status next_item(struct glass_reader *reader, bool *end, nsearch_error *error)
{
    uint32_t level = 0;
    *end = false;
    if (reader->root.gathered && reader->path[0].item == reader->path[0].items)
        return enter_leaf(reader, reader->next_leaf, end, error);
    while (reader->path[level].item == reader->path[level].items) {
        if (level++ == reader->root.level) {
            *end = true;
            return NSEARCH_OK;
        }
        reader->path[level].item++;
    }
    return descend(reader, level, error);
}

/* ---- Entries -------------------------------------------------------------------------------------- */

static struct leaf_item take_item(struct glass_reader *reader)
{
    struct step *leaf = &reader->path[0];
    return block_leaf_item(leaf->block, leaf->item++);
}

static bool same_tag(const struct glass_reader *reader, const struct leaf_item *item,
                     uint32_t piece)
{
    return item->piece == piece && !(item->info & LEAF_FIRST) &&
           !(item->info & LEAF_DEFLATED) == !reader->entry.tag.deflated &&
           item->key_size == reader->last_key_size &&
           !memcmp(item->key, reader->last_key, item->key_size);
}

/* Puts the tag together whose first piece is `item`. */
static nsearch_status join_pieces(struct glass_reader *reader, const struct leaf_item *first,
                                  nsearch_error *error)
{
    struct leaf_item item = *first;
    buf_reset(&reader->pieces);
    buf_add(&reader->pieces, item.tag, item.tag_size);
    for (uint32_t piece = 2; !(item.info & LEAF_LAST); piece++) {
        bool end;
        nsearch_status status = next_item(reader, &end, error);
        if (status) return status;
        if (end) return damaged(reader, "it ends within a tag", error);
        item = take_item(reader);
        if (!same_tag(reader, &item, piece)) return damaged(reader, "a tag with a gap", error);
        buf_add(&reader->pieces, item.tag, item.tag_size);
    }
    reader->entry.key = reader->last_key;
    reader->entry.tag.data = (const uint8_t *)reader->pieces.data;
    reader->entry.tag.size = reader->pieces.size;
    return buf_status(&reader->pieces, error);
}

/* Makes the entry that begins with `item`, whose key is the last one. */
static nsearch_status take_entry(struct glass_reader *reader, const struct leaf_item *item,
                                 const struct glass_entry **entry, nsearch_error *error)
{
    reader->entry = (struct glass_entry){
        item->key, item->key_size, {item->tag, item->tag_size, item->info & LEAF_DEFLATED}};
    const nsearch_status status = item->info & LEAF_LAST ? NSEARCH_OK
                                                         : join_pieces(reader, item, error);
    if (!status) *entry = &reader->entry;
    return status;
}

/* Whether the key comes after the last one, which it is from now on. */
static bool advance_key(struct glass_reader *reader, const struct leaf_item *item)
{
    uint32_t last_size = reader->last_key_size;
    int order = order_bytes(reader->last_key, last_size, item->key, item->key_size);
    memcpy(reader->last_key, item->key, item->key_size);
    reader->last_key_size = item->key_size;
    return order < 0;
}

/* Goes to the first leaf, past the null item that every table begins with. */
static nsearch_status start(struct glass_reader *reader, nsearch_error *error)
{
    reader->started = true;
    nsearch_status status = enter_block(reader, reader->root.level, reader->root.root, error);
    if (!status) status = descend(reader, reader->root.level, error);
    if (status) return status;
    struct leaf_item null = take_item(reader);
    return null.key_size ? damaged(reader, "it does not begin with a null item", error)
                         : NSEARCH_OK;
}

/* The same without a tree: on to the next item that begins an entry. */
static nsearch_status next_gathered(struct glass_reader *reader, const struct glass_entry **entry,
                                    nsearch_error *error)
{
    struct leaf_item item;
    do {
        nsearch_status status = next_item(reader, &reader->ended, error);
        if (status || reader->ended) return status;
        item = take_item(reader);
    } while (!(item.info & LEAF_FIRST) || !item.key_size);
    if (!advance_key(reader, &item)) return damaged(reader, "its keys are out of order", error);
    return take_entry(reader, &item, entry, error);
}

nsearch_status glass_reader_next(struct glass_reader *reader, const struct glass_entry **entry,
                                 nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *entry = NULL;
    if (reader->ended) return NSEARCH_OK;
    if (reader->root.gathered) return next_gathered(reader, entry, error);
    if (!reader->started) status = start(reader, error);
    if (!status) status = next_item(reader, &reader->ended, error);
    if (status) return status;
    if (reader->ended && reader->entries == reader->root.entries) return NSEARCH_OK;
    if (reader->ended || reader->entries == reader->root.entries)
        return damaged(reader, "it has more or fewer entries than recorded", error);

    struct leaf_item item = take_item(reader);
    if (!(item.info & LEAF_FIRST) || !advance_key(reader, &item))
        return damaged(reader, "its keys are out of order", error);
    reader->entries++;
    return take_entry(reader, &item, entry, error);
}

/* ---- Looking up ----------------------------------------------------------------------------------- */

/* Goes to the block's last item that doesn't come after the key; the first has nothing before it. */
static void search_block(struct step *step, const uint8_t *key, size_t key_size)
{
    step->item = block_search(step->block, 0, step->items, key, key_size);
}

/* Goes to the leaf that the key belongs into; *none says that there is no leaf at all. */
static nsearch_status find_leaf(struct glass_reader *reader, const void *key, size_t key_size,
                                bool *none, nsearch_error *error)
{
    uint64_t number = reader->root.root;
    *none = false;
    if (reader->root.gathered)
        return enter_leaf(reader, glass_leaves_find(&reader->leaves, key, key_size), none, error);
    for (uint32_t level = reader->root.level; level; level--) {
        nsearch_status status = enter_block(reader, level, number, error);
        if (status) return status;
        search_block(&reader->path[level], key, key_size);
        number = get_u32(item_at(&reader->path[level]));
    }
    return enter_block(reader, 0, number, error);
}

nsearch_status glass_reader_find(struct glass_reader *reader, const void *key, size_t key_size,
                                 const struct glass_entry **entry, nsearch_error *error)
{
    bool none;
    *entry = NULL;
    if (reader->root.none) return NSEARCH_OK;
    const nsearch_status status = find_leaf(reader, key, key_size, &none, error);
    if (status || none) return status;
    search_block(&reader->path[0], key, key_size);
    const struct leaf_item item = take_item(reader);
    if (!(item.info & LEAF_FIRST) || item.key_size != key_size || memcmp(item.key, key, key_size))
        return NSEARCH_OK;
    advance_key(reader, &item);
    return take_entry(reader, &item, entry, error);
}

/* ---- Start and end -------------------------------------------------------------------------------- */

static nsearch_status allocate(struct glass_reader *reader, nsearch_error *error)
{
    reader->ahead_max = reader->root.sequential ? AHEAD_SIZE / reader->root.block_size : 1;
    reader->ahead = malloc((size_t)reader->ahead_max * reader->root.block_size);
    if (!reader->ahead) return error_memory(error);
    for (uint32_t level = 0; level <= reader->root.level; level++) {
        reader->path[level].number = NO_BLOCK;
        reader->path[level].block = malloc(reader->root.block_size);
        if (!reader->path[level].block) return error_memory(error);
    }
    return NSEARCH_OK;
}

static nsearch_status open_file(struct glass_reader *reader, nsearch_error *error)
{
    struct stat info;
    uint32_t size = reader->root.block_size;
    if (reader->root.gathered) reader->root.level = 0;
    if (size < GLASS_BLOCK_SIZE_MIN || size > GLASS_BLOCK_SIZE_MAX || size & (size - 1) ||
        reader->root.level >= GLASS_LEVELS_MAX)
        return damaged(reader, "a root that makes no sense", error);
    reader->fd = open(reader->path_name, O_RDONLY | O_CLOEXEC);
    if (reader->fd < 0 || fstat(reader->fd, &info))
        return error_system(error, errno, reader->path_name);
    reader->block_count = (uint64_t)info.st_size / size;
    if (reader->root.gathered) reader->root.sequential = false; /* a block at a time */
    if (reader->root.sequential) posix_fadvise(reader->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    const nsearch_status status = allocate(reader, error);
    if (status || !reader->root.gathered) return status;
    return glass_leaves_gather(&reader->leaves, reader->fd, &reader->root, reader->revision, error);
}

nsearch_status glass_reader_open(const char *path, const struct glass_root *root, uint32_t revision,
                                 struct glass_reader **out, nsearch_error *error)
{
    *out = NULL;
    struct glass_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return error_memory(error);
    reader->fd = -1;
    reader->root = *root;
    reader->revision = revision;
    reader->ended = root->none;
    buf_init(&reader->pieces);
    reader->path_name = strdup(path);
    nsearch_status status = reader->path_name ? NSEARCH_OK : error_memory(error);
    if (!status && !root->none) status = open_file(reader, error);
    if (status)
        glass_reader_free(reader);
    else
        *out = reader;
    return status;
}

void glass_reader_free(struct glass_reader *reader)
{
    if (!reader) return;
    if (reader->fd >= 0) close(reader->fd);
    for (size_t level = 0; level < GLASS_LEVELS_MAX; level++)
        free(reader->path[level].block);
    buf_release(&reader->pieces);
    glass_leaves_release(&reader->leaves);
    free(reader->ahead);
    free(reader->path_name);
    free(reader);
}
