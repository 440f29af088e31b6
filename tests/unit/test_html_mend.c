#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/readers/html_mend.h"

#define MENDS(html, want)                                                                          \
    do {                                                                                           \
        struct buf out;                                                                            \
        buf_init(&out);                                                                            \
        html_mend(html, sizeof html - 1, &out);                                                    \
        assert_string_equal(out.data, want);                                                       \
        assert_int_equal(out.size, strlen(want));                                                  \
        buf_release(&out);                                                                         \
    } while (0)

static void test_what_is_right_stays(void **state)
{
    (void)state;
    MENDS("<!DOCTYPE html><p class='a b' id=x-1 data-a.b=\"<i>\" hidden>a</p ><br/>",
          "<p class='a b' id=x-1 data-a.b=\"<i>\" hidden>a</p ><br/>");
    MENDS("", "");
}

static void test_names_of_attributes_get_letters(void **state)
{
    (void)state;
    MENDS("<p @click=\"a > b\" [class.x]='c > d' (e)=f #g>h",
          "<p xclick=\"a > b\" xclass.xx='c > d' xex=f xg>h");
    MENDS("<p =\"a\" \"b>c", "<p =\"a\" xb>c");
}

static void test_what_holds_nothing_ends_itself(void **state)
{
    (void)state;
    MENDS("<embed src=a>b<WBR>c<source src='x'/><embed>d</embed><embedded>",
          "<embed src=a />b<WBR />c<source src='x'/><embed />d</embed><embedded>");
}

static void test_a_body_begins_where_no_head_goes_on(void **state)
{
    (void)state;
    MENDS("<title>a</title><Header>b</header><article>",
          "<title>a</title><body><Header>b</header><article>");
    MENDS("<head><my-app>b", "<head><body><my-app>b");
    MENDS("<title>a</title><script><main></script><BODY class=b><main>",
          "<title>a</title><script></script><BODY class=b><main>");
    MENDS("<title>a</title><p>b<figures>", "<title>a</title><p>b<figures>");
}

static void test_comments_go_and_signs_are_text(void **state)
{
    (void)state;
    MENDS("a<!-- <p> -> -->b<!-->c<![endif]>d<?php x ?>e", "abcde");
    MENDS("a<!-- x -->b<![endif]>d<?php x ?>e</>f", "abdef");
    MENDS("1 < 2 <3 <", "1 &lt; 2 &lt;3 &lt;");
}

static void test_of_scripts_linked_data_stays_as_it_is(void **state)
{
    (void)state;
    MENDS("<script>if (a <b) \"<!-- <p @x>\"</SCRIPT ><p @x>", "<script></SCRIPT ><p xx>");
    MENDS("<script type=x-json>{\"a\": \"<p>\"}</script>", "<script type=x-json></script>");
    MENDS("<script type=\"application/LD+JSON\">{\"a\": \"<!-- <p @x>\"}</script>",
          "<script type=\"application/LD+JSON\">{\"a\": \"<!-- <p @x>\"}</script>");
    MENDS("<script type='application/ld&#43;json'>[1]",
          "<script type='application/ld&#43;json'>[1]");
    MENDS("<style>a{}<", "<style>");
    MENDS("<style media='ld json'>a{}</style>", "<style media='ld json'></style>");
}

static void test_nul_is_a_space(void **state)
{
    (void)state;
    MENDS("a\0b<p \0>", "a b<p x>");
}

static void test_a_tag_has_so_many_attributes_and_no_more(void **state)
{
    (void)state;
    struct buf html, out;
    buf_init(&html);
    buf_init(&out);
    buf_add_text(&html, "<p");
    for (int i = 0; i < 5000; i++)
        buf_addf(&html, " a%d=\"1\"", i);
    buf_add_text(&html, ">text</p>");
    html_mend(html.data, html.size, &out);
    assert_non_null(strstr(out.data, " a99=\"1\""));
    assert_null(strstr(out.data, " a100=\"1\""));
    assert_non_null(strstr(out.data, ">text</p>"));
    buf_release(&out);
    buf_release(&html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_right_stays),
        cmocka_unit_test(test_names_of_attributes_get_letters),
        cmocka_unit_test(test_what_holds_nothing_ends_itself),
        cmocka_unit_test(test_a_body_begins_where_no_head_goes_on),
        cmocka_unit_test(test_comments_go_and_signs_are_text),
        cmocka_unit_test(test_of_scripts_linked_data_stays_as_it_is),
        cmocka_unit_test(test_nul_is_a_space),
        cmocka_unit_test(test_a_tag_has_so_many_attributes_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
