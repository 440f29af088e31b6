/* test_behind.c - tests of indexer/behind.c: what is written, and that errors come back. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "indexer/behind.h"
#include "tests/unit/scratch.h"

enum {
    SIZE = 5000, /* of a piece, */
    PIECES = 50
};

static void test_pieces_are_written_where_they_belong(void **state)
{
    static char pieces[2][SIZE], got[SIZE];
    struct behind *behind;
    const char *path = scratch_path(*state, "file");
    const int file = open(path, O_RDWR | O_CREAT, 0666);
    assert_int_equal(behind_create(file, path, &behind, NULL), NSEARCH_OK);
    for (size_t i = 0; i < PIECES; i++) {
        char *piece = pieces[i % 2];
        memset(piece, (int)('a' + i), SIZE);
        assert_int_equal(behind_write(behind, (PIECES - 1 - i) * (uint64_t)SIZE, piece, SIZE, NULL),
                         NSEARCH_OK);
    }
    assert_int_equal(behind_wait(behind, NULL), NSEARCH_OK);
    for (size_t i = 0; i < PIECES; i++) {
        memset(pieces[0], (int)('a' + PIECES - 1 - i), SIZE);
        assert_int_equal(read(file, got, SIZE), SIZE);
        assert_memory_equal(got, pieces[0], SIZE);
    }
    behind_free(behind);
    close(file);
}

static void test_an_error_is_told_once_it_is_known(void **state)
{
    struct behind *behind;
    nsearch_error error = {0};
    const char *path = scratch_write(*state, "file", "", 0);
    const int file = open(path, O_RDONLY);
    assert_int_equal(behind_create(file, path, &behind, &error), NSEARCH_OK);
    assert_int_equal(behind_write(behind, 0, "text", 4, &error), NSEARCH_OK);
    assert_int_equal(behind_write(behind, 4, "more", 4, &error), NSEARCH_IO);
    assert_non_null(strstr(error.message, path));
    assert_int_equal(behind_wait(behind, &error), NSEARCH_IO);
    behind_free(behind);
    close(file);
}

static void test_freeing_writes_what_is_due(void **state)
{
    struct behind *behind;
    char got[5] = "";
    const char *path = scratch_path(*state, "file");
    const int file = open(path, O_RDWR | O_CREAT, 0666);
    assert_int_equal(behind_create(file, path, &behind, NULL), NSEARCH_OK);
    assert_int_equal(behind_write(behind, 0, "text", 4, NULL), NSEARCH_OK);
    behind_free(behind);
    behind_free(NULL);
    assert_int_equal(read(file, got, sizeof got), 4);
    assert_string_equal(got, "text");
    close(file);
}

#define test(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(test_pieces_are_written_where_they_belong),
        test(test_an_error_is_told_once_it_is_known),
        test(test_freeing_writes_what_is_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
