/* test_rebuild.c - tests of indexer/rebuild.h: what comes out of a sound index, and what is saved of others.
 *
 * What a rebuild that is killed leaves, tests/cli/crash.t tries: nindex --rebuild-from-index -i DIR. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/glass_block.h"
#include "common/keys.h"
#include "common/schema.h"
#include "common/stemmer_prints.h"
#include "common/store.h"
#include "indexer/check.h"
#include "indexer/glass.h"
#include "indexer/rebuild.h"
#include "indexer/segment.h"
#include "tests/unit/articles.h"
#include "tests/unit/merging.h"
#include "tests/unit/scratch.h"
#include "tests/unit/segments.h"
#include "tests/unit/small_index.h"

static char losses[1 << 17]; /* lines told of the last rebuild */

static void note_loss(void *context, const char *what)
{
    const size_t size = strlen(losses);
    (void)context;
    snprintf(losses + size, sizeof losses - size, "%s\n", what);
}

static nsearch_status try_rebuild(const char *index, struct rebuild_result *result,
                                  nsearch_error *error)
{
    const struct rebuild_request request = {.index = index, .jobs = 1, .memory = 64 << 20};
    const struct rebuild_watcher watcher = {.loss = note_loss};
    *losses = '\0';
    return rebuild_index(&request, &watcher, result, error);
}

static struct rebuild_result rebuild(const char *index)
{
    struct rebuild_result result;
    nsearch_error error;
    if (try_rebuild(index, &result, &error)) fail_msg("%s", error.message);
    return result;
}

static void assert_sound(const char *index)
{
    const struct check_request request = {.index = index};
    struct check_verdict verdict;
    assert_int_equal(check_index(&request, &verdict, NULL), NSEARCH_OK);
    if (verdict.problem_count) fail_msg("%s", verdict.problems.data);
    check_verdict_release(&verdict);
}

static void assert_generation(const char *index, uint64_t generation)
{
    struct store store;
    assert_int_equal(store_read(index, &store, NULL), NSEARCH_OK);
    assert_int_equal(store.generation, generation);
    store_release(&store);
}

static char *index_of(void **state)
{
    static char index[4200];
    snprintf(index, sizeof index, "%s/index", (char *)*state);
    return index;
}

static int setup(void **state)
{
    if (scratch_setup(state)) return -1;
    small_index_make(index_of(state), true);
    return 0;
}

/* What a full build of the small index's files would give, with the stamps that the articles have. */
static void build_expected(const char *path)
{
    static const struct {
        struct small_article article;
        struct stamp stamp;
    } all[] = {
        {{"a", "/n/a.jsonl", "ferries stop at noon"}, {.serial = 64, .indexed = SMALL_TIME}},
        {{"b", "/n/a.jsonl", "a later word"}, {.serial = 128, .indexed = SMALL_TIME + 86400}},
        {{"d", "/n/d.txt", "a fourth one"}, {.serial = 67, .indexed = SMALL_TIME}},
        {{"e", "/n/e.txt", "and a fifth"}, {.serial = 129, .indexed = SMALL_TIME + 86400}},
        {{"c", "/n-c.txt", "the third article"}, {.serial = 66, .indexed = SMALL_TIME}},
    };
    const struct metadata metadata = {META_SERIAL, "0000000000042"};
    struct segment_options options = segments_plain;
    struct segment *segment;
    struct buf stems;
    buf_init(&stems);
    assert_int_equal(stemmer_prints(&stems, NULL), 0);
    options.stems = stems.data;
    assert_int_equal(segment_create(path, &options, &segment, NULL), 0);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct article article;
        article_init(&article);
        articles_set(&article, ARTICLE_ID, all[i].article.id);
        articles_set(&article, ARTICLE_PATH, all[i].article.path);
        articles_set(&article, ARTICLE_BODY, all[i].article.body);
        assert_int_equal(segment_add(segment, &article, &all[i].stamp, NULL), 0);
        article_release(&article);
    }
    assert_int_equal(segment_finish(segment, &metadata, 1, NULL), 0);
    segment_free(segment);
    buf_release(&stems);
}

static void test_sound_index_becomes_what_a_full_build_gives(void **state)
{
    char expected[4200], segment[4300];
    snprintf(expected, sizeof expected, "%s/expected", (char *)*state);
    build_expected(expected);
    for (unsigned generation = 3; generation < 5; generation++) {
        const struct rebuild_result result = rebuild(index_of(state));
        assert_int_equal(result.articles, 5);
        assert_int_equal(result.losses, 0);
        assert_int_equal(result.generation, generation);
        snprintf(segment, sizeof segment, "%s/seg-%06u", index_of(state), generation);
        merging_assert_same(segment, expected);
        assert_sound(index_of(state));
    }
}

