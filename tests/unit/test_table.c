/* test_table.c - tests of common/table.c: what is sought and stepped to, against a plain sorted array; damaged
 * tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/glass_block.h"
#include "common/table.h"
#include "tests/unit/pairs.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"

static const uint32_t block_sizes[] = {2048, 4096, 8192, 65536};

static struct glass_version version = {.revision = 1};

/* Writes the pairs as a table of postings. */
static const char *write_table(void **state, size_t count, uint32_t block_size)
{
    const char *path = scratch_path(*state, glass_table_name(GLASS_POSTLIST));
    write_pairs(path, count, block_size, &version.roots[GLASS_POSTLIST]);
    return path;
}

static struct table *open_it(void **state)
{
    struct table *table;
    assert_int_equal(table_open(*state, &version, GLASS_POSTLIST, &table, NULL), NSEARCH_OK);
    return table;
}

/* The cursor is at the pair; -1: at none. */
static void assert_is(struct table *table, const struct table_cursor *cursor,
                      struct table_entry *entry, ptrdiff_t at)
{
    const struct pair *pair = at < 0 ? NULL : &pairs[at];
    assert_int_equal(entry->key_size, pair ? pair->key_size : 0);
    if (!pair) return;
    assert_memory_equal(entry->key, pair->key, pair->key_size);
    assert_int_equal(table_join(table, cursor, entry, NULL), NSEARCH_OK);
    assert_memory_equal(entry->key, pair->key, pair->key_size);
    assert_int_equal(entry->tag_size, pair->tag_size);
    assert_memory_equal(entry->tag, noise + pair->tag_start, pair->tag_size);
}

/* The last pair not above the key; -1: none. */
static ptrdiff_t naive_seek(const struct pair *key, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (compare(&pairs[middle], key) > 0)
            high = middle;
        else
            low = middle + 1;
    }
    return (ptrdiff_t)low - 1;
}

static void assert_seeks(struct table *table, struct table_cursor *cursor, const struct pair *key,
                         size_t count, ptrdiff_t *at)
{
    struct table_entry entry;
    *at = naive_seek(key, count);
    assert_int_equal(table_seek(table, cursor, key->key, key->key_size, &entry, NULL), NSEARCH_OK);
    assert_int_equal(entry.exact, *at >= 0 && !compare(&pairs[*at], key));
    assert_is(table, cursor, &entry, *at);
}

static void assert_steps(struct table *table, struct table_cursor *cursor, size_t count,
                         ptrdiff_t *at)
{
    struct table_entry entry;
    assert_int_equal(table_next(table, cursor, &entry, NULL), NSEARCH_OK);
    const bool end = *at + 1 == (ptrdiff_t)count;
    assert_is(table, cursor, &entry, end ? -1 : *at + 1);
    if (!end) ++*at;
}

/* A key: of a pair soon after `at` or of any, as it is, or with a byte changed, cut off or added. */
static struct pair draw_key(size_t count, ptrdiff_t at)
{
    size_t which = below(3) ? (size_t)(at < 0 ? 0 : at) + below(1 + below(200))
                            : below((uint32_t)count);
    struct pair key = pairs[which < count ? which : count - 1];
    const unsigned how = below(6);
    if (how == 0) key.key[below(key.key_size)] ^= 1;
    if (how == 1) key.key_size--;
    if (how == 2 && key.key_size < GLASS_KEY_MAX) key.key[key.key_size++] = (uint8_t)below(256);
    return key;
}

enum {
    CURSORS = 5
};

/* Some cursors at once, each where it was, whatever the others do. */
static void seek_and_step(struct table *table, size_t count)
{
    struct table_cursor cursors[CURSORS] = {0};
    ptrdiff_t at[CURSORS];
    for (unsigned i = 0; i < CURSORS; i++)
        at[i] = -1;
    for (unsigned i = 0; i < 3000; i++) {
        const unsigned which = below(CURSORS);
        const struct pair key = draw_key(count, at[which]);
        if (below(3))
            assert_seeks(table, &cursors[which], &key, count, &at[which]);
        else
            assert_steps(table, &cursors[which], count, &at[which]);
    }
}

static void walk(struct table *table, size_t count)
{
    struct table_cursor cursor = {0};
    ptrdiff_t at = -1;
    for (size_t i = 0; i < count + 2; i++)
        assert_steps(table, &cursor, count, &at);
    assert_int_equal(at + 1, count);
}

