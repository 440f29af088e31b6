/* test_html_meta_date.c - which of a page's dates is the day it was published. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "common/date.h"
#include "common/readers/html_meta.h"
#include "tests/unit/page_metadata.h"

static void test_dates_are_taken_from_the_best_source(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    static const char article[] =
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":"
        "\"2024-05-01\",\"dateModified\":\"2024-05-09\"}</script>";
    static const char *const sources[] = {
        article,
        NAMED("article:published_time", "2024-05-02T10:00:00Z"),
        "<i itemprop=datePublished content='2024-05-03'></i>",
        "<h1>Headline here</h1><time datetime='2024-05-04'>yesterday</time>",
        "<p class=date>5 May 2024</p>",
        NAMED("parsely-pub-date", "2024-05-06"),
        "<p>Tue 7 May 2024</p>",
    };
    char page[2000], want[DATE_TEXT_MAX];
    for (size_t first = 0; first < sizeof sources / sizeof *sources; first++) {
        strcpy(page, first > 3 ? "<h1>Headline here</h1>" : "");
        for (size_t i = sizeof sources / sizeof *sources; i-- > first;)
            strncat(page, sources[i], sizeof page - strlen(page) - 1);
        snprintf(want, sizeof want, "2024-05-0%zu", first + 1);
        assert_int_equal(strncmp(field_at(page, NULL, ARTICLE_DATE), want, 10), 0);
    }
}

static void test_days_of_changes_and_of_other_stories_are_no_dates(void **state)
{
    (void)state;
    IS(HEAD(NAMED("article:modified_time", "2024-05-03")), ARTICLE_DATE, "");
    IS(BODY("<h1>Headline here</h1><time class=updated datetime='2024-05-03'></time>"),
       ARTICLE_DATE, "");
    IS(BODY("<h1>Headline here</h1><aside><time datetime='2024-05-03'></time></aside>"),
       ARTICLE_DATE, "");
    IS(BODY("<h1>Headline here</h1><p>The harbour as it was on 3 May 2024</p>"), ARTICLE_DATE, "");
    IS(BODY("<h1>Headline here</h1><div class=related-list><p class=date>3 May 2024</p></div>"),
       ARTICLE_DATE, "");
}

static void test_an_address_may_have_the_day(void **state)
{
    (void)state;
    static const char *const good[] = {"https://p.example/2024/05/03/boat",
                                       "https://p.example/boat-20240503.html",
                                       "https://p.example/2024-05/03/content_1.htm"};
    static const char *const bad[] = {"https://p.example/2024/05/boat",
                                      "https://p.example/202405031", "https://p.example/20249903",
                                      "https://p.example/18240503",
                                      "https://p.example/web/20240503101112/"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_string_equal(field_at(HEAD(""), good[i], ARTICLE_DATE), "2024-05-03");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(field_at(HEAD(""), bad[i], ARTICLE_DATE), "");
    assert_string_equal(field_at(HEAD(NAMED("date", "2024-05-04")), good[0], ARTICLE_DATE),
                        "2024-05-03");
    assert_string_equal(field_at(HEAD(NAMED("pubdate", "2024-05-04")), good[0], ARTICLE_DATE),
                        "2024-05-04");
}

static void test_forms_of_dates(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    IS(HEAD(NAMED("date", "1714751262")), ARTICLE_DATE, "2024-05-03T15:47:42");
    IS(HEAD(NAMED("date", "1714751262000")), ARTICLE_DATE, "2024-05-03T15:47:42");
    IS(ARTICLE("\"datePublished\":1714751262"), ARTICLE_DATE, "2024-05-03T15:47:42");
    IS(HEAD(NAMED("pubdate", "Friday, May 3, 2024 3:47 pm EDT")), ARTICLE_DATE, "2024-05-03T15:47");
    IS(HEAD(NAMED("DC:date:Issued", "2024-05-03")), ARTICLE_DATE, "2024-05-03");
    IS(BODY("<abbr class=published title='2024-05-03T10:00:00Z'>a while ago</abbr>"), ARTICLE_DATE,
       "2024-05-03T10:00:00");
    IS(BODY("<h2 class=date-header><i>Friday, 3 May 2024</i></h2><h3>Headline here</h3>"),
       ARTICLE_DATE, "2024-05-03");
    IS(HEAD(NAMED("date", "soon")), ARTICLE_DATE, "");
    IS(HEAD(NAMED("date", "2024")), ARTICLE_DATE, "");
}

static void test_the_pages_language_says_whether_day_or_month_is_first(void **state)
{
    (void)state;
    IS("<html lang=en-US>" NAMED("date", "4/5/2024"), ARTICLE_DATE, "2024-04-05");
    IS("<html lang=en-GB>" NAMED("date", "4/5/2024"), ARTICLE_DATE, "2024-05-04");
    IS("<html lang=fr>" NAMED("date", "4/5/2024"), ARTICLE_DATE, "2024-05-04");
    IS("<html lang=de>" NAMED("date", "4.5.24"), ARTICLE_DATE, "2024-05-04");
    IS("<html lang=en>" NAMED("date", "4/5/2024"), ARTICLE_DATE, "");
    IS("<html lang=en>" NAMED("date", "4/15/2024"), ARTICLE_DATE, "2024-04-15");
}

static void test_of_several_days_the_one_that_is_shown_is_taken(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    static const char head[] =
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":"
        "\"2024-05-01\"}</script><meta property='article:published_time' content='2024-05-03'>"
        "<meta name=pubdate content='2024-05-02'><h1>Headline here</h1>";
    static const char *const rows[][2] = {
        {"<p>3 May 2024", "2024-05-03"},
        {"<p class=date>3 May 2024", "2024-05-03"},
        {"<p>1 May 2024<p>3 May 2024", "2024-05-01"},
        {"<p>2 May 2024", "2024-05-01"},
        {"<div class=comments><p class=date>3 May 2024</div>", "2024-05-01"},
        {"", "2024-05-01"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char page[500];
        snprintf(page, sizeof page, "%s%s", head, rows[i][0]);
        IS(page, ARTICLE_DATE, rows[i][1]);
    }
    IS(HEAD(NAMED("pubdate", "2024-05-03")) "<h1>Headline here</h1><p class=date>4 May 2024",
       ARTICLE_DATE, "2024-05-04");
}

static void test_a_time_in_utc_is_read_by_the_pages_own_clock(void **state)
{
    (void)state;
    static const struct {
        const char *utc, *other, *want;
    } rows[] = {
        {"2024-05-04T01:30:59Z", "2024-05-03T21:30:59-04:00", "2024-05-03T21:30:59"},
        {"2024-05-04T01:30:59+00:00", "2024-05-04 07:00:59", "2024-05-04T07:00:59"},
        {"2024-01-01T01:30:59Z", "2023-12-31T20:30:59-05:00", "2023-12-31T20:30:59"},
        {"2024-05-04T01:30:59Z", "2024-05-03T21:30:58-04:00", "2024-05-04T01:30:59"},
        {"2024-05-04T01:30:59Z", "2024-05-03T21:30-04:00", "2024-05-04T01:30:59"},
        {"2024-05-04T01:30:59Z", "2024-05-04T20:30:59", "2024-05-04T01:30:59"},
        {"2024-05-04T01:30:59+02:00", "2024-05-03T21:30:59-04:00", "2024-05-04T01:30:59"},
        {"2024-05-04", "2024-05-03T21:30:59-04:00", "2024-05-04"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char page[400];
        snprintf(page, sizeof page,
                 "<meta property='article:published_time' content='%s'><h1>Headline here</h1>"
                 "<time datetime='%s'>then</time>",
                 rows[i].utc, rows[i].other);
        IS(page, ARTICLE_DATE, rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates_are_taken_from_the_best_source),
        cmocka_unit_test(test_days_of_changes_and_of_other_stories_are_no_dates),
        cmocka_unit_test(test_an_address_may_have_the_day),
        cmocka_unit_test(test_forms_of_dates),
        cmocka_unit_test(test_the_pages_language_says_whether_day_or_month_is_first),
        cmocka_unit_test(test_of_several_days_the_one_that_is_shown_is_taken),
        cmocka_unit_test(test_a_time_in_utc_is_read_by_the_pages_own_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
