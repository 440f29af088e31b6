#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "common/readers/front_matter_find.h"

static void test_it_is_between_two_lines_of_hyphens(void **state)
{
    const char *yaml;
    size_t size;
    (void)state;
    assert_int_equal(front_matter_find("---\na: b\n", 9, &yaml, &size), 0);
    assert_int_equal(front_matter_find("----\na: b\n---\n", 14, &yaml, &size), 0);
    assert_int_equal(front_matter_find("---\na: b\n---\nx", 14, &yaml, &size), 13);
    assert_int_equal(size, 5);
    assert_int_equal(front_matter_find("---\n---", 7, &yaml, &size), 7);
    assert_int_equal(size, 0);
}

static bool begins(const char *text)
{
    return front_matter_begins(text, strlen(text));
}

static void test_it_is_sure_where_it_begins_with_a_key(void **state)
{
    (void)state;
    assert_true(begins("---\ntitle: Ferries\n---\nText\n"));
    assert_true(begins("--- \r\na:\r\n...\r\n"));
    assert_false(begins("---\nFerries\na: b\n---\n"));
    assert_false(begins("---\n---\n"));
    assert_false(begins("---\na: b\n"));
    assert_false(begins("# Ferries\n"));
    assert_false(begins(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_is_between_two_lines_of_hyphens),
        cmocka_unit_test(test_it_is_sure_where_it_begins_with_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
