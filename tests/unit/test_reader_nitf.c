/* NITF documents, good and odd. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define HEAD                                                                                       \
    "<nitf><head><docdata><date.issue "                                                            \
    "norm=\"20050302T115000Z\"/></docdata></head><body><body.head>"
#define CONTENT "</body.head><body.content>"
#define END "</body.content></body></nitf>"

#define IS(text, which, want) assert_string_equal(reading_one(*state, "a.xml", text, which), want)

static void test_elements_reach_their_fields(void **state)
{
    static const char *const want[ARTICLE_FIELDS] = {
        [ARTICLE_ID] = "hw.2005.17",
        [ARTICLE_TITLE] = "Ferries stop at noon",
        [ARTICLE_DATE] = "2005-03-02T11:50:00",
        [ARTICLE_SOURCE] = "Harbor Wire",
        [ARTICLE_AUTHOR] = "Jane Doe\nJohn Roe",
        [ARTICLE_SECTION] = "Local",
        [ARTICLE_PLACE] = "Northgate, Nordland",
        [ARTICLE_LANG] = "en-GB",
        [ARTICLE_TAG] = "Transport\nFerries\nstrikes\nharbours",
        [ARTICLE_BODY] = "NORTHGATE - The last boat left at 11.50.\n\nIt was full.\n\nOne "
                         "bridge\nTwo tunnels\n\n"
                         "Boat Seats\nAnna 120\n\nLow 6.10\nHigh 12.20\n\nMary Poe contributed."};
    (void)state;
    struct reading *reading = reading_of("tests/data/good-nitf.xml", NULL, 100000);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 0);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        if (want[i]) assert_string_equal(reading_field(reading, 0, (enum article_field)i), want[i]);
    reading_free(reading);
}

static void test_titles_of_all_kinds(void **state)
{
    IS("<nitf><head><title>One</title></head><body><body.content><p>Text.</p></body.content></"
       "body></nitf>",
       ARTICLE_TITLE, "One");
    IS(HEAD "<headline><hl1>One</hl1></headline>" CONTENT "<p>Text.</p>" END, ARTICLE_TITLE, "One");
    IS(HEAD "<hedline><hl1></hl1><hl2>Two</hl2></hedline>" CONTENT "<p>Text.</p>" END,
       ARTICLE_TITLE, "Two");
    IS(HEAD "<hedline>Bare</hedline>" CONTENT "<p>Text.</p>" END, ARTICLE_TITLE, "Bare");
}

static void test_bylines_of_all_kinds(void **state)
{
    IS(HEAD "<byline>By JANE DOE<byttl>HW Writer</byttl></byline>" CONTENT "<p>x</p>" END,
       ARTICLE_AUTHOR, "JANE DOE");
    IS(HEAD "<byline><person>Jane Doe and Mary Press</person></byline>" CONTENT "<p>x</p>" END,
       ARTICLE_AUTHOR, "Jane Doe\nMary Press");
    IS(HEAD "<byline><byttl>Sports Wire Agency</byttl></byline>" CONTENT "<p>x</p>" END,
       ARTICLE_AUTHOR, "Sports Wire Agency");
    IS(HEAD "<byline>jd/mr</byline>" CONTENT "<p>x</p>" END, ARTICLE_AUTHOR, "");
    IS(HEAD "<byline>A Doe</byline><byline>B Roe</byline>" CONTENT "<p>x</p>" END, ARTICLE_AUTHOR,
       "A Doe\nB Roe");
    IS(HEAD CONTENT "<p>By Jane Doe</p><p>The text.</p>" END, ARTICLE_AUTHOR, "Jane Doe");
}

static void test_datelines_of_all_kinds(void **state)
{
    IS(HEAD "<dateline>OSLO March 22 HW -</dateline>" CONTENT "<p>x</p>" END, ARTICLE_PLACE,
       "OSLO");
    IS(HEAD "<dateline><location>OSLO</location></dateline>" CONTENT "<p>x</p>" END, ARTICLE_PLACE,
       "OSLO");
    IS(HEAD "<dateline><story.date norm=\"2005\">2005</story.date></dateline>" CONTENT
            "<p>Rome, March 2 (HW).- Text.</p>" END,
       ARTICLE_PLACE, "Rome");
    IS(HEAD CONTENT "<p>Text without a place.</p>" END, ARTICLE_PLACE, "");
}

static void test_the_first_date_that_is_one_is_taken(void **state)
{
    IS("<nitf><head><docdata><date.issue norm=\"YYYYMMDD\"/><date.release "
       "norm=\"20050304\"/></docdata></head>"
       "<body><body.content><p>x</p></body.content></body></nitf>",
       ARTICLE_DATE, "2005-03-04");
    IS("<nitf><head><pubdata date.publication=\"20050305T000000\"/></head>"
       "<body><body.content><p>x</p></body.content></body></nitf>",
       ARTICLE_DATE, "2005-03-05T00:00:00");
}

static void test_a_text_laid_out_with_spaces_has_paragraphs(void **state)
{
    IS(HEAD CONTENT
       "<p>\n(HW) - Oslo - A boat\nsank.\n   \"It sank,\"\nhe said.\n   Nobody saw.\n   </p>" END,
       ARTICLE_BODY, "(HW) - Oslo - A boat\nsank.\n\n\"It sank,\"\nhe said.\n\nNobody saw.");
    IS(HEAD CONTENT "<p>A boat\n        sank, and\n        nobody saw.</p>" END, ARTICLE_BODY,
       "A boat sank, and nobody saw.");
}

static void test_markup_that_was_escaped_goes(void **state)
{
    IS(HEAD CONTENT "<p>One.</p><p>&lt;div class=\"embed\"&gt;&lt;/div&gt;&lt;script "
                    "src=\"x\"&gt;f()&lt;/script&gt;</p><p>Two.</p>" END,
       ARTICLE_BODY, "One.\n\nTwo.");
    IS(HEAD CONTENT "<block> &lt;p&gt;One &amp;amp; a&lt;br/&gt;half.&lt;/p&gt;&lt;figure&gt;no"
                    "&lt;/figure&gt;&lt;p&gt;Two.&lt;/p&gt;\n</block>" END,
       ARTICLE_BODY, "One & a\nhalf.\n\nTwo.");
    IS(HEAD CONTENT "<![CDATA[<p>One.</p><p>Two.</p>]]>" END, ARTICLE_BODY, "One.\n\nTwo.");
    /* What is about tags has them still. */
    IS(HEAD CONTENT "<p>A &lt;p&gt; needs no &lt;/p&gt;.</p><p>&lt;3</p>" END, ARTICLE_BODY,
       "A <p> needs no </p>.\n\n<3");
}

