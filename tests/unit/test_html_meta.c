/* test_html_meta.c - what a page says of itself: see test_html_meta_title.c for its titles, _date.c
 * for its days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/readers/html_meta.h"
#include "tests/unit/page_metadata.h"

/* ---- JSON-LD ------------------------------------------------------------------------------------- */

static void test_an_article_of_json_ld_has_all_fields(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    static const char page[] = LD(
        "{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\","
        "\"headline\":\"Ferries stop\",\"datePublished\":\"2024-05-03T23:47:42.389000+02:00\","
        "\"dateModified\":\"2024-05-09\",\"author\":{\"@type\":\"Person\",\"name\":\"Jane Doe\"},"
        "\"publisher\":{\"@type\":\"Organization\",\"name\":\"Harbor Wire\"},"
        "\"articleSection\":[\"Local\",\"Sea\"],\"keywords\":[\"ferries\",\"strikes\"],"
        "\"inLanguage\":\"en-GB\",\"url\":\"https://harborwire.example/1\"}");
    IS(page, ARTICLE_TITLE, "Ferries stop");
    IS(page, ARTICLE_DATE, "2024-05-03T23:47:42");
    IS(page, ARTICLE_AUTHOR, "Jane Doe");
    IS(page, ARTICLE_SOURCE, "Harbor Wire");
    IS(page, ARTICLE_SECTION, "Local\nSea");
    IS(page, ARTICLE_TAG, "ferries\nstrikes");
    IS(page, ARTICLE_LANG, "en-GB");
    IS(page, ARTICLE_URL, "https://harborwire.example/1");
}

static void test_authors_have_many_shapes(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    static const char both[] = "Jane Doe\nJohn Roe";
    IS(ARTICLE("\"author\":\"Jane Doe\""), ARTICLE_AUTHOR, "Jane Doe");
    IS(ARTICLE("\"author\":\"By Jane Doe and John Roe\""), ARTICLE_AUTHOR, both);
    IS(ARTICLE("\"author\":[\"Jane Doe\",\"John Roe\"]"), ARTICLE_AUTHOR, both);
    IS(ARTICLE("\"author\":[{\"name\":\"Jane Doe\"},{\"name\":\"John Roe\"}]"), ARTICLE_AUTHOR,
       both);
    IS(ARTICLE("\"author\":{\"@type\":\"Person\",\"name\":[\"Jane Doe\",\"John Roe\"]}"),
       ARTICLE_AUTHOR, both);
    IS(ARTICLE("\"author\":[[\"Jane Doe\"],[{\"name\":\"John Roe\"}]]"), ARTICLE_AUTHOR, both);
    IS(ARTICLE("\"author\":{\"@list\":[\"Jane Doe\",\"John Roe\"]}"), ARTICLE_AUTHOR, both);
    IS(ARTICLE("\"author\":{\"givenName\":\"Jane\",\"familyName\":\"Doe\"}"), ARTICLE_AUTHOR,
       "Jane Doe");
    IS(ARTICLE("\"author\":{\"@type\":\"Role\",\"author\":{\"name\":\"Jane Doe\"}}"),
       ARTICLE_AUTHOR, "Jane Doe");
    IS(ARTICLE("\"creator\":\"Jane Doe\""), ARTICLE_AUTHOR, "Jane Doe");
    IS(ARTICLE("\"author\":[null,7.5,{},[[[[[[[\"deep\"]]]]]]]"), ARTICLE_AUTHOR, "");
}

static void test_references_are_followed_through_the_graph(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    static const char page[] = LD(
        "{\"@graph\":[{\"@type\":\"WebPage\",\"@id\":\"#page\"},"
        "{\"@type\":\"Article\",\"headline\":\"T\",\"author\":[{\"@id\":\"#jane\"}],"
        "\"publisher\":{\"@id\":\"#wire\"}},{\"@type\":\"Person\",\"@id\":\"#jane\",\"name\":"
        "\"Jane Doe\"},{\"@type\":\"Organization\",\"@id\":\"#wire\",\"name\":\"Wire\"}]}");
    IS(page, ARTICLE_AUTHOR, "Jane Doe");
    IS(page, ARTICLE_SOURCE, "Wire");
    IS(ARTICLE("\"@id\":\"#a\",\"author\":{\"@id\":\"#a\"}"), ARTICLE_AUTHOR, "");
}

