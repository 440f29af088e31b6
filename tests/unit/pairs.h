/* pairs.h - random entries of a table, as a plain sorted array to hold what is read against. To be included after
 * cmocka.h. */
#ifndef TESTS_UNIT_PAIRS_H
#define TESTS_UNIT_PAIRS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/glass.h"
#include "tests/unit/random.h"

enum {
    ENTRIES_MAX = 20000
};

struct pair {
    uint8_t key[GLASS_KEY_MAX];
    uint32_t key_size, tag_size, tag_start; /* of the tag, in `noise` */
};

static struct pair pairs[ENTRIES_MAX];
static uint8_t noise[1 << 20];

static int compare(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    int order = memcmp(x->key, y->key, x->key_size < y->key_size ? x->key_size : y->key_size);
    return order ? order : (x->key_size > y->key_size) - (x->key_size < y->key_size);
}

/* Random pairs in order, keys of few letters so that they have much in common; returns their number. */
static size_t make_pairs(size_t count, uint32_t key_max, uint32_t tag_max)
{
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (uint8_t)below(256);
    for (size_t i = 0; i < count; i++) {
        pairs[i].key_size = 1 + below(1 + below(key_max));
        for (size_t j = 0; j < pairs[i].key_size; j++)
            pairs[i].key[j] = (uint8_t)("\0a\377b"[below(4)]);
        pairs[i].tag_size = below(1 + below(below(20) ? 100 : tag_max));
        pairs[i].tag_start = below((uint32_t)sizeof noise - pairs[i].tag_size);
    }
    qsort(pairs, count, sizeof *pairs, compare);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (compare(&pairs[kept - 1], &pairs[i])) pairs[kept++] = pairs[i];
    return kept;
}

static void write_pairs(const char *path, size_t count, uint32_t block_size,
                        struct glass_root *root)
{
    struct glass_options options = {.block_size = block_size, .cut = below(2), .behind = below(2)};
    struct glass_table *table;
    nsearch_error error;
    assert_int_equal(glass_table_create(path, &options, &table, NULL), NSEARCH_OK);
    for (size_t i = 0; i < count; i++)
        if (glass_table_add(table, pairs[i].key, pairs[i].key_size, noise + pairs[i].tag_start,
                            pairs[i].tag_size, &error))
            fail_msg("%s", error.message);
    assert_int_equal(glass_table_finish(table, root, NULL), NSEARCH_OK);
    glass_table_free(table);
    assert_int_equal(root->entries, count);
}

#endif