static void test_random_entries_are_found_and_stepped_to(void **state)
{
    seed = any_seed();
    for (unsigned round = 0; round < 40; round++) {
        const uint32_t key_max = round % 3 == 0 ? GLASS_KEY_MAX : 12,
                       tag_max = round % 5 == 0 ? 300000 : 3000;
        const size_t count = make_pairs(1 + below(round % 2 ? ENTRIES_MAX : 300), key_max, tag_max);
        write_table(state, count, block_sizes[round % 4]);
        struct table *table = open_it(state);
        seek_and_step(table, count);
        walk(table, count);
        table_keep(table, below(20 * GLASS_BLOCK_SIZE));
        seek_and_step(table, count);
        walk(table, count);
        table_close(table);
    }
}

static void test_table_without_entries_or_file_has_none(void **state)
{
    struct table_cursor cursor = {0};
    struct table_entry entry;
    for (unsigned without = 0; without < 2; without++) {
        const char *path = write_table(state, 0, GLASS_BLOCK_SIZE);
        if (without) version.roots[GLASS_POSTLIST] = glass_root_none(0);
        if (without) assert_int_equal(unlink(path), 0);
        struct table *table = open_it(state);
        assert_int_equal(table_seek(table, &cursor, "x", 1, &entry, NULL), NSEARCH_OK);
        assert_int_equal(entry.key_size, 0);
        assert_false(entry.exact);
        assert_int_equal(table_next(table, &cursor, &entry, NULL), NSEARCH_OK);
        assert_int_equal(entry.key_size, 0);
        table_close(table);
    }
}

/* ---- Damage -------------------------------------------------------------------------------------- */

static volatile unsigned sum; /* of bytes that were read, so that they are */

static nsearch_status read_entry(struct table *table, const struct table_cursor *cursor,
                                 struct table_entry *entry)
{
    const nsearch_status status = table_join(table, cursor, entry, NULL);
    for (size_t i = 0; i < entry->key_size; i++)
        sum += entry->key[i];
    for (size_t i = 0; i < entry->tag_size; i++)
        sum += entry->tag[i];
    return status;
}

/* Steps from the beginning to the end, if it gets there; never more often than there are entries. */
static void walk_damaged(void **state, size_t count)
{
    struct table *table = open_it(state);
    struct table_cursor cursor = {0};
    struct table_entry entry = {0};
    nsearch_status status = NSEARCH_OK;
    size_t steps = 0;
    do {
        status = table_next(table, &cursor, &entry, NULL);
        if (!status) (void)read_entry(table, &cursor, &entry);
        assert_true(steps++ <= 2 * count);
    } while (!status && entry.key_size);
    assert_true(status == NSEARCH_OK || status == NSEARCH_DAMAGED);
    table_close(table);
}

static void seek_damaged(void **state, size_t count)
{
    struct table *table = open_it(state);
    struct table_cursor cursor = {0};
    struct table_entry entry;
    for (unsigned i = 0; i < 200; i++) {
        const struct pair key = draw_key(count, (ptrdiff_t)below((uint32_t)count));
        nsearch_status status = table_seek(table, &cursor, key.key, key.key_size, &entry, NULL);
        if (!status) status = read_entry(table, &cursor, &entry);
        if (!status) status = table_next(table, &cursor, &entry, NULL);
        assert_true(status == NSEARCH_OK || status == NSEARCH_DAMAGED);
    }
    table_close(table);
}

