#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/readers/xml.h" /* without libxml2 there is nothing to test */
#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

/* ---- Whole feeds -------------------------------------------------------------------------------- */

static const char rss[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
    "     xmlns:creator=\"http://purl.org/dc/elements/1.1/\" "
    "xmlns:atom=\"http://www.w3.org/2005/Atom\">\n"
    "<channel><title>The Harbour Weekly</title><link>https://harbour.example/</link>\n"
    "<atom:link href=\"https://harbour.example/feed\" rel=\"self\"/><language>en-gb</language>\n"
    "<image><title>Logo</title><link>https://logo.example</link></image>\n"
    "<item><title>Ferries &amp;amp; bridges stop</title>\n"
    "<link>https://harbour.example/2020/ferries</link><guid isPermaLink=\"false\">77</guid>\n"
    "<pubDate>Tue, 16 Jun 2020 14:49:00 +0200</pubDate>\n"
    "<creator:creator><![CDATA[Jane Doe]]></creator:creator>\n"
    "<category>Transport</category><category><![CDATA[Ferries]]></category>\n"
    "<description>A short form.</description>\n"
    "<content:encoded><![CDATA[<p>The last boat <b>left</b>.</p><script>x()</script>"
    "<p>Nobody waited.</p>\n<p>The post <a href=\"x\">Ferries</a> appeared first on "
    "<a>HW</a>.</p>]]>"
    "</content:encoded></item>\n"
    "<item><description>Only a text&nbsp;&mdash; AT&T.</description>"
    "<author>sam@harbour.example (Sam Roe)</author>"
    "<guid>https://harbour.example/2</guid></item>\n"
    "</channel></rss>\n";

static void test_items_of_rss_are_articles(void **state)
{
    struct reading *reading = reading_text(*state, "feed.xml", rss);
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 0);
    assert_false(reading->broken);
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID), "https://harbour.example/#77");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Ferries & bridges stop");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2020-06-16T14:49:00");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "The Harbour Weekly");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SECTION), "Transport");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TAG), "Transport\nFerries");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL),
                        "https://harbour.example/2020/ferries");
    assert_string_equal(reading_field(reading, 0, ARTICLE_LANG), "en-gb");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "The last boat left.\n\nNobody waited.");
    assert_string_equal(reading_field(reading, 1, ARTICLE_ID), "https://harbour.example/2");
    assert_string_equal(reading_field(reading, 1, ARTICLE_URL), "https://harbour.example/2");
    assert_string_equal(reading_field(reading, 1, ARTICLE_AUTHOR), "Sam Roe");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "Only a text \xE2\x80\x94 AT&T.");
    reading_free(reading);
}

static const char atom[] =
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/news/' xml:lang='de'>\n"
    "<title type='html'>Der &lt;b&gt;Tag&lt;/b&gt;</title><id>urn:a</id>\n"
    "<link rel='self' href='feed'/><author><name>Redaktion</name></author>\n"
    "<entry><title type='text'>Use of &lt;b&gt;</title><id>tag:a.example,2020:1</id>\n"
    "<link rel='replies' href='c/1'/><link rel='self' href='e/1'/><link href='1.html'/>\n"
    "<updated>2020-06-17T08:00:00Z</updated><published>2020-06-16T08:00:00Z</published>\n"
    "<category term='pol' label='Politik'/><author><name>A. "
    "Beck</name><email>a@b.c</email></author>\n"
    "<author><name>C. Dorn</name></author><summary>Kurz</summary>\n"
    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Eins <i>zwei</i>.</p>"
    "<p>1 &lt; 2</p></div></content></entry>\n"
    "<entry><title>Zweiter</title><updated>2020-06-17</updated><link href='/2' rel='alternate'/>"
    "<source><title>Die Nacht</title></source><content type='html'>&lt;p&gt;Text &amp;amp; mehr"
    "&lt;/p&gt;</content></entry></feed>";

static void test_entries_of_atom_are_articles(void **state)
{
    struct reading *reading = reading_text(*state, "feed", atom);
    assert_int_equal(reading->count, 2);
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID), "tag:a.example,2020:1");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Use of <b>");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2020-06-16T08:00:00");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "Der Tag");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "A. Beck\nC. Dorn");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SECTION), "Politik");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL), "https://a.example/news/1.html");
    assert_string_equal(reading_field(reading, 0, ARTICLE_LANG), "de");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), "Eins zwei.\n\n1 < 2");
    assert_string_equal(reading_field(reading, 1, ARTICLE_ID), "https://a.example/2");
    assert_string_equal(reading_field(reading, 1, ARTICLE_AUTHOR), "Redaktion");
    assert_string_equal(reading_field(reading, 1, ARTICLE_SOURCE), "Die Nacht");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "Text & mehr");
    reading_free(reading);
}

