/* test_merge.c - several segments into one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/xap.h"
#include "indexer/glass.h"
#include "indexer/merge.h"
#include "tests/unit/merging.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/xapian_oracle.h"

enum {
    SOURCES = 3,
    EACH = 700 /* documents of a source */
};

static char paths[SOURCES + 2][512]; /* of the sources, of what is expected and of what comes */
static char *const expected = paths[SOURCES], *const merged = paths[SOURCES + 1];

static int setup(void **state)
{
    if (scratch_setup(state)) return -1;
    for (int i = 0; i < SOURCES + 2; i++)
        snprintf(paths[i], sizeof paths[i], "%s/db%d", (const char *)*state, i);
    return 0;
}

static void merge(const struct merge_source *sources, size_t count, const char *path, unsigned jobs)
{
    const struct merge_plan plan = {.sources = sources, .source_count = count, .jobs = jobs};
    nsearch_error error;
    if (merge_segments(&plan, path, &error)) fail_msg("%s", error.message);
}

/* Makes three sources and, as `expected`, what they are without what is dropped, one document of `every`. */
static void make_sources(struct merge_source *sources, unsigned seed, unsigned every)
{
    uint32_t left[SOURCES * EACH];
    size_t left_count = 0;
    for (uint32_t i = 0; i < SOURCES; i++) {
        size_t count, at = 0;
        uint32_t *dropped = merging_choose(seed + i, EACH, every, &count);
        sources[i] = (struct merge_source){paths[i], dropped, count};
        merging_build_range(paths[i], seed, i * EACH + 1, (i + 1) * EACH);
        for (uint32_t docid = 1; docid <= EACH; docid++) {
            if (at < count && dropped[at] == docid)
                at++;
            else
                left[left_count++] = i * EACH + docid;
        }
    }
    merging_build(expected, seed, left, left_count);
}

static void free_dropped(struct merge_source *sources)
{
    for (int i = 0; i < SOURCES; i++)
        free((void *)(uintptr_t)sources[i].dropped);
}

static void test_dropped_articles_leave_no_trace(void **state)
{
    static const unsigned every[] = {1000000, 50, 2};
    struct merge_source sources[SOURCES];
    for (unsigned i = 0; i < sizeof every / sizeof *every; i++) {
        make_sources(sources, any_seed() + 10 * i, every[i]);
        merge(sources, SOURCES, merged, 2);
        merging_assert_same(merged, expected);
        free_dropped(sources);
        scratch_teardown(state);
        assert_int_equal(setup(state), 0);
    }
}

static void test_number_of_threads_does_not_matter(void **state)
{
    (void)state;
    struct merge_source sources[SOURCES];
    make_sources(sources, any_seed(), 10);
    merge(sources, SOURCES, merged, 1);
    char again[600];
    snprintf(again, sizeof again, "%s-again", merged);
    merge(sources, SOURCES, again, 16);
    merging_assert_same_files(merged, again);
    free_dropped(sources);
}

static void test_merging_what_was_merged_changes_no_byte(void **state)
{
    (void)state;
    merging_build_range(paths[0], any_seed(), 1, EACH);
    merge(&(struct merge_source){.path = paths[0]}, 1, paths[1], 2);
    merge(&(struct merge_source){.path = paths[1]}, 1, paths[2], 2);
    merging_assert_same_files(paths[1], paths[2]);
}

static void test_merging_in_steps_gives_the_same_bytes(void **state)
{
    (void)state;
    struct merge_source sources[SOURCES];
    make_sources(sources, any_seed(), 20);
    merge(sources, SOURCES, merged, 2);
    char two[600], three[600];
    snprintf(two, sizeof two, "%s-two", merged);
    snprintf(three, sizeof three, "%s-three", merged);
    merge(sources, 2, two, 2);
    struct merge_source steps[] = {{.path = two}, sources[2]};
    merge(steps, 2, three, 2);
    merging_assert_same_files(merged, three);
    free_dropped(sources);
}

static void test_nothing_left_is_an_empty_segment(void **state)
{
    (void)state;
    uint32_t all[20];
    for (uint32_t i = 0; i < 20; i++)
        all[i] = i + 1;
    merging_build_range(paths[0], any_seed(), 1, 20);
    merging_build(expected, 1, NULL, 0);
    merge(&(struct merge_source){paths[0], all, 20}, 1, merged, 2);
    merging_assert_same(merged, expected);
}

