/* test_segment.c - tests of indexer/segment.c and all behind it: a segment and the database that Xapian's own
 * indexer makes of the same articles must show the same, to the last position. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/schema.h"
#include "common/xap.h"
#include "indexer/merge.h"
#include "tests/unit/merging.h"
#include "tests/unit/oracle.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/segments.h"

struct fixture {
    void *directory;
    struct articles articles;
    char ours[4200], theirs[4200], other[4200];
};

static int setup(void **state)
{
    static struct fixture fixture;
    if (scratch_setup(&fixture.directory)) return -1;
    articles_init(&fixture.articles);
    snprintf(fixture.ours, sizeof fixture.ours, "%s/ours", (char *)fixture.directory);
    snprintf(fixture.theirs, sizeof fixture.theirs, "%s/theirs", (char *)fixture.directory);
    snprintf(fixture.other, sizeof fixture.other, "%s/other", (char *)fixture.directory);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    articles_release(&fixture->articles);
    return scratch_teardown(&fixture->directory);
}

static void check(const char *path)
{
    if (oracle_available())
        oracle_check(path);
    else
        print_message("without xapian-check\n");
}

/* Makes both and compares them. */
static void assert_agrees(struct fixture *fixture, const struct segment_options *options)
{
    assert_true(fixture->articles.count > 0);
    assert_int_equal(segments_build(fixture->ours, &fixture->articles, options), 0);
    segments_build_oracle(fixture->theirs, &fixture->articles, options->keep_text);
    check(fixture->ours);
    segments_assert_same(fixture->ours, fixture->theirs);
}

static void test_the_sample_archive_is_as_xapian_indexes_it(void **state)
{
    struct fixture *fixture = *state;
    articles_read(&fixture->articles, "corpus/articles", SIZE_MAX);
    assert_agrees(fixture, &segments_plain);
}

static void test_random_articles_are_as_xapian_indexes_them(void **state)
{
    struct fixture *fixture = *state;
    articles_add_random(&fixture->articles, any_seed());
    assert_agrees(fixture, &segments_plain);
}

static void test_articles_at_the_limits_are_as_xapian_indexes_them(void **state)
{
    struct fixture *fixture = *state;
    articles_add_extreme(&fixture->articles);
    articles_add_random(&fixture->articles, 1);
    struct segment_options small = segments_plain;
    small.memory = 1 << 20;
    assert_agrees(fixture, &small);
}

static void test_one_bare_article_is_as_xapian_indexes_it(void **state)
{
    struct fixture *fixture = *state;
    articles_set(articles_new(&fixture->articles), ARTICLE_ID, "bare");
    assert_agrees(fixture, &segments_plain);
}

static void test_without_text_all_but_the_bodies_is_there(void **state)
{
    struct fixture *fixture = *state;
    struct segment_options options = segments_plain;
    options.keep_text = false;
    articles_read(&fixture->articles, "corpus/articles", SIZE_MAX);
    articles_add_random(&fixture->articles, 2);
    assert_agrees(fixture, &options);
}

/* Not against Xapian's database, which can't be read back here. */
static void test_repetitive_texts_can_be_read_back(void **state)
{
    struct fixture *fixture = *state;
    struct arena arena;
    struct xap_db *db;
    struct buf expected;
    articles_add_repetitive(&fixture->articles);
    segments_build(fixture->ours, &fixture->articles, &segments_plain);
    check(fixture->ours);
    arena_init(&arena);
    buf_init(&expected);
    assert_int_equal(xap_open(fixture->ours, &db, NULL), NSEARCH_OK);
    for (size_t i = 0; i < fixture->articles.count; i++) {
        const struct article *article = &fixture->articles.items[i];
        const char *data;
        size_t size;
        nsearch_error error;
        if (xap_document_data(db, (uint32_t)i + 1, &arena, &data, &size, &error))
            fail_msg("article %zu: %s", i, error.message);
        buf_reset(&expected);
        article_write(article, &expected);
        assert_int_equal(size, expected.size);
        assert_memory_equal(data, expected.data, size);
    }
    xap_close(db);
    buf_release(&expected);
    arena_release(&arena);
}

/* ---- The same bytes whatever the threads and the memory ------------------------------------------- */

