#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/error.h"
#include "indexer/walk.h"
#include "tests/unit/scratch.h"

/* What a walk finds, below the scratch directory: "a b/c !bad". */
struct found {
    const char *base;
    struct buf text;
    uint64_t bytes;
};

static nsearch_status take(void *context, const char *path, uint64_t size, nsearch_error *error)
{
    (void)error;
    struct found *found = context;
    size_t base = strlen(found->base);
    assert_memory_equal(path, found->base, base);
    buf_addf(&found->text, "%s%s", found->text.size ? " " : "", path + base + 1);
    found->bytes += size;
    return NSEARCH_OK;
}

static void reject(void *context, const char *path, const char *reason)
{
    struct found *found = context;
    assert_true(*reason);
    buf_addf(&found->text, "%s!%s", found->text.size ? " " : "", path + strlen(found->base) + 1);
}

static void assert_walk(void **state, const char *const *names, size_t count, const char *skip,
                        const char *want)
{
    struct found found = {.base = *state};
    char paths[4][4200], *pointers[4];
    buf_init(&found.text);
    for (size_t i = 0; i < count; i++) {
        strcpy(paths[i], *names[i] ? scratch_path(*state, names[i]) : (const char *)*state);
        pointers[i] = paths[i];
    }
    const struct walk_sink sink = {take, reject, &found};
    assert_int_equal(walk(pointers, count, skip, &sink, NULL), NSEARCH_OK);
    assert_string_equal(found.text.data, want);
    buf_release(&found.text);
}

#define WALK(skip, want, ...)                                                                      \
    assert_walk(state, (const char *const[]){__VA_ARGS__},                                         \
                sizeof(const char *const[]){__VA_ARGS__} / sizeof(char *), skip, want)

static void make(void **state, const char *name)
{
    if (name[strlen(name) - 1] == '/')
        assert_int_equal(mkdir(scratch_path(*state, name), 0700), 0);
    else
        scratch_write(*state, name, "x", 1);
}

static void test_directories_are_read_in_byte_order(void **state)
{
    static const char *const names[] = {"b/", "b/2", "b/10", "b/Z", "a", "c"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        make(state, names[i]);
    WALK(NULL, "a b/10 b/2 b/Z c", "");
}

static void test_arguments_keep_their_order(void **state)
{
    make(state, "a");
    make(state, "b/");
    make(state, "b/1");
    WALK(NULL, "b/1 a b/1", "b", "a", "b/1");
}

static void test_hidden_names_are_passed_over_but_as_arguments(void **state)
{
    make(state, ".git/");
    make(state, ".git/x");
    make(state, ".hidden");
    make(state, "seen");
    WALK(NULL, "seen", "");
    WALK(NULL, ".hidden .git/x", ".hidden", ".git");
}

static void test_links_are_followed_to_files_and_as_arguments(void **state)
{
    make(state, "d/");
    make(state, "d/f");
    make(state, "t/");
    assert_int_equal(symlink("../d/f", scratch_path(*state, "t/file")), 0);
    assert_int_equal(symlink("../d", scratch_path(*state, "t/directory")), 0);
    assert_int_equal(symlink("none", scratch_path(*state, "t/broken")), 0);
    assert_int_equal(symlink("..", scratch_path(*state, "t/loop")), 0);
    WALK(NULL, "!t/broken t/file", "t");
    WALK(NULL, "t/directory/f", "t/directory");
}

static void test_what_is_no_file_is_passed_over(void **state)
{
    assert_int_equal(mkfifo(scratch_path(*state, "pipe"), 0600), 0);
    WALK(NULL, "", "");
}

static void test_what_is_no_file_is_rejected_as_an_argument(void **state)
{
    assert_int_equal(mkfifo(scratch_path(*state, "pipe"), 0600), 0);
    assert_int_equal(symlink("pipe", scratch_path(*state, "link")), 0);
    WALK(NULL, "!pipe", "pipe");
    WALK(NULL, "!link", "link");
}

static void test_the_index_is_passed_over_by_any_name(void **state)
{
    make(state, "index/");
    make(state, "index/seg");
    make(state, "news");
    assert_int_equal(symlink("index", scratch_path(*state, "link")), 0);
    char skip[4200];
    strcpy(skip, scratch_path(*state, "link"));
    WALK(skip, "news", "");
    WALK("/nonexistent/index", "index/seg news", "");
}

static nsearch_status refuse(void *context, const char *path, uint64_t size, nsearch_error *error)
{
    (void)path;
    (void)size;
    ++*(int *)context;
    return error_set(error, NSEARCH_IO, "enough");
}

static void test_an_error_ends_the_walk(void **state)
{
    make(state, "a");
    make(state, "b");
    int count = 0;
    const struct walk_sink sink = {refuse, reject, &count};
    char *paths[] = {*state};
    assert_int_equal(walk(paths, 1, NULL, &sink, NULL), NSEARCH_IO);
    assert_int_equal(count, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_directories_are_read_in_byte_order),
        TEST(test_arguments_keep_their_order),
        TEST(test_hidden_names_are_passed_over_but_as_arguments),
        TEST(test_links_are_followed_to_files_and_as_arguments),
        TEST(test_what_is_no_file_is_passed_over),
        TEST(test_what_is_no_file_is_rejected_as_an_argument),
        TEST(test_the_index_is_passed_over_by_any_name),
        TEST(test_an_error_ends_the_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
