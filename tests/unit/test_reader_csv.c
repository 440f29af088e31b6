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

static struct reading *read_table(void **state, const char *text)
{
    return reading_text(*state, "t.csv", text);
}

/* The titles of all articles, each with a | after it, and the number of rejects. */
static void assert_titles(void **state, const char *text, const char *want, size_t rejects)
{
    char titles[1024] = "";
    struct reading *reading = read_table(state, text);
    for (size_t i = 0; i < reading->count; i++) {
        const size_t used = strlen(titles);
        snprintf(titles + used, sizeof titles - used, "%s|",
                 reading_field(reading, i, ARTICLE_TITLE));
    }
    assert_string_equal(titles, want);
    assert_int_equal(reading->reject_count, rejects);
    reading_free(reading);
}

static void test_columns_reach_their_fields(void **state)
{
    struct reading *reading = read_table(
        state,
        "ID,Headline,Publication Date,Newspaper,Byline,Section,Link,Language,Tags,Text,Pages\r\n"
        "h7,\"Ferries, late\",2020-06-16,Harbor Wire,Jane Doe,Local,https://h.example/7,en,"
        "\"ferries; strikes\",\"The \"\"last\"\" boat.\r\n\r\nIt is full.\",3\r\n");
    static const char *const want[] = {[ARTICLE_ID] = "h7",
                                       [ARTICLE_TITLE] = "Ferries, late",
                                       [ARTICLE_DATE] = "2020-06-16",
                                       [ARTICLE_SOURCE] = "Harbor Wire",
                                       [ARTICLE_AUTHOR] = "Jane Doe",
                                       [ARTICLE_SECTION] = "Local",
                                       [ARTICLE_LANG] = "en",
                                       [ARTICLE_URL] = "https://h.example/7",
                                       [ARTICLE_TAG] = "ferries\nstrikes"};
    assert_int_equal(reading->count, 1);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        if (want[i]) assert_string_equal(reading_field(reading, 0, (enum article_field)i), want[i]);
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "The \"last\" boat.\n\nIt is full.");
    reading_free(reading);
}

static void test_any_separator_will_do(void **state)
{
    assert_titles(state, "title;text\na;b\n", "a|", 0);
    assert_titles(state, "title\ttext\n\"a\"\tb\n", "a|", 0);
    assert_titles(state, "title|text\na|b\n", "a|", 0);
    assert_titles(state, "sep=;\ntitle;text\na,b;c\n", "a,b|", 0);
    assert_titles(state, "\ntitle;text,long\na,b;c\n", "a,b|", 0);
}

static void test_the_best_column_with_something_in_it_counts(void **state)
{
    assert_titles(state, "headline,title,text\nh,t,x\nh,,x\n", "t|h|", 0);
}

static void test_markup_in_a_title_or_text_goes(void **state)
{
    struct reading *reading = read_table(
        state, "title,url,text\n"
               "Salt &amp; boats,https://g.example/?a&amp;b,\"<p>One.</p><p>Two.</p>\"\n"
               "AT&T,,a < b\n");
    assert_int_equal(reading->count, 2);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Salt & boats");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL), "https://g.example/?a&amp;b");
    if (WITH_XML) assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "One.\n\nTwo.");
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "AT&T");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "a < b");
    reading_free(reading);
}

static void test_empty_fields_at_the_end_may_be_missing_names_or_too_many(void **state)
{
    assert_titles(state, "title,text,\na,b,\nc,d,,,\n", "a|c|", 0);
    assert_titles(state, "title,text\na,b,c\nd\ne,f\n", "e|", 2);
}

static void test_line_ends_and_blank_lines(void **state)
{
    assert_titles(state, "title,text\r\n\r\na,b\r\n\n\"c\nd\",e", "a|c d|", 0);
}

