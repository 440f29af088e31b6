#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "common/members.h"

static void assert_written(struct buf *out, const char *want)
{
    assert_int_equal(buf_status(out, NULL), NSEARCH_OK);
    assert_string_equal(out->data, want);
    buf_release(out);
}

static void test_members_stand_between_commas(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out);
    members_begin(&out);
    members_text(&out, "id", "a");
    members_number(&out, "rank", 0);
    members_number(&out, "most", UINT64_MAX);
    members_decimal(&out, "score", 1.25, 3);
    members_bool(&out, "phrase", true);
    members_null(&out, "url");
    members_text(&out, "lang", "");
    members_array(&out, "tags");
    members_item(&out);
    members_string(&out, "x", 1);
    members_item(&out);
    members_string(&out, "", 0);
    members_array_end(&out);
    members_end(&out);
    assert_written(&out, "{\"id\":\"a\",\"rank\":0,\"most\":18446744073709551615,\"score\":1.250,"
                         "\"phrase\":true,\"url\":null,\"lang\":null,\"tags\":[\"x\",\"\"]}");
}

static void test_what_a_terminal_would_obey_is_escaped(void **state)
{
    static const char text[] =
        "\"\\/\b\f\n\r\t\x1b\x7f\xC2\x85\xE2\x80\xAE\xF0\x9F\x98\x80\xC3\xA9";
    struct buf out;
    (void)state;
    buf_init(&out);
    members_string(&out, text, sizeof text); /* with its NUL */
    assert_written(&out, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u001b\\u007f\\u0085\\u202e"
                         "\xF0\x9F\x98\x80\xC3\xA9\\u0000\"");
}

static void test_bytes_that_are_no_text_are_marked_or_mended(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out);
    members_string(&out, "caf\xE9", 4);
    assert_written(&out, "\"caf\\ufffd\"");
    members_repaired(&out, "caf\xE9");
    assert_written(&out, "\"caf\xC3\xA9\"");
    members_repaired(&out, "");
    assert_written(&out, "null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_stand_between_commas),
        cmocka_unit_test(test_what_a_terminal_would_obey_is_escaped),
        cmocka_unit_test(test_bytes_that_are_no_text_are_marked_or_mended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
