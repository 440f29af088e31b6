/* glass_leaves.c - see glass_leaves.h. */
#include "indexer/glass_leaves.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/error.h"
#include "common/glass_block.h"
#include "common/order.h"

static nsearch_status add_leaf(struct glass_leaves *leaves, const uint8_t *block, uint64_t number,
                               nsearch_error *error)
{
    const uint8_t *item = block + get_u16(block + BLOCK_DIRECTORY);
    const uint32_t key_size = item[LEAF_HEAD - 1];
    const uint8_t *key = item + LEAF_HEAD;
    if (leaves->count == leaves->capacity) {
        const size_t capacity = leaves->capacity ? leaves->capacity * 2 : 256;
        struct glass_leaf *items = realloc(leaves->items, capacity * sizeof *items);
        if (!items) return error_memory(error);
        leaves->items = items;
        leaves->capacity = capacity;
    }
    leaves->items[leaves->count] = (struct glass_leaf){
        .block = number,
        .revision = get_u32(block),
        .piece = get_u16(item) & LEAF_FIRST ? 1 : get_u16(key + key_size),
        .key_size = key_size,
        .key = (const uint8_t *)arena_copy(&leaves->keys, (const char *)key, key_size)};
    return leaves->items[leaves->count++].key ? NSEARCH_OK : error_memory(error);
}

static int compare(const void *a, const void *b)
{
    const struct glass_leaf *left = a, *right = b;
    const int order = order_bytes(left->key, left->key_size, right->key, right->key_size);
    if (order) return order;
    if (left->piece != right->piece) return left->piece < right->piece ? -1 : 1;
    return (left->revision < right->revision) - (left->revision > right->revision);
}

/* Sorts them; of those that begin alike the first stays, which is the newest. */
static void sort(struct glass_leaves *leaves)
{
    size_t kept = 0;
    if (leaves->count) qsort(leaves->items, leaves->count, sizeof *leaves->items, compare);
    for (size_t i = 0; i < leaves->count; i++) {
        const struct glass_leaf *leaf = &leaves->items[i];
        const struct glass_leaf *before = kept ? &leaves->items[kept - 1] : NULL;
        if (before && before->piece == leaf->piece &&
            !order_bytes(before->key, before->key_size, leaf->key, leaf->key_size))
            continue;
        leaves->items[kept++] = *leaf;
    }
    leaves->count = kept;
}

nsearch_status glass_leaves_gather(struct glass_leaves *leaves, int fd,
                                   const struct glass_root *root, uint32_t revision,
                                   nsearch_error *error)
{
    const uint32_t size = root->block_size;
    nsearch_status status = NSEARCH_OK;
    uint8_t *block = malloc(size);
    if (!block) return error_memory(error);
    const off_t end = lseek(fd, 0, SEEK_END);
    for (off_t at = 0; !status && at + (off_t)size <= end; at += (off_t)size) {
        ssize_t got;
        while ((got = pread(fd, block, size, at)) < 0 && errno == EINTR)
            ;
        if (got == (ssize_t)size && block_is_sound(block, size, 0, revision))
            status = add_leaf(leaves, block, (uint64_t)at / size, error);
    }
    free(block);
    sort(leaves);
    return status;
}

void glass_leaves_release(struct glass_leaves *leaves)
{
    free(leaves->items);
    arena_release(&leaves->keys);
    *leaves = (struct glass_leaves){0};
}

size_t glass_leaves_find(const struct glass_leaves *leaves, const uint8_t *key, size_t key_size)
{
    size_t low = 0, high = leaves->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        const struct glass_leaf *leaf = &leaves->items[middle];
        const int order = order_bytes(leaf->key, leaf->key_size, key, key_size);
        if (order > 0 || (!order && leaf->piece > 1))
            high = middle;
        else
            low = middle;
    }
    return low;
}
