#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "common/readers/html.h"
#include "common/readers/html_told.h"

#define P1 "The ferry to the north shore stopped on Monday \xE2\x80\x93 after forty years."
#define P2 "\"We learned it from the timetable,\" said a teacher who crosses twice a day."
#define P3                                                                                         \
    "The company says that a bridge will be built, \xC3\xBC"                                       \
    "ber Nacht."
#define BODY "<p>" P1 "</p><p>" P2 "</p><p>" P3 "</p>"
#define TEXT P1 P2 P3

/* How many of a page's blocks are left where its metadata tell a text. */
static unsigned end_of(const char *html, const char *text)
{
    struct html_blocks blocks;
    struct buf told;
    xmlDoc *tree;
    buf_init(&told);
    buf_add_text(&told, text);
    assert_int_equal(html_parse(html, strlen(html), &tree, NULL), NSEARCH_OK);
    assert_int_equal(html_blocks_read(&blocks, xmlDocGetRootElement(tree), NULL), NSEARCH_OK);
    unsigned end = (unsigned)blocks.count;
    assert_int_equal(html_told_end(&blocks, 0, &end, &told, NULL), NSEARCH_OK);
    html_blocks_release(&blocks);
    xmlFreeDoc(tree);
    buf_release(&told);
    return end;
}

static void test_what_is_not_told_is_cut_off_at_the_end(void **state)
{
    (void)state;
    assert_int_equal(end_of(BODY, TEXT), 3);
    assert_int_equal(end_of(BODY "<h2>Help</h2><p>Papers need you.</p>", TEXT), 3);
    assert_int_equal(end_of("<p>Listen: 3 minutes</p>" BODY "<p>Papers need you.</p>", TEXT), 4);
    assert_int_equal(end_of("<p>" P1 "</p><p>Papers need you.</p><p>" P2 P3 "</p>", TEXT), 3);
}

static void test_signs_and_spaces_may_differ(void **state)
{
    (void)state;
    assert_int_equal(end_of(BODY "<p>Papers need you.</p>",
                            P1 P2 "The company\xC2\xA0says that a bridge\nwill be built: \xC3\xBC"
                                  "ber\xE3\x80\x80Nacht"),
                     3);
}

static void test_a_text_that_is_told_in_part_cuts_nothing_off(void **state)
{
    (void)state;
    assert_int_equal(end_of(BODY, P1 P2), 3);
    assert_int_equal(end_of(BODY "<p>Papers need you.</p>", ""), 4);
    assert_int_equal(end_of(BODY "<p>Papers need you.</p>", "Of ferries."), 4);
    assert_int_equal(end_of("", TEXT), 0);
}

static void test_it_is_not_looked_for_far_up(void **state)
{
    (void)state;
#define FIVE "<p>A</p><p>B</p><p>C</p><p>D</p><p>E</p>"
    assert_int_equal(end_of(BODY FIVE FIVE FIVE "<hr>", TEXT), 3);
    assert_int_equal(end_of(BODY FIVE FIVE FIVE FIVE, P1 P2 "over the bridge"), 23);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_not_told_is_cut_off_at_the_end),
        cmocka_unit_test(test_signs_and_spaces_may_differ),
        cmocka_unit_test(test_a_text_that_is_told_in_part_cuts_nothing_off),
        cmocka_unit_test(test_it_is_not_looked_for_far_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
