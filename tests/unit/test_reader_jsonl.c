#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define IS(text, which, want) assert_string_equal(reading_one(*state, "a.jsonl", text, which), want)

static void test_all_keys_reach_their_fields(void **state)
{
    (void)state;
    static const char *const want[ARTICLE_FIELDS] = {
        [ARTICLE_ID] = "w1",
        [ARTICLE_TITLE] = "Ferries stop at noon",
        [ARTICLE_DATE] = "2005-03-02T11:50:00",
        [ARTICLE_SOURCE] = "Harbor Wire",
        [ARTICLE_AUTHOR] = "Jane Doe\nJohn Roe",
        [ARTICLE_SECTION] = "Local",
        [ARTICLE_PLACE] = "NORTHGATE",
        [ARTICLE_URL] = "https://harborwire.example/1",
        [ARTICLE_LANG] = "en",
        [ARTICLE_TAG] = "ferries\nstrikes",
        [ARTICLE_BODY] = "The last boat leaves at 11.50.\n\nIt is full."};
    struct reading *reading = reading_of("tests/data/good.jsonl", NULL, 10000);
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 0);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        if (want[i]) assert_string_equal(reading_field(reading, 0, (enum article_field)i), want[i]);
    reading_free(reading);
}

static void test_synonyms_reach_the_same_fields(void **state)
{
    (void)state;
    static const char *const want[ARTICLE_FIELDS] = {[ARTICLE_ID] = "17",
                                                     [ARTICLE_TITLE] = "Words of others",
                                                     [ARTICLE_DATE] = "2005-03-02",
                                                     [ARTICLE_SOURCE] = "Northgate Gazette",
                                                     [ARTICLE_AUTHOR] = "Ann Lee",
                                                     [ARTICLE_SECTION] = "World",
                                                     [ARTICLE_PLACE] = "Southmoor",
                                                     [ARTICLE_URL] = "https://g.example/",
                                                     [ARTICLE_LANG] = "en",
                                                     [ARTICLE_TAG] = "x",
                                                     [ARTICLE_BODY] = "One.\n\nTwo."};
    struct reading *reading = reading_of("tests/data/good.jsonl", NULL, 10000);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        if (want[i]) assert_string_equal(reading_field(reading, 1, (enum article_field)i), want[i]);
    reading_free(reading);
}

static void test_the_keys_own_name_wins_in_any_order(void **state)
{
    IS("{\"headline\":\"no\",\"title\":\"yes\",\"name\":\"no\"}", ARTICLE_TITLE, "yes");
    IS("{\"TITLE\":\"yes\",\"headline\":\"no\"}", ARTICLE_TITLE, "yes");
    IS("{\"title\":null,\"headline\":\"yes\"}", ARTICLE_TITLE, "yes");
}

static void test_numbers_are_dates_as_seconds_or_milliseconds(void **state)
{
    IS("{\"title\":\"t\",\"date\":1592318945}", ARTICLE_DATE, "2020-06-16T14:49:05");
    IS("{\"title\":\"t\",\"date\":1592318945123}", ARTICLE_DATE, "2020-06-16T14:49:05");
    IS("{\"title\":\"t\",\"date\":1592318945.5}", ARTICLE_DATE, "2020-06-16T14:49:05");
    IS("{\"title\":\"t\",\"date\":20200616}", ARTICLE_DATE, "2020-06-16");
    IS("{\"title\":\"t\",\"date\":2020}", ARTICLE_DATE, "2020");
    IS("{\"title\":\"t\",\"date\":\"1592318945\"}", ARTICLE_DATE, "2020-06-16T14:49:05");
    IS("{\"title\":\"t\",\"date\":9e99}", ARTICLE_DATE, "");
}

static void test_markup_in_any_field_of_words_goes(void **state)
{
    IS("{\"title\":\"Salt &amp; boats\"}", ARTICLE_TITLE, "Salt & boats");
    IS("{\"title\":\"t\",\"section\":\"Arts &amp; Leisure;Sea\"}", ARTICLE_SECTION,
       "Arts & Leisure\nSea");
    IS("{\"title\":\"t\",\"url\":\"https://g.example/?a&amp;b\"}", ARTICLE_URL,
       "https://g.example/?a&amp;b");
    IS("{\"title\":\"AT&T; x <b> y\",\"body\":\"a < b\"}", ARTICLE_TITLE, "AT&T; x <b> y");
    if (WITH_XML) IS("{\"title\":\"<i>Two</i> boats\"}", ARTICLE_TITLE, "Two boats");
}

