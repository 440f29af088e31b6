/* huffman.h - Huffman codes as deflate writes them (RFC 1951, 3.2.2). */
#ifndef INDEXER_HUFFMAN_H
#define INDEXER_HUFFMAN_H

#include <stdint.h>

enum {
    HUFFMAN_SYMBOLS_MAX = 288,
    HUFFMAN_SIZE_BITS = 5 /* of a code, that say its size */
};

/* Each symbol's code: the bits, in the order in which they are written, over HUFFMAN_SIZE_BITS bits
 * that say how many they are; 0 for a symbol without one. */
struct huffman {
    uint32_t codes[HUFFMAN_SYMBOLS_MAX];
};

static inline uint32_t huffman_bits(uint32_t code)
{
    return code >> HUFFMAN_SIZE_BITS;
}

static inline uint32_t huffman_size(uint32_t code)
{
    return code & ((1u << HUFFMAN_SIZE_BITS) - 1);
}

/* The best code for symbols that occur so often, with at most `size_max` (up to 15) bits each. One that
 * doesn't occur gets none. */
void huffman_build(const uint32_t *counts, uint32_t symbol_count, uint32_t size_max,
                   struct huffman *out);

/* The code with sizes that are given. */
void huffman_assign(const uint8_t *sizes, uint32_t symbol_count, struct huffman *out);

#endif
