/* inflate.h - reads raw deflate (RFC 1951), whole or only its beginning.
 *
 *     struct inflater inflater;
 *     inflate_start(&inflater, data, size);
 *     ... room for `capacity` bytes, which may be elsewhere each time, but with what was written so far at its start ...
 *     while (inflate_more(&inflater, room, capacity) == INFLATE_FULL) ... more room, or enough ...
 *     ... inflater.done bytes are there ...
 *
 * A stored article's fields stand before its text: they cost a fourth of what it costs to inflate both, and a library
 * twice that, with memory of its own, tables that it makes anew for each article, and a checksum.
 *
 * Nothing is allocated, and nothing outside of the input is read or outside of the room written. */
#ifndef COMMON_INFLATE_H
#define COMMON_INFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    INFLATE_LITERALS = 288, /* symbols: bytes, end, lengths */
    INFLATE_DISTANCES = 32,
    INFLATE_BITS_MAX = 15,     /* of a code */
    INFLATE_LITERAL_BITS = 11, /* of a code that is found at once */
    INFLATE_DISTANCE_BITS = 9,
};

/* Symbols by their code: 16 bits each, symbol << 4 | bits of its code; 0: there is none, or it is longer. Longer ones
 * are found by `counts`, codes of each length, and `sorted`, their symbols. */
struct inflate_literals {
    uint16_t at[1 << INFLATE_LITERAL_BITS];
    uint16_t counts[INFLATE_BITS_MAX + 1], sorted[INFLATE_LITERALS];
};

struct inflate_distances {
    uint16_t at[1 << INFLATE_DISTANCE_BITS];
    uint16_t counts[INFLATE_BITS_MAX + 1], sorted[INFLATE_DISTANCES];
};

/* What is left to read: the next bits are the low ones of `word`. */
struct inflate_bits {
    const uint8_t *at, *end;
    uint64_t word;
    uint32_t count;  /* of bits in the word; above them it may have more of the same input */
    uint32_t beyond; /* bytes of zeros that were taken for there was no input left */
};

enum inflate_stage {
    INFLATE_HEAD, /* at the head of a block */
    INFLATE_STORED,
    INFLATE_CODES,
    INFLATE_OVER,
    INFLATE_FAILED
};

/* 7 KB; all but `done` is inflate.c's. */
struct inflater {
    size_t done; /* bytes that have been written */
    struct inflate_bits bits;
    enum inflate_stage stage;
    bool last;                 /* block */
    uint32_t copies, distance; /* bytes of a match or a stored block that are still to be written */
    struct inflate_literals literals;
    struct inflate_distances distances;
};

enum inflate_result {
    INFLATE_END,  /* all is there, and the input was used up */
    INFLATE_FULL, /* there is more */
    INFLATE_BROKEN /* the input ends too early or too late, or isn't deflate; `done` bytes were to be had before */
};

/* The input must stay as long as it is read from. */
void inflate_start(struct inflater *inflater, const void *data, size_t size);

/* Writes what comes next to out[done] and on, up to `capacity` bytes in all. The first `done` bytes of `out` are what was
 * written before. Costs 1 us for each block, and 2 ns a byte. */
enum inflate_result inflate_more(struct inflater *inflater, uint8_t *out, size_t capacity);

#endif
