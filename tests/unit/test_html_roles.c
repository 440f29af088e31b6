#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/readers/html.h"
#include "common/readers/html_roles.h"
#include "common/readers/html_words.h"

/* What a tag's element is for. */
static unsigned roles_of(const char *tag)
{
    char html[512];
    xmlDoc *tree;
    snprintf(html, sizeof html, "<body>%s", tag);
    assert_int_equal(html_parse(html, strlen(html), &tree, NULL), NSEARCH_OK);
    const unsigned roles = html_roles_of(xmlDocGetRootElement(tree)->children->children);
    xmlFreeDoc(tree);
    return roles;
}

#define IS(tag, roles) assert_int_equal(roles_of(tag), roles)

static void test_elements_and_roles(void **state)
{
    (void)state;
    IS("<div>", 0);
    IS("<nav>", HTML_ROLE_CHROME);
    IS("<article>", HTML_ROLE_ARTICLE);
    IS("<figcaption>", HTML_ROLE_CAPTION);
    IS("<div role=Navigation>", HTML_ROLE_CHROME);
    IS("<div itemprop=articleBody>", HTML_ROLE_BODY);
    IS("<div itemtype='https://schema.org/Comment'>", HTML_ROLE_OTHERS);
    IS("<div hidden>", HTML_ROLE_CONCEALED);
    IS("<div aria-hidden=false>", 0);
    IS("<div style='color: red; display: none'>", HTML_ROLE_CONCEALED);
}

static void test_words_of_names(void **state)
{
    (void)state;
    IS("<div class=share>", HTML_ROLE_PROMO);
    IS("<div class='a article__share-bar b'>", HTML_ROLE_PROMO);
    IS("<div id=relatedStories>", HTML_ROLE_RELATED);
    IS("<div class=shareholder>", 0);
    IS("<div data-testid=byline>", HTML_ROLE_CREDIT);
    IS("<div class='md:share [&_nav]:p-2'>", 0);
}

static void test_pairs_mean_what_they_mean_together(void **state)
{
    (void)state;
    IS("<div class=entry-content>", HTML_ROLE_BODY);
    IS("<div class=articleBody>", HTML_ROLE_BODY);
    IS("<div class=teaser_text>", HTML_ROLE_LEAD);
    IS("<div class=article-body__newsletter>", HTML_ROLE_PROMO);
    IS("<div class='sidebar-grid article__content'>", HTML_ROLE_RELATED | HTML_ROLE_BODY);
}

static void test_some_words_take_back_the_next(void **state)
{
    (void)state;
    IS("<div class=with-sidebar>", 0);
    IS("<div class='has-comments no-ads'>", 0);
    IS("<p class='has-small-font-size is-style-caption'>", HTML_ROLE_CAPTION);
    IS("<p class=has-caption-font-size>", 0);
    IS("<p class=is-newsletter-wide>", 0);
}

static void test_an_id_made_of_a_heading_tells_nothing(void **state)
{
    (void)state;
    IS("<section id=how-to-share-a-boat-with-others>", 0);
    IS("<section id=share-a-boat>", HTML_ROLE_PROMO);
    IS("<section class=how-to-share-a-boat-with-others>", HTML_ROLE_PROMO);
}

static void test_a_table_of_words_finds_them_in_any_case(void **state)
{
    (void)state;
    static const struct html_words_row rows[] = {{1, " one two "}, {2, "three one"}};
    static struct html_words words;
    html_words_add(&words, rows, 2);
    assert_int_equal(html_words_find(&words, "Two", 3), 1);
    assert_int_equal(html_words_find(&words, "three", 5), 2);
    assert_int_equal(html_words_find(&words, "one", 3), 3);
    assert_int_equal(html_words_find(&words, "twofold", 7), 0);
    assert_int_equal(html_words_find(&words, "", 0), 0);
    assert_int_equal(html_words_find(&words, "a-word-that-is-longer-than-any-in-a-table-is", 44),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elements_and_roles),
        cmocka_unit_test(test_words_of_names),
        cmocka_unit_test(test_pairs_mean_what_they_mean_together),
        cmocka_unit_test(test_some_words_take_back_the_next),
        cmocka_unit_test(test_an_id_made_of_a_heading_tells_nothing),
        cmocka_unit_test(test_a_table_of_words_finds_them_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
