/* test_facets.c - tests of searcher/facets*.c through nsearch.h: on a few articles, and against a plain count of random
 * ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "searcher/facets.h"
#include "tests/unit/articles.h"
#include "tests/unit/scratch.h"
#include "tests/unit/searching.h"
#include "tests/unit/seed.h"

/* ---- A few articles ------------------------------------------------------------------------------ */

static const char articles[] =
    "{\"id\":\"a\",\"title\":\"Ferry\",\"date\":\"2018-09-14\",\"source\":\"Wire\",\"lang\":\"en\","
    "\"author\":[\"Ann Lee\",\"Bo "
    "Kim\"],\"url\":\"https://www.wire.example/a\",\"body\":\"One.\"}\n"
    "{\"id\":\"b\",\"title\":\"Ferry\",\"date\":\"2020-06-16\",\"source\":\"WIRE\",\"lang\":\"en-"
    "GB\","
    "\"author\":\"Bo Kim\",\"url\":\"https://wire.example/b\",\"body\":\"Two.\"}\n"
    "{\"id\":\"c\",\"title\":\"Ferry\",\"date\":\"2020\",\"source\":\"The "
    "Post\",\"lang\":\"en-GB\","
    "\"author\":\"Kim Bo\",\"body\":\"Three.\"}\n"
    "{\"id\":\"d\",\"title\":\"Rain\",\"date\":\"2020-06-16T10:00\",\"source\":\"Abc\",\"body\":"
    "\"Four.\"}\n"
    "{\"id\":\"e\",\"title\":\"Rain\",\"source\":\"--\",\"body\":\"Five.\"}\n";

static int setup(void **state)
{
    return searching_setup(state, articles);
}

static nsearch_facets *find(void **state, const char *field, nsearch_request request)
{
    const struct searching *fixture = *state;
    nsearch_facets *facets;
    nsearch_error error;
    if (nsearch_facets_find(fixture->searcher, &request, field, &facets, &error))
        fail_msg("%s: %s", field, error.message);
    return facets;
}

/* "Wire 2, Abc 1"; frees them. */
static const char *write_all(nsearch_facets *facets)
{
    static char text[256];
    size_t size = 0;
    const nsearch_facet *facet;
    *text = '\0';
    for (size_t i = 0; (facet = nsearch_facets_at(facets, i)); i++)
        size += (size_t)snprintf(text + size, sizeof text - size, "%s%s %d", i ? ", " : "",
                                 facet->value, (int)facet->count);
    nsearch_facets_free(facets);
    return text;
}

static void test_values_come_with_the_articles_that_have_them(void **state)
{
    nsearch_facets *facets = find(state, "source", (nsearch_request){.query = "ferry", .limit = 9});
    assert_int_equal(nsearch_facets_count(facets), 2);
    assert_int_equal(nsearch_facets_values(facets), 2);
    assert_int_equal(nsearch_facets_total(facets), 3);
    assert_int_equal(nsearch_facets_without(facets), 0);
    assert_true(nsearch_facets_exact(facets));
    assert_string_equal(write_all(facets), "Wire 2, The Post 1");
}

static void test_no_query_is_all_articles(void **state)
{
    nsearch_facets *facets = find(state, "source", (nsearch_request){.limit = 9});
    assert_int_equal(nsearch_facets_total(facets), 5);
    assert_int_equal(nsearch_facets_without(facets), 1); /* a value without a word is none */
    assert_string_equal(write_all(facets), "Wire 2, Abc 1, The Post 1");
    assert_string_equal(
        write_all(find(state, "source", (nsearch_request){.query = " ", .limit = 1})), "Wire 2");
    facets = find(state, "source", (nsearch_request){.until = "2019", .limit = 9});
    assert_string_equal(write_all(facets), "Wire 1");
}

static void test_an_article_counts_for_each_of_its_values(void **state)
{
    nsearch_facets *facets = find(state, "author", (nsearch_request){.limit = 9});
    assert_int_equal(nsearch_facets_values(facets), 3);
    assert_int_equal(nsearch_facets_without(facets), 2);
    assert_string_equal(write_all(facets), "Bo Kim 2, Ann Lee 1, Kim Bo 1");
}

static void test_languages_and_sites_are_the_articles_own(void **state)
{
    assert_string_equal(
        write_all(find(state, "lang", (nsearch_request){.query = "ferry", .limit = 9})),
        "en-gb 2, en 1");
    assert_string_equal(write_all(find(state, "site", (nsearch_request){.limit = 9})),
                        "wire.example 1, www.wire.example 1");
}