static void test_items_of_rdf_stand_behind_their_channel(void **state)
{
    struct reading *reading = reading_text(
        *state, "a.rdf",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        "<channel rdf:about='c'><title>Wire</title><dc:language>fr</dc:language>"
        "<items><rdf:Seq><rdf:li/></rdf:Seq></items></channel>"
        "<item rdf:about='https://w.example/1'><title>One - Wire</title>"
        "<dc:date>2001-02-03</dc:date><dc:creator>Doe, Jane</dc:creator></item></rdf:RDF>");
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "One");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "Wire");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL), "https://w.example/1");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2001-02-03");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_LANG), "fr");
    reading_free(reading);
}

/* ---- One item ----------------------------------------------------------------------------------- */

static const char *field(void **state, const char *item, enum article_field which)
{
    static char out[4096];
    char text[4096];
    snprintf(text, sizeof text,
             "<rss><channel><title>T</title><link>http://f.example</link><item>%s</item></"
             "channel></rss>",
             item);
    struct reading *reading = reading_text(*state, "a", text);
    assert_int_equal(reading->count, 1);
    snprintf(out, sizeof out, "%s", reading_field(reading, 0, which));
    reading_free(reading);
    return out;
}

#define IS(item, which, want) assert_string_equal(field(state, item, which), want)

static void test_ids_do_not_meet_those_of_other_feeds(void **state)
{
    IS("<title>t</title><guid>12</guid>", ARTICLE_ID, "http://f.example#12");
    IS("<title>t</title><guid>urn:x:1</guid>", ARTICLE_ID, "urn:x:1");
    IS("<title>t</title><link>/a/b</link>", ARTICLE_ID, "http://f.example/a/b");
    IS("<title>t</title><guid isPermaLink='false'>http://x.example/1</guid>", ARTICLE_URL, "");
}

static void test_the_best_date_that_can_be_read_is_taken(void **state)
{
    IS("<title>t</title><pubDate>soon</pubDate><dc:date>2020-01-02</dc:date>", ARTICLE_DATE,
       "2020-01-02");
}

static void test_addresses_are_no_authors(void **state)
{
    IS("<title>t</title><author>a@b.example</author>", ARTICLE_AUTHOR, "");
    IS("<title>t</title><author>Jane Doe &lt;a@b.example&gt;</author>", ARTICLE_AUTHOR, "Jane Doe");
    IS("<title>t</title><author>Jane Doe (jane@b.example)</author>", ARTICLE_AUTHOR, "Jane Doe");
    IS("<title>t</title><dc:author>J. Doe (mailto:jane@b.example)</dc:author>", ARTICLE_AUTHOR,
       "J. Doe");
    IS("<title>t</title><author>(jane@b.example)</author>", ARTICLE_AUTHOR, "");
    IS("<title>t</title><author>jane@b.example (Jane Doe)</author>", ARTICLE_AUTHOR, "Jane Doe");
    IS("<title>t</title><dc:creator>By Jane Doe and Sam Roe</dc:creator>", ARTICLE_AUTHOR,
       "Jane Doe\nSam Roe");
}

static void test_the_authors_of_a_feed_are_those_of_entries_without(void **state)
{
    assert_string_equal(
        reading_one(*state, "a.atom",
                    "<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><author><name>Ann "
                    "Lee</name></author>"
                    "<author><name>Bo Roe</name></author><entry><title>t</title></entry></feed>",
                    ARTICLE_AUTHOR),
        "Ann Lee\nBo Roe");
}

/* As Atom 0.3 says by a mode, and 1.0 by a type that is no text. */
static void test_what_is_encoded_in_base64_is_decoded(void **state)
{
    IS("<title>t</title><content type='text/html' mode='base64'>\n "
       "PHA+VGhlIGxhc3QgYm9hdDwvcD4=\n</content>",
       ARTICLE_BODY, "The last boat");
    IS("<title>t</title><content type='application/octet-stream'>VGhlIGxhc3QgYm9hdA==</content>",
       ARTICLE_BODY, "The last boat");
    IS("<title>t</title><content type='text/html'>VGhlbGFzdA==</content>", ARTICLE_BODY,
       "VGhlbGFzdA==");
    IS("<title>t</title><content type='application/xhtml+xml'><p>The last boat</p></content>",
       ARTICLE_BODY, "The last boat");
}

