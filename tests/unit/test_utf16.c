#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "common/readers/utf16.h"

/* Converts in pieces of `step` bytes. */
static const char *converted(const char *data, size_t size, size_t step, bool big_endian)
{
    static char out[256];
    struct utf16 state = {.big_endian = big_endian};
    size_t written = 0;
    for (size_t at = 0; at < size; at += step)
        written += utf16_convert(&state, data + at, size - at < step ? size - at : step,
                                 out + written);
    out[written] = '\0';
    return out;
}

static void test_all_lengths_of_characters_are_converted(void **state)
{
    (void)state;
    const char want[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z";
    const char little[] = "a\0\xE9\0\xAC\x20\x3D\xD8\x00\xDEz\0";
    const char big[] = "\0a\0\xE9\x20\xAC\xD8\x3D\xDE\x00\0z";
    for (size_t step = 1; step <= 12; step++) {
        assert_string_equal(converted(little, 12, step, false), want);
        assert_string_equal(converted(big, 12, step, true), want);
    }
}

static void test_a_surrogate_by_itself_is_replaced(void **state)
{
    (void)state;
    assert_string_equal(converted("\xD8\x3D\0a", 4, 4, true), "\xEF\xBF\xBD"
                                                              "a");
    assert_string_equal(converted("\xDE\x00\0a", 4, 4, true), "\xEF\xBF\xBD"
                                                              "a");
    assert_string_equal(converted("\xD8\x3D\xD8\x3D\xDE\x00", 6, 6, true),
                        "\xEF\xBF\xBD\xF0\x9F\x98\x80");
}

static void test_no_more_is_written_than_there_is_room_for(void **state)
{
    (void)state;
    char data[101], out[UTF16_ROOM(sizeof data)];
    struct utf16 conversion = {.odd = true, .byte = 0xFF, .high = 0xD800};
    memset(data, 0x7F, sizeof data); /* U+7F7F: three bytes each */
    assert_in_range(utf16_convert(&conversion, data, sizeof data, out), 1, sizeof out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_lengths_of_characters_are_converted),
        cmocka_unit_test(test_a_surrogate_by_itself_is_replaced),
        cmocka_unit_test(test_no_more_is_written_than_there_is_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
