/* test_postings.c - keys, and chunks of posting lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/keys.h"
#include "indexer/postings.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/table.h"

enum {
    LIST_MAX = 30000
};

static struct posting list[LIST_MAX], got[LIST_MAX];

static void test_short_lists_have_the_bytes_of_xapians_own(void **state)
{
    struct posting_writer writer;
    struct glass_table *table = create(state);
    posting_writer_init(&writer);
    posting_writer_add(&writer, 1, 28);
    posting_writer_add(&writer, 2, 6);
    assert_int_equal(posting_writer_finish_lengths(&writer, table, NULL), NSEARCH_OK);
    posting_writer_add(&writer, 1, 0);
    assert_int_equal(posting_writer_finish(&writer, table, "QA1", 3, NULL), NSEARCH_OK);
    assert_int_equal(posting_writer_finish(&writer, table, "none", 4, NULL), NSEARCH_OK);
    posting_writer_add(&writer, 1, 2);
    posting_writer_add(&writer, 2, 1);
    assert_int_equal(posting_writer_finish(&writer, table, "ran", 3, NULL), NSEARCH_OK);
    posting_writer_release(&writer);
    struct glass_reader *reader = read_back(state, table);
    assert_entry(next(reader), "\x00\xe0", "\x00\x00\x00\x31\x01\x1c\x00\x06");
    assert_entry(next(reader), "QA1", "\x01\x00\x00\x31\x00\x00");
    assert_entry(next(reader), "ran", "\x02\x03\x00\x31\x01\x02\x00\x01");
    assert_null(next(reader));
    glass_reader_free(reader);
}

/* A random list: docids far apart or near, from anywhere. */
static size_t make_list(void)
{
    size_t count = 1 + below(below(4) ? 3000 : LIST_MAX);
    uint32_t docid = below(5) ? 0 : below(0x7fffffff), step = 1 + below(below(3) ? 3 : 70000);
    for (size_t i = 0; i < count; i++) {
        docid += 1 + below(step);
        list[i] = (struct posting){docid, below(4) ? below(5) : below(40000)};
    }
    return count;
}

/* Reads the chunks of the term back; returns their number. */
static size_t assert_list_reads_back(struct glass_reader *reader, const char *term, size_t count)
{
    struct posting_chunk chunk = {.last = false};
    size_t done = 0, chunks = 0;
    uint64_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += list[i].wdf;
    for (; !chunk.last; chunks++, done += chunk.posting_count) {
        const struct glass_entry *entry = next(reader);
        size_t term_size;
        uint32_t docid;
        assert_non_null(entry);
        assert_true(split_term_key(entry->key, entry->key_size, &term_size, &docid));
        assert_int_equal(term_size, strlen(term));
        assert_int_equal(docid, chunks ? list[done].docid : 0);
        assert_true(posting_chunk_get(entry->tag.data, entry->tag.size, docid, &chunk, got));
        assert_true(done + chunk.posting_count <= count);
        assert_memory_equal(got, &list[done], chunk.posting_count * sizeof *got);
        if (!chunks) assert_true(chunk.count == count && chunk.total == total);
        if (!chunk.last) assert_in_range(entry->tag.size, 2000, 2040);
    }
    assert_int_equal(done, count);
    return chunks;
}

static void test_random_lists_read_back(void **state)
{
    struct posting_writer writer;
    posting_writer_init(&writer);
    for (int round = 0; round < 60; round++) {
        struct glass_table *table = create(state);
        size_t count = make_list();
        for (size_t i = 0; i < count; i++)
            posting_writer_add(&writer, list[i].docid, list[i].wdf);
        assert_int_equal(posting_writer_finish(&writer, table, "term", 4, NULL), NSEARCH_OK);
        struct glass_reader *reader = read_back(state, table);
        assert_true(assert_list_reads_back(reader, "term", count) >= count / 1005);
        assert_null(next(reader));
        glass_reader_free(reader);
    }
    posting_writer_release(&writer);
}