static void test_index_without_texts_is_refused(void **state)
{
    struct rebuild_result result;
    nsearch_error error;
    char index[4200];
    snprintf(index, sizeof index, "%s/no text", (char *)*state);
    small_index_make(index, false);
    assert_int_equal(try_rebuild(index, &result, &error), NSEARCH_INVALID);
    assert_non_null(strstr(error.message, "--full"));
    assert_generation(index, 2);
    assert_sound(index);
}

static void test_no_index_is_an_error_and_none_is_made(void **state)
{
    struct rebuild_result result;
    const char *nowhere = scratch_path(*state, "nowhere");
    assert_int_equal(try_rebuild(nowhere, &result, NULL), NSEARCH_MISSING);
    assert_int_not_equal(access(nowhere, F_OK), 0);
}

static void test_stopped_rebuild_leaves_the_index(void **state)
{
    volatile sig_atomic_t stop = 15;
    const struct rebuild_request request = {
        .index = index_of(state), .jobs = 1, .memory = 64 << 20, .stop = &stop};
    const struct rebuild_watcher watcher = {.loss = note_loss};
    struct rebuild_result result;
    assert_int_equal(rebuild_index(&request, &watcher, &result, NULL), NSEARCH_INVALID);
    assert_generation(index_of(state), 2);
    assert_sound(index_of(state));
}

static void test_lost_manifest_is_made_again(void **state)
{
    unlink(scratch_path(index_of(state), "manifest-000002.gz"));
    assert_int_equal(rebuild(index_of(state)).losses, 1);
    assert_non_null(strstr(losses, "manifest-000002.gz"));
    assert_sound(index_of(state));
}

/* Nobody knows who was dead: the later of two with the same id stays. */
static void test_lost_postlist_costs_only_what_it_knew(void **state)
{
    assert_int_equal(truncate(scratch_path(index_of(state), "seg-000002/postlist.glass"), 0), 0);
    const struct rebuild_result result = rebuild(index_of(state));
    assert_int_equal(result.articles, 5);
    assert_true(result.losses > 0);
    assert_non_null(strstr(losses, "which articles were removed"));
    assert_sound(index_of(state));
}

static void test_lost_lists_of_terms_cost_no_article(void **state)
{
    unlink(scratch_path(index_of(state), "seg-000001/termlist.glass"));
    const struct rebuild_result result = rebuild(index_of(state));
    assert_int_equal(result.articles, 5);
    assert_true(result.losses > 0);
    assert_sound(index_of(state));
}

static void test_lost_segment_costs_its_articles_only(void **state)
{
    unlink(scratch_path(index_of(state), "seg-000001/docdata.glass"));
    const struct rebuild_result result = rebuild(index_of(state));
    assert_int_equal(result.articles, 2);
    assert_non_null(strstr(losses, "seg-000001: all its articles"));
}

static void test_lost_iamglass_costs_no_article(void **state)
{
    static const char *const iamglass[] = {"seg-000001/iamglass", "seg-000002/iamglass"};
    for (size_t i = 0; i < 2; i++)
        unlink(scratch_path(index_of(state), iamglass[i]));
    const struct rebuild_result result = rebuild(index_of(state));
    assert_int_equal(result.articles, 5);
    assert_non_null(strstr(losses, "seg-000001/iamglass: No such file"));
    assert_null(strstr(losses, "article"));
    assert_sound(index_of(state));
}

static void test_changed_iamglass_costs_no_article(void **state)
{
    for (long at = 16; at < 120; at += 17) {
        char index[4200];
        snprintf(index, sizeof index, "%s/at %ld", (char *)*state, at);
        small_index_make(index, true);
        FILE *file = fopen(scratch_path(index, "seg-000001/iamglass"), "r+b");
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        const int byte = fgetc(file);
        assert_int_equal(fseek(file, at, SEEK_SET), 0);
        fputc(byte ^ 0x55, file);
        fclose(file);
        const struct rebuild_result result = rebuild(index);
        assert_int_equal(result.articles, 5);
        assert_true(result.losses > 0);
    }
}

static void test_nothing_to_be_read_leaves_the_index(void **state)
{
    struct rebuild_result result;
    unlink(scratch_path(index_of(state), "seg-000001/docdata.glass"));
    unlink(scratch_path(index_of(state), "seg-000002/docdata.glass"));
    assert_int_equal(try_rebuild(index_of(state), &result, NULL), NSEARCH_DAMAGED);
    assert_generation(index_of(state), 2);
}

/* ---- Bad sectors ---------------------------------------------------------------------------------- */

enum {
    MANY = 600
};

