/* hash.h - a fast hash of a few bytes, for tables in memory and digests of articles.
 *
 * Eight bytes at a time are mixed in by a 64 x 64 bit multiplication whose halves are xored, as in
 * Wang Yi's wyhash (public domain). Part of the index format through stamp_digest(): never changed. */
#ifndef COMMON_HASH_H
#define COMMON_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The last 0 to 7 bytes as a number, the first one lowest. */
static inline uint64_t hash_tail(const unsigned char *data, size_t size)
{
    if (size >= 4) {
        uint32_t low, high;
        memcpy(&low, data, 4);
        memcpy(&high, data + size - 4, 4);
        return low | (uint64_t)high << 32;
    }
    if (!size) return 0;
    return data[0] | (uint64_t)data[size / 2] << 8 | (uint64_t)data[size - 1] << 16;
}

/* Short texts can have the same, whatever the seed: "89" and "999". */
static inline uint64_t hash_seeded(uint64_t seed, const void *bytes, size_t size)
{
    const unsigned char *data = bytes;
    uint64_t hash = 0x9e3779b97f4a7c15u ^ size ^ seed;
    for (; size >= 8; data += 8, size -= 8) {
        uint64_t word;
        memcpy(&word, data, 8);
        hash = hash_mix(hash ^ word, 0xa0761d6478bd642fu);
    }
    hash = hash_mix(hash ^ hash_tail(data, size), 0xe7037ed1a0b428dbu);
    return hash ^ hash >> 32;
}

/* Nothing may be lost where two have the same: anybody can see to that. */
static inline uint64_t hash_bytes(const void *bytes, size_t size)
{
    return hash_seeded(0, bytes, size);
}

/* Where two with the same hash are one: two texts have the same by chance, which is one in 2^64, unless who made them
 * knows the seed. Not part of the index format. */
static inline uint64_t hash_apart(uint64_t seed, const void *bytes, size_t size)
{
    return hash_seeded(hash_mix(seed ^ 0x8ebc6af09c88c6e3u, size * 0x9e3779b97f4a7c15u | 1), bytes,
                       size);
}

#endif
