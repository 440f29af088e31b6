/* radix.h - sorts numbers by their upper halves, without comparing any. */
#ifndef INDEXER_RADIX_H
#define INDEXER_RADIX_H

#include <stddef.h>
#include <stdint.h>

/* Sorts `keys` by the upper 32 bits; what stands below goes with them, and where those are the same, in the
 * order in which it came. `spare` is as large. Takes four passes, however many there are. */
void radix_sort(uint64_t *keys, uint64_t *spare, size_t count);

#endif
