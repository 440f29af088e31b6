/* test_optimize.c - tests of indexer/optimize.c: merging the segments of an index. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/schema.h"
#include "common/store_dead.h"
#include "common/xap.h"
#include "indexer/file.h"
#include "indexer/optimize.h"
#include "tests/unit/merging.h"
#include "tests/unit/oracle.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/segments.h"

#define SERIAL "0000000g00002"

enum {
    DEAD_MAX = 2000
};

struct fixture {
    void *directory;
    char index[4200], expected[4200];
    struct articles articles;
    struct publish *publish;
    struct store_dead dead[DEAD_MAX];
    size_t dead_count;
    size_t next; /* article that isn't in a segment yet */
};

static int setup(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    if (scratch_setup(&fixture.directory)) return -1;
    snprintf(fixture.index, sizeof fixture.index, "%s/index", (char *)fixture.directory);
    snprintf(fixture.expected, sizeof fixture.expected, "%s/expected", (char *)fixture.directory);
    articles_init(&fixture.articles);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    publish_end(fixture->publish);
    articles_release(&fixture->articles);
    return scratch_teardown(&fixture->directory);
}

/* ---- An index ------------------------------------------------------------------------------------- */

static void begin(struct fixture *fixture)
{
    nsearch_error error;
    if (publish_begin(fixture->index, NULL, &fixture->publish, &error))
        fail_msg("%s", error.message);
}

static void write_segment(const char *path, const struct articles *articles, const char *dead)
{
    const struct metadata metadata[] = {{META_SERIAL, SERIAL}, {META_DEAD, dead}};
    segments_build_with(path, articles, metadata, 2);
}

/* A night: the next `count` articles become a segment, and the dead are who they are by then. */
static void add_segment(struct fixture *fixture, size_t count)
{
    const struct articles part = {.items = fixture->articles.items + fixture->next, .count = count};
    struct buf dead;
    nsearch_error error;
    buf_init(&dead);
    store_dead_write(fixture->dead, fixture->dead_count, &dead);
    assert_true(fixture->next + count <= fixture->articles.count);
    fixture->next += count;
    write_segment(publish_segment_path(fixture->publish), &part, dead.size ? dead.data : "");
    const char *manifest = publish_manifest_path(fixture->publish);
    assert_int_equal(file_write(manifest, "files", 5, NULL), NSEARCH_OK);
    if (publish_switch(fixture->publish, 0, &error)) fail_msg("%s", error.message);
    buf_release(&dead);
}

static void bury(struct fixture *fixture, uint64_t segment, uint32_t docid)
{
    assert_true(fixture->dead_count < DEAD_MAX);
    fixture->dead[fixture->dead_count++] = (struct store_dead){segment, docid, 7 * segment + docid};
}

static nsearch_status optimize(struct fixture *fixture, enum optimize_how how,
                               struct optimize_result *result, nsearch_error *error)
{
    const struct optimize_request request = {.how = how, .jobs = 2};
    return optimize_index(fixture->publish, &request, result, error);
}

static void assert_optimized(struct fixture *fixture, enum optimize_how how, size_t merged)
{
    struct optimize_result result;
    nsearch_error error;
    if (optimize(fixture, how, &result, &error)) fail_msg("%s", error.message);
    assert_int_equal(result.lack.needed, 0);
    assert_int_equal(result.merged, merged);
}

/* What a file of the index holds. */
static const char *content(const struct fixture *fixture, const char *name)
{
    static char text[300];
    FILE *file = fopen(scratch_path(fixture->index, name), "r");
    if (!file) return "";
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    return text;
}

static void assert_metadata(const struct fixture *fixture, const char *key, const char *value)
{
    struct xap_db *db;
    struct arena arena = {0};
    const char *got;
    assert_int_equal(xap_open(fixture->index, &db, NULL), NSEARCH_OK);
    assert_int_equal(xap_metadata(db, key, &arena, &got, NULL), NSEARCH_OK);
    assert_string_equal(got, value);
    arena_release(&arena);
    xap_close(db);
}

/* ---- Merging -------------------------------------------------------------------------------------- */

