/* test_searcher.c - tests of the public API: searcher/searcher.c, hits.c, hits_passage.c and article_read.c, on an index
 * of a few articles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/nsearch.h"
#include "tests/unit/scratch.h"
#include "tests/unit/searching.h"

static const char articles[] =
    "{\"id\":\"a\",\"title\":\"Liaison office opens\",\"date\":\"2018-09-14\",\"source\":\"Wire\","
    "\"author\":[\"Ann Lee\",\"Bo Kim\"],\"tag\":[\"trade\",\"peace\"],\"body\":\"The liaison "
    "office opened. Many came.\"}\n"
    "{\"id\":\"b\",\"title\":\"Office news\",\"date\":\"2020-06-16\",\"source\":\"Post\","
    "\"url\":\"https://www.post.example/b\",\"body\":\"An office. The liaison went home.\"}\n"
    "{\"id\":\"c\",\"title\":\"Rubble\",\"body\":\"Of the liaison office nothing is left.\"}\n"
    "{\"id\":\"d\",\"title\":\"Weather\",\"date\":\"2020\",\"body\":\"Rain.\"}\n";

static int setup(void **state)
{
    return searching_setup(state, articles);
}

static nsearch_hits *search(const struct searching *fixture, nsearch_request request)
{
    nsearch_hits *hits;
    nsearch_error error;
    assert_int_equal(nsearch_search(fixture->searcher, &request, &hits, &error), NSEARCH_OK);
    return hits;
}

static void test_an_index_knows_its_count_and_generation(void **state)
{
    const struct searching *fixture = *state;
    assert_int_equal(nsearch_searcher_count(fixture->searcher), 4);
    assert_int_equal(nsearch_searcher_generation(fixture->searcher), 1);
}

static void test_phrases_come_first_and_are_marked_and_counted(void **state)
{
    const struct searching *fixture = *state;
    nsearch_hits *hits = search(fixture, (nsearch_request){.query = "liaison office", .limit = 10});
    assert_int_equal(nsearch_hits_total(hits), 3);
    assert_true(nsearch_hits_exact(hits));
    assert_int_equal(nsearch_hits_phrase_total(hits), 2);
    assert_string_equal(nsearch_hits_query(hits), "liaison AND office");
    assert_string_equal(nsearch_hits_at(hits, 0)->id, "a");
    assert_true(nsearch_hits_at(hits, 0)->phrase && nsearch_hits_at(hits, 1)->phrase);
    assert_false(nsearch_hits_at(hits, 2)->phrase);
    assert_true(nsearch_hits_at(hits, 0)->score > 0 && nsearch_hits_at(hits, 0)->score < 1000);
    assert_null(nsearch_hits_at(hits, 3));
    assert_string_equal(searching_ids(hits), "acb");
}

/* The page is the same; what can't be known is a lower bound. */
static void check_approximate(const struct searching *fixture, nsearch_request request)
{
    char page[64];
    nsearch_hits *exact = search(fixture, request);
    request.approximate = 1;
    nsearch_hits *hits = search(fixture, request);
    const uint64_t total = nsearch_hits_total(exact), least = nsearch_hits_total(hits);
    assert_true(least <= total && least >= nsearch_hits_count(exact));
    assert_true(nsearch_hits_phrase_total(hits) <= nsearch_hits_phrase_total(exact));
    if (nsearch_hits_exact(hits)) assert_int_equal(least, total);
    if (request.limit > total) assert_true(nsearch_hits_exact(hits));
    snprintf(page, sizeof page, "%s", searching_ids(exact));
    assert_string_equal(searching_ids(hits), page);
}

static void test_an_approximate_request_has_the_same_hits(void **state)
{
    static const char *const queries[] = {"liaison office", "office", "liaison OR rain", "zebra"};
    for (size_t query = 0; query < sizeof queries / sizeof *queries; query++)
        for (nsearch_sort sort = 0; sort <= NSEARCH_SORT_NEWEST; sort++)
            for (size_t limit = 0; limit < 5; limit++)
                for (size_t offset = 0; offset < 5; offset++)
                    check_approximate(*state, (nsearch_request){.query = queries[query],
                                                                .sort = sort,
                                                                .offset = offset,
                                                                .limit = limit});
}

static void test_an_approximate_request_for_no_hits_counts_all(void **state)
{
    nsearch_hits *hits = search(*state,
                                (nsearch_request){.query = "liaison office", .approximate = 1});
    assert_int_equal(nsearch_hits_total(hits), 3);
    assert_int_equal(nsearch_hits_phrase_total(hits), 2);
    assert_true(nsearch_hits_exact(hits));
    nsearch_hits_free(hits);
}

