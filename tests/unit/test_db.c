/* test_db.c - tests of common/db.c: the segments of an index as one, without Xapian. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/db.h"
#include "common/table.h"
#include "tests/unit/scratch.h"
#include "tests/unit/xapian_oracle.h"

enum {
    PARTS = 3,
    DOCUMENTS = 40, /* in a part, and one less in each further one */
};

struct fixture {
    void *directory;
    struct db *db;
    struct arena arena;
};

static const char *part_path(const struct fixture *fixture, size_t part)
{
    static const char *const names[] = {"a", "b", "c"};
    return scratch_path(fixture->directory, names[part]);
}

/* Each document has the word "all", and a word of its own. */
static void make_part(const struct fixture *fixture, size_t part)
{
    struct xapian_writer *writer;
    assert_int_equal(xapian_writer_create(part_path(fixture, part), &writer, NULL), NSEARCH_OK);
    for (size_t number = 1; number <= DOCUMENTS - part; number++) {
        char name[16];
        bool replaced;
        const size_t size = (size_t)snprintf(name, sizeof name, "w%zu", 100 * part + number);
        xapian_writer_start(writer);
        assert_int_equal(xapian_writer_posting(writer, "all", 3, 1, 1, NULL), NSEARCH_OK);
        assert_int_equal(xapian_writer_put(writer, name, size, name, size, &replaced, NULL),
                         NSEARCH_OK);
    }
    assert_int_equal(xapian_writer_metadata(writer, "name", part ? "later" : "first", NULL),
                     NSEARCH_OK);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
}

static int setup(void **state)
{
    static struct fixture fixture;
    struct db_part parts[PARTS];
    nsearch_error error;
    if (scratch_setup(&fixture.directory)) return -1;
    for (size_t part = 0; part < PARTS; part++) {
        static char paths[PARTS][4200];
        make_part(&fixture, part);
        snprintf(paths[part], sizeof paths[part], "%s", part_path(&fixture, part));
        parts[part] = (struct db_part){paths[part], false};
    }
    assert_int_equal(db_open(parts, PARTS, &fixture.db, &error), NSEARCH_OK);
    arena_init(&fixture.arena);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    db_close(fixture->db);
    arena_release(&fixture->arena);
    return scratch_teardown(&fixture->directory);
}

/* ---- Opening ------------------------------------------------------------------------------------- */

static void test_each_part_has_its_metadata(void **state)
{
    struct fixture *fixture = *state;
    const char *text;
    assert_int_equal(db_part_metadata(fixture->db, 2, "name", &fixture->arena, &text, NULL), 0);
    assert_string_equal(text, "later");
    assert_int_equal(db_metadata(fixture->db, "name", &fixture->arena, &text, NULL), NSEARCH_OK);
    assert_string_equal(text, "first");
    assert_int_equal(db_metadata(fixture->db, "none", &fixture->arena, &text, NULL), NSEARCH_OK);
    assert_string_equal(text, "");
}

static void test_each_segment_has_its_tables_open(void **state)
{
    const struct fixture *fixture = *state;
    size_t count;
    const struct db_segment *segments = db_segments(fixture->db, &count);
    assert_false(db_is_remote(fixture->db));
    assert_int_equal(count, PARTS);
    for (size_t i = 0; i < PARTS; i++) {
        assert_int_equal(segments[i].stats.document_count, DOCUMENTS - i);
        assert_non_null(strstr(table_path(segments[i].tables[GLASS_POSTLIST]), "/postlist.glass"));
        assert_non_null(strstr(table_path(segments[i].tables[GLASS_POSITION]), "/position.glass"));
    }
}

static void test_nothing_is_opened_where_a_part_is_missing(void **state)
{
    struct fixture *fixture = *state;
    char there[4200];
    snprintf(there, sizeof there, "%s", part_path(fixture, 0));
    const struct db_part parts[] = {{there, false},
                                    {scratch_path(fixture->directory, "none"), false}};
    struct db *db;
    assert_int_equal(db_open(parts, 2, &db, NULL), NSEARCH_MISSING);
    assert_null(db);
    assert_int_equal(unlink(scratch_path(part_path(fixture, 1), "docdata.glass")), 0);
    assert_int_equal(db_open_segment(part_path(fixture, 1), &db, NULL), NSEARCH_DAMAGED);
    assert_null(db);
}

