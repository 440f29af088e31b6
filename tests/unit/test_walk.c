#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
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

static nsearch_status take(void *context, const struct walk_file *file, nsearch_error *error)
{
    (void)error;
    struct found *found = context;
    size_t base = strlen(found->base);
    assert_memory_equal(file->path, found->base, base);
    buf_addf(&found->text, "%s%s", found->text.size ? " " : "", file->path + base + 1);
    found->bytes += file->size;
    return NSEARCH_OK;
}

static nsearch_status reject(void *context, const char *path, const char *reason,
                             nsearch_error *error)
{
    (void)error;
    struct found *found = context;
    assert_true(*reason);
    buf_addf(&found->text, "%s!%s", found->text.size ? " " : "", path + strlen(found->base) + 1);
    return NSEARCH_OK;
}

static void assert_walk(void **state, const char *const *names, size_t count, const char *skip,
                        const char *want)
{
    struct found found = {.base = *state};
    struct roots roots = {0};
    buf_init(&found.text);
    for (size_t i = 0; i < count; i++) {
        const char *path = *names[i] ? scratch_path(*state, names[i]) : (const char *)*state;
        assert_int_equal(roots_add_real(&roots, path, NULL), NSEARCH_OK);
    }
    assert_int_equal(roots_settle(&roots, NULL), NSEARCH_OK);
    const struct walk_sink sink = {take, reject, NULL, &found};
    assert_int_equal(walk(&roots, NULL, skip, &sink, NULL), NSEARCH_OK);
    roots_release(&roots);
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

static void test_what_is_in_a_directory_follows_it(void **state)
{
    static const char *const names[] = {"a/", "a/z", "a-b", "a.txt", "aa/", "aa/1"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        make(state, names[i]);
    WALK(NULL, "a/z a-b a.txt aa/1", "");
    assert_true(path_compare("/a/z", "/a-b") < 0);
    assert_true(path_compare("/a", "/a/z") < 0);
    assert_true(path_compare("/a\x01", "/a/z") > 0);
    assert_true(path_compare("/a\xFF", "/a/z") > 0);
    assert_int_equal(path_compare("/a/z", "/a/z"), 0);
}

static void test_the_order_is_that_of_names(void **state)
{
    static const char *const names[] = {"a\xE9", "a/", "a/1", "a1", "a\n", "a$", "a&"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        make(state, names[i]);
    WALK(NULL, "a/1 a$ a\n a\xE9 a& a1", "");
    WALK(NULL, "a$ a\n a\xE9 a&", "a&", "a\xE9", "a\n", "a$");
    struct buf scratch;
    buf_init(&scratch);
    assert_string_equal(path_name("a\n", &scratch), "a%0A");
    assert_string_equal(path_name("a\xC3\xA9%", &scratch), "a\xC3\xA9%");
    buf_release(&scratch);
}

static void test_roots_are_sorted_and_each_file_comes_once(void **state)
{
    static const char *const names[] = {"a", "b/", "b/1", "b/c/", "b/c/2", "b-d"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        make(state, names[i]);
    WALK(NULL, "a b/1 b/c/2", "b/c", "b", "a", "b");
    WALK(NULL, "b/1 b/c/2 b-d", "b/c/2", "b-d", "b/../b");
    WALK(NULL, "b/c/2", "b/c/2");
}

static void test_the_root_of_a_path_is_found(void **state)
{
    struct roots roots = {0};
    (void)state;
    assert_null(roots_find(&roots, "/a"));
    roots_add(&roots, "/b/c", NULL);
    roots_add(&roots, "/b-", NULL);
    roots_add(&roots, "/a", NULL);
    assert_int_equal(roots_settle(&roots, NULL), NSEARCH_OK);
    assert_string_equal(roots_find(&roots, "/a/x/y"), "/a");
    assert_string_equal(roots_find(&roots, "/b/c"), "/b/c");
    assert_string_equal(roots_find(&roots, "/b-/z"), "/b-");
    assert_null(roots_find(&roots, "/b"));
    assert_null(roots_find(&roots, "/b/cc"));
    assert_null(roots_find(&roots, "/A"));
    roots_release(&roots);
    roots_add(&roots, "/", NULL);
    assert_string_equal(roots_find(&roots, "/a/x/y"), "/");
    roots_release(&roots);
}

static void test_hidden_names_are_passed_over_but_as_arguments(void **state)
{
    make(state, ".git/");
    make(state, ".git/x");
    make(state, ".hidden");
    make(state, "seen");
    WALK(NULL, "seen", "");
    WALK(NULL, ".git/x .hidden", ".hidden", ".git");
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
    WALK(NULL, "d/f", "t/directory");
}

static void test_a_link_to_a_file_that_is_walked_anyway_is_passed_over(void **state)
{
    static const char *const names[] = {"d/", "d/f", "d/.git/", "d/.git/g", "e/"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        make(state, names[i]);
    assert_int_equal(symlink("f", scratch_path(*state, "d/latest")), 0);
    assert_int_equal(symlink(".git/g", scratch_path(*state, "d/annexed")), 0);
    assert_int_equal(symlink("../d/f", scratch_path(*state, "e/other")), 0);
    WALK(NULL, "d/annexed d/f", "d", "e"); /* under whatever root */
    WALK(NULL, "e/other", "e");
    WALK(NULL, "d/annexed d/f", "");
}

static void test_a_directory_that_cannot_be_read_is_told_in_its_place(void **state)
{
    static const char *const names[] = {"a", "b/", "b/1", "c"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        make(state, names[i]);
    if (!scratch_obey_permissions()) skip();
    assert_int_equal(chmod(scratch_path(*state, "b"), 0), 0);
    WALK(NULL, "a !b c", "");
    assert_int_equal(chmod(scratch_path(*state, "b"), 0700), 0);
}

static void test_a_tree_deeper_than_paths_can_be_is_told(void **state)
{
    char name[201];
    memset(name, 'd', 200);
    name[200] = '\0';
    assert_int_equal(chdir(*state), 0);
    for (int i = 0; i < 25; i++) {
        assert_int_equal(mkdir(name, 0700), 0);
        assert_int_equal(chdir(name), 0);
    }
    assert_int_equal(chdir("/"), 0);
    struct found found = {.base = *state};
    struct roots roots = {0};
    const struct walk_sink sink = {take, reject, NULL, &found};
    buf_init(&found.text);
    assert_int_equal(roots_add_real(&roots, *state, NULL), NSEARCH_OK);
    assert_int_equal(walk(&roots, NULL, NULL, &sink, NULL), NSEARCH_OK);
    assert_int_equal(found.text.data[0], '!');
    roots_release(&roots);
    buf_release(&found.text);
    assert_int_equal(chdir(*state), 0);
    assert_int_equal(system("rm -r d*"), 0);
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
    WALK(NULL, "!pipe", "link");
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

static nsearch_status refuse(void *context, const struct walk_file *file, nsearch_error *error)
{
    (void)file;
    ++*(int *)context;
    return error_set(error, NSEARCH_IO, "enough");
}

static void test_an_error_ends_the_walk(void **state)
{
    make(state, "a");
    make(state, "b");
    int count = 0;
    const struct walk_sink sink = {refuse, reject, NULL, &count};
    struct roots roots = {0};
    assert_int_equal(roots_add_real(&roots, *state, NULL), NSEARCH_OK);
    assert_int_equal(walk(&roots, NULL, NULL, &sink, NULL), NSEARCH_IO);
    assert_int_equal(count, 1);
    roots_release(&roots);
}

static nsearch_status check_times(void *context, const struct walk_file *file, nsearch_error *error)
{
    struct stat info;
    (void)context, (void)error;
    assert_int_equal(stat(file->path, &info), 0);
    assert_int_equal(file->size, info.st_size);
    assert_int_equal(file->mtime / 1000000000, info.st_mtim.tv_sec);
    assert_int_equal(file->mtime % 1000000000, info.st_mtim.tv_nsec);
    return NSEARCH_OK;
}

static void test_size_and_time_are_passed_on(void **state)
{
    struct roots roots = {0};
    const struct walk_sink sink = {check_times, reject, NULL, NULL};
    make(state, "a");
    assert_int_equal(roots_add_real(&roots, *state, NULL), NSEARCH_OK);
    assert_int_equal(walk(&roots, NULL, NULL, &sink, NULL), NSEARCH_OK);
    roots_release(&roots);
}

static void test_the_parts_of_a_saved_page_are_passed_over(void **state)
{
    static const char *const names[] = {
        "a.html",    "a_files/", "a_files/ad.html", "a_files/b/",  "a_files/b/1", "b_files/",
        "b_files/1", "c.HTM",    "c-Dateien/",      "c-Dateien/1", "c_filesx/",   "c_filesx/1",
        "d.txt",     "d_files/", "d_files/1",       "e.html",      "e_files",     "_files/",
        "_files/1",  "f.xhtml",  "f_fichiers/",     "f_fichiers/1"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        make(state, names[i]);
    WALK(NULL, "_files/1 a.html b_files/1 c.HTM c_filesx/1 d.txt d_files/1 e.html e_files f.xhtml",
         "");
    WALK(NULL, "a.html a_files/ad.html a_files/b/1", "a.html", "a_files");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_directories_are_read_in_byte_order),
        TEST(test_what_is_in_a_directory_follows_it),
        TEST(test_the_order_is_that_of_names),
        TEST(test_roots_are_sorted_and_each_file_comes_once),
        TEST(test_the_root_of_a_path_is_found),
        TEST(test_hidden_names_are_passed_over_but_as_arguments),
        TEST(test_links_are_followed_to_files_and_as_arguments),
        TEST(test_a_link_to_a_file_that_is_walked_anyway_is_passed_over),
        TEST(test_a_directory_that_cannot_be_read_is_told_in_its_place),
        TEST(test_a_tree_deeper_than_paths_can_be_is_told),
        TEST(test_what_is_no_file_is_passed_over),
        TEST(test_what_is_no_file_is_rejected_as_an_argument),
        TEST(test_the_parts_of_a_saved_page_are_passed_over),
        TEST(test_the_index_is_passed_over_by_any_name),
        TEST(test_an_error_ends_the_walk),
        TEST(test_size_and_time_are_passed_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
