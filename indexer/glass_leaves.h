/* glass_leaves.h - the leaves of a table without its branches: for one whose tree is damaged, or whose root isn't
 * known.
 *
 *     blocks of the file    [ leaf d.. ] [ branch ] [ leaf a.. ] [ broken ] [ leaf f.. ]
 *     gathered              a -> 2   d -> 0   f -> 4        by the first key of each
 *
 * What Xapian's updates have left behind is among them: of leaves that begin alike, the newest stays. */
#ifndef INDEXER_GLASS_LEAVES_H
#define INDEXER_GLASS_LEAVES_H

#include "common/arena.h"
#include "indexer/glass.h"

/* A leaf, and the first item in it. */
struct glass_leaf {
    uint64_t block;
    uint32_t revision;
    uint32_t piece; /* of its tag; 1: the first */
    uint32_t key_size;
    const uint8_t *key;
};

/* All zero is an empty one. */
struct glass_leaves {
    struct glass_leaf *items;
    size_t count, capacity;
    struct arena keys;
};

/* Reads all blocks that can be read; those that aren't sound leaves are left out. The memory is 40 bytes and a key
 * for each block. Errors: MEMORY. */
nsearch_status glass_leaves_gather(struct glass_leaves *leaves, int fd,
                                   const struct glass_root *root, uint32_t revision,
                                   nsearch_error *error);
void glass_leaves_release(struct glass_leaves *leaves);

/* Where a tag with that key would begin: the index of the last leaf that doesn't begin after it; of the first one,
 * if all do. */
size_t glass_leaves_find(const struct glass_leaves *leaves, const uint8_t *key, size_t key_size);

#endif
