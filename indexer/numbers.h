/* numbers.h - a map in memory from hashes to numbers: 16 bytes each, at most three quarters full.
 *
 * Two things with the same hash are one to it: for 64 bits and a million of them the odds are one in 40
 * million, if nobody knows the seed of the hash (hash_apart). */
#ifndef INDEXER_NUMBERS_H
#define INDEXER_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

struct numbers {
    struct numbers_row *rows; /* a power of two, or none */
    size_t capacity, count;
};

/* Starts as zeros. */
void numbers_release(struct numbers *numbers);

/* Sets the number of `hash`, in the place of the one it may have. Errors: MEMORY. */
nsearch_status numbers_set(struct numbers *numbers, uint64_t hash, uint64_t number,
                           nsearch_error *error);

/* False if it has none. */
bool numbers_get(const struct numbers *numbers, uint64_t hash, uint64_t *out);

#endif
