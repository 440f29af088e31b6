/* test_update_roots.c - which files a run looks at, and what becomes of the articles of all others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/scratch.h"
#include "tests/unit/updating_news.h"

static void test_what_is_elsewhere_stays(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "more/d.jsonl", D);
    assert_int_equal(RUN("more"), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a b c d");
    updating_remove(updating, "news/1.jsonl");
    updating_remove(updating, "news/2.jsonl");
    assert_int_equal(RUN("more/d.jsonl"), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a b c d");
    updating_write(updating, "news/1.jsonl", A2);
    assert_int_equal(RUN("news/1.jsonl"), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a c d");
    assert_int_equal(run_again(updating), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a d");
    assert_int_equal(updating->result.files_gone, 1);
}

static void test_a_loser_elsewhere_comes_back(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "more/1.jsonl", A);
    updating_write(updating, "news/2.jsonl", A2 B);
    assert_int_equal(RUN("more", "news"), NSEARCH_OK);
    updating_write(updating, "news/2.jsonl", B);
    assert_int_equal(RUN("news"), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a b");
    updating_write(updating, "news/2.jsonl", A2 B);
    assert_int_equal(RUN("news"), NSEARCH_OK);
    updating_remove(updating, "more");
    updating_write(updating, "news/2.jsonl", B C);
    assert_int_equal(RUN("news"), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "b c");
    updating_write(updating, "more/1.jsonl", A);
    updating_write(updating, "news/2.jsonl", C);
    assert_int_equal(RUN("news"), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a c");
}

static void test_nested_and_repeated_roots_are_one(void **state)
{
    struct updating *updating = *state;
    start(updating);
    assert_int_equal(RUN("news/1.jsonl", "news", "news/../news"), NSEARCH_OK);
    assert_false(updating->result.switched);
    assert_int_equal(updating->result.files_unchanged, 2);
    assert_int_equal(RUN("news/1.jsonl"), NSEARCH_OK);
    assert_int_equal(updating->result.files_unchanged, 1);
    assert_false(updating->result.switched);
}

static void assert_refused(struct updating *updating, const char *why)
{
    assert_int_equal(updating->error.status, NSEARCH_MISSING);
    if (!strstr(updating->error.message, why)) fail_msg("%s", updating->error.message);
    assert_non_null(strstr(updating->error.message, "--keep-missing"));
    assert_string_equal(updating_ids(updating), "a b c");
}

static void test_a_root_that_is_missing_or_empty_changes_nothing(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "more/d.jsonl", D);
    updating_rename(updating, "news", "away");
    assert_int_equal(run_again(updating), NSEARCH_MISSING);
    assert_refused(updating, "news: not there");
    assert_int_equal(RUN("more", "news"), NSEARCH_MISSING);
    assert_refused(updating, "news: not there");
    mkdir(scratch_path(updating->directory, "news"), 0700);
    assert_int_equal(run_again(updating), NSEARCH_MISSING);
    assert_refused(updating, "news: empty");
    assert_int_equal(RUN("more", "news"), NSEARCH_MISSING);
    assert_refused(updating, "news: empty");
    updating->request.keep_missing = true;
    assert_int_equal(RUN("more", "news"), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a b c d");
}

static void test_what_is_missing_can_be_kept(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating->request.keep_missing = true;
    updating_remove(updating, "news/1.jsonl");
    updating_write(updating, "news/2.jsonl", D);
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a b d");
    updating_remove(updating, "news");
    assert_int_equal(run_again(updating), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a b d");
    mkdir(scratch_path(updating->directory, "news"), 0700);
    updating_write(updating, "news/2.jsonl", D);
    updating->request.keep_missing = false;
    updating_assert_same(updating);
}

static void test_nothing_under_the_paths_is_told(void **state)
{
    struct updating *updating = *state;
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    assert_int_equal(updating->result.generation, 0);
    assert_true(updating->result.found_nothing);
    assert_int_equal(run_again(updating), NSEARCH_INVALID);
    start(updating);
    mkdir(scratch_path(updating->directory, "more"), 0700);
    assert_int_equal(RUN("more"), NSEARCH_OK);
    assert_true(updating->result.found_nothing);
    assert_is_as_before(updating);
    updating->request.full = true;
    assert_int_equal(RUN("more"), NSEARCH_OK);
    assert_true(updating->result.found_nothing);
    assert_is_as_before(updating);
    assert_string_equal(updating_ids(updating), "a b c");
}

static void test_names_of_any_bytes_are_told_apart(void **state)
{
    struct updating *updating = *state;
    static const char *const names[] = {"news/a b.txt",     "news/a\nb.txt",        "news/a\tb.txt",
                                        "news/caf\xE9.txt", "news/caf\xC3\xA9.txt", "news/%41.txt",
                                        "news/A.txt",       "news/\x7F\xFF/-"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        updating_write(updating, names[i], "The title\n\nAnd text.\n");
    updating_assert_same(updating);
    assert_int_equal(updating->result.articles, sizeof names / sizeof *names);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        updating_write(updating, names[i], "Another title\n\nAnd text.\n");
        updating_assert_same(updating);
        assert_counts(updating, 0, 1, 0, sizeof names / sizeof *names - 1);
    }
    for (size_t i = 0; i + 1 < sizeof names / sizeof *names; i++) {
        updating_remove(updating, names[i]);
        updating_assert_same(updating);
        assert_int_equal(updating->result.removed, 1);
    }
}

static void test_links_are_files_of_their_own(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "away/x.jsonl", A);
    updating_write(updating, "news/1.jsonl", B);
    symlink("../away/x.jsonl", scratch_path(updating->directory, "news/x.jsonl"));
    symlink("1.jsonl", scratch_path(updating->directory, "news/latest.jsonl"));
    updating_assert_same(updating);
    assert_string_equal(updating_ids(updating), "a b");
    updating_write(updating, "away/x.jsonl", A2);
    updating_assert_same(updating);
    assert_counts(updating, 0, 1, 0, 1);
    unlink(scratch_path(updating->directory, "news/x.jsonl"));
    updating_assert_same(updating);
    assert_string_equal(updating_ids(updating), "b");
}

static void test_a_link_to_a_file_of_another_root_is_none_of_its_own(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "news/p/1.txt", "First\n\nText.\n");
    updating_write(updating, "news/x.txt", "Second\n\nText.\n");
    updating_write(updating, "more/y.txt", "Third\n\nText.\n");
    symlink("../x.txt", scratch_path(updating->directory, "news/p/link.txt"));
    updating_assert_same(updating);
    assert_int_equal(updating->result.articles, 2);
    assert_int_equal(RUN("news/p"), NSEARCH_OK); /* a part of a root */
    assert_int_equal(updating->result.files_new, 0);
    mkdir(scratch_path(updating->directory, "links"), 0700);
    symlink("../more/y.txt", scratch_path(updating->directory, "links/y.txt"));
    assert_int_equal(RUN("links"), NSEARCH_OK);
    assert_int_equal(updating->result.articles, 3);
    assert_int_equal(RUN("links", "more"), NSEARCH_OK); /* it had been one: it isn't empty now */
    assert_int_equal(updating->result.articles, 3);
    assert_int_equal(updating->result.removed, 1);
    assert_int_equal(RUN("links"), NSEARCH_OK);
    assert_int_equal(updating->result.files_new, 0);
    assert_int_equal(run_again(updating), NSEARCH_OK);
    assert_false(updating->result.switched);
    assert_int_equal(updating->result.articles, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_elsewhere_stays),
        TEST(test_a_loser_elsewhere_comes_back),
        TEST(test_nested_and_repeated_roots_are_one),
        TEST(test_a_root_that_is_missing_or_empty_changes_nothing),
        TEST(test_what_is_missing_can_be_kept),
        TEST(test_nothing_under_the_paths_is_told),
        TEST(test_names_of_any_bytes_are_told_apart),
        TEST(test_links_are_files_of_their_own),
        TEST(test_a_link_to_a_file_of_another_root_is_none_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
