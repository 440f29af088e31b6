/* test_glass_table.c - tables written and read back, against a plain sorted array; damaged ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "indexer/glass.h"
#include "tests/unit/pairs.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"

static volatile unsigned sum; /* of bytes that were read, so that they are */

static void assert_pairs_read_back(const char *path, size_t count, const struct glass_root *root)
{
    struct glass_reader *reader;
    const struct glass_entry *entry;
    nsearch_error error;
    assert_int_equal(glass_reader_open(path, root, 1, &reader, NULL), NSEARCH_OK);
    for (size_t i = 0; i < count; i++) {
        if (glass_reader_next(reader, &entry, &error)) fail_msg("entry %zu: %s", i, error.message);
        if (!entry) fail_msg("no entry %zu", i);
        assert_int_equal(entry->key_size, pairs[i].key_size);
        assert_memory_equal(entry->key, pairs[i].key, entry->key_size);
        assert_int_equal(entry->tag.size, pairs[i].tag_size);
        assert_memory_equal(entry->tag.data, noise + pairs[i].tag_start, entry->tag.size);
        assert_false(entry->tag.deflated);
    }
    for (int twice = 0; twice < 2; twice++) {
        assert_int_equal(glass_reader_next(reader, &entry, NULL), NSEARCH_OK);
        assert_null(entry);
    }
    glass_reader_free(reader);
}

/* Looks some entries up, in any order, and for each a key that is not there. */
static void assert_pairs_found(const char *path, size_t count, const struct glass_root *root)
{
    struct glass_reader *reader;
    const struct glass_entry *entry;
    assert_int_equal(glass_reader_open(path, root, 1, &reader, NULL), NSEARCH_OK);
    for (size_t i = 0; i < 400; i++) {
        struct pair *pair = &pairs[below((uint32_t)count)], other = *pair;
        assert_int_equal(glass_reader_find(reader, pair->key, pair->key_size, &entry, NULL),
                         NSEARCH_OK);
        assert_non_null(entry);
        assert_memory_equal(entry->key, pair->key, pair->key_size);
        assert_int_equal(entry->tag.size, pair->tag_size);
        assert_memory_equal(entry->tag.data, noise + pair->tag_start, entry->tag.size);
        other.key[other.key_size - 1] ^= 1;
        const bool there = bsearch(&other, pairs, count, sizeof *pairs, compare);
        assert_int_equal(glass_reader_find(reader, other.key, other.key_size, &entry, NULL),
                         NSEARCH_OK);
        assert_int_equal(entry != NULL, there);
    }
    glass_reader_free(reader);
}

static void test_random_entries_read_back_as_a_sorted_array(void **state)
{
    static const uint32_t block_sizes[] = {2048, 4096, 8192, 65536};
    seed = (uint64_t)time(NULL) * 2654435761u + 1;
    print_message("# seed %llu\n", (unsigned long long)seed);
    for (unsigned round = 0; round < 24; round++) {
        struct glass_root root;
        const char *path = scratch_path(*state, "table");
        uint32_t key_max = round % 3 == 0 ? GLASS_KEY_MAX : 12,
                 tag_max = round % 5 == 0 ? 300000 : 3000;
        size_t count = make_pairs(1 + below(round % 2 ? ENTRIES_MAX : 300), key_max, tag_max);
        write_pairs(path, count, block_sizes[round % 4], &root);
        assert_pairs_read_back(path, count, &root);
        assert_pairs_found(path, count, &root);
        root.sequential = false;
        assert_pairs_read_back(path, count, &root);
        assert_pairs_found(path, count, &root);
    }
}

static void test_longest_tag_reads_back_and_a_longer_one_is_refused(void **state)
{
    (void)state;
    enum {
        KEY = 1,
        PIECE = 507 - 3 - KEY - 2,
        SIZE = 65535 * PIECE
    };
    uint8_t *tag = calloc(1, SIZE + 1), key[KEY] = {'k'};
    const char *path = scratch_path(*state, "table");
    struct glass_options options = {.block_size = GLASS_BLOCK_SIZE_MIN};
    struct glass_table *table;
    struct glass_root root;
    struct glass_reader *reader;
    const struct glass_entry *entry;
    assert_int_equal(glass_table_create(path, &options, &table, NULL), NSEARCH_OK);
    assert_int_equal(glass_table_add(table, key, KEY, tag, SIZE - PIECE, NULL), NSEARCH_OK);
    assert_int_equal(glass_table_finish(table, &root, NULL), NSEARCH_OK);
    glass_table_free(table);
    assert_int_equal(glass_reader_open(path, &root, 1, &reader, NULL), NSEARCH_OK);
    assert_int_equal(glass_reader_next(reader, &entry, NULL), NSEARCH_OK);
    assert_int_equal(entry->tag.size, SIZE - PIECE);
    glass_reader_free(reader);
    assert_int_equal(glass_table_create(path, &options, &table, NULL), NSEARCH_OK);
    assert_int_equal(glass_table_add(table, key, KEY, tag, SIZE + PIECE, NULL), NSEARCH_INTERNAL);
    glass_table_free(table);
    free(tag);
}

