#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "common/readers/wordpress.h"
#include "common/readers/xml.h" /* without libxml2 there is nothing to test */
#include "tests/unit/reading.h"

static void test_published_posts_and_pages_are_articles(void **state)
{
    (void)state;
    struct reading *reading = reading_of("tests/data/export.wxr", NULL, 1 << 20);
    assert_int_equal(reading->count, 2);
    assert_int_equal(reading->reject_count, 0);
    assert_string_equal(reading_field(reading, 0, ARTICLE_ID), "https://harbour.example/?p=7");
    assert_string_equal(reading_field(reading, 0, ARTICLE_URL),
                        "https://harbour.example/2020/ferries/");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TITLE), "Ferries stop");
    assert_string_equal(reading_field(reading, 0, ARTICLE_AUTHOR), "Jane Doe");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SOURCE), "The Harbour Weekly");
    assert_string_equal(reading_field(reading, 0, ARTICLE_LANG), "en-GB");
    assert_string_equal(reading_field(reading, 0, ARTICLE_DATE), "2020-06-17T01:30:00");
    assert_string_equal(reading_field(reading, 0, ARTICLE_SECTION), "Transport");
    assert_string_equal(reading_field(reading, 0, ARTICLE_TAG), "Boats");
    assert_string_equal(reading_field(reading, 0, ARTICLE_BODY),
                        "The last boat left.\n\nAn old paragraph [sic] with two lines.");
    assert_string_equal(reading_field(reading, 1, ARTICLE_TITLE), "About us");
    assert_string_equal(reading_field(reading, 1, ARTICLE_ID), "https://harbour.example/about/");
    assert_string_equal(reading_field(reading, 1, ARTICLE_DATE), "2019-01-02T03:04:05");
    assert_string_equal(reading_field(reading, 1, ARTICLE_BODY), "Who we are.");
    reading_free(reading);
}

static void test_shortcodes_go_and_brackets_stay(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a [sic] b [", "a [sic] b ["},
        {"a [gallery] b", "a  b"},
        {"[row]in[/row] [row x] [/other]", "in  "},
        {"[x y=\"1\"]in", "in"},
        {"[caption]no end", "no end"},
        {"[caption id=1]<img> says[/caption]after", "after"},
        {"one\n \ntwo\nthree", "one\n\n<p>two\nthree"},
        {"[]", "[]"},
        {"[Editor's note: x = y]", "[Editor's note: x = y]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out);
        wordpress_html(cases[i][0], strlen(cases[i][0]), &out);
        assert_string_equal(out.data, cases[i][1]);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_posts_and_pages_are_articles),
        cmocka_unit_test(test_shortcodes_go_and_brackets_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
