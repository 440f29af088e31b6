/* huffman.c - see huffman.h. */
#include "indexer/huffman.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIZE_MAX_BITS = 15,
    NODES_MAX = 2 * HUFFMAN_SYMBOLS_MAX
};

struct leaf {
    uint32_t count, symbol;
};

static int compare_leaves(const void *a, const void *b)
{
    const struct leaf *x = a, *y = b;
    if (x->count != y->count) return x->count < y->count ? -1 : 1;
    return x->symbol < y->symbol ? -1 : 1;
}

static uint32_t sort_leaves(const uint32_t *counts, uint32_t symbol_count, struct leaf *leaves)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < symbol_count; i++)
        if (counts[i]) leaves[count++] = (struct leaf){counts[i], i};
    qsort(leaves, count, sizeof *leaves, compare_leaves);
    return count;
}

/* The depth of each leaf of the tree that joins the two rarest nodes again and again; returns the
 * greatest. Joined nodes come in the order of their counts, so the rarest one is always the first leaf
 * or the first joined node that is left. */
static uint32_t measure(const struct leaf *leaves, uint32_t count, uint8_t *depths)
{
    uint32_t counts[NODES_MAX] = {0}, parents[NODES_MAX] = {0}, leaf = 0, joined = count;
    uint8_t all[NODES_MAX] = {0};
    for (uint32_t i = 0; i < count; i++)
        counts[i] = leaves[i].count;
    for (uint32_t next = count; next < 2 * count - 1; next++) {
        for (int child = 0; child < 2; child++) {
            const bool is_leaf = leaf < count && (joined == next || counts[leaf] <= counts[joined]);
            const uint32_t rarest = is_leaf ? leaf++ : joined++;
            counts[next] += counts[rarest];
            parents[rarest] = next;
        }
    }
    for (uint32_t i = 2 * count - 2; i-- > 0;)
        all[i] = (uint8_t)(all[parents[i]] + 1);
    memcpy(depths, all, count);
    return all[0];
}

void huffman_build(const uint32_t *counts, uint32_t symbol_count, uint32_t size_max,
                   struct huffman *out)
{
    struct leaf leaves[HUFFMAN_SYMBOLS_MAX] = {{0, 0}};
    uint8_t depths[HUFFMAN_SYMBOLS_MAX], sizes[HUFFMAN_SYMBOLS_MAX] = {0};
    const uint32_t count = sort_leaves(counts, symbol_count, leaves);
    if (count == 1) depths[0] = 1;
    /* Counts that are more alike make a flatter tree; the best one of all is hardly better. */
    while (count > 1 && measure(leaves, count, depths) > size_max)
        for (uint32_t i = 0; i < count; i++)
            leaves[i].count = (leaves[i].count + 1) / 2;
    for (uint32_t i = 0; i < count; i++)
        sizes[leaves[i].symbol] = depths[i];
    huffman_assign(sizes, symbol_count, out);
}

/* Codes are written from their highest bit on, in a format that goes from the lowest on. */
static uint32_t reverse(uint32_t bits, uint32_t size)
{
    uint32_t reversed = 0;
    for (; size; size--, bits >>= 1)
        reversed = reversed << 1 | (bits & 1);
    return reversed;
}

void huffman_assign(const uint8_t *sizes, uint32_t symbol_count, struct huffman *out)
{
    uint32_t counts[SIZE_MAX_BITS + 1] = {0}, next[SIZE_MAX_BITS + 1] = {0};
    for (uint32_t i = 0; i < symbol_count; i++)
        counts[sizes[i]]++;
    counts[0] = 0;
    for (uint32_t size = 1; size <= SIZE_MAX_BITS; size++)
        next[size] = (next[size - 1] + counts[size - 1]) << 1;
    for (uint32_t i = 0; i < symbol_count; i++) {
        const uint32_t size = sizes[i];
        out->codes[i] = size ? reverse(next[size]++, size) << HUFFMAN_SIZE_BITS | size : 0;
    }
}