static void write_file(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void test_damage_ends_in_an_error_or_goes_unseen(void **state)
{
    static uint8_t whole[1 << 20];
    seed = any_seed();
    const size_t count = make_pairs(2000, 20, 9000);
    const char *path = write_table(state, count, GLASS_BLOCK_SIZE_MIN);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t size = fread(whole, 1, sizeof whole, file);
    fclose(file);
    assert_true(size < sizeof whole);
    for (unsigned round = 0; round < 300; round++) {
        uint8_t saved[64];
        const size_t length = 1 + below(below(2) ? 4 : sizeof saved);
        size_t at = below((uint32_t)(size - length));
        if (below(2)) at -= at % GLASS_BLOCK_SIZE_MIN; /* a block's head */
        memcpy(saved, whole + at, length);
        for (size_t i = 0; i < length; i++)
            whole[at + i] = (uint8_t)below(256);
        write_file(path, whole, below(4) ? size : below((uint32_t)size));
        memcpy(whole + at, saved, length);
        walk_damaged(state, count);
        seek_damaged(state, count);
    }
}

/* A branch whose children are all the first one: keys that would come round and round. */
static void test_a_loop_is_damage(void **state)
{
    seed = 11;
    const size_t count = make_pairs(ENTRIES_MAX, GLASS_KEY_MAX, 50);
    const char *path = write_table(state, count, GLASS_BLOCK_SIZE_MIN);
    const struct glass_root *root = &version.roots[GLASS_POSTLIST];
    uint8_t block[GLASS_BLOCK_SIZE_MIN];
    assert_true(root->level > 1);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, (long)root->root * GLASS_BLOCK_SIZE_MIN, SEEK_SET);
    assert_int_equal(fread(block, 1, sizeof block, file), sizeof block);
    for (uint32_t i = 1; i < block_items(block); i++)
        memcpy(block + (block_item(block, i) - block), block_item(block, 0), 4);
    fseek(file, (long)root->root * GLASS_BLOCK_SIZE_MIN, SEEK_SET);
    assert_int_equal(fwrite(block, 1, sizeof block, file), sizeof block);
    fclose(file);

    struct table *table = open_it(state);
    struct table_cursor cursor = {0};
    struct table_entry entry;
    nsearch_error error;
    nsearch_status status;
    do
        status = table_next(table, &cursor, &entry, &error);
    while (!status && entry.key_size);
    assert_int_equal(status, NSEARCH_DAMAGED);
    assert_non_null(strstr(error.message, "postlist.glass: its keys are out of order"));
    assert_non_null(strstr(error.message, "nindex --check"));
    table_close(table);
}

/* Where it is broken or ends, nothing else is hidden. */
static void test_what_is_cut_off_is_an_error_and_the_rest_is_found(void **state)
{
    seed = 7;
    const size_t count = make_pairs(3000, 12, 50);
    const char *path = write_table(state, count, GLASS_BLOCK_SIZE_MIN);
    struct table *table = open_it(state);
    struct table_cursor cursor = {0};
    struct table_entry entry;
    nsearch_error error;
    size_t found = 0, damaged = 0;
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, 5 * GLASS_BLOCK_SIZE_MIN, SEEK_SET);
    fwrite("broken", 1, 6, file);
    fclose(file);
    for (size_t i = 0; i < count; i++) {
        const nsearch_status status = table_seek(table, &cursor, pairs[i].key, pairs[i].key_size,
                                                 &entry, &error);
        assert_true(status == NSEARCH_DAMAGED || (!status && entry.exact));
        *(status ? &damaged : &found) += 1;
    }
    assert_true(damaged > 0 && damaged < count / 4);
    assert_non_null(strstr(error.message, "a broken block"));
    table_close(table);

    table = open_it(state);
    assert_int_equal(truncate(path, 0), 0); /* while it is open */
    assert_int_equal(table_seek(table, &(struct table_cursor){0}, "x", 1, &entry, &error),
                     NSEARCH_DAMAGED);
    assert_non_null(strstr(error.message, "it ends too early"));
    table_close(table);
}

static void test_what_cannot_be_opened_says_why(void **state)
{
    struct table *table;
    struct glass_version wrong;
    nsearch_error error;
    make_pairs(10, 10, 10);
    const char *path = write_table(state, 1, GLASS_BLOCK_SIZE);
    wrong = version;
    wrong.roots[GLASS_POSTLIST].level = GLASS_LEVELS_MAX;
    assert_int_equal(table_open(*state, &wrong, GLASS_POSTLIST, &table, NULL), NSEARCH_DAMAGED);
    wrong.roots[GLASS_POSTLIST].level = 0;
    wrong.roots[GLASS_POSTLIST].block_size = 5000;
    assert_int_equal(table_open(*state, &wrong, GLASS_POSTLIST, &table, NULL), NSEARCH_DAMAGED);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(table_open(*state, &version, GLASS_POSTLIST, &table, &error), NSEARCH_DAMAGED);
    assert_null(table);
    assert_non_null(strstr(error.message, path));
    assert_non_null(strstr(error.message, "it isn't there"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_random_entries_are_found_and_stepped_to, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_table_without_entries_or_file_has_none, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_damage_ends_in_an_error_or_goes_unseen, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_loop_is_damage, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_cut_off_is_an_error_and_the_rest_is_found,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_opened_says_why, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
