/* test_html_meta_title.c - which of a page's titles is its headline, and what goes from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "common/readers/html_meta.h"
#include "tests/unit/page_metadata.h"

static void test_the_sites_name_goes_from_a_title(void **state)
{
    (void)state;
    IS(HEAD(SITE "<title>Last boat leaves - The Daily Buoy</title>"), ARTICLE_TITLE,
       "Last boat leaves");
    IS(HEAD(SITE OG("Last boat leaves | The Daily Buoy")), ARTICLE_TITLE, "Last boat leaves");
    IS(HEAD(SITE OG(
           "Last boat leaves \xE2\x80\x94 News | Daily Buoy") "<title>Last boat leaves</title>"),
       ARTICLE_TITLE, "Last boat leaves");
    IS(HEAD("<link rel=canonical href='https://www.dailybuoy.example/1'>"
            "<title>Boats - and more - dailybuoy.example</title>"),
       ARTICLE_TITLE, "Boats - and more");
    IS(HEAD(SITE OG("Buoy - a history")), ARTICLE_TITLE, "Buoy - a history");
    IS("<title>The Club - Last boat leaves</title><h1>Last boat leaves</h1>", ARTICLE_TITLE,
       "Last boat leaves");
    IS(HEAD(SITE "<title>The Daily Buoy</title>"), ARTICLE_TITLE, "The Daily Buoy");
    IS(HEAD(SITE "<title>Last boat leaves | The Daily Buoy | Sea</title>"), ARTICLE_TITLE,
       "Last boat leaves");
}

static void test_a_site_may_be_called_a_little_more_than_its_host(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"Last boat leaves - The Buoy", "Last boat leaves"},
        {"Last boat leaves | Buoy News", "Last boat leaves"},
        {"Last boat leaves - Buoys and anchors", "Last boat leaves - Buoys and anchors"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char page[300];
        snprintf(page, sizeof page,
                 "<head><link rel=canonical href='https://www.buoy.example/1'><title>%s</title>",
                 rows[i][0]);
        IS(page, ARTICLE_TITLE, rows[i][1]);
    }
}

static void test_the_section_at_the_end_goes_from_a_title(void **state)
{
    (void)state;
#define SECTION "<meta property='article:section' content='Sea'>"
    IS(HEAD(SITE SECTION "<title>Last boat leaves - Sea - The Daily Buoy</title>"), ARTICLE_TITLE,
       "Last boat leaves");
    IS(HEAD(SECTION "<title>Lost - Sea - and found</title>"), ARTICLE_TITLE,
       "Lost - Sea - and found");
}

static void test_what_is_a_headline_elsewhere_ends_at_a_bare_hyphen(void **state)
{
    (void)state;
    IS(HEAD(OG("Last boat leaves-Sea") "<meta name=headline content='Last boat leaves'>"),
       ARTICLE_TITLE, "Last boat leaves");
    IS(HEAD(OG("Last ferry-boat leaves")), ARTICLE_TITLE, "Last ferry-boat leaves");
}

static void test_a_headline_may_stand_anywhere_in_a_title(void **state)
{
    (void)state;
    IS("<title>The Club - Last boat leaves | Sea</title><h1>Last boat leaves</h1>", ARTICLE_TITLE,
       "Last boat leaves");
    IS("<title>The Club &raquo; Archive &raquo; The last boat leaves</title>"
       "<h2>The last boat leaves</h2><h2>Archive</h2>",
       ARTICLE_TITLE, "The last boat leaves");
    IS("<title>Last boat leaves - How the isles lost all ferries : The Club</title>"
       "<h1>Last boat leaves</h1><h2>How the isles lost all ferries</h2>",
       ARTICLE_TITLE, "Last boat leaves");
    IS(HEAD(SITE "<title>The Daily Buoy | Last boat leaves</title>"), ARTICLE_TITLE,
       "Last boat leaves");
    IS(HEAD(SITE "<title>The Daily Buoy | Archive | Last boat leaves</title>") "<h2>Last boat "
                                                                               "leaves</h2>",
       ARTICLE_TITLE, "Last boat leaves");
}

static void test_a_title_that_was_cut_short_is_whole_in_a_heading(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    IS(HEAD(OG("Last boat leaves...")) "<h1>Last boat leaves the isles</h1>", ARTICLE_TITLE,
       "Last boat leaves the isles");
    IS(ARTICLE("\"headline\":\"Last boat le\\u2026\"") "<h1>Last boat leaves the isles</h1>",
       ARTICLE_TITLE, "Last boat leaves the isles");
    IS(HEAD(OG("Last boat...")) "<h1>The last boat leaves the isles</h1>", ARTICLE_TITLE,
       "Last boat...");
    IS(HEAD(OG("...")) "<h1>The last boat leaves the isles</h1>", ARTICLE_TITLE, "...");
}

static void test_quotation_marks_part_nothing(void **state)
{
    (void)state;
    IS("<title>\xC2\xABThe Buoy\xC2\xBB: Last boat leaves</title><h2>: Last boat leaves</h2>",
       ARTICLE_TITLE, "\xC2\xABThe Buoy\xC2\xBB: Last boat leaves");
}

static void test_a_logo_is_no_headline(void **state)
{
    (void)state;
    IS("<head>" SITE OG("Last boat leaves - The Daily Buoy") "</head><body><h1>The Daily Buoy</h1>",
       ARTICLE_TITLE, "Last boat leaves");
    IS("<head>" SITE OG("The Daily Buoy") "</head><body><h1>Last boat leaves</h1>", ARTICLE_TITLE,
       "Last boat leaves");
    IS("<title>Last boat leaves | Our harbour</title><h1>Our harbour</h1><h2>Last boat leaves</h2>",
       ARTICLE_TITLE, "Last boat leaves");
    IS("<title>Our harbour | Last boat leaves</title><h2>Our harbour</h2><h1>Last boat leaves</h1>",
       ARTICLE_TITLE, "Last boat leaves");
}

static void test_a_heading_that_leads_home_is_the_sites_name(void **state)
{
    (void)state;
    static const char *const homes[] = {
        "/", "./", "index.html", "/index.php", "https://buoy.example", "https://buoy.example/"};
    static const char *const others[] = {"/boats", "https://buoy.example/boats",
                                         "https://other.example/", "#", ""};
    static const char page[] =
        "<link rel=canonical href='https://buoy.example/1'><title>Our boats</title>"
        "<h1><a href='%s'>Boat leaflet</a></h1>";
    char text[300];
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        snprintf(text, sizeof text, page, homes[i]);
        IS(text, ARTICLE_SOURCE, "Boat leaflet");
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        snprintf(text, sizeof text, page, others[i]);
        IS(text, ARTICLE_SOURCE, "");
    }
    IS("<b itemprop=headline><a href=/>Boat leaflet</a></b><b itemprop=headline>Last boat</b>",
       ARTICLE_TITLE, "Last boat");
    IS("<h1><a href=/>Boat leaflet</a>: Last boat leaves</h1>", ARTICLE_SOURCE, "");
    IS("<title>Last boat leaves | Our harbour with a view</title>"
       "<a href=/><h1>Our harbour with a view</h1></a><h1>Last boat leaves</h1>",
       ARTICLE_TITLE, "Last boat leaves");
}

/* The page calls itself so everywhere, but readers see the line over the headline nowhere with it. */
static void test_a_line_over_the_headline_that_is_not_seen_goes(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
#define LINED                                                                                      \
    "<head><script type='application/ld+json'>{\"@type\":\"NewsArticle\","                         \
    "\"headline\":\"Harbour: Last boat leaves\"}</script>" OG(                                     \
        "Last boat leaves") "<title>Harbour: Last boat leaves</title>"                             \
                            "<meta name=title content='Harbour: Last boat leaves'></head><body>"
    IS(LINED "<h1>Last boat leaves</h1>", ARTICLE_TITLE, "Last boat leaves");
    IS(LINED "<h1><i>Harbour:</i> <b>Last boat leaves</b></h1>", ARTICLE_TITLE,
       "Harbour: Last boat leaves");
}

