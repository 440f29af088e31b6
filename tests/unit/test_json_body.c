#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/readers/json_body.h"

/* The text of a value, in a buffer that is used again. *others is how many blocks were left out; it may be NULL. */
static const char *text_of(const char *json, size_t *others)
{
    static char text[256];
    struct json_body body;
    json_object *value = json_tokener_parse(json);
    assert_non_null(value);
    json_body_init(&body);
    json_body_add(&body, value, false);
    snprintf(text, sizeof text, "%.*s", (int)body.text.size, body.text.size ? body.text.data : "");
    if (others) *others = body.others;
    json_body_release(&body);
    json_object_put(value);
    return text;
}

static void test_strings_and_arrays_of_them_are_paragraphs(void **state)
{
    (void)state;
    assert_string_equal(text_of("\"One < two\"", NULL), "One < two");
    assert_string_equal(text_of("[\"One\",\"Two\",7,null,[\"Three\"]]", NULL),
                        "One\n\nTwo\n\n7\n\nThree");
    assert_string_equal(text_of("{\"text\":\"One\"}", NULL), "One");
}

/* The same two paragraphs, as editors' systems keep them. */
static void test_blocks_of_all_shapes_are_paragraphs(void **state)
{
    static const char *const shapes[] = {
        "[{\"text\":\"One two\"},{\"text\":\"Three\"}]",
        "[{\"num\":1,\"type\":\"text\",\"content\":\"One "
        "two\"},{\"type\":\"header\",\"content\":\"Three\"}]",
        "{\"blocks\":[{\"type\":\"unstyled\",\"text\":\"One "
        "two\"},{\"type\":\"x\",\"text\":\"Three\"}]}",
        "{\"blocks\":[{\"type\":\"paragraph\",\"data\":{\"text\":\"One two\"}},"
        "{\"type\":\"list\",\"data\":{\"style\":\"ordered\",\"items\":[\"Three\"]}}]}",
        "{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\","
        "\"text\":\"One \"},"
        "{\"type\":\"text\",\"marks\":[{\"type\":\"bold\"}],\"text\":\"two\"}]},"
        "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Three\"}]},{\"type\":"
        "\"paragraph\"}]}",
        "{\"nodeType\":\"document\",\"data\":{},\"content\":[{\"nodeType\":\"paragraph\",\"data\":{"
        "},\"content\":["
        "{\"nodeType\":\"text\",\"value\":\"One "
        "\",\"marks\":[]},{\"nodeType\":\"hyperlink\",\"content\":["
        "{\"nodeType\":\"text\",\"value\":\"two\"}]}]},{\"nodeType\":\"hr\",\"content\":[],"
        "\"data\":{}},"
        "{\"nodeType\":\"heading-2\",\"content\":[{\"nodeType\":\"text\",\"value\":\"Three\"}]}]}",
        "[{\"_type\":\"block\",\"children\":[{\"_type\":\"span\",\"text\":\"One "
        "\"},{\"_type\":\"span\",\"text\":"
        "\"two\"}]},{\"_type\":\"block\",\"children\":[{\"_type\":\"span\",\"text\":\"Three\"}]}]",
        "[{\"children\":[{\"text\":\"One "
        "\"},{\"type\":\"link\",\"children\":[{\"text\":\"two\"}]}]},"
        "{\"children\":[{\"text\":\"Three\"}]}]",
        "{\"root\":{\"type\":\"root\",\"children\":[{\"type\":\"paragraph\",\"children\":[{"
        "\"type\":\"text\",\"text\":"
        "\"One "
        "\"},{\"type\":\"text\",\"text\":\"two\"}]},{\"type\":\"paragraph\",\"children\":[{"
        "\"type\":\"text\","
        "\"text\":\"Three\"}]}]}}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        assert_string_equal(text_of(shapes[i], NULL), "One two\n\nThree");
}

static void test_lines_in_a_block_stay_apart(void **state)
{
    (void)state;
    assert_string_equal(
        text_of("{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\",\"content\":["
                "{\"type\":\"text\",\"text\":\"One\"},{\"type\":\"hardBreak\"},"
                "{\"type\":\"text\",\"text\":\"two\"}]}]}",
                NULL),
        "One\ntwo");
}

static void test_markup_in_blocks_goes(void **state)
{
    (void)state;
    if (!WITH_XML) skip(); /* tags go there, and that is nearly all */
    assert_string_equal(
        text_of(
            "[{\"type\":\"text\",\"content\":\"One <i>two</i> &amp; \"},{\"html\":\"<b>3</b>\"}]",
            NULL),
        "One two &\n\n3");
    assert_string_equal(text_of("{\"rendered\":\"<i>One</i>\"}", NULL), "One");
}

static void test_blocks_that_are_no_prose_are_counted(void **state)
{
    static const char *const kinds[] = {"image", "youtubeEmbed",      "oembed_response",
                                        "ad",    "interstitial_link", "Related"};
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char json[256];
        size_t others;
        snprintf(json, sizeof json,
                 "[{\"type\":\"text\",\"content\":\"One\"},{\"type\":\"%s\",\"content\":\"no\"},"
                 "{\"type\":\"address\",\"content\":\"Two\"}]",
                 kinds[i]);
        assert_string_equal(text_of(json, &others), "One\n\nTwo");
        assert_int_equal(others, 1);
    }
    /* What is the whole text is of the article's own. */
    assert_string_equal(text_of("{\"type\":\"video\",\"text\":\"One\"}", NULL), "One");
}

static void test_lines_are_paragraphs_where_there_are_no_others(void **state)
{
    static const struct {
        const char *lines, *parted;
        size_t size, parted_size;
    } cases[] = {{"One\nTwo", "One\n\nTwo", 7, 8},
                 {"One\n\nTwo\nThree", "One\n\nTwo\nThree", 14, 14},
                 {"One\0Two\nThree", "One\0Two\n\nThree", 13, 14}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_body body;
        json_body_init(&body);
        json_body_part_lines(&body);
        buf_add(&body.text, cases[i].lines, cases[i].size);
        json_body_part_lines(&body);
        assert_int_equal(body.text.size, cases[i].parted_size);
        assert_memory_equal(body.text.data, cases[i].parted, body.text.size);
        json_body_release(&body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings_and_arrays_of_them_are_paragraphs),
        cmocka_unit_test(test_blocks_of_all_shapes_are_paragraphs),
        cmocka_unit_test(test_lines_in_a_block_stay_apart),
        cmocka_unit_test(test_markup_in_blocks_goes),
        cmocka_unit_test(test_blocks_that_are_no_prose_are_counted),
        cmocka_unit_test(test_lines_are_paragraphs_where_there_are_no_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
