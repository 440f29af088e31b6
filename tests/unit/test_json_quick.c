#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/readers/json_quick.h"
#include "tests/unit/random.h"

/* What json-c finds by itself. */
static json_object *by_tokener(json_tokener *tokener, const char *text, size_t size)
{
    json_tokener_reset(tokener);
    return json_tokener_parse_ex(tokener, text, (int)size);
}

static json_tokener *strict(void)
{
    json_tokener *tokener = json_tokener_new_ex(32);
    assert_non_null(tokener);
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
    return tokener;
}

/* A copy, so that a sanitizer sees a read behind its end. */
static void assert_same(json_tokener *tokener, const char *text, size_t size)
{
    char *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, text, size);
    json_object *want = by_tokener(tokener, copy, size);
    const enum json_tokener_error fault = json_tokener_get_error(tokener);
    json_object *got = json_quick_parse(tokener, copy, size);
    /* As text: NaN isn't the same as itself. */
    if (strcmp(json_object_to_json_string(got), json_object_to_json_string(want)) != 0)
        fail_msg("differs: %.*s", (int)size, text);
    assert_int_equal(json_tokener_get_error(tokener), fault);
    json_object_put(got);
    json_object_put(want);
    free(copy);
}

static const char *const plain[] = {
    "{}",
    "[]",
    " { \"a\" : \"b\" } \r\n",
    "{\"id\": \"7\", \"url\": null, \"body\": \"One.\\n\\n\\\"Two,\\\" \\u00e9 \\/ \\t\"}",
    "{\"a\":{\"b\":[1,-20,0,true,false,null,[[]],{}]},\"a\":\"the second one\"}",
    "[\"\",\"a\",\"ab\",\"12345678\",\"1234567\\\\\",\"12345678\\\\9\",\"na\u00EFve \u20AC\"]",
    "[999999999999999999,-999999999999999999]",
    "\"alone\"",
};

/* By themselves: there is no tokener to ask. */
static void test_plain_values_need_no_tokener(void **state)
{
    (void)state;
    json_tokener *tokener = strict();
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        json_object *want = by_tokener(tokener, plain[i], strlen(plain[i]));
        json_object *got = json_quick_parse(NULL, plain[i], strlen(plain[i]));
        assert_non_null(got);
        assert_true(json_object_equal(got, want));
        json_object_put(got);
        json_object_put(want);
    }
    json_tokener_free(tokener);
}

static void test_others_are_left_to_it(void **state)
{
    (void)state;
    static const char *const others[] = {
        "",
        " ",
        "null",
        "nul",
        "{\"a\":1.5}",
        "[1e3]",
        "[-0]",
        "[01]",
        "[1x]",
        "[9223372036854775807,9223372036854775808,-9223372036854775809]",
        "[\"\\ud83d\\ude00\",\"\\ud83d\",\"\\u0000\",\"\\x\",\"\\u12\"]",
        "[\"\\u0000\"]",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "[1] x",
        "{\"a\":1}{\"b\":2}",
        "{\"a\"",
        "{\"a\":\"b",
        "[\"a\nb\"]",
        "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]",
        "[NaN]",
        "[Infinity]",
        "[TRUE]",
        "/* a */ []",
        "[\v1]",
        "\xEF\xBB\xBF[]",
    };
    json_tokener *tokener = strict();
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_same(tokener, others[i], strlen(others[i]));
    json_tokener_free(tokener);
}

static void test_a_long_key_is_kept(void **state)
{
    (void)state;
    char text[400];
    json_tokener *tokener = strict();
    for (size_t size = 90; size < 300; size++) {
        memset(text, 'k', sizeof text);
        memcpy(text, "{\"", 2);
        memcpy(text + size, "\":1}", 4);
        assert_same(tokener, text, size + 4);
    }
    json_tokener_free(tokener);
}

/* Any value cut, and with bytes of it changed. */
static void test_random_texts_give_what_json_c_finds(void **state)
{
    (void)state;
    static const char signs[] = "\"\\{}[]:,0123456789-+.eEunltrfas/* \n\x01\xC3\xA9\x7F";
    json_tokener *tokener = strict();
    for (int round = 0; round < 60000; round++) {
        char text[200];
        const char *from = plain[below(sizeof plain / sizeof *plain)];
        size_t size = strlen(from);
        memcpy(text, from, size);
        for (unsigned changes = below(4); changes; changes--)
            text[below((uint32_t)size)] = signs[below(sizeof signs - 1)];
        if (!below(4)) size = below((uint32_t)size + 1);
        if (!memchr(text, 0xC3, size) && !memchr(text, 0xA9, size) && !memchr(text, 0xE2, size))
            assert_same(tokener, text, size); /* of others it isn't sure that they are UTF-8 */
    }
    json_tokener_free(tokener);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_values_need_no_tokener),
        cmocka_unit_test(test_others_are_left_to_it),
        cmocka_unit_test(test_a_long_key_is_kept),
        cmocka_unit_test(test_random_texts_give_what_json_c_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
