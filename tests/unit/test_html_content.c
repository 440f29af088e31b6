#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "tests/unit/page_text.h"

static void test_shadow_roots_are_shown_and_other_templates_are_not(void **state)
{
    (void)state;
    IS("<my-article><template shadowrootmode=open>" BODY "</template></my-article>", TEXT);
    IS("<body><my-article><template shadowroot=open><header><slot></slot></header><p>" P1
       "</p><p>" P2 "</p></template><p>" P3 "</p></my-article>",
       TEXT);
    IS("<body><template>" BODY "</template>", "");
}

static void test_a_page_may_have_no_body_written(void **state)
{
    (void)state;
    IS("<!DOCTYPE html><title>a</title><article>" BODY "</article>", TEXT);
    IS("<head><title>a</title></head><main>" BODY "</main>", TEXT);
    IS("<title>a</title><my-app><article>" BODY "</article></my-app>", TEXT);
    IS("<title>a</title><header><h1>a</h1><p>" P1 "</p></header><p>" P2 "</p><p>" P3 "</p>", TEXT);
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

static void test_an_anchor_is_no_link(void **state)
{
    (void)state;
    IS("<div><a name=top><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p></a></div>", TEXT);
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
        cmocka_unit_test(test_shadow_roots_are_shown_and_other_templates_are_not),
        cmocka_unit_test(test_a_page_may_have_no_body_written),
        cmocka_unit_test(test_the_next_article_is_not_read_on),
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
        cmocka_unit_test(test_an_anchor_is_no_link),
        cmocka_unit_test(test_a_page_may_have_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
