#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/readers/markup.h"

/* The text, in a buffer that is used again. */
static const char *text_of(const char *html)
{
    static char copy[4096];
    struct buf out;
    buf_init(&out);
    markup_text(html, strlen(html), &out);
    assert_int_equal(buf_status(&out, NULL), NSEARCH_OK);
    strncpy(copy, out.data, sizeof copy - 1);
    buf_release(&out);
    return copy;
}

#define IS(html, text) assert_string_equal(text_of(html), text)

static void test_blocks_are_paragraphs(void **state)
{
    (void)state;
    IS("<p>One <b>bo</b>ld.</p><p>Two</p>\n<div>Three</div>", "One bold.\n\nTwo\n\nThree");
    IS("One<br>two<br><br>three", "One\ntwo\n\nthree");
}

static void test_entities_are_decoded(void **state)
{
    (void)state;
    IS("<p>Salt &amp; pepper &lt; &quot;x&quot; &#39;y&#39;&nbsp;z</p>",
       "Salt & pepper < \"x\" 'y' z");
}

static void test_what_was_escaped_too_often_is_markup_all_the_same(void **state)
{
    (void)state;
    IS("&lt;p&gt;Salt &amp;amp; pepper&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "Salt & pepper\n\nTwo");
    IS("&amp;lt;b&amp;gt;Salt&amp;lt;/b&amp;gt;", "Salt");
    IS("<p>Write &lt;b&gt;salt&lt;/b&gt;.</p>", "Write <b>salt</b>.");
    IS("3 &lt; 4", "3 < 4");
}

static void test_comments_are_left_out(void **state)
{
    (void)state;
    IS("<p>a<!-- no > <b>text</b> -->b</p>", "ab");
}

static void test_text_without_markup_keeps_its_lines(void **state)
{
    (void)state;
    IS("One\ntwo\n\n  three & four", "One\ntwo\n\nthree & four");
}

static void test_a_sign_alone_is_no_tag(void **state)
{
    (void)state;
    IS("<p>3 < 4 and 5 > 4</p>", "3 < 4 and 5 > 4");
}

static void test_what_is_not_utf8_is_windows_1252(void **state)
{
    (void)state;
    const char *text = text_of("<p>caf\xE9 \x93quoted\x94</p>");
    assert_string_equal(text, "caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D");
}

static void test_any_bytes_can_be_read(void **state)
{
    (void)state;
    static const char *const odd[] = {"",   "<",          "<p",   "</", "<!--",       "&",
                                      "&#", "&#x110000;", "<p><", "<?", "<a href=\"x"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        assert_non_null(text_of(odd[i]));
}

static void test_a_text_that_nobody_says_is_html_may_be(void **state)
{
    static const char *const are[] = {"One</p>two",    "a <i>b</i>", "a<br>b",         "a<br />b",
                                      "</blockquote>", "&amp;",      "Arts &#38; sea", "&#x2019;"};
    static const char *const are_not[] = {
        "",  "a < b", "a <b> c", "AT&T; and", "x && y;", "</ p>",       "</p",
        "&", "&#;",   "<",       "a </3 b",   "<break>", "&very-good;", "&averyverylongname;"};
    (void)state;
    for (size_t i = 0; i < sizeof are / sizeof *are; i++)
        assert_true(markup_in(are[i], strlen(are[i])));
    for (size_t i = 0; i < sizeof are_not / sizeof *are_not; i++)
        assert_false(markup_in(are_not[i], strlen(are_not[i])));
    assert_false(markup_in("a</p>", 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_are_paragraphs),
        cmocka_unit_test(test_entities_are_decoded),
        cmocka_unit_test(test_what_was_escaped_too_often_is_markup_all_the_same),
        cmocka_unit_test(test_comments_are_left_out),
        cmocka_unit_test(test_text_without_markup_keeps_its_lines),
        cmocka_unit_test(test_a_sign_alone_is_no_tag),
        cmocka_unit_test(test_what_is_not_utf8_is_windows_1252),
        cmocka_unit_test(test_any_bytes_can_be_read),
        cmocka_unit_test(test_a_text_that_nobody_says_is_html_may_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
