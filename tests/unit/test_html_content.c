#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/readers/html.h"
#include "common/readers/html_content.h"

#define P1                                                                                         \
    "The ferry to the north shore stopped on Monday, after forty years, and nobody was told why."
#define P2                                                                                         \
    "\"We learned it from the timetable,\" said a teacher who crosses the water twice a day, all " \
    "year."
#define P3                                                                                         \
    "The company says that a bridge will be built, but the council has seen no plans of one so "   \
    "far."
#define BODY "<p>" P1 "</p><p>" P2 "</p><p>" P3 "</p>"
#define TEXT P1 "\n\n" P2 "\n\n" P3

/* Ten of what doesn't count as prose. */
#define TEN(item) item item item item item item item item item item

/* The article in a page, in a buffer that is used again. */
static const char *content_of(const char *html, const char *title, const char *told_text)
{
    static char copy[8192];
    struct buf out, told;
    xmlDoc *tree;
    buf_init(&out);
    buf_init(&told);
    buf_add_text(&told, told_text);
    assert_int_equal(html_parse(html, strlen(html), &tree, NULL), NSEARCH_OK);
    assert_int_equal(html_content_read(xmlDocGetRootElement(tree), title, &told, &out, NULL, NULL),
                     NSEARCH_OK);
    strncpy(copy, out.data, sizeof copy - 1);
    xmlFreeDoc(tree);
    buf_release(&told);
    buf_release(&out);
    return copy;
}

#define IS(html, want) assert_string_equal(content_of(html, "Ferry stops", ""), want)

static void test_menus_and_footers_are_left_out(void **state)
{
    (void)state;
    IS("<ul><li><a href=/>Home</a><li><a href=/n>News</a></ul><div><h1>Ferry stops</h1>" BODY
       "</div><div><a href=/a>About us</a> <a href=/c>Contact</a></div>",
       TEXT);
    IS("<nav><p>" P1 "</p></nav><div>" BODY
       "</div><footer><p>All rights belong to the paper, of course.</p></footer>",
       TEXT);
}

static void test_names_tell_what_is_beside_the_text(void **state)
{
    (void)state;
    IS("<article><h1>Ferry stops</h1><div class=byline>By Ann Lee</div>"
       "<p>" P1 "</p><div class=newsletter-box><p>Sign up for our newsletter, every morning at "
       "six.</p></div>"
       "<p>" P2 "</p><aside><p>Our series on the ferries, in five parts, is here.</p></aside>"
       "<p>" P3 "</p><div class=share><p>Share this story with your friends, or print "
       "it.</p></div><div class=infobox><p>Ferries carry 900 people a day.</p></div></article>"
       "<section id=comments><p>I have used this ferry for years, and it was always late, said no "
       "one.</p></section>",
       TEXT);
}

static void test_a_name_is_not_believed_of_the_article_itself(void **state)
{
    (void)state;
    IS("<div class='layout sidebar comments'><div>" BODY "</div></div>", TEXT);
    IS("<div class='teaser article-body'>" BODY "</div>", TEXT);
}

static void test_captions_are_left_out(void **state)
{
    (void)state;
    IS("<div><p>" P1
       "</p><figure><img src=a><figcaption>The pier. Photo: Bo Roy.</figcaption></figure>"
       "<p>" P2
       "</p><div><img src=b><div>Ann Lee at the pier on Tuesday (Photo: Bo Roy)</div></div><p>" P3
       "</p></div>",
       TEXT);
}

static void test_an_earlier_picture_makes_no_captions(void **state)
{
    (void)state;
    IS("<div><p><img src=a></p></div><div><p>" P1 "</p><div><p>Not before May</p></div><p>" P2
       "</p><p>" P3 "</p></div>",
       P1 "\n\nNot before May\n\n" P2 "\n\n" P3);
}

static void test_a_credit_in_brackets_tells_a_caption(void **state)
{
    (void)state;
    IS("<p>" P1
       "</p><p>The last ferry leaves the harbour, on a Monday. (AP Photo/Ann Lee)</p><p>" P2
       "</p><p>" P3 "</p>",
       TEXT);
    assert_non_null(strstr(content_of("<p>" P1 "</p><p>It looked, from there, as if it were going "
                                      "home (see the photo)</p><p>" P2 "</p>",
                                      "Ferry stops", ""),
                           "see the photo"));
}

