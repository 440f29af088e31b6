/* test_xap.c - tests of common/xap*.cc: every operation, on a database of a few documents. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/xap.h"
#include "tests/unit/scratch.h"
#include "tests/unit/xapian_oracle.h"

/* Words of the documents 1 to 4, at positions 1, 2, ...; the value of slot 0 after the bar. */
static const char *const texts[] = {
    "red apple pie|2020",
    "green apple|",
    "apple pie red pie|2018",
    "plum|2019",
};

static void add(struct xapian_writer *writer, const char *text, const char *id)
{
    nsearch_error error;
    uint32_t position = 1;
    bool replaced;
    xapian_writer_start(writer);
    const char *bar = strchr(text, '|');
    for (const char *word = text; word < bar; position++) {
        size_t size = strcspn(word, " |");
        assert_int_equal(xapian_writer_posting(writer, word, size, position, 1, &error),
                         NSEARCH_OK);
        word += size + (word[size] == ' ');
    }
    if (bar[1])
        assert_int_equal(xapian_writer_value(writer, 0, bar + 1, strlen(bar + 1), &error),
                         NSEARCH_OK);
    assert_int_equal(
        xapian_writer_put(writer, id, strlen(id), text, strlen(text), &replaced, &error),
        NSEARCH_OK);
    assert_false(replaced);
}

struct fixture {
    void *directory;
    struct xap_db *db;
    struct arena arena;
};

static int setup(void **state)
{
    static struct fixture fixture;
    static const char *const ids[] = {"Q1", "Q2", "Q3", "Q4"};
    struct xapian_writer *writer;
    nsearch_error error;
    if (scratch_setup(&fixture.directory)) return -1;
    const char *path = scratch_path(fixture.directory, "db");
    assert_int_equal(xapian_writer_create(path, &writer, &error), NSEARCH_OK);
    for (size_t i = 0; i < 4; i++)
        add(writer, texts[i], ids[i]);
    assert_int_equal(xapian_writer_metadata(writer, "key", "kept", &error), NSEARCH_OK);
    assert_int_equal(xapian_writer_commit(writer, &error), NSEARCH_OK);
    xapian_writer_free(writer);
    assert_int_equal(xap_open(path, &fixture.db, &error), NSEARCH_OK);
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

static struct db_query term(const char *text)
{
    return (struct db_query){.op = DB_TERM, .term = text, .term_size = strlen(text)};
}

static struct db_query pair(enum db_op op, struct db_query *children[2])
{
    return (struct db_query){.op = op, .children = children, .count = 2, .window = 2};
}

/* The docids of an answer, in order, as digits: "31". */
static const char *answer(struct fixture *fixture, const struct db_request *request,
                          struct db_rows *rows)
{
    static char digits[16];
    nsearch_error error;
    assert_int_equal(xap_search(fixture->db, request, &fixture->arena, rows, &error), NSEARCH_OK);
    for (size_t i = 0; i < rows->count; i++)
        digits[i] = (char)('0' + rows->rows[i].docid);
    digits[rows->count] = '\0';
    return digits;
}

static const char *ask(struct fixture *fixture, const struct db_query *query)
{
    struct db_request request = {.query = query, .limit = 10, .k1 = 0.9, .b = 0.4};
    struct db_rows rows;
    const char *digits = answer(fixture, &request, &rows);
    assert_int_equal(rows.total, strlen(digits));
    return digits;
}

static void test_each_operator_finds_what_it_says(void **state)
{
    struct db_query red = term("red"), apple = term("apple"), pie = term("pie");
    struct db_query plum = term("plum"), all = {.op = DB_ALL}, nothing = {.op = DB_NOTHING};
    struct db_query query = pair(DB_AND, (struct db_query *[]){&red, &pie});
    assert_string_equal(ask(*state, &query), "31");
    query = pair(DB_OR, (struct db_query *[]){&red, &plum});
    assert_int_equal(strlen(ask(*state, &query)), 3);
    query = pair(DB_SYNONYM, (struct db_query *[]){&red, &plum});
    assert_int_equal(strlen(ask(*state, &query)), 3);
    query = pair(DB_AND_NOT, (struct db_query *[]){&apple, &red});
    assert_string_equal(ask(*state, &query), "2");
    query = pair(DB_FILTER, (struct db_query *[]){&apple, &red});
    assert_int_equal(strlen(ask(*state, &query)), 2);
    query = pair(DB_PHRASE, (struct db_query *[]){&apple, &pie});
    assert_int_equal(strlen(ask(*state, &query)), 2);
    query = pair(DB_PHRASE, (struct db_query *[]){&red, &apple});
    assert_string_equal(ask(*state, &query), "1");
    query = pair(DB_NEAR, (struct db_query *[]){&pie, &red});
    assert_string_equal(ask(*state, &query), "3");
    assert_int_equal(strlen(ask(*state, &all)), 4);
    assert_string_equal(ask(*state, &nothing), "");
}

static void test_a_range_needs_a_value_and_includes_both_ends(void **state)
{
    struct db_query range = {.op = DB_RANGE, .slot = 0, .low = "2018", .high = "2019"};
    const char *digits = ask(*state, &range);
    assert_int_equal(strlen(digits), 2);
    assert_non_null(strchr(digits, '3'));
    assert_non_null(strchr(digits, '4'));
}

static void test_a_bonus_is_the_whole_weight_of_its_child(void **state)
{
    struct db_query red = term("red"), apple = term("apple"), *children[] = {&red};
    struct db_query bonus = {.op = DB_BONUS, .factor = 1000, .children = children, .count = 1};
    struct db_query query = pair(DB_AND_MAYBE, (struct db_query *[]){&apple, &bonus});
    struct db_request request = {.query = &query, .limit = 10, .k1 = 0.9, .b = 0.4};
    struct db_rows rows;
    const char *digits = answer(*state, &request, &rows);
    assert_int_equal(strlen(digits), 3);
    assert_int_equal(digits[2], '2');
    assert_true(rows.rows[0].weight >= 1000 && rows.rows[1].weight >= 1000);
    assert_true(rows.rows[2].weight < 1000);
}

static void test_a_scale_of_zero_takes_the_weight_away(void **state)
{
    struct db_query red = term("red"), *children[] = {&red};
    struct db_query scale = {.op = DB_SCALE, .factor = 0, .children = children, .count = 1};
    struct db_request request = {.query = &scale, .limit = 10, .k1 = 0.9, .b = 0.4};
    struct db_rows rows;
    answer(*state, &request, &rows);
    assert_int_equal(rows.count, 2);
    assert_true(fabs(rows.rows[0].weight) < 1e-9);
}

static void test_documents_without_a_value_come_last_in_both_orders(void **state)
{
    struct db_query all = {.op = DB_ALL};
    struct db_request request = {.query = &all, .limit = 10, .order = DB_BY_VALUE_UP};
    struct db_rows rows;
    assert_string_equal(answer(*state, &request, &rows), "3412");
    request.order = DB_BY_VALUE_DOWN;
    assert_string_equal(answer(*state, &request, &rows), "1432");
}

static void test_a_page_is_cut_out_and_the_total_stays_exact(void **state)
{
    struct db_query all = {.op = DB_ALL};
    struct db_request request = {.query = &all, .offset = 1, .limit = 2, .order = DB_BY_VALUE_UP};
    struct db_rows rows;
    assert_string_equal(answer(*state, &request, &rows), "41");
    assert_int_equal(rows.total, 4);
    assert_string_equal(rows.rows[0].data, "plum|2019");
    request.limit = 0;
    assert_string_equal(answer(*state, &request, &rows), "");
    assert_int_equal(rows.total, 4);
    request = (struct db_request){.query = &all, .offset = 3, .limit = 9, .order = DB_BY_VALUE_UP};
    assert_string_equal(answer(*state, &request, &rows), "2");
    assert_int_equal(rows.total, 4);
    request = (struct db_request){.query = &all, .offset = SIZE_MAX, .limit = SIZE_MAX};
    assert_string_equal(answer(*state, &request, &rows), "");
}

static void test_counts_data_and_metadata_are_read(void **state)
{
    struct fixture *fixture = *state;
    nsearch_error error;
    uint32_t count;
    const char *text;
    size_t size;
    assert_int_equal(xap_count(fixture->db), 4);
    assert_int_equal(xap_term_count(fixture->db, "apple", 5, &count, &error), NSEARCH_OK);
    assert_int_equal(count, 3);
    assert_int_equal(xap_document_data(fixture->db, 2, &fixture->arena, &text, &size, &error),
                     NSEARCH_OK);
    assert_string_equal(text, "green apple|");
    assert_int_equal(xap_metadata(fixture->db, "key", &fixture->arena, &text, &error), NSEARCH_OK);
    assert_string_equal(text, "kept");
    assert_int_equal(xap_metadata(fixture->db, "none", &fixture->arena, &text, &error), NSEARCH_OK);
    assert_string_equal(text, "");
}

static void test_a_check_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct db_query red = term("red"), apple = term("apple"), *children[] = {&red};
    struct db_query check = {.op = DB_CHECK, .children = children, .count = 1};
    const struct db_query query = pair(DB_OR, (struct db_query *[]){&apple, &check});
    const struct db_request request = {.query = &query, .limit = 10, .k1 = 0.9, .b = 0.4};
    struct db_rows rows;
    nsearch_error error;
    assert_int_equal(xap_search(fixture->db, &request, &fixture->arena, &rows, &error),
                     NSEARCH_INVALID);
    assert_string_equal(error.message,
                        "where words stand can't be asked of an index on another machine");
}