static void test_table_without_entries_is_one_block_and_reads_as_none(void **state)
{
    struct glass_root root;
    const char *path = scratch_path(*state, "table");
    write_pairs(path, 0, 0, &root);
    assert_int_equal(root.block_count, 1);
    assert_int_equal(root.level, 0);
    assert_pairs_read_back(path, 0, &root);
}

static void test_table_without_a_file_reads_as_none(void **state)
{
    struct glass_root root = glass_root_none(0);
    assert_pairs_read_back(scratch_path(*state, "no such file"), 0, &root);
}

static void test_keys_out_of_order_empty_or_too_long_are_refused(void **state)
{
    static const uint8_t long_key[GLASS_KEY_MAX + 1] = "z";
    static const struct {
        const void *key;
        size_t size;
    } bad[] = {{"b", 1}, {"ba", 2}, {"a", 1}, {"", 0}, {long_key, sizeof long_key}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct glass_table *table;
        const char *path = scratch_path(*state, "table");
        assert_int_equal(glass_table_create(path, NULL, &table, NULL), NSEARCH_OK);
        assert_int_equal(glass_table_add(table, "ba", 2, NULL, 0, NULL), NSEARCH_OK);
        assert_int_equal(glass_table_add(table, bad[i].key, bad[i].size, "tag", 3, NULL),
                         NSEARCH_INTERNAL);
        glass_table_free(table);
    }
}

static void test_table_that_cannot_be_written_says_why(void **state)
{
    struct glass_table *table;
    nsearch_error error;
    const char *nowhere = scratch_path(*state, "no/such/directory");
    assert_int_equal(glass_table_create(nowhere, NULL, &table, &error), NSEARCH_MISSING);
    assert_null(table);
    assert_non_null(strstr(error.message, "no/such/directory: "));
    struct glass_options odd = {.block_size = 3000};
    assert_int_equal(glass_table_create(scratch_path(*state, "t"), &odd, &table, NULL),
                     NSEARCH_INTERNAL);
    assert_null(table);
}

static void test_full_disk_is_an_io_error_with_the_path(void **state)
{
    (void)state;
    struct glass_table *table;
    struct glass_root root;
    nsearch_error error;
    if (glass_table_create("/dev/full", NULL, &table, &error)) skip();
    assert_int_equal(glass_table_finish(table, &root, &error), NSEARCH_IO);
    assert_string_equal(error.message, "/dev/full: No space left on device");
    assert_true(root.none);
    glass_table_free(table);
}

/* Reads all of a table that may be damaged; every byte of every entry is looked at. */
static nsearch_status read_all(const char *path, const struct glass_root *root, size_t *entries)
{
    struct glass_reader *reader;
    const struct glass_entry *entry;
    nsearch_status status = glass_reader_open(path, root, 1, &reader, NULL);
    *entries = 0;
    if (status) return status;
    while (!(status = glass_reader_next(reader, &entry, NULL)) && entry) {
        for (size_t i = 0; i < entry->key_size; i++)
            sum += entry->key[i];
        for (size_t i = 0; i < entry->tag.size; i++)
            sum += entry->tag.data[i];
        ++*entries;
    }
    glass_reader_free(reader);
    return status;
}

/* Looks entries up in a table that may be damaged; what is found may be wrong, but whole. */
static void look_up_some(const char *path, const struct glass_root *root, size_t count)
{
    struct glass_reader *reader;
    const struct glass_entry *entry;
    if (glass_reader_open(path, root, 1, &reader, NULL)) return;
    for (size_t i = 0; i < count; i += 20) {
        if (glass_reader_find(reader, pairs[i].key, pairs[i].key_size, &entry, NULL) || !entry)
            continue;
        for (size_t j = 0; j < entry->tag.size; j++)
            sum += entry->tag.data[j];
    }
    glass_reader_free(reader);
}

