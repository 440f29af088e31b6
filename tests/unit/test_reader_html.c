#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/readers/html.h"
#include "tests/unit/reading.h"
#include "tests/unit/scratch.h"

#define TEXT                                                                                       \
    "The pier closed on Monday, after forty years, and nobody was told why it had to be so."

static void test_a_saved_page_is_one_article(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    struct reading *reading = reading_of("tests/data/page-ferry.html", NULL, 100000);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 0);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE),
                        "The last ferry leaves Wrenmouth");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Ottoline Marsh\nIdris Fallon");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2019-11-04T07:30:00");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "The Wrenmouth Courier");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL),
                        "https://courier.example/2019/last-ferry");
    assert_string_equal(reading_field(reading, 0, ARTICLE_LANG), "en-GB");
    const char *body = reading_field(reading, 0, ARTICLE_BODY);
    assert_ptr_equal(strstr(body, "After forty years on the water"), body);
    assert_non_null(strstr(body, "\n\n\"I set my clock by it,\" said"));
    assert_non_null(strstr(body, "\n\nWhat comes next\n\n"));
    assert_string_equal(body + strlen(body) - 22, "until the spring tide.");
    static const char *const left_out[] = {"Subscribe", "Photograph", "Marsh",   "Share",
                                           "Cookies",   "never late", "Related", "Lighthouse"};
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strstr(body, left_out[i])) fail_msg("%s is in the text", left_out[i]);
    reading_free(reading);
}

static void test_references_that_mean_windows_are_its_characters(void **state)
{
    struct reading *reading = reading_text(
        *state, "a.html",
        "<html><title>The Pier&#146;s Gone</title><h1>The Pier&#146;s Gone</h1><p>&#147;" TEXT
        "&#148;");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "The Pier\xE2\x80\x99s Gone");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "\xE2\x80\x9C" TEXT "\xE2\x80\x9D");
    reading_free(reading);
}

static void test_a_page_in_another_charset_is_read_rightly(void **state)
{
    (void)state;
    struct reading *reading = reading_of("tests/data/page-latin1.html", NULL, 100000);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE),
                        "Volunteers set the Pellow tide mill turning again");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "The Estuary Leaflet");
    const char *body = reading_field(reading, 0, ARTICLE_BODY);
    assert_ptr_equal(strstr(body, "The waterwheel at Pellow"), body);
    assert_non_null(strstr(body, "A caf\xC3\xA9 in the cartshed"));
    assert_null(strstr(body, "Eels"));
    assert_null(strstr(body, "grandmother"));
    reading_free(reading);
}

static size_t articles_in(const char *directory, const char *name, const char *text)
{
    struct reading *reading = reading_text(directory, name, text);
    const size_t count = reading->count;
    if (count && !strstr(reading_field(reading, 0, ARTICLE_BODY), TEXT))
        fail_msg("no text in %s", text);
    if (count && strchr(reading_field(reading, 0, ARTICLE_BODY), '<'))
        fail_msg("not as a page: %s", text);
    reading_free(reading);
    return count;
}

static void test_pages_are_known_by_how_they_begin(void **state)
{
    static const char *const starts[] = {"<!DOCTYPE html>",
                                         "\n\n<!-- saved -->\n<html lang=en>",
                                         "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C'>",
                                         "<HEAD><TITLE>a</TITLE></HEAD>",
                                         "<script>x()</script>",
                                         "<meta charset=utf-8>",
                                         "<div>"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        char page[512];
        snprintf(page, sizeof page, "%s<p>" TEXT "</p>", starts[i]);
        assert_int_equal(articles_in(*state, "page", page), 1);
    }
    assert_int_equal(articles_in(*state, "page.html", "Some text first. <p>" TEXT "</p>"), 1);
}

static void test_a_page_without_anything_to_read_is_a_reject(void **state)
{
    struct reading *reading = reading_text(*state, "a.html",
                                           "<html><body><script>x()</script></body></html>");
    assert_int_equal(reading->count, 0);
    assert_int_equal(reading->reject_count, 1);
    reading_free(reading);
}

static void test_a_page_of_links_is_an_article_with_what_it_has(void **state)
{
    struct reading *reading = reading_text(*state, "a.html",
                                           "<title>News</title><ul><li><a href=a>One</a></ul>");
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "News");
    reading_free(reading);
}

static void test_utf16_without_a_mark_is_a_page(void **state)
{
    const char text[] = "<!DOCTYPE html><p>" TEXT;
    char wide[2 * sizeof text] = "";
    for (size_t i = 0; i + 1 < sizeof text; i++)
        wide[2 * i + 1] = text[i];
    const char *path = scratch_write(*state, "wide", wide, 2 * (sizeof text - 1));
    struct reading *reading = reading_of(path, NULL, 10000);
    assert_int_equal(reading->count, 1);
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY), TEXT);
    reading_free(reading);
    path = scratch_write(*state, "other.html",
                         "\x7F"
                         "ELF\0\0<p>",
                         9);
    reading = reading_of(path, NULL, 10000);
    assert_int_equal(reading->count, 0);
    reading_free(reading);
}

static void test_a_page_that_is_too_long_is_a_reject(void **state)
{
    struct reading *reading = reading_of(
        scratch_write(*state, "a.html", "<html><p>" TEXT, 9 + sizeof TEXT - 1), NULL, 50);
    assert_int_equal(reading->count, 0);
    assert_string_equal(reading->rejects[0].reason, "a page of more than 50 bytes");
    reading_free(reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_saved_page_is_one_article),
        cmocka_unit_test_setup_teardown(test_references_that_mean_windows_are_its_characters,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test(test_a_page_in_another_charset_is_read_rightly),
        cmocka_unit_test_setup_teardown(test_pages_are_known_by_how_they_begin, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_page_without_anything_to_read_is_a_reject,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_page_of_links_is_an_article_with_what_it_has,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_utf16_without_a_mark_is_a_page, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_page_that_is_too_long_is_a_reject, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