static void test_no_source_is_an_empty_segment(void **state)
{
    (void)state;
    struct glass_version version;
    merge(NULL, 0, merged, 1);
    assert_int_equal(glass_version_read(merged, &version, NULL), NSEARCH_OK);
    assert_int_equal(version.stats.document_count, 0);
}

static void test_docids_that_are_not_there_can_be_dropped(void **state)
{
    (void)state;
    static const uint32_t dropped[] = {0, 3, 7, 4000000000u, UINT32_MAX};
    static const uint32_t left[] = {1, 2, 4, 5};
    const unsigned seed = any_seed();
    merging_build_range(paths[0], seed, 1, 5);
    merging_build(expected, seed, left, 4);
    merge(&(struct merge_source){paths[0], dropped, 5}, 1, merged, 2);
    merging_assert_same(merged, expected);
}

static void write_metadata(const char *path, const char *key, const char *value)
{
    struct xapian_writer *writer;
    assert_int_equal(xapian_writer_create(path, &writer, NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_metadata(writer, key, value, NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_metadata(writer, "both", value, NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
}

static void assert_metadata(const char *path, const char *key, const char *value)
{
    struct xap_db *db;
    struct arena arena = {0};
    const char *got;
    assert_int_equal(xap_open(path, &db, NULL), NSEARCH_OK);
    assert_int_equal(xap_metadata(db, key, &arena, &got, NULL), NSEARCH_OK);
    assert_string_equal(got, value);
    arena_release(&arena);
    xap_close(db);
}

static void test_first_source_with_a_key_gives_its_metadata(void **state)
{
    (void)state;
    write_metadata(paths[0], "second", "first source");
    write_metadata(paths[1], "first", "second source");
    struct merge_source sources[] = {{.path = paths[0]}, {.path = paths[1]}};
    merge(sources, 2, merged, 1);
    assert_metadata(merged, "both", "first source");
    assert_metadata(merged, "second", "first source");
    assert_metadata(merged, "first", "second source");
}

static void test_metadata_that_are_given_take_the_place_of_the_sources(void **state)
{
    (void)state;
    static const struct metadata given[] = {
        {"a", "before all"}, {"both", "given"}, {"first", ""}, {"z", "after all"}};
    write_metadata(paths[0], "second", "first source");
    write_metadata(paths[1], "first", "second source");
    const struct merge_source sources[] = {{.path = paths[0]}, {.path = paths[1]}};
    const struct merge_plan plan = {
        .sources = sources, .source_count = 2, .metadata = given, .metadata_count = 4, .jobs = 1};
    assert_int_equal(merge_segments(&plan, merged, NULL), NSEARCH_OK);
    assert_metadata(merged, "a", "before all");
    assert_metadata(merged, "both", "given");
    assert_metadata(merged, "first", "");
    assert_metadata(merged, "second", "first source");
    assert_metadata(merged, "z", "after all");
}

/* ---- What goes wrong ------------------------------------------------------------------------------ */

static void assert_fails(nsearch_status status, const char *message)
{
    nsearch_error error;
    struct merge_source sources[] = {{.path = paths[0]}, {.path = paths[1]}};
    const struct merge_plan plan = {.sources = sources, .source_count = 2, .jobs = 2};
    assert_int_equal(merge_segments(&plan, merged, &error), status);
    if (!strstr(error.message, message)) fail_msg("%s", error.message);
    if (!access(scratch_path(merged, "iamglass"), F_OK)) fail_msg("it looks like a segment");
}

static void test_source_that_is_not_there_is_missing(void **state)
{
    (void)state;
    merging_build_range(paths[0], 1, 1, 10);
    assert_fails(NSEARCH_MISSING, "db1/iamglass");
}

static void test_target_that_is_there_is_left_alone(void **state)
{
    (void)state;
    merging_build_range(paths[0], 1, 1, 10);
    merging_build_range(paths[1], 1, 11, 20);
    merging_build_range(merged, 1, 1, 5);
    struct merge_source sources[] = {{.path = paths[0]}, {.path = paths[1]}};
    const struct merge_plan plan = {.sources = sources, .source_count = 2, .jobs = 2};
    assert_int_equal(merge_segments(&plan, merged, NULL), NSEARCH_IO);
    merging_build_range(expected, 1, 1, 5);
    merging_assert_same(merged, expected);
}

static void test_table_that_is_cut_is_damaged(void **state)
{
    (void)state;
    merging_build_range(paths[0], 1, 1, 300);
    merging_build_range(paths[1], 1, 301, 600);
    assert_int_equal(truncate(scratch_path(paths[1], "position.glass"), 2 * GLASS_BLOCK_SIZE), 0);
    assert_fails(NSEARCH_DAMAGED, "db1/position.glass");
}

/* Gives source 1, of one document, the table of a larger database. */
static void swap_table(size_t table)
{
    struct glass_version version, other;
    merging_build_range(paths[0], 1, 1, 40);
    merging_build_range(paths[1], 1, 41, 41);
    assert_int_equal(glass_version_read(paths[0], &other, NULL), NSEARCH_OK);
    assert_int_equal(glass_version_read(paths[1], &version, NULL), NSEARCH_OK);
    version.roots[table] = other.roots[table];
    const char *name = glass_table_name(table);
    unlink(scratch_path(paths[1], name));
    assert_int_equal(link(scratch_path(paths[0], name), scratch_path(paths[1], name)), 0);
    assert_int_equal(glass_version_write(paths[1], &version, NULL), NSEARCH_OK);
}

static void test_positions_of_articles_that_are_not_there_are_damage(void **state)
{
    (void)state;
    swap_table(GLASS_POSITION);
    assert_fails(NSEARCH_DAMAGED, "db1/position.glass: positions in an article that isn't there");
}

static void test_term_lists_of_articles_that_are_not_there_are_damage(void **state)
{
    (void)state;
    swap_table(GLASS_TERMLIST);
    assert_fails(NSEARCH_DAMAGED, "db1/termlist.glass: an article that has no length");
}

static void test_sources_of_different_settings_are_refused(void **state)
{
    (void)state;
    write_metadata(paths[0], "nsearch-language", "english");
    write_metadata(paths[1], "nsearch-language", "german");
    struct xapian_writer *writer;
    assert_int_equal(xapian_writer_create(paths[2], &writer, NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_metadata(writer, "both", "german", NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    for (size_t i = 1; i < SOURCES; i++) {
        nsearch_error error;
        const struct merge_source sources[] = {{.path = paths[i]}, {.path = paths[0]}};
        const struct merge_plan plan = {.sources = sources, .source_count = 2, .jobs = 2};
        assert_int_equal(merge_segments(&plan, merged, &error), NSEARCH_DAMAGED);
        if (!strstr(error.message, "differ in nsearch-language")) fail_msg("%s", error.message);
    }
    assert_int_not_equal(access(merged, F_OK), 0);
}

static void test_a_merge_that_is_stopped_is_none(void **state)
{
    (void)state;
    nsearch_error error;
    volatile sig_atomic_t stop = 1;
    merging_build_range(paths[0], 1, 1, 300);
    const struct merge_source source = {.path = paths[0]};
    const struct merge_plan plan = {
        .sources = &source, .source_count = 1, .jobs = 2, .stop = &stop};
    assert_int_equal(merge_segments(&plan, merged, &error), NSEARCH_INVALID);
    assert_string_equal(error.message, "interrupted");
    assert_int_not_equal(access(scratch_path(merged, "iamglass"), F_OK), 0);
}

static void test_more_articles_than_recorded_are_damage(void **state)
{
    (void)state;
    swap_table(GLASS_POSTLIST);
    assert_fails(NSEARCH_DAMAGED, "db1/postlist.glass: more or fewer articles than recorded");
}

#define in_scratch(test) cmocka_unit_test_setup_teardown(test, setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_scratch(test_dropped_articles_leave_no_trace),
        in_scratch(test_number_of_threads_does_not_matter),
        in_scratch(test_merging_what_was_merged_changes_no_byte),
        in_scratch(test_merging_in_steps_gives_the_same_bytes),
        in_scratch(test_nothing_left_is_an_empty_segment),
        in_scratch(test_no_source_is_an_empty_segment),
        in_scratch(test_docids_that_are_not_there_can_be_dropped),
        in_scratch(test_first_source_with_a_key_gives_its_metadata),
        in_scratch(test_metadata_that_are_given_take_the_place_of_the_sources),
        in_scratch(test_source_that_is_not_there_is_missing),
        in_scratch(test_target_that_is_there_is_left_alone),
        in_scratch(test_table_that_is_cut_is_damaged),
        in_scratch(test_positions_of_articles_that_are_not_there_are_damage),
        in_scratch(test_term_lists_of_articles_that_are_not_there_are_damage),
        in_scratch(test_sources_of_different_settings_are_refused),
        in_scratch(test_a_merge_that_is_stopped_is_none),
        in_scratch(test_more_articles_than_recorded_are_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