static void test_a_quote_left_open_costs_only_its_row(void **state)
{
    assert_titles(state, "title,text\na,b\n\"c,d\ne,f\n\"g\",h\n", "a|\"c|e|g|", 0);
    assert_titles(state, "title,text\na,b\nc,\"d\ne,f\ng,h\n", "a|c|e|g|", 0);
    assert_titles(state, "title,text\na,b\n\"c\ne,f\ng,h\n", "a|e|g|", 1);
    assert_titles(state, "title,text\nc \"d\" e,5\" disk\n\"f\" g,h\n", "c \"d\" e|f g|", 0);
}

static void test_many_quotes_left_open_take_no_time(void **state)
{
    enum {
        LINES = 200000
    };
    char *text = malloc(LINES * 5 + 100);
    assert_non_null(text);
    size_t size = (size_t)snprintf(text, 100, "title,text,c\n");
    for (size_t i = 0; i < LINES; i++, size += 5)
        memcpy(text + size, "a,\"b\n", 5);
    struct reading *reading = reading_of(scratch_write(*state, "t.csv", text, size), "csv", 4096);
    assert_true(reading->reject_count > 0);
    reading_free(reading);
    free(text);
}

static void test_a_table_without_a_title_or_text_is_one_reject(void **state)
{
    struct reading *reading = read_table(state, "when,who\n2020,me\n2021,you\n");
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    assert_non_null(strstr(reading->rejects[0].reason, "--map"));
    reading_free(reading);
}

static void test_a_row_tells_its_line(void **state)
{
    struct reading *reading = read_table(state, "title,text\n\"a\nb\",c\nd\n");
    assert_int_equal(reading->reject_count, 1);
    assert_int_equal(reading->rejects[0].line, 4);
    reading_free(reading);
}

static void test_a_file_that_breaks_off_is_told(void **state)
{
    struct reading *reading = read_table(state, "title,text\na,b\nc,\"the text of");
    assert_true(reading->broken);
    assert_int_equal(reading->count, 2);
    reading_free(reading);
}

/* What the user says fields are called. */
static void test_a_map_names_the_columns(void **state)
{
    struct field_map map = {0};
    nsearch_error error;
    assert_int_equal(field_map_add(&map, "title=Zeile,body=inhalt", NULL), NSEARCH_OK);
    assert_int_equal(field_map_add(&map, "date=Erschienen Am", NULL), NSEARCH_OK);
    const char *text = "ZEILE,title,Inhalt,erschienen-am\na,b,c,2001-02-03\n";
    struct reading *reading = reading_mapped(scratch_write(*state, "t.csv", text, strlen(text)),
                                             NULL, &map, 1 << 20);
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "a");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "c");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2001-02-03");
    reading_free(reading);
    static const char *const wrong[] = {"",        "title",  "title=",   "=x",
                                        "titel=x", "path=x", "body=a,,", "tag=zeile"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(field_map_add(&map, wrong[i], &error), NSEARCH_INVALID);
        assert_true(*error.message);
    }
}

static void test_other_texts_are_no_tables(void **state)
{
    static const char *const texts[] = {"Title, Text and Author of a story\n\nIt begins.\n",
                                        "The minister, who was late, said so\n",
                                        "Title: x\nAuthor: y\n\nBody, of course\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(reader_for("a", texts[i], strlen(texts[i]))->name, "text");
    assert_string_equal(reader_for("a", "id,title,date,body\n1,2,3,4\n", 27)->name, "csv");
    assert_string_equal(reader_for("a.csv", "x,y\n1,2\n", 8)->name, "csv");
    (void)state;
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_columns_reach_their_fields),
        TEST(test_any_separator_will_do),
        TEST(test_the_best_column_with_something_in_it_counts),
        TEST(test_markup_in_a_title_or_text_goes),
        TEST(test_empty_fields_at_the_end_may_be_missing_names_or_too_many),
        TEST(test_line_ends_and_blank_lines),
        TEST(test_a_quote_left_open_costs_only_its_row),
        TEST(test_many_quotes_left_open_take_no_time),
        TEST(test_a_table_without_a_title_or_text_is_one_reject),
        TEST(test_a_row_tells_its_line),
        TEST(test_a_file_that_breaks_off_is_told),
        TEST(test_a_map_names_the_columns),
        TEST(test_other_texts_are_no_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
