/* test_merge_xapian.c - merging, against Xapian's own tools, and what Xapian has changed: needs its tools and
 * python3-xapian. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "indexer/glass.h"
#include "indexer/merge.h"
#include "tests/unit/merging.h"
#include "tests/unit/oracle.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"

static void in_directory(char *out, size_t size, void **state, const char *name)
{
    snprintf(out, size, "%s/%s", (const char *)*state, name);
}

static void merge(const struct merge_source *sources, size_t count, const char *path)
{
    const struct merge_plan plan = {.sources = sources, .source_count = count, .jobs = 2};
    nsearch_error error;
    if (merge_segments(&plan, path, &error)) fail_msg("%s", error.message);
    oracle_check(path);
}

static void compact(const char *directory, const char *from, const char *to)
{
    char command[512];
    snprintf(command, sizeof command, "cd '%s' && xapian-compact -q %s %s", directory, from, to);
    fflush(NULL);
    assert_int_equal(system(command), 0);
}

/* Replaces and deletes at random, in several commits; leaves gaps, one of them large. */
static const char updater[] =
    "import random, sys, xapian\n"
    "r = random.Random(int(sys.argv[2]))\n"
    "for round in range(4):\n"
    "    db = xapian.WritableDatabase(sys.argv[1], xapian.DB_CREATE_OR_OPEN)\n"
    "    for i in range(150):\n"
    "        d = xapian.Document()\n"
    "        for at in range(r.randint(0, 80)): d.add_posting('w%d' % r.randint(0, 400), 1 + at)\n"
    "        if r.random() < .8: d.add_term('often', r.choice((1, 1, 300)))\n"
    "        for slot in (0, 3, 128, 300): \n"
    "            if r.random() < .5: d.add_value(slot, b'%d' % r.randint(0, 10 ** 6))\n"
    "        if r.random() < .8: d.set_data(' '.join(str(r.random()) for _ in range(r.randint(1, "
    "400))))\n"
    "        db.replace_document(r.choice((0, 0, 0, 100000)) + r.randint(1, 1500), d)\n"
    "        try: db.delete_document(r.randint(1, 1500))\n"
    "        except xapian.DocNotFoundError: pass\n"
    "    db.set_metadata('round', str(round))\n"
    "    db.close()\n";

/* Copies the documents of two databases, without those with odd docids, one by one. */
static const char copier[] = "import sys, xapian\n"
                             "out = xapian.WritableDatabase(sys.argv[1], xapian.DB_CREATE)\n"
                             "for path in sys.argv[2:]:\n"
                             "    db = xapian.Database(path)\n"
                             "    for p in db.postlist(''):\n"
                             "        if p.docid % 2: continue\n"
                             "        out.add_document(db.get_document(p.docid))\n"
                             "    for key in db.metadata_keys():\n"
                             "        if not out.get_metadata(key):\n"
                             "            out.set_metadata(key, db.get_metadata(key))\n"
                             "out.commit()\n";

static void update(void **state, const char *name, unsigned seed)
{
    char arguments[64];
    snprintf(arguments, sizeof arguments, "%s %u", name, seed);
    oracle_run(*state, updater, arguments);
}

/* All odd docids up to 110000, to be freed. */
static uint32_t *odd_docids(size_t *count)
{
    *count = 55000;
    uint32_t *docids = malloc(*count * sizeof *docids);
    assert_non_null(docids);
    for (size_t i = 0; i < *count; i++)
        docids[i] = (uint32_t)(2 * i + 1);
    return docids;
}

static void test_one_source_is_written_as_it_is(void **state)
{
    if (!oracle_available()) skip();
    char source[512], merged[512];
    in_directory(source, sizeof source, state, "compact");
    in_directory(merged, sizeof merged, state, "merged");
    oracle_build(*state, any_seed(), GLASS_BLOCK_SIZE);
    merge(&(struct merge_source){.path = source}, 1, merged);
    merging_assert_same(merged, source);
    for (size_t table = GLASS_POSTLIST; table <= GLASS_POSITION; table++) {
        if (table == GLASS_DOCDATA || table == GLASS_TERMLIST) continue; /* ours are fuller */
        oracle_assert_same_table(scratch_path(merged, glass_table_name(table)),
                                 scratch_path(source, glass_table_name(table)), GLASS_BLOCK_SIZE);
    }
}

static void test_compacted_it_is_as_if_the_dropped_had_never_been(void **state)
{
    if (!oracle_available()) skip();
    char first[512], second[512], expected[512], merged[512];
    size_t count, left_count = 0;
    const unsigned seed = any_seed();
    uint32_t *dropped = merging_choose(seed, 600, 3, &count), left[1200];
    in_directory(first, sizeof first, state, "first");
    in_directory(second, sizeof second, state, "second");
    in_directory(expected, sizeof expected, state, "expected");
    in_directory(merged, sizeof merged, state, "merged");
    merging_build_range(first, seed, 1, 600);
    merging_build_range(second, seed, 601, 1200);
    for (uint32_t docid = 1, at = 0; docid <= 1200; docid++) {
        if (at < count && dropped[at] == docid)
            at++;
        else
            left[left_count++] = docid;
    }
    merging_build(expected, seed, left, left_count);
    struct merge_source sources[] = {{first, dropped, count}, {.path = second}};
    merge(sources, 2, merged);
    compact(*state, "merged", "ours");
    compact(*state, "expected", "theirs");
    in_directory(merged, sizeof merged, state, "ours");
    in_directory(expected, sizeof expected, state, "theirs");
    merging_assert_same_files(merged, expected);
    free(dropped);
}