static void test_jobs_and_memory_change_no_byte(void **state)
{
    static const struct {
        size_t jobs, memory;
    } ways[] = {{2, 256 << 20}, {5, 256 << 20}, {1, 1 << 20}, {2, 1 << 20}, {5, 1 << 20}};
    struct fixture *fixture = *state;
    struct segment_options options = segments_plain;
    articles_add_extreme(&fixture->articles);
    for (unsigned seed = 0; seed < 3; seed++)
        articles_add_random(&fixture->articles, seed); /* two thirds are superseded */
    articles_read_ap89(&fixture->articles, 800);
    options.jobs = 1;
    segments_build(fixture->theirs, &fixture->articles, &options);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char path[4300];
        snprintf(path, sizeof path, "%s-%zu", fixture->ours, i);
        options.jobs = ways[i].jobs;
        options.memory = ways[i].memory;
        segments_build(path, &fixture->articles, &options);
        merging_assert_same_files(path, fixture->theirs);
    }
}

/* ---- No article ------------------------------------------------------------------------------- */

static void build_empty(const char *path)
{
    static const struct articles none = {0};
    static const struct metadata more[] = {
        {"nsearch-serial", "7"}, {"nsearch-dead", "1 2"}, {"b", ""}};
    segments_build_with(path, &none, more, 3);
}

static void assert_metadata(struct xap_db *db, const char *key, const char *value)
{
    struct arena arena = {0};
    const char *got;
    assert_int_equal(xap_metadata(db, key, &arena, &got, NULL), NSEARCH_OK);
    assert_string_equal(got, value);
    arena_release(&arena);
}

static void test_a_segment_without_articles_is_as_xapian_makes_it(void **state)
{
    struct fixture *fixture = *state;
    segments_build(fixture->ours, &fixture->articles, &segments_plain);
    check(fixture->ours);
    segments_build_oracle(fixture->theirs, &fixture->articles, true);
    segments_assert_same(fixture->ours, fixture->theirs);
    merging_assert_same(fixture->ours, fixture->theirs);
}

static void test_a_segment_without_articles_can_be_first_in_a_stub(void **state)
{
    struct fixture *fixture = *state;
    static const char stub[] = "auto ours\nauto other\n";
    struct xap_db *db;
    uint32_t count;
    build_empty(fixture->ours);
    check(fixture->ours);
    articles_add_random(&fixture->articles, any_seed());
    segments_build(fixture->other, &fixture->articles, &segments_plain);
    scratch_write(fixture->directory, "XAPIANDB", stub, sizeof stub - 1);
    assert_int_equal(xap_open(fixture->directory, &db, NULL), NSEARCH_OK);
    assert_int_equal(xap_count(db), fixture->articles.count);
    assert_int_equal(xap_term_count(db, "the", 3, &count, NULL), NSEARCH_OK);
    assert_metadata(db, "nsearch-dead", "1 2");
    assert_metadata(db, "nsearch-serial", "7");
    assert_metadata(db, "nsearch-language", "english");
    xap_close(db);
}

static void test_merging_a_segment_without_articles_adds_nothing(void **state)
{
    struct fixture *fixture = *state;
    static const struct metadata none[] = {{"nsearch-dead", ""}, {"nsearch-serial", ""}};
    build_empty(fixture->ours);
    articles_add_random(&fixture->articles, any_seed());
    segments_build(fixture->other, &fixture->articles, &segments_plain);
    const struct merge_source sources[] = {
        {.path = fixture->ours}, {.path = fixture->other}, {.path = fixture->ours}};
    const struct merge_plan plan = {
        .sources = sources, .source_count = 3, .metadata = none, .metadata_count = 2, .jobs = 2};
    assert_int_equal(merge_segments(&plan, fixture->theirs, NULL), NSEARCH_OK);
    merging_assert_same_files(fixture->theirs, fixture->other);
}

/* ---- Stopping --------------------------------------------------------------------------------- */

