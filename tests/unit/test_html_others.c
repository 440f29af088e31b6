#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "tests/unit/page_text.h"

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
        cmocka_unit_test(test_what_asks_for_consent_is_left_out_however_long_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
