/* test_xap_parts.c - tests of common/xap*.cc: several databases as one, the dead, single documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/schema.h"
#include "common/stamp.h"
#include "common/xap.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/xapian_oracle.h"

enum {
    PARTS = 3,
    DOCUMENTS = 40, /* in a part, and one less in each further one */
    WORDS = 6,
};

/* Document d of part p has the serial 100 p + d, which is its data too, and the word wN where bit N of
 * that number's square is set, one after the other. Slot 0 has its last digit, unless that is 0. */
static unsigned number_of(size_t part, uint32_t docid)
{
    return (unsigned)(100 * part + docid);
}

static bool has_word(unsigned number, unsigned word)
{
    return number * number >> word & 1;
}

struct fixture {
    void *directory;
    struct xap_db *db;
    struct arena arena;
};

static void add_document(struct xapian_writer *writer, unsigned number)
{
    char text[32], digits[STAMP_SERIAL_DIGITS + 1];
    bool replaced;
    xapian_writer_start(writer);
    for (unsigned word = 0; word < WORDS; word++) {
        const int size = snprintf(text, sizeof text, "w%u", word);
        if (has_word(number, word))
            assert_int_equal(xapian_writer_posting(writer, text, (size_t)size, word + 1, 1, NULL),
                             NSEARCH_OK);
    }
    snprintf(text, sizeof text, "%u", number % 10);
    if (*text != '0') assert_int_equal(xapian_writer_value(writer, 0, text, 1, NULL), NSEARCH_OK);
    stamp_write(number, STAMP_SERIAL_DIGITS, digits);
    int size = snprintf(text, sizeof text, PREFIX_SERIAL "%s", digits);
    assert_int_equal(xapian_writer_term(writer, text, (size_t)size, 0, NULL), NSEARCH_OK);
    size = snprintf(text, sizeof text, "%u", number);
    assert_int_equal(
        xapian_writer_put(writer, text, (size_t)size, text, (size_t)size, &replaced, NULL),
        NSEARCH_OK);
}

static const char *part_path(const struct fixture *fixture, size_t part)
{
    static const char *const names[] = {"a", "b", "c"};
    return scratch_path(fixture->directory, names[part]);
}

static void make_part(const struct fixture *fixture, size_t part)
{
    struct xapian_writer *writer;
    assert_int_equal(xapian_writer_create(part_path(fixture, part), &writer, NULL), NSEARCH_OK);
    for (uint32_t docid = 1; docid <= DOCUMENTS - part; docid++)
        add_document(writer, number_of(part, docid));
    assert_int_equal(xapian_writer_metadata(writer, "name", part ? "later" : "first", NULL),
                     NSEARCH_OK);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
}

static void open_parts(struct fixture *fixture, const size_t *order, size_t count)
{
    struct db_part parts[PARTS + 1];
    nsearch_error error;
    for (size_t i = 0; i < count; i++)
        parts[i] = (struct db_part){part_path(fixture, order[i]), false};
    assert_int_equal(xap_open_parts(parts, count, &fixture->db, &error), NSEARCH_OK);
}

static int setup(void **state)
{
    static struct fixture fixture;
    static const size_t order[PARTS] = {0, 1, 2};
    if (scratch_setup(&fixture.directory)) return -1;
    for (size_t part = 0; part < PARTS; part++)
        make_part(&fixture, part);
    open_parts(&fixture, order, PARTS);
    arena_init(&fixture.arena);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    xap_close(fixture->db);
    arena_release(&fixture->arena);
    return scratch_teardown(&fixture->directory);
}

/* ---- The dead ------------------------------------------------------------------------------------ */

static struct db_query word(unsigned number)
{
    static const char *const texts[WORDS] = {"w0", "w1", "w2", "w3", "w4", "w5"};
    return (struct db_query){.op = DB_TERM, .term = texts[number], .term_size = 2};
}

/* Fails unless the answer has just the documents of the parts for which `wanted` is true, whatever is asked. */
static void assert_answer(struct fixture *fixture, const struct db_query *query,
                          enum db_order order, bool (*wanted)(unsigned number), const bool *is_dead)
{
    const struct db_request request = {
        .query = query, .limit = 1000, .order = order, .k1 = 0.9, .b = 0.4};
    struct db_rows rows;
    nsearch_error error;
    bool seen[PARTS * 100] = {false};
    size_t expected = 0;
    nsearch_status status = xap_search(fixture->db, &request, &fixture->arena, &rows, &error);
    if (status) fail_msg("%s", error.message);
    for (size_t i = 0; i < rows.count; i++)
        seen[atoi(rows.rows[i].data)] = true;
    for (size_t part = 0; part < PARTS; part++)
        for (uint32_t docid = 1; docid <= DOCUMENTS - part; docid++) {
            const unsigned number = number_of(part, docid);
            const bool live = !is_dead[number] && wanted(number);
            if (seen[number] != live) fail_msg("%u: %d", number, seen[number]);
            expected += live;
        }
    assert_int_equal(rows.count, expected);
    assert_int_equal(rows.total, expected);
    struct db_request counting = request;
    counting.limit = 0;
    assert_int_equal(xap_search(fixture->db, &counting, &fixture->arena, &rows, &error), 0);
    assert_int_equal(rows.total, expected);
}

