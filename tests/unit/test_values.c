/* test_values.c - chunks of values, and their statistics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/keys.h"
#include "indexer/values.h"
#include "tests/unit/scratch.h"
#include "tests/unit/table.h"

static void test_values_and_statistics_have_the_bytes_of_xapians_own(void **state)
{
    struct glass_table *table = create(state);
    struct value_stats stats;
    struct value_writer writer;
    value_stats_init(&stats);
    value_stats_add(&stats, "19890103", 8);
    value_stats_add(&stats, "19890102", 8);
    assert_int_equal(value_stats_finish(&stats, table, 0, NULL), NSEARCH_OK);
    value_writer_init(&writer, table, 0);
    assert_int_equal(value_writer_add(&writer, 1, "19890102", 8, NULL), NSEARCH_OK);
    assert_int_equal(value_writer_add(&writer, 2, "19890103", 8, NULL), NSEARCH_OK);
    assert_int_equal(value_writer_finish(&writer, NULL), NSEARCH_OK);
    value_writer_release(&writer);
    value_stats_release(&stats);
    struct glass_reader *reader = read_back(state, table);
    assert_entry(next(reader), "\x00\xd0",
                 "\x02\x08"
                 "1989010219890103");
    assert_entry(next(reader), "\x00\xd8\x00\x00\x01",
                 "\x08"
                 "19890102\x00\x08"
                 "19890103");
    assert_null(next(reader));
    glass_reader_free(reader);
}

static void test_equal_bounds_are_written_once(void **state)
{
    struct glass_table *table = create(state);
    struct value_stats stats;
    struct value_bounds bounds;
    value_stats_init(&stats);
    assert_int_equal(value_stats_finish(&stats, table, 2, NULL), NSEARCH_OK);
    value_stats_add(&stats, "x", 1);
    value_stats_add(&stats, "x", 1);
    assert_int_equal(value_stats_finish(&stats, table, 3, NULL), NSEARCH_OK);
    value_stats_release(&stats);
    struct glass_reader *reader = read_back(state, table);
    const struct glass_entry *entry = next(reader);
    assert_entry(entry, "\x00\xd0\x03", "\x02\x01x");
    assert_true(value_bounds_get(entry->tag.data, entry->tag.size, &bounds));
    assert_true(bounds.count == 2 && bounds.low_size == 1 && bounds.high_size == 1 &&
                *bounds.high == 'x');
    assert_false(value_bounds_get(entry->tag.data, 2, &bounds));
    glass_reader_free(reader);
}

static void test_many_values_are_cut_into_chunks_and_read_back(void **state)
{
    enum {
        COUNT = 5000
    };
    struct glass_table *table = create(state);
    struct value_writer writer;
    const struct glass_entry *entry;
    char text[32];
    value_writer_init(&writer, table, 200);
    for (uint32_t i = 0; i < COUNT; i++) {
        int size = snprintf(text, sizeof text, "value %u", i * i);
        assert_int_equal(value_writer_add(&writer, 1 + 3 * i, text, (size_t)size, NULL),
                         NSEARCH_OK);
    }
    assert_int_equal(value_writer_finish(&writer, NULL), NSEARCH_OK);
    value_writer_release(&writer);
    struct glass_reader *reader = read_back(state, table);
    uint32_t done = 0, slot = 0, docid = 0, chunks = 0;
    for (; (entry = next(reader)); chunks++) {
        const uint8_t *at = entry->tag.data, *end = at + entry->tag.size, *value;
        size_t size;
        assert_true(split_values_key(entry->key, entry->key_size, &slot, &docid) && slot == 200);
        for (bool first = true; at < end; first = false, done++) {
            assert_true(value_chunk_next(&at, end, first, &docid, &value, &size));
            assert_int_equal(docid, 1 + 3 * done);
            assert_int_equal(snprintf(text, sizeof text, "value %u", done * done), size);
            assert_memory_equal(value, text, size);
        }
    }
    assert_int_equal(done, COUNT);
    assert_in_range(chunks, COUNT * 13 / 2100, COUNT * 18 / 2000);
    glass_reader_free(reader);
}

static void test_values_out_of_order_or_empty_are_refused(void **state)
{
    struct glass_table *table = create(state);
    struct value_writer writer;
    value_writer_init(&writer, table, 0);
    assert_int_equal(value_writer_add(&writer, 0, "v", 1, NULL), NSEARCH_INTERNAL);
    assert_int_equal(value_writer_add(&writer, 7, "v", 1, NULL), NSEARCH_OK);
    assert_int_equal(value_writer_add(&writer, 7, "v", 1, NULL), NSEARCH_INTERNAL);
    assert_int_equal(value_writer_add(&writer, 8, "", 0, NULL), NSEARCH_INTERNAL);
    value_writer_release(&writer);
    glass_table_free(table);
}

static void test_slots_are_sorted_as_their_keys(void **state)
{
    (void)state;
    uint32_t statistics[] = {1, 256, 0, 255, 257, 128}, values[] = {255, 1, 128, 300, 127, 256};
    static const uint32_t statistics_order[] = {0, 256, 1, 257, 128, 255},
                          values_order[] = {1, 127, 128, 256, 300, 255};
    qsort(statistics, 6, sizeof *statistics, value_slot_compare_statistics);
    qsort(values, 6, sizeof *values, value_slot_compare_values);
    assert_memory_equal(statistics, statistics_order, sizeof statistics);
    assert_memory_equal(values, values_order, sizeof values);
}

#define in_directory(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_directory(test_values_and_statistics_have_the_bytes_of_xapians_own),
        in_directory(test_equal_bounds_are_written_once),
        in_directory(test_many_values_are_cut_into_chunks_and_read_back),
        in_directory(test_values_out_of_order_or_empty_are_refused),
        cmocka_unit_test(test_slots_are_sorted_as_their_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
