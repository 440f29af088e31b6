/* test_metadata.c - common/metadata.c: what Xapian wrote of a database is read, and from tables that are damaged nothing
 * worse comes than an error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/metadata.h"
#include "common/xap.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/xapian_oracle.h"

enum {
    NAMES = 400, /* a tree of more than one block */
    LONG = 30000,
    ROUNDS = 2000
};

struct fixture {
    void *directory;
    char path[4200], table[4300];
    char text[LONG + 1]; /* hardly to be deflated */
};

/* In one of two buffers, in turn. */
static const char *name_of(unsigned number)
{
    static char names[2][40];
    char *name = names[number % 2];
    snprintf(name, sizeof names[0], "name %u", number);
    return name;
}

static int setup(void **state)
{
    static struct fixture fixture;
    struct xapian_writer *writer;
    if (scratch_setup(&fixture.directory)) return -1;
    snprintf(fixture.path, sizeof fixture.path, "%s", scratch_path(fixture.directory, "db"));
    snprintf(fixture.table, sizeof fixture.table, "%s/postlist.glass", fixture.path);
    for (size_t i = 0; i < LONG; i++)
        fixture.text[i] = (char)(1 + below(255));
    assert_int_equal(xapian_writer_create(fixture.path, &writer, NULL), NSEARCH_OK);
    for (unsigned i = 0; i < NAMES; i++)
        assert_int_equal(xapian_writer_metadata(writer, name_of(i), name_of(i + 1), NULL),
                         NSEARCH_OK);
    assert_int_equal(xapian_writer_metadata(writer, "long", fixture.text, NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    return scratch_teardown(&fixture->directory);
}

static void assert_reads(struct table *table, const char *name, const char *expected)
{
    struct arena arena;
    const char *text;
    arena_init(&arena);
    assert_int_equal(metadata_read(table, name, &arena, &text, NULL), NSEARCH_OK);
    assert_string_equal(text, expected);
    arena_release(&arena);
}

static void test_it_is_read_as_it_was_written(void **state)
{
    const struct fixture *fixture = *state;
    char none[600];
    struct glass_version version;
    struct table *table;
    assert_int_equal(glass_version_read(fixture->path, &version, NULL), NSEARCH_OK);
    assert_int_equal(table_open(fixture->path, &version, GLASS_POSTLIST, &table, NULL), NSEARCH_OK);
    for (unsigned i = 0; i < NAMES; i++)
        assert_reads(table, name_of(i), name_of(i + 1));
    assert_reads(table, "long", fixture->text);
    assert_reads(table, "nam", "");
    assert_reads(table, "", "");
    memset(none, 'x', sizeof none);
    for (size_t size = sizeof none - 1; size > 240; size--) {
        none[size] = '\0';
        assert_reads(table, none, "");
    }
    table_close(table);
}

/* Xapian goes round and round in some of these. */
static void test_damage_is_an_error(void **state)
{
    const struct fixture *fixture = *state;
    size_t damaged = 0;
    static char blocks[1 << 20];
    FILE *file = fopen(fixture->table, "rb+");
    assert_non_null(file);
    const size_t size = fread(blocks, 1, sizeof blocks, file);
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct db *db;
        struct arena arena;
        const char *text;
        rewind(file);
        assert_int_equal(fwrite(blocks, 1, size, file), size);
        /* Of each block something behind revision and level, which Xapian looks at. */
        for (size_t block = 0; block < size; block += GLASS_BLOCK_SIZE) {
            const uint32_t from = 5 + below(round % 2 ? 1 : 100);
            fseek(file, (long)(block + from), SEEK_SET);
            for (uint32_t left = 1 + below(round % 2 ? 8000 : 20); left; left--)
                fputc((int)below(256), file);
        }
        fflush(file);
        if (db_open_segment(fixture->path, &db, NULL)) continue;
        arena_init(&arena);
        const nsearch_status status = db_metadata(db, name_of(below(NAMES)), &arena, &text, NULL);
        assert_true(!status || status == NSEARCH_DAMAGED);
        damaged += status == NSEARCH_DAMAGED;
        arena_release(&arena);
        db_close(db);
    }
    fclose(file);
    assert_true(damaged > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_is_read_as_it_was_written),
        cmocka_unit_test(test_damage_is_an_error),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
