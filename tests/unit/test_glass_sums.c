/* test_glass_sums.c - the checksums that go with a segment: of what was written, and of what is there now. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/glass_sums.h"
#include "tests/unit/random.h"
#include "tests/unit/table.h"

enum {
    ENTRIES = 30000 /* two levels of branches */
};

/* Writes a database of one table with that many entries into the test's directory. */
static void write_database(void **state, uint32_t block_size, struct glass_version *version)
{
    const struct glass_options options = {.block_size = block_size};
    struct glass_table *table;
    *version = (struct glass_version){.revision = 1};
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++)
        version->roots[i] = glass_root_none(0);
    assert_int_equal(
        glass_table_create(scratch_path(*state, "docdata.glass"), &options, &table, NULL),
        NSEARCH_OK);
    for (uint32_t i = 0; i < ENTRIES; i++) {
        char key[16], tag[64];
        snprintf(key, sizeof key, "%09u", i);
        for (size_t j = 0; j < sizeof tag; j++)
            tag[j] = (char)below(256);
        assert_int_equal(glass_table_add(table, key, 9, tag, below(sizeof tag), NULL), NSEARCH_OK);
    }
    assert_int_equal(glass_table_finish(table, &version->roots[GLASS_DOCDATA], NULL), NSEARCH_OK);
    glass_table_free(table);
    assert_int_equal(glass_version_write(*state, version, NULL), NSEARCH_OK);
}

static uint64_t sum_now(void **state, const char *name)
{
    uint64_t sum;
    assert_int_equal(glass_sums_of_file(scratch_path(*state, name), NULL, &sum, NULL), NSEARCH_OK);
    return sum;
}

static void test_what_was_written_is_what_is_there(void **state)
{
    for (uint32_t size = GLASS_BLOCK_SIZE_MIN; size <= GLASS_BLOCK_SIZE_MAX; size *= 2) {
        struct glass_version version;
        struct glass_sums sums;
        write_database(state, size, &version);
        assert_int_equal(glass_sums_read(*state, &sums, NULL), NSEARCH_OK);
        for (size_t i = 0; i < GLASS_FILE_COUNT; i++) {
            const bool is_there = i == GLASS_DOCDATA || i == GLASS_TABLE_COUNT;
            assert_int_equal(sums.files[i].known, is_there);
            if (is_there) assert_true(sums.files[i].sum == sum_now(state, glass_file_name(i)));
        }
    }
}

static void test_every_change_shows(void **state)
{
    unsigned char bytes[3 * GLASS_SUM_UNIT + 77];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = i < GLASS_SUM_UNIT ? 0 : (unsigned char)below(256);
    scratch_write(*state, "f", bytes, sizeof bytes);
    const uint64_t sum = sum_now(state, "f");
    assert_true(sum == glass_sum(bytes, sizeof bytes, 0));
    for (size_t i = 0; i < sizeof bytes; i++)
        for (int bit = 0; bit < 8; bit++) {
            bytes[i] ^= (unsigned char)(1 << bit);
            assert_true(glass_sum(bytes, sizeof bytes, 0) != sum);
            bytes[i] ^= (unsigned char)(1 << bit);
        }
    for (size_t size = 0; size < sizeof bytes; size++)
        assert_true(glass_sum(bytes, size, 0) != sum);
    unsigned char swapped[sizeof bytes]; /* two units */
    memcpy(swapped, bytes, sizeof bytes);
    memcpy(swapped, bytes + GLASS_SUM_UNIT, GLASS_SUM_UNIT);
    memcpy(swapped + GLASS_SUM_UNIT, bytes, GLASS_SUM_UNIT);
    assert_true(glass_sum(swapped, sizeof bytes, 0) != sum);
}

static void test_list_that_is_missing_or_broken_says_so(void **state)
{
    static const char *const broken[] = {
        "",
        "docdata.glass 0123456789abcdef\n", /* without iamglass */
        "iamglass 0123456789abcdef",
        "iamglass 0123456789abcde\n",
        "iamglass 0123456789abcdef0\n",
        "iamglass 0123456789abcdeF\n",
        "iamglass 0123456789abcdef\niamglass 0123456789abcdef\n",
        "other 0123456789abcdef\niamglass 0123456789abcdef\n",
    };
    struct glass_sums sums;
    nsearch_error error;
    assert_int_equal(glass_sums_read(*state, &sums, &error), NSEARCH_MISSING);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        scratch_write(*state, GLASS_SUMS, broken[i], strlen(broken[i]));
        assert_int_equal(glass_sums_read(*state, &sums, &error), NSEARCH_DAMAGED);
        assert_non_null(strstr(error.message, "/sums: "));
    }
    scratch_write(*state, GLASS_SUMS, "iamglass 0123456789abcdef\n", 26);
    assert_int_equal(glass_sums_read(*state, &sums, &error), NSEARCH_OK);
    assert_true(sums.files[GLASS_TABLE_COUNT].sum == 0x0123456789abcdefu);
}

static void test_summing_is_stopped(void **state)
{
    volatile sig_atomic_t stop = 2;
    uint64_t sum;
    scratch_write(*state, "f", "text", 4);
    assert_int_equal(glass_sums_of_file(scratch_path(*state, "f"), &stop, &sum, NULL),
                     NSEARCH_INVALID);
}

#define in_directory(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_directory(test_what_was_written_is_what_is_there),
        in_directory(test_every_change_shows),
        in_directory(test_list_that_is_missing_or_broken_says_so),
        in_directory(test_summing_is_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
