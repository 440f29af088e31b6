#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "common/readers/html.h"

static struct article article;

static const char *body_of_bytes(const char *page, size_t size, const struct html_hints *hints)
{
    article_release(&article);
    article_init(&article);
    assert_int_equal(html_page_read(page, size, hints, &article, NULL, NULL), NSEARCH_OK);
    return article.fields[ARTICLE_BODY].data;
}

static const char *body_of(const char *page, const struct html_hints *hints)
{
    return body_of_bytes(page, strlen(page), hints);
}

#define LINE                                                                                       \
    "The caf\xE9 at the pier closed on Monday, after forty years, and nobody was told why it had " \
    "to."
#define UTF8                                                                                       \
    "The caf\xC3\xA9 at the pier closed on Monday, after forty years, and nobody was told why it " \
    "had to."

static void test_the_charset_is_the_one_the_page_declares(void **state)
{
    (void)state;
    assert_string_equal(body_of("<meta charset='iso-8859-1'><p>" LINE, NULL), UTF8);
    assert_string_equal(
        body_of("<script charset=utf-8></script><meta http-equiv=x content=\"text/html; "
                "charset=windows-1252\"><p>" LINE,
                NULL),
        UTF8);
    assert_string_equal(body_of("<?xml version='1.0' encoding='iso-8859-1'?><html><p>" LINE, NULL),
                        UTF8);
    assert_string_equal(body_of("<?xml encoding=><p>" LINE, NULL), UTF8);
}

static void test_a_wrong_one_does_no_harm(void **state)
{
    (void)state;
    assert_string_equal(body_of("<meta charset=utf-8><p>" LINE, NULL), UTF8);
    assert_string_equal(body_of("<meta charset=iso-8859-1><p>" UTF8, NULL), UTF8);
    assert_string_equal(body_of("<meta charset=no-such><p>" LINE, NULL), UTF8);
}

static void test_a_header_knows_best(void **state)
{
    (void)state;
    const struct html_hints hints = {.content_type = "text/html; charset=\"macintosh\""};
    assert_string_equal(body_of("<meta charset=iso-8859-1><p>The caf\x8E at the pier closed on "
                                "Monday, after forty years, "
                                "and nobody was told why it had to.",
                                &hints),
                        UTF8);
}

static void test_a_page_without_a_text_has_its_description(void **state)
{
    (void)state;
#define ABOUT                                                                                      \
    "<head><meta name=description content='Boats: news'><meta property='og:description' "          \
    "content='The last boat is late.'></head>"
    assert_string_equal(body_of(ABOUT "<body><div id=app></div>", NULL), "The last boat is late.");
    assert_string_equal(body_of(ABOUT "<body><p>" UTF8, NULL), UTF8);
    assert_string_equal(body_of("<meta name=description content='Late.'><h1>Boats</h1>", NULL),
                        "Late.");
}

static void test_utf16_needs_no_mark(void **state)
{
    (void)state;
    const char text[] =
        "<p>The pier closed on Monday, after forty years, and nobody was told why it had to be so.";
    char wide[2 * sizeof text] = "";
    for (size_t i = 0; i + 1 < sizeof text; i++)
        wide[2 * i] = text[i];
    assert_string_equal(body_of_bytes(wide, 2 * (sizeof text - 1), NULL), text + 3);
}

static void test_a_page_where_nothing_may_be_found_is_read_all_the_same(void **state)
{
    (void)state;
    const struct html_hints hints = {.url = "https://paper.example/a"};
    assert_string_equal(
        body_of("<meta name=robots content=noindex><title>T</title><p>" LINE, &hints), UTF8);
    assert_string_equal(article.fields[ARTICLE_TITLE].data, "T");
    assert_string_equal(article.fields[ARTICLE_URL].data, "https://paper.example/a");
    assert_string_equal(body_of("", NULL), "");
    article_release(&article);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_charset_is_the_one_the_page_declares),
        cmocka_unit_test(test_a_wrong_one_does_no_harm),
        cmocka_unit_test(test_a_header_knows_best),
        cmocka_unit_test(test_a_page_without_a_text_has_its_description),
        cmocka_unit_test(test_utf16_needs_no_mark),
        cmocka_unit_test(test_a_page_where_nothing_may_be_found_is_read_all_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
