#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/json_scan.h"

/* What a string is that begins the text; NULL if it is none. */
static const char *string_of(const char *text)
{
    static char copy[100];
    struct json_scan scan = {.at = text, .end = text + strlen(text)};
    const char *string;
    size_t size;
    buf_init(&scan.string);
    const bool good = json_scan_take(&scan, '"') && json_scan_string(&scan, &string, &size);
    if (good) snprintf(copy, sizeof copy, "%.*s|%s", (int)size, string, scan.at);
    buf_release(&scan.string);
    return good ? copy : NULL;
}

static void test_strings_are_passed_with_their_quotes(void **state)
{
    (void)state;
    assert_string_equal(string_of("\"\""), "|");
    assert_string_equal(string_of(" \t\r\n\"a b\", \"c\""), "a b|, \"c\"");
    assert_string_equal(string_of("\"caf\xC3\xA9, of sixteen bytes\"}"),
                        "caf\xC3\xA9, of sixteen bytes|}");
}

static void test_escapes_are_what_they_stand_for(void **state)
{
    (void)state;
    assert_string_equal(string_of("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "\"\\/\b\f\n\r\t|");
    assert_string_equal(string_of("\"\\n\":"), "\n|:");
    assert_string_equal(string_of("\"caf\\u00e9 \\u00E9 \\u001b\""), "caf\xC3\xA9 \xC3\xA9 \x1b|");
}

static void test_what_is_no_string_is_refused(void **state)
{
    static const char *const wrong[] = {"",
                                        "a",
                                        "\"",
                                        "\"a",
                                        "\"a\\\"",
                                        "\"a\\",
                                        "\"\\x\"",
                                        "\"\n\"",
                                        "\"\\u12\"",
                                        "\"\\u12g4\"",
                                        "\"\\u0000\"",
                                        "\"\\ud83d\"",
                                        "\"\\ude00\\ud83d\""};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (string_of(wrong[i])) fail_msg("%s is taken", wrong[i]);
}

static void test_words_and_signs_are_taken_where_they_stand(void **state)
{
    static const char text[] = " null , nul";
    struct json_scan scan = {.at = text, .end = text + sizeof text - 1};
    (void)state;
    assert_int_equal(json_scan_next(&scan), 'n');
    assert_false(json_scan_word(&scan, "true"));
    assert_true(json_scan_word(&scan, "null"));
    assert_false(json_scan_take(&scan, '}'));
    assert_true(json_scan_take(&scan, ','));
    assert_int_equal(json_scan_next(&scan), 'n');
    assert_false(json_scan_word(&scan, "null"));
    assert_true(json_scan_word(&scan, "nul"));
    assert_int_equal(json_scan_next(&scan), '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings_are_passed_with_their_quotes),
        cmocka_unit_test(test_escapes_are_what_they_stand_for),
        cmocka_unit_test(test_what_is_no_string_is_refused),
        cmocka_unit_test(test_words_and_signs_are_taken_where_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
