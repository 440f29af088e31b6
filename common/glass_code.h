/* glass_code.h - how numbers and texts are written in the keys and tags of glass tables.
 *
 *     uint       7 bits a byte, the lowest first, the high bit set on all bytes but the last
 *                0 > 00     127 > 7f     128 > 80 01     205 > cd 01
 *     sortint    sorts as the number does; the leading 1 bits of the first byte count further bytes
 *                1 > 00 01     32767 > 7f ff     32768 > 80 80 00     4194304 > c0 40 00 00
 *     lastint    lowest byte first, no more bytes than needed; only at the end of a key
 *                0 > (nothing)     3 > 03     256 > 00 01
 *     escstring  sorts as the text does: 00 becomes 00 ff; a 00 ends it, unless the key ends there
 *     positions  see glass_put_positions
 *
 * glass_put_x writes to `at`, where there must be room, and returns the place behind. glass_get_x reads
 * at *at, moves it, and returns false if the bytes up to `end` make no such thing. */
#ifndef COMMON_GLASS_CODE_H
#define COMMON_GLASS_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    GLASS_UINT_ROOM = 10,   /* bytes of the largest uint, of 64 bits; 5 for one of 32 */
    GLASS_SORTINT_ROOM = 5, /* of 32 bits */
    GLASS_LASTINT_ROOM = 4,
};

static inline uint8_t *glass_put_uint(uint8_t *at, uint64_t value)
{
    while (value >= 0x80) {
        *at++ = (uint8_t)(value | 0x80);
        value >>= 7;
    }
    *at++ = (uint8_t)value;
    return at;
}

static inline size_t glass_uint_size(uint64_t value)
{
    size_t size = 1;
    while (value >>= 7)
        size++;
    return size;
}

static inline bool glass_get_uint(const uint8_t **at, const uint8_t *end, uint64_t *out)
{
    uint64_t value = 0;
    for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
        uint8_t byte = *(*at)++;
        if (shift == 63 && byte > 1) return false;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            *out = value;
            return true;
        }
    }
    return false;
}

/* The same, and no more than 32 bits. */
static inline bool glass_get_uint32(const uint8_t **at, const uint8_t *end, uint32_t *out)
{
    uint64_t value = 0;
    if (!glass_get_uint(at, end, &value) || value > UINT32_MAX) return false;
    *out = (uint32_t)value;
    return true;
}

static inline uint8_t *glass_put_sortint(uint8_t *at, uint32_t value)
{
    unsigned more = value < 0x8000 ? 1 : value < 0x400000 ? 2 : value < 0x20000000 ? 3 : 4;
    uint64_t marked = value | (0xff00ull >> (more - 1) & 0xff) << 8 * more;
    for (unsigned shift = 8 * more;; shift -= 8) {
        *at++ = (uint8_t)(marked >> shift);
        if (!shift) return at;
    }
}

static inline bool glass_get_sortint(const uint8_t **at, const uint8_t *end, uint32_t *out)
{
    if (end - *at < 2 || **at >= 0xf0) return false;
    unsigned first = **at, more = first < 0x80 ? 1 : first < 0xc0 ? 2 : first < 0xe0 ? 3 : 4;
    if (end - *at < (ptrdiff_t)more + 1) return false;
    uint64_t value = first & (0x7fu >> (more - 1));
    for ((*at)++; more; more--)
        value = value << 8 | *(*at)++;
    *out = (uint32_t)value;
    return value <= UINT32_MAX;
}

static inline uint8_t *glass_put_lastint(uint8_t *at, uint32_t value)
{
    for (; value; value >>= 8)
        *at++ = (uint8_t)value;
    return at;
}

/* Takes all bytes up to `end`. */
static inline bool glass_get_lastint(const uint8_t **at, const uint8_t *end, uint32_t *out)
{
    if (end - *at > GLASS_LASTINT_ROOM || (*at < end && !end[-1])) return false;
    uint32_t value = 0;
    for (unsigned shift = 0; *at < end; shift += 8)
        value |= (uint32_t) * (*at)++ << shift;
    *out = value;
    return true;
}

/* Room: twice the size, and 1 if the 00 is to be written. */
static inline uint8_t *glass_put_escstring(uint8_t *at, const void *text, size_t size, bool last)
{
    const uint8_t *from = text, *end = from + size, *zero;
    for (; (zero = memchr(from, 0, (size_t)(end - from))); from = zero + 1) {
        memcpy(at, from, (size_t)(zero + 1 - from));
        at += zero + 1 - from;
        *at++ = 0xff;
    }
    memcpy(at, from, (size_t)(end - from));
    at += end - from;
    if (!last) *at++ = 0;
    return at;
}

/* Takes a text up to its 00, or up to `end`: *last says so. Writes it to `text`, which must have room for
 * as many bytes as are left. */
static inline bool glass_get_escstring(const uint8_t **at, const uint8_t *end, uint8_t *text,
                                       size_t *size, bool *last)
{
    uint8_t *to = text;
    *last = true;
    while (*at < end) {
        uint8_t byte = *(*at)++;
        if (!byte && (*at == end || **at != 0xff)) {
            *last = false;
            break;
        }
        if (!byte) (*at)++;
        *to++ = byte;
    }
    *size = (size_t)(to - text);
    return *last || *at < end;
}

/* ---- Positions ------------------------------------------------------------------------------------ */

/* Bytes that `count` positions take at most; some more than that are touched. */
static inline size_t glass_positions_room(size_t count)
{
    return 4 * count + 24;
}

/* Writes the `count` positions, at least one, strictly ascending, interpolatively coded: the last one,
 * then the first and the count, then the middle one in as few bits as its bounds allow, then those of
 * each half. Words that stand close together take a few bits each.
 * A quirk of the format: 0 and 1 alone look like 1 alone, so let positions begin at 1. */
uint8_t *glass_put_positions(uint8_t *at, const uint32_t *positions, size_t count);

/* A tag of positions of which the first, the last and their count are read. */
struct glass_positions {
    size_t count; /* check it against what is likely before making room */
    uint32_t first, last;
    /* The rest is glass_positions.c's own: the bits that come next. */
    struct glass_bits {
        uint64_t word;
        unsigned used;
        const uint8_t *at, *end;
        uint64_t beyond; /* zeros that were taken to follow the end; the last of `used` */
    } bits;
};

/* Begins to read a tag, which must stay until it is read. */
bool glass_open_positions(const uint8_t *tag, size_t size, struct glass_positions *out);

/* Reads all of them into `out`, which has room for `count`. */
bool glass_read_positions(const struct glass_positions *positions, uint32_t *out);

#endif
