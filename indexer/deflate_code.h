/* deflate_code.h - how deflate writes what deflate.c finds: classes, codes, and bits.
 *
 *     block     | last 1 | type 2 | head, of a dynamic block | codes | code of DEFLATE_END |
 *     match     | code of the length's class | extra bits | code of the distance's class | extra bits |
 *
 * A length less 3, or a distance less 1, is coded as a class and some extra bits. Each doubling of the value
 * has 2^k classes: k is 2 for lengths, 1 for distances. */
#ifndef INDEXER_DEFLATE_CODE_H
#define INDEXER_DEFLATE_CODE_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "indexer/huffman.h"

enum {
    DEFLATE_END = 256,           /* the symbol after the bytes */
    DEFLATE_LITERALS = 257 + 28, /* bytes, END, and classes of lengths */
    DEFLATE_DISTANCES = 30,      /* classes of distances */
    DEFLATE_LENGTH_MIN = 3,      /* bytes */
    DEFLATE_LENGTH_MAX = 257,    /* there is 258, with a code of its own */
    DEFLATE_DISTANCE_MAX = 1 << 15,
    DEFLATE_CODE_MAX = 12,  /* bits: four codes fit into 64 besides what is left of a byte before */
    DEFLATE_HEAD_MAX = 512, /* bytes, and more than there can be */

    DEFLATE_LENGTH_K = 2,
    DEFLATE_DISTANCE_K = 1,
};

static inline uint32_t deflate_extra_bits(uint32_t value, uint32_t k)
{
    return value >> k ? 31 - (uint32_t)__builtin_clz(value) - k : 0;
}

static inline uint32_t deflate_class(uint32_t value, uint32_t k)
{
    const uint32_t extra = deflate_extra_bits(value, k);
    return (extra << k) + (value >> extra);
}

/* How often each symbol and each length occurs. */
struct deflate_counts {
    uint32_t literals[DEFLATE_LITERALS], lengths[DEFLATE_LENGTH_MAX + 1];
    uint32_t distances[DEFLATE_DISTANCES];
};

enum deflate_type {
    DEFLATE_FIXED = 1,
    DEFLATE_DYNAMIC = 2,
};

struct deflate_code {
    enum deflate_type type;
    struct huffman literals, distances;
    uint32_t lengths[DEFLATE_LENGTH_MAX + 1]; /* with their extra bits */
    uint8_t head[DEFLATE_HEAD_MAX];           /* as it is written */
    uint32_t head_size;                       /* bits */
};

/* The code that is best for what was counted; changes the counts. */
void deflate_make_code(struct deflate_counts *counts, struct deflate_code *out);

/* The code of RFC 1951, 3.2.6, which needs no head. */
void deflate_fixed_code(struct deflate_code *out);

/* ---- Bits ----------------------------------------------------------------------------------------- */

/* Bits on their way to memory, the lowest first. */
struct deflate_bits {
    uint64_t bits;
    uint32_t count; /* of them */
    uint8_t *at;
};

/* At most 64 bits are put until they are settled. */
static inline void deflate_put(struct deflate_bits *bits, uint64_t value, uint32_t count)
{
    bits->bits |= value << bits->count;
    bits->count += count;
}

static inline void deflate_put_code(struct deflate_bits *bits, uint32_t code)
{
    deflate_put(bits, huffman_bits(code), huffman_size(code));
}

/* Writes whole bytes, and junk up to the eighth: at most 7 bits are left. */
static inline void deflate_settle(struct deflate_bits *bits)
{
    const uint64_t value = htole64(bits->bits);
    memcpy(bits->at, &value, sizeof value);
    bits->at += bits->count / 8;
    bits->bits >>= bits->count & ~7u;
    bits->count &= 7;
}

#endif
