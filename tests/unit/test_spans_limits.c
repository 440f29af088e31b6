/* test_spans_limits.c - tests of searcher/spans*.c where something ends: too many matches, memory, an index
 * that is broken. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/schema.h"
#include "searcher/spans_own.h"
#include "tests/unit/scratch.h"
#include "tests/unit/xapian_oracle.h"

enum {
    LONG =
        3000, /* words of article 1: a b a b ... in one sentence, all of them quoted and in capitals */
    ARTICLES =
        1000 /* the others have one word each: enough that positions take more than a block */
};

/* ---- Memory that runs out ------------------------------------------------------------------------ */

#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__
#define CAN_RUN_OUT true
extern void *__libc_malloc(size_t size);
static size_t left = SIZE_MAX; /* allocations that still succeed */

__attribute__((visibility("default"))) void *malloc(size_t size)
{
    if (left != SIZE_MAX && !left) return NULL;
    if (left != SIZE_MAX) left--;
    return __libc_malloc(size);
}
#else
#define CAN_RUN_OUT false
static size_t left;
#endif

/* ---- An index ------------------------------------------------------------------------------------ */

struct fixture {
    void *directory;
    struct db *db;
    struct matcher *matcher;
    struct arena arena;
};

static void post(struct xapian_writer *writer, const char *term, uint32_t position)
{
    assert_int_equal(xapian_writer_posting(writer, term, strlen(term), position, 1, NULL), 0);
}

static void write_article(struct xapian_writer *writer, unsigned number)
{
    char name[16];
    bool replaced;
    const int size = snprintf(name, sizeof name, "%u", number);
    xapian_writer_start(writer);
    for (uint32_t i = 0; i < (number == 1 ? LONG : 1); i++) {
        post(writer, i % 2 ? "b" : "a", 101 + i);
        post(writer, TERM_CAPITALS, 2 * (101 + i) + 1);
    }
    post(writer, TERM_SENTENCES, 203);
    post(writer, TERM_QUOTATIONS, 202);
    post(writer, TERM_QUOTATIONS, 2 * (101 + LONG) + 1);
    assert_int_equal(
        xapian_writer_put(writer, name, (size_t)size, name, (size_t)size, &replaced, NULL), 0);
}

static void open_index(struct fixture *fixture)
{
    assert_int_equal(db_open_segment(scratch_path(fixture->directory, "a"), &fixture->db, NULL),
                     NSEARCH_OK);
    assert_int_equal(matcher_open(fixture->db, &fixture->matcher, NULL), NSEARCH_OK);
}

static int setup(void **state)
{
    static struct fixture fixture;
    struct xapian_writer *writer;
    if (scratch_setup(&fixture.directory)) return -1;
    const char *path = scratch_path(fixture.directory, "a");
    assert_int_equal(xapian_writer_create(path, &writer, NULL), NSEARCH_OK);
    for (unsigned i = 1; i <= ARTICLES; i++)
        write_article(writer, i);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    open_index(&fixture);
    arena_init(&fixture.arena);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    matcher_close(fixture->matcher);
    db_close(fixture->db);
    arena_release(&fixture->arena);
    return scratch_teardown(&fixture->directory);
}

/* ---- Expressions --------------------------------------------------------------------------------- */

static const struct db_text words[] = {{"a", 1}, {"b", 1}};
static struct span_node a = {.op = SPAN_WORDS, .terms = &words[0], .term_count = 1};
static struct span_node b = {.op = SPAN_WORDS, .terms = &words[1], .term_count = 1};
static struct span_node *both[] = {&a, &b};
static struct span_node wide_near = {
    .op = SPAN_NEAR, .distance = 1000, .children = both, .count = 2};
static struct span_node tight_near = {.op = SPAN_NEAR, .distance = 2, .children = both, .count = 2};
static struct span_node same = {.op = SPAN_SAME, .children = both, .count = 2};
static struct span_node quoted = {.op = SPAN_WITHIN,
                                  .area = AREA_QUOTE,
                                  .children = (struct span_node *[]){&tight_near},
                                  .count = 1};
static unsigned one_after_the_other[] = {0, 1};
static struct span_node phrase = {
    .op = SPAN_PHRASE, .offsets = one_after_the_other, .distance = 4, .children = both, .count = 2};

static nsearch_status search(struct fixture *fixture, struct spans_state *state,
                             const struct span_node *node, unsigned at_least, size_t *total,
                             nsearch_error *error)
{
    struct db_query all = {.op = DB_ALL};
    struct db_query *query = state ? spans_query(&fixture->arena, state, &all, node, at_least)
                                   : NULL;
    if (!query) return NSEARCH_MEMORY;
    const struct match_request request = {
        .query = query, .limit = 10, .k1 = 1.2, .b = 0.75, .exact = true};
    struct match_hits hits;
    const nsearch_status status = matcher_search(fixture->matcher, &request, &fixture->arena, &hits,
                                                 error);
    *total = hits.total;
    return status ? status : spans_status(state, error);
}

