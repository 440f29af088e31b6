/* radix.c - see radix.h. */
#include "indexer/radix.h"

enum {
    BYTES = 256
};

/* One pass, by the byte of the keys that begins at bit `shift`. */
static void pass(const uint64_t *from, uint64_t *to, size_t count, unsigned shift)
{
    size_t places[BYTES] = {0}, next = 0;
    for (size_t i = 0; i < count; i++)
        places[from[i] >> shift & (BYTES - 1)]++;
    for (size_t i = 0; i < BYTES; i++) {
        const size_t here = places[i];
        places[i] = next;
        next += here;
    }
    for (size_t i = 0; i < count; i++)
        to[places[from[i] >> shift & (BYTES - 1)]++] = from[i];
}

void radix_sort(uint64_t *keys, uint64_t *spare, size_t count)
{
    for (unsigned shift = 32; shift < 64; shift += 16) {
        pass(keys, spare, count, shift);
        pass(spare, keys, count, shift + 8);
    }
}
