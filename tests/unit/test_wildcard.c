/* test_wildcard.c - searcher/wildcard.c against trying everything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "searcher/wildcard.h"
#include "tests/unit/random.h"
#include "tests/unit/seed.h"

static bool fits(const char *pattern, const char *word)
{
    return wildcard_fits(pattern, strlen(pattern), word, strlen(word));
}

static void test_a_pattern_fits_the_whole_word(void **state)
{
    (void)state;
    assert_true(fits("wom?n", "women"));
    assert_false(fits("wom?n", "womens"));
    assert_false(fits("wom?n", "womn"));
    assert_true(fits("*ism", "ism"));
    assert_true(fits("*ism", "cubism"));
    assert_false(fits("*ism", "cubisms"));
    assert_true(fits("c*b*m", "cubism"));
    assert_true(fits("**", ""));
    assert_false(fits("?", ""));
    assert_true(fits("", ""));
}

static void test_a_question_mark_is_a_character(void **state)
{
    (void)state;
    assert_true(fits("?", "é"));
    assert_true(fits("м?сква", "москва"));
    assert_true(fits("*?", "北"));
    assert_false(fits("??", "北"));
}

static void test_the_literal_beginning_ends_at_a_wildcard(void **state)
{
    (void)state;
    assert_int_equal(wildcard_start("wom?n", 5), 3);
    assert_int_equal(wildcard_start("*ism", 4), 0);
    assert_int_equal(wildcard_start("inflat*", 7), 6);
}

/* Would take for ever if it tried everything. */
static void test_a_hostile_pattern_takes_no_time(void **state)
{
    (void)state;
    char pattern[1001], word[65];
    for (int i = 0; i < 1000; i += 2)
        memcpy(pattern + i, "*a", 2);
    pattern[999] = 'b';
    memset(word, 'a', 64);
    pattern[1000] = word[64] = '\0';
    for (int i = 0; i < 1000; i++)
        assert_false(fits(pattern, word));
}

static bool plainly(const char *pattern, const char *word)
{
    if (!*pattern) return !*word;
    if (*pattern == '*') return plainly(pattern + 1, word) || (*word && plainly(pattern, word + 1));
    return *word && (*pattern == '?' || *pattern == *word) && plainly(pattern + 1, word + 1);
}

static void random_text(const char *letters, uint32_t size, char *out)
{
    const size_t count = strlen(letters);
    for (uint32_t i = 0; i < size; i++)
        *out++ = letters[below((uint32_t)count)];
    *out = '\0';
}

static void test_random_patterns_fit_what_they_should(void **state)
{
    (void)state;
    seed ^= any_seed();
    for (int i = 0; i < 200000; i++) {
        char pattern[8], word[10];
        random_text("aab?**", below(8), pattern);
        random_text("aab", below(10), word);
        if (fits(pattern, word) != plainly(pattern, word)) fail_msg("%s on %s", pattern, word);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_pattern_fits_the_whole_word),
        cmocka_unit_test(test_a_question_mark_is_a_character),
        cmocka_unit_test(test_the_literal_beginning_ends_at_a_wildcard),
        cmocka_unit_test(test_a_hostile_pattern_takes_no_time),
        cmocka_unit_test(test_random_patterns_fit_what_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
