/* XML of no known kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

static void test_records_are_elements_with_fields(void **state)
{
    static const char *const want[ARTICLE_FIELDS] = {
        [ARTICLE_ID] = "n1",
        [ARTICLE_TITLE] = "Ferries stop",
        [ARTICLE_DATE] = "2005-03-02T11:50:00",
        [ARTICLE_AUTHOR] = "Jane Doe\nJohn Roe",
        [ARTICLE_SECTION] = "Local",
        [ARTICLE_PLACE] = "Northgate",
        [ARTICLE_TAG] = "strikes\nboats",
        [ARTICLE_BODY] = "The last boat left.\n\nIt was full."};
    (void)state;
    struct reading *reading = reading_of("tests/fuzz/seeds/xml/export.xml", NULL, 100000);
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 0);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        if (want[i]) assert_string_equal(reading_field(reading, 0, (enum article_field)i), want[i]);
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Bridges");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "Everybody drives.\n\nno");
    reading_free(reading);
}

static void test_neither_a_name_nor_a_declaration_is_needed(void **state)
{
    struct reading *reading = reading_text(*state, "export",
                                           "<export>\n <item><headline>One</headline>"
                                           "<content>Two.</content></item></export>");
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "One");
    reading_free(reading);
    reading = reading_text(*state, "note", "<sigh> it rains\n\nText.");
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "<sigh> it rains");
    reading_free(reading);
}

static void test_the_root_may_be_the_record(void **state)
{
    struct reading *reading = reading_text(
        *state, "a.xml", "<news><headline>One</headline><content>Two.</content></news>");
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "Two.");
    reading_free(reading);
    reading = reading_text(
        *state, "a",
        "<?xml version=\"1.0\"?><article><title>One</title><text>Two.</text></article>");
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "One");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "Two.");
    reading_free(reading);
}

static void test_xml_without_an_article_is_a_reject(void **state)
{
    struct reading *reading = reading_text(
        *state, "a", "<?xml version=\"1.0\"?><results><result><guid>1</guid></result></results>");
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    assert_non_null(strstr(reading->rejects[0].reason, "XML of no known kind"));
    reading_free(reading);
}

static void test_plain_text_may_begin_like_xml(void **state)
{
    struct reading *reading = reading_text(*state, "a.txt", "<b> is bold\n\nText.\n");
    assert_int_equal(reading->count, 1);
    reading_free(reading);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_records_are_elements_with_fields),
        TEST(test_neither_a_name_nor_a_declaration_is_needed),
        TEST(test_the_root_may_be_the_record),
        TEST(test_xml_without_an_article_is_a_reject),
        TEST(test_plain_text_may_begin_like_xml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
