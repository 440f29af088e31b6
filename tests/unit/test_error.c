/* test_error.c - tests of common/error.c. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/error.h"

static void test_every_status_has_a_text_of_its_own(void **state)
{
    (void)state;
    for (int i = NSEARCH_OK; i <= NSEARCH_INTERNAL; i++)
        for (int j = NSEARCH_OK; j < i; j++)
            assert_string_not_equal(nsearch_status_text((nsearch_status)i),
                                    nsearch_status_text((nsearch_status)j));
    assert_string_equal(nsearch_status_text((nsearch_status)999), "unknown status");
}

static void test_a_message_is_formatted_and_the_status_returned(void **state)
{
    (void)state;
    nsearch_error error;
    assert_int_equal(error_set(&error, NSEARCH_IO, "%s: %d", "x", 5), NSEARCH_IO);
    assert_int_equal(error.status, NSEARCH_IO);
    assert_string_equal(error.message, "x: 5");
    assert_int_equal(error_set(NULL, NSEARCH_IO, "unseen"), NSEARCH_IO);
}

static void test_control_characters_never_reach_a_message(void **state)
{
    (void)state;
    nsearch_error error;
    error_set(&error, NSEARCH_IO, "a\x1b[31mb\nc");
    assert_null(strchr(error.message, '\x1b'));
    assert_null(strchr(error.message, '\n'));
}

static void test_a_long_message_is_cut_at_a_character(void **state)
{
    (void)state;
    nsearch_error error;
    char text[600] = "";
    for (int i = 0; i < 200; i++)
        strcat(text, "é");
    error_set(&error, NSEARCH_IO, "%s", text);
    size_t length = strlen(error.message);
    assert_true(length > 200 && length < sizeof error.message);
    assert_int_equal(length % 2, 0);
    assert_string_equal(error.message + length - 6, "é ...");
}

static void test_a_long_message_is_cut_behind_a_word_if_one_ends_near(void **state)
{
    (void)state;
    nsearch_error error;
    char text[600];
    for (size_t size = 250; size < 260; size++) {
        memset(text, 'x', sizeof text);
        memcpy(text + 220, " languages", 10);
        text[size] = '\0';
        error_set(&error, NSEARCH_IO, "%s", text);
        const bool fits = size < sizeof error.message;
        assert_int_equal(strlen(error.message), fits ? size : 224);
        assert_string_equal(error.message + 220, fits ? text + 220 : " ...");
    }
}

static void test_a_system_error_names_the_path_and_the_kind(void **state)
{
    (void)state;
    nsearch_error error;
    assert_int_equal(error_system(&error, ENOENT, "/none"), NSEARCH_MISSING);
    assert_string_equal(error.message, "/none: No such file or directory");
    error_system(&error, ENOENT, "");
    assert_string_equal(error.message, "\"\": No such file or directory");
    assert_int_equal(error_system(&error, EACCES, "/none"), NSEARCH_DENIED);
    assert_int_equal(error_system(&error, ENOSPC, "/none"), NSEARCH_IO);
    assert_int_equal(error_system(&error, ENOMEM, "/none"), NSEARCH_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_status_has_a_text_of_its_own),
        cmocka_unit_test(test_a_message_is_formatted_and_the_status_returned),
        cmocka_unit_test(test_control_characters_never_reach_a_message),
        cmocka_unit_test(test_a_long_message_is_cut_at_a_character),
        cmocka_unit_test(test_a_long_message_is_cut_behind_a_word_if_one_ends_near),
        cmocka_unit_test(test_a_system_error_names_the_path_and_the_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
