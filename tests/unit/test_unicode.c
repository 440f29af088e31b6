/* test_unicode.c - common/unicode.c */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/unicode.h"
#include "common/utf8.h"

static void assert_char(uint32_t code, enum unicode_class class, const char *text)
{
    struct unicode_char is;
    unicode_lookup(code, &is);
    if (is.class != class) fail_msg("U+%04X is of class %d", (unsigned)code, is.class);
    if (is.size != strlen(text) || memcmp(is.text, text, is.size) != 0)
        fail_msg("U+%04X is folded to %.*s", (unsigned)code, is.size, is.text);
}

static void test_ascii_letters_lose_their_case(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 26; i++) {
        char lower[2] = {(char)('a' + i), '\0'};
        assert_char('A' + i, UNICODE_LETTER, lower);
        assert_char('a' + i, UNICODE_LETTER, lower);
    }
    assert_char('7', UNICODE_DIGIT, "7");
    assert_char(' ', UNICODE_BREAK, "");
    assert_char('\n', UNICODE_BREAK, "");
    assert_char('+', UNICODE_BREAK, "");
}

static void test_accents_go_from_latin_greek_and_cyrillic(void **state)
{
    (void)state;
    assert_char(0x00C9, UNICODE_LETTER, "e");      /* É */
    assert_char(0x1EA4, UNICODE_LETTER, "a");      /* Ấ */
    assert_char(0x0130, UNICODE_LETTER, "i");      /* İ */
    assert_char(0x0390, UNICODE_LETTER, "\u03B9"); /* ΐ */
    assert_char(0x1FB3, UNICODE_LETTER, "\u03B1"); /* ᾳ */
    assert_char(0x0401, UNICODE_LETTER, "\u0435"); /* Ё */
}

static void test_letters_that_are_two_elsewhere_are_taken_apart(void **state)
{
    (void)state;
    assert_char(0x00DF, UNICODE_LETTER, "ss");
    assert_char(0x1E9E, UNICODE_LETTER, "ss"); /* capital sharp s */
    assert_char(0x00C6, UNICODE_LETTER, "ae");
    assert_char(0x01FC, UNICODE_LETTER, "ae"); /* with an acute */
    assert_char(0x0152, UNICODE_LETTER, "oe");
    assert_char(0x00DE, UNICODE_LETTER, "th");
    assert_char(0x00D8, UNICODE_LETTER, "o");
    assert_char(0x0110, UNICODE_LETTER, "d");
    assert_char(0x00D0, UNICODE_LETTER, "d");
    assert_char(0x0141, UNICODE_LETTER, "l");
    assert_char(0x0126, UNICODE_LETTER, "h");
    assert_char(0x0131, UNICODE_LETTER, "i");
    assert_char(0x014A, UNICODE_LETTER, "n");
    assert_char(0x03C2, UNICODE_LETTER, "\u03C3"); /* final sigma */
}

static void test_compatibility_forms_are_what_they_stand_for(void **state)
{
    (void)state;
    assert_char(0xFB01, UNICODE_LETTER, "fi");
    assert_char(0xFF21, UNICODE_LETTER, "a");
    assert_char(0xFF11, UNICODE_DIGIT, "1");
    assert_char(0x00B2, UNICODE_DIGIT, "2");
    assert_char(0x2167, UNICODE_LETTER, "viii");
    assert_char(0x1D400, UNICODE_LETTER, "a"); /* mathematical bold */
    assert_char(0x212A, UNICODE_LETTER, "k");  /* Kelvin */
    assert_char(0x00A0, UNICODE_BREAK, "");
    assert_char(0x00BD, UNICODE_NUMBER, "\u00BD"); /* a half has a slash in it: stays */
}

static void test_other_scripts_keep_their_marks(void **state)
{
    (void)state;
    struct unicode_char is;
    assert_char(0x0622, UNICODE_LETTER, "\u0627\u0653");
    assert_char(0x0958, UNICODE_LETTER, "\u0915\u093C");
    assert_char(0x0941, UNICODE_MARK, "\u0941");
    unicode_lookup(0x0915, &is);
    assert_true(is.keeps_marks);
    unicode_lookup('e', &is);
    assert_false(is.keeps_marks);
    unicode_lookup(0x0416, &is);
    assert_false(is.keeps_marks);
}

