/* test_similar.c - tests of searcher/similar.c through nsearch.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/nsearch.h"
#include "tests/unit/scratch.h"
#include "tests/unit/searching.h"

static const char articles[] =
    "{\"id\":\"a\",\"date\":\"2019-03-01\",\"lang\":\"en\",\"title\":\"Ferry stuck at Incheon\","
    "\"body\":\"The ferry Halla is stuck in the harbour ice at Incheon.\"}\n"
    "{\"id\":\"b\",\"date\":\"2019-03-02\",\"lang\":\"en\",\"title\":\"Ferries run again\","
    "\"body\":\"The ferry Halla left Incheon when the ice broke.\"}\n"
    "{\"id\":\"c\",\"date\":\"2020-01-05\",\"lang\":\"en\",\"title\":\"Harbour tax\","
    "\"body\":\"The harbour asks more of each ferry.\"}\n"
    "{\"id\":\"d\",\"lang\":\"en\",\"title\":\"Talks\",\"body\":\"The talks in Seoul went on.\"}\n"
    "{\"id\":\"e\",\"lang\":\"en\",\"title\":\"Rain\",\"body\":\"The rain in Busan went on.\"}\n"
    "{\"id\":\"f\",\"lang\":\"en\",\"title\":\"Zzyzx\",\"body\":\"Qwop.\"}\n"
    "{\"id\":\"g\",\"lang\":\"de\",\"title\":\"Eis\",\"body\":\"Die Halla im Hafen Incheon.\"}\n"
    "{\"id\":\"h\",\"lang\":\"de\",\"title\":\"Neues Eis\",\"body\":\"Viel Eis im Hafen.\"}\n";

static int setup(void **state)
{
    return searching_setup(state, articles);
}

static nsearch_hits *find(void **state, const char *id, nsearch_request request)
{
    const struct searching *fixture = *state;
    nsearch_hits *hits;
    nsearch_error error;
    if (nsearch_similar(fixture->searcher, &request, id, &hits, &error))
        fail_msg("%s: %s", id, error.message);
    return hits;
}

static bool was_added(nsearch_hits *hits, const char *word)
{
    const char *added;
    for (size_t i = 0; (added = nsearch_hits_added(hits, i)); i++)
        if (!strcmp(added, word)) return true;
    return false;
}

static void test_the_most_alike_come_first_and_never_the_article_itself(void **state)
{
    nsearch_hits *hits = find(state, "a", (nsearch_request){.limit = 10});
    assert_int_equal(nsearch_hits_total(hits), nsearch_hits_count(hits));
    assert_true(nsearch_hits_exact(hits));
    assert_true(nsearch_hits_at(hits, 0)->score > nsearch_hits_at(hits, 1)->score);
    assert_memory_equal(searching_ids(hits), "bc", 2);
    assert_memory_equal(searching_ids(find(state, "b", (nsearch_request){.limit = 10})), "a", 1);
}

static void test_the_words_that_were_looked_for_are_told(void **state)
{
    nsearch_hits *hits = find(state, "a", (nsearch_request){.limit = 1});
    assert_true(was_added(hits, "ferry") && was_added(hits, "incheon") && was_added(hits, "halla"));
    assert_false(was_added(hits, "stuck")); /* nobody else has it */
    assert_non_null(strstr(nsearch_hits_query(hits), " OR "));
    assert_null(nsearch_hits_suggestion(hits));
    nsearch_hits_free(hits);
}

static void test_a_request_narrows_and_pages(void **state)
{
    assert_string_equal(
        searching_ids(find(state, "a", (nsearch_request){.query = "tax", .limit = 10})), "c");
    assert_string_equal(
        searching_ids(find(state, "a", (nsearch_request){.since = "2020", .limit = 10})), "c");
    assert_string_equal(
        searching_ids(find(state, "a", (nsearch_request){.until = "2019-12", .limit = 10})), "b");
    assert_string_equal(searching_ids(find(state, "a", (nsearch_request){.limit = 1})), "b");
    nsearch_hits *hits = find(state, "a", (nsearch_request){.offset = 1, .limit = 1});
    assert_int_equal(nsearch_hits_at(hits, 0)->rank, 2);
    assert_string_equal(searching_ids(hits), "c");
    hits = find(state, "a", (nsearch_request){.query = "ferry", .limit = 0});
    assert_int_equal(nsearch_hits_total(hits), 2);
    assert_non_null(strstr(nsearch_hits_query(hits), ") AND (ferry)"));
    nsearch_hits_free(hits);
    assert_memory_equal(
        searching_ids(find(state, "a", (nsearch_request){.recent = "1m", .expand = 1, .limit = 2})),
        "cb", 2);
}

static void test_passages_show_the_words(void **state)
{
    const nsearch_passage *passage;
    nsearch_hits *hits = find(state, "a", (nsearch_request){.limit = 1});
    assert_int_equal(nsearch_hits_passage(hits, 0, 0, &passage, NULL), NSEARCH_OK);
    assert_true(passage->mark_count >= 3);
    const nsearch_span *second =
        &passage->marks[1]; /* the first is "The": here that says something */
    assert_memory_equal(passage->text + second->offset, "ferry", second->size);
    assert_int_equal(passage->title_mark_count, 1); /* Ferries */
    nsearch_hits_free(hits);
}

static void test_articles_in_another_language_are_not_like_it(void **state)
{
    assert_string_equal(searching_ids(find(state, "g", (nsearch_request){.limit = 10})), "h");
}

static void test_an_article_like_no_other_finds_nothing(void **state)
{
    nsearch_hits *hits = find(state, "f", (nsearch_request){.limit = 10});
    assert_int_equal(nsearch_hits_total(hits), 0);
    assert_null(nsearch_hits_added(hits, 0));
    assert_string_equal(nsearch_hits_query(hits), "");
    nsearch_hits_free(hits);
}

static void check_error(void **state, const char *id, nsearch_request request, nsearch_status want)
{
    const struct searching *fixture = *state;
    nsearch_hits *hits = (nsearch_hits *)&hits;
    nsearch_error error = {0};
    assert_int_equal(nsearch_similar(fixture->searcher, &request, id, &hits, &error), want);
    assert_null(hits);
    assert_int_equal(error.status, want);
}

static void test_what_cannot_be_is_refused(void **state)
{
    const struct searching *fixture = *state;
    check_error(state, "nobody", (nsearch_request){.limit = 1}, NSEARCH_MISSING);
    check_error(state, "a", (nsearch_request){.sort = NSEARCH_SORT_NEWEST}, NSEARCH_INVALID);
    check_error(state, "a", (nsearch_request){.query = "(open"}, NSEARCH_INVALID);
    check_error(state, "a", (nsearch_request){.recent = "soon"}, NSEARCH_INVALID);
    check_error(state, scratch_path(fixture->directory, "articles.jsonl"),
                (nsearch_request){.limit = 1}, NSEARCH_INVALID); /* which of them? */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_most_alike_come_first_and_never_the_article_itself),
        cmocka_unit_test(test_the_words_that_were_looked_for_are_told),
        cmocka_unit_test(test_a_request_narrows_and_pages),
        cmocka_unit_test(test_passages_show_the_words),
        cmocka_unit_test(test_articles_in_another_language_are_not_like_it),
        cmocka_unit_test(test_an_article_like_no_other_finds_nothing),
        cmocka_unit_test(test_what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, searching_teardown);
}
