/* stamp.h - what tells one stored article from all others, and when it was indexed.
 *
 *     term   XV0000000g00002        serial, which no other article of any index has
 *     slot   SLOT_INDEXED  1t0a5f2  seconds since 1970
 *     slot   SLOT_FIRST    0000000g00001  the serial that it had in another file, if it is only elsewhere now
 *     slot   SLOT_DIGEST   8 bytes  of the stored form, with path and text: the same article or another one
 *
 * Numbers are written in base 32, 0 to 9 and a to v, as many digits each: they sort as the numbers do. */
#ifndef COMMON_STAMP_H
#define COMMON_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    STAMP_SERIAL_DIGITS = 13,
    STAMP_TIME_DIGITS = 7, /* up to the year 3058 */
    STAMP_DIGEST_SIZE = 8,
};

struct stamp {
    uint64_t serial;
    int64_t indexed; /* seconds since 1970 */
    uint64_t digest;
    uint64_t first; /* the serial that it came with first; 0: this one */
};

/* Writes a number that fits into `digits`, and a NUL. */
void stamp_write(uint64_t number, size_t digits, char *out);

/* False for what stamp_write doesn't write. */
bool stamp_read(const char *text, size_t digits, uint64_t *out);

/* The digest of a stored form (article_write), the text included even if it isn't kept. What the index has drawn
 * by lot for its serials is its seed, for an article with the digest of another would be taken for that one: who
 * writes articles must not be able to make one. Part of the index format. */
uint64_t stamp_digest(uint64_t serial, const char *stored, size_t size);
void stamp_write_digest(uint64_t digest, char out[STAMP_DIGEST_SIZE]);
uint64_t stamp_read_digest(const char bytes[STAMP_DIGEST_SIZE]);

/* Any number, drawn by lot: nobody can foresee it. */
uint64_t stamp_lot(void);

/* Whether both are of one index, as far as serials tell. */
bool stamp_same_index(uint64_t a, uint64_t b);

/* The first serial of a new index: different ones start far apart, so that they can be searched together. */
uint64_t stamp_first_serial(void);

#endif