static void test_cjk_is_known_and_kept_whole(void **state)
{
    (void)state;
    assert_char(0x65E5, UNICODE_CJK, "\u65E5");
    assert_char(0xAC00, UNICODE_CJK, "\uAC00");
    assert_char(0x304C, UNICODE_CJK, "\u304C");
    assert_char(0xFF76, UNICODE_CJK, "\u30AB"); /* halfwidth */
    assert_char(0x30FC, UNICODE_CJK, "\u30FC"); /* prolonged sound */
    assert_char(0x3105, UNICODE_CJK, "\u3105"); /* bopomofo */
    assert_char(0xF900, UNICODE_CJK, "\u8C48"); /* compatibility ideograph */
    assert_char(0x2F00, UNICODE_CJK, "\u4E00"); /* radical */
    assert_char(0x20000, UNICODE_CJK, "\U00020000");
    assert_char(0x3002, UNICODE_BREAK, "");
    assert_char(0x30FB, UNICODE_BREAK, "");
}

static void test_signs_that_join(void **state)
{
    (void)state;
    assert_char('&', UNICODE_JOIN, "&");
    assert_char('_', UNICODE_JOIN, "_");
    assert_char(0x2019, UNICODE_JOIN, "'");
    assert_char(0x02BC, UNICODE_JOIN, "'");
    assert_char(0xFF07, UNICODE_JOIN, "'");
    assert_char(',', UNICODE_DIGIT_JOIN, ",");
    assert_char(0x037E, UNICODE_DIGIT_JOIN, ";"); /* Greek question mark */
    assert_char('-', UNICODE_HYPHEN, "-");
    assert_char(0x2011, UNICODE_HYPHEN, "\u2010");
    assert_char(0x2013, UNICODE_BREAK, "");
    assert_char(0x00AD, UNICODE_NOTHING, "");
    assert_char(0x200B, UNICODE_NOTHING, "");
    assert_char(0xFEFF, UNICODE_NOTHING, "");
}

static void test_folding_what_is_folded_changes_nothing(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        struct unicode_char is, part;
        char again[4 * UNICODE_TEXT_MAX];
        size_t size = 0, length;
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        unicode_lookup(code, &is);
        for (size_t at = 0; at < is.size; at += length) {
            uint32_t piece;
            length = utf8_decode(is.text + at, is.size - at, &piece);
            assert_int_not_equal(length, 0);
            unicode_lookup(piece, &part);
            if (at == 0 && part.class != is.class)
                fail_msg("U+%04X changes its class", (unsigned)code);
            memcpy(again + size, part.text, part.size);
            size += part.size;
        }
        if (size != is.size || memcmp(again, is.text, size) != 0)
            fail_msg("U+%04X is folded further", (unsigned)code);
    }
}

static void test_parts_compose(void **state)
{
    (void)state;
    assert_int_equal(unicode_compose(0x304B, 0x3099), 0x304C);
    assert_int_equal(unicode_compose(0x1112, 0x1161), 0xD558);
    assert_int_equal(unicode_compose(0xD558, 0x11AB), 0xD55C);
    assert_int_equal(unicode_compose(0x65E5, 0x3099), 0);
    assert_int_equal(unicode_combining_class(0x3099), 8);
    assert_int_equal(unicode_combining_class('a'), 0);
}

static void *look_up_all(void *sum)
{
    for (uint32_t code = 0; code < 0x10000; code++) {
        struct unicode_char is;
        unicode_lookup(code ^ 0x5500, &is);
        *(uint64_t *)sum += (uint64_t)is.class * (is.size + 1u);
    }
    return NULL;
}

static void test_threads_get_the_same_answers(void **state)
{
    (void)state;
    pthread_t threads[4];
    uint64_t sums[4] = {0};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, look_up_all, &sums[i]), 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 1; i < 4; i++)
        assert_int_equal(sums[i], sums[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First: later the blocks are all made. */
        cmocka_unit_test(test_threads_get_the_same_answers),
        cmocka_unit_test(test_ascii_letters_lose_their_case),
        cmocka_unit_test(test_accents_go_from_latin_greek_and_cyrillic),
        cmocka_unit_test(test_letters_that_are_two_elsewhere_are_taken_apart),
        cmocka_unit_test(test_compatibility_forms_are_what_they_stand_for),
        cmocka_unit_test(test_other_scripts_keep_their_marks),
        cmocka_unit_test(test_cjk_is_known_and_kept_whole),
        cmocka_unit_test(test_signs_that_join),
        cmocka_unit_test(test_folding_what_is_folded_changes_nothing),
        cmocka_unit_test(test_parts_compose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