static void assert_search(struct fixture *fixture, const struct span_node *node, unsigned at_least,
                          size_t wanted)
{
    nsearch_error error;
    size_t total;
    if (search(fixture, spans_begin(&fixture->arena, 0), node, at_least, &total, &error))
        fail_msg("%s", error.message);
    assert_int_equal(total, wanted);
}

static void assert_refused(struct fixture *fixture, struct spans_state *state,
                           const struct span_node *node, unsigned at_least)
{
    nsearch_error error;
    size_t total;
    assert_int_equal(search(fixture, state, node, at_least, &total, &error), NSEARCH_INVALID);
    assert_non_null(strstr(error.message, "the query is too costly to check: "));
}

static void test_one_match_is_found_at_once_where_there_are_millions(void **state)
{
    static struct span_node *near_same[] = {&tight_near, &same};
    struct span_node outer = {.op = SPAN_NEAR, .distance = 1000, .children = near_same, .count = 2};
    assert_search(*state, &wide_near, 1, 1);
    assert_search(*state, &same, 1, 1);
    outer.children = (struct span_node *[]){&tight_near, &tight_near};
    assert_search(*state, &outer, 1, 1);
}

static void test_too_many_matches_are_refused(void **state)
{
    struct fixture *fixture = *state;
    struct span_node *children[] = {&wide_near, &a};
    const struct span_node outer = {
        .op = SPAN_NEAR, .distance = 1, .children = children, .count = 2};
    assert_refused(fixture, spans_begin(&fixture->arena, 0), &outer, 1);
    assert_refused(fixture, spans_begin(&fixture->arena, 0), &wide_near, 2);
    assert_refused(fixture, spans_begin(&fixture->arena, 0), &same, 2);
}

static void test_words_that_come_often_are_not_too_many(void **state)
{
    assert_search(*state, &a, LONG / 2, 1);
    assert_search(*state, &tight_near, 1501, 0);
    assert_search(*state, &tight_near, 1500, 1);
}

static void test_steps_run_out(void **state)
{
    struct fixture *fixture = *state;
    struct spans_state *few = spans_begin(&fixture->arena, 0);
    few->steps = 1000;
    assert_refused(fixture, few, &tight_near, 2);
    few = spans_begin(&fixture->arena, 0);
    few->steps = 1000;
    assert_refused(fixture, few, &phrase, 1);
}

static void test_an_inspection_that_is_too_costly_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct spans_report report;
    nsearch_error error;
    assert_int_equal(
        spans_inspect(fixture->matcher, "1", 1, &wide_near, &fixture->arena, &report, &error),
        NSEARCH_INVALID);
    assert_int_equal(
        spans_inspect(fixture->matcher, "none", 4, &wide_near, &fixture->arena, &report, &error),
        NSEARCH_MISSING);
}

/* ---- Failing ------------------------------------------------------------------------------------- */

/* Opens the index again, so that all is read anew. */
static void reopen(struct fixture *fixture)
{
    matcher_close(fixture->matcher);
    db_close(fixture->db);
    open_index(fixture);
    arena_release(&fixture->arena);
}

static nsearch_status search_anew(struct fixture *fixture, const struct span_node *node)
{
    size_t total;
    struct spans_state *spans = spans_begin(&fixture->arena, 0);
    return search(fixture, spans, node, 3, &total, NULL);
}

static void test_a_search_ends_where_memory_runs_out(void **state)
{
    static const struct span_node *const nodes[] = {&tight_near, &quoted, &phrase};
    if (!CAN_RUN_OUT) skip();
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
        nsearch_status status = NSEARCH_MEMORY;
        for (size_t allowed = 0; status; allowed += 1 + allowed / 50) {
            reopen(*state);
            left = allowed;
            status = search_anew(*state, nodes[i]);
            left = SIZE_MAX;
            if (status) assert_int_equal(status, NSEARCH_MEMORY);
        }
    }
}

static void test_positions_that_cannot_be_read_end_the_search(void **state)
{
    struct fixture *fixture = *state;
    char path[4096];
    snprintf(path, sizeof path, "%s/a/position.glass", (const char *)fixture->directory);
    assert_int_equal(truncate(path, 8192), 0);
    const nsearch_status status = search_anew(fixture, &tight_near);
    assert_true(status == NSEARCH_DAMAGED || status == NSEARCH_IO);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_match_is_found_at_once_where_there_are_millions),
        TEST(test_too_many_matches_are_refused),
        TEST(test_words_that_come_often_are_not_too_many),
        TEST(test_steps_run_out),
        TEST(test_an_inspection_that_is_too_costly_is_refused),
        TEST(test_a_search_ends_where_memory_runs_out),
        TEST(test_positions_that_cannot_be_read_end_the_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
