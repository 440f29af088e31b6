/* test_segment_life.c - what may happen to a segment as to any database of Xapian's: it is changed in place,
 * compacted, merged, read by other programs. A database that Xapian made of the same articles goes through the
 * same life beside it, and the two must show the same at every turn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "indexer/merge.h"
#include "tests/unit/oracle.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/segments.h"
#include "tests/unit/xapian_oracle.h"

enum {
    ARTICLE_COUNT = 60,
    ROUNDS = 4,
    DROPPED = 60,
};

/* Two lives, in DIRECTORY/ours and DIRECTORY/theirs. */
struct fixture {
    void *directory;
    struct articles articles;
    char first[2][4200], second[2][4200], merged[2][4200], compacted[2][4200], single[2][4200];
};

static void name(struct fixture *fixture, char paths[2][4200], const char *what)
{
    static const char *const lives[2] = {"ours", "theirs"};
    for (size_t i = 0; i < 2; i++)
        snprintf(paths[i], sizeof paths[i], "%s/%s/%s", (char *)fixture->directory, lives[i], what);
}

/* Two segments in each life: the one is of random articles, the other of real ones. */
static int setup(void **state)
{
    static struct fixture fixture;
    struct articles others;
    if (scratch_setup(&fixture.directory)) return -1;
    mkdir(scratch_path(fixture.directory, "ours"), 0700);
    mkdir(scratch_path(fixture.directory, "theirs"), 0700);
    name(&fixture, fixture.first, "first");
    name(&fixture, fixture.second, "second");
    name(&fixture, fixture.merged, "merged");
    name(&fixture, fixture.compacted, "compacted");
    name(&fixture, fixture.single, "single");
    articles_init(&fixture.articles);
    articles_init(&others);
    articles_add_random(&fixture.articles, 3);
    articles_read(&others, "corpus/articles", SIZE_MAX);
    articles_read_ap89(&others, ARTICLE_COUNT);
    segments_build(fixture.first[0], &fixture.articles, &segments_plain);
    segments_build_oracle(fixture.first[1], &fixture.articles, true);
    segments_build(fixture.second[0], &others, &segments_plain);
    segments_build_oracle(fixture.second[1], &others, true);
    articles_release(&others);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    articles_release(&fixture->articles);
    return scratch_teardown(&fixture->directory);
}

/* Ours is whole, and shows what theirs does. */
static void assert_same(char paths[2][4200])
{
    if (oracle_available()) oracle_check(paths[0]);
    segments_assert_same(paths[0], paths[1]);
}

static void change(char paths[2][4200], unsigned seed)
{
    nsearch_error error;
    for (size_t i = 0; i < 2; i++)
        if (xapian_change(paths[i], seed, ROUNDS, &error)) fail_msg("%s", error.message);
}

static void compact(char paths[2][4200], char to[2][4200], bool single_file)
{
    nsearch_error error;
    for (size_t i = 0; i < 2; i++)
        if (xapian_compact(paths[i], to[i], single_file, &error)) fail_msg("%s", error.message);
}

/* Both segments of each life into one, without some articles of the first. */
static void merge(struct fixture *fixture)
{
    uint32_t dropped[DROPPED];
    nsearch_error error;
    for (uint32_t i = 0; i < DROPPED; i++)
        dropped[i] = 2 + 5 * i;
    for (size_t i = 0; i < 2; i++) {
        const struct merge_source sources[] = {{fixture->first[i], dropped, DROPPED},
                                               {.path = fixture->second[i]}};
        const struct merge_plan plan = {.sources = sources, .source_count = 2, .jobs = 2};
        if (merge_segments(&plan, fixture->merged[i], &error)) fail_msg("%s", error.message);
    }
}

static void test_changes_in_place_are_as_to_any_database(void **state)
{
    struct fixture *fixture = *state;
    const unsigned seed = any_seed();
    for (unsigned i = 0; i < 3; i++) {
        change(fixture->first, seed + i);
        assert_same(fixture->first);
    }
    change(fixture->second, seed);
    assert_same(fixture->second);
}

static void test_a_changed_segment_can_be_compacted(void **state)
{
    struct fixture *fixture = *state;
    change(fixture->first, any_seed());
    compact(fixture->first, fixture->compacted, false);
    assert_same(fixture->compacted);
    compact(fixture->compacted, fixture->single, true);
    assert_same(fixture->single);
}

static void test_a_fresh_segment_can_be_compacted(void **state)
{
    struct fixture *fixture = *state;
    compact(fixture->first, fixture->compacted, false);
    assert_same(fixture->compacted);
    compact(fixture->first, fixture->single, true);
    assert_same(fixture->single);
}

static void test_changed_segments_merge_and_live_on(void **state)
{
    struct fixture *fixture = *state;
    const unsigned seed = any_seed();
    change(fixture->first, seed);
    change(fixture->second, seed + 1);
    merge(fixture);
    assert_same(fixture->merged);
    change(fixture->merged, seed + 2);
    assert_same(fixture->merged);
    compact(fixture->merged, fixture->single, true);
    assert_same(fixture->single);
}

static void test_what_xapian_compacted_merges_too(void **state)
{
    struct fixture *fixture = *state;
    change(fixture->first, any_seed());
    compact(fixture->first, fixture->compacted, false);
    for (size_t i = 0; i < 2; i++)
        strcpy(fixture->first[i], fixture->compacted[i]);
    merge(fixture);
    assert_same(fixture->merged);
}

/* Python sees what was indexed, and searches it as its documentation teaches. */
static void test_python_reads_and_searches_it(void **state)
{
    static const char looker[] =
        "import sys, xapian\n"
        "db = xapian.Database(sys.argv[1])\n"
        "count = int(sys.argv[2])\n"
        "assert db.get_doccount() == count == sum(1 for _ in db.postlist(''))\n"
        "assert db.get_metadata('nsearch-language') == b'english'\n"
        "enquire = xapian.Enquire(db)\n"
        "parser = xapian.QueryParser()\n"
        "parser.set_database(db)\n"
        "parser.set_stemmer(xapian.Stem('english'))\n"
        "parser.set_stemming_strategy(parser.STEM_SOME)\n"
        "enquire.set_query(parser.parse_query('running offices'))\n"
        "found = [m.document.get_data() for m in enquire.get_mset(0, count)]\n"
        "assert found and all(b'ran' in f or b'running' in f or b'office' in f for f in found)\n"
        "enquire.set_query(parser.parse_query('\"every office\"'))\n"
        "assert enquire.get_mset(0, 1).get_matches_lower_bound() >= 1\n"
        "for p in list(db.postlist('every'))[:20]:\n"
        "    wdf = {t.term: t.wdf for t in db.termlist(p.docid)}[b'every']\n"
        "    assert wdf == p.wdf and len(list(db.positionlist(p.docid, 'every'))) == p.wdf\n";
    struct fixture *fixture = *state;
    char arguments[64];
    if (!oracle_available()) skip();
    snprintf(arguments, sizeof arguments, "ours/first %zu", fixture->articles.count);
    oracle_run(fixture->directory, looker, arguments);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_changes_in_place_are_as_to_any_database),
        TEST(test_a_changed_segment_can_be_compacted),
        TEST(test_a_fresh_segment_can_be_compacted),
        TEST(test_changed_segments_merge_and_live_on),
        TEST(test_what_xapian_compacted_merges_too),
        TEST(test_python_reads_and_searches_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