static void test_docids_out_of_order_are_refused_and_the_writer_goes_on(void **state)
{
    struct posting_writer writer;
    struct glass_table *table = create(state);
    posting_writer_init(&writer);
    posting_writer_add(&writer, 5, 1);
    posting_writer_add(&writer, 5, 1);
    assert_int_equal(posting_writer_finish(&writer, table, "a", 1, NULL), NSEARCH_INTERNAL);
    posting_writer_add(&writer, 5, UINT32_MAX);
    posting_writer_add(&writer, 6, 1);
    assert_int_equal(posting_writer_finish(&writer, table, "a", 1, NULL), NSEARCH_INTERNAL);
    posting_writer_add(&writer, 5, 1);
    assert_int_equal(posting_writer_finish(&writer, table, "a", 1, NULL), NSEARCH_OK);
    posting_writer_release(&writer);
    glass_table_free(table);
}

static void test_damaged_chunks_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *tag;
        size_t size;
        uint32_t docid;
    } bad[] = {
        {"", 0, 0},
        {"\x02\x03\x00", 3, 0},                             /* no flag */
        {"\x02\x03\x00\x32\x01\x02\x00\x01", 8, 0},         /* another flag */
        {"\x02\x03\x00\x31\x02\x02\x00\x01", 8, 0},         /* ends before its last docid */
        {"\x02\x03\x00\x31\x00\x02\x00\x01", 8, 0},         /* goes on after it */
        {"\x31\x01\x02\x00", 4, 7},                         /* a docid without a wdf */
        {"\x31\x01\x02\x00\x80", 5, 7},                     /* half a number */
        {"\x31\x00", 2, 7},                                 /* no posting */
        {"\x31\xff\xff\xff\xff\x0f\x02\x00\x01", 9, 7},     /* last docid over 32 bits */
        {"\x01\x01\xff\xff\xff\xff\x0f\x31\x00\x01", 10, 0} /* first docid over 32 bits */
    };
    struct posting_chunk chunk;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(
            posting_chunk_get((const uint8_t *)bad[i].tag, bad[i].size, bad[i].docid, &chunk, got));
    for (int round = 0; round < 100000; round++) {
        uint8_t tag[20];
        size_t size = below(sizeof tag);
        for (size_t i = 0; i < size; i++)
            tag[i] = (uint8_t)(below(3) ? below(5) : below(2) ? '0' + below(2) : below(256));
        if (posting_chunk_get(tag, size, below(2), &chunk, got))
            assert_in_range(chunk.posting_count, 1, posting_chunk_room(size));
    }
}

static void test_keys_are_taken_apart_as_they_were_made(void **state)
{
    (void)state;
    uint8_t key[KEY_ROOM];
    uint32_t docid = 0, slot = 0;
    size_t size, term_size;
    bool slots;
    size = term_docid_key(key, "a\0b", 3, 70000);
    assert_true(split_term_key(key, size, &term_size, &docid));
    assert_int_equal(term_size, 4);
    assert_int_equal(docid, 70000);
    assert_false(split_term_key(key, size - 1, &term_size, &docid));
    size = slots_key(key, 40000);
    assert_true(split_docid_key(key, size, &docid, &slots) && slots && docid == 40000);
    assert_true(split_docid_key(key, size - 1, &docid, &slots) && !slots && docid == 40000);
    size = values_key(key, 128, 9);
    assert_true(split_values_key(key, size, &slot, &docid) && slot == 128 && docid == 9);
    assert_int_equal(key_kind(key, size), KEY_KIND_VALUES);
    size = statistics_key(key, 0);
    assert_int_equal(size, 2);
    assert_true(split_statistics_key(key, size, &slot) && slot == 0);
    size = statistics_key(key, 300);
    assert_true(split_statistics_key(key, size, &slot) && slot == 300);
    size = lengths_key(key, 0);
    assert_true(size == 2 && split_lengths_key(key, size, &docid) && docid == 0);
    size = lengths_key(key, 669);
    assert_memory_equal(key, "\x00\xe0\x02\x9d", 4);
    assert_true(size == 4 && split_lengths_key(key, size, &docid) && docid == 669);
    assert_int_equal(key_kind(key, term_key(key, "\0a", 2)), KEY_KIND_TERM);
    assert_int_equal(key_kind(key, term_key(key, "cat", 3)), KEY_KIND_TERM);
    assert_int_equal(key_kind(key, metadata_key(key, "x", 1)), KEY_KIND_METADATA);
}

#define in_directory(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_directory(test_short_lists_have_the_bytes_of_xapians_own),
        in_directory(test_random_lists_read_back),
        in_directory(test_docids_out_of_order_are_refused_and_the_writer_goes_on),
        cmocka_unit_test(test_damaged_chunks_are_refused),
        cmocka_unit_test(test_keys_are_taken_apart_as_they_were_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
