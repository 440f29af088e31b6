/* NewsML 1.x: components in each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define ITEM(inside) "<NewsML><NewsItem>" inside "</NewsItem></NewsML>"
#define CONTENT "<ContentItem><DataContent><p>Text.</p></DataContent></ContentItem>"

#define IS(text, which, want) assert_string_equal(reading_one(*state, "a.xml", text, which), want)

static void test_components_with_headlines_are_articles(void **state)
{
    static const char *const want[ARTICLE_FIELDS] = {
        [ARTICLE_ID] = "urn:newsml:harborwire.example:20050302:17",
        [ARTICLE_TITLE] = "Ferries stop at noon",
        [ARTICLE_DATE] = "2005-03-02T11:50:00",
        [ARTICLE_SOURCE] = "Harbor Wire",
        [ARTICLE_AUTHOR] = "Jane Doe",
        [ARTICLE_PLACE] = "NORTHGATE",
        [ARTICLE_LANG] = "en",
        [ARTICLE_TAG] = "strikes\nTransport",
        [ARTICLE_BODY] = "The last boat left at 11.50.\n\nIt was full."};
    (void)state;
    struct reading *reading = reading_of("tests/data/good-newsml.xml", NULL, 100000);
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 0);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        if (want[i]) assert_string_equal(reading_field(reading, 0, (enum article_field)i), want[i]);
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Bridges are full");
    assert_string_equal(reading_field(reading, 1, ARTICLE_ID),
                        "urn:newsml:harborwire.example:20050302:17#2");
    assert_string_equal(reading_field(reading, 1, ARTICLE_DATE), "2005-03-02T11:50:00");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "Everybody drives.");
    reading_free(reading);
}

static void test_texts_of_all_kinds(void **state)
{
    IS(ITEM("<NewsComponent><ContentItem><DataContent>One.\n\nTwo.</DataContent></ContentItem></"
            "NewsComponent>"),
       ARTICLE_BODY, "One.\n\nTwo.");
    IS(ITEM("<NewsComponent><ContentItem><DataContent><html><body><p>One.</p></body></html></"
            "DataContent>"
            "</ContentItem></NewsComponent>"),
       ARTICLE_BODY, "One.");
    IS(ITEM("<NewsComponent><NewsComponent><NewsComponent>" CONTENT
            "</NewsComponent></NewsComponent></NewsComponent>"),
       ARTICLE_BODY, "Text.");
}

static void test_dates_and_places_where_they_are(void **state)
{
    IS(ITEM("<Identification><NewsIdentifier><DateId>20050304</DateId></NewsIdentifier></"
            "Identification>"
            "<NewsComponent>" CONTENT "</NewsComponent>"),
       ARTICLE_DATE, "2005-03-04");
    IS("<NewsML><NewsEnvelope><DateAndTime>20050305</DateAndTime></"
       "NewsEnvelope><NewsItem><NewsComponent>" CONTENT "</NewsComponent></NewsItem></NewsML>",
       ARTICLE_DATE, "2005-03-05");
    IS(ITEM("<NewsComponent><DescriptiveMetadata><Property FormalName=\"City\" "
            "Value=\"Oslo\"/></DescriptiveMetadata>" CONTENT "</NewsComponent>"),
       ARTICLE_PLACE, "Oslo");
}

static void test_ids_are_the_items_own(void **state)
{
#define NAMED(id, number, revision)                                                                \
    ITEM("<Identification><NewsIdentifier><NewsItemId>" number                                     \
         "</NewsItemId><RevisionId>" revision "</RevisionId><PublicIdentifier>" id                 \
         "</PublicIdentifier></NewsIdentifier></Identification>"                                   \
         "<NewsComponent>" CONTENT "</NewsComponent>")
    IS(NAMED("urn:newsml:a:20050302:17:2N", "17", "2"), ARTICLE_ID, "urn:newsml:a:20050302:17");
    IS(NAMED("urn:newsml:a:20050302:17:200", "17", "2"), ARTICLE_ID,
       "urn:newsml:a:20050302:17:200");
    IS(NAMED("urn:newsml:a:20050302:17", "17", "17000"), ARTICLE_ID, "urn:newsml:a:20050302:17");
    IS(NAMED("urn:newsml:a", "17", "2"), ARTICLE_ID, "urn:newsml:a:17");
    IS(NAMED("\nurn:newsml:a:17:2\n", "\n17\n", "\n2\n"), ARTICLE_ID, "urn:newsml:a:17");
    IS(NAMED("urn:newsml:a", "17<b>\n</b>18", "2"), ARTICLE_ID, "urn:newsml:a:17 18");
    struct reading *reading = reading_text(*state, "a.xml", NAMED("urn:newsml:a:0", "0", "2"));
    assert_non_null(strstr(reading_field(reading, 0, ARTICLE_ID), "/a.xml#1"));
    reading_free(reading);
}

static void test_languages_are_their_components(void **state)
{
    IS(ITEM("<NewsComponent><NewsLines><HeadLine>Outer</HeadLine></NewsLines><NewsComponent "
            "xml:lang=\"nl\"><NewsLines>"
            "<HeadLine>Inner</HeadLine></NewsLines>" CONTENT "</NewsComponent></NewsComponent>"),
       ARTICLE_LANG, "nl");
}

static void test_a_flash_is_a_headline_alone(void **state)
{
    IS(ITEM("<NewsComponent><NewsLines><HeadLine>It sank</HeadLine></NewsLines></NewsComponent>"),
       ARTICLE_TITLE, "It sank");
}

static void test_pictures_are_passed_over(void **state)
{
    struct reading *reading = reading_text(
        *state, "a.xml",
        ITEM("<NewsComponent><NewsLines><HeadLine>A boat</HeadLine></NewsLines>"
             "<ContentItem Href=\"a.jpg\"><MediaType "
             "FormalName=\"Photo\"/></ContentItem></NewsComponent>"));
    assert_int_equal(reading->count + reading->reject_count, 0);
    reading_free(reading);
    reading = reading_text(
        *state, "a.xml",
        ITEM("<NewsComponent><NewsLines><HeadLine>A sound</HeadLine></NewsLines>"
             "<NewsComponent><Role FormalName=\"Title\"/><ContentItem><DataContent>A "
             "sound</DataContent></ContentItem>"
             "</NewsComponent><NewsComponent><Role "
             "FormalName=\"Body\"/><ContentItem><DataContent/></ContentItem>"
             "</NewsComponent><NewsComponent><Role "
             "FormalName=\"Sound\"/></NewsComponent></NewsComponent>"));
    assert_int_equal(reading->count + reading->reject_count, 0);
    reading_free(reading);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_components_with_headlines_are_articles),
        TEST(test_texts_of_all_kinds),
        TEST(test_dates_and_places_where_they_are),
        TEST(test_ids_are_the_items_own),
        TEST(test_languages_are_their_components),
        TEST(test_a_flash_is_a_headline_alone),
        TEST(test_pictures_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