static void test_the_article_is_found_among_other_objects(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    IS(LD("[{\"@type\":\"BreadcrumbList\",\"name\":\"B\"},"
          "{\"@type\":[\"NewsArticle\",\"Article\"],\"headline\":\"A\"}]"),
       ARTICLE_TITLE, "A");
    IS(LD("{\"@type\":\"VideoObject\",\"name\":\"V\"}</script>"
          "<script type='application/ld+json'>{\"@type\":\"ReportageNewsArticle\","
          "\"headline\":\"A\"}"),
       ARTICLE_TITLE, "A");
    IS(LD("{\"@type\":\"WebPage\",\"mainEntity\":{\"@type\":\"LiveBlogPosting\",\"headline\":"
          "\"A\"}}"),
       ARTICLE_TITLE, "A");
    IS(LD("{\"@type\":\"http://schema.org/NewsArticle\",\"headline\":\"A\"}"), ARTICLE_TITLE, "A");
    IS(LD("{\"@type\":\"Organization\",\"name\":\"O\"}"), ARTICLE_TITLE, "");
}

static void test_of_several_articles_the_pages_own_is_taken(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    static const char list[] =
        "<script type='application/ld+json'>"
        "[{\"@type\":\"NewsArticle\",\"headline\":\"Other\",\"url\":\"https://p.example/2\"},"
        "{\"@type\":\"NewsArticle\",\"headline\":\"Own\",\"url\":\"https://www.p.example/1/\"}]"
        "</script>";
    char page[1000];
    snprintf(page, sizeof page, "<link rel=canonical href='https://p.example/1?x=1'>%s", list);
    IS(page, ARTICLE_TITLE, "Own");
    snprintf(page, sizeof page, "<title>Own | Paper</title>%s", list);
    IS(page, ARTICLE_TITLE, "Own");
}

static void test_broken_json_is_read(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    IS(LD("//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"A\nB\",}\n//]]>"), ARTICLE_TITLE,
       "A B");
    IS(LD("{\"@type\":\"NewsArticle\",\"headline\":\"He said \"no\" today\",\"author\":\"X Y\"}"),
       ARTICLE_TITLE, "He said \"no\" today");
}

static void test_the_text_of_json_ld_is_handed_over(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    struct article article;
    struct buf body;
    article_init(&article);
    buf_init(&body);
    read_page(ARTICLE("\"articleBody\":\"<p>One &amp; two.</p><p>Three.</p>\""), NULL, &article,
              &body);
    assert_string_equal(body.data, "One & two.\n\nThree.");
    buf_reset(&body);
    read_page(LD("{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{\"headline\":\"Noon\","
                 "\"articleBody\":\"First.\"},{\"articleBody\":\"Second.\"}]}"),
              NULL, &article, &body);
    assert_string_equal(body.data, "Noon\n\nFirst.\n\nSecond.");
    buf_release(&body);
    article_release(&article);
}

/* ---- Authors ------------------------------------------------------------------------------------- */

static void test_authors_are_taken_from_meta_elements_and_marks(void **state)
{
    (void)state;
    IS(HEAD(NAMED("author", "Jane Doe")), ARTICLE_AUTHOR, "Jane Doe");
    IS(HEAD(NAMED("citation_author", "Jane Doe") NAMED("citation_author", "John Roe")),
       ARTICLE_AUTHOR, "Jane Doe\nJohn Roe");
    IS(BODY("<i itemprop=author itemscope><a itemprop=url><b itemprop=name>Jane Doe</b></a></i>"),
       ARTICLE_AUTHOR, "Jane Doe");
    IS(BODY("<h1>Headline here</h1><a rel=author href=/jane>Jane Doe</a>"), ARTICLE_AUTHOR,
       "Jane Doe");
    IS(BODY("<h1>Headline here</h1><p class=byline>By Jane Doe and John Roe</p>"), ARTICLE_AUTHOR,
       "Jane Doe\nJohn Roe");
    IS(BODY("<h1>Headline here</h1><p>von <a href='/autoren/jd'>Jane Doe</a></p>"), ARTICLE_AUTHOR,
       "Jane Doe");
}

static void test_cards_may_name_the_author(void **state)
{
    (void)state;
    IS(HEAD(NAMED("twitter:label1", "Written by") NAMED("twitter:data1", "Jane Doe")
                NAMED("twitter:label2", "Time to read") NAMED("twitter:data2", "2 minutes")),
       ARTICLE_AUTHOR, "Jane Doe");
    IS(HEAD(NAMED("twitter:label1", "Price") NAMED("twitter:data1", "Jane Doe")), ARTICLE_AUTHOR,
       "");
}