static void test_times_are_as_far_as_they_are_known(void **state)
{
    nsearch_facets *facets = find(state, "month",
                                  (nsearch_request){.limit = 9, .sort = NSEARCH_SORT_OLDEST});
    assert_int_equal(nsearch_facets_without(facets), 2);
    assert_string_equal(write_all(facets), "2018-09 1, 2020-06 2");
    assert_string_equal(
        write_all(find(state, "year", (nsearch_request){.limit = 9, .sort = NSEARCH_SORT_NEWEST})),
        "2020 3, 2018 1");
    assert_string_equal(write_all(find(state, "day", (nsearch_request){.limit = 9})),
                        "2020-06-16 2, 2018-09-14 1");
}

static void test_values_are_paged(void **state)
{
    nsearch_facets *facets = find(state, "author", (nsearch_request){.limit = 1, .offset = 1});
    assert_int_equal(nsearch_facets_values(facets), 3);
    assert_null(nsearch_facets_at(facets, 1));
    assert_string_equal(write_all(facets), "Ann Lee 1");
    assert_string_equal(
        write_all(find(state, "author", (nsearch_request){.limit = SIZE_MAX, .offset = 2})),
        "Kim Bo 1");
    assert_string_equal(
        write_all(find(state, "author", (nsearch_request){.limit = 5, .offset = 9})), "");
    facets = find(state, "author", (nsearch_request){.limit = 0});
    assert_int_equal(nsearch_facets_values(facets), 3);
    assert_string_equal(write_all(facets), "");
}

static void test_nothing_found_has_no_values(void **state)
{
    nsearch_facets *facets = find(state, "author", (nsearch_request){.query = "zebra", .limit = 9});
    assert_int_equal(nsearch_facets_total(facets), 0);
    assert_int_equal(nsearch_facets_without(facets), 0);
    assert_string_equal(write_all(facets), "");
}

static void check_invalid(void **state, const char *field, const nsearch_request *request,
                          const char *message)
{
    const struct searching *fixture = *state;
    nsearch_facets *facets = (nsearch_facets *)&facets;
    nsearch_error error = {0};
    assert_int_equal(nsearch_facets_find(fixture->searcher, request, field, &facets, &error),
                     NSEARCH_INVALID);
    assert_null(facets);
    assert_non_null(strstr(error.message, message));
}

static void test_what_cannot_be_counted_is_refused(void **state)
{
    const nsearch_request all = {.limit = 1}, wrong = {.query = "(ferry"},
                          unsorted = {.sort = (nsearch_sort)7};
    check_invalid(state, "title", &all, "source, section, author");
    check_invalid(state, "", &all, "source, section, author");
    check_invalid(state, "source", &wrong, "");
    check_invalid(state, "source", &unsorted, "sort");
}

/* ---- Many articles ------------------------------------------------------------------------------- */

enum {
    VALUES = 12,
    SPELLINGS = 3,
    ARTICLES = 900,
    TALLIES = 6
};

/* Spellings of a value, of which the first is the one that is tallied. */
static const char *const names[VALUES][SPELLINGS] = {
    {"ann lee", "Ann Lee", "ANN LEE."},
    {"lee ann", "Lee! Ann", "lee ann"},
    {"ann", "Ann", "(ANN)"},
    {"co-operation news", "Co-Operation News", "co-operation: news"},
    {"us desk", "U.S. Desk", "US (desk)"},
    {"kim kim", "Kim Kim", "kim... kim"},
    {"kim", "Kim's", "KIM"},
    {"jos\\u00e9 ruiz", "Jose Ruiz", "JOS\\u00c9 RUIZ"},
    {"\\u6771\\u4eac\\u65b0\\u805e", "\\u6771\\u4eac\\u65b0\\u805e",
     "\\u6771\\u4eac\\u65b0\\u805e!"},
    {"o'brien", "O'Brien", "O\\u2019Brien"},
    {"3 news", "3 News", "3 news?"},
    {"a b c d e f g h", "A B C D E F G H", "a b c d... e f g h"},
};

static const char *const hosts[] = {"example.org", "www.example.org", "a.b.example.net",
                                    "news.example.co.uk", "example.co.uk"};
static const char *const langs[] = {"en", "en-GB", "de", "de-AT", "pt-br"};

struct tally {
    const char *field;
    uint32_t all[VALUES],
        rare[VALUES]; /* articles that have each value: of all, and of the rare ones */
};

struct many {
    struct buf text;
    struct tally tallies[TALLIES];
};

static struct tally *tally(struct many *many, size_t field, uint32_t value, bool rare)
{
    struct tally *tally = &many->tallies[field];
    tally->all[value]++;
    tally->rare[value] += rare;
    return tally;
}