static void test_a_segment_that_is_stopped_at_its_end_is_none(void **state)
{
    struct fixture *fixture = *state;
    struct segment_options options = segments_plain;
    struct segment *segment;
    nsearch_error error;
    volatile sig_atomic_t stop = 0;
    char file[4300];
    options.stop = &stop;
    articles_add_random(&fixture->articles, 1);
    assert_int_equal(segment_create(fixture->ours, &options, &segment, &error), NSEARCH_OK);
    for (size_t i = 0; i < fixture->articles.count; i++) {
        const struct stamp stamp = segments_stamp(&fixture->articles.items[i]);
        assert_int_equal(segment_add(segment, &fixture->articles.items[i], &stamp, &error),
                         NSEARCH_OK);
    }
    stop = 1;
    assert_int_equal(segment_finish(segment, NULL, 0, &error), NSEARCH_INVALID);
    assert_string_equal(error.message, "interrupted");
    segment_free(segment);
    snprintf(file, sizeof file, "%s/iamglass", fixture->ours);
    assert_int_not_equal(access(file, F_OK), 0);
}

/* ---- Ids that occur twice ------------------------------------------------------------------------- */

static void copy_article(struct articles *out, const struct article *article)
{
    struct article *copy = articles_new(out);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        buf_add(&copy->fields[i], article->fields[i].data, article->fields[i].size);
}

static bool same_id(const struct article *a, const struct article *b)
{
    return !strcmp(a->fields[ARTICLE_ID].data, b->fields[ARTICLE_ID].data);
}

/* Those that no later one has the id of. */
static void keep_last(const struct articles *from, struct articles *out)
{
    for (size_t i = 0; i < from->count; i++) {
        size_t later = i + 1;
        while (later < from->count && !same_id(&from->items[i], &from->items[later]))
            later++;
        if (later == from->count) copy_article(out, &from->items[i]);
    }
}

/* Random articles with ids of few, one of them as long as a term can be and longer. */
static void add_repeated(struct articles *articles, unsigned seed)
{
    uint64_t state = seed;
    articles_add_random(articles, seed);
    for (size_t i = 0; i < articles->count; i++) {
        char id[400];
        const uint32_t number = articles_below(&state, 80);
        snprintf(id, sizeof id, number % 8 ? "id-%u" : "id-%0300u", number);
        articles_set(&articles->items[i], ARTICLE_ID, id);
    }
}

static void test_of_one_id_the_last_article_stays(void **state)
{
    struct fixture *fixture = *state;
    struct articles last;
    articles_init(&last);
    add_repeated(&fixture->articles, any_seed());
    keep_last(&fixture->articles, &last);
    const uint64_t superseded = segments_build(fixture->ours, &fixture->articles, &segments_plain);
    assert_int_equal(superseded, fixture->articles.count - last.count);
    segments_build(fixture->other, &last, &segments_plain);
    merging_assert_same(fixture->ours, fixture->other); /* deflated among others */
    segments_build_oracle(fixture->theirs, &last, true);
    check(fixture->ours);
    segments_assert_same(fixture->ours, fixture->theirs);
    articles_release(&last);
}

static void test_an_id_that_comes_a_thousand_times_is_there_once(void **state)
{
    struct fixture *fixture = *state;
    struct articles last;
    articles_init(&last);
    for (unsigned i = 0; i < 1000; i++) {
        char title[32];
        snprintf(title, sizeof title, "version %u", i);
        struct article *article = articles_new(&fixture->articles);
        articles_set(article, ARTICLE_ID, "same");
        articles_set(article, ARTICLE_TITLE, title);
    }
    keep_last(&fixture->articles, &last);
    assert_int_equal(segments_build(fixture->ours, &fixture->articles, &segments_plain), 999);
    segments_build_oracle(fixture->theirs, &last, true);
    check(fixture->ours);
    segments_assert_same(fixture->ours, fixture->theirs);
    articles_release(&last);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_sample_archive_is_as_xapian_indexes_it),
        TEST(test_random_articles_are_as_xapian_indexes_them),
        TEST(test_articles_at_the_limits_are_as_xapian_indexes_them),
        TEST(test_one_bare_article_is_as_xapian_indexes_it),
        TEST(test_without_text_all_but_the_bodies_is_there),
        TEST(test_repetitive_texts_can_be_read_back),
        TEST(test_jobs_and_memory_change_no_byte),
        TEST(test_a_segment_without_articles_is_as_xapian_makes_it),
        TEST(test_a_segment_without_articles_can_be_first_in_a_stub),
        TEST(test_merging_a_segment_without_articles_adds_nothing),
        TEST(test_a_segment_that_is_stopped_at_its_end_is_none),
        TEST(test_of_one_id_the_last_article_stays),
        TEST(test_an_id_that_comes_a_thousand_times_is_there_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
