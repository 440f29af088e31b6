/* NewsML-G2: what is an article in it, and what isn't. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define ITEM(meta, content_meta, content)                                                          \
    "<newsItem guid=\"g1\" xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemMeta>"               \
    "<versionCreated>2005-03-02T11:50:00Z</versionCreated>" meta "</itemMeta><contentMeta>"        \
    "<headline>Ferries</headline>" content_meta "</contentMeta><contentSet>" content               \
    "</contentSet></newsItem>"
#define TEXT "<inlineXML><html><body><p>The text.</p></body></html></inlineXML>"

#define IS(text, which, want) assert_string_equal(reading_one(*state, "a.xml", text, which), want)

/* Nothing, and no reject. */
static void is_passed_over(void **state, const char *text)
{
    struct reading *reading = reading_text(*state, "a.xml", text);
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 0);
    reading_free(reading);
}

static void test_a_message_has_many_items(void **state)
{
    static const char *const want[ARTICLE_FIELDS] = {
        [ARTICLE_ID] = "urn:hw:1",
        [ARTICLE_TITLE] = "Ferries stop at noon",
        [ARTICLE_DATE] = "2005-03-02T11:50:00",
        [ARTICLE_SOURCE] = "Harbor Wire",
        [ARTICLE_AUTHOR] = "Jane Doe\nJohn Roe",
        [ARTICLE_PLACE] = "NORTHGATE, Nordland",
        [ARTICLE_LANG] = "en",
        [ARTICLE_TAG] = "strikes\ntransport",
        [ARTICLE_BODY] = "The last boat left at 11.50.\n\nIt was full."};
    (void)state;
    struct reading *reading = reading_of("tests/data/good-newsml-g2.xml", NULL, 100000);
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 0);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        if (want[i]) assert_string_equal(reading_field(reading, 0, (enum article_field)i), want[i]);
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "Bridges are full");
    assert_string_equal(reading_field(reading, 1, ARTICLE_AUTHOR), "Ann Poe");
    assert_string_equal(reading_field(reading, 1, ARTICLE_SOURCE), "Harbor Wire");
    assert_string_equal(reading_field(reading, 1, ARTICLE_PLACE), "OSLO");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "OSLO (HW) - Everybody drives.");
    reading_free(reading);
}

static void test_what_has_no_text_is_passed_over(void **state)
{
    is_passed_over(state, ITEM("<itemClass qcode=\"ninat:picture\"/>", "", "<remoteContent/>"));
    is_passed_over(
        state,
        ITEM("<itemClass qcode=\"ninat:text\"/><pubStatus qcode=\"stat:canceled\"/>", "", ""));
    is_passed_over(
        state,
        "<packageItem guid=\"p\"><contentMeta><headline>P</headline></contentMeta></packageItem>");
    is_passed_over(state,
                   "<conceptItem guid=\"c\"><concept><name>C</name></concept></conceptItem>");
    is_passed_over(state,
                   "<planningItem "
                   "guid=\"c\"><contentMeta><headline>P</headline></contentMeta></planningItem>");
    is_passed_over(state, "<knowledgeItem guid=\"c\"/>");
    is_passed_over(state,
                   ITEM("<itemClass qcode=\"ninat:composite\"/>", "",
                        "<inlineXML><events><event><name>E</name></event></events></inlineXML>"));
}

static void test_what_has_one_is_read_whatever_its_class(void **state)
{
    IS(ITEM("<itemClass qcode=\"ninat:video\"/>", "", TEXT), ARTICLE_BODY, "The text.");
    IS(ITEM("", "", TEXT), ARTICLE_TITLE, "Ferries");
    IS(ITEM("<itemClass uri=\"http://cv.iptc.org/newscodes/ninature/text\"/>", "", ""),
       ARTICLE_TITLE, "Ferries");
}

static void test_texts_of_all_kinds(void **state)
{
    IS(ITEM("", "", "<inlineData contenttype=\"text/plain\">One.\n\nTwo.</inlineData>"),
       ARTICLE_BODY, "One.\n\nTwo.");
    IS(ITEM("", "",
            "<inlineData "
            "contenttype=\"text/plain\">&lt;p>One.&lt;/p>&lt;p>Two.&lt;/p></inlineData>"),
       ARTICLE_BODY, "One.\n\nTwo.");
    IS(ITEM("", "", "<inlineData contenttype=\"image/jpeg\" encoding=\"base64\">AAAA</inlineData>"),
       ARTICLE_BODY, "");
    IS(ITEM("", "", "<inlineXML><p>One.</p></inlineXML>"), ARTICLE_BODY, "One.");
    IS(ITEM("",
            "<description role=\"drol:caption\">No</description><description>The  "
            "gist.</description>",
            ""),
       ARTICLE_BODY, "The gist.");
    IS(ITEM("", "",
            "<inlineXML><html><body><p>It&amp;#39;s "
            "&amp;quot;that&amp;quot;.</p></body></html></inlineXML>"),
       ARTICLE_BODY, "It's \"that\".");
}

static void test_sources_of_all_kinds(void **state)
{
    IS(ITEM("<provider literal=\"HW\"/>", "<creditline>C</creditline>", TEXT), ARTICLE_SOURCE,
       "HW");
    IS(ITEM("<provider literal=\"hw.example\"/>", "<creditline>C</creditline>", TEXT),
       ARTICLE_SOURCE, "C");
    IS(ITEM("<provider literal=\"hw.example\"/>", "", TEXT), ARTICLE_SOURCE, "hw.example");
    IS(ITEM("<provider qcode=\"nprov:HW\"/>", "", TEXT), ARTICLE_SOURCE, "HW");
    IS(ITEM("", "<infoSource literal=\"HW\"/>", TEXT), ARTICLE_SOURCE, "HW");
}

static void test_places_of_all_kinds(void **state)
{
    IS(ITEM("", "<located literal=\"Oslo\"/>", TEXT), ARTICLE_PLACE, "Oslo");
    IS(ITEM("", "<located><name>Oslo</name></located><dateline>2005-03-02 11:50 GMT</dateline>",
            TEXT),
       ARTICLE_PLACE, "Oslo");
    IS(ITEM("", "<located><name>Oslo</name></located>",
            "<inlineXML><p>BERGEN (HW) - Text.</p></inlineXML>"),
       ARTICLE_PLACE, "BERGEN");
}

static void test_authors_are_people(void **state)
{
    IS(ITEM("", "<creator><name>Ann Poe</name></creator>", TEXT), ARTICLE_AUTHOR, "Ann Poe");
    IS(ITEM("", "<creator><name>Harbor News Agency</name></creator>", TEXT), ARTICLE_AUTHOR, "");
    IS(ITEM("", "<creator><name>VRG</name></creator>", TEXT), ARTICLE_AUTHOR, "");
}

static void test_a_piece_of_an_item_is_read(void **state)
{
    IS("<contentSet><inlineXML><nitf><body><body.head><hedline><hl1>T</hl1></hedline></body.head>"
       "<body.content><p>Text.</p></body.content></body></nitf></inlineXML></contentSet>",
       ARTICLE_TITLE, "T");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_message_has_many_items),
        TEST(test_what_has_no_text_is_passed_over),
        TEST(test_what_has_one_is_read_whatever_its_class),
        TEST(test_texts_of_all_kinds),
        TEST(test_sources_of_all_kinds),
        TEST(test_places_of_all_kinds),
        TEST(test_authors_are_people),
        TEST(test_a_piece_of_an_item_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