static void test_files_may_be_removed_while_they_are_open(void **state)
{
    struct fixture *fixture = *state;
    uint32_t count;
    assert_int_equal(unlink(scratch_path(part_path(fixture, 0), "postlist.glass")), 0);
    assert_int_equal(db_term_count(fixture->db, "all", 3, &count, NULL), NSEARCH_OK);
    assert_int_equal(count, 3 * DOCUMENTS - 3);
}

/* ---- The dead ------------------------------------------------------------------------------------ */

static void test_the_dead_are_in_order_and_not_counted(void **state)
{
    struct fixture *fixture = *state;
    const struct db_dead dead[] = {{.part = 1, .docid = 7},
                                   {.part = 0, .docid = 40},
                                   {.part = 1, .docid = 3},
                                   {.part = 1, .docid = 7}};
    size_t count;
    assert_int_equal(db_count(fixture->db), 3 * DOCUMENTS - 3);
    assert_int_equal(db_exclude(fixture->db, dead, 4, NULL), NSEARCH_OK);
    assert_int_equal(db_count(fixture->db), 3 * DOCUMENTS - 6);
    const struct db_segment *segments = db_segments(fixture->db, &count);
    assert_int_equal(segments[0].dead_count, 1);
    assert_int_equal(segments[1].dead_count, 2);
    assert_int_equal(segments[1].dead[0], 3);
    assert_int_equal(segments[1].dead[1], 7);
    assert_int_equal(segments[2].dead_count, 0);
    assert_int_equal(db_exclude(fixture->db, NULL, 0, NULL), NSEARCH_OK);
    assert_int_equal(db_count(fixture->db), 3 * DOCUMENTS - 3);
}

static void test_a_dead_document_has_to_be_there(void **state)
{
    struct fixture *fixture = *state;
    const struct db_dead wrong[] = {
        {3, 1, 1}, {0, 0, 1}, {0, DOCUMENTS + 1, 1}, {2, UINT32_MAX, 1}};
    nsearch_error error;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(db_exclude(fixture->db, &wrong[i], 1, &error), NSEARCH_DAMAGED);
    assert_int_equal(db_count(fixture->db), 3 * DOCUMENTS - 3);
}

/* ---- Terms --------------------------------------------------------------------------------------- */

static bool add_up(void *context, const char *term, size_t size, uint32_t count)
{
    unsigned *total = context;
    assert_int_equal(*term, 'w');
    assert_in_range(size, 2, 4);
    *total += count;
    return true;
}

static void test_terms_are_those_of_all_parts(void **state)
{
    struct fixture *fixture = *state;
    unsigned total = 0;
    uint32_t count;
    assert_int_equal(db_term_count(fixture->db, "w107", 4, &count, NULL), NSEARCH_OK);
    assert_int_equal(count, 1);
    assert_int_equal(db_term_count(fixture->db, "none", 4, &count, NULL), NSEARCH_OK);
    assert_int_equal(count, 0);
    assert_int_equal(db_each_term(fixture->db, "w", 1, add_up, &total, NULL), NSEARCH_OK);
    assert_int_equal(total, 3 * DOCUMENTS - 3);
    total = 0;
    assert_int_equal(db_each_term(fixture->db, "w20", 3, add_up, &total, NULL), NSEARCH_OK);
    assert_int_equal(total, 10); /* "w20" and "w201" to "w209" */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_part_has_its_metadata),
        TEST(test_each_segment_has_its_tables_open),
        TEST(test_nothing_is_opened_where_a_part_is_missing),
        TEST(test_files_may_be_removed_while_they_are_open),
        TEST(test_the_dead_are_in_order_and_not_counted),
        TEST(test_a_dead_document_has_to_be_there),
        TEST(test_terms_are_those_of_all_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