static void test_what_xapian_has_updated_merges_as_if_built_at_once(void **state)
{
    if (!oracle_available()) skip();
    char first[512], second[512], expected[512], merged[512];
    const unsigned seed = any_seed();
    in_directory(first, sizeof first, state, "first");
    in_directory(second, sizeof second, state, "second");
    in_directory(expected, sizeof expected, state, "expected");
    in_directory(merged, sizeof merged, state, "merged");
    merging_build_range(first, seed, 1, 1000);
    update(state, "first", seed);
    update(state, "second", seed + 1);
    oracle_run(*state, copier, "expected first second");
    size_t count;
    uint32_t *odd = odd_docids(&count);
    struct merge_source sources[] = {{first, odd, count}, {second, odd, count}};
    merge(sources, 2, merged);
    merging_assert_same(merged, expected);
    free(odd);
}

static void test_dropping_is_as_deleting(void **state)
{
    static const char deleter[] = "import sys, xapian\n"
                                  "db = xapian.WritableDatabase(sys.argv[1])\n"
                                  "for docid in range(1, 801, 2): db.delete_document(docid)\n"
                                  "db.close()\n";
    if (!oracle_available()) skip();
    char source[512], dropped[512], deleted[512];
    const unsigned seed = any_seed();
    in_directory(source, sizeof source, state, "source");
    in_directory(dropped, sizeof dropped, state, "dropped");
    in_directory(deleted, sizeof deleted, state, "deleted");
    merging_build_range(source, seed, 1, 800);
    size_t count;
    uint32_t *odd = odd_docids(&count);
    merge(&(struct merge_source){source, odd, count}, 1, dropped);
    oracle_run(*state, deleter, "source");
    merge(&(struct merge_source){.path = source}, 1, deleted);
    merging_assert_same_files(dropped, deleted);
    free(odd);
}

static void test_docids_can_be_as_large_as_they_get(void **state)
{
    static const char builder[] =
        "import sys, xapian\n"
        "db = xapian.WritableDatabase(sys.argv[1], xapian.DB_CREATE)\n"
        "for docid in (1, 32767, 32768, 4194304, 536870912, 4294967294): \n"
        "    d = xapian.Document()\n"
        "    d.add_posting('word', docid % 1000 + 1)\n"
        "    d.add_value(1, str(docid))\n"
        "    d.set_data('data of ' + str(docid))\n"
        "    db.replace_document(docid, d)\n"
        "db.close()\n";
    static const char looker[] =
        "import sys, xapian\n"
        "db = xapian.Database(sys.argv[1])\n"
        "assert [p.docid for p in db.postlist('word')] == [1, 2, 3, 4, 5]\n"
        "assert list(db.positionlist(5, 'word')) == [295]\n"
        "assert db.get_document(4).get_data() == b'data of 536870912'\n"
        "assert db.get_document(3).get_value(1) == b'32768'\n";
    if (!oracle_available()) skip();
    char source[512], merged[512];
    static const uint32_t dropped[] = {4194304};
    in_directory(source, sizeof source, state, "source");
    in_directory(merged, sizeof merged, state, "merged");
    oracle_run(*state, builder, "source");
    merge(&(struct merge_source){source, dropped, 1}, 1, merged);
    oracle_run(*state, looker, "merged");
}

static void test_source_without_term_lists_makes_one_without(void **state)
{
    static const char builder[] =
        "import sys, xapian\n"
        "db = xapian.WritableDatabase(sys.argv[1], xapian.DB_CREATE | xapian.DB_NO_TERMLIST)\n"
        "d = xapian.Document()\n"
        "d.add_term('word')\n"
        "db.add_document(d)\n"
        "db.close()\n";
    if (!oracle_available()) skip();
    char first[512], second[512], merged[512];
    struct glass_version version;
    in_directory(first, sizeof first, state, "first");
    in_directory(second, sizeof second, state, "second");
    in_directory(merged, sizeof merged, state, "merged");
    merging_build_range(first, any_seed(), 1, 50);
    oracle_run(*state, builder, "second");
    struct merge_source sources[] = {{.path = first}, {.path = second}};
    merge(sources, 2, merged);
    assert_int_equal(glass_version_read(merged, &version, NULL), NSEARCH_OK);
    assert_true(version.roots[GLASS_TERMLIST].none);
    assert_int_equal(version.stats.document_count, 51);
}

#define in_scratch(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_scratch(test_one_source_is_written_as_it_is),
        in_scratch(test_compacted_it_is_as_if_the_dropped_had_never_been),
        in_scratch(test_what_xapian_has_updated_merges_as_if_built_at_once),
        in_scratch(test_dropping_is_as_deleting),
        in_scratch(test_docids_can_be_as_large_as_they_get),
        in_scratch(test_source_without_term_lists_makes_one_without),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