static void test_other_stories_are_left_out(void **state)
{
    (void)state;
    IS("<div>" BODY "<div><h3><a href=x>Bridge plans found</a></h3><p>They were in a drawer, it "
       "seems, all along.</p>"
       "</div><div><h3><a href=y>Council to meet</a></h3><p>It will be on Friday, in the "
       "evening.</p></div></div>",
       TEXT);
    IS("<div><p>" P1 "</p><p><a href=x>Read also: the bridge that never was</a></p><p>" P2
       "</p><p>" P3 "</p></div>",
       TEXT);
}

static void test_a_headline_that_is_a_link_to_itself_is_no_teaser(void **state)
{
    (void)state;
    const char *content = content_of(
        "<div><h2><a href=/ferry>Ferry stops</a></h2>" BODY
        "</div><div>" TEN("<p>I write of ships and harbours, when there is time for it, from a "
                          "house by the sea that has a garden.</p>") "</div>",
        "Ferry stops", "");
    assert_ptr_equal(strstr(content, TEXT), content);
}

static void test_a_story_with_a_headline_of_its_own_is_no_teaser(void **state)
{
    (void)state;
    IS("<main><header><h1>Ferry stops</h1><h4><a href=/s>Series on the ferries</a></h4><p>" P1
       "</p></header><div><p>" P2 "</p><p>" P3 "</p><p>" P2 P3 "</p></div></main>",
       TEXT "\n\n" P2 P3);
}

static void test_what_is_quoted_is_of_the_text(void **state)
{
    (void)state;
    IS("<article><p>" P1 "</p><blockquote class=twitter-tweet><p>" P2 "</p></blockquote><p>" P3
       "</p><p>" P1 P3 "</p></article>",
       TEXT "\n\n" P1 P3);
}

static void test_a_long_footer_is_not_the_article(void **state)
{
    (void)state;
#define LAW "<p>All that is written here is ours, and nobody may copy it, or else we go to law.</p>"
    IS("<main><h1>Ferry stops</h1>" BODY "</main><footer>" TEN(LAW) "</footer>", TEXT);
}

static void test_names_that_leave_nothing_are_not_believed(void **state)
{
    (void)state;
#define SHOWN(text) "<figure><img src=1><figcaption>" text "</figcaption></figure>"
#define HIDDEN(text) "<div class='part hidden' hidden><p>" text "</p><p>" text "</p></div>"
    const char *content = content_of("<main><h1>Ferry stops</h1><p>" P3 "</p>" TEN(SHOWN(P1))
                                         TEN(SHOWN(P2)) "</main>",
                                     NULL, "");
    assert_ptr_equal(strstr(content, P3 "\n\n" P1 "\n\n" P1), content);
    assert_non_null(strstr(content, P1 "\n\n" P2));
    IS("<article><p>" P1 "</p>" TEN(HIDDEN(P2)) "</article>", P1 TEN("\n\n" P2 "\n\n" P2));
    IS("<main>" BODY "<section id=comments>" TEN("<p>" P2 "</p>")
           TEN("<p>" P1 "</p>") "</section></main>",
       TEXT);
}

static void test_notes_in_the_text_are_left_out_by_their_wording(void **state)
{
    (void)state;
#define WITHOUT(note) IS("<div><p>" P1 "</p>" note "<p>" P2 "</p><p>" P3 "</p></div>", TEXT)
#define WITH(note)                                                                                 \
    IS("<div><p>" P1 "</p><p>" note "</p><p>" P2 "</p><p>" P3 "</p></div>",                        \
       P1 "\n\n" note "\n\n" P2 "\n\n" P3)
    WITHOUT("<p>Read more: Bridge plans found</p>");
    WITHOUT("<p>Lesen Sie auch:</p>");
    WITHOUT("<p>À lire aussi</p>");
    WITHOUT("<p>Foto: Bo Roy</p>");
    WITHOUT("<p>© 2026 The Harbour Post, all rights reserved.</p>");
    WITHOUT("<p>Sign up for our newsletter, every morning at six.</p>");
    WITHOUT(
        "<p>An dieser Stelle finden Sie einen Film. Er wird gezeigt, wenn Sie es erlauben.</p>");
    WITHOUT("<p>This entry was posted on Monday by Ann Lee.</p>");
    WITH("Related or not, the mayor and the owner of the yard share a name and a house.");
    WITH("Photographs of the pier are all that is left of it, says the museum.");
    WITH("More on Friday, when the council meets for the last time this year.");
}

