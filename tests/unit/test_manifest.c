#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "common/buf.h"
#include "indexer/manifest.h"
#include "tests/unit/random.h"
#include "tests/unit/scratch.h"

static const struct manifest_file files[] = {
    {"/a b", "/a b", 0, 0, 0, false},
    {"/caf\xE9/\n%41\x7F/x", "/caf%E9/%0A%41%7F/x", UINT64_MAX, INT64_MAX, 7, true},
    {"/cafe", "/cafe", 12, 1577836800123456789, 1, false},
    {"/caf\xC3\xA9", "/caf\xC3\xA9", 12, 1577836800123456789, 1, false},
    {"/n/z", "/n/z", 1, -1, UINT64_MAX, false},
    {"/n-", "/n-", 12, 1577836800123456789, 1, false},
};

enum {
    FILE_COUNT = sizeof files / sizeof *files
};

static void write_manifest(void **state, const char *name)
{
    struct manifest_writer *writer;
    struct roots roots = {0};
    roots_add(&roots, "/a b", NULL);
    roots_add(&roots, "/\n", NULL);
    assert_int_equal(roots_settle(&roots, NULL), NSEARCH_OK);
    assert_int_equal(manifest_create(scratch_path(*state, name), &roots, &writer, NULL), 0);
    for (size_t i = 0; i < FILE_COUNT; i++)
        assert_int_equal(manifest_add(writer, &files[i], NULL), NSEARCH_OK);
    assert_int_equal(manifest_add_shadowed(writer, "/a b", 3, NULL), NSEARCH_OK);
    assert_int_equal(manifest_add_shadowed(writer, "/n/z", 0, NULL), NSEARCH_OK);
    assert_int_equal(manifest_finish(writer, NULL), NSEARCH_OK);
    manifest_free(writer);
    roots_release(&roots);
}

static void test_what_is_written_is_read(void **state)
{
    struct manifest_reader *reader;
    const struct manifest_file *file;
    const char *path;
    uint64_t articles;
    write_manifest(state, "m");
    assert_int_equal(manifest_open(scratch_path(*state, "m"), &reader, NULL), NSEARCH_OK);
    const struct roots *roots = manifest_roots(reader);
    assert_int_equal(roots->count, 2);
    assert_string_equal(roots->paths[0], "/\n");
    assert_string_equal(roots->paths[1], "/a b");
    for (size_t i = 0; i < FILE_COUNT; i++) {
        assert_int_equal(manifest_next(reader, &file, NULL), NSEARCH_OK);
        assert_non_null(file);
        assert_string_equal(file->path, files[i].path);
        assert_string_equal(file->name, files[i].name);
        assert_true(file->size == files[i].size && file->mtime == files[i].mtime);
        assert_true(file->articles == files[i].articles && file->unsure == files[i].unsure);
    }
    assert_int_equal(manifest_next(reader, &file, NULL), NSEARCH_OK);
    assert_null(file);
    assert_int_equal(manifest_next_shadowed(reader, &path, &articles, NULL), NSEARCH_OK);
    assert_string_equal(path, "/a b");
    assert_int_equal(articles, 3);
    assert_int_equal(manifest_next_shadowed(reader, &path, &articles, NULL), NSEARCH_OK);
    assert_string_equal(path, "/n/z");
    assert_int_equal(articles, 0);
    assert_int_equal(manifest_next_shadowed(reader, &path, &articles, NULL), NSEARCH_OK);
    assert_null(path);
    manifest_close(reader);
}

static nsearch_status read_all(const char *path, nsearch_error *error)
{
    struct manifest_reader *reader;
    const struct manifest_file *file = NULL;
    const char *shadowed = NULL;
    uint64_t articles;
    nsearch_status status = manifest_open(path, &reader, error);
    if (status) {
        assert_null(reader);
        return status;
    }
    do
        status = manifest_next(reader, &file, error);
    while (!status && file);
    while (!status &&
           (status = manifest_next_shadowed(reader, &shadowed, &articles, error), shadowed))
        ;
    manifest_close(reader);
    return status;
}

static void assert_damaged(void **state, const char *text, const char *why)
{
    nsearch_error error;
    const char *path = scratch_write(*state, "bad", text, strlen(text));
    assert_int_equal(read_all(path, &error), NSEARCH_DAMAGED);
    if (!strstr(error.message, why)) fail_msg("%s\nin: %s", error.message, text);
    assert_non_null(strstr(error.message, "--full"));
    assert_non_null(strstr(error.message, "--rebuild-from-index"));
}

#define HEAD "nsearch manifest 1\nroot /n\n"