static void test_the_title_that_readers_see_is_taken(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    static const char ld[] = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\","
                             "\"headline\":\"Words for machines\"}</script>";
    char page[1000];
    snprintf(page, sizeof page, "<head>%s" OG("Words for readers") "</head><body><h1>%s</h1>", ld,
             "Words for readers");
    IS(page, ARTICLE_TITLE, "Words for readers");
    snprintf(page, sizeof page, "<head>%s" OG("Words for friends") "</head><body><h1>%s</h1>", ld,
             "Words for machines");
    IS(page, ARTICLE_TITLE, "Words for machines");
    snprintf(page, sizeof page,
             "<head>%s" OG("for machines") "</head><body><h2><i>Words</i> <b>for machines</b></h2>",
             ld);
    IS(page, ARTICLE_TITLE, "for machines");
}

static void test_a_headline_with_the_line_over_it_may_be_outvoted(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    static const char ld[] = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\","
                             "\"headline\":\"Harbour: Last boat leaves\"}</script>";
    char page[1000];
    snprintf(page, sizeof page,
             "<head>%s" OG("No more boats") "<title>No more boats</title>%s</head><body>%s", ld,
             "<meta name='twitter:title' content='No more boats'>",
             "<h2><i>Harbour</i> <b>Last boat leaves</b></h2>");
    IS(page, ARTICLE_TITLE, "No more boats");
    snprintf(page, sizeof page,
             "<head>%s" OG("No more boats") "<title>No more boats</title>%s</head><body>%s", ld,
             "<meta name='twitter:title' content='No more boats'>",
             "<h2>Harbour: Last boat leaves</h2>");
    IS(page, ARTICLE_TITLE, "Harbour: Last boat leaves");
    snprintf(page, sizeof page,
             "<head>%s" OG("No more boats") "<title>No more boats</title></head><body>%s", ld,
             "<h2><i>Harbour</i> <b>Last boat leaves</b></h2>");
    IS(page, ARTICLE_TITLE, "Harbour: Last boat leaves");
}