static void test_all_segments_merged_are_a_build_of_the_live_articles(void **state)
{
    struct fixture *fixture = *state;
    struct articles live = {0};
    char merged[4300];
    uint64_t random = any_seed();
    articles_add_random(&fixture->articles, (unsigned)random);
    const size_t count = fixture->articles.count / 4;
    live.items = calloc(4 * count, sizeof *live.items);
    begin(fixture);
    for (size_t segment = 1; segment <= 4; segment++) {
        for (uint32_t docid = 1; segment < 4 && docid <= count; docid++)
            if (articles_below(&random, 3))
                live.items[live.count++] = fixture->articles.items[fixture->next + docid - 1];
            else
                bury(fixture, segment, docid);
        if (segment == 4)
            for (size_t i = 0; i < count; i++)
                live.items[live.count++] = fixture->articles.items[fixture->next + i];
        add_segment(fixture, count);
    }
    assert_optimized(fixture, OPTIMIZE_ALL, 4);
    assert_string_equal(content(fixture, "XAPIANDB"), "# generation 5\nauto seg-000005\n");
    write_segment(fixture->expected, &live, "");
    snprintf(merged, sizeof merged, "%s/seg-000005", fixture->index);
    merging_assert_same(merged, fixture->expected);
    if (oracle_available()) oracle_check(merged);
    assert_optimized(fixture, OPTIMIZE_ALL, 0);
    free(live.items);
}

static void add_plain_articles(struct articles *articles, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        char id[16];
        struct article *article = articles_new(articles);
        snprintf(id, sizeof id, "%u", i);
        articles_set(article, ARTICLE_ID, id);
        articles_set(article, ARTICLE_TITLE, "ferries stop");
    }
}

/* seg-3 and seg-2, of two articles each, seg-1 of a hundred; one of seg-2 is dead. */
static void make_three(struct fixture *fixture)
{
    add_plain_articles(&fixture->articles, 110);
    begin(fixture);
    add_segment(fixture, 100);
    add_segment(fixture, 2);
    bury(fixture, 2, 1);
    add_segment(fixture, 2);
}

static void test_the_newest_are_merged_and_the_other_dead_stay(void **state)
{
    struct fixture *fixture = *state;
    add_plain_articles(&fixture->articles, 310);
    begin(fixture);
    add_segment(fixture, 300);
    add_segment(fixture, 5);
    bury(fixture, 2, 1);
    bury(fixture, 1, 17);
    add_segment(fixture, 5);
    assert_optimized(fixture, OPTIMIZE_IF_DUE, 2);
    assert_string_equal(content(fixture, "XAPIANDB"),
                        "# generation 4\nauto seg-000004\nauto seg-000001\n");
    assert_metadata(fixture, META_DEAD, "seg-000001 17:000000000000o\n");
    assert_metadata(fixture, META_SERIAL, SERIAL);
    assert_metadata(fixture, META_LANGUAGE, "english");
    assert_string_equal(content(fixture, "manifest-000004.gz"), "files");
    assert_string_equal(content(fixture, "manifest-000003.gz"), "");
    assert_optimized(fixture, OPTIMIZE_IF_DUE, 0);
    assert_int_equal(publish_generation(fixture->publish), 4);
}

static void test_the_dead_of_one_segment_are_dropped(void **state)
{
    struct fixture *fixture = *state;
    add_plain_articles(&fixture->articles, 110);
    begin(fixture);
    add_segment(fixture, 50);
    bury(fixture, 1, 50);
    add_segment(fixture, 0);
    assert_optimized(fixture, OPTIMIZE_IF_DUE, 2);
    assert_metadata(fixture, META_DEAD, "");
    assert_optimized(fixture, OPTIMIZE_IF_DUE, 0);
    assert_optimized(fixture, OPTIMIZE_ALL, 0);
    struct store_dead own = {3, 2, 1};
    fixture->dead[0] = own;
    fixture->dead_count = 1;
    add_segment(fixture, 0);
    assert_optimized(fixture, OPTIMIZE_ALL, 2);
    assert_metadata(fixture, META_DEAD, "");
}