static void test_the_next_article_is_not_read_on(void **state)
{
    (void)state;
#define NEXT                                                                                       \
    "<h1>Bridge opens</h1><p>The bridge to the south shore opened on Tuesday, and the mayor was "  \
    "the first to cross it, on foot.</p>"
    IS("<main><article><h1>Ferry stops</h1>" BODY "</article><article>" NEXT "</article></main>",
       TEXT);
    /* A heading that only looks so is one of the text. */
    assert_non_null(strstr(
        content_of("<article><h1>Ferry stops</h1>" BODY NEXT "</article>", "Ferry stops", ""),
        "opened on Tuesday"));
}

static void test_what_asks_for_consent_is_left_out_however_long_it_is(void **state)
{
    (void)state;
#define ASK                                                                                        \
    "<p>We and our 812 partners, whose names are below, would like to know where you are.</p>"
    IS("<div><article>" BODY "</article><div id='onetrust-consent-sdk'>" ASK ASK ASK ASK ASK ASK
       "</div></div>",
       TEXT);
    IS("<div class='cookie-consent-given'>" BODY "</div>", TEXT);
    IS("<article><p>" P1 "</p></article><div id=cookie-law>" ASK ASK ASK "</div>", P1);
}

static void test_headings_and_lists_in_the_text_are_kept(void **state)
{
    (void)state;
    IS("<div><p>" P1 "</p><h2>What now?</h2><p>" P2 "</p><ul><li>Walk around.<li>Swim.</ul><p>" P3
       "</p>"
       "<h2>More stories</h2></div>",
       P1 "\n\nWhat now?\n\n" P2 "\n\nWalk around.\n\nSwim.\n\n" P3);
}

static void test_a_long_list_does_not_end_the_text(void **state)
{
    (void)state;
    const char *content = content_of("<div><p>" P1 "</p><ul>" TEN("<li>A ferry</li>")
                                         TEN("<li>A raft</li>") "</ul><p>" P2 "</p></div>",
                                     NULL, "");
    assert_ptr_equal(strstr(content, P1), content);
    assert_non_null(strstr(content, "A raft\n\n" P2));
    content = content_of("<div><p>" P1 "</p><table>" TEN("<tr><td>Boat<td>5 knots</tr>")
                             TEN("<tr><td>Raft<td>1 knot</tr>") "</table><p>" P2 "</p></div>",
                         NULL, "");
    assert_ptr_equal(strstr(content, P1), content);
    assert_non_null(strstr(content, P2));
}

static void test_tables_and_listings_in_the_text_are_kept(void **state)
{
    (void)state;
    IS("<div><p>" P1 "</p><h2>Boats</h2><table><tr><td>Ann<td>5 knots</tr><tr><td>"
       "<a href=/bo>Bo</a><td>4 knots</tr><tr><td><a href=/a>Photos of boats</a></tr></table><p>" P2
       "</p><pre>sail --north</pre><p>" P3 "</p></div>",
       P1 "\n\nBoats\n\nAnn\n\n5 knots\n\nBo\n\n4 knots\n\n" P2 "\n\nsail --north\n\n" P3);
}

static void test_the_text_begins_and_ends_with_its_element(void **state)
{
    (void)state;
    IS("<div><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul><div>"
       "<h2>At a glance</h2><p>No boat sails.</p>" TEN("<p><a href=/t>Timetable</a></p>") BODY
       "<p><a href=/a>More news</a></p><p><a href=/b>All news</a></p><ul><li>Walk around<li>Swim"
       "</ul><p>Ann Lee</p></div></div>",
       "At a glance\n\nNo boat sails.\n\n" TEXT "\n\nWalk around\n\nSwim");
}

static void test_a_body_that_the_page_names_is_kept_whole(void **state)
{
    (void)state;
    IS("<div class=entry-content><h2>Programme</h2><ol><li>Two talks<ol><li>" P1 "<li>" P2
       "</ol></ol></div>",
       "Programme\n\nTwo talks\n\n" P1 "\n\n" P2);
    IS("<div class=story-body><figure><figcaption>A ferry</figcaption></figure><p>" P1 "</p><p>" P2
       "</p><ul class=story-body__list><li>Swim</ul><p>" P3 "</p></div>",
       P1 "\n\n" P2 "\n\nSwim\n\n" P3);
}

static void test_lists_next_to_the_text_belong_to_it(void **state)
{
    (void)state;
    IS("<ul><li>English</ul><main><ul class=tags><li>Ferries</ul><h2>You need</h2>"
       "<ul><li>A rope<li>A raft</ul><h2>How to cross</h2><div>" BODY "</div>"
       "<table><tr><td>Width<td>900 m</tr></table><ul><li><a href=/a>About us</a></ul></main>",
       "A rope\n\nA raft\n\nHow to cross\n\n" TEXT "\n\nWidth\n\n900 m");
}

