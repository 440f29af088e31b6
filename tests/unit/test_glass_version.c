/* test_glass_version.c - iamglass: its bytes, what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "indexer/glass.h"
#include "tests/unit/scratch.h"

/* Of a database of two documents that Xapian made. */
static const uint8_t two_documents[] = {
    0x0f, 0x0d, 'X',  'a',  'p',  'i',  'a',  'n',  ' ',  'G',  'l',  'a',  's',  's',  0x04,
    0x6e, 0xb6, 0x4e, 0x50, 0x59, 0xed, 0x6e, 0x4a, 0x4d, 0xa6, 0x75, 0x20, 0x98, 0x91, 0xbf,
    0xa2, 0x70, 0x01, 0x00, 0x02, 0x18, 0x04, 0x00, 0x06, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x02, 0x02, 0x04, 0x12, 0x06, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x04,
    0x04, 0x12, 0x06, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x0b, 0x04, 0x00, 0x06,
    0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x00, 0x04, 0x12, 0x00, 0x00, 0x03, 0x00,
    0x04, 0x12, 0x00, 0x02, 0x00, 0x06, 0x04, 0x18, 0x00, 0x22, 0x00,
};

static struct glass_version two_documents_version(void)
{
    struct glass_version version = {.revision = 1};
    static const uint32_t entries[] = {24, 2, 4, 11};
    memcpy(version.uuid, two_documents + 16, sizeof version.uuid);
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++) {
        uint32_t compress_min = i == GLASS_POSTLIST || i == GLASS_POSITION ? 0 : GLASS_COMPRESS_MIN;
        version.roots[i] = glass_root_none(compress_min);
        if (i > GLASS_POSITION) continue;
        version.roots[i].none = false;
        version.roots[i].entries = entries[i];
        version.roots[i].block_count = 1;
    }
    version.stats = (struct glass_stats){.document_count = 2,
                                         .last_docid = 2,
                                         .length_min = 6,
                                         .length_max = 28,
                                         .wdf_max = 4,
                                         .length_total = 34};
    return version;
}

static void test_version_file_has_the_bytes_of_xapians_own(void **state)
{
    struct glass_version version = two_documents_version();
    uint8_t got[256];
    assert_int_equal(glass_version_write(*state, &version, NULL), NSEARCH_OK);
    FILE *file = fopen(scratch_path(*state, "iamglass"), "rb");
    assert_non_null(file);
    assert_int_equal(fread(got, 1, sizeof got, file), sizeof two_documents);
    fclose(file);
    assert_memory_equal(got, two_documents, sizeof two_documents);
    assert_int_equal(access(scratch_path(*state, "v.tmp"), F_OK), -1);
}

static void test_version_file_reads_back(void **state)
{
    struct glass_version version, expected = two_documents_version();
    scratch_write(*state, "iamglass", two_documents, sizeof two_documents);
    assert_int_equal(glass_version_read(*state, &version, NULL), NSEARCH_OK);
    assert_memory_equal(&version.stats, &expected.stats, sizeof version.stats);
    assert_int_equal(version.revision, 1);
    for (size_t i = 0; i < GLASS_TABLE_COUNT; i++) {
        assert_int_equal(version.roots[i].entries, expected.roots[i].entries);
        assert_int_equal(version.roots[i].none, expected.roots[i].none);
        assert_int_equal(version.roots[i].block_size, 8192);
        assert_int_equal(version.roots[i].block_count, expected.roots[i].block_count);
        assert_int_equal(version.roots[i].compress_min, expected.roots[i].compress_min);
    }
}

static void test_version_without_a_uuid_gets_one_of_its_own(void **state)
{
    struct glass_version version = two_documents_version(), first, second;
    memset(version.uuid, 0, sizeof version.uuid);
    assert_int_equal(glass_version_write(*state, &version, NULL), NSEARCH_OK);
    assert_int_equal(glass_version_read(*state, &first, NULL), NSEARCH_OK);
    assert_int_equal(glass_version_write(*state, &version, NULL), NSEARCH_OK);
    assert_int_equal(glass_version_read(*state, &second, NULL), NSEARCH_OK);
    assert_memory_not_equal(first.uuid, second.uuid, sizeof first.uuid);
    assert_int_equal(first.uuid[6] >> 4, 4);
}

static void test_every_cut_of_a_version_file_is_damage(void **state)
{
    struct glass_version version;
    for (size_t size = 0; size < sizeof two_documents; size++) {
        scratch_write(*state, "iamglass", two_documents, size);
        assert_int_equal(glass_version_read(*state, &version, NULL), NSEARCH_DAMAGED);
    }
    uint8_t longer[sizeof two_documents + 1] = {0};
    memcpy(longer, two_documents, sizeof two_documents);
    scratch_write(*state, "iamglass", longer, sizeof longer);
    assert_int_equal(glass_version_read(*state, &version, NULL), NSEARCH_DAMAGED);
}

static void test_another_format_is_foreign_and_no_file_is_missing(void **state)
{
    struct glass_version version;
    uint8_t other[sizeof two_documents];
    assert_int_equal(glass_version_read(*state, &version, NULL), NSEARCH_MISSING);
    memcpy(other, two_documents, sizeof other);
    other[15]++;
    scratch_write(*state, "iamglass", other, sizeof other);
    assert_int_equal(glass_version_read(*state, &version, NULL), NSEARCH_FOREIGN);
}

static void test_statistics_that_contradict_each_other_are_refused(void **state)
{
    struct glass_version version = two_documents_version();
    version.stats.last_docid = 1;
    assert_int_equal(glass_version_write(*state, &version, NULL), NSEARCH_INTERNAL);
    version = two_documents_version();
    version.stats.wdf_max = 29;
    assert_int_equal(glass_version_write(*state, &version, NULL), NSEARCH_INTERNAL);
    assert_int_equal(access(scratch_path(*state, "iamglass"), F_OK), -1);
}

#define in_directory(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_directory(test_version_file_has_the_bytes_of_xapians_own),
        in_directory(test_version_file_reads_back),
        in_directory(test_version_without_a_uuid_gets_one_of_its_own),
        in_directory(test_every_cut_of_a_version_file_is_damage),
        in_directory(test_another_format_is_foreign_and_no_file_is_missing),
        in_directory(test_statistics_that_contradict_each_other_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
