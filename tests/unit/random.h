/* random.h - random numbers for a test. Each test file that includes it has a seed of its own; it starts
 * where it always did unless the test sets it. */
#ifndef TESTS_UNIT_RANDOM_H
#define TESTS_UNIT_RANDOM_H

#include <stdint.h>

static uint64_t seed = 88172645463325252u;

static inline uint32_t below(uint32_t limit) /* xorshift64*, Vigna 2016 */
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (uint32_t)((seed * 2685821657736338717u) >> 33) % limit;
}

#endif