static void test_what_is_no_manifest_is_told_with_what_to_do(void **state)
{
    assert_damaged(state, "", "not a manifest");
    assert_damaged(state, "nsearch manifest 2\n", "not a manifest");
    assert_damaged(state, "nsearch manifest 1", "broken line");
    assert_damaged(state, HEAD "root n\n", ":3: no path");
    assert_damaged(state, HEAD "root /a\n", "not in order");
    assert_damaged(state, HEAD "file\n", "an unknown line");
    assert_damaged(state, HEAD "file 1 2 3 - n\n", "no path");
    assert_damaged(state, HEAD "file 1 2 3 - /%0\n", "no path");
    assert_damaged(state, HEAD "file 1 2 3 - /%00\n", "no path");
    assert_damaged(state, HEAD "file 1 2 3 - /%zz\n", "no path");
    assert_damaged(state, HEAD "file 1 2 3 x /n\n", "no file");
    assert_damaged(state, HEAD "file 1 2 3 uu /n\n", "no file");
    assert_damaged(state, HEAD "file 1 2 -3 - /n\n", "no file");
    assert_damaged(state, HEAD "file 1 99999999999999999999 3 - /n\n", "no file");
    assert_damaged(state, HEAD "file 1 9223372036854775808 3 - /n\n", "no file");
    assert_damaged(state, HEAD "file 1 2 3 - /n\nfile 1 2 3 - /n\n", ":4: not in order");
    assert_damaged(state, HEAD "shadowed /n\nshadowed /m\n", "not in order");
    assert_damaged(state, HEAD "shadowed 1\n", "no path");
    assert_damaged(state, HEAD "shadowed /n\nshadowed 2 /m\n", "not in order");
    assert_damaged(state, HEAD "shadowed /n\nfile 1 2 3 - /n\n", "an unknown line");
}

static void test_a_missing_manifest_is_missing(void **state)
{
    nsearch_error error;
    assert_int_equal(read_all(scratch_path(*state, "none"), &error), NSEARCH_MISSING);
}

static void test_an_endless_line_takes_no_memory(void **state)
{
    char *text = malloc(1 << 20);
    assert_non_null(text);
    memset(text, 'x', 1 << 20);
    memcpy(text, HEAD "file 1 2 3 - /", strlen(HEAD "file 1 2 3 - /"));
    assert_int_equal(read_all(scratch_write(*state, "long", text, 1 << 20), NULL), NSEARCH_DAMAGED);
    free(text);
}

static size_t read_bytes(const char *path, char *out, size_t capacity)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t size = fread(out, 1, capacity, file);
    fclose(file);
    return size;
}

static void test_every_cut_and_flipped_bit_is_found(void **state)
{
    char good[1024], bad[1024];
    write_manifest(state, "m");
    const size_t size = read_bytes(scratch_path(*state, "m"), good, sizeof good);
    assert_int_equal(read_all(scratch_write(*state, "same", good, size), NULL), NSEARCH_OK);
    for (size_t cut = 0; cut < size; cut++)
        assert_int_equal(read_all(scratch_write(*state, "cut", good, cut), NULL), NSEARCH_DAMAGED);
    /* What is before is gzip's head: time, system; what fills up the last byte before its end means nothing. */
    for (size_t at = 10; at < size; at++) {
        if (at == size - 9) continue;
        memcpy(bad, good, size);
        bad[at] ^= (char)(1 << below(8));
        assert_int_equal(read_all(scratch_write(*state, "bit", bad, size), NULL), NSEARCH_DAMAGED);
    }
}

static void test_a_full_disk_is_told(void **state)
{
    struct manifest_writer *writer;
    struct roots roots = {0};
    nsearch_error error;
    (void)state;
    if (access("/dev/full", W_OK)) skip();
    assert_int_equal(manifest_create("/dev/full", &roots, &writer, &error), NSEARCH_OK);
    nsearch_status status = manifest_add(writer, &files[0], &error);
    if (!status) status = manifest_finish(writer, &error);
    assert_int_equal(status, NSEARCH_IO);
    assert_non_null(strstr(error.message, "/dev/full: No space"));
    manifest_free(writer);
    assert_int_equal(manifest_create("/none/m", &roots, &writer, &error), NSEARCH_MISSING);
    assert_null(writer);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_written_is_read),
        TEST(test_what_is_no_manifest_is_told_with_what_to_do),
        TEST(test_a_missing_manifest_is_missing),
        TEST(test_an_endless_line_takes_no_memory),
        TEST(test_every_cut_and_flipped_bit_is_found),
        TEST(test_a_full_disk_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
