#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

static struct reading *read_text(void **state, const char *text)
{
    return reading_text(*state, "a.json", text);
}

/* The titles of the articles in a text. */
static const char *titles(void **state, const char *text)
{
    static char out[256];
    struct reading *reading = read_text(state, text);
    *out = '\0';
    for (size_t i = 0; i < reading->count; i++)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", i ? " " : "",
                 reading_field(reading, i, ARTICLE_TITLE));
    reading_free(reading);
    return out;
}

static void test_articles_are_found_where_they_are(void **state)
{
    static const char *const cases[][2] = {
        {"[{\"title\":\"a\"},{\"title\":\"b\"}]", "a b"},
        {"{\"title\":\"one\",\n\"text\":\"x\"}", "one"},
        {"{\"status\":\"ok\",\"articles\":[{\"title\":\"a\"},{\"title\":\"b\"}],\"n\":2}", "a b"},
        {"{\"response\":{\"docs\":[{\"title\":\"a\"}]}}", "a"},
        {"{\"hits\":{\"hits\":[{\"_id\":\"7\",\"_source\":{\"title\":\"a\"}}]}}", "a"},
        {"{\n\"by_day\":{\"list\":[{\"title\":\"a\",\"text\":\"x\"},{\"title\":\"b\"}]}}", "a b"},
        {"{\n\"title\":\"a\"}\n{\n\"title\":\"b\"}\n", "a b"},
        /* What an article itself has under such names is its own. */
        {"{\n\"title\":\"a\",\"text\":\"x\",\"items\":[{\"title\":\"b\"}]}", "a"},
        {"{\n\"title\":\"a\",\"tags\":[\"b\"],\"data\":[1,2]}", "a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(titles(state, cases[i][0]), cases[i][1]);
}

static void test_items_of_a_json_feed_know_their_feed(void **state)
{
    struct reading *reading = read_text(
        state, "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"The Harbour\",\n"
               "\"home_page_url\":\"https://h.example/\",\"feed_url\":\"https://h.example/f\",\n"
               "\"language\":\"en\",\"authors\":[{\"name\":\"Jane Doe\"}],\"items\":[\n"
               "{\"id\":\"1\",\"url\":\"https://h.example/1\",\"title\":\"T\",\"content_html\":"
               "\"<p>One</p><p>Two &amp; three</p>\",\"summary\":\"S\",\"tags\":[\"a\",\"b\"],"
               "\"date_published\":\"2020-06-16T10:00:00+02:00\"},\n"
               "{\"id\":\"https://h.example/2\",\"content_text\":\"Plain\",\"language\":\"de\","
               "\"author\":{\"name\":\"Sam Roe\"}}]}");
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 0);
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID), "https://h.example/#1");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "The Harbour");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_LANG), "en");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TAG), "a\nb");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2020-06-16T10:00:00");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "One\n\nTwo & three");
    assert_string_equal(reading_field(reading, 1, ARTICLE_ID), "https://h.example/2");
    assert_string_equal(reading_field(reading, 1, ARTICLE_AUTHOR), "Sam Roe");
    assert_string_equal(reading_field(reading, 1, ARTICLE_LANG), "de");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "Plain");
    reading_free(reading);
}

static void test_what_trafilatura_writes_is_understood(void **state)
{
    struct reading *reading = read_text(
        state,
        "{\n\"title\":\"T\",\"author\":\"Jane Doe; Sam Roe\",\"hostname\":\"h.example\",\"date\":"
        "\"2020-06-16\",\"categories\":\"Ports;Sea\",\"tags\":\"a;b\",\"fingerprint\":\"f\",\"id\":"
        "null,"
        "\"raw_text\":\"no\",\"text\":\"One\\nTwo\",\"source\":\"https://h.example/1\","
        "\"source-hostname\":\"The Harbour\",\"excerpt\":\"E\",\"comments\":\"no\"}");
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe\nSam Roe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "The Harbour");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL), "https://h.example/1");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SECTION), "Ports\nSea");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TAG), "a\nb");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "One\n\nTwo");
    reading_free(reading);
}

static void test_html_in_a_text_goes(void **state)
{
    if (!WITH_XML) skip(); /* tags go there, and that is nearly all */
    struct reading *reading = read_text(
        state, "[{\"title\":{\"rendered\":\"A &#8211; <i>B</i>\"},\"content\":{\"rendered\":"
               "\"<h2>x</h2>y\"}},{\"title\":\"t\",\"body\":\"<p>One</p><p>Two</p>\"},"
               "{\"title\":\"t\",\"body\":\"a <b> c\"}]");
    assert_int_equal(reading->count, 3);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "A \xE2\x80\x93 B");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "x\n\ny");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "One\n\nTwo");
    assert_string_equal(reading_field(reading, 2, ARTICLE_BODY), "a <b> c");
    reading_free(reading);
}