static void test_damaged_tables_end_in_an_error_or_with_all_entries(void **state)
{
    struct glass_root root;
    const char *path = scratch_path(*state, "table"), *bad = scratch_path(*state, "bad");
    static uint8_t whole[1 << 20];
    seed = (uint64_t)time(NULL) * 2654435761u + 1;
    print_message("# seed %llu\n", (unsigned long long)seed);
    size_t count = make_pairs(2000, 20, 9000), entries;
    write_pairs(path, count, GLASS_BLOCK_SIZE_MIN, &root);
    FILE *file = fopen(path, "rb");
    size_t size = fread(whole, 1, sizeof whole, file);
    fclose(file);
    assert_true(size < sizeof whole);
    for (int round = 0; round < 300; round++) {
        uint8_t saved[64];
        size_t length = 1 + below(below(2) ? 4 : sizeof saved),
               at = below((uint32_t)(size - length));
        if (below(2)) at -= at % GLASS_BLOCK_SIZE_MIN; /* a block's head */
        memcpy(saved, whole + at, length);
        for (size_t i = 0; i < length; i++)
            whole[at + i] = (uint8_t)below(256);
        size_t cut = below(4) ? size : below((uint32_t)size);
        file = fopen(bad, "wb");
        fwrite(whole, 1, cut, file);
        fclose(file);
        memcpy(whole + at, saved, length);
        nsearch_status status = read_all(bad, &root, &entries);
        look_up_some(bad, &root, count);
        assert_true(status == NSEARCH_DAMAGED || (status == NSEARCH_OK && entries == count));
    }
}

/* With one leaf broken, all others are still to be had. */
static void test_broken_block_hides_only_what_is_in_it(void **state)
{
    struct glass_root root;
    struct glass_reader *reader;
    const struct glass_entry *entry;
    const char *path = scratch_path(*state, "table");
    seed = 7;
    const size_t count = make_pairs(3000, 12, 50);
    size_t found = 0, damaged = 0;
    write_pairs(path, count, GLASS_BLOCK_SIZE_MIN, &root);
    assert_true(root.level > 0 && root.block_count > 9);
    FILE *file = fopen(path, "r+b");
    fseek(file, 5 * GLASS_BLOCK_SIZE_MIN, SEEK_SET);
    fwrite("broken", 1, 6, file);
    fclose(file);
    root.sequential = false;
    assert_int_equal(glass_reader_open(path, &root, 1, &reader, NULL), NSEARCH_OK);
    for (size_t i = 0; i < count; i++) {
        nsearch_status status = glass_reader_find(reader, pairs[i].key, pairs[i].key_size, &entry,
                                                  NULL);
        assert_true(status == NSEARCH_DAMAGED || (!status && entry));
        *(status ? &damaged : &found) += 1;
    }
    assert_true(damaged > 0 && damaged < count / 4);
    assert_int_equal(found + damaged, count);
    glass_reader_free(reader);
}

/* Blocks of a table of tags that are each worth a fifth of a block. */
static uint32_t blocks_of_fifths(const char *path, bool cut)
{
    struct glass_options options = {.cut = cut};
    struct glass_table *table;
    struct glass_root root;
    size_t entries;
    assert_int_equal(glass_table_create(path, &options, &table, NULL), NSEARCH_OK);
    for (uint32_t i = 0; i < 1000; i++) {
        const uint8_t key[] = {(uint8_t)(i >> 8), (uint8_t)i};
        assert_int_equal(glass_table_add(table, key, 2, noise, 1700, NULL), NSEARCH_OK);
    }
    assert_int_equal(glass_table_finish(table, &root, NULL), NSEARCH_OK);
    glass_table_free(table);
    assert_int_equal(read_all(path, &root, &entries), NSEARCH_OK);
    assert_int_equal(entries, 1000);
    return root.block_count;
}

static void test_cutting_tags_fills_the_leaves(void **state)
{
    const char *path = scratch_path(*state, "table");
    const uint32_t size = 1000 * (1700 + 7 + 4); /* with what an item needs, and some pieces */
    assert_true(blocks_of_fifths(path, false) > 250);
    assert_true(blocks_of_fifths(path, true) <= size / GLASS_BLOCK_SIZE + 3);
}

