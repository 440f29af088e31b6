/* test_parse_limits.c - how long, deep and costly a query may be, and that reading one takes linear time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "tests/unit/parsing.h"

static void check_limit(const char *piece, size_t count, const char *message)
{
    struct buf text = repeat(piece, count);
    struct parsed parsed;
    nsearch_status status = parse(text.data, text.size, NSEARCH_MATCH_ALL, &parsed);
    assert_string_equal(parsed.error.message, message ? message : "");
    assert_int_equal(status, message ? NSEARCH_INVALID : NSEARCH_OK);
    release(&parsed);
    buf_release(&text);
}

static void test_queries_are_answered_up_to_4096_words(void **state)
{
    (void)state;
    check_limit("word ", QUERY_WORDS_MAX, NULL);
    check_limit("word ", QUERY_WORDS_MAX + 1, "too many words: a query has at most 4096");
    check_limit("\"one two\" ", QUERY_WORDS_MAX / 2 + 1,
                "too many words: a query has at most 4096");
}

static void test_deep_brackets_are_an_error(void **state)
{
    (void)state;
    check_limit("(", 100000, "more than 100 brackets within each other");
    check_limit("(a ", 101, "more than 100 brackets within each other");
    check_limit("(a) ", 101, NULL);
    check_limit("NOT ", 100000, "NOT has nothing to search for after it");
    check_limit("LEAD(", 100000, "more than 100 brackets within each other");
    check_limit("lead:", 100000, "more than 100 brackets within each other");
    check_limit("a NEAR (", 100000, "more than 100 brackets within each other");
    check_limit("a OR -(b (", 100000, "more than 100 brackets within each other");
}

/* `count` times the piece, then `end`. */
static void check_long(const char *piece, size_t count, const char *end, const char *message)
{
    struct buf text = repeat(piece, count);
    struct parsed parsed;
    buf_add_text(&text, end);
    parse(text.data, text.size, NSEARCH_MATCH_ALL, &parsed);
    assert_string_equal(parsed.error.message, message);
    if (!*message) assert_true(parsed.query.root->depth <= QUERY_DEPTH_MAX);
    release(&parsed);
    buf_release(&text);
}

static void test_long_chains_are_an_error(void **state)
{
    static const char message[] = "more than 100 operators in a row or brackets within each other";
    (void)state;
    check_long("a NEAR/5 ", QUERY_DEPTH_MAX - 1, "b", "");
    check_long("a NEAR/5 ", QUERY_DEPTH_MAX, "b", message);
    check_long("a NEAR/5 ", 4000, "b", message);
    check_long("a NOT W/5 ", 4000, "b", message);
    check_long("a SAME ", 4000, "b", message);
}

static void test_deep_trees_are_an_error(void **state)
{
    struct buf deep = repeat("a -(b OR ", 60);
    struct parsed parsed;
    (void)state;
    buf_add_text(&deep, "c");
    for (int i = 0; i < 60; i++)
        buf_add_char(&deep, ')');
    assert_int_equal(parse(deep.data, deep.size, NSEARCH_MATCH_ALL, &parsed), NSEARCH_INVALID);
    assert_string_equal(parsed.error.message,
                        "more than 100 levels of brackets and of operators in a row");
    release(&parsed);
    buf_release(&deep);
}

static void test_any_long_query_is_read_in_linear_time(void **state)
{
    static const char *const pieces[] = {
        "(",    "\"",   "a(",    "a?(",      "\"a(b|",    "?*",
        "*",    "~",    "a~",    "NOT ",     "NAME(",     "a?",
        "(|",   "!a ",  "a? ",   "W/ ",      "\"(a ",     "-.",
        "{",    "a:",   "lead:", "http://(", "\xC6\xBE?", "a/",
        "^2",   "=",    "/5 ",   "a? b ",    "(a|",       "\xE2\x80\x9C a",
        "id:(", "a\"b",
    };
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (nsearch_match match = NSEARCH_MATCH_ALL; match <= NSEARCH_MATCH_PHRASE; match++) {
            struct buf text = repeat(pieces[i], QUERY_SIZE_MAX / strlen(pieces[i]));
            struct parsed parsed;
            clock_t start = clock();
            parse(text.data, text.size, match, &parsed);
            if (clock() - start > 5 * CLOCKS_PER_SEC) fail_msg("%s takes too long", pieces[i]);
            release(&parsed);
            buf_release(&text);
        }
}

static void test_a_query_over_a_megabyte_is_an_error(void **state)
{
    (void)state;
    check_limit("-", QUERY_SIZE_MAX + 1, "the query is too long: it has at most 1048576 bytes");
    check_limit("-", QUERY_SIZE_MAX, "nothing to search for");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_queries_are_answered_up_to_4096_words),
        cmocka_unit_test(test_deep_brackets_are_an_error),
        cmocka_unit_test(test_long_chains_are_an_error),
        cmocka_unit_test(test_deep_trees_are_an_error),
        cmocka_unit_test(test_any_long_query_is_read_in_linear_time),
        cmocka_unit_test(test_a_query_over_a_megabyte_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
