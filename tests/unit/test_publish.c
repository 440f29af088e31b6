/* test_publish.c - tests of indexer/publish.c, indexer/lock.c and common/store.c: the index directory
 * from the writer's and the reader's side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/store.h"
#include "indexer/publish.h"
#include "tests/unit/scratch.h"

static int exists(const char *directory, const char *name)
{
    return access(scratch_path(directory, name), F_OK) == 0;
}

/* Publishes one more generation with a segment that is an empty directory. */
static void publish_one(const char *index)
{
    struct publish *publish;
    nsearch_error error;
    assert_int_equal(publish_begin(index, NULL, &publish, &error), NSEARCH_OK);
    assert_int_equal(mkdir(publish_segment_path(publish), 0777), 0);
    assert_int_equal(publish_switch(publish, publish_store(publish)->count, &error), NSEARCH_OK);
    publish_end(publish);
}

static void test_a_first_generation_is_published_into_a_new_directory(void **state)
{
    struct store store;
    nsearch_error error;
    const char *index = scratch_path(*state, "a/b/index");
    publish_one(index);
    assert_int_equal(store_read(index, &store, &error), NSEARCH_OK);
    assert_int_equal(store.generation, 1);
    assert_int_equal(store.count, 1);
    assert_int_equal(store.segments[0], 1);
    store_release(&store);
}

static void test_the_next_generation_replaces_the_segment_and_removes_the_old(void **state)
{
    struct store store;
    nsearch_error error;
    publish_one(*state);
    publish_one(*state);
    assert_int_equal(store_read(*state, &store, &error), NSEARCH_OK);
    assert_int_equal(store.generation, 2);
    assert_int_equal(store.segments[0], 2);
    assert_false(exists(*state, "seg-000001"));
    assert_true(exists(*state, "seg-000002"));
    store_release(&store);
}