static void test_old_feeds_have_the_text_in_a_body(void **state)
{
    IS("<title>t</title><body xmlns='http://www.w3.org/1999/xhtml'><p>One</p><p>two</p></body>",
       ARTICLE_BODY, "One\n\ntwo");
    IS("<title>t</title><description>d</description><fullitem>&lt;p>One&lt;/p></fullitem>",
       ARTICLE_BODY, "One");
    IS("<title>t</title><description>d</description><body>One</body>", ARTICLE_BODY, "One");
}

static void test_an_item_may_be_a_title_only(void **state)
{
    IS("<title>Episode 3</title><enclosure url='http://x/3.mp3'/>", ARTICLE_TITLE, "Episode 3");
    IS("<media:group><media:title>Film</media:title><media:description>What it shows"
       "</media:description></media:group>",
       ARTICLE_BODY, "What it shows");
}

static void test_the_address_before_the_counter_is_taken(void **state)
{
    IS("<title>t</title><link>http://count.example/1</link>"
       "<feedburner:origLink>http://f.example/1</feedburner:origLink>",
       ARTICLE_URL, "http://f.example/1");
}

static void test_elements_of_other_namespaces_are_others(void **state)
{
    IS("<media:title>no</media:title><title>yes</title>", ARTICLE_TITLE, "yes");
    IS("<title>t</title><description/><itunes:summary>s</itunes:summary>", ARTICLE_BODY, "s");
}

/* ---- Damage ------------------------------------------------------------------------------------- */

static void test_a_feed_that_breaks_off_gives_what_came_before(void **state)
{
    char text[sizeof rss];
    memcpy(text, rss, sizeof rss);
    *strstr(text, "</guid></item>") = '\0';
    struct reading *reading = reading_text(*state, "a", text);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 1);
    assert_string_equal(reading->rejects[0].reason, "no </item>");
    assert_int_equal(reading->rejects[0].line, 15);
    assert_true(reading->broken);
    reading_free(reading);
}

static void test_an_item_without_an_end_ends_where_the_next_begins(void **state)
{
    struct reading *reading = reading_text(
        *state, "a",
        "<rss><item><title>1</title><item><title>2<b></title></item>"
        "<item/><item><x></item></rss><rss><item><title>3</title></item></rss>");
    assert_int_equal(reading->count, 3);
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "2");
    assert_string_equal(reading_field(reading, 2, ARTICLE_TITLE), "3");
    assert_int_equal(reading->reject_count, 2);
    assert_string_equal(reading->rejects[0].reason, "neither a title nor a text");
    reading_free(reading);
}

static void test_a_feed_without_items_is_told(void **state)
{
    struct reading *reading = reading_text(*state, "a",
                                           "<rss><channel><title>T</title></channel></rss>");
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    assert_string_equal(reading->rejects[0].reason, "a feed without items");
    reading_free(reading);
}

static void test_tags_in_comments_and_cdata_are_no_items(void **state)
{
    struct reading *reading = reading_text(
        *state, "a",
        "<rss><!-- <item>no</item> --><item><title>a</title><description>"
        "<![CDATA[</item><item>]]></description><!-- </item> --></item></rss>");
    assert_int_equal(reading->count, 1);
    reading_free(reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items_of_rss_are_articles),
        cmocka_unit_test(test_entries_of_atom_are_articles),
        cmocka_unit_test(test_items_of_rdf_stand_behind_their_channel),
        cmocka_unit_test(test_ids_do_not_meet_those_of_other_feeds),
        cmocka_unit_test(test_the_best_date_that_can_be_read_is_taken),
        cmocka_unit_test(test_addresses_are_no_authors),
        cmocka_unit_test(test_the_authors_of_a_feed_are_those_of_entries_without),
        cmocka_unit_test(test_what_is_encoded_in_base64_is_decoded),
        cmocka_unit_test(test_old_feeds_have_the_text_in_a_body),
        cmocka_unit_test(test_an_item_may_be_a_title_only),
        cmocka_unit_test(test_the_address_before_the_counter_is_taken),
        cmocka_unit_test(test_elements_of_other_namespaces_are_others),
        cmocka_unit_test(test_a_feed_that_breaks_off_gives_what_came_before),
        cmocka_unit_test(test_an_item_without_an_end_ends_where_the_next_begins),
        cmocka_unit_test(test_a_feed_without_items_is_told),
        cmocka_unit_test(test_tags_in_comments_and_cdata_are_no_items),
    };
    return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