static void test_an_approximate_request_knows_the_phrases_of_its_page(void **state)
{
    nsearch_hits *hits = search(
        *state, (nsearch_request){.query = "liaison office", .limit = 1, .approximate = 1});
    assert_int_equal(nsearch_hits_phrase_total(hits), 1);
    nsearch_hits_free(hits);
}

/* A text with what is marked in brackets. */
static const char *bracketed(const char *text, size_t size, const nsearch_span *marks, size_t count)
{
    static char out[256];
    size_t at = 0, used = 0;
    for (size_t i = 0; i <= count; i++) {
        const size_t from = i < count ? marks[i].offset : size;
        const size_t to = i < count ? from + marks[i].size : size;
        used += (size_t)snprintf(out + used, sizeof out - used, "%.*s%s%.*s%s", (int)(from - at),
                                 text + at, i < count ? "[" : "", (int)(to - from), text + from,
                                 i < count ? "]" : "");
        at = to;
    }
    return out;
}

static void test_a_text_is_whole_with_every_match(void **state)
{
    static const nsearch_request request = {.query = "\"liaison office\" OR came OR office",
                                            .limit = 4};
    const nsearch_passage *text;
    nsearch_hits *hits = searching_ask(state, &request);
    for (int again = 0; again < 2; again++) {
        for (size_t i = 0; i < nsearch_hits_count(hits); i++) {
            if (strcmp(nsearch_hits_at(hits, i)->id, "a") != 0) continue;
            assert_int_equal(nsearch_hits_text(hits, i, &text, NULL), NSEARCH_OK);
            assert_string_equal(bracketed(text->text, text->size, text->marks, text->mark_count),
                                "The [liaison office] opened. Many [came].");
            const char *title = nsearch_hits_at(hits, i)->title;
            assert_string_equal(
                bracketed(title, strlen(title), text->title_marks, text->title_mark_count),
                "[Liaison office] opens");
        }
        assert_int_equal(nsearch_hits_passage(hits, 0, 0, &text, NULL), NSEARCH_OK);
    }
    assert_int_equal(nsearch_hits_text(hits, 3, &text, NULL), NSEARCH_INVALID);
    assert_null(text);
    nsearch_hits_free(hits);
}

static void test_a_hit_has_its_fields_and_empty_ones_are_empty(void **state)
{
    nsearch_hits *hits = search(*state, (nsearch_request){.query = "id:a", .limit = 1});
    const nsearch_hit *hit = nsearch_hits_at(hits, 0);
    assert_int_equal(hit->rank, 1);
    assert_string_equal(hit->title, "Liaison office opens");
    assert_string_equal(hit->date, "2018-09-14");
    assert_string_equal(hit->source, "Wire");
    assert_string_equal(hit->author, "Ann Lee; Bo Kim");
    assert_string_equal(hit->tag, "trade; peace");
    assert_string_equal(hit->url, "");
    assert_non_null(strstr(hit->path, "/articles.jsonl"));
    nsearch_hits_free(hits);
}

static void test_pages_orders_and_periods(void **state)
{
    nsearch_request request = {.query = "liaison OR rain", .limit = 10};
    request.sort = NSEARCH_SORT_OLDEST;
    assert_string_equal(searching_ids(search(*state, request)), "adbc");
    request.sort = NSEARCH_SORT_NEWEST;
    assert_string_equal(searching_ids(search(*state, request)), "bdac");
    request.offset = 1;
    request.limit = 2;
    assert_string_equal(searching_ids(search(*state, request)), "da");
    request = (nsearch_request){.query = "liaison OR rain", .limit = 10, .since = "2020"};
    assert_int_equal(strlen(searching_ids(search(*state, request))), 2);
    request.until = "2020-06";
    request.query = "liaison";
    assert_string_equal(searching_ids(search(*state, request)), "b");
    request = (nsearch_request){.query = "rain liaison", .match = NSEARCH_MATCH_ANY};
    nsearch_hits *hits = search(*state, request);
    assert_int_equal(nsearch_hits_total(hits), 4);
    assert_int_equal(nsearch_hits_count(hits), 0);
    nsearch_hits_free(hits);
    request = (nsearch_request){
        .query = "office opened", .match = NSEARCH_MATCH_PHRASE, .limit = 5};
    assert_string_equal(searching_ids(search(*state, request)), "a");
}

static void test_a_passage_is_marked_and_can_be_made_again(void **state)
{
    nsearch_hits *hits = search(*state,
                                (nsearch_request){.query = "\"liaison office\"", .limit = 9});
    const nsearch_passage *passage;
    nsearch_error error;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(nsearch_hits_passage(hits, 0, i ? 20 : 0, &passage, &error), NSEARCH_OK);
        assert_int_equal(passage->size, strlen(passage->text));
        assert_int_equal(passage->mark_count, 1);
        assert_memory_equal(passage->text + passage->marks[0].offset, "liaison office", 14);
        assert_int_equal(passage->marks[0].size, 14);
        assert_int_equal(passage->title_mark_count, 1);
    }
    assert_int_equal(nsearch_hits_passage(hits, 2, 0, &passage, &error), NSEARCH_INVALID);
    assert_null(passage);
    nsearch_hits_free(hits);
}