static void touch(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

/* One more segment, and the manifest of the next generation. */
static void switch_to_one_more(struct publish *publish, size_t keep_from)
{
    nsearch_error error;
    assert_int_equal(mkdir(publish_segment_path(publish), 0777), 0);
    touch(publish_manifest_path(publish));
    if (publish_switch(publish, keep_from, &error)) fail_msg("%s", error.message);
}

static void assert_index(const char *index, const char *stub)
{
    char text[200] = "";
    FILE *file = fopen(scratch_path(index, "XAPIANDB"), "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    assert_string_equal(text, stub);
}

static void test_a_run_can_switch_several_times(void **state)
{
    struct publish *publish;
    nsearch_error error;
    assert_int_equal(publish_begin(*state, NULL, &publish, &error), NSEARCH_OK);
    switch_to_one_more(publish, 0);
    switch_to_one_more(publish, 0);
    switch_to_one_more(publish, 0);
    assert_index(*state, "# generation 3\nauto seg-000003\nauto seg-000002\nauto seg-000001\n");
    switch_to_one_more(publish, 2);
    assert_index(*state, "# generation 4\nauto seg-000004\nauto seg-000001\n");
    assert_int_equal(publish_store(publish)->count, 2);
    assert_true(exists(*state, "seg-000001"));
    assert_false(exists(*state, "seg-000002"));
    assert_false(exists(*state, "seg-000003"));
    publish_end(publish);
    assert_true(exists(*state, "seg-000001"));
    assert_true(exists(*state, "seg-000004"));
}

static void test_only_the_manifest_of_the_generation_stays(void **state)
{
    struct publish *publish;
    nsearch_error error;
    assert_int_equal(publish_begin(*state, NULL, &publish, &error), NSEARCH_OK);
    switch_to_one_more(publish, 0);
    assert_true(exists(*state, "manifest-000001.gz"));
    switch_to_one_more(publish, 0);
    assert_false(exists(*state, "manifest-000001.gz"));
    assert_true(exists(*state, "manifest-000002.gz"));
    touch(publish_manifest_path(publish));
    scratch_write(*state, "manifest-000002.gz.new", "x", 1);
    publish_end(publish);
    assert_true(exists(*state, "manifest-000002.gz"));
    assert_false(exists(*state, "manifest-000003.gz"));
    assert_false(exists(*state, "manifest-000002.gz.new"));
}

static void test_status_is_no_reason_to_make_no_index(void **state)
{
    scratch_write(*state, "status.json", "{}", 2);
    publish_one(*state);
    publish_one(*state);
    assert_true(exists(*state, "status.json"));
}

static void test_without_the_switch_the_old_generation_stays(void **state)
{
    struct publish *publish;
    struct store store;
    nsearch_error error;
    publish_one(*state);
    assert_int_equal(publish_begin(*state, NULL, &publish, &error), NSEARCH_OK);
    assert_int_equal(mkdir(publish_segment_path(publish), 0777), 0);
    scratch_write(publish_segment_path(publish), "table", "x", 1);
    publish_end(publish);
    assert_int_equal(store_read(*state, &store, &error), NSEARCH_OK);
    assert_int_equal(store.generation, 1);
    assert_true(exists(*state, "seg-000001"));
    assert_false(exists(*state, "seg-000002"));
    store_release(&store);
}

static void test_the_litter_of_a_crash_is_swept(void **state)
{
    struct publish *publish;
    nsearch_error error;
    publish_one(*state);
    assert_int_equal(mkdir(scratch_path(*state, "seg-000009"), 0777), 0);
    scratch_write(*state, "seg-000009/half", "x", 1);
    scratch_write(*state, "XAPIANDB.new", "# gen", 5);
    assert_int_equal(publish_begin(*state, NULL, &publish, &error), NSEARCH_OK);
    assert_false(exists(*state, "seg-000009"));
    assert_false(exists(*state, "XAPIANDB.new"));
    assert_true(exists(*state, "seg-000001"));
    publish_end(publish);
}

static void test_a_second_writer_is_told_who_has_the_lock(void **state)
{
    struct publish *publish, *second;
    nsearch_error error;
    char pid[64];
    assert_int_equal(publish_begin(*state, NULL, &publish, &error), NSEARCH_OK);
    assert_int_equal(publish_begin(*state, NULL, &second, &error), NSEARCH_LOCKED);
    assert_null(second);
    snprintf(pid, sizeof pid, "pid %ld", (long)getpid());
    assert_non_null(strstr(error.message, pid));
    publish_end(publish);
    assert_int_equal(publish_begin(*state, NULL, &second, &error), NSEARCH_OK);
    publish_end(second);
}

static void test_a_directory_with_other_things_is_left_alone(void **state)
{
    struct publish *publish;
    nsearch_error error;
    scratch_write(*state, "letter.txt", "x", 1);
    assert_int_equal(publish_begin(*state, NULL, &publish, &error), NSEARCH_FOREIGN);
    assert_non_null(strstr(error.message, "not empty"));
    assert_false(exists(*state, "lock"));
}

static void test_a_file_is_no_index(void **state)
{
    struct publish *publish;
    struct store store;
    nsearch_error error;
    const char *file = scratch_write(*state, "file", "hello", 5);
    assert_int_equal(publish_begin(file, NULL, &publish, &error), NSEARCH_FOREIGN);
    assert_int_equal(store_read(file, &store, &error), NSEARCH_FOREIGN);
    assert_int_equal(store_read(scratch_path(file, "below"), &store, &error), NSEARCH_FOREIGN);
}

static void test_a_stub_that_is_not_ours_is_foreign(void **state)
{
    static const char *const stubs[] = {"",
                                        "auto seg-000001\n",
                                        "# generation x\n",
                                        "\x01\x02",
                                        "# generation 3\nflint /etc\n",
                                        "# generation 0\n"};
    struct store store;
    nsearch_error error;
    for (size_t i = 0; i < sizeof stubs / sizeof *stubs; i++) {
        scratch_write(*state, "XAPIANDB", stubs[i], strlen(stubs[i]));
        assert_int_equal(store_read(*state, &store, &error), NSEARCH_FOREIGN);
        assert_int_equal(store.count, 0);
    }
}

static void test_a_stub_may_name_segments_and_remote_shards(void **state)
{
    static const char stub[] =
        "# generation 12\nauto seg-000012\nremote host:8000\nauto seg-000003\n";
    struct store store;
    nsearch_error error;
    scratch_write(*state, "XAPIANDB", stub, sizeof stub - 1);
    assert_int_equal(store_read(*state, &store, &error), NSEARCH_OK);
    assert_int_equal(store.generation, 12);
    assert_int_equal(store.count, 2);
    assert_int_equal(store.segments[0], 12);
    assert_int_equal(store.segments[1], 3);
    store_release(&store);
}

static void test_no_index_says_how_to_make_one(void **state)
{
    struct store store;
    nsearch_error error;
    assert_int_equal(store_read(*state, &store, &error), NSEARCH_MISSING);
    assert_non_null(strstr(error.message, "nindex"));
    assert_int_equal(store_read(scratch_path(*state, "none"), &store, &error), NSEARCH_MISSING);
}

static void test_the_index_is_named_by_argument_then_environment(void **state)
{
    (void)state;
    struct buf path;
    nsearch_error error;
    buf_init(&path);
    setenv("HOME", "/home/ann", 1);
    unsetenv("XDG_DATA_HOME");
    unsetenv("NSEARCH_INDEX");
    assert_int_equal(store_path(NULL, &path, &error), NSEARCH_OK);
    assert_string_equal(path.data, "/home/ann/.local/share/nsearch/default");
    setenv("XDG_DATA_HOME", "/data", 1);
    assert_int_equal(store_path("", &path, &error), NSEARCH_OK);
    assert_string_equal(path.data, "/data/nsearch/default");
    setenv("NSEARCH_INDEX", "/wire", 1);
    assert_int_equal(store_path(NULL, &path, &error), NSEARCH_OK);
    assert_string_equal(path.data, "/wire");
    assert_int_equal(store_path("/mine", &path, &error), NSEARCH_OK);
    assert_string_equal(path.data, "/mine");
    unsetenv("NSEARCH_INDEX");
    unsetenv("XDG_DATA_HOME");
    unsetenv("HOME");
    assert_int_equal(store_path(NULL, &path, &error), NSEARCH_INVALID);
    buf_release(&path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_first_generation_is_published_into_a_new_directory),
        TEST(test_the_next_generation_replaces_the_segment_and_removes_the_old),
        TEST(test_a_run_can_switch_several_times),
        TEST(test_only_the_manifest_of_the_generation_stays),
        TEST(test_status_is_no_reason_to_make_no_index),
        TEST(test_without_the_switch_the_old_generation_stays),
        TEST(test_the_litter_of_a_crash_is_swept),
        TEST(test_a_second_writer_is_told_who_has_the_lock),
        TEST(test_a_directory_with_other_things_is_left_alone),
        TEST(test_a_file_is_no_index),
        TEST(test_a_stub_that_is_not_ours_is_foreign),
        TEST(test_a_stub_may_name_segments_and_remote_shards),
        TEST(test_no_index_says_how_to_make_one),
        cmocka_unit_test(test_the_index_is_named_by_argument_then_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