static void test_an_empty_index_has_nothing_to_merge(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture);
    assert_optimized(fixture, OPTIMIZE_ALL, 0);
    assert_optimized(fixture, OPTIMIZE_IF_DUE, 0);
    assert_int_equal(publish_generation(fixture->publish), 0);
}

/* ---- What goes wrong ------------------------------------------------------------------------------ */

static void assert_still_three(const struct fixture *fixture)
{
    assert_int_equal(publish_generation(fixture->publish), 3);
    assert_string_equal(content(fixture, "XAPIANDB"),
                        "# generation 3\nauto seg-000003\nauto seg-000002\nauto seg-000001\n");
    assert_int_not_equal(access(publish_segment_path(fixture->publish), F_OK), 0);
    assert_int_not_equal(access(publish_manifest_path(fixture->publish), F_OK), 0);
    assert_string_equal(content(fixture, "manifest-000003.gz"), "files");
}

static void test_a_merge_that_is_stopped_leaves_the_generation(void **state)
{
    struct fixture *fixture = *state;
    const volatile sig_atomic_t stop = 1;
    const struct optimize_request request = {.how = OPTIMIZE_ALL, .jobs = 1, .stop = &stop};
    struct optimize_result result;
    nsearch_error error;
    make_three(fixture);
    assert_int_equal(optimize_index(fixture->publish, &request, &result, &error), NSEARCH_INVALID);
    assert_string_equal(error.message, "interrupted");
    assert_int_equal(result.merged, 0);
    assert_still_three(fixture);
    assert_optimized(fixture, OPTIMIZE_ALL, 3);
}

static void test_a_merge_of_what_is_damaged_leaves_the_generation(void **state)
{
    struct fixture *fixture = *state;
    struct optimize_result result;
    nsearch_error error;
    make_three(fixture);
    assert_int_equal(truncate(scratch_path(fixture->index, "seg-000001/position.glass"), 4096), 0);
    assert_int_equal(optimize(fixture, OPTIMIZE_ALL, &result, &error), NSEARCH_DAMAGED);
    assert_non_null(strstr(error.message, "seg-000001/position.glass"));
    assert_still_three(fixture);
}

static void test_dead_that_cannot_be_are_damage(void **state)
{
    struct fixture *fixture = *state;
    struct optimize_result result;
    nsearch_error error;
    make_three(fixture);
    for (uint32_t docid = 2; docid < 5; docid++)
        bury(fixture, 2, docid);
    add_segment(fixture, 0);
    assert_int_equal(optimize(fixture, OPTIMIZE_IF_DUE, &result, &error), NSEARCH_DAMAGED);
    assert_non_null(strstr(error.message, "more dead articles than articles"));
    assert_int_equal(publish_generation(fixture->publish), 4);
}

static void test_where_there_is_no_room_it_is_put_off_unless_asked_for(void **state)
{
    struct fixture *fixture = *state;
    struct optimize_result result;
    nsearch_error error;
    make_three(fixture);
    const char *large = scratch_write(fixture->index, "seg-000003/synonym.glass", "", 0);
    if (truncate(large, (off_t)1 << 43)) {
        print_message("no file can be that large here\n");
        return;
    }
    assert_int_equal(optimize(fixture, OPTIMIZE_IF_DUE, &result, &error), NSEARCH_OK);
    assert_int_equal(result.merged, 0);
    assert_true(result.lack.needed > result.lack.available);
    assert_still_three(fixture);
    assert_int_equal(optimize(fixture, OPTIMIZE_ALL, &result, &error), NSEARCH_IO);
    assert_non_null(strstr(error.message, "too little to merge"));
    assert_still_three(fixture);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_all_segments_merged_are_a_build_of_the_live_articles),
        TEST(test_the_newest_are_merged_and_the_other_dead_stay),
        TEST(test_the_dead_of_one_segment_are_dropped),
        TEST(test_an_empty_index_has_nothing_to_merge),
        TEST(test_a_merge_that_is_stopped_leaves_the_generation),
        TEST(test_a_merge_of_what_is_damaged_leaves_the_generation),
        TEST(test_dead_that_cannot_be_are_damage),
        TEST(test_where_there_is_no_room_it_is_put_off_unless_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