/* Changes the piece number of the only tag, which has several pieces. */
static void test_tag_with_a_piece_of_another_number_is_damage(void **state)
{
    static char file[16 * GLASS_BLOCK_SIZE_MIN];
    struct glass_table *table;
    struct glass_root root;
    size_t entries;
    const char *path = scratch_path(*state, "table");
    struct glass_options options = {.block_size = GLASS_BLOCK_SIZE_MIN};
    assert_int_equal(glass_table_create(path, &options, &table, NULL), NSEARCH_OK);
    assert_int_equal(glass_table_add(table, "the key", 7, noise, 5000, NULL), NSEARCH_OK);
    assert_int_equal(glass_table_finish(table, &root, NULL), NSEARCH_OK);
    glass_table_free(table);
    assert_int_equal(read_all(path, &root, &entries), NSEARCH_OK);
    FILE *in = fopen(path, "rb");
    size_t size = fread(file, 1, sizeof file, in);
    fclose(in);
    char *piece = memmem(file, size, "the key\0\3", 9);
    assert_non_null(piece);
    piece[8] = 4;
    scratch_write(*state, "table", file, size);
    assert_int_equal(read_all(path, &root, &entries), NSEARCH_DAMAGED);
    piece[8] = 3;
    piece[0]++;
    scratch_write(*state, "table", file, size);
    assert_int_equal(read_all(path, &root, &entries), NSEARCH_DAMAGED);
}

static void test_blocks_of_a_later_revision_are_damage(void **state)
{
    const char *path = scratch_path(*state, "table");
    struct glass_reader *reader;
    const struct glass_entry *entry;
    struct glass_root root;
    write_pairs(path, 0, GLASS_BLOCK_SIZE_MIN, &root);
    assert_int_equal(glass_reader_open(path, &root, 0, &reader, NULL), NSEARCH_OK);
    assert_int_equal(glass_reader_next(reader, &entry, NULL), NSEARCH_DAMAGED);
    assert_null(entry);
    glass_reader_free(reader);
}

static void test_wrong_roots_are_damage(void **state)
{
    const char *path = scratch_path(*state, "table");
    struct glass_root root, wrong;
    size_t entries;
    seed = 5;
    write_pairs(path, make_pairs(3000, 20, 900), GLASS_BLOCK_SIZE_MIN, &root);
    assert_true(root.level > 0);
    wrong = root;
    wrong.root = root.block_count;
    assert_int_equal(read_all(path, &wrong, &entries), NSEARCH_DAMAGED);
    wrong = root;
    wrong.level = root.level - 1;
    assert_int_equal(read_all(path, &wrong, &entries), NSEARCH_DAMAGED);
    wrong = root;
    wrong.level = GLASS_LEVELS_MAX;
    assert_int_equal(read_all(path, &wrong, &entries), NSEARCH_DAMAGED);
    wrong = root;
    wrong.entries = root.entries - 1;
    assert_int_equal(read_all(path, &wrong, &entries), NSEARCH_DAMAGED);
    wrong = root;
    wrong.entries = root.entries + 1;
    assert_int_equal(read_all(path, &wrong, &entries), NSEARCH_DAMAGED);
    wrong = root;
    wrong.block_size = 1000;
    assert_int_equal(read_all(path, &wrong, &entries), NSEARCH_DAMAGED);
}

#define in_directory(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_directory(test_random_entries_read_back_as_a_sorted_array),
        in_directory(test_longest_tag_reads_back_and_a_longer_one_is_refused),
        in_directory(test_table_without_entries_is_one_block_and_reads_as_none),
        in_directory(test_table_without_a_file_reads_as_none),
        in_directory(test_keys_out_of_order_empty_or_too_long_are_refused),
        in_directory(test_table_that_cannot_be_written_says_why),
        cmocka_unit_test(test_full_disk_is_an_io_error_with_the_path),
        in_directory(test_damaged_tables_end_in_an_error_or_with_all_entries),
        in_directory(test_broken_block_hides_only_what_is_in_it),
        in_directory(test_cutting_tags_fills_the_leaves),
        in_directory(test_tag_with_a_piece_of_another_number_is_damage),
        in_directory(test_blocks_of_a_later_revision_are_damage),
        in_directory(test_wrong_roots_are_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