static void test_a_wrong_query_is_an_error_with_its_place(void **state)
{
    const struct searching *fixture = *state;
    nsearch_hits *hits;
    nsearch_error error;
    nsearch_request request = {.query = "titel:office"};
    assert_int_equal(nsearch_search(fixture->searcher, &request, &hits, &error), NSEARCH_INVALID);
    assert_null(hits);
    assert_int_equal(error.query_offset, 0);
    assert_int_equal(error.query_size, 5);
    request = (nsearch_request){.query = NULL};
    assert_int_equal(nsearch_search(fixture->searcher, &request, &hits, NULL), NSEARCH_INVALID);
    request = (nsearch_request){.query = "a", .sort = (nsearch_sort)9};
    assert_int_equal(nsearch_search(fixture->searcher, &request, &hits, NULL), NSEARCH_INVALID);
    request = (nsearch_request){.query = "a", .since = "2020-02-30"};
    assert_int_equal(nsearch_search(fixture->searcher, &request, &hits, &error), NSEARCH_INVALID);
}

static void test_an_article_is_read_whole_by_its_id(void **state)
{
    const struct searching *fixture = *state;
    nsearch_article *article;
    nsearch_error error;
    assert_int_equal(nsearch_article_read(fixture->searcher, "b", &article, &error), NSEARCH_OK);
    assert_string_equal(nsearch_article_field(article, "title"), "Office news");
    assert_string_equal(nsearch_article_field(article, "body"),
                        "An office. The liaison went home.");
    assert_string_equal(nsearch_article_field(article, "author"), "");
    assert_null(nsearch_article_field(article, "colour"));
    nsearch_article_free(article);
    assert_int_equal(nsearch_article_read(fixture->searcher, "zz", &article, &error),
                     NSEARCH_MISSING);
    assert_null(article);
}

static void test_an_article_is_read_by_the_path_of_a_file_that_has_no_other(void **state)
{
    const struct searching *fixture = *state;
    nsearch_article *article;
    nsearch_error error;
    char path[4096];
    assert_non_null(realpath(scratch_path(fixture->directory, "articles.jsonl"), path));
    assert_int_equal(nsearch_article_read(fixture->searcher, path, &article, &error),
                     NSEARCH_INVALID);
    assert_null(article);
    assert_non_null(strstr(error.message, "articles.jsonl has several articles: give the id"));
    searching_index(fixture->directory, "{\"id\":\"z\",\"body\":\"alone\"}\n");
    assert_int_equal(nsearch_article_read(fixture->searcher, path, &article, &error), NSEARCH_OK);
    assert_string_equal(nsearch_article_field(article, "id"), "z");
    nsearch_article_free(article);
}

static void test_an_open_searcher_goes_over_to_the_next_generation(void **state)
{
    const struct searching *fixture = *state;
    const nsearch_request request = {.query = "liaison office", .limit = 9};
    nsearch_hits *before = search(fixture, request);
    nsearch_article *article;
    searching_index(fixture->directory, "{\"id\":\"z\",\"body\":\"liaison office\"}\n");
    assert_string_equal(searching_ids(search(fixture, request)), "z");
    assert_int_equal(nsearch_searcher_generation(fixture->searcher), 2);
    assert_int_equal(nsearch_searcher_count(fixture->searcher), 1);
    searching_index(fixture->directory, "{\"id\":\"y\",\"body\":\"liaison office\"}\n");
    assert_int_equal(nsearch_article_read(fixture->searcher, "y", &article, NULL), NSEARCH_OK);
    nsearch_article_free(article);
    /* What was found in the first is there still. */
    const nsearch_passage *passage;
    assert_int_equal(nsearch_hits_passage(before, 0, 0, &passage, NULL), NSEARCH_OK);
    assert_int_equal(passage->mark_count, 1);
    assert_string_equal(searching_ids(before), "acb");
}

static void test_hits_outlive_their_searcher(void **state)
{
    struct searching *fixture = *state;
    const nsearch_request request = {.query = "liaison office", .limit = 9};
    nsearch_hits *hits = search(fixture, request);
    const nsearch_passage *passage;
    nsearch_searcher_free(fixture->searcher);
    fixture->searcher = NULL;
    assert_int_equal(nsearch_hits_passage(hits, 0, 0, &passage, NULL), NSEARCH_OK);
    assert_int_equal(passage->mark_count, 1);
    nsearch_hits_free(hits);
}

