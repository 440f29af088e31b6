/* test_file.c - tests of indexer/file.c: writing whole files, at offsets, and files without a name. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "indexer/file.h"
#include "tests/unit/scratch.h"

static bool no_links;

/* In place of libc's: as on a file system where a file has but one name. */
int link(const char *from, const char *to)
{
    if (!no_links) return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
    errno = EPERM;
    return -1;
}

static void assert_content(const char *path, const char *want)
{
    char got[64] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    got[fread(got, 1, sizeof got - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(got, want);
}

static void test_a_file_holds_what_was_written_and_nothing_older(void **state)
{
    nsearch_error error;
    const char *path = scratch_write(*state, "file", "older and longer", 16);
    assert_int_equal(file_write(path, "new", 3, &error), NSEARCH_OK);
    assert_content(path, "new");
}

static void test_a_linked_file_holds_the_same_and_takes_nothing_elses_name(void **state)
{
    nsearch_error error;
    const char *from = scratch_write(*state, "from", "bytes", 5);
    const char *to = scratch_path(*state, "to"), *none = scratch_path(*state, "none");
    assert_int_equal(file_link(from, to, &error), NSEARCH_OK);
    assert_content(to, "bytes");
    assert_int_equal(file_link(from, to, &error), NSEARCH_IO);
    assert_int_equal(file_link(none, to, &error), NSEARCH_MISSING);
    assert_non_null(strstr(error.message, none));
    assert_content(from, "bytes");
}

static void test_without_links_a_file_is_copied(void **state)
{
    nsearch_error error;
    static char data[50000];
    struct stat info;
    memset(data, 'x', sizeof data);
    const char *from = scratch_write(*state, "from", data, sizeof data);
    const char *to = scratch_path(*state, "to"), *none = scratch_path(*state, "none");
    no_links = true;
    assert_int_equal(file_link(from, to, &error), NSEARCH_OK);
    assert_int_equal(stat(to, &info), 0);
    assert_int_equal(info.st_size, sizeof data);
    assert_int_equal(info.st_nlink, 1);
    assert_int_equal(file_link(from, to, &error), NSEARCH_IO);
    assert_int_equal(file_link(none, to, &error), NSEARCH_MISSING);
    no_links = false;
}

static void test_a_file_that_cannot_be_made_is_named(void **state)
{
    nsearch_error error;
    const char *path = scratch_path(*state, "none/file");
    assert_int_equal(file_write(path, "new", 3, &error), NSEARCH_MISSING);
    assert_non_null(strstr(error.message, path));
}

static void test_a_full_disk_is_told_with_the_path(void **state)
{
    (void)state;
    nsearch_error error;
    if (access("/dev/full", W_OK)) skip();
    assert_int_equal(file_write("/dev/full", "new", 3, &error), NSEARCH_IO);
    assert_string_equal(error.message, "/dev/full: No space left on device");
}

static void test_writing_at_an_offset_leaves_the_rest(void **state)
{
    nsearch_error error;
    const char *path = scratch_write(*state, "file", "abcdef", 6);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(file_write_at(fileno(file), path, 2, "XY", 2, &error), NSEARCH_OK);
    fclose(file);
    assert_content(path, "abXYef");
}

static void test_a_nameless_file_leaves_nothing_in_its_directory(void **state)
{
    nsearch_error error;
    char got[5] = "";
    int file;
    assert_int_equal(file_open_nameless(*state, &file, &error), NSEARCH_OK);
    assert_int_equal(file_write_at(file, *state, 0, "text", 4, &error), NSEARCH_OK);
    assert_int_equal(pread(file, got, 4, 0), 4);
    assert_string_equal(got, "text");
    assert_int_equal(rmdir(*state), 0); /* it is empty */
    close(file);
    assert_int_equal(mkdir(*state, 0700), 0);
}

/* A directory that others may write to, /tmp, can hold anything by any name. */
static void test_nameless_files_never_meet(void **state)
{
    nsearch_error error;
    char got[5] = "";
    int one, two;
    assert_int_equal(file_open_nameless(*state, &one, &error), NSEARCH_OK);
    assert_int_equal(file_open_nameless(*state, &two, &error), NSEARCH_OK);
    assert_int_equal(file_write_at(one, *state, 0, "one", 3, &error), NSEARCH_OK);
    assert_int_equal(file_write_at(two, *state, 0, "two", 3, &error), NSEARCH_OK);
    assert_int_equal(pread(one, got, 3, 0), 3);
    assert_string_equal(got, "one");
    close(one);
    close(two);
}

static void test_a_nameless_file_needs_its_directory(void **state)
{
    nsearch_error error;
    const char *none = scratch_path(*state, "none");
    int file;
    assert_int_equal(file_open_nameless(none, &file, &error), NSEARCH_MISSING);
    assert_non_null(strstr(error.message, none));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_file_holds_what_was_written_and_nothing_older),
        TEST(test_without_links_a_file_is_copied),
        TEST(test_a_linked_file_holds_the_same_and_takes_nothing_elses_name),
        TEST(test_a_file_that_cannot_be_made_is_named),
        TEST(test_a_full_disk_is_told_with_the_path),
        TEST(test_writing_at_an_offset_leaves_the_rest),
        TEST(test_a_nameless_file_leaves_nothing_in_its_directory),
        TEST(test_nameless_files_never_meet),
        TEST(test_a_nameless_file_needs_its_directory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