static void test_what_is_no_author_is_left_out(void **state)
{
    (void)state;
    IS(HEAD(NAMED("article:author", "https://www.facebook.com/buoy")), ARTICLE_AUTHOR, "");
    IS(HEAD(NAMED("author", "desk@buoy.example")), ARTICLE_AUTHOR, "");
    IS(HEAD(NAMED("author", "jane-doe")), ARTICLE_AUTHOR, "");
    IS(HEAD(NAMED("author", "Jane Doe (jd)")), ARTICLE_AUTHOR, "Jane Doe");
    IS(HEAD(NAMED("author", "Jane Doe, Buoy correspondent")), ARTICLE_AUTHOR, "Jane Doe");
    IS(BODY("<h1>Headline here</h1><p class=author>3 May 2024</p>"), ARTICLE_AUTHOR, "");
    IS(BODY("<h1>Headline here</h1><div class=comments><b class=author>Troll One</b></div>"),
       ARTICLE_AUTHOR, "");
}

static void test_the_site_is_the_author_only_where_nobody_else_is(void **state)
{
    (void)state;
    IS(HEAD(SITE NAMED("author", "The Daily Buoy")), ARTICLE_AUTHOR, "The Daily Buoy");
    IS(HEAD(SITE NAMED("author", "The Daily Buoy") NAMED("dc.creator", "Jane Doe")), ARTICLE_AUTHOR,
       "Jane Doe");
    static const char page[] =
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":"
        "\"Organization\",\"name\":\"Press Agency\"}}</script><h1>Headline here</h1>"
        "<p class=byline>By Jane Doe</p>";
    IS(page, ARTICLE_AUTHOR, "Jane Doe");
}

/* ---- The rest ------------------------------------------------------------------------------------ */

static void test_source_section_and_tags(void **state)
{
    (void)state;
    IS(HEAD(NAMED("dc.publisher", "Buoy Media Ltd") SITE), ARTICLE_SOURCE, "The Daily Buoy");
    IS(HEAD(NAMED("article:section", "Local")), ARTICLE_SECTION, "Local");
    IS(HEAD(NAMED("news_keywords", "boats, ferries,boats")), ARTICLE_TAG, "boats\nferries");
    IS(HEAD(NAMED("article:tag", "boats") NAMED("article:tag", "the sea")), ARTICLE_TAG,
       "boats\nthe sea");
    IS(HEAD(NAMED("keywords", "boats; ferries")), ARTICLE_TAG, "boats\nferries");
}

static void test_the_language_is_a_code(void **state)
{
    (void)state;
    IS("<html lang=de-AT>", ARTICLE_LANG, "de-AT");
    IS(HEAD("<meta property='og:locale' content='de_AT'>"), ARTICLE_LANG, "de-AT");
    IS(HEAD("<meta http-equiv='content-language' content='fr, en'>"), ARTICLE_LANG, "fr");
    IS(HEAD("<meta name=language content=German>"), ARTICLE_LANG, "");
    IS(HEAD("<meta name=language content=utf-8>"), ARTICLE_LANG, "");
}

static void test_the_url_is_the_canonical_one(void **state)
{
    (void)state;
    static const char page[] = HEAD("<meta property='og:url' content='https://p.example/2'>"
                                    "<link rel='canonical' href='/1'>");
    IS(HEAD("<link rel='canonical' href='https://p.example/1'>"), ARTICLE_URL,
       "https://p.example/1");
    IS(page, ARTICLE_URL, "https://p.example/2");
    assert_string_equal(field_at(page, "https://p.example/x/y", ARTICLE_URL),
                        "https://p.example/1");
    assert_string_equal(field_at(HEAD(""), "https://p.example/x", ARTICLE_URL),
                        "https://p.example/x");
    assert_string_equal(field_at(HEAD("<link rel='canonical' href='javascript:alert(1)'>"),
                                 "https://p.example/x", ARTICLE_URL),
                        "https://p.example/x");
}

/* ---- Bounds -------------------------------------------------------------------------------------- */

