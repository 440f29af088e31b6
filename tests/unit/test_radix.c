/* test_radix.c - tests of indexer/radix.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/radix.h"
#include "tests/unit/random.h"

enum {
    COUNT_MAX = 3000
};

static void test_keys_are_in_order_and_equal_ones_stay_in_theirs(void **state)
{
    static uint64_t keys[COUNT_MAX], spare[COUNT_MAX];
    static const uint32_t limits[] = {1, 2, 300, 1 << 20, UINT32_MAX};
    (void)state;
    for (size_t round = 0; round < 200; round++) {
        const size_t count = below(COUNT_MAX + 1);
        const uint32_t limit = limits[round % 5];
        uint64_t sum = 0;
        for (uint64_t i = 0; i < count; i++)
            sum += keys[i] = (uint64_t)(2 * below(limit)) << 32 | i;
        radix_sort(keys, spare, count);
        for (size_t i = 1; i < count; i++)
            assert_true(keys[i - 1] < keys[i]);
        for (size_t i = 0; i < count; i++)
            sum -= keys[i];
        assert_int_equal(sum, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_in_order_and_equal_ones_stay_in_theirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