static bool any(unsigned number)
{
    (void)number;
    return true;
}

static bool both(unsigned number)
{
    return has_word(number, 0) && has_word(number, 2);
}

static bool either(unsigned number)
{
    return has_word(number, 0) || has_word(number, 2);
}

static bool first_only(unsigned number)
{
    return has_word(number, 0) && !has_word(number, 2);
}

static bool row_of_two(unsigned number)
{
    return has_word(number, 3) && has_word(number, 4);
}

static bool with_value(unsigned number)
{
    return number % 10 >= 3 && number % 10 <= 5;
}

static void assert_answers(struct fixture *fixture, const bool *is_dead)
{
    struct db_query left = word(0), right = word(2), third = word(3), fourth = word(4);
    struct db_query *words[] = {&left, &right}, *row[] = {&third, &fourth};
    struct db_query query = {.children = words, .count = 2, .window = 2};
    struct db_query all = {.op = DB_ALL};
    struct db_query range = {.op = DB_RANGE, .low = "3", .high = "5"};
    for (enum db_order order = DB_BY_WEIGHT; order <= DB_BY_VALUE_DOWN; order++) {
        assert_answer(fixture, &all, order, any, is_dead);
        assert_answer(fixture, &range, order, with_value, is_dead);
        query.op = DB_AND;
        assert_answer(fixture, &query, order, both, is_dead);
        query.op = DB_OR;
        assert_answer(fixture, &query, order, either, is_dead);
        query.op = DB_AND_NOT;
        assert_answer(fixture, &query, order, first_only, is_dead);
        struct db_query phrase = {.op = DB_PHRASE, .children = row, .count = 2, .window = 2};
        assert_answer(fixture, &phrase, order, row_of_two, is_dead);
    }
}

/* Kills about one in `one_in`. */
static void kill_some(struct fixture *fixture, uint32_t one_in, bool *is_dead)
{
    struct db_dead dead[PARTS * DOCUMENTS];
    nsearch_error error;
    size_t count = 0;
    uint32_t all = 0;
    memset(is_dead, 0, PARTS * 100 * sizeof *is_dead);
    for (size_t part = 0; part < PARTS; part++)
        for (uint32_t docid = 1; docid <= DOCUMENTS - part; docid++, all++) {
            if (below(one_in)) continue;
            dead[count++] = (struct db_dead){part, docid, number_of(part, docid)};
            is_dead[number_of(part, docid)] = true;
        }
    assert_int_equal(xap_exclude(fixture->db, dead, count, &error), NSEARCH_OK);
    assert_int_equal(xap_count(fixture->db), all - count);
}

static void test_the_dead_are_in_no_answer_and_no_count(void **state)
{
    static const uint32_t shares[] = {1, 2, 3, 10, 40, 1000};
    struct fixture *fixture = *state;
    bool is_dead[PARTS * 100];
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        kill_some(fixture, shares[i], is_dead);
        assert_answers(fixture, is_dead);
    }
}

static size_t find_number(struct fixture *fixture, const char *number)
{
    const struct db_query query = {.op = DB_TERM, .term = number, .term_size = strlen(number)};
    const struct db_request request = {.query = &query, .limit = 10, .k1 = 0.9, .b = 0.4};
    struct db_rows rows;
    assert_int_equal(xap_search(fixture->db, &request, &fixture->arena, &rows, NULL), NSEARCH_OK);
    for (size_t i = 0; i < rows.count; i++)
        assert_string_equal(rows.rows[i].data, number);
    return rows.count;
}

static void test_those_that_are_dead_replace_those_that_were(void **state)
{
    struct fixture *fixture = *state;
    const struct db_dead dead = {1, 5, number_of(1, 5)}, other = {1, 6, number_of(1, 6)};
    assert_int_equal(find_number(fixture, "105"), 1);
    assert_int_equal(xap_exclude(fixture->db, &dead, 1, NULL), NSEARCH_OK);
    assert_int_equal(find_number(fixture, "105"), 0);
    assert_int_equal(xap_exclude(fixture->db, &other, 1, NULL), NSEARCH_OK);
    assert_int_equal(find_number(fixture, "105"), 1);
    assert_int_equal(find_number(fixture, "106"), 0);
    assert_int_equal(xap_exclude(fixture->db, NULL, 0, NULL), NSEARCH_OK);
    assert_int_equal(find_number(fixture, "106"), 1);
}

static void test_each_part_has_its_metadata(void **state)
{
    struct fixture *fixture = *state;
    const char *text;
    assert_int_equal(xap_part_metadata(fixture->db, 2, "name", &fixture->arena, &text, NULL),
                     NSEARCH_OK);
    assert_string_equal(text, "later");
    assert_int_equal(xap_metadata(fixture->db, "name", &fixture->arena, &text, NULL), NSEARCH_OK);
    assert_string_equal(text, "first");
}

