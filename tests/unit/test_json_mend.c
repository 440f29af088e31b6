#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/readers/json_mend.h"

/* All values in a text, each as json-c writes it, with a space between. */
static const char *values(const char *text)
{
    static char out[4096];
    size_t size = strlen(text);
    json_object *value;
    *out = '\0';
    while ((value = json_mend_next(&text, &size))) {
        if (*out) strncat(out, " ", sizeof out - strlen(out) - 1);
        strncat(out, json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN),
                sizeof out - strlen(out) - 1);
        json_object_put(value);
    }
    return out;
}

#define IS(text, want) assert_string_equal(values(text), want)

static void test_good_values_are_read_one_after_the_other(void **state)
{
    (void)state;
    IS("{\"a\":1}", "{\"a\":1}");
    IS(" {\"a\":1} {\"b\":[2]}", "{\"a\":1} {\"b\":[2]}");
    IS("{\"a\":1},\n{\"b\":2};", "{\"a\":1} {\"b\":2}");
    IS("", "");
    IS("no values", "");
}

static void test_marks_around_a_value_are_passed_over(void **state)
{
    (void)state;
    IS("<!-- {\"a\":1} -->", "{\"a\":1}");
    IS("//<![CDATA[\n{\"a\":1}\n//]]>", "{\"a\":1}");
    IS("/*<![CDATA[*/ [1,2] /*]]>*/", "[1,2]");
    IS("<![CDATA[", "");
}

static void test_what_is_broken_is_mended(void **state)
{
    (void)state;
    IS("{\"a\":1,}", "{\"a\":1}");
    IS("{\"a\":[1,2,],}", "{\"a\":[1,2]}");
    IS("{\"a\":1,,\"b\":2}", "{\"a\":1,\"b\":2}");
    IS("{\"a\":\"one\ntwo\tthree\"}", "{\"a\":\"one\\ntwo\\tthree\"}");
    IS("{\"a\":\"it\\'s\"}", "{\"a\":\"it's\"}");
    IS("{\"a\":\"she said \"no\", and left\",\"b\":1}",
       "{\"a\":\"she said \\\"no\\\", and left\",\"b\":1}");
    IS("{\"a\":{\"b\":[\"c", "{\"a\":{\"b\":[\"c\"]}}");
    IS("{\"a\":{\"b\":1}", "{\"a\":{\"b\":1}}");
    IS("{\"a\":1]}", "{\"a\":1}");
    IS("{&quot;a&quot;:&quot;b &amp; c&quot;}", "{\"a\":\"b & c\"}");
}

static void test_what_no_mending_helps_is_given_up(void **state)
{
    (void)state;
    IS("{a b c}", "");
    IS("{\"a\" \"b\"}", "");
}

static void test_nesting_is_bounded(void **state)
{
    (void)state;
    const size_t size = 1 << 20;
    char *text = malloc(size + 1);
    assert_non_null(text);
    memset(text, '[', size);
    text[size] = '\0';
    assert_true(strlen(values(text)) < 4 * JSON_MEND_DEPTH);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_values_are_read_one_after_the_other),
        cmocka_unit_test(test_marks_around_a_value_are_passed_over),
        cmocka_unit_test(test_what_is_broken_is_mended),
        cmocka_unit_test(test_what_no_mending_helps_is_given_up),
        cmocka_unit_test(test_nesting_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
