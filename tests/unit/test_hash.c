/* test_hash.c - tests of common/hash.h: what stands for a text must be no other's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/hash.h"
#include "tests/unit/seed.h"

enum {
    NUMBERS = 100000,
    LONGEST = 40
};

static int by_number(const void *a, const void *b)
{
    const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

/* How many of the hashes are another's, too. */
static size_t shared(uint64_t *hashes, size_t count)
{
    size_t same = 0;
    qsort(hashes, count, sizeof *hashes, by_number);
    for (size_t i = 1; i < count; i++)
        same += hashes[i] == hashes[i - 1];
    return same;
}

static void test_numbers_stay_apart(void **state)
{
    const uint64_t seed = hash_mix(any_seed(), 0x9e3779b97f4a7c15u);
    uint64_t *hashes = malloc(NUMBERS * sizeof *hashes);
    (void)state;
    assert_non_null(hashes);
    for (unsigned i = 0; i < NUMBERS; i++) {
        char text[16];
        const int size = snprintf(text, sizeof text, "%u", i);
        hashes[i] = hash_apart(seed, text, (size_t)size);
    }
    assert_int_equal(shared(hashes, NUMBERS), 0);
    free(hashes);
}

/* A first byte that makes up for the size. */
static void test_sizes_stay_apart(void **state)
{
    const uint64_t seed = hash_mix(any_seed(), 0x9e3779b97f4a7c15u);
    uint64_t hashes[LONGEST * LONGEST];
    size_t count = 0;
    (void)state;
    for (size_t size = 1; size <= LONGEST; size++) {
        for (size_t other = 1; other <= LONGEST; other++) {
            char text[LONGEST];
            memset(text, 'a', sizeof text);
            text[0] = (char)('a' ^ size ^ other);
            hashes[count++] = hash_apart(seed, text, size);
        }
    }
    assert_int_equal(shared(hashes, count), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_stay_apart),
        cmocka_unit_test(test_sizes_stay_apart),
    };
    return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