static void test_values_of_other_kinds_do_no_harm(void **state)
{
    IS("{\"title\":\"t\",\"author\":[null,true,{},[[[[[\"deep\"]]]]],{\"name\":\"A\"},7]}",
       ARTICLE_AUTHOR, "A\n7");
    IS("{\"title\":[\"first\",\"second\"],\"body\":false}", ARTICLE_TITLE, "first");
    IS("{\"title\":\"t\",\"body\":{\"text\":\"b\"}}", ARTICLE_BODY, "b");
}

static void test_each_bad_line_is_rejected_and_the_others_read(void **state)
{
    (void)state;
    static const struct {
        uint64_t line;
        const char *reason;
    } want[] = {{3, "not JSON"}, {4, "has no end"}, {5, "not a JSON object"}, {6, "neither"}};
    struct reading *reading = reading_of("tests/data/bad.jsonl", NULL, 10000);
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->undated, 1);
    assert_int_equal(reading->reject_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(reading->rejects[i].line, want[i].line);
        assert_non_null(strstr(reading->rejects[i].reason, want[i].reason));
    }
    reading_free(reading);
}

static void test_a_file_that_breaks_off_in_a_line_is_broken(void **state)
{
    static const struct {
        const char *text;
        bool broken;
    } cases[] = {
        {"{\"title\":\"t\"}\n{\"title\":\"u", true},
        {"{\"title\":\"t\"}\n{\"title\":\"caf\xC3", true},
        {"{\"title\":\"t\"}\n{", true},
        {"{\"title\":", true},
        {"{\"title\":\"t\"}\n{\"title\":\"u\n", false},
        {"{\"title\":\"t\"}\n{\"title\":\"u\"}", false},
        {"{\"title\":\"t\"}\nnot json", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading *reading = reading_text(*state, "a.jsonl", cases[i].text);
        if (reading->broken != cases[i].broken) fail_msg("%s", cases[i].text);
        if (cases[i].broken) assert_int_equal(reading->reject_count, 1);
        reading_free(reading);
    }
}

static void test_a_document_over_several_lines_is_one_reject(void **state)
{
    struct reading *reading = reading_of("tests/data/document.json", "jsonl", 10000);
    assert_int_equal(reading->reject_count, 1);
    assert_non_null(strstr(reading->rejects[0].reason, "one object a line is needed"));
    reading_free(reading);
    static const char array[] = "[{\"title\":\"t\"},\n{\"title\":\"u\"}]\n";
    reading = reading_of(scratch_write(*state, "a", array, strlen(array)), "jsonl", 10000);
    assert_int_equal(reading->reject_count, 1);
    assert_non_null(strstr(reading->rejects[0].reason, "one object a line is needed"));
    reading_free(reading);
}

static void test_the_place_of_a_fault_is_told(void **state)
{
    struct reading *reading = reading_text(*state, "a.jsonl", "{\"title\":\"t\"} x\n");
    assert_non_null(strstr(reading->rejects[0].reason, "at byte 15"));
    reading_free(reading);
}

static void test_a_line_that_is_not_utf8_is_mended(void **state)
{
    struct reading *reading = reading_text(*state, "a.jsonl", "{\"title\":\"caf\xE9\"}\n");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "caf\xC3\xA9");
    assert_int_equal(reading->repaired, 1);
    reading_free(reading);
}

static void test_deep_nesting_is_refused(void **state)
{
    char text[4000] = "{\"title\":\"t\",\"x\":";
    memset(text + strlen(text), '[', 3000);
    struct reading *reading = reading_text(*state, "a.jsonl", text);
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    reading_free(reading);
}

static void test_a_line_over_the_limit_is_the_only_reject(void **state)
{
    char text[1000] = "{\"title\":\"a\"}\n{\"title\":\"";
    memset(text + strlen(text), 'x', 800);
    strcat(text, "\"}\n{\"title\":\"b\"}\n");
    struct reading *reading = reading_of(scratch_write(*state, "a.jsonl", text, strlen(text)), NULL,
                                         400);
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 1);
    assert_int_equal(reading->rejects[0].line, 2);
    reading_free(reading);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_all_keys_reach_their_fields),
        TEST(test_synonyms_reach_the_same_fields),
        TEST(test_the_keys_own_name_wins_in_any_order),
        TEST(test_numbers_are_dates_as_seconds_or_milliseconds),
        TEST(test_markup_in_any_field_of_words_goes),
        TEST(test_values_of_other_kinds_do_no_harm),
        TEST(test_each_bad_line_is_rejected_and_the_others_read),
        TEST(test_a_file_that_breaks_off_in_a_line_is_broken),
        TEST(test_a_document_over_several_lines_is_one_reject),
        TEST(test_the_place_of_a_fault_is_told),
        TEST(test_a_line_that_is_not_utf8_is_mended),
        TEST(test_deep_nesting_is_refused),
        TEST(test_a_line_over_the_limit_is_the_only_reject),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
