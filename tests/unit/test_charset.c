#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <string.h>

#include "common/readers/charset.h"

static const char *of_label(const char *label)
{
    return charset_of_label(label, strlen(label));
}

static void test_labels_mean_what_browsers_take_them_for(void **state)
{
    (void)state;
    assert_string_equal(of_label("utf-8"), "UTF-8");
    assert_string_equal(of_label(" \"ISO-8859-1\" "), "WINDOWS-1252");
    assert_string_equal(of_label("US-ASCII"), "WINDOWS-1252");
    assert_string_equal(of_label("iso-8859-9"), "CP1254");
    assert_string_equal(of_label("gb2312"), "GB18030");
    assert_string_equal(of_label("x-sjis;"), "CP932");
    assert_ptr_equal(of_label("koi8-r"), of_label("KOI8_R"));
    assert_null(of_label("no-such-charset"));
    assert_null(of_label(""));
    assert_null(of_label("utf-8 latin1"));
    assert_null(of_label("a-label-that-is-far-longer-than-any-there-is"));
}

static void test_every_name_is_known_to_iconv(void **state)
{
    (void)state;
    static const char *const labels[] = {
        "latin1",      "ibm866",      "latin2",         "latin3",   "latin4",      "iso-8859-5",
        "iso-8859-6",  "greek",       "hebrew",         "latin6",   "iso-8859-13", "iso-8859-14",
        "latin9",      "iso-8859-16", "koi8-r",         "koi8-u",   "macintosh",   "tis-620",
        "cp1250",      "cp1251",      "cp1253",         "cp1254",   "cp1255",      "cp1256",
        "cp1257",      "cp1258",      "x-mac-cyrillic", "gbk",      "big5",        "euc-jp",
        "iso-2022-jp", "sjis",        "euc-kr",         "utf-16le", "utf-16be"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct buf out;
        const bool wide = !strncmp(labels[i], "utf-16", 6);
        buf_init(&out);
        /* Were the name unknown, it would be read as UTF-8: two characters. */
        assert_int_equal(
            charset_convert(of_label(labels[i]), wide ? "\x41\x41" : "A", wide ? 2 : 1, &out), 0);
        assert_int_equal(out.size, wide ? 3 : 1);
        buf_release(&out);
    }
}

#define CONVERTS(charset, bytes, text, wrong)                                                      \
    do {                                                                                           \
        struct buf out;                                                                            \
        buf_init(&out);                                                                            \
        assert_int_equal(charset_convert(charset, bytes, sizeof bytes - 1, &out), wrong);          \
        assert_string_equal(out.data, text);                                                       \
        buf_release(&out);                                                                         \
    } while (0)

static void test_bytes_become_utf8(void **state)
{
    (void)state;
    CONVERTS("WINDOWS-1252", "na\xEFve \x80", "naïve €", 0);
    CONVERTS("CP1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет", 0);
    CONVERTS("CP932", "\x93\xFA\x96\x7B", "日本", 0);
    CONVERTS("UTF-16LE", "\x61\x00\xE9\x00", "aé", 0);
}

/* Asserts are for the main thread. */
static void *convert_in_thread(void *out)
{
    for (int i = 0; i < 3; i++)
        charset_convert(i % 2 ? "KOI8-R" : "CP932", i % 2 ? "\xF0" : "\x93\xFA", 2 - i % 2, out);
    return NULL;
}

/* What a thread kept open is closed when it ends, as leak checkers see. */
static void test_threads_have_converters_of_their_own(void **state)
{
    (void)state;
    pthread_t threads[4];
    struct buf texts[4];
    for (size_t i = 0; i < 4; i++) {
        buf_init(&texts[i]);
        assert_int_equal(pthread_create(&threads[i], NULL, convert_in_thread, &texts[i]), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_string_equal(texts[i].data, "日П日");
        buf_release(&texts[i]);
    }
}

static void test_what_is_wrong_is_counted_and_nothing_else_is_lost(void **state)
{
    (void)state;
    CONVERTS("CP932", "a\xFF\x93\xFA", "a\xEF\xBF\xBD日", 1);
    CONVERTS("CP932", "a\x93", "a\xEF\xBF\xBD", 1);
    /* Undefined in windows-1252, a control to browsers. */
    CONVERTS("WINDOWS-1252", "a\x81z", "a z", 0);
    /* Text that is UTF-8 but for a byte: most likely pasted from windows-1252. */
    CONVERTS("UTF-8", "é\xE9", "éé", 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels_mean_what_browsers_take_them_for),
        cmocka_unit_test(test_every_name_is_known_to_iconv),
        cmocka_unit_test(test_bytes_become_utf8),
        cmocka_unit_test(test_threads_have_converters_of_their_own),
        cmocka_unit_test(test_what_is_wrong_is_counted_and_nothing_else_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
