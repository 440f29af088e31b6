#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "indexer/rejects.h"
#include "tests/unit/scratch.h"

static void test_each_reject_is_a_json_object_on_a_line(void **state)
{
    struct rejects *rejects;
    char path[4200], text[1000] = "";
    strcpy(path, scratch_write(*state, "rejects", "old", 3));
    assert_int_equal(rejects_open(path, &rejects, NULL), NSEARCH_OK);
    rejects_add(rejects, &(struct reject){"a\"b/c\n", 7, REJECT_MALFORMED, "why \\ not"});
    rejects_add(rejects, &(struct reject){"caf\xE9", 0, REJECT_TOO_LONG, "x"});
    assert_int_equal(rejects_close(rejects, NULL), NSEARCH_OK);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    fclose(file);
    assert_string_equal(
        text,
        "{\"path\":\"a\\\"b/c\\n\",\"line\":7,\"kind\":\"malformed\",\"reason\":\"why \\\\ not\"}\n"
        "{\"path\":\"caf\xC3\xA9\",\"kind\":\"too_long\",\"reason\":\"x\"}\n");
}

static void test_a_file_that_cannot_be_made_is_told_at_once(void **state)
{
    struct rejects *rejects;
    assert_int_equal(rejects_open(scratch_path(*state, "none/x"), &rejects, NULL), NSEARCH_MISSING);
    assert_null(rejects);
}

static void test_a_full_disk_is_told_at_the_end(void **state)
{
    (void)state;
    struct rejects *rejects;
    nsearch_error error;
    if (rejects_open("/dev/full", &rejects, NULL)) skip();
    rejects_add(rejects, &(struct reject){"a", 1, REJECT_EMPTY, "b"});
    assert_int_equal(rejects_close(rejects, &error), NSEARCH_IO);
    assert_non_null(strstr(error.message, "/dev/full"));
}

static void test_closing_none_is_nothing(void **state)
{
    (void)state;
    assert_int_equal(rejects_close(NULL, NULL), NSEARCH_OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_reject_is_a_json_object_on_a_line),
        TEST(test_a_file_that_cannot_be_made_is_told_at_once),
        TEST(test_a_full_disk_is_told_at_the_end),
        TEST(test_closing_none_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
