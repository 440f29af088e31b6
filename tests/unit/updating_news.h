/* updating_news.h - the articles, and the index of them, that the tests of update.h start with. To be included after
 * cmocka.h. */
#ifndef TESTS_UNIT_UPDATING_NEWS_H
#define TESTS_UNIT_UPDATING_NEWS_H

#include "tests/unit/updating.h"

#define A "{\"id\":\"a\",\"title\":\"one\"}\n"
#define A2 "{\"id\":\"a\",\"title\":\"one again\"}\n"
#define B "{\"id\":\"b\",\"title\":\"two\"}\n"
#define B2 "{\"id\":\"b\",\"title\":\"two again\"}\n"
#define C "{\"id\":\"c\",\"title\":\"three\"}\n"
#define D "{\"id\":\"d\",\"title\":\"four\"}\n"

/* The result's counts of articles. */
static inline void assert_counts(const struct updating *updating, unsigned added, unsigned changed,
                                 unsigned removed, unsigned unchanged)
{
    const struct update_result *result = &updating->result;
    assert_int_equal(result->added, added);
    assert_int_equal(result->changed, changed);
    assert_int_equal(result->removed, removed);
    assert_int_equal(result->unchanged, unchanged);
    assert_int_equal(result->articles, added + changed + unchanged);
}

static inline void start(struct updating *updating)
{
    updating_write(updating, "news/1.jsonl", A B);
    updating_write(updating, "news/2.jsonl", C);
    updating_assert_same(updating);
    assert_counts(updating, 3, 0, 0, 0);
    assert_int_equal(updating->result.generation, 1);
    assert_string_equal(updating_ids(updating), "a b c");
}

/* The one of start(). */
static inline void assert_is_as_before(const struct updating *updating)
{
    assert_counts(updating, 0, 0, 0, 3);
    assert_int_equal(updating->result.generation, 1);
    assert_int_equal(updating->result.segments, 1);
    assert_int_equal(updating->result.articles, 3);
    assert_false(updating->result.switched);
}

/* Run on these paths below DIRECTORY; on the roots that the index has. */
#define RUN(...) updating_run_on(updating, (const char *const[]){__VA_ARGS__, NULL})

static inline nsearch_status run_again(struct updating *updating)
{
    static const char *const none[] = {NULL};
    return updating_run_on(updating, none);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, updating_setup, updating_teardown)

#endif
