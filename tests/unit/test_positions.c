/* test_positions.c - tests of common/positions.c: the lists that were written, in whatever order they are asked for, and
 * tables that are damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
    uint32_t revision;
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
        assert_int_equal(xapian_writer_posting(writer, "long", 4, i * (10 + i % 90), 1, NULL), 0);
    const int size = snprintf(name, sizeof name, "Q%u", docid);
    assert_int_equal(xapian_writer_put(writer, name, (size_t)size, "", 0, &replaced, NULL), 0);
}

static int setup(void **state)
{
    static struct fixture fixture;
    struct xapian_writer *writer;
    struct glass_version version;
    if (scratch_setup(&fixture.directory)) return -1;
    fixture.path = scratch_path(fixture.directory, "a");
    assert_int_equal(xapian_writer_create(fixture.path, &writer, NULL), NSEARCH_OK);
    for (uint32_t docid = 1; docid <= DOCUMENTS; docid++)
        write_document(writer, docid);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    assert_int_equal(glass_version_read(fixture.path, &version, NULL), NSEARCH_OK);
    assert_true(version.roots[GLASS_POSITION].level > 0);
    fixture.revision = version.revision;
    seed = any_seed();
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    return scratch_teardown(&fixture->directory);
}

static void assert_list(struct positions *positions, struct position_hint *hint, unsigned term,
                        uint32_t docid)
{
    uint32_t wanted[LIST_MAX], got[LIST_MAX];
    char name[16];
    size_t count;
    const size_t size = name_of(term, name), there = list_of(term, docid, wanted);
    const enum positions_found found = positions_find(positions, hint, name, size, docid, &count);
    assert_int_equal(found, there ? POSITIONS_FOUND : POSITIONS_NONE);
    assert_int_equal(count, there);
    if (!there) return;
    assert_true(positions_read(positions, got));
    assert_memory_equal(got, wanted, there * sizeof *got);
}

static void test_each_list_is_found_in_ascending_order(void **state)
{
    const struct fixture *fixture = *state;
    struct positions *positions = positions_open(fixture->path, fixture->revision);
    struct position_hint hints[TERMS] = {{0, 0}};
    assert_non_null(positions);
    for (uint32_t docid = 1; docid <= DOCUMENTS; docid++)
        for (unsigned term = 0; term < TERMS; term++)
            assert_list(positions, &hints[term], term, docid);
    positions_close(positions);
}

static void test_each_list_is_found_in_any_order(void **state)
{
    const struct fixture *fixture = *state;
    struct positions *positions = positions_open(fixture->path, fixture->revision);
    struct position_hint hints[TERMS] = {{0, 0}};
    uint32_t docid = 1;
    for (unsigned i = 0; i < 50000; i++) {
        docid = below(50) ? docid + below(20) : 1 + below(DOCUMENTS);
        if (docid > DOCUMENTS + 50) docid = 1;
        const unsigned term = below(TERMS);
        if (docid <= DOCUMENTS) assert_list(positions, &hints[below(10) ? term : 0], term, docid);
    }
    positions_close(positions);
}

static void test_what_is_not_there_is_not_found(void **state)
{
    const struct fixture *fixture = *state;
    static const char *const names[] = {"", "a", "term", "term0x", "zzz", "long"};
    struct positions *positions = positions_open(fixture->path, fixture->revision);
    size_t count;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct position_hint hint = {0, 0};
        for (uint32_t docid = 1; docid < 100; docid++)
            assert_int_equal(
                positions_find(positions, &hint, names[i], strlen(names[i]), docid, &count),
                POSITIONS_NONE);
    }
    positions_close(positions);
}

static void test_a_long_list_is_left_to_xapian(void **state)
{
    const struct fixture *fixture = *state;
    struct positions *positions = positions_open(fixture->path, fixture->revision);
    struct position_hint hint = {0, 0};
    size_t count;
    assert_int_equal(positions_find(positions, &hint, "long", 4, LONG_DOCUMENT, &count),
                     POSITIONS_UNSURE);
    assert_int_equal(positions_find(positions, &hint, "long", 4, LONG_DOCUMENT + 1, &count),
                     POSITIONS_NONE);
    positions_close(positions);
}

static void test_another_revision_is_not_read(void **state)
{
    const struct fixture *fixture = *state;
    assert_null(positions_open(fixture->path, fixture->revision + 1));
    assert_null(positions_open("/nonexistent", fixture->revision));
}

/* ---- Damage -------------------------------------------------------------------------------------- */

static void damage(const char *path, unsigned bytes)
{
    struct stat info;
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(stat(path, &info), 0);
    while (bytes--) {
        assert_int_equal(fseek(file, (long)below((uint32_t)info.st_size), SEEK_SET), 0);
        assert_true(fputc((int)below(256), file) != EOF);
    }
    fclose(file);
}

static void read_any(struct positions *positions, struct position_hint *hint)
{
    char name[16];
    size_t count;
    const size_t size = name_of(below(TERMS), name);
    if (positions_find(positions, hint, name, size, 1 + below(DOCUMENTS), &count) !=
        POSITIONS_FOUND)
        return;
    uint32_t *list = malloc(count * sizeof *list);
    assert_non_null(list);
    (void)positions_read(positions, list);
    free(list);
}

/* What is read may be anything, for a byte of a list can't be told from another; nothing else happens. */
static void test_damage_is_survived(void **state)
{
    const struct fixture *fixture = *state;
    char path[4096];
    snprintf(path, sizeof path, "%s/position.glass", fixture->path);
    for (unsigned round = 0; round < 30; round++) {
        damage(path, 200);
        struct positions *positions = positions_open(fixture->path, fixture->revision);
        struct position_hint hint = {0, 0};
        assert_non_null(positions);
        for (unsigned i = 0; i < 2000; i++)
            read_any(positions, &hint);
        positions_close(positions);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_list_is_found_in_ascending_order),
        cmocka_unit_test(test_each_list_is_found_in_any_order),
        cmocka_unit_test(test_what_is_not_there_is_not_found),
        cmocka_unit_test(test_a_long_list_is_left_to_xapian),
        cmocka_unit_test(test_another_revision_is_not_read),
        cmocka_unit_test(test_damage_is_survived),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
