/* test_space.c - tests of indexer/space.c: what a build is likely to need, against what there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/statvfs.h>

#include <cmocka.h>

#include "indexer/space.h"
#include "tests/unit/scratch.h"

static uint64_t available(const char *path)
{
    struct statvfs info;
    assert_int_equal(statvfs(path, &info), 0);
    return (uint64_t)info.f_bavail * info.f_frsize;
}

static void test_only_names_of_articles_count(void **state)
{
    (void)state;
    assert_int_equal(space_text("/news/a.txt", 100, false), 100);
    assert_int_equal(space_text("/news/a.TXT", 100, false), 100);
    assert_int_equal(space_text("/news/a.jpeg", 100, false), 0);
    assert_int_equal(space_text("/news/a", 100, false), 0);
}

static void test_any_name_counts_where_the_format_is_given(void **state)
{
    (void)state;
    assert_int_equal(space_text("/news/a.jpeg", 100, true), 100);
}

static void test_what_is_packed_counts_three_times(void **state)
{
    (void)state;
    assert_int_equal(space_text("/news/a.txt.gz", 100, false), 300);
    assert_int_equal(space_text("/news/a.GZ", 100, true), 300);
    assert_int_equal(space_text("/news/a.txt.xz", 100, false), 300);
    assert_int_equal(space_text("/news/a.zip", 100, true), 300);
    assert_int_equal(space_text("/news/a.gz", 100, false), 0);
    assert_int_equal(space_text(".gz", 100, true), 100); /* that is no suffix */
}

static void test_a_little_text_lacks_nothing(void **state)
{
    struct space_lack lack;
    nsearch_error error;
    const struct space_plan plan = {.index = *state, .text = 1000, .memory = 1 << 20};
    assert_int_equal(space_check(&plan, &lack, &error), NSEARCH_OK);
    assert_int_equal(lack.needed, 0);
}

static void test_what_is_far_too_much_is_refused(void **state)
{
    struct space_lack lack;
    nsearch_error error;
    const uint64_t texts[] = {available(*state) * 3, UINT64_MAX};
    for (size_t i = 0; i < 2; i++) {
        const struct space_plan plan = {.index = *state, .text = texts[i], .memory = 1 << 20};
        assert_int_equal(space_check(&plan, &lack, &error), NSEARCH_IO);
        assert_non_null(strstr(error.message, *state));
        assert_non_null(strstr(error.message, "MB free"));
    }
}

static void test_what_may_be_too_much_is_told(void **state)
{
    struct space_lack lack;
    nsearch_error error;
    const uint64_t text = available(*state) / 2;
    const struct space_plan plan = {.index = *state, .text = text, .memory = 1 << 20};
    assert_int_equal(space_check(&plan, &lack, &error), NSEARCH_OK);
    assert_int_equal(lack.needed, 4 * text);
    assert_true(lack.available < lack.needed);
}

static void test_text_that_fits_into_memory_makes_no_runs(void **state)
{
    struct space_lack lack;
    nsearch_error error;
    const uint64_t text = available(*state) / 2;
    const struct space_plan plan = {.index = *state, .text = text, .memory = SIZE_MAX};
    assert_int_equal(space_check(&plan, &lack, &error), NSEARCH_OK);
    assert_int_equal(lack.needed, 3 * text);
}

static void test_a_file_system_that_does_not_say_is_trusted(void **state)
{
    (void)state;
    struct space_lack lack;
    nsearch_error error;
    const struct space_plan plan = {.index = "/proc", .text = UINT64_MAX, .memory = 1 << 20};
    assert_int_equal(space_check(&plan, &lack, &error), NSEARCH_OK);
    assert_int_equal(lack.needed, 0);
}

static void test_runs_on_a_disk_of_their_own_count_there(void **state)
{
    struct space_lack lack;
    nsearch_error error;
    const uint64_t text = available(*state) / 2;
    const struct space_plan plan = {
        .index = *state, .run_directory = "/proc", .text = text, .memory = 1 << 20};
    assert_int_equal(space_check(&plan, &lack, &error), NSEARCH_OK);
    assert_int_equal(lack.needed, 3 * text);
}

static void test_what_a_disk_lacks_is_told(void **state)
{
    struct space_lack lack = space_lack_for(*state, 1);
    assert_int_equal(lack.needed, 0);
    lack = space_lack_for(*state, UINT64_MAX - 1);
    assert_int_equal(lack.needed, UINT64_MAX - 1);
    assert_true(lack.available < lack.needed);
    lack = space_lack_for("/proc", UINT64_MAX - 1);
    assert_int_equal(lack.needed, 0);
}

static void test_a_segment_is_as_large_as_its_tables(void **state)
{
    static const char table[3000];
    scratch_write(*state, "postlist.glass", table, sizeof table);
    scratch_write(*state, "docdata.glass", table, 300);
    scratch_write(*state, "sums", table, 100);
    assert_int_equal(space_of_segment(*state), 3300);
    assert_int_equal(space_text_of(*state), 1100);
    assert_int_equal(space_of_segment("/nowhere"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_only_names_of_articles_count),
        TEST(test_any_name_counts_where_the_format_is_given),
        TEST(test_what_is_packed_counts_three_times),
        TEST(test_a_little_text_lacks_nothing),
        TEST(test_what_is_far_too_much_is_refused),
        TEST(test_what_may_be_too_much_is_told),
        TEST(test_text_that_fits_into_memory_makes_no_runs),
        TEST(test_a_file_system_that_does_not_say_is_trusted),
        TEST(test_runs_on_a_disk_of_their_own_count_there),
        TEST(test_a_segment_is_as_large_as_its_tables),
        TEST(test_what_a_disk_lacks_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
