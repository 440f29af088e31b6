/* test_sentence.c - tests of common/sentence.c: where sentences start. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/sentence.h"

static bool starts_at(const char *text, const char *sentence)
{
    return sentence_starts(text, strlen(text), (size_t)(strstr(text, sentence) - text));
}

static void test_sentences_start_after_stops(void **state)
{
    (void)state;
    assert_true(starts_at("It ended. They left.", "They"));
    assert_true(starts_at("\"Is it?\" Nobody knew.", "Nobody"));
    assert_true(starts_at("It ended. \"No,\" she said.", "\"No"));
    assert_true(starts_at("It is (was). \xE2\x80\x9CNo\xE2\x80\x9D", "\xE2\x80\x9CNo"));
    assert_true(starts_at("a line\n\nlower case paragraph", "lower"));
    assert_true(starts_at("\xE7\xB5\x82\xE3\x80\x82\xE5\xA7\x8B", "\xE5\xA7\x8B"));
}

static void test_sentences_do_not_start_after_abbreviations(void **state)
{
    (void)state;
    assert_false(starts_at("said Mr. Moon", "Moon"));
    assert_false(starts_at("the U.S. Army", "Army"));
    assert_false(starts_at("George W. Bush", "Bush"));
    assert_false(starts_at("see No. 5", "5"));
    assert_false(starts_at("it ended. and so", "and"));
    assert_false(starts_at("one word", "word"));
    assert_false(starts_at("It ended.They", "They"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences_start_after_stops),
        cmocka_unit_test(test_sentences_do_not_start_after_abbreviations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
