/* test_html_meta_headline.c - the headline as it is shown, and what stands near it and beside the article. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "common/readers/html_meta.h"
#include "tests/unit/page_metadata.h"

#define LAST_BOAT "<title>The last boat leaves</title>"
#define H1 "<h1>The last boat leaves</h1>"
#define DAY "<time datetime='2024-05-03'>Friday</time>"
#define OTHER_DAY "<time datetime='2019-01-01'>then</time>"

static void test_what_holds_the_headline_is_not_beside_the_article(void **state)
{
    (void)state;
    static const char *const classes[] = {"right-sidebar", "comments", "article-teaser",
                                          "related-hidden"};
    char page[500];
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        snprintf(page, sizeof page, "%s<div class=%s>%s<p>" DAY " <a rel=author>Jane Doe</a></div>",
                 LAST_BOAT, classes[i], H1);
        IS(page, ARTICLE_DATE, "2024-05-03");
        IS(page, ARTICLE_AUTHOR, "Jane Doe");
        snprintf(page, sizeof page, "%s%s<div class=%s><p>" DAY " <a rel=author>Jane Doe</a></div>",
                 LAST_BOAT, H1, classes[i]);
        IS(page, ARTICLE_DATE, "");
        IS(page, ARTICLE_AUTHOR, "");
    }
}

static void test_what_only_names_what_is_beside_is_of_the_article(void **state)
{
    (void)state;
    static const char *const classes[] = {"with-sidebar", "has-comments", "entry-footer",
                                          "node-promoted"};
    char page[300];
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        snprintf(page, sizeof page, "%s%s<div class=%s><p>" DAY "</div>", LAST_BOAT, H1,
                 classes[i]);
        IS(page, ARTICLE_DATE, "2024-05-03");
    }
    IS(LAST_BOAT H1 "<footer class=entry-meta>" DAY "</footer>", ARTICLE_DATE, "2024-05-03");
    IS(LAST_BOAT H1 "<footer>" DAY "</footer>", ARTICLE_DATE, "");
}

static void test_the_headline_is_the_heading_with_the_title(void **state)
{
    (void)state;
    IS(LAST_BOAT "<h1>The Daily Buoy</h1><p>" OTHER_DAY "<h2>The last boat leaves</h2><p>" DAY,
       ARTICLE_DATE, "2024-05-03");
    IS(LAST_BOAT H1 "<p>" DAY "<h3>Comments: The last boat leaves</h3><p>" OTHER_DAY, ARTICLE_DATE,
       "2024-05-03");
    IS(LAST_BOAT "<p>" OTHER_DAY "<div>The last boat leaves</div><p>" DAY, ARTICLE_DATE,
       "2024-05-03");
}

static void test_where_the_page_is_no_headline_stands(void **state)
{
    (void)state;
    static const char head[] = SITE OG("The last boat leaves")
        LD("{\"@type\":\"NewsArticle\",\"headline\":\"Boats and ferries\"}");
    static const char *const paths[] = {"nav", "ol class=breadcrumbs"};
    char page[500];
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        snprintf(page, sizeof page, "%s<%s><li><h1>Boats and ferries</h1></li></%.3s>%s", head,
                 paths[i], paths[i], "<h2>The last boat leaves</h2>");
        IS(page, ARTICLE_TITLE, "The last boat leaves");
    }
}

/* ---- Dates --------------------------------------------------------------------------------------- */

static void test_a_date_before_the_headline_counts_if_it_is_near(void **state)
{
    (void)state;
    IS(LAST_BOAT "<p>1 June 2024</p><h3>3 May 2024</h3>" H1, ARTICLE_DATE, "2024-05-03");
    IS(LAST_BOAT "<p>" OTHER_DAY "<p>" DAY H1, ARTICLE_DATE, "2024-05-03");
    IS(LAST_BOAT "<p>1 June 2024</p>" H1 "<p>3 May 2024</p><p>2 June 2024</p>", ARTICLE_DATE,
       "2024-05-03");
}

static void test_a_line_about_the_date_may_be_written_in_many_ways(void **state)
{
    (void)state;
    IS(LAST_BOAT H1 "<p>Harbour Authority of the Isles &bull; 03.05.2024</p>", ARTICLE_DATE,
       "2024-05-03");
    IS(LAST_BOAT H1 "<p>Buoy (\n                                        \n"
                    "                                    2024-05-03 10:00:00\n )</p>",
       ARTICLE_DATE, "2024-05-03T10:00:00");
    IS(LAST_BOAT H1 "<p>03.05.24</p>", ARTICLE_DATE, "2024-05-03");
    IS(LAST_BOAT H1 "<p>3.5.2024 - The last boat of all has left the isles, and nobody knows when "
                    "there will be another, said the harbour.</p>",
       ARTICLE_DATE, "2024-05-03");
    IS(LAST_BOAT H1 "<p><span property='dc:date dc:created' content='2024-05-03'>", ARTICLE_DATE,
       "2024-05-03");
}

static void test_lines_of_changes_and_other_numbers_are_no_dates(void **state)
{
    (void)state;
    IS(LAST_BOAT H1 "<p>Last updated: 3 May 2024</p>", ARTICLE_DATE, "");
    IS(LAST_BOAT H1 "<p>Letzte Änderung: 3. Mai 2024</p>", ARTICLE_DATE, "");
    IS(LAST_BOAT H1 "<p class=date>1714751262</p>", ARTICLE_DATE, "");
    IS(LAST_BOAT H1 "<p>1714751262</p>", ARTICLE_DATE, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_holds_the_headline_is_not_beside_the_article),
        cmocka_unit_test(test_what_only_names_what_is_beside_is_of_the_article),
        cmocka_unit_test(test_the_headline_is_the_heading_with_the_title),
        cmocka_unit_test(test_where_the_page_is_no_headline_stands),
        cmocka_unit_test(test_a_date_before_the_headline_counts_if_it_is_near),
        cmocka_unit_test(test_a_line_about_the_date_may_be_written_in_many_ways),
        cmocka_unit_test(test_lines_of_changes_and_other_numbers_are_no_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