/* `count` times `piece`, between two texts. */
static char *repeated(const char *before, const char *piece, size_t count, const char *after)
{
    struct buf out;
    buf_init(&out);
    buf_add_text(&out, before);
    while (count--)
        buf_add_text(&out, piece);
    buf_add_text(&out, after);
    char *text = buf_detach(&out);
    assert_non_null(text);
    return text;
}

static void test_huge_pages_take_little_time(void **state)
{
    (void)state;
    static const struct {
        const char *before, *piece, *after;
    } pages[] = {
        {"<script type='application/ld+json'>", "[", "</script>"},
        {"<script type='application/ld+json'>[", "{},", "]</script>"},
        {"<script type='application/ld+json'>{\"a\":\"", "\\u00e9\" ", "\"}</script>"},
        {"", "<script type='application/ld+json'>{\"@type\":\"Article\"}</script>", ""},
        {"<h1>", "<b class=byline>", "Jane Doe"},
        {"<h1>Headline here</h1>", "<b itemprop=author><i itemprop=name>A B</i></b>", ""},
        {"<h1>Headline here</h1>", "<p class='date author'>3 May</p>", ""},
        {"<title>", "a - a | ", "</title><meta property='og:site_name' content='a'>"},
        {"", "<meta name=author content='A B, C D'>", ""},
        {"<svg>", "<title>x</title>", "</svg>"},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char *page = repeated(pages[i].before, pages[i].piece, 20000, pages[i].after);
        field_at(page, NULL, ARTICLE_TITLE);
        free(page);
    }
}

static void test_a_nul_in_a_tag_is_passed_over(void **state)
{
    (void)state;
    static const char page[] = "<p \0 class\0=a><h1>Headline here</h1>";
    struct article article;
    xmlDoc *tree;
    article_init(&article);
    assert_int_equal(html_parse(page, sizeof page - 1, &tree, NULL), NSEARCH_OK);
    assert_int_equal(html_meta_read((const xmlNode *)tree, NULL, &article, NULL, NULL), NSEARCH_OK);
    assert_string_equal(article.fields[ARTICLE_TITLE].data, "Headline here");
    xmlFreeDoc(tree);
    article_release(&article);
}

static void test_many_objects_with_references_are_bounded(void **state)
{
    (void)state;
    char *page = repeated("<script type='application/ld+json'>{\"@type\":\"Article\",\"author\":[",
                          "{\"@id\":\"#x\"},", 20000, "]}</script>");
    IS(page, ARTICLE_AUTHOR, "");
    free(page);
}

static void test_json_ld_of_too_many_values_or_bytes_is_not_read(void **state)
{
    if (!WITH_JSON) skip();
    (void)state;
    static const char before[] = "<script type='application/ld+json'>{\"@type\":\"Article\","
                                 "\"headline\":\"T\",\"x\":[";
    char *page = repeated(before, "1,", 100000, "1]}</script>");
    IS(page, ARTICLE_TITLE, "T");
    free(page);
    page = repeated(before, "1,", 200000, "1]}</script>");
    IS(page, ARTICLE_TITLE, "");
    free(page);
    page = repeated(before, "1             ", 400000, "]}</script>");
    IS(page, ARTICLE_TITLE, "");
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_article_of_json_ld_has_all_fields),
        cmocka_unit_test(test_authors_have_many_shapes),
        cmocka_unit_test(test_references_are_followed_through_the_graph),
        cmocka_unit_test(test_the_article_is_found_among_other_objects),
        cmocka_unit_test(test_of_several_articles_the_pages_own_is_taken),
        cmocka_unit_test(test_broken_json_is_read),
        cmocka_unit_test(test_the_text_of_json_ld_is_handed_over),
        cmocka_unit_test(test_authors_are_taken_from_meta_elements_and_marks),
        cmocka_unit_test(test_cards_may_name_the_author),
        cmocka_unit_test(test_what_is_no_author_is_left_out),
        cmocka_unit_test(test_the_site_is_the_author_only_where_nobody_else_is),
        cmocka_unit_test(test_source_section_and_tags),
        cmocka_unit_test(test_the_language_is_a_code),
        cmocka_unit_test(test_the_url_is_the_canonical_one),
        cmocka_unit_test(test_huge_pages_take_little_time),
        cmocka_unit_test(test_a_nul_in_a_tag_is_passed_over),
        cmocka_unit_test(test_many_objects_with_references_are_bounded),
        cmocka_unit_test(test_json_ld_of_too_many_values_or_bytes_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
