/* test_matcher_damage.c - the matcher on tables that are damaged: an error or an answer, and no harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "common/glass.h"
#include "searcher/matcher.h"
#include "tests/unit/matching.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"

enum {
    DOCUMENTS = 3000,
    ROUNDS = 40,
    QUERIES = 30,
    LAST = 1 << 28,   /* a docid */
    MEMORY = 1 << 20, /* KB */
};

/* The files of a table, as they were. */
struct copy {
    char path[4200];
    char *data;
    size_t size;
};

static void keep(struct copy *copy, const char *directory, const char *name)
{
    struct stat info;
    snprintf(copy->path, sizeof copy->path, "%s/db/%s", directory, name);
    assert_int_equal(stat(copy->path, &info), 0);
    copy->size = (size_t)info.st_size;
    copy->data = malloc(copy->size);
    FILE *file = fopen(copy->path, "rb");
    assert_true(file && copy->data && fread(copy->data, 1, copy->size, file) == copy->size);
    fclose(file);
}

/* Writes the file as it was but for some bytes, and now and then the end. */
static void damage(const struct copy *copy, unsigned bytes)
{
    const size_t size = !bytes || matching_below(10) ? copy->size
                                                     : matching_below((uint32_t)copy->size);
    FILE *file = fopen(copy->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(copy->data, 1, size, file), size);
    while (bytes-- && size) {
        fseek(file, (long)matching_below((uint32_t)size), SEEK_SET);
        fputc((int)matching_below(256), file);
    }
    fclose(file);
}

static bool is_expected(nsearch_status status)
{
    return !status || status == NSEARCH_DAMAGED || status == NSEARCH_IO;
}

static size_t ask(struct matcher *matcher)
{
    size_t failed = 0;
    for (int i = 0; i < QUERIES; i++) {
        struct maker maker = {.synonym = false};
        struct match_hits hits;
        nsearch_error error;
        arena_init(&maker.arena);
        const struct match_request request = {.query = matching_query(&maker),
                                              .limit = 10,
                                              .order = (enum db_order)matching_below(3),
                                              .slot = MATCHING_SLOT,
                                              .k1 = 0.9,
                                              .b = 0.4,
                                              .exact = matching_below(2)};
        const nsearch_status status = matcher_search(matcher, &request, &maker.arena, &hits,
                                                     &error);
        if (!is_expected(status)) fail_msg("%d: %s", status, error.message);
        failed += status != NSEARCH_OK;
        arena_release(&maker.arena);
    }
    return failed;
}

static void test_damage_is_told_or_goes_unseen(void **state)
{
    static const char *const names[] = {"postlist.glass", "position.glass"};
    const char *path = scratch_path(*state, "db");
    size_t failed = 0;
    matching_seed(any_seed());
    matching_make(path, DOCUMENTS);
    for (size_t i = 0; i < 2; i++) {
        struct copy copy;
        keep(&copy, *state, names[i]);
        for (unsigned round = 0; round < ROUNDS; round++) {
            struct db *db;
            struct matcher *matcher = NULL;
            damage(&copy, 1u << round % 10);
            assert_true(is_expected(db_open_segment(scratch_path(*state, "db"), &db, NULL)));
            if (db && !matcher_open(db, &matcher, NULL)) failed += ask(matcher);
            matcher_close(matcher);
            db_close(db);
        }
        damage(&copy, 0);
        free(copy.data);
    }
    assert_true(failed > 0);
}

static void claim_last_docid(const char *path, uint32_t last)
{
    struct glass_version version;
    uint8_t data[GLASS_VERSION_ROOM];
    size_t size;
    assert_int_equal(glass_version_read(path, &version, NULL), 0);
    version.stats.last_docid = last;
    assert_int_equal(glass_version_encode(&version, data, &size, NULL), 0);
    FILE *file = fopen(scratch_path(path, "iamglass"), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    fclose(file);
}

static uint64_t count(const char *path, enum db_op op)
{
    const struct db_query query = {.op = op, .slot = MATCHING_SLOT, .low = "0", .high = "~"};
    const struct match_request request = {
        .query = &query, .limit = 10, .order = DB_BY_VALUE_UP, .slot = MATCHING_SLOT};
    struct matcher *matcher;
    struct db *db;
    struct match_hits hits;
    struct arena arena;
    arena_init(&arena);
    assert_int_equal(db_open_segment(path, &db, NULL), 0);
    assert_int_equal(matcher_open(db, &matcher, NULL), 0);
    assert_int_equal(matcher_search(matcher, &request, &arena, &hits, NULL), 0);
    matcher_close(matcher);
    db_close(db);
    arena_release(&arena);
    return hits.total;
}

static void test_docids_that_no_document_has_cost_no_memory(void **state)
{
    char path[4200];
    struct rusage before, after;
    matching_seed(any_seed());
    snprintf(path, sizeof path, "%s", scratch_path(*state, "db"));
    matching_make(path, DOCUMENTS);
    const uint64_t all = count(path, DB_ALL), dated = count(path, DB_RANGE);
    claim_last_docid(path, LAST);
    getrusage(RUSAGE_SELF, &before);
    assert_int_equal(count(path, DB_ALL), all);
    assert_int_equal(count(path, DB_RANGE), dated);
    getrusage(RUSAGE_SELF, &after);
    assert_in_range(after.ru_maxrss - before.ru_maxrss, 0, MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_damage_is_told_or_goes_unseen, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_docids_that_no_document_has_cost_no_memory,
                                        scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
