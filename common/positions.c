/* positions.c - see positions.h, and glass_block.h for what is in a block. */
#include "common/positions.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/glass.h"
#include "common/glass_block.h"
#include "common/glass_code.h"
#include "common/schema.h"

enum {
    CACHE_SIZE = 32 << 20,
    KEY_ROOM = 2 * TERM_MAX + 1 + GLASS_SORTINT_ROOM,
    NO_BLOCK = -1,
    COUNT_MAX = 1 << 24, /* positions of a list that is plain */
};

/* A place for each block whose number ends in its own. */
struct slot {
    int64_t number;
    uint8_t *block; /* NULL until it is needed */
};

struct positions {
    int fd;
    struct glass_root root;
    uint32_t revision, block_count;
    struct slot *slots;
    uint32_t slot_count; /* a power of two */
    const uint8_t *tag;  /* of the list that was found */
    size_t tag_size, count;
};

struct key {
    uint8_t bytes[KEY_ROOM];
    size_t size;
};

/* A block that a key is looked for in. */
struct page {
    const uint8_t *block;
    uint32_t items;
    bool leaf;
};

/* ---- Blocks -------------------------------------------------------------------------------------- */

static bool fill(const struct positions *positions, uint8_t *block, uint32_t number)
{
    const size_t size = positions->root.block_size;
    for (size_t done = 0; done < size;) {
        const ssize_t got = pread(positions->fd, block + done, size - done,
                                  (off_t)((uint64_t)number * size + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        done += (size_t)got;
    }
    return true;
}

/* False if there is no sound block of that number and level. */
static bool get_page(struct positions *positions, uint32_t number, uint32_t level, struct page *out)
{
    struct slot *slot = &positions->slots[number & (positions->slot_count - 1)];
    const uint32_t size = positions->root.block_size;
    if (slot->number != number || slot->block[BLOCK_LEVEL] != level) {
        if (number >= positions->block_count) return false;
        if (!slot->block && !(slot->block = malloc(size))) return false;
        slot->number = NO_BLOCK;
        if (!fill(positions, slot->block, number) ||
            !block_is_sound(slot->block, size, level, positions->revision))
            return false;
        slot->number = number;
    }
    const uint32_t end = get_u16(slot->block + BLOCK_DIR_END);
    *out = (struct page){slot->block, (end - BLOCK_DIRECTORY) / BLOCK_SLOT, !level};
    return true;
}

static const uint8_t *item_at(const struct page *page, uint32_t index)
{
    return page->block + get_u16(page->block + BLOCK_DIRECTORY + BLOCK_SLOT * index);
}

/* Less than, equal to or more than 0, as the item comes before the key, is its first piece, or comes after. */
static int compare(const struct page *page, uint32_t index, const struct key *key)
{
    const uint8_t *item = item_at(page, index);
    const uint8_t *at = item + (page->leaf ? LEAF_HEAD : BRANCH_HEAD);
    const size_t size = at[-1];
    const int order = memcmp(at, key->bytes, size < key->size ? size : key->size);
    if (order) return order;
    if (size != key->size) return size < key->size ? -1 : 1;
    return !(page->leaf && get_u16(item) & LEAF_FIRST) && get_u16(at + size) > 1;
}

/* The last item of [low, high) that doesn't come after the key; the first, if they all do. */
static uint32_t search(const struct page *page, uint32_t low, uint32_t high, const struct key *key)
{
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        if (compare(page, middle, key) > 0)
            high = middle;
        else
            low = middle;
    }
    return low;
}

/* ---- Looking up ---------------------------------------------------------------------------------- */

/* From the root down. */
static bool find_leaf(struct positions *positions, const struct key *key, struct page *page,
                      struct position_hint *hint)
{
    uint32_t number = positions->root.root;
    for (uint32_t level = positions->root.level; level; level--) {
        if (!get_page(positions, number, level, page)) return false;
        number = get_u32(item_at(page, search(page, 0, page->items, key)));
    }
    if (!get_page(positions, number, 0, page)) return false;
    hint->leaf = number;
    hint->item = search(page, 0, page->items, key);
    return true;
}

/* On from the last list in the same leaf, in ever longer steps. False: it may be in another. */
static bool find_beside(struct positions *positions, const struct key *key, struct page *page,
                        struct position_hint *hint)
{
    if (!hint->leaf || !get_page(positions, hint->leaf, 0, page)) return false;
    uint32_t low = hint->item, high = low + 1;
    if (low >= page->items || compare(page, low, key) > 0) return false;
    while (high < page->items && compare(page, high, key) <= 0) {
        const uint32_t step = 2 * (high - low);
        low = high;
        high += step;
    }
    if (high > page->items) high = page->items;
    hint->item = search(page, low, high, key);
    return hint->item + 1 < page->items || !compare(page, hint->item, key);
}

/* Takes the tag of the item, if it is whole. */
static enum positions_found take(struct positions *positions, const uint8_t *item)
{
    const uint32_t info = get_u16(item);
    if (!(info & LEAF_FIRST) || !(info & LEAF_LAST) || info & LEAF_DEFLATED)
        return POSITIONS_UNSURE;
    positions->tag = item + LEAF_HEAD + item[LEAF_HEAD - 1];
    positions->tag_size = (size_t)(item + LEAF_HEAD + (info & LEAF_SIZE) - positions->tag);
    const bool plain = glass_count_positions(positions->tag, positions->tag_size,
                                             &positions->count) &&
                       positions->count <= COUNT_MAX;
    return plain ? POSITIONS_FOUND : POSITIONS_UNSURE;
}

enum positions_found positions_find(struct positions *positions, struct position_hint *hint,
                                    const char *term, size_t size, uint32_t docid, size_t *count)
{
    struct key key;
    struct page page;
    *count = 0;
    if (positions->root.none) return POSITIONS_NONE;
    if (size > TERM_MAX) return POSITIONS_UNSURE;
    uint8_t *end = glass_put_escstring(key.bytes, term, size, false);
    key.size = (size_t)(glass_put_sortint(end, docid) - key.bytes);
    if (!find_beside(positions, &key, &page, hint) && !find_leaf(positions, &key, &page, hint))
        return POSITIONS_UNSURE;
    if (compare(&page, hint->item, &key)) return POSITIONS_NONE;
    const enum positions_found found = take(positions, item_at(&page, hint->item));
    if (found == POSITIONS_FOUND) *count = positions->count;
    return found;
}

bool positions_read(const struct positions *positions, uint32_t *out)
{
    return glass_get_positions(positions->tag, positions->tag_size, out, positions->count);
}

/* ---- Opening ------------------------------------------------------------------------------------- */

static bool open_table(struct positions *positions, const char *directory)
{
    struct stat info;
    char *path;
    const uint32_t size = positions->root.block_size;
    if (size < GLASS_BLOCK_SIZE_MIN || size > GLASS_BLOCK_SIZE_MAX || size & (size - 1) ||
        positions->root.level >= GLASS_LEVELS_MAX)
        return false;
    if (asprintf(&path, "%s/%s", directory, glass_table_name(GLASS_POSITION)) < 0) return false;
    positions->fd = open(path, O_RDONLY | O_CLOEXEC);
    free(path);
    if (positions->fd < 0 || fstat(positions->fd, &info)) return false;
    const uint64_t blocks = (uint64_t)info.st_size / size;
    positions->block_count = blocks < UINT32_MAX ? (uint32_t)blocks : UINT32_MAX;
    positions->slot_count = CACHE_SIZE / size;
    positions->slots = calloc(positions->slot_count, sizeof *positions->slots);
    for (uint32_t i = 0; positions->slots && i < positions->slot_count; i++)
        positions->slots[i].number = NO_BLOCK;
    return positions->slots;
}

struct positions *positions_open(const char *directory, uint32_t revision)
{
    struct glass_version version;
    if (glass_version_read(directory, &version, NULL) || version.revision != revision) return NULL;
    struct positions *positions = calloc(1, sizeof *positions);
    if (!positions) return NULL;
    positions->fd = -1;
    positions->root = version.roots[GLASS_POSITION];
    positions->revision = revision;
    if (positions->root.none || open_table(positions, directory)) return positions;
    positions_close(positions);
    return NULL;
}

void positions_close(struct positions *positions)
{
    if (!positions) return;
    if (positions->fd >= 0) close(positions->fd);
    for (uint32_t i = 0; positions->slots && i < positions->slot_count; i++)
        free(positions->slots[i].block);
    free(positions->slots);
    free(positions);
}