static void test_a_heading_is_the_title_of_a_page_without_one(void **state)
{
    (void)state;
    IS(BODY("<h1>Last boat leaves</h1>"), ARTICLE_TITLE, "Last boat leaves");
    IS(BODY("<nav><h1>Menu</h1></nav><h1 itemprop=headline>Last boat</h1>"), ARTICLE_TITLE,
       "Last boat");
    IS(BODY("<p>Text.</p>"), ARTICLE_TITLE, "");
    IS(HEAD("<svg><title>Logo</title></svg>"), ARTICLE_TITLE, "");
}

static void test_the_only_main_heading_is_believed_before_a_title_of_the_page_alone(void **state)
{
    (void)state;
    IS("<title>Our harbour</title><h1>Last boat leaves</h1>", ARTICLE_TITLE, "Last boat leaves");
    IS("<title>-</title><h1>Last boat leaves</h1>", ARTICLE_TITLE, "Last boat leaves");
    IS("<title>Our harbour</title><h1>Last boat leaves</h1><h1>Last ferry too</h1>", ARTICLE_TITLE,
       "Our harbour");
    IS("<title>Boats and ferries</title><h1>Last boat leaves</h1><h2>Boats and ferries</h2>",
       ARTICLE_TITLE, "Boats and ferries");
    IS("<title>Boats and ferries</title><h1>The Daily Buoy</h1><div>Boats and ferries</div>",
       ARTICLE_TITLE, "Boats and ferries");
    IS(SITE "<title>Boats and ferries</title><h1>The Daily Buoy</h1>", ARTICLE_TITLE,
       "Boats and ferries");
}

static void test_a_title_that_holds_the_only_main_heading_ends_with_it(void **state)
{
    (void)state;
    IS(OG("Harbour: Last boat leaves (news)") "<h1>Last boat leaves</h1>", ARTICLE_TITLE,
       "Last boat leaves");
    IS(OG("A boat leaves") "<h1>Last boat leaves</h1>", ARTICLE_TITLE, "A boat leaves");
    IS(OG("No boats") "<h1>Last boat leaves</h1>", ARTICLE_TITLE, "No boats");
}

static void test_titles_are_clean(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    IS(HEAD(OG("Fish &amp;amp; chips")), ARTICLE_TITLE, "Fish & chips");
    IS(HEAD(OG("&lt;em&gt;Fish&lt;/em&gt; and\n  chips")), ARTICLE_TITLE, "Fish and chips");
    IS(HEAD(OG("2 &lt; 3")), ARTICLE_TITLE, "2 < 3");
    IS(HEAD(OG("Ferry&#173;boats&nbsp;stop\xE2\x80\x8B")), ARTICLE_TITLE, "Ferryboats stop");
    IS(ARTICLE("\"headline\":\"Jane&#8217;s boat\""), ARTICLE_TITLE, "Jane\xE2\x80\x99s boat");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_sites_name_goes_from_a_title),
        cmocka_unit_test(test_a_site_may_be_called_a_little_more_than_its_host),
        cmocka_unit_test(test_the_section_at_the_end_goes_from_a_title),
        cmocka_unit_test(test_what_is_a_headline_elsewhere_ends_at_a_bare_hyphen),
        cmocka_unit_test(test_a_headline_may_stand_anywhere_in_a_title),
        cmocka_unit_test(test_a_title_that_was_cut_short_is_whole_in_a_heading),
        cmocka_unit_test(test_quotation_marks_part_nothing),
        cmocka_unit_test(test_a_logo_is_no_headline),
        cmocka_unit_test(test_a_heading_that_leads_home_is_the_sites_name),
        cmocka_unit_test(test_a_line_over_the_headline_that_is_not_seen_goes),
        cmocka_unit_test(test_the_title_that_readers_see_is_taken),
        cmocka_unit_test(test_a_headline_with_the_line_over_it_may_be_outvoted),
        cmocka_unit_test(test_a_heading_is_the_title_of_a_page_without_one),
        cmocka_unit_test(test_the_only_main_heading_is_believed_before_a_title_of_the_page_alone),
        cmocka_unit_test(test_a_title_that_holds_the_only_main_heading_ends_with_it),
        cmocka_unit_test(test_titles_are_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
