#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define IS(text, which, want) assert_string_equal(reading_one(*state, "a.trec", text, which), want)

static void test_elements_reach_their_fields(void **state)
{
    (void)state;
    struct reading *reading = reading_of("tests/data/good.trec", NULL, 10000);
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 0);
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID), "AP890102-0001");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Ferries & Bridges Stop");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "JANE DOE");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "1989-01-02");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "NORTHGATE (HW)\n\n"
                        "The caf\xC3\xA9 at the pier was full, and a < b.\nThe last boat left.\n\n"
                        "\"Nobody said how many,\" AT&T said.\n\n"
                        "A third bold paragraph, if 1 < 2.");
    assert_string_equal(reading_field(reading, 0, ARTICLE_PLACE), "NORTHGATE");
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Month First");
    reading_free(reading);
}

static void test_dates_of_numbers_are_those_of_their_collections(void **state)
{
    static const char *const cases[][2] = {{"AP890102-0001", "1989-01-02"},
                                           {"LA010289-0001", "1989-01-02"},
                                           {"WSJ870324-0001", "1987-03-24"},
                                           {"NYT19980601.0001", "1998-06-01"},
                                           {"FT911-3", ""},
                                           {"AP891302-0001", ""},
                                           {"X-890102", ""},
                                           {"890102-0001", ""},
                                           {"AP890102", ""},
                                           {"AP8901022-1", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[100];
        snprintf(text, sizeof text, "<DOC><DOCNO>%s</DOCNO><TEXT>x</TEXT></DOC>", cases[i][0]);
        IS(text, ARTICLE_DATE, cases[i][1]);
    }
}

static void test_a_date_element_comes_before_the_number(void **state)
{
    IS("<DOC><DOCNO>AP890102-1</DOCNO><DATE><P>January 3, 1989, "
       "Sunday</P></DATE><TEXT>x</TEXT></DOC>",
       ARTICLE_DATE, "1989-01-03");
    IS("<DOC><DOCNO>FT911-3</DOCNO><DATE>910514</DATE><TEXT>x</TEXT></DOC>", ARTICLE_DATE,
       "1991-05-14");
    IS("<DOC><DOCNO>WSJ870324-1</DOCNO><DD>03/24/87</DD><TEXT>x</TEXT></DOC>", ARTICLE_DATE,
       "1987-03-24");
}

static void test_a_second_headline_begins_the_text(void **state)
{
    const char text[] = "<DOC><HEAD>One</HEAD><HEAD>Two</HEAD><TEXT>Three</TEXT></DOC>";
    IS(text, ARTICLE_TITLE, "One");
    IS(text, ARTICLE_BODY, "Two\n\nThree");
}

static void test_nested_and_unclosed_elements_are_read(void **state)
{
    IS("<DOC><H3> <TI>Inner</TI></H3><TEXT>x</TEXT></DOC>", ARTICLE_TITLE, "Inner");
    IS("<DOC><HEAD>Open\n<TEXT>x</DOC>", ARTICLE_TITLE, "Open");
    IS("<DOC><TEXT>a <TITLE>b</TITLE> c</TEXT><TEXT>d</TEXT></DOC>", ARTICLE_BODY, "a b c\n\nd");
}

static void test_entities_are_decoded(void **state)
{
    IS("<DOC><TEXT>&lt;p&gt; &#233;&#xE9;&Eacute; &#146; &#3;| &hyph;&amp;lt; &bogus; &; & &#xD800;"
       "&mdash;</TEXT></DOC>",
       ARTICLE_BODY,
       "<p> \xC3\xA9\xC3\xA9\xC3\x89 \xE2\x80\x99 | -&lt; &bogus; &; & &#xD800;\xE2\x80\x94");
}

static void test_records_without_an_end_are_rejected_one_by_one(void **state)
{
    (void)state;
    struct reading *reading = reading_of("tests/data/bad.trec", NULL, 10000);
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "whole");
    assert_int_equal(reading->reject_count, 3);
    assert_string_equal(reading->rejects[0].reason, "no </DOC>");
    assert_int_equal(reading->rejects[0].line, 1);
    assert_string_equal(reading->rejects[1].reason, "neither a title nor a text");
    assert_int_equal(reading->rejects[1].line, 8);
    assert_string_equal(reading->rejects[2].reason, "no </DOC>");
    assert_int_equal(reading->rejects[2].line, 9);
    reading_free(reading);
}

static void test_several_records_may_share_a_line(void **state)
{
    struct reading *reading = reading_text(
        *state, "a",
        "<DOC><TEXT>a</TEXT></DOC> <DOC><TEXT>b</TEXT></DOC><DOC><TEXT>c\n</TEXT></DOC>");
    assert_int_equal(reading->count, 3);
    assert_string_equal(reading_field(reading, 2, ARTICLE_BODY), "c");
    reading_free(reading);
}

static void test_a_record_over_the_limit_is_the_only_reject(void **state)
{
    char text[2000] = "<DOC><TEXT>\n";
    for (int i = 0; i < 100; i++)
        strcat(text, "a short line\n");
    strcat(text, "</TEXT></DOC>\n<DOC><TEXT>b</TEXT></DOC>\n");
    struct reading *reading = reading_of(scratch_write(*state, "a", text, strlen(text)), NULL, 400);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 1);
    assert_int_equal(reading->rejects[0].line, 1);
    reading_free(reading);
}

static void test_a_forced_file_without_records_says_so(void **state)
{
    struct reading *reading = reading_of(scratch_write(*state, "a", "plain", 5), "trec", 400);
    assert_int_equal(reading->reject_count, 1);
    assert_string_equal(reading->rejects[0].reason, "no <DOC> in it");
    reading_free(reading);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_elements_reach_their_fields),
        TEST(test_dates_of_numbers_are_those_of_their_collections),
        TEST(test_a_date_element_comes_before_the_number),
        TEST(test_a_second_headline_begins_the_text),
        TEST(test_nested_and_unclosed_elements_are_read),
        TEST(test_entities_are_decoded),
        TEST(test_records_without_an_end_are_rejected_one_by_one),
        TEST(test_several_records_may_share_a_line),
        TEST(test_a_record_over_the_limit_is_the_only_reject),
        TEST(test_a_forced_file_without_records_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
