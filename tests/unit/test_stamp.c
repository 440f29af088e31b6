/* test_stamp.c - tests of common/stamp.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/stamp.h"

static void test_numbers_are_written_with_all_their_digits(void **state)
{
    (void)state;
    char text[STAMP_SERIAL_DIGITS + 1];
    stamp_write(0, 3, text);
    assert_string_equal(text, "000");
    stamp_write(1023, 3, text);
    assert_string_equal(text, "0vv");
    stamp_write(UINT64_MAX, STAMP_SERIAL_DIGITS, text);
    assert_string_equal(text, "fvvvvvvvvvvvv");
}

static void test_what_was_written_is_read(void **state)
{
    (void)state;
    const uint64_t numbers[] = {0, 1, 31, 32, 1763834400, (uint64_t)7 << 32 | 1, UINT64_MAX};
    char text[STAMP_SERIAL_DIGITS + 1];
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        uint64_t number = 5;
        stamp_write(numbers[i], STAMP_SERIAL_DIGITS, text);
        assert_true(stamp_read(text, STAMP_SERIAL_DIGITS, &number));
        assert_int_equal(number, numbers[i]);
    }
}

static void test_numbers_sort_as_text(void **state)
{
    (void)state;
    char low[STAMP_SERIAL_DIGITS + 1], high[STAMP_SERIAL_DIGITS + 1];
    for (uint64_t number = 1; number < UINT64_MAX / 3; number *= 3) {
        stamp_write(number, STAMP_SERIAL_DIGITS, low);
        stamp_write(number + 1, STAMP_SERIAL_DIGITS, high);
        assert_true(strcmp(low, high) < 0);
    }
}

static void test_what_is_no_number_is_refused(void **state)
{
    (void)state;
    uint64_t number = 7;
    assert_false(stamp_read("00w", 3, &number));
    assert_false(stamp_read("0A0", 3, &number));
    assert_false(stamp_read("0\0"
                            "0",
                            3, &number));
    assert_false(stamp_read("gvvvvvvvvvvvv", STAMP_SERIAL_DIGITS, &number));
    assert_int_equal(number, 7);
}

static void test_a_digest_is_the_same_bytes_everywhere(void **state)
{
    (void)state;
    char bytes[STAMP_DIGEST_SIZE];
    stamp_write_digest(0x0102030405060708, bytes);
    assert_memory_equal(bytes, "\1\2\3\4\5\6\7\10", sizeof bytes);
    assert_int_equal(stamp_read_digest(bytes), 0x0102030405060708);
    assert_int_not_equal(stamp_digest(1, "a", 1), stamp_digest(1, "b", 1));
    assert_int_equal(stamp_digest(1, "a", 1), stamp_digest(2, "a", 1));
    /* what an index was made with stays right */
    assert_int_equal(stamp_digest(1, "id=7\n\nmoon", 10), 0x53f48616c0c0107b);
}

/* Two words were chosen so that the second undoes in the hash what the first does, for who knows its seed. */
static void test_nobody_can_make_a_digest(void **state)
{
    (void)state;
    static const char one[] = "id=7\n\nThe last boat leaves at ten.",
                      other[] = "id=7\n\nThlwpjvixoFWSA?n4ves at ten.";
    assert_int_equal(stamp_digest(1, one, sizeof one - 1),
                     stamp_digest(2, other, sizeof other - 1));
    const uint64_t serial = UINT64_C(0x5eed) << 32;
    assert_int_not_equal(stamp_digest(serial, one, sizeof one - 1),
                         stamp_digest(serial, other, sizeof other - 1));
}

static void test_indexes_begin_apart(void **state)
{
    (void)state;
    const uint64_t first = stamp_first_serial(), second = stamp_first_serial();
    assert_int_equal((uint32_t)first, 1);
    assert_int_not_equal(first, second); /* but once in 2^31 times */
    assert_int_equal(first >> 63, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_written_with_all_their_digits),
        cmocka_unit_test(test_what_was_written_is_read),
        cmocka_unit_test(test_numbers_sort_as_text),
        cmocka_unit_test(test_what_is_no_number_is_refused),
        cmocka_unit_test(test_a_digest_is_the_same_bytes_everywhere),
        cmocka_unit_test(test_nobody_can_make_a_digest),
        cmocka_unit_test(test_indexes_begin_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
