#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/hash.h"
#include "indexer/numbers.h"

static void test_what_is_set_is_got(void **state)
{
    struct numbers numbers = {0};
    uint64_t number;
    (void)state;
    assert_false(numbers_get(&numbers, 7, &number));
    for (uint64_t i = 0; i < 10000; i++)
        assert_int_equal(numbers_set(&numbers, hash_bytes(&i, sizeof i), i, NULL), NSEARCH_OK);
    assert_int_equal(numbers.count, 10000);
    for (uint64_t i = 0; i < 10000; i++) {
        assert_true(numbers_get(&numbers, hash_bytes(&i, sizeof i), &number));
        assert_true(number == i);
    }
    for (uint64_t i = 10000; i < 20000; i++)
        assert_false(numbers_get(&numbers, hash_bytes(&i, sizeof i), &number));
    numbers_release(&numbers);
}

static void test_the_last_number_counts(void **state)
{
    struct numbers numbers = {0};
    uint64_t number;
    (void)state;
    for (uint64_t i = 0; i < 1000; i++)
        assert_int_equal(numbers_set(&numbers, 5, i, NULL), NSEARCH_OK);
    assert_int_equal(numbers.count, 1);
    assert_true(numbers_get(&numbers, 5, &number));
    assert_true(number == 999);
    numbers_release(&numbers);
}

static void test_zero_is_a_hash_too_and_hashes_may_crowd(void **state)
{
    struct numbers numbers = {0};
    uint64_t number;
    (void)state;
    for (uint64_t i = 0; i < 300; i++)
        assert_int_equal(numbers_set(&numbers, i << 32, i, NULL), NSEARCH_OK);
    for (uint64_t i = 0; i < 300; i++) {
        assert_true(numbers_get(&numbers, i << 32, &number));
        assert_true(number == i);
    }
    numbers_release(&numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_set_is_got),
        cmocka_unit_test(test_the_last_number_counts),
        cmocka_unit_test(test_zero_is_a_hash_too_and_hashes_may_crowd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