static void test_answers_of_news_interfaces_are_understood(void **state)
{
    struct reading *reading = read_text(
        state,
        "{\"response\":{\"docs\":[{\"_id\":\"n1\",\"web_url\":\"https://h.example/1\",\"headline\":"
        "{\"main\":\"Ferry sails\",\"kicker\":\"no\"},\"abstract\":\"no\",\"lead_paragraph\":\"It "
        "did.\","
        "\"pub_date\":\"2020-06-16T10:00:00+0000\",\"byline\":{\"original\":\"By Jane Doe\"},"
        "\"keywords\":[{\"name\":\"subject\",\"value\":\"Ships\"}]}]}}\n"
        "{\"response\":{\"results\":[{\"id\":\"w/"
        "1\",\"type\":\"article\",\"webTitle\":\"Short\",\"webUrl\":"
        "\"https://h.example/2\",\"sectionName\":\"Ports\",\"webPublicationDate\":\"2020-06-17\","
        "\"tags\":[{\"id\":\"t\",\"webTitle\":\"Sea\"}],"
        "\"fields\":{\"headline\":\"Longer\",\"byline\":\"Sam Roe\",\"bodyText\":\"It "
        "left.\"}}]}}");
    assert_int_equal(reading->count, 2);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Ferry sails");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "It did.");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL), "https://h.example/1");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TAG), "Ships");
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Short");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "It left.");
    assert_string_equal(reading_field(reading, 1, ARTICLE_AUTHOR), "Sam Roe");
    assert_string_equal(reading_field(reading, 1, ARTICLE_SECTION), "Ports");
    assert_string_equal(reading_field(reading, 1, ARTICLE_TAG), "Sea");
    assert_string_equal(reading_field(reading, 1, ARTICLE_DATE), "2020-06-17");
    reading_free(reading);
}

/* ---- Damage ------------------------------------------------------------------------------------- */

static void rejected(void **state, const char *text, size_t count, uint64_t line,
                     const char *reason, bool broken)
{
    struct reading *reading = reading_of(scratch_write(*state, "bad", text, strlen(text)), "json",
                                         1000);
    assert_int_equal(reading->count, count);
    assert_int_equal(reading->reject_count, 1);
    assert_string_equal(reading->rejects[0].reason, reason);
    assert_int_equal(reading->rejects[0].line, line);
    assert_int_equal(reading->broken, broken);
    reading_free(reading);
}

static void test_elements_are_rejected_one_by_one(void **state)
{
    rejected(state, "[{\"title\":\"a\"},\n7,{\"title\":\"b\"}]", 2, 2, "not a JSON object", false);
    rejected(state, "[{\"title\":\"a\"},\n{},{\"title\":\"b\"}]", 2, 2,
             "neither a title nor a text", false);
    rejected(state, "[\n{\"title\":'a'},{\"title\":\"b\"}]", 1, 2, "not JSON: unexpected character",
             false);
}

static void test_what_breaks_off_keeps_what_came_before(void **state)
{
    rejected(state, "[{\"title\":\"a\"},\n{\"title\":\"b", 1, 2, "the JSON object has no end",
             true);
    rejected(state, "[{\"title\":\"a\"},", 1, 1, "the JSON array has no end", true);
    rejected(state, "{\"items\":[{\"title\":\"a\"}],", 1, 1, "the JSON object has no end", true);
    rejected(state, "{\"items\":", 0, 1, "the JSON object has no end", true);
    rejected(state, "{\"it", 0, 1, "the JSON object has no end", true);
}

static void test_what_holds_no_article_is_told(void **state)
{
    rejected(state, "{\"items\":[],\"title\":\"none today\"}", 0, 1, "no article in it", false);
    rejected(state, "{\"feed\":{\"title\":\"none\"},\n\"a\":1}", 0, 1, "no article in it", false);
    rejected(state, "{}", 0, 1, "no article in it", false);
    rejected(state, "\n\"x\"", 0, 2, "not JSON: neither an object nor an array", false);
    rejected(state, "{1}", 0, 1, "not JSON: a name is missing", false);
    rejected(state, "{\"a\" 1}", 0, 1, "not JSON: a name without a value", false);
}

static void test_an_article_that_is_too_long_is_passed_over(void **state)
{
    char text[4096] = "[{\"title\":\"a\",\"body\":\"";
    memset(text + strlen(text), 'x', 2000);
    strcpy(text + strlen(text), "\"},{\"title\":\"b\"}]");
    rejected(state, text, 1, 1, "an object of more than 1000 bytes", false);
    text[0] = ' ';
    text[strlen(text) - 1] = '\0';
    *strstr(text, ",{\"title\":\"b\"}") = '\0';
    rejected(state, text, 0, 1, "an object of more than 1000 bytes", false);
}

static void test_lines_are_told_from_documents(void **state)
{
    static const struct {
        const char *text, *reader;
    } cases[] = {
        {"{\"title\":\"a\"}\n{\"title\":\"b\"}\n", "jsonl"},
        {"{\"title\":\"a\",\"authors\":[{\"name\":\"b\"}]}\n", "jsonl"},
        {"{\"title\":\"a\",\"body\":\"", "jsonl"},
        {"{\"title\":\"a\",\n\"body\":\"b\"}", "json"},
        {"{\"articles\":[{\"title\":\"a\"}]}", "json"},
        {"[{\"title\":\"a\"}]", "json"},
        {"[]", "json"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_ptr_equal(reader_for("x", cases[i].text, strlen(cases[i].text)),
                         reader_of_name(cases[i].reader));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_articles_are_found_where_they_are),
        cmocka_unit_test(test_items_of_a_json_feed_know_their_feed),
        cmocka_unit_test(test_what_trafilatura_writes_is_understood),
        cmocka_unit_test(test_html_in_a_text_goes),
        cmocka_unit_test(test_answers_of_news_interfaces_are_understood),
        cmocka_unit_test(test_elements_are_rejected_one_by_one),
        cmocka_unit_test(test_what_breaks_off_keeps_what_came_before),
        cmocka_unit_test(test_what_holds_no_article_is_told),
        cmocka_unit_test(test_an_article_that_is_too_long_is_passed_over),
        cmocka_unit_test(test_lines_are_told_from_documents),
    };
    return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