static void test_an_exception_becomes_a_status(void **state)
{
    struct fixture *fixture = *state;
    struct xap_db *db;
    struct db_rows rows;
    nsearch_error error;
    assert_int_equal(xap_open(scratch_path(fixture->directory, "none"), &db, &error),
                     NSEARCH_MISSING);
    assert_null(db);
    scratch_write(fixture->directory, "XAPIANDB", "junk\n", 5);
    assert_int_not_equal(xap_open(fixture->directory, &db, &error), NSEARCH_OK);
    /* A phrase of what is no word: Xapian can't. */
    struct db_query red = term("red"), apple = term("apple"), pie = term("pie");
    struct db_query both = pair(DB_AND, (struct db_query *[]){&red, &pie});
    struct db_query phrase = pair(DB_PHRASE, (struct db_query *[]){&apple, &both});
    const struct db_request request = {.query = &phrase, .limit = 10, .k1 = 0.9, .b = 0.4};
    assert_int_equal(xap_search(fixture->db, &request, &fixture->arena, &rows, &error),
                     NSEARCH_INTERNAL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_operator_finds_what_it_says),
        TEST(test_a_range_needs_a_value_and_includes_both_ends),
        TEST(test_a_bonus_is_the_whole_weight_of_its_child),
        TEST(test_a_scale_of_zero_takes_the_weight_away),
        TEST(test_documents_without_a_value_come_last_in_both_orders),
        TEST(test_a_page_is_cut_out_and_the_total_stays_exact),
        TEST(test_counts_data_and_metadata_are_read),
        TEST(test_a_check_is_refused),
        TEST(test_an_exception_becomes_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
