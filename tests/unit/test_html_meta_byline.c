/* test_html_meta_byline.c - lines that name who wrote, as pages show them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/readers/html_meta.h"
#include "common/readers/html_meta_found.h"
#include "tests/unit/page_metadata.h"

static void test_a_line_is_cut_to_what_names_somebody(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Posted on May 3, 2024 by Jane Doe", "by Jane Doe"},
        {"By JANE DOE May 3, 2024 3:46 PM", "By JANE DOE"},
        {"von jd am 26/10/13, 03:48 pm", "von jd"},
        {"Jane Doe, 03.05.2024 um 10:15 Uhr", "Jane Doe"},
        {"3. Mai 2024 | Jane Doe", "Jane Doe"},
        {"Datum: 3.5.2024 Autor: Jane Doe Quelle: Buoy", "Autor: Jane Doe"},
        {"Veröffentlicht am 3.5.24 um 14:34 Uhr", ""},
        {"Jane Doe hace 3 horas", "Jane Doe"},
        {"Geschrieben von Jane Doe", "von Jane Doe"},
        {"Ursula von der Boje", "Ursula von der Boje"},
        {"April May", "April May"},
        {"Jane Doe and John Roe", "Jane Doe and John Roe"},
        {"3 May 2024", ""},
        {"10:15", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct piece line = meta_byline(rows[i][0], strlen(rows[i][0]));
        char got[100] = "";
        memcpy(got, line.text, line.size);
        assert_string_equal(got, rows[i][1]);
    }
}

#define SHOWN(line) "<title>The last boat leaves</title><h1>The last boat leaves</h1>" line

static void test_lines_that_are_not_marked_may_name_the_author(void **state)
{
    (void)state;
    IS(SHOWN("<p>By Jane Doe"), ARTICLE_AUTHOR, "Jane Doe");
    IS(SHOWN("<p>By <b>Jane Doe</b>"), ARTICLE_AUTHOR, "Jane Doe");
    IS(SHOWN("<div><strong>von</strong> <span>Jane Doe</span></div>"), ARTICLE_AUTHOR, "Jane Doe");
    IS(SHOWN("<p>3 May 2024<br>Geschrieben von <a href=/u/7>Jane Doe</a>"), ARTICLE_AUTHOR,
       "Jane Doe");
    IS(SHOWN("<p class=author>Jane Doe, 3 May 2024"), ARTICLE_AUTHOR, "Jane Doe");
}

static void test_sentences_that_begin_with_by_name_nobody(void **state)
{
    (void)state;
    IS(SHOWN("<p>By Monday all boats were gone."), ARTICLE_AUTHOR, "");
    IS(SHOWN("<p>By entering The Harbour Club you agree"), ARTICLE_AUTHOR, "");
    IS(SHOWN("<p>A film <i>of the sea</i> by Jane Doe"), ARTICLE_AUTHOR, "");
    IS(SHOWN("<p>Boats <a href=/>of the harbour</a>By Jane Doe"), ARTICLE_AUTHOR, "");
    IS(SHOWN("<aside><p>By Jane Doe</aside>"), ARTICLE_AUTHOR, "");
    IS(SHOWN("<p>By"), ARTICLE_AUTHOR, "");
}

static void test_what_is_shown_must_look_like_a_name(void **state)
{
    (void)state;
    IS(SHOWN("<p class=byline>Posted on <a rel=author>jane</a>"), ARTICLE_AUTHOR, "jane");
    IS(SHOWN("<p class=author>The harbour is empty"), ARTICLE_AUTHOR, "");
    IS(SHOWN("<p>Von Booten \xC3\xBC"
             "ber die See und zur\xC3\xBC"
             "ck"),
       ARTICLE_AUTHOR, "");
    IS(SHOWN("<p class=author>von: Hafen"), ARTICLE_AUTHOR, "Hafen");
    IS(SHOWN("<p class=author>Author:"), ARTICLE_AUTHOR, "");
    IS(SHOWN("<p class='vcard author'>from the <b class=fn>jane of the isles</b>"), ARTICLE_AUTHOR,
       "jane of the isles");
    IS(SHOWN("<p><a href=https://commons.example/licenses/by/4.0/>Some Rights</a>"), ARTICLE_AUTHOR,
       "");
    IS(SHOWN("<p><a href=/by/jane-doe>Jane Doe</a>"), ARTICLE_AUTHOR, "Jane Doe");
}

static void test_a_person_that_is_only_shown_comes_before_the_site(void **state)
{
    (void)state;
    IS(SITE "<meta name=author content='The Daily Buoy'>" SHOWN("<p>By Jane Doe"), ARTICLE_AUTHOR,
       "Jane Doe");
    IS(SITE "<meta name=author content='John Roe'>" SHOWN("<p>By Jane Doe"), ARTICLE_AUTHOR,
       "John Roe");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_is_cut_to_what_names_somebody),
        cmocka_unit_test(test_lines_that_are_not_marked_may_name_the_author),
        cmocka_unit_test(test_sentences_that_begin_with_by_name_nobody),
        cmocka_unit_test(test_what_is_shown_must_look_like_a_name),
        cmocka_unit_test(test_a_person_that_is_only_shown_comes_before_the_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