static void test_the_lead_above_the_text_belongs_to_it(void **state)
{
    (void)state;
    IS("<main><header><h1>Ferry stops</h1><p class=standfirst>Forty years on the water</p>"
       "<div>Monday</div><div>5 min</div><div>Listen</div><div>Save</div></header><div>" BODY
       "</div></main>",
       "Forty years on the water\n\n" TEXT);
    IS("<main><h1>Ferry stops</h1><p>The boat that never failed has failed the north shore.</p>"
       "<ul class=share-bar>" TEN("<li>Share") TEN("<li>Send") TEN("<li>Tell")
           TEN("<li>Post") "</ul><div>" BODY "</div></main>",
       "The boat that never failed has failed the north shore.\n\n" TEXT);
}

static void test_text_between_breaks_in_tables_is_found(void **state)
{
    (void)state;
    IS("<table><tr><td><a href=1>Home</a><br><a href=2>News</a></td><td><font>" P1 "<br><br>" P2
       "<br><br>" P3 "</font></td></tr></table>",
       TEXT);
}

static void test_text_without_spaces_counts_as_much(void **state)
{
    (void)state;
    IS("<ul><li><a href=1>首页</a><li><a "
       "href=2>新闻</a></ul><div><p>渡轮星期一停运，四十年来第一次，没有人知道原因。</p>"
       "<p>公司说，将建一座桥，但议会没有看到计划。</p></div><div><a href=3>关于我们</a></div>",
       "渡轮星期一停运，四十年来第一次，没有人知道原因。\n\n公司说，将建一座桥，但议会没有看到计划"
       "。");
}

static void test_what_the_metadata_tell_is_taken_if_there_is_nothing_better(void **state)
{
    (void)state;
    assert_string_equal(content_of("<div>Loading</div>", NULL, TEXT), TEXT);
    assert_string_equal(content_of("<div>" BODY "</div>", NULL, P1), TEXT);
}

static void test_the_metadata_tell_where_the_text_ends(void **state)
{
    (void)state;
    assert_string_equal(content_of("<article>" BODY "<h2>Help us</h2><p>Papers need readers like "
                                   "you.</p></article>",
                                   NULL, TEXT),
                        TEXT);
}

static void test_a_page_may_have_no_text(void **state)
{
    (void)state;
    IS("", "");
    IS("<ul><li><a href=/>Home</a></ul>", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_menus_and_footers_are_left_out),
        cmocka_unit_test(test_names_tell_what_is_beside_the_text),
        cmocka_unit_test(test_a_name_is_not_believed_of_the_article_itself),
        cmocka_unit_test(test_captions_are_left_out),
        cmocka_unit_test(test_an_earlier_picture_makes_no_captions),
        cmocka_unit_test(test_a_credit_in_brackets_tells_a_caption),
        cmocka_unit_test(test_other_stories_are_left_out),
        cmocka_unit_test(test_a_headline_that_is_a_link_to_itself_is_no_teaser),
        cmocka_unit_test(test_a_story_with_a_headline_of_its_own_is_no_teaser),
        cmocka_unit_test(test_what_is_quoted_is_of_the_text),
        cmocka_unit_test(test_a_long_footer_is_not_the_article),
        cmocka_unit_test(test_names_that_leave_nothing_are_not_believed),
        cmocka_unit_test(test_notes_in_the_text_are_left_out_by_their_wording),
        cmocka_unit_test(test_the_next_article_is_not_read_on),
        cmocka_unit_test(test_what_asks_for_consent_is_left_out_however_long_it_is),
        cmocka_unit_test(test_headings_and_lists_in_the_text_are_kept),
        cmocka_unit_test(test_a_long_list_does_not_end_the_text),
        cmocka_unit_test(test_tables_and_listings_in_the_text_are_kept),
        cmocka_unit_test(test_the_text_begins_and_ends_with_its_element),
        cmocka_unit_test(test_a_body_that_the_page_names_is_kept_whole),
        cmocka_unit_test(test_lists_next_to_the_text_belong_to_it),
        cmocka_unit_test(test_the_lead_above_the_text_belongs_to_it),
        cmocka_unit_test(test_text_between_breaks_in_tables_is_found),
        cmocka_unit_test(test_text_without_spaces_counts_as_much),
        cmocka_unit_test(test_what_the_metadata_tell_is_taken_if_there_is_nothing_better),
        cmocka_unit_test(test_the_metadata_tell_where_the_text_ends),
        cmocka_unit_test(test_a_page_may_have_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
