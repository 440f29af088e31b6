/* ninjs of all versions, in all wrappings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define ITEM(more)                                                                                 \
    "{\"uri\":\"u1\",\"versioncreated\":\"2005-03-02T11:50:00Z\",\"pubstatus\":\"usable\"," more "}"

#define IS(text, which, want) assert_string_equal(reading_one(*state, "a.json", text, which), want)

static void counts(void **state, const char *text, size_t articles, size_t rejects)
{
    struct reading *reading = reading_text(*state, "a.json", text);
    assert_int_equal(reading->count, articles);
    assert_int_equal(reading->reject_count, rejects);
    reading_free(reading);
}

static void test_version_1(void **state)
{
    if (!WITH_XML) skip(); /* tags go there, and that is nearly all */
    static const char *const want[ARTICLE_FIELDS] = {
        [ARTICLE_ID] = "urn:hw:1",
        [ARTICLE_TITLE] = "Ferries & bridges",
        [ARTICLE_DATE] = "2005-03-02T11:50:00",
        [ARTICLE_SOURCE] = "Harbor Wire",
        [ARTICLE_AUTHOR] = "Jane Doe\nJohn Roe",
        [ARTICLE_SECTION] = "Local",
        [ARTICLE_PLACE] = "Northgate, Nordland",
        [ARTICLE_URL] = "http://hw.example/1",
        [ARTICLE_LANG] = "en",
        [ARTICLE_TAG] = "transport\nstrikes",
        [ARTICLE_BODY] = "The last boat left.\n\nIt was full."};
    (void)state;
    struct reading *reading = reading_of("tests/fuzz/seeds/ninjs/1.json", NULL, 100000);
    assert_int_equal(reading->count, 1);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        if (want[i]) assert_string_equal(reading_field(reading, 0, (enum article_field)i), want[i]);
    reading_free(reading);
}

static void test_versions_2_and_3(void **state)
{
    (void)state;
    struct reading *reading = reading_of("tests/fuzz/seeds/ninjs/2.json", NULL, 100000);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 0);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Bridges are full");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Ann Poe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2005-03-02T11:50:00");
    assert_string_equal(reading_field(reading, 0, ARTICLE_PLACE), "OSLO");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "OSLO (HW) - Everybody drives.");
    reading_free(reading);
}

static void test_items_are_found_in_what_they_are_wrapped_in(void **state)
{
    counts(state, "[" ITEM("\"headline\":\"A\"") "," ITEM("\"headline\":\"B\"") "]", 2, 0);
    counts(state, "{\"data\":{\"items\":[{\"item\":" ITEM("\"headline\":\"A\"") "}]}}", 1, 0);
    counts(state, ITEM("\"headline\":\"A\"") "\n" ITEM("\"headline\":\"B\"") "\n", 2, 0);
}

static void test_a_line_that_is_no_json_is_one_reject(void **state)
{
    struct reading *reading = reading_text(
        *state, "a.json",
        ITEM("\"headline\":\"A\"") "\n{\"uri\":oops\n\n" ITEM("\"headline\":\"B\"") "\n");
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 1);
    assert_int_equal(reading->rejects[0].line, 2);
    assert_false(reading->broken);
    reading_free(reading);
}

static void test_an_object_without_an_end_is_broken_off(void **state)
{
    struct reading *reading = reading_text(
        *state, "a.json", "{\"uri\":\"u1\",\"versioncreated\":\"2005\",\"pubstatus\":\"u");
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    assert_true(reading->broken);
    reading_free(reading);
}

