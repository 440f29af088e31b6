/* glass_positions.c - the tags of the position table, in bits; see glass_code.h.
 *
 *     205 208 211     uint 211 | 205 of 211, 8 bits | 1 of 6, 3 bits | 2 of 5, 2 bits | zero bits
 *                     d3 01      cd                   11
 *
 * 1 is the count less 2; 2 says that 208 is the third that the one between 205 and 211 can be. Bits fill
 * a byte from its lowest up, and a number's lowest bit comes first. */
#include "common/glass_code.h"

#include <endian.h>

enum {
    WORD = 32
}; /* bits that are written or read at once; no number has more */

struct bits {
    uint64_t word; /* not yet written */
    unsigned used; /* bits in it */
    uint8_t *at;
};

/* Bits that the numbers below `outof`, at least 2, take. */
static inline unsigned width_of(uint32_t outof)
{
    return WORD - (unsigned)__builtin_clz(outof - 1);
}

/* Writes whole bytes, and junk behind them: fewer than 8 bits stay. */
static inline void put_bits(struct bits *bits, uint32_t value, unsigned count)
{
    const uint64_t word = bits->word | (uint64_t)value << bits->used, written = htole64(word);
    const unsigned used = bits->used + count;
    memcpy(bits->at, &written, sizeof written);
    bits->at += used / 8;
    bits->word = word >> (used & ~7u);
    bits->used = used & 7;
}

/* Writes `value`, which is below `outof`. The bits needed are mostly not a whole number: the numbers in
 * the middle, as many as there are codes to spare, take a bit less. No branch depends on the value, for it can't be
 * foreseen. */
static inline void put_below(struct bits *bits, uint32_t value, uint32_t outof)
{
    if (outof <= 1) return;
    const unsigned width = width_of(outof);
    const uint32_t spare = (uint32_t)(((uint64_t)1 << width) - outof), middle = (outof - spare) / 2;
    const bool is_short = value - middle < spare, is_high = value >= middle + spare;
    const uint32_t low = value - (-(uint32_t)is_high & (middle + spare));
    put_bits(bits, low | (uint32_t)is_high << (width - 1), width - is_short);
}

/* Writes the positions between numbers `from` and `to`. As deep as the logarithm of their count. */
static void put_between(struct bits *bits, const uint32_t *positions, size_t from, size_t to)
{
    while (from + 1 < to) {
        size_t middle = from + (to - from) / 2;
        uint32_t low = positions[from] + (uint32_t)(middle - from);
        uint32_t outof = positions[to] - positions[from] - (uint32_t)(to - from) + 1;
        put_below(bits, positions[middle] - low, outof);
        put_between(bits, positions, from, middle);
        from = middle;
    }
}

uint8_t *glass_put_positions(uint8_t *at, const uint32_t *positions, size_t count)
{
    uint32_t first = positions[0], last = positions[count - 1];
    at = glass_put_uint(at, last);
    if (count == 1) return at;
    struct bits bits = {.at = at};
    put_below(&bits, first, last);
    put_below(&bits, (uint32_t)(count - 2), last - first);
    put_between(&bits, positions, 0, count - 1);
    return bits.at + (bits.used > 0);
}

/* ---- Reading -------------------------------------------------------------------------------------- */

/* Takes four bytes at once where there are as many. */
static void fill(struct glass_bits *bits)
{
    if (bits->end - bits->at >= 4) {
        const uint8_t *at = bits->at;
        const uint32_t word = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
                              (uint32_t)at[3] << 24;
        bits->word |= (uint64_t)word << bits->used;
        bits->used += WORD;
        bits->at += 4;
        return;
    }
    for (; bits->used < WORD; bits->used += 8) {
        if (bits->at < bits->end)
            bits->word |= (uint64_t)*bits->at++ << bits->used;
        else
            bits->beyond += 8;
    }
}

/* Whether no bit was taken from beyond the end. */
static bool is_within(const struct glass_bits *bits)
{
    return bits->beyond <= bits->used;
}

/* Reads a number that is below `outof`. Its highest bit comes last, and isn't there if the others make one of the
 * numbers in the middle. No branch depends on what is read, for it can't be foreseen. */
static inline uint32_t get_below(struct glass_bits *bits, uint32_t outof)
{
    if (outof <= 1) return 0;
    const unsigned width = width_of(outof);
    const uint32_t spare = (uint32_t)(((uint64_t)1 << width) - outof), middle = (outof - spare) / 2;
    if (bits->used < width) fill(bits);
    const uint32_t low = (uint32_t)bits->word & (uint32_t)(((uint64_t)1 << (width - 1)) - 1);
    const bool is_long = low < middle;
    const uint32_t high = (uint32_t)(bits->word >> (width - 1)) & is_long;
    const unsigned count = width - 1 + is_long;
    bits->word >>= count;
    bits->used -= count;
    return low + (-high & (middle + spare));
}

/* Reads the positions between numbers `from` and `to`, each less its number: none is below the one before. What is
 * still to be read at the right of the middles waits in a stack, as deep as the logarithm of the count. */
static void get_between(struct glass_bits *reader, uint32_t *positions, size_t from, size_t to)
{
    struct glass_bits bits = *reader; /* in registers */
    size_t ends[8 * sizeof to], depth = 0;
    ends[depth++] = to;
    while (depth) {
        to = ends[--depth];
        while (to - from > 1) {
            const size_t middle = from + (to - from) / 2;
            const uint32_t outof = positions[to] - positions[from] + 1;
            positions[middle] = positions[from] + get_below(&bits, outof);
            ends[depth++] = to;
            to = middle;
        }
        from = to;
    }
    *reader = bits;
}

bool glass_open_positions(const uint8_t *tag, size_t size, struct glass_positions *out)
{
    struct glass_bits bits = {.at = tag, .end = tag + size};
    uint32_t last;
    if (!glass_get_uint32(&bits.at, bits.end, &last)) return false;
    *out = (struct glass_positions){.count = 1, .first = last, .last = last};
    if (bits.at == bits.end) return true;
    if (!last) return false;
    out->first = get_below(&bits, last);
    if (out->first >= last) return false;
    const uint32_t between = get_below(&bits, last - out->first);
    out->count = (size_t)between + 2;
    out->bits = bits;
    return is_within(&bits) && between < last - out->first;
}

bool glass_read_positions(const struct glass_positions *positions, uint32_t *out)
{
    const size_t count = positions->count;
    struct glass_bits bits = positions->bits;
    out[0] = positions->first;
    if (count == 1) return true;
    out[count - 1] = positions->last - (uint32_t)(count - 1);
    get_between(&bits, out, 0, count - 1);
    for (size_t i = 1; i < count; i++)
        out[i] += (uint32_t)i;
    return is_within(&bits) && bits.at == bits.end && bits.used - bits.beyond < 8 && !bits.word;
}