static void make_large(const char *index)
{
    static struct small_article articles[MANY];
    static char ids[MANY][16], bodies[MANY][200];
    uint64_t lot = 9;
    for (size_t i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof ids[i], "id-%zu-", i + 1); /* its docid */
        for (size_t j = 0; j + 1 < sizeof bodies[i]; j++)
            bodies[i][j] = (char)('a' + articles_below(&lot, 26));
        articles[i] = (struct small_article){ids[i], "/n/a.jsonl", bodies[i]};
    }
    const struct small_night night = {articles, MANY, "", "/n/a.jsonl 600\n"};
    small_index_add(index, &night, true);
}

/* Breaks a block of a table in one of several ways, which was as `block` then says. Whether there is one. */
static bool break_block(const char *index, const char *table, long number, unsigned way,
                        uint8_t block[GLASS_BLOCK_SIZE])
{
    FILE *file = fopen(scratch_path(scratch_path(index, "seg-000001"), table), "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, number * GLASS_BLOCK_SIZE, SEEK_SET), 0);
    const bool found = fread(block, GLASS_BLOCK_SIZE, 1, file);
    for (long at = 0; found && at < GLASS_BLOCK_SIZE; at++) {
        const bool is_head = at<BLOCK_DIRECTORY + 4, is_end = at> GLASS_BLOCK_SIZE - 40;
        const uint8_t flip = way == 0              ? 0xff
                             : way == 1 && is_head ? 0x10
                             : way == 2 && is_end  ? 1
                                                   : 0;
        assert_int_equal(fseek(file, number * GLASS_BLOCK_SIZE + at, SEEK_SET), 0);
        fputc(block[at] ^ flip, file);
    }
    fclose(file);
    return found;
}

/* Whether a leaf of docdata, or of nothing else, has data of the article. */
static bool has_article(const uint8_t *block, uint32_t docid)
{
    const uint32_t end = get_u16(block + BLOCK_DIR_END);
    uint8_t key[KEY_ROOM];
    const size_t size = docid_key(key, docid);
    if (block[BLOCK_LEVEL]) return false;
    for (uint32_t slot = BLOCK_DIRECTORY; slot < end; slot += BLOCK_SLOT) {
        const uint8_t *item = block + get_u16(block + slot);
        if (item[LEAF_HEAD - 1] == size && !memcmp(item + LEAF_HEAD, key, size)) return true;
    }
    return false;
}

/* Each loss is of an article that was in the block, and all others are there. */
static void assert_lost_only(const uint8_t *block, const struct rebuild_result *result)
{
    size_t lost = 0;
    for (const char *line = losses; *line; line = strchr(line, '\n') + 1) {
        unsigned docid;
        const char *id = strstr(line, ": article id-");
        if (!id || id > strchr(line, '\n')) fail_msg("%s", line);
        assert_int_equal(sscanf(id, ": article id-%u-", &docid), 1);
        if (!has_article(block, docid)) fail_msg("%s", line);
        lost += !strstr(line, ": kept, but") || strchr(line, '\n') < strstr(line, ": kept, but");
    }
    assert_int_equal(result->articles + lost, MANY);
}

static void test_broken_block_costs_what_is_in_it(void **state)
{
    for (unsigned way = 0; way < 3; way++)
        for (long number = way == 2;; number += way ? 2 : 1) {
            char index[4200];
            uint8_t block[GLASS_BLOCK_SIZE];
            snprintf(index, sizeof index, "%s/%u-%ld", (char *)*state, way, number);
            make_large(index);
            if (!break_block(index, "docdata.glass", number, way, block)) break;
            const struct rebuild_result result = rebuild(index);
            assert_lost_only(block, &result);
            assert_sound(index);
        }
}

static void test_broken_lists_of_terms_cost_no_article(void **state)
{
    for (long number = 0;; number++) {
        char index[4200];
        uint8_t block[GLASS_BLOCK_SIZE];
        snprintf(index, sizeof index, "%s/%ld", (char *)*state, number);
        make_large(index);
        if (!break_block(index, "termlist.glass", number, 0, block)) break;
        const struct rebuild_result result = rebuild(index);
        assert_int_equal(result.articles, MANY);
        assert_int_equal(result.losses, 0);
    }
}

#define on_index(test) cmocka_unit_test_setup_teardown(test, setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_index(test_sound_index_becomes_what_a_full_build_gives),
        on_index(test_index_without_texts_is_refused),
        on_index(test_no_index_is_an_error_and_none_is_made),
        on_index(test_stopped_rebuild_leaves_the_index),
        on_index(test_lost_manifest_is_made_again),
        on_index(test_lost_postlist_costs_only_what_it_knew),
        on_index(test_lost_lists_of_terms_cost_no_article),
        on_index(test_lost_segment_costs_its_articles_only),
        on_index(test_nothing_to_be_read_leaves_the_index),
        on_index(test_lost_iamglass_costs_no_article),
        on_index(test_changed_iamglass_costs_no_article),
        on_index(test_broken_lists_of_terms_cost_no_article),
        on_index(test_broken_block_costs_what_is_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