/* Up to three different values, or none. */
static void add_names(struct many *many, size_t field, bool rare, uint64_t *random)
{
    uint32_t count = articles_below(random, 4), first = articles_below(random, VALUES);
    buf_addf(&many->text, "\"%s\":[", many->tallies[field].field);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t value = (first + 5 * i) % VALUES;
        buf_addf(&many->text, "%s\"%s\"", i ? "," : "", names[value][articles_below(random, 3)]);
        tally(many, field, value, rare);
    }
    buf_add_text(&many->text, "],");
}

static void add_article(struct many *many, size_t number, uint64_t *random)
{
    const bool rare = !articles_below(random, 60);
    const uint32_t host = articles_below(random, 5), lang = articles_below(random, 5),
                   month = articles_below(random, VALUES);
    buf_addf(&many->text, "{\"id\":\"%zu\",", number);
    for (size_t field = 0; field < 3; field++)
        add_names(many, field, rare, random);
    buf_addf(&many->text, "\"url\":\"https://%s/%zu\",\"lang\":\"%s\",\"date\":\"1999-%02u\",",
             hosts[host], number, langs[lang], (unsigned)month + 1);
    tally(many, 3, host, rare);
    tally(many, 4, lang, rare);
    tally(many, 5, month, rare);
    buf_addf(&many->text, "\"title\":\"Every\",\"body\":\"%s word\"}\n", rare ? "rare" : "plain");
}

/* How many values have so many articles, whatever they are called. */
static int by_number(const void *a, const void *b)
{
    const uint32_t *left = a, *right = b;
    return (*left < *right) - (*left > *right);
}

static void check_tally(nsearch_searcher *searcher, const char *field, const char *query,
                        const uint32_t *counts)
{
    uint32_t sorted[VALUES];
    nsearch_facets *facets;
    const nsearch_request request = {.query = query, .limit = 100};
    size_t values = 0;
    memcpy(sorted, counts, sizeof sorted);
    qsort(sorted, VALUES, sizeof *sorted, by_number);
    while (values < VALUES && sorted[values])
        values++;
    assert_int_equal(nsearch_facets_find(searcher, &request, field, &facets, NULL), NSEARCH_OK);
    assert_int_equal(nsearch_facets_count(facets), values);
    assert_int_equal(nsearch_facets_values(facets), values);
    for (size_t i = 0; i < values; i++)
        assert_int_equal(nsearch_facets_at(facets, i)->count, sorted[i]);
    nsearch_facets_free(facets);
}

/* Read off the index for all, off the articles for the rare ones. */
static void test_counts_are_those_of_a_plain_count(void **state)
{
    static struct many many;
    static const char *const fields[TALLIES] = {"source", "section", "tag",
                                                "site",   "lang",    "month"};
    const unsigned seed = any_seed();
    uint64_t random = seed;
    struct searching *fixture = *state;
    memset(&many, 0, sizeof many);
    buf_init(&many.text);
    for (size_t i = 0; i < TALLIES; i++)
        many.tallies[i].field = fields[i];
    for (size_t i = 0; i < ARTICLES; i++)
        add_article(&many, i, &random);
    searching_index(fixture->directory, many.text.data);
    for (size_t i = 0; i < TALLIES; i++) {
        check_tally(fixture->searcher, fields[i], "every", many.tallies[i].all);
        check_tally(fixture->searcher, fields[i], "rare", many.tallies[i].rare);
    }
    buf_release(&many.text);
}

/* Values that are counted a few at a time are the same as all at once. */
static void test_values_may_be_counted_in_parts(void **state)
{
    const struct searching *fixture = *state;
    for (nsearch_sort sort = 0; sort <= NSEARCH_SORT_NEWEST; sort++) {
        for (size_t limit = 1; limit < 20; limit++) {
            const nsearch_request request = {.limit = limit, .sort = sort};
            char whole[256];
            nsearch_facets *facets;
            snprintf(whole, sizeof whole, "%s", write_all(find(state, "tag", request)));
            assert_int_equal(facets_find(fixture->searcher, &request, "tag", 3, &facets, NULL),
                             NSEARCH_OK);
            assert_int_equal(nsearch_facets_values(facets), VALUES);
            assert_string_equal(write_all(facets), whole);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_come_with_the_articles_that_have_them),
        cmocka_unit_test(test_no_query_is_all_articles),
        cmocka_unit_test(test_an_article_counts_for_each_of_its_values),
        cmocka_unit_test(test_languages_and_sites_are_the_articles_own),
        cmocka_unit_test(test_times_are_as_far_as_they_are_known),
        cmocka_unit_test(test_values_are_paged),
        cmocka_unit_test(test_nothing_found_has_no_values),
        cmocka_unit_test(test_what_cannot_be_counted_is_refused),
        cmocka_unit_test(test_counts_are_those_of_a_plain_count),
        cmocka_unit_test(test_values_may_be_counted_in_parts),
    };
    return cmocka_run_group_tests(tests, setup, searching_teardown);
}
