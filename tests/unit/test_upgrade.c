/* test_upgrade.c - an index of schema 1, which had no stamps and no manifest: told, taken over, gone on with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/nsearch.h"
#include "indexer/rebuild.h"
#include "tests/unit/scratch.h"
#include "tests/unit/updating.h"
#include "tests/unit/xapian_oracle.h"

static const char *index_of(const struct updating *updating)
{
    return scratch_path(updating->directory, "index");
}

static int setup(void **state)
{
    if (updating_setup(state)) return -1;
    struct updating *updating = *state;
    nsearch_error error;
    char segment[4200];
    updating_write(updating, "news/1.csv", "id,body\na,The ferries stop.\nb,The bridge is open.\n");
    updating_write(updating, "news/2.csv", "id,body\nc,Ferries go.\n");
    if (updating_run(updating)) fail_msg("%s", updating->error.message);
    snprintf(segment, sizeof segment, "%s/seg-000001", index_of(updating));
    if (xapian_age(segment, &error)) fail_msg("%s", error.message);
    unlink(scratch_path(index_of(updating), "manifest-000001.gz"));
    unlink(scratch_path(index_of(updating), "seg-000001/sums")); /* nor had it these */
    return 0;
}

static void assert_told(nsearch_status status, const nsearch_error *error)
{
    assert_int_equal(status, NSEARCH_FOREIGN);
    assert_non_null(strstr(error->message, "seg-000001: of an older nsearch (schema 1, "));
    assert_non_null(strstr(error->message, "nindex --rebuild-from-index (or --full)"));
}

static size_t count_found(const char *index, const char *query)
{
    const nsearch_request request = {.query = query, .limit = 10};
    nsearch_searcher *searcher;
    nsearch_hits *hits;
    nsearch_error error;
    if (nsearch_searcher_open(index, &searcher, &error)) fail_msg("%s", error.message);
    if (nsearch_search(searcher, &request, &hits, &error)) fail_msg("%s", error.message);
    const size_t count = nsearch_hits_count(hits);
    nsearch_hits_free(hits);
    nsearch_searcher_free(searcher);
    return count;
}

static void test_it_is_refused_with_what_to_do(void **state)
{
    struct updating *updating = *state;
    nsearch_searcher *searcher;
    nsearch_error error;
    assert_told(nsearch_searcher_open(index_of(updating), &searcher, &error), &error);
    assert_told(updating_run(updating), &updating->error);
}

static void test_rebuilt_from_itself_it_is_as_any_other(void **state)
{
    struct updating *updating = *state;
    const struct rebuild_request request = {
        .index = index_of(updating), .jobs = 1, .memory = 1 << 20};
    const struct rebuild_watcher watcher = {0};
    struct rebuild_result result;
    nsearch_error error;
    if (rebuild_index(&request, &watcher, &result, &error)) fail_msg("%s", error.message);
    assert_int_equal(result.articles, 3);
    assert_int_equal(result.losses, 0);
    assert_int_equal(count_found(index_of(updating), "ferry"), 2);

    updating_write(updating, "news/2.csv", "id,body\nc,Ferries go again.\n");
    updating_write(updating, "news/3.txt", "A ferry\n\nIt is late.\n");
    updating_assert_same(updating);
    assert_int_equal(updating->result.unchanged, 2);
    assert_int_equal(updating->result.changed, 1);
    assert_int_equal(updating->result.added, 1);
    assert_int_equal(count_found(index_of(updating), "ferry"), 3);
}

static void test_a_full_build_takes_its_place(void **state)
{
    struct updating *updating = *state;
    updating->request.full = true;
    updating_assert_same(updating);
    assert_int_equal(count_found(index_of(updating), "ferry"), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, updating_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_it_is_refused_with_what_to_do),
        TEST(test_rebuilt_from_itself_it_is_as_any_other),
        TEST(test_a_full_build_takes_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
