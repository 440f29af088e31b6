/* test_update_run.c - how a run goes: dry, full, stopped, and on an index that is damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <unistd.h>

#include "tests/unit/scratch.h"
#include "tests/unit/updating_news.h"

static void test_a_dry_run_tells_and_writes_nothing(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "news/1.jsonl", A B);
    updating->request.dry_run = true;
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    assert_string_equal(updating->told.data, "new news/1.jsonl; ");
    assert_int_equal(access(scratch_path(updating->directory, "index"), F_OK), -1);
    updating->request.dry_run = false;
    start(updating);
    updating->request.dry_run = true;
    updating_touch(updating, "news/1.jsonl");
    updating_remove(updating, "news/2.jsonl");
    updating_write(updating, "news/3.jsonl", D);
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    assert_string_equal(updating->told.data,
                        "changed news/1.jsonl; gone news/2.jsonl; new news/3.jsonl; ");
    assert_false(updating->begun);
    assert_int_equal(updating->result.files_changed, 1);
    assert_int_equal(updating->result.files_gone, 1);
    assert_int_equal(updating->result.files_new, 1);
    assert_string_equal(updating_ids(updating), "a b c");
}

static void test_a_full_build_holds_what_is_named_only(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "more/d.jsonl", D);
    assert_int_equal(RUN("more"), NSEARCH_OK);
    updating->request.full = true;
    assert_int_equal(run_again(updating), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a b c d");
    assert_int_equal(updating->result.segments, 1);
    assert_int_equal(RUN("news"), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a b c");
    const uint64_t generation = updating->result.generation;
    updating->request.full = false;
    assert_int_equal(run_again(updating), NSEARCH_OK);
    assert_false(updating->result.switched);
    assert_int_equal(updating->result.generation, generation);
}

static void test_what_an_index_is_made_as_it_stays(void **state)
{
    struct updating *updating = *state;
    updating->request.language = "german";
    updating->request.text = UPDATE_TEXT_IN_FILES;
    updating->request.format = "jsonl";
    start(updating);
    updating->request.language = "english";
    assert_int_equal(updating_run(updating), NSEARCH_INVALID);
    assert_non_null(strstr(updating->error.message, "--full"));
    updating->request.language = "de";
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    updating->request.language = NULL;
    updating->request.text = UPDATE_TEXT_STORED;
    assert_int_equal(updating_run(updating), NSEARCH_INVALID);
    updating->request.text = UPDATE_TEXT_AS_BEFORE;
    updating->request.format = "text";
    assert_int_equal(updating_run(updating), NSEARCH_INVALID);
    updating->request.format = NULL;
    updating_write(updating, "news/3.txt", D);
    assert_int_equal(updating_run(updating), NSEARCH_OK);
    assert_string_equal(updating_ids(updating), "a b c d");
    updating->request.full = true;
    updating->request.language = "english";
    assert_int_equal(updating_run(updating), NSEARCH_OK);
}

static void test_an_unknown_language_is_told_first(void **state)
{
    struct updating *updating = *state;
    updating_write(updating, "news/1.jsonl", A B);
    updating->request.language = "elvish";
    assert_int_equal(updating_run(updating), NSEARCH_INVALID);
    assert_string_equal(updating->told.data, "");
}

static void test_a_stopped_run_leaves_the_old_generation(void **state)
{
    struct updating *updating = *state;
    start(updating);
    updating_write(updating, "news/1.jsonl", C D);
    updating->stop_at = 1;
    assert_int_equal(updating_run(updating), NSEARCH_INVALID);
    assert_is_as_before(updating);
    updating->request.full = true;
    assert_int_equal(updating_run(updating), NSEARCH_INVALID);
    assert_is_as_before(updating);
    assert_string_equal(updating_ids(updating), "a b c");
    updating->request.full = false;
    updating->stop_at = 0;
    updating_assert_same(updating);
}

static void test_a_damaged_manifest_is_told_and_a_full_build_mends_it(void **state)
{
    struct updating *updating = *state;
    start(updating);
    scratch_write(updating->directory, "index/manifest-000001.gz", "x\n", 2);
    assert_int_equal(updating_run(updating), NSEARCH_DAMAGED);
    unlink(scratch_path(updating->directory, "index/manifest-000001.gz"));
    assert_int_equal(updating_run(updating), NSEARCH_DAMAGED);
    assert_non_null(strstr(updating->error.message, "--full"));
    assert_is_as_before(updating);
    updating->request.full = true;
    assert_int_equal(run_again(updating), NSEARCH_DAMAGED);
    assert_non_null(strstr(updating->error.message, "name the PATHs"));
    updating_assert_same(updating);
    updating->request.full = false;
    updating_assert_same(updating);
    assert_false(updating->result.switched);
}

static void test_a_damaged_segment_is_replaced_by_a_full_build(void **state)
{
    struct updating *updating = *state;
    start(updating);
    assert_int_equal(truncate(scratch_path(updating->directory, "index/seg-000001/iamglass"), 10),
                     0);
    updating_touch(updating, "news/1.jsonl");
    assert_int_equal(updating_run(updating), NSEARCH_DAMAGED);
    updating->request.full = true;
    updating_assert_same(updating);
    assert_int_equal(updating->result.generation, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_dry_run_tells_and_writes_nothing),
        TEST(test_a_full_build_holds_what_is_named_only),
        TEST(test_what_an_index_is_made_as_it_stays),
        TEST(test_an_unknown_language_is_told_first),
        TEST(test_a_stopped_run_leaves_the_old_generation),
        TEST(test_a_damaged_manifest_is_told_and_a_full_build_mends_it),
        TEST(test_a_damaged_segment_is_replaced_by_a_full_build),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