static void test_nothing_is_opened_where_a_part_is_missing(void **state)
{
    struct fixture *fixture = *state;
    const struct db_part parts[] = {{part_path(fixture, 0), false},
                                    {scratch_path(fixture->directory, "none"), false}};
    struct xap_db *db;
    assert_int_equal(xap_open_parts(parts, 2, &db, NULL), NSEARCH_MISSING);
    assert_null(db);
}

/* ---- Single documents ---------------------------------------------------------------------------- */

static struct xap_db *open_one(const struct fixture *fixture)
{
    struct xap_db *db;
    assert_int_equal(xap_open(part_path(fixture, 1), &db, NULL), NSEARCH_OK);
    return db;
}

static void test_postings_are_the_documents_of_a_term(void **state)
{
    struct fixture *fixture = *state;
    struct xap_db *db = open_one(fixture);
    uint32_t *docids;
    size_t count, at = 0;
    assert_int_equal(xap_postings(db, "w2", 2, &fixture->arena, &docids, &count, NULL), NSEARCH_OK);
    for (uint32_t docid = 1; docid < DOCUMENTS; docid++)
        if (has_word(number_of(1, docid), 2)) assert_int_equal(docids[at++], docid);
    assert_int_equal(count, at);
    assert_true(count > 2);
    assert_int_equal(xap_postings(db, "", 0, &fixture->arena, &docids, &count, NULL), NSEARCH_OK);
    assert_int_equal(count, DOCUMENTS - 1);
    assert_int_equal(xap_postings(db, "none", 4, &fixture->arena, &docids, &count, NULL),
                     NSEARCH_OK);
    assert_int_equal(count, 0);
    xap_close(db);
}

static void test_values_are_of_the_documents_that_are_named(void **state)
{
    static const uint32_t docids[] = {1, 3, 9, 10, 20, 39, 1000};
    static const char *const wanted[] = {"1", "3", "9", "", "", "9", ""};
    struct fixture *fixture = *state;
    struct xap_db *db = open_one(fixture);
    struct db_text *values;
    assert_int_equal(xap_values(db, 0, docids, 7, &fixture->arena, &values, NULL), NSEARCH_OK);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(values[i].data, wanted[i]);
        assert_int_equal(values[i].size, strlen(wanted[i]));
    }
    assert_int_equal(xap_values(db, 9, docids, 7, &fixture->arena, &values, NULL), NSEARCH_OK);
    assert_int_equal(values[6].size, 0);
    assert_int_equal(xap_values(db, 0, docids, 0, &fixture->arena, &values, NULL), NSEARCH_OK);
    xap_close(db);
}

static void test_a_document_has_data_and_a_serial(void **state)
{
    struct fixture *fixture = *state;
    struct xap_db *db = open_one(fixture);
    const char *data;
    size_t size;
    uint64_t serial;
    assert_int_equal(xap_document_data(db, 17, &fixture->arena, &data, &size, NULL), NSEARCH_OK);
    assert_string_equal(data, "117");
    assert_int_equal(size, 3);
    assert_int_equal(xap_document_serial(db, 17, &serial, NULL), NSEARCH_OK);
    assert_int_equal(serial, 117);
    assert_int_equal(xap_document_data(db, DOCUMENTS, &fixture->arena, &data, &size, NULL),
                     NSEARCH_MISSING);
    assert_int_equal(xap_document_serial(db, DOCUMENTS, &serial, NULL), NSEARCH_MISSING);
    xap_close(db);
}

static void test_a_document_without_a_serial_is_damaged(void **state)
{
    struct fixture *fixture = *state;
    struct xapian_writer *writer;
    struct xap_db *db;
    uint64_t serial;
    bool replaced;
    const char *path = scratch_path(fixture->directory, "plain");
    assert_int_equal(xapian_writer_create(path, &writer, NULL), NSEARCH_OK);
    xapian_writer_start(writer);
    assert_int_equal(xapian_writer_put(writer, "Qx", 2, "", 0, &replaced, NULL), NSEARCH_OK);
    assert_int_equal(xapian_writer_commit(writer, NULL), NSEARCH_OK);
    xapian_writer_free(writer);
    assert_int_equal(xap_open(path, &db, NULL), NSEARCH_OK);
    assert_int_equal(xap_document_serial(db, 1, &serial, NULL), NSEARCH_DAMAGED);
    xap_close(db);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_dead_are_in_no_answer_and_no_count),
        TEST(test_those_that_are_dead_replace_those_that_were),
        TEST(test_each_part_has_its_metadata),
        TEST(test_nothing_is_opened_where_a_part_is_missing),
        TEST(test_postings_are_the_documents_of_a_term),
        TEST(test_values_are_of_the_documents_that_are_named),
        TEST(test_a_document_has_data_and_a_serial),
        TEST(test_a_document_without_a_serial_is_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
