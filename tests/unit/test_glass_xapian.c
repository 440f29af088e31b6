/* test_glass_xapian.c - our glass tables against Xapian's own: needs its tools and python3-xapian. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "indexer/glass.h"
#include "tests/unit/oracle.h"
#include "tests/unit/scratch.h"

/* Reads a table and writes it again. */
static void copy_table(const char *from, const char *to, struct glass_version *version,
                       size_t which)
{
    nsearch_error error;
    struct glass_root *root = &version->roots[which];
    struct glass_options options = {.block_size = root->block_size,
                                    .revision = version->revision,
                                    .compress_min = root->compress_min};
    struct glass_reader *reader;
    struct glass_table *table;
    const struct glass_entry *entry;
    if (glass_reader_open(from, root, version->revision, &reader, &error))
        fail_msg("%s", error.message);
    assert_int_equal(glass_table_create(to, &options, &table, NULL), NSEARCH_OK);
    for (;;) {
        if (glass_reader_next(reader, &entry, &error)) fail_msg("%s", error.message);
        if (!entry) break;
        if (glass_table_add_tag(table, entry->key, entry->key_size, &entry->tag, &error))
            fail_msg("%s", error.message);
    }
    if (glass_table_finish(table, root, &error)) fail_msg("%s", error.message);
    glass_table_free(table);
    glass_reader_free(reader);
}

/* Copies all tables of the database and has the copy checked. */
static void copy_database(const char *from, const char *to, struct glass_version *version)
{
    mkdir(to, 0777);
    assert_int_equal(glass_version_read(from, version, NULL), NSEARCH_OK);
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++) {
        const char *name = glass_table_name(i);
        if (!version->roots[i].none)
            copy_table(scratch_path(from, name), scratch_path(to, name), version, i);
    }
    assert_int_equal(glass_version_write(to, version, NULL), NSEARCH_OK);
    oracle_check(to);
}

static void assert_same_root(const struct glass_root *ours, const struct glass_root *theirs)
{
    assert_int_equal(ours->root, theirs->root);
    assert_int_equal(ours->level, theirs->level);
    assert_int_equal(ours->entries, theirs->entries);
    assert_int_equal(ours->sequential, theirs->sequential);
    assert_int_equal(ours->block_count, theirs->block_count);
}

static void copy_is_the_same(const char *directory, unsigned seed, uint32_t block_size)
{
    char compact[512], copy[512];
    struct glass_version ours, theirs;
    snprintf(compact, sizeof compact, "%s/compact", directory);
    snprintf(copy, sizeof copy, "%s/copy", directory);
    oracle_build(directory, seed, block_size);
    copy_database(compact, copy, &ours);
    assert_int_equal(glass_version_read(compact, &theirs, NULL), NSEARCH_OK);
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++) {
        const char *name = glass_table_name(i);
        if (theirs.roots[i].none) continue;
        assert_same_root(&ours.roots[i], &theirs.roots[i]);
        oracle_assert_same_table(scratch_path(copy, name), scratch_path(compact, name), block_size);
    }
}

static void test_copy_of_a_compacted_database_is_the_same_block_for_block(void **state)
{
    if (!oracle_available()) skip();
    copy_is_the_same(*state, 1, 2048);
    copy_is_the_same(*state, 2, 8192);
    copy_is_the_same(*state, 3, 65536);
}

static void test_copy_of_an_updated_database_passes_the_check(void **state)
{
    if (!oracle_available()) skip();
    static const char update[] =
        "import random, sys, xapian\n"
        "r = random.Random(7)\n"
        "for round in range(3):\n"
        "    db = xapian.WritableDatabase(sys.argv[1])\n"
        "    for i in range(40):\n"
        "        d = xapian.Document()\n"
        "        for at in range(50): d.add_posting('w%d' % r.randint(0, 90), at)\n"
        "        d.set_data(' '.join(str(r.random()) for _ in range(r.randint(1, 2000))))\n"
        "        db.replace_document(r.randint(1, 2000), d)\n"
        "        try: db.delete_document(r.randint(1, 1500))\n"
        "        except xapian.DocNotFoundError: pass\n"
        "    db.close()\n";
    char compact[512], copy[512];
    struct glass_version version;
    snprintf(compact, sizeof compact, "%s/compact", (const char *)*state);
    snprintf(copy, sizeof copy, "%s/copy", (const char *)*state);
    oracle_build(*state, 9, 8192);
    oracle_run(*state, update, "compact");
    copy_database(compact, copy, &version);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_copy_of_a_compacted_database_is_the_same_block_for_block, scratch_setup,
            scratch_teardown),
        cmocka_unit_test_setup_teardown(test_copy_of_an_updated_database_passes_the_check,
                                        scratch_setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
