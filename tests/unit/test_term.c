/* test_term.c - common/term.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/term.h"
#include "common/utf8.h"

static void test_a_short_value_stands_behind_its_prefix(void **state)
{
    (void)state;
    char term[TERM_MAX + 1];
    assert_int_equal(term_whole(PREFIX_ID, "AP890101-0001", 13, term), 14);
    assert_string_equal(term, "QAP890101-0001");
    assert_int_equal(term_whole(PREFIX_URL, "", 0, term), 1);
    assert_string_equal(term, "U");
    assert_int_equal(term_word("XN", "times!", 5, term), 7);
    assert_string_equal(term, "XNtimes");
}

static void test_the_longest_value_that_fits_is_not_cut(void **state)
{
    (void)state;
    char value[TERM_MAX], term[TERM_MAX + 1];
    memset(value, 'v', sizeof value);
    assert_int_equal(term_whole("U", value, TERM_MAX - 1, term), TERM_MAX);
    assert_memory_equal(term + 1, value, TERM_MAX - 1);
    assert_int_equal(term_whole("U", value, TERM_MAX, term), TERM_MAX);
    assert_memory_not_equal(term + 1, value, TERM_MAX - 1);
}

static void test_long_values_that_differ_at_the_end_differ(void **state)
{
    (void)state;
    char value[1000], one[TERM_MAX + 1], other[TERM_MAX + 1];
    memset(value, 'v', sizeof value);
    assert_int_equal(term_whole("U", value, sizeof value, one), TERM_MAX);
    term_whole("U", value, sizeof value, other);
    assert_string_equal(one, other);
    value[sizeof value - 1] = 'w';
    assert_int_equal(term_whole("U", value, sizeof value, other), TERM_MAX);
    assert_string_not_equal(one, other);
    assert_memory_equal(one, other, TERM_MAX - 32);
}

static void test_the_term_of_a_long_value_never_changes(void **state)
{
    (void)state;
    char value[300], term[TERM_MAX + 1];
    memset(value, 'v', sizeof value);
    term_whole("U", value, sizeof value, term);
    assert_string_equal(term + TERM_MAX - 32, "073f0f7f456a529881a8a77c83ed23f0");
}

static void test_a_long_value_is_cut_between_characters(void **state)
{
    (void)state;
    char term[TERM_MAX + 1], value[400];
    for (size_t shift = 0; shift < 3; shift++) {
        memset(value, 'v', shift);
        for (size_t i = shift; i + 3 <= sizeof value; i += 3)
            memcpy(value + i, "\u65E5", 3);
        size_t size = term_whole("U", value, 390 + shift, term);
        assert_in_range(size, TERM_MAX - 2, TERM_MAX);
        assert_int_equal(utf8_valid_size(term, size), size);
    }
}

static void test_a_nul_counts_twice(void **state)
{
    (void)state;
    char value[200] = {0}, term[TERM_MAX + 1];
    assert_int_equal(term_whole("U", value, 122, term), 123);
    size_t size = term_whole("U", value, 123, term), cost = 0;
    for (size_t i = 0; i < size; i++)
        cost += term[i] ? 1 : 2;
    assert_in_range(cost, TERM_MAX - 1, TERM_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_short_value_stands_behind_its_prefix),
        cmocka_unit_test(test_the_longest_value_that_fits_is_not_cut),
        cmocka_unit_test(test_long_values_that_differ_at_the_end_differ),
        cmocka_unit_test(test_the_term_of_a_long_value_never_changes),
        cmocka_unit_test(test_a_long_value_is_cut_between_characters),
        cmocka_unit_test(test_a_nul_counts_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