static void test_an_abstract_is_the_text_where_there_is_none(void **state)
{
    IS(HEAD "<hedline><hl1>T</hl1></hedline><abstract>The gist.</abstract>" CONTENT END,
       ARTICLE_BODY, "The gist.");
    IS(HEAD "<abstract>The gist.</abstract>" CONTENT "<p>All.</p>" END, ARTICLE_BODY, "All.");
}

static void test_a_picture_is_passed_over_and_nothing_is_a_reject(void **state)
{
    struct reading *reading = reading_text(*state, "a.xml",
                                           HEAD
                                           "<hedline><hl1>T</hl1></hedline>" CONTENT
                                           "<media><media-caption>C</media-caption></media>" END);
    assert_int_equal(reading->count + reading->reject_count, 0);
    reading_free(reading);
    reading = reading_text(*state, "a.xml", HEAD "<hedline/>" CONTENT END);
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    assert_string_equal(reading->rejects[0].reason, "neither a title nor a text");
    reading_free(reading);
}

static void test_bad_xml_is_read_as_far_as_it_goes(void **state)
{
    IS(HEAD CONTENT "<p>Salt & pepper<p>x < y</p><br>&eacute;&nosuch;" END, ARTICLE_BODY,
       "Salt & pepper\n\nx < y\n\n\xC3\xA9&nosuch;");
    struct reading *reading = reading_text(*state, "a.xml", HEAD CONTENT "<p>It breaks off");
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    assert_true(reading->broken);
    reading_free(reading);
    IS("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" HEAD CONTENT "<p>Caf\xE9</p>" END,
       ARTICLE_BODY, "Caf\xC3\xA9");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_elements_reach_their_fields),
        TEST(test_titles_of_all_kinds),
        TEST(test_bylines_of_all_kinds),
        TEST(test_datelines_of_all_kinds),
        TEST(test_the_first_date_that_is_one_is_taken),
        TEST(test_a_text_laid_out_with_spaces_has_paragraphs),
        TEST(test_markup_that_was_escaped_goes),
        TEST(test_an_abstract_is_the_text_where_there_is_none),
        TEST(test_a_picture_is_passed_over_and_nothing_is_a_reject),
        TEST(test_bad_xml_is_read_as_far_as_it_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
