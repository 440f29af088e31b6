/* test_positions.c - tests of common/positions.c: the lists that were written, in whatever order they are asked for, and
 * tables that are damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/glass.h"
#include "common/positions.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/xapian_oracle.h"

enum {
    DOCUMENTS = 3000,
    TERMS = 20,
    LONG_DOCUMENT = 1500, /* has "long", whose list is more than a fourth of a block */
    LONG_LIST = 5000,
    LIST_MAX = 40,
};

struct fixture {
    void *directory;
    const char *path;
    struct glass_version version;
};

/* Term t is in the documents that t + 1 divides, at `number` positions; one has a zero byte in it. */
static size_t name_of(unsigned term, char name[16])
{
    const size_t size = (size_t)snprintf(name, 16, "term%u", term);
    if (term == 7) name[2] = '\0';
    return size;
}

static size_t list_of(unsigned term, uint32_t docid, uint32_t list[LIST_MAX])
{
    if (docid % (term + 1)) return 0;
    const size_t count = 1 + (docid * 7 + term) % LIST_MAX;
    for (size_t i = 0; i < count; i++)
        list[i] = (i ? list[i - 1] : term) + 1 + (uint32_t)(docid * (i + 1) % 13);
    return count;
}

static uint32_t long_position(uint32_t i)
{
    return 90 * i + i * i % 89;
}

static void write_document(struct xapian_writer *writer, uint32_t docid)
{
    uint32_t list[LIST_MAX];
    char name[16];
    bool replaced;
    xapian_writer_start(writer);
    for (unsigned term = 0; term < TERMS; term++) {
        const size_t size = name_of(term, name), count = list_of(term, docid, list);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(xapian_writer_posting(writer, name, size, list[i], 1, NULL), 0);
    }
    for (uint32_t i = 1; docid == LONG_DOCUMENT && i <= LONG_LIST; i++)
        assert_int_equal(xapian_writer_posting(writer, "long", 4, long_position(i), 1, NULL), 0);
    const int size = snprintf(name, sizeof name, "Q%u", docid);
    assert_int_equal(xapian_writer_put(writer, name, (size_t)size, "", 0, &replaced, NULL), 0);
}

static int setup(void **state)
{
    static struct fixture fixture;
    struct xapian_writer *writer;
    if (scratch_setup(&fixture.directory)) return -1;
    fixture.path = scratch_path(fixture.directory, "a");
    assert_int_equal(xapian_writer_create(fixture.path, &writer, NULL), NSEARCH_OK);
    for (uint32_t docid = 1; docid <= DOCUMENTS; docid++)
        write_document(writer, docid);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    assert_int_equal(glass_version_read(fixture.path, &fixture.version, NULL), NSEARCH_OK);
    assert_true(fixture.version.roots[GLASS_POSITION].level > 0);
    seed = any_seed();
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    return scratch_teardown(&fixture->directory);
}

static struct table *open_positions(const struct fixture *fixture)
{
    struct table *table;
    assert_int_equal(table_open(fixture->path, &fixture->version, GLASS_POSITION, &table, NULL),
                     NSEARCH_OK);
    return table;
}

static void assert_list(struct table *table, struct table_cursor *cursor, unsigned term,
                        uint32_t docid)
{
    uint32_t wanted[LIST_MAX], got[LIST_MAX];
    char name[16];
    struct position_list list;
    const size_t size = name_of(term, name), there = list_of(term, docid, wanted);
    assert_int_equal(positions_find(table, cursor, name, size, docid, &list, NULL), NSEARCH_OK);
    assert_int_equal(list.count, there);
    if (!there) return;
    assert_int_equal(positions_read(table, &list, got, NULL), NSEARCH_OK);
    assert_memory_equal(got, wanted, there * sizeof *got);
}

static void test_each_list_is_found_in_ascending_order(void **state)
{
    const struct fixture *fixture = *state;
    struct table *table = open_positions(fixture);
    struct table_cursor cursors[TERMS] = {0};
    for (uint32_t docid = 1; docid <= DOCUMENTS; docid++)
        for (unsigned term = 0; term < TERMS; term++)
            assert_list(table, &cursors[term], term, docid);
    table_close(table);
}

static void test_each_list_is_found_in_any_order(void **state)
{
    const struct fixture *fixture = *state;
    struct table *table = open_positions(fixture);
    struct table_cursor cursors[TERMS] = {0};
    uint32_t docid = 1;
    for (unsigned i = 0; i < 50000; i++) {
        docid = below(50) ? docid + below(20) : 1 + below(DOCUMENTS);
        if (docid > DOCUMENTS + 50) docid = 1;
        const unsigned term = below(TERMS);
        if (docid <= DOCUMENTS) assert_list(table, &cursors[below(10) ? term : 0], term, docid);
    }
    table_close(table);
}

static void test_what_is_not_there_is_not_found(void **state)
{
    const struct fixture *fixture = *state;
    static const char *const names[] = {"", "a", "term", "term0x", "zzz", "long"};
    struct table *table = open_positions(fixture);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct table_cursor cursor = {0};
        struct position_list list;
        for (uint32_t docid = 1; docid < 100; docid++) {
            assert_int_equal(
                positions_find(table, &cursor, names[i], strlen(names[i]), docid, &list, NULL),
                NSEARCH_OK);
            assert_int_equal(list.count, 0);
        }
    }
    table_close(table);
}

static void test_a_list_in_pieces_is_read(void **state)
{
    const struct fixture *fixture = *state;
    struct table *table = open_positions(fixture);
    struct table_cursor cursor = {0};
    struct position_list list;
    static uint32_t got[LONG_LIST];
    assert_int_equal(positions_find(table, &cursor, "long", 4, LONG_DOCUMENT, &list, NULL),
                     NSEARCH_OK);
    assert_int_equal(list.count, LONG_LIST);
    assert_int_equal(positions_read(table, &list, got, NULL), NSEARCH_OK);
    for (uint32_t i = 1; i <= LONG_LIST; i++)
        assert_int_equal(got[i - 1], long_position(i));
    assert_int_equal(positions_find(table, &cursor, "long", 4, LONG_DOCUMENT + 1, &list, NULL),
                     NSEARCH_OK);
    assert_int_equal(list.count, 0);
    table_close(table);
}

/* ---- Damage -------------------------------------------------------------------------------------- */

static void read_any(struct table *table, struct table_cursor *cursor)
{
    char name[16];
    struct position_list list;
    const size_t size = name_of(below(TERMS), name);
    if (positions_find(table, cursor, name, size, 1 + below(DOCUMENTS), &list, NULL) || !list.count)
        return;
    uint32_t *positions = malloc(list.count * sizeof *positions);
    assert_non_null(positions);
    (void)positions_read(table, &list, positions, NULL);
    free(positions);
}

/* What is read may be anything, for a byte of a list can't be told from another; nothing else happens. */
static void test_damage_is_survived(void **state)
{
    const struct fixture *fixture = *state;
    char path[4096];
    snprintf(path, sizeof path, "%s/position.glass", fixture->path);
    for (unsigned round = 0; round < 30; round++) {
        assert_true(scratch_damage(path, 200, below));
        struct table *table = open_positions(fixture);
        struct table_cursor cursor = {0};
        for (unsigned i = 0; i < 2000; i++)
            read_any(table, &cursor);
        table_close(table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_list_is_found_in_ascending_order),
        cmocka_unit_test(test_each_list_is_found_in_any_order),
        cmocka_unit_test(test_what_is_not_there_is_not_found),
        cmocka_unit_test(test_a_list_in_pieces_is_read),
        cmocka_unit_test(test_damage_is_survived),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
