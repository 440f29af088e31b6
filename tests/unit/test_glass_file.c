/* test_glass_file.c - tests of indexer/glass_file.c: every block stands in its place, however it came there,
 * through the cache and past it. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "indexer/file.h"
#include "indexer/glass_file.h"
#include "tests/unit/scratch.h"

enum {
    LATE = 100 /* every so many blocks one is written when those behind it are */
};

/* So that no two blocks, and no two places in one, are alike. */
static void fill(uint8_t *bytes, uint32_t size, uint32_t number)
{
    for (uint32_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)((number * 2654435761U + i * 40503U) >> 9);
}

static void write_blocks(struct glass_file *file, uint32_t count)
{
    uint8_t *bytes = glass_file_block(file);
    assert_non_null(bytes);
    for (uint32_t i = 0; i < count; i++) {
        if (i % LATE == 0) continue;
        fill(bytes, file->block_size, i);
        assert_int_equal(glass_file_put(file, i, bytes, NULL), NSEARCH_OK);
    }
    for (uint32_t i = 0; i < count; i += LATE) {
        fill(bytes, file->block_size, i);
        assert_int_equal(glass_file_put(file, i, bytes, NULL), NSEARCH_OK);
    }
    free(bytes);
}

static void assert_blocks(const char *path, uint32_t size, uint32_t count)
{
    uint8_t *want = malloc(size), *got = malloc(size);
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    for (uint32_t i = 0; i < count; i++) {
        fill(want, size, i);
        assert_int_equal(fread(got, 1, size, in), size);
        assert_memory_equal(got, want, size);
    }
    assert_int_equal(fgetc(in), EOF);
    fclose(in);
    free(want);
    free(got);
}

static void round_trip(const char *path, uint32_t size, uint64_t bytes, bool behind)
{
    struct glass_file file;
    const uint32_t count = (uint32_t)(bytes / size) + 1;
    assert_int_equal(glass_file_create(&file, path, size, behind, NULL), NSEARCH_OK);
    write_blocks(&file, count);
    assert_int_equal(glass_file_finish(&file, count, NULL), NSEARCH_OK);
    glass_file_release(&file);
    assert_blocks(path, size, count);
}

static void test_every_block_stands_in_its_place(void **state)
{
    const char *path = scratch_path(*state, "table");
    round_trip(path, 8192, 0, false);
    round_trip(path, 8192, 3 << 20, false);
    round_trip(path, 8192, 3 << 20, true);
    round_trip(path, 2048, 3 << 20, true);
}

static void test_so_it_does_in_a_file_that_went_past_the_cache(void **state)
{
    const char *path = scratch_path(*state, "table");
    round_trip(path, 8192, 2 * GLASS_FILE_CACHED_MAX, true);
    round_trip(path, 65536, 2 * GLASS_FILE_CACHED_MAX, true);
    round_trip(path, 2048, 2 * GLASS_FILE_CACHED_MAX, true);
}

/* In memory there is nothing to go past; older kernels refuse it there. */
static void test_so_it_does_where_there_is_no_disk(void **state)
{
    struct stat shm;
    (void)state;
    if (stat("/dev/shm", &shm) || !S_ISDIR(shm.st_mode) || access("/dev/shm", W_OK)) skip();
    char path[] = "/dev/shm/nsearch-test-XXXXXX";
    const int file = mkstemp(path);
    if (file < 0) skip();
    close(file);
    round_trip(path, 8192, 2 * GLASS_FILE_CACHED_MAX, true);
    unlink(path);
}

/* What a disk with larger sectors, or a short write, leads to. */
static void test_what_cannot_go_past_the_cache_goes_through_it(void **state)
{
    static const char text[] = "not aligned to anything";
    char got[sizeof text] = "";
    const char *path = scratch_path(*state, "file");
    const int file = open(path, O_RDWR | O_CREAT | O_DIRECT, 0666);
    if (file < 0) skip();
    assert_int_equal(file_write_at(file, path, 3, text, sizeof text, NULL), NSEARCH_OK);
    assert_int_equal(pread(file, got, sizeof got, 3), (ssize_t)sizeof got);
    assert_string_equal(got, text);
    close(file);
}

static void test_a_file_that_cannot_be_made_is_told(void **state)
{
    struct glass_file file;
    nsearch_error error;
    const char *path = scratch_path(*state, "none/table");
    assert_int_equal(glass_file_create(&file, path, 8192, true, &error), NSEARCH_MISSING);
    assert_non_null(strstr(error.message, path));
    glass_file_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_block_stands_in_its_place, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_so_it_does_in_a_file_that_went_past_the_cache,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test(test_so_it_does_where_there_is_no_disk),
        cmocka_unit_test_setup_teardown(test_what_cannot_go_past_the_cache_goes_through_it,
                                        scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(test_a_file_that_cannot_be_made_is_told, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests_name("glass_file", tests, NULL, NULL);
}