static void test_what_is_no_article_is_passed_over(void **state)
{
    counts(state, ITEM("\"type\":\"picture\",\"headline\":\"A\",\"body_text\":\"b\""), 0, 0);
    counts(state, ITEM("\"type\":\"event\",\"headline\":\"A\""), 0, 0);
    counts(state, ITEM("\"type\":\"video\",\"headline\":\"A\""), 0, 0);
    counts(
        state,
        "{\"uri\":\"1\",\"versioncreated\":\"2005\",\"pubstatus\":\"canceled\",\"headline\":\"A\"}",
        0, 0);
    counts(state, ITEM("\"type\":\"event\",\"headline\":\"A\",\"body_text\":\"b\""), 1, 0);
    counts(state, ITEM("\"type\":\"video\",\"headline\":\"A\",\"body_html\":\"<p>b</p>\""), 1, 0);
    counts(state, ITEM("\"type\":\"composite\",\"headline\":\"A\""), 1, 0);
}

static void test_a_description_is_the_text_where_there_is_none(void **state)
{
    IS(ITEM("\"headline\":\"A\",\"description_text\":\"The gist.\""), ARTICLE_BODY, "The gist.");
    IS(ITEM("\"headline\":\"A\",\"descriptions\":[{\"value\":\"The gist.\"}]"), ARTICLE_BODY,
       "The gist.");
}

/* ninjs 1: what follows "body_" and "headline_" is the provider's own. */
static void test_names_may_be_the_providers(void **state)
{
    static const char item[] =
        "{\"uri\":\"u1\",\"versioncreated\":\"2005-03-02T11:50:00Z\",\"byline\":\"Ann Lee\","
        "\"headline_main\":\"Ferries\",\"headline_short\":\"F\",\"body_format\":\"html\","
        "\"body_main\":\"The last boat left. It was full.\"}";
    IS(item, ARTICLE_TITLE, "Ferries");
    IS(item, ARTICLE_BODY, "The last boat left. It was full.");
    IS(ITEM("\"headline_main\":\"A\",\"body_main\":\"One "
            "two\",\"body_richtext\":\"<p>One</p><p>two</p>\""),
       ARTICLE_BODY, "One\n\ntwo");
}

static void test_a_wire_with_names_of_its_own_is_one(void **state)
{
    static const char item[] =
        "{\"format\":\"wire\",\"urn\":\"urn:hw:7\",\"pubstatus\":\"usable\",\"urgency\":3,"
        "\"version_created\":\"2005-03-02T11:50:00Z\",\"headline\":\"Ferries\",\"creditline\":"
        "\"hw\","
        "\"dateline\":\"Oslo (hw) - "
        "\",\"keyword_names\":[\"boats\"],\"article_html\":\"<p>One.</p>\","
        "\"ednotes\":[{\"ednote\":\"no\"}]}";
    IS(item, ARTICLE_ID, "urn:hw:7");
    IS(item, ARTICLE_DATE, "2005-03-02T11:50:00");
    IS(item, ARTICLE_SOURCE, "hw");
    IS(item, ARTICLE_PLACE, "Oslo");
    IS(item, ARTICLE_TAG, "boats");
    if (WITH_XML) IS(item, ARTICLE_BODY, "One.");
    IS(ITEM("\"headline\":\"A\",\"teaser\":\"The gist.\""), ARTICLE_BODY, "The gist.");
}

static void test_others_json_is_left_to_others(void **state)
{
    IS("{\"headline\":\"A\",\"byline\":\"By Ann "
       "Lee\",\"uri\":\"http://g.example/\",\"body\":\"Text\"}",
       ARTICLE_URL, "http://g.example/");
    IS("{\"title\":\"A\",\"body_html\":\"B\",\"body_text\":\"C\",\"text\":\"D\"}", ARTICLE_BODY,
       "D");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_version_1),
        TEST(test_versions_2_and_3),
        TEST(test_items_are_found_in_what_they_are_wrapped_in),
        TEST(test_a_line_that_is_no_json_is_one_reject),
        TEST(test_an_object_without_an_end_is_broken_off),
        TEST(test_what_is_no_article_is_passed_over),
        TEST(test_a_description_is_the_text_where_there_is_none),
        TEST(test_names_may_be_the_providers),
        TEST(test_a_wire_with_names_of_its_own_is_one),
        TEST(test_others_json_is_left_to_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
