/* test_utf8.c - common/utf8.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/utf8.h"

static void test_every_character_comes_back_as_it_was_written(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        char text[4];
        uint32_t back = 0;
        size_t size = utf8_encode(code, text);
        if (utf8_decode(text, size, &back) != size || back != code)
            fail_msg("U+%04X is read as U+%04X", (unsigned)code, (unsigned)back);
        if (size > 1 && utf8_decode(text, size - 1, &back))
            fail_msg("U+%04X is read without its last byte", (unsigned)code);
    }
}

static void test_sizes_are_those_of_the_standard(void **state)
{
    (void)state;
    char out[4];
    assert_int_equal(utf8_encode(0x7F, out), 1);
    assert_int_equal(utf8_encode(0x80, out), 2);
    assert_int_equal(utf8_encode(0x7FF, out), 2);
    assert_int_equal(utf8_encode(0x800, out), 3);
    assert_int_equal(utf8_encode(0xFFFF, out), 3);
    assert_int_equal(utf8_encode(0x10000, out), 4);
    assert_int_equal(utf8_encode(0x20AC, out), 3);
    assert_memory_equal(out, "\xE2\x82\xAC", 3);
}

static void test_forms_that_are_not_allowed_are_not_read(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "\x80",             /* a continuation alone */
        "\xC0\x80",         /* NUL in two bytes */
        "\xC1\xBF",         /* DEL in two */
        "\xE0\x9F\xBF",     /* U+07FF in three */
        "\xF0\x8F\xBF\xBF", /* U+FFFF in four */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* U+110000 */
        "\xF5\x80\x80\x80", /* no such lead byte */
        "\xFF",             /* nor this */
        "\xC3(",            /* a lead byte without its continuation */
        "\xE2\x82(",        /* with one of two */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        uint32_t code;
        assert_int_equal(utf8_decode(wrong[i], strlen(wrong[i]), &code), 0);
    }
}

static void test_characters_are_counted_whatever_their_size(void **state)
{
    (void)state;
    assert_int_equal(utf8_count("", 0), 0);
    assert_int_equal(utf8_count("abc", 2), 2);
    assert_int_equal(utf8_count("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 10), 4);
}

static void test_valid_size_stops_at_the_first_wrong_byte(void **state)
{
    (void)state;
    assert_int_equal(utf8_valid_size("", 0), 0);
    assert_int_equal(utf8_valid_size("plain words, long enough", 24), 24);
    assert_int_equal(utf8_valid_size("na\xC3\xAFve", 6), 6);
    assert_int_equal(utf8_valid_size("na\xEFve, and more words", 21), 2);
    assert_int_equal(utf8_valid_size("sixteen letters \xE2\x82", 18), 16);
}

static void assert_repaired(const char *text, const char *want, size_t count)
{
    struct buf out;
    buf_init(&out);
    assert_int_equal(utf8_repair(text, strlen(text), &out), count);
    assert_int_equal(buf_status(&out, NULL), NSEARCH_OK);
    assert_string_equal(out.data, want);
    buf_release(&out);
}

static void test_wrong_bytes_are_read_as_windows_1252(void **state)
{
    (void)state;
    assert_repaired("caf\xC3\xA9", "caf\xC3\xA9", 0);
    assert_repaired("caf\xE9", "caf\xC3\xA9", 1);
    assert_repaired("\x93No\x94 \x96 5 \x80",
                    "\xE2\x80\x9CNo\xE2\x80\x9D \xE2\x80\x93 5 \xE2\x82\xAC", 4);
    assert_repaired("\x8A\x9F\xA0\xFF", "\xC5\xA0\xC5\xB8\xC2\xA0\xC3\xBF", 4);
}

static void test_bytes_that_windows_1252_lacks_become_the_replacement(void **state)
{
    (void)state;
    static const char *const lacking[] = {"\x81", "\x8D", "\x8F", "\x90", "\x9D"};
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
        assert_repaired(lacking[i], "\xEF\xBF\xBD", 1);
}

static void test_repaired_text_is_always_valid(void **state)
{
    (void)state;
    char text[3];
    for (unsigned n = 0; n < 1u << 16; n++) {
        text[0] = (char)(n >> 8);
        text[1] = (char)n;
        text[2] = (char)0xC3;
        struct buf out;
        buf_init(&out);
        utf8_repair(text, sizeof text, &out);
        assert_int_equal(utf8_valid_size(out.data, out.size), out.size);
        buf_release(&out);
    }
}

static void assert_sanitized(const char *text, const char *want)
{
    char copy[64];
    strcpy(copy, text);
    utf8_sanitize(copy);
    assert_string_equal(copy, want);
}

static void test_nothing_that_a_terminal_obeys_is_left(void **state)
{
    (void)state;
    assert_sanitized("caf\xC3\xA9 \xE6\x97\xA5", "caf\xC3\xA9 \xE6\x97\xA5");
    assert_sanitized("a\x1B[31mred\tb\nc\x7F", "a [31mred b c ");
    assert_sanitized("c1 \xC2\x9B"
                     "31m",
                     "c1  31m");
    assert_sanitized("a\xE2\x80\xAE"
                     "b\xE2\x81\xA9 \xE2\x80\xA8.",
                     "a b   .");
    assert_sanitized("bad \x9B byte", "bad ? byte");
    assert_sanitized("\xE2\x82+", "??+");
}

static void test_a_character_broken_off_at_the_end_is_cut(void **state)
{
    (void)state;
    assert_sanitized("abc\xC3", "abc");
    assert_sanitized("abc\xF0\x9F\x98", "abc");
    assert_sanitized("abc\xA9", "abc?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character_comes_back_as_it_was_written),
        cmocka_unit_test(test_sizes_are_those_of_the_standard),
        cmocka_unit_test(test_forms_that_are_not_allowed_are_not_read),
        cmocka_unit_test(test_characters_are_counted_whatever_their_size),
        cmocka_unit_test(test_valid_size_stops_at_the_first_wrong_byte),
        cmocka_unit_test(test_wrong_bytes_are_read_as_windows_1252),
        cmocka_unit_test(test_bytes_that_windows_1252_lacks_become_the_replacement),
        cmocka_unit_test(test_repaired_text_is_always_valid),
        cmocka_unit_test(test_nothing_that_a_terminal_obeys_is_left),
        cmocka_unit_test(test_a_character_broken_off_at_the_end_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
