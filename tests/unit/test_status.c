#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "indexer/status.h"
#include "tests/unit/scratch.h"

static void write_and_read(const char *index, const struct status *status, struct status *back)
{
    nsearch_error error;
    assert_int_equal(status_write(index, status, status->end != 0, &error), NSEARCH_OK);
    assert_int_equal(status_read(index, back, &error), NSEARCH_OK);
    assert_string_equal(back->command, status->command);
    assert_string_equal(back->host, status->host);
    assert_int_equal(back->pid, status->pid);
    assert_int_equal(back->start, status->start);
    assert_int_equal(back->end, status->end);
    assert_int_equal(back->phase, status->phase);
    assert_memory_equal(&back->counts, &status->counts, sizeof back->counts);
    assert_int_equal(back->exit, status->exit);
}

static void test_what_is_written_is_read(void **state)
{
    struct status status, back;
    status_init(&status, "update");
    assert_int_equal(status.pid, getpid());
    assert_true(*status.host);
    for (status.phase = STATUS_SCANNING; status.phase < STATUS_DONE; status.phase++)
        write_and_read(*state, &status, &back);
    status.phase = STATUS_DONE;
    status.end = status.start + 3;
    status.counts = (struct status_counts){1,  2,  3,         4,  5,  {6, 7, 8, 9, 10, 11},
                                           12, 13, INT64_MAX, 15, 16, 17};
    write_and_read(*state, &status, &back);
    assert_string_equal(back.error, "");
    status.phase = STATUS_FAILED;
    status.exit = 9;
    strcpy(status.error, "/a \"b\"\\\t\xC3\xA9: No space left");
    write_and_read(*state, &status, &back);
    assert_string_equal(back.error, status.error);
}

static void test_bytes_that_are_no_text_do_no_harm(void **state)
{
    struct status status, back;
    status_init(&status, "full");
    status.end = status.start;
    status.phase = STATUS_FAILED;
    strcpy(status.error, "caf\xE9\x01");
    write_and_read(*state, &status, &back);
    assert_string_equal(back.error, "caf\xC3\xA9\x01");
    memset(status.error, '"', sizeof status.error - 1); /* twice as long, written */
    write_and_read(*state, &status, &back);
    assert_string_equal(back.error, status.error);
}

static void test_what_is_no_status_is_damaged(void **state)
{
    static const char good[] =
        "{\"command\":\"update\",\"pid\":-1,\"start\":\"2026-11-22T03:00:01Z\","
        "\"end\":null,\"phase\":\"done\"}\n",
                      *const wrong[] = {"",
                                        "null",
                                        "[]",
                                        "{}",
                                        "{\"a\":1}",
                                        "{\"pid\":}",
                                        "{\"pid\":-}",
                                        "{\"pid\":nul}",
                                        "{\"pid\":{}}",
                                        "{\"pid\"}",
                                        "{\"pid\":1,}",
                                        "{pid:1}"};
    struct status status;
    nsearch_error error;
    scratch_write(*state, STATUS_FILE, good, sizeof good - 1);
    assert_int_equal(status_read(*state, &status, &error), NSEARCH_OK);
    assert_int_equal(status.pid, -1);
    for (size_t size = 0; size < sizeof good - 2; size++) {
        scratch_write(*state, STATUS_FILE, good, size);
        assert_int_equal(status_read(*state, &status, &error), NSEARCH_DAMAGED);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        scratch_write(*state, STATUS_FILE, wrong[i], strlen(wrong[i]));
        assert_int_equal(status_read(*state, &status, &error), NSEARCH_DAMAGED);
    }
}

static void test_nothing_is_left_beside_it(void **state)
{
    struct status status;
    status_init(&status, "full");
    assert_int_equal(status_write(*state, &status, false, NULL), NSEARCH_OK);
    assert_int_equal(access(scratch_path(*state, "status.json"), F_OK), 0);
    assert_int_not_equal(access(scratch_path(*state, "status.json.new"), F_OK), 0);
}

static void test_without_one_it_is_missing(void **state)
{
    struct status status;
    nsearch_error error;
    assert_int_equal(status_read(*state, &status, &error), NSEARCH_MISSING);
    assert_int_equal(status_write("/nowhere/at all", &status, true, &error), NSEARCH_MISSING);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_written_is_read),      TEST(test_bytes_that_are_no_text_do_no_harm),
        TEST(test_what_is_no_status_is_damaged), TEST(test_nothing_is_left_beside_it),
        TEST(test_without_one_it_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
