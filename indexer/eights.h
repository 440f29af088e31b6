/* eights.h - short texts, eight bytes at a time.
 *
 *     "cat"        c a t 0 0 0 0 0
 *     "catalogue"  c a t a l o g u | e 0 0 0 0 0 0 0
 *
 * Zeros stand behind such a text up to a multiple of 8 bytes, one at least. How long the next word of an article is
 * can't be foreseen by a processor; here most words take the same way, whatever their length. */
#ifndef INDEXER_EIGHTS_H
#define INDEXER_EIGHTS_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    EIGHT = 8
};

/* Bytes of a text with its zeros. */
static inline size_t eights_size(size_t size)
{
    return (size / EIGHT + 1) * EIGHT;
}

/* The first byte is the lowest. */
static inline uint64_t eights_load(const char *text)
{
    uint64_t bytes;
    memcpy(&bytes, text, sizeof bytes);
    return le64toh(bytes);
}

/* Bytes that can be read of one, with those that are read behind it. */
static inline size_t eights_room(size_t size)
{
    return eights_size(size) + EIGHT;
}

/* Copies a text and puts the zeros behind it. Reads up to 8 bytes behind `text`. */
static inline void eights_copy(char *to, const char *text, size_t size)
{
    for (; size >= EIGHT; to += EIGHT, text += EIGHT, size -= EIGHT)
        memcpy(to, text, EIGHT);
    const uint64_t last = htole64(eights_load(text) & (((uint64_t)1 << 8 * size) - 1));
    memcpy(to, &last, sizeof last);
}

/* Copies a text without the zeros. Reads and writes up to 7 bytes behind. */
static inline void eights_put(uint8_t *to, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i += EIGHT)
        memcpy(to + i, text + i, EIGHT);
}

/* Whether two of the same size are the same. */
static inline bool eights_same(const char *a, const char *b, size_t size)
{
    for (size_t i = 0; i <= size; i += EIGHT)
        if (eights_load(a + i) != eights_load(b + i)) return false;
    return true;
}

/* How many bytes two have in common at the beginning. */
static inline size_t eights_common(const char *a, size_t a_size, const char *b, size_t b_size)
{
    const size_t least = a_size < b_size ? a_size : b_size;
    for (size_t i = 0; i < least; i += EIGHT) {
        const uint64_t difference = eights_load(a + i) ^ eights_load(b + i);
        if (!difference) continue;
        i += (size_t)__builtin_ctzll(difference) / 8;
        return i < least ? i : least;
    }
    return least;
}

/* As order_bytes(). */
static inline int eights_order(const char *a, size_t a_size, const char *b, size_t b_size)
{
    const size_t least = a_size < b_size ? a_size : b_size;
    for (size_t i = 0; i < least; i += EIGHT) {
        const uint64_t left = __builtin_bswap64(eights_load(a + i));
        const uint64_t right = __builtin_bswap64(eights_load(b + i));
        if (left != right) return left < right ? -1 : 1;
    }
    return (a_size > b_size) - (a_size < b_size);
}

#endif