static void test_a_searcher_gets_over_an_index_that_was_away(void **state)
{
    const struct searching *fixture = *state;
    const nsearch_request request = {.query = "liaison office", .limit = 9};
    const char *stub = scratch_path(fixture->directory, "index/XAPIANDB");
    const char *away = scratch_path(fixture->directory, "index/away");
    nsearch_hits *hits;
    nsearch_error error;
    assert_int_equal(rename(stub, away), 0);
    assert_int_equal(nsearch_search(fixture->searcher, &request, &hits, &error), NSEARCH_MISSING);
    assert_null(hits);
    assert_int_equal(rename(away, stub), 0);
    assert_string_equal(searching_ids(search(fixture, request)), "acb");
}

/* A path that was right when the index was opened stays right. */
static void test_a_searcher_may_be_opened_by_a_relative_path(void **state)
{
    struct searching *fixture = *state;
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    nsearch_searcher_free(fixture->searcher);
    assert_int_equal(chdir(fixture->directory), 0);
    assert_int_equal(nsearch_searcher_open("index", &fixture->searcher, NULL), NSEARCH_OK);
    assert_int_equal(chdir(here), 0);
    assert_string_equal(
        searching_ids(search(fixture, (nsearch_request){.query = "rain", .limit = 9})), "d");
}

static void test_what_is_no_index_says_what_it_is(void **state)
{
    const struct searching *fixture = *state;
    nsearch_searcher *searcher;
    nsearch_error error;
    assert_int_equal(
        nsearch_searcher_open(scratch_path(fixture->directory, "none"), &searcher, &error),
        NSEARCH_MISSING);
    assert_null(searcher);
    assert_int_equal(nsearch_searcher_open(scratch_path(fixture->directory, "articles.jsonl"),
                                           &searcher, &error),
                     NSEARCH_FOREIGN);
}

static void test_free_takes_null(void **state)
{
    (void)state;
    nsearch_searcher_free(NULL);
    nsearch_hits_free(NULL);
    nsearch_article_free(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, searching_teardown)

static void test_what_was_found_outlives_its_searcher(void **state)
{
    const struct searching *fixture = *state;
    const nsearch_request request = {.query = "office", .limit = 10};
    const nsearch_passage *passage;
    nsearch_searcher *searcher;
    nsearch_hits *hits;
    nsearch_facets *facets;
    nsearch_explanation *explanation;
    const char *index = scratch_path(fixture->directory, "index");
    assert_int_equal(nsearch_searcher_open(index, &searcher, NULL), NSEARCH_OK);
    assert_int_equal(nsearch_search(searcher, &request, &hits, NULL), NSEARCH_OK);
    assert_int_equal(nsearch_facets_find(searcher, &request, "source", &facets, NULL), NSEARCH_OK);
    assert_int_equal(nsearch_explain(searcher, &request, &explanation, NULL), NSEARCH_OK);
    nsearch_searcher_free(searcher);
    assert_int_equal(nsearch_hits_passage(hits, 0, 0, &passage, NULL), NSEARCH_OK);
    assert_true(passage->mark_count > 0);
    assert_null(nsearch_hits_suggestion(hits));
    assert_string_equal(nsearch_facets_at(facets, 0)->value, "Post");
    assert_string_equal(nsearch_explanation_at(explanation, 0)->text, "office");
    nsearch_hits_free(hits);
    nsearch_facets_free(facets);
    nsearch_explanation_free(explanation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_an_index_knows_its_count_and_generation),
        TEST(test_phrases_come_first_and_are_marked_and_counted),
        TEST(test_a_hit_has_its_fields_and_empty_ones_are_empty),
        TEST(test_pages_orders_and_periods),
        TEST(test_an_approximate_request_has_the_same_hits),
        TEST(test_an_approximate_request_for_no_hits_counts_all),
        TEST(test_an_approximate_request_knows_the_phrases_of_its_page),
        TEST(test_a_text_is_whole_with_every_match),
        TEST(test_a_passage_is_marked_and_can_be_made_again),
        TEST(test_a_wrong_query_is_an_error_with_its_place),
        TEST(test_an_article_is_read_whole_by_its_id),
        TEST(test_an_article_is_read_by_the_path_of_a_file_that_has_no_other),
        TEST(test_an_open_searcher_goes_over_to_the_next_generation),
        TEST(test_hits_outlive_their_searcher),
        TEST(test_a_searcher_gets_over_an_index_that_was_away),
        TEST(test_a_searcher_may_be_opened_by_a_relative_path),
        TEST(test_what_is_no_index_says_what_it_is),
        TEST(test_what_was_found_outlives_its_searcher),
        cmocka_unit_test(test_free_takes_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
