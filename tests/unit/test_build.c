#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <sys/stat.h>

#include "common/store.h"
#include "indexer/build.h"
#include "tests/unit/scratch.h"

/* What the watcher was told, and when it is to stop the build. */
struct seen {
    uint64_t files, bytes, last_bytes;
    size_t rejects;
    bool begun, writing, ended;
    nsearch_status status;
    volatile sig_atomic_t stop;
    bool stop_at_article, stop_at_writing;
};

static void on_begun(void *context)
{
    struct seen *seen = context;
    seen->begun = true;
    seen->ended = false;
}

static void on_ended(void *context, nsearch_status status, const nsearch_error *error)
{
    struct seen *seen = context;
    (void)error;
    assert_true(seen->begun && !seen->ended);
    seen->ended = true;
    seen->status = status;
}

static void on_reading(void *context, uint64_t files, uint64_t bytes)
{
    struct seen *seen = context;
    seen->files = files;
    seen->bytes = bytes;
}

static void on_scarce(void *context, const struct space_lack *lack)
{
    (void)context;
    (void)lack;
}

static void on_progress(void *context, uint64_t articles, uint64_t bytes)
{
    struct seen *seen = context;
    (void)articles;
    assert_true(bytes >= seen->last_bytes);
    seen->last_bytes = bytes;
    if (seen->stop_at_article) seen->stop = 1;
}

static void on_reject(void *context, const char *path, uint64_t line, const char *reason)
{
    (void)path;
    (void)line;
    (void)reason;
    ((struct seen *)context)->rejects++;
}

static void on_writing(void *context)
{
    struct seen *seen = context;
    seen->writing = true;
    if (seen->stop_at_writing) seen->stop = 1;
}

static nsearch_status build(void **state, struct seen *seen, struct build_result *result)
{
    char index[4200], news[4200];
    strcpy(index, scratch_path(*state, "index"));
    strcpy(news, scratch_path(*state, "news"));
    char *paths[] = {news};
    const struct build_request request = {
        .index = index,
        .paths = paths,
        .path_count = 1,
        .segment = {.language = "english", .keep_text = true, .jobs = 2, .memory = 1 << 20},
        .max_article_size = 1 << 20,
        .stop = &seen->stop};
    const struct build_watcher watcher = {.begun = on_begun,
                                          .reading = on_reading,
                                          .scarce = on_scarce,
                                          .progress = on_progress,
                                          .reject = on_reject,
                                          .writing = on_writing,
                                          .ended = on_ended,
                                          .context = seen};
    nsearch_status status = build_index(&request, &watcher, result, NULL);
    assert_true(seen->ended);
    assert_int_equal(seen->status, status);
    return status;
}

static uint64_t generation(void **state)
{
    struct store store;
    if (store_read(scratch_path(*state, "index"), &store, NULL)) return 0;
    uint64_t found = store.generation;
    store_release(&store);
    return found;
}

static void write_news(void **state)
{
    static const char text[] = "{\"id\":\"a\",\"title\":\"one\"}\n"
                               "{\"id\":\"b\",\"title\":\"caf\xE9\",\"date\":\"soon\"}\n"
                               "no json\n"
                               "{\"id\":\"a\",\"title\":\"one again\"}\n";
    mkdir(scratch_path(*state, "news"), 0700);
    scratch_write(*state, "news/a.jsonl", text, sizeof text - 1);
    scratch_write(*state, "news/b.txt", "", 0);
}

static void test_all_is_counted(void **state)
{
    struct seen seen = {.files = 0};
    struct build_result result;
    write_news(state);
    assert_int_equal(build(state, &seen, &result), NSEARCH_OK);
    assert_int_equal(seen.files, 2);
    assert_int_equal(seen.bytes, result.bytes);
    assert_true(seen.writing);
    assert_int_equal(seen.rejects, 2);
    assert_int_equal(result.rejects, 2);
    assert_int_equal(result.articles, 2);
    assert_int_equal(result.replaced, 1);
    assert_int_equal(result.repaired, 1);
    assert_int_equal(result.undated, 1);
    assert_int_equal(result.generation, 1);
    assert_int_equal(generation(state), 1);
}

static void test_each_build_is_a_new_generation(void **state)
{
    struct seen seen = {.files = 0};
    struct build_result result;
    write_news(state);
    assert_int_equal(build(state, &seen, &result), NSEARCH_OK);
    seen.last_bytes = 0;
    assert_int_equal(build(state, &seen, &result), NSEARCH_OK);
    assert_int_equal(result.generation, 2);
    assert_int_equal(generation(state), 2);
}

static void test_without_an_article_nothing_is_published(void **state)
{
    struct seen seen = {.files = 0};
    struct build_result result;
    mkdir(scratch_path(*state, "news"), 0700);
    scratch_write(*state, "news/b.txt", "", 0);
    assert_int_equal(build(state, &seen, &result), NSEARCH_OK);
    assert_int_equal(result.generation, 0);
    assert_int_equal(result.rejects, 1);
    assert_int_equal(generation(state), 0);
}

static void test_a_stopped_build_leaves_the_old_generation(void **state)
{
    struct build_result result;
    struct seen first = {.files = 0}, early = {.stop_at_article = true},
                late = {.stop_at_writing = true};
    write_news(state);
    assert_int_equal(build(state, &first, &result), NSEARCH_OK);
    assert_int_equal(build(state, &early, &result), NSEARCH_INVALID);
    assert_false(early.writing);
    assert_int_equal(generation(state), 1);
    assert_int_equal(build(state, &late, &result), NSEARCH_INVALID);
    assert_int_equal(generation(state), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_all_is_counted),
        TEST(test_each_build_is_a_new_generation),
        TEST(test_without_an_article_nothing_is_published),
        TEST(test_a_stopped_build_leaves_the_old_generation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
