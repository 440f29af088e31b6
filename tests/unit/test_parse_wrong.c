/* test_parse_wrong.c - the errors of the query language, but for those of test_parse_holds.c: word for word, and what
 * they point at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/parsing_wrong.h"

static void test_unbalanced_brackets_and_quotes_are_errors(void **state)
{
    static const struct wrong rows[] = {
        {"(a b", "this bracket is never closed", "^"},
        {"a (b (c)", "this bracket is never closed", "  ^"},
        {"a b)", "this bracket was never opened", "   ^"},
        {")", "this bracket was never opened", "^"},
        {"a \"b c", "this quote is never closed", "  ^"},
        {"a “b c", "this quote is never closed", "  ^"},
        {"«a b\"", "this quote is never closed", "^"},
        {"()", "nothing between the brackets", "^~"},
        {"a ( ) b", "nothing between the brackets", "  ^~~"},
        {"CAPS(a", "this bracket is never closed", "    ^"},
        {"NAME(a", "this bracket is never closed", "    ^"},
        {"NAME(\"a b\"", "this bracket is never closed", "    ^"},
        {"CAPS()", "nothing between the brackets", "    ^~"},
        {"NAME()", "nothing between the brackets", "    ^~"},
        {"title:CAPS( )", "nothing between the brackets", "          ^~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_operators_without_operands_are_errors(void **state)
{
    static const struct wrong rows[] = {
        {"a AND", "AND has nothing to search for after it", "  ^~~"},
        {"AND a", "AND has nothing to search for before it", "^~~"},
        {"a OR", "OR has nothing to search for after it", "  ^~"},
        {"| a", "| has nothing to search for before it", "^"},
        {"a OR OR b", "OR has nothing to search for after it", "  ^~"},
        {"a AND OR b", "AND has nothing to search for after it", "  ^~~"},
        {"(a OR) b", "OR has nothing to search for after it", "   ^~"},
        {"a NEAR/5", "NEAR/5 has nothing to search for after it", "  ^~~~~~"},
        {"ADJ b", "ADJ has nothing to search for before it", "^~~"},
        {"a NOT", "NOT has nothing to search for after it", "  ^~~"},
        {"a NOT NOT b", "NOT has nothing to search for after it", "  ^~~"},
        {"a AND &", "AND has nothing to search for after it", "  ^~~"},
        {"title:(...) a", "title: has nothing to search for after it", "^~~~~~"},
        {"title:-a", "title: has nothing to search for after it", "^~~~~~"},
        {"a SAME", "SAME has nothing to search for after it", "  ^~~~"},
        {"W/S b", "W/S has nothing to search for before it", "^~~"},
        {"a NOT NEAR/5", "NOT NEAR/5 has nothing to search for after it", "  ^~~~~~~~~~"},
        {"NOT NEAR/5 b", "NOT NEAR/5 has nothing to search for before it", "^~~~~~~~~~"},
        {"a AND NOT NEAR/5 b", "NOT NEAR joins two words by itself: leave out the AND",
         "  ^~~~~~~~~~~~~~"},
        {"a NEAR/5 OR b", "NEAR/5 has nothing to search for after it", "  ^~~~~~"},
        {"lead: a OR", "OR has nothing to search for after it", "        ^~"},
        {"lead:-a", "lead: has nothing to search for after it", "^~~~~"},
        {"CAPS(...)", "CAPS has nothing to search for after it", "^~~~"},
        {"NAME(...) x", "NAME has nothing to search for after it", "^~~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_nothing_but_nots_is_an_error(void **state)
{
    static const struct wrong rows[] = {
        {"-a", "nothing to leave this out of: say what to search for too", "^~"},
        {"NOT a", "nothing to leave this out of: say what to search for too", "^~~~~"},
        {"-a -\"b c\"", "nothing to leave this out of: say what to search for too", "^~"},
        {"a OR -b", "nothing to leave this out of: say what to search for too", "     ^~"},
        {"a (-b)", "nothing to leave this out of: say what to search for too", "   ^~"},
        {"title:(NOT b)", "nothing to leave this out of: say what to search for too",
         "       ^~~~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_empty_queries_are_errors(void **state)
{
    static const struct wrong rows[] = {
        {"", "nothing to search for", ""},          {"  ", "nothing to search for", ""},
        {"- & / ...", "nothing to search for", ""}, {"\"--\"", "nothing to search for", ""},
        {"*", "nothing to search for", ""},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_unknown_fields_are_errors_with_the_nearest_name(void **state)
{
    static const struct wrong rows[] = {
        {"a titel:b", "unknown field \"titel\": did you mean title?", "  ^~~~~"},
        {"autor:b", "unknown field \"autor\": did you mean author?", "^~~~~"},
        {"soruce:b", "unknown field \"soruce\": did you mean source?", "^~~~~~"},
        {"foo:bar",
         "unknown field \"foo\": there are title, author, lead, body, quote, source, section, "
         "place, tag, "
         "site, url, lang, id, path, date, indexed and words",
         "^~~"},
        {"foo:(a b)",
         "unknown field \"foo\": there are title, author, lead, body, quote, source, section, "
         "place, tag, "
         "site, url, lang, id, path, date, indexed and words",
         "^~~"},
        {"title:title:x", "title: inside title: a field holds no other", "      ^~~~~~"},
        {"author:(title:x)", "title: inside author: a field holds no other", "        ^~~~~~"},
        {"quotee:x", "unknown field \"quotee\": did you mean quote?", "^~~~~~"},
        {"bdy:x", "unknown field \"bdy\": did you mean by?", "^~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_dates_and_numbers_that_are_none_are_errors(void **state)
{
    static const struct wrong rows[] = {
        {"a date:2020-02-30", "30 February 2020 does not exist", "       ^~~~~~~~~~"},
        {"date:2021-02-29", "29 February 2021 does not exist", "     ^~~~~~~~~~"},
        {"date:2020-13", "there is no month 13", "     ^~~~~~~"},
        {"date:2020-01-01..2020-02-30", "30 February 2020 does not exist",
         "     ^~~~~~~~~~~~~~~~~~~~~~"},
        {"date:soon", "\"soon\" is not a date: write 2020, 2020-06, 2020-06-16, yesterday or 7d",
         "     ^~~~"},
        {"since:20", "\"20\" is not a date: write 2020, 2020-06, 2020-06-16, yesterday or 7d",
         "      ^~"},
        {"date:..", "a range needs a date before or after its ..", "     ^~"},
        {"date:2021..2020", "the range ends before it begins", "     ^~~~~~~~~~"},
        {"indexed:soon", "\"soon\" is not a date: write 2020, 2020-06, 2020-06-16, yesterday or 7d",
         "        ^~~~"},
        {"indexed:2021..2020", "the range ends before it begins", "        ^~~~~~~~~~"},
        {"words:many", "\"many\" is not a number", "      ^~~~"},
        {"words:9..5", "the range ends before it begins", "      ^~~~"},
        {"words:..", "a range needs a number before or after its ..", "      ^~"},
        {"words:99999999999", "the number is too large", "      ^~~~~~~~~~~"},
        {"date:[2020 TO 2021]", "a range is written with two dots: date:2020..2021", "     ^~~~~"},
        {"words:{5 TO 9}", "a range is written with two dots: words:500..1000", "      ^~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_what_has_no_meaning_is_an_error(void **state)
{
    static const struct wrong rows[] = {
        {"a^0", "a boost is a number from 0.001 to 1000", " ^~"},
        {"a^-1", "a boost is a number from 0.001 to 1000", " ^~~"},
        {"a^1001", "a boost is a number from 0.001 to 1000", " ^~~~~"},
        {"(a b)^0", "a boost is a number from 0.001 to 1000", "     ^~"},
        {"a NEAR/1001 b", "NEAR/ takes a number up to 1000", "  ^~~~~~~~~"},
        {"a NEAR/99999999999999999999 b", "NEAR/ takes a number up to 1000",
         "  ^~~~~~~~~~~~~~~~~~~~~~~~~"},
        {"a NEAR/few b", "NEAR/ needs a number after it, as in NEAR/5", "  ^~~~~~~~"},
        {"\"a b\"~-1", "~ needs a number after it, as in \"...\"~3", "     ^"},
        {"\"a b\"~x c", "~ needs a number after it, as in \"...\"~3", "     ^"},
        {"\"a b\"~1001", "~ takes a number up to 1000", "     ^~~~~"},
        {"a^2 NEAR b", "a boost has no meaning inside NEAR", "^~~"},
        {"title:a NEAR b", "NEAR holds no field: put it inside the field, as in title:(a NEAR b)",
         "^~~~~~~"},
        {"id:(a NEAR b)", "NEAR has no meaning inside id:", "      ^~~~"},
        {"a W/1001 b", "W/ takes a number up to 1000", "  ^~~~~~"},
        {"a ADJ/ b", "ADJ/ needs a number after it, as in ADJ/5", "  ^~~~"},
        {"a PRE/1001 b", "PRE/ takes a number up to 1000", "  ^~~~~~~~"},
        {"a NEAR/5 (b^2)", "a boost has no meaning inside NEAR/5", "         ^~~~~"},
        {"title:a SAME b", "SAME holds no field: put it inside the field, as in title:(a SAME b)",
         "^~~~~~~"},
        {"id:(a SAME b)", "SAME has no meaning inside id:", "      ^~~~"},
        {"date:(2020 NEAR 2021)", "NEAR has no meaning inside date:", "           ^~~~"},
        {"author:(x SAME y)",
         "SAME works in the text and in title:, not in author:", "          ^~~~"},
        {"tag:(x W/S y)", "W/S works in the text and in title:, not in tag:", "       ^~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_wildcards_need_letters_and_one_word(void **state)
{
    static const struct wrong rows[] = {
        {"a*", "* needs at least 2 letters before it", "^~"},
        {"site:*.com", "* may only end the value: put one that begins with it in quotes",
         "     ^~~~~"},
        {"id:A*", "* needs at least 2 letters before it", "   ^~"},
        {"co-o*", "* needs at least 2 letters before it", "^~~~~"},
        {"*a", "a word with * or ? needs at least 2 letters", "^~"},
        {"?a", "a word with * or ? needs at least 2 letters", "^~"},
        {"a?*", "a word with * or ? needs at least 2 letters", "^~~"},
        {"?*?", "nothing to search for", ""},
        {"a**b", "** is no wildcard: one * stands for any number of letters", "^~~~"},
        {"ab**", "** is no wildcard: one * stands for any number of letters", "^~~~"},
        {"**ab", "** is no wildcard: one * stands for any number of letters", "^~~~"},
        {"co-op*tion", "* and ? are for a single word: write several as a phrase in quotes",
         "^~~~~~~~~~"},
        {"foo/b?r*", "* and ? are for a single word: write several as a phrase in quotes",
         "^~~~~~~~"},
        {"wom?n/x*", "* and ? are for a single word: write several as a phrase in quotes",
         "^~~~~~~~"},
        {"北京?x", "* and ? are for a single word: write several as a phrase in quotes", "^~~~~~"},
        {"x*yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyz",
         "a word with * or ? has at most 60 letters",
         "^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~"},
        {"wom?n~", "a word has wildcards or ~, not both", "^~~~~~"},
        {"inflat*~1", "a word has wildcards or ~, not both", "^~~~~~~~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_words_alike_need_letters_and_a_small_number(void **state)
{
    static const struct wrong rows[] = {
        {"ab~", "~ needs at least 3 letters before it", "^~~"},
        {"roam~3", "~ takes 1 or 2: how many letters may be different", "    ^~"},
        {"roam~0", "~ takes 1 or 2: how many letters may be different", "    ^~"},
        {"roam~0.8", "~ takes 1 or 2: how many letters may be different", "    ^~~~"},
        {"x roam~25 y", "~ takes 1 or 2: how many letters may be different", "      ^~~"},
        {"co-operation~", "~ stands after a single word", "^~~~~~~~~~~~~"},
        {"foo/bar~1", "~ stands after a single word", "^~~~~~~~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

/* ---- Places in what doesn't fit or isn't ASCII --------------------------------------------------- */

static void check_shown(const char *query, const char *want)
{
    struct parsed parsed;
    assert_int_equal(parse(query, strlen(query), NSEARCH_MATCH_ALL, &parsed), NSEARCH_INVALID);
    assert_string_equal(shown(query, &parsed.error), want);
    release(&parsed);
}

static void test_carets_stand_below_wide_characters(void **state)
{
    (void)state;
    check_shown("北京 NEAR (上海 AND 東京)", "  北京 NEAR (上海 AND 東京)\n"
                                             "            ^~~~~~~~~~~~~~~\n");
    check_shown("«Mauer» „Tür", "  «Mauer» „Tür\n          ^\n");
    check_shown("e\xCC\x81t\xC3\xA9 a*", "  e\xCC\x81t\xC3\xA9 a*\n      ^~\n");
}

static void test_long_queries_are_cut_around_the_place(void **state)
{
    struct buf query;
    (void)state;
    buf_init(&query);
    for (int i = 0; i < 100; i++)
        buf_addf(&query, "word%02d OR ", i);
    buf_add_text(&query, "titel:x");
    for (int i = 0; i < 100; i++)
        buf_addf(&query, " OR more%02d", i);
    check_shown(query.data,
                "  ...word97 OR word98 OR word99 OR titel:x OR more00 OR more01 OR more02 OR...\n"
                "                                   ^~~~~\n");
    buf_release(&query);
}

static void test_lines_of_a_query_are_shown_as_one(void **state)
{
    (void)state;
    check_shown("a OR\n\tb OR\ntitel:x", "  a OR  b OR titel:x\n             ^~~~~\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unbalanced_brackets_and_quotes_are_errors),
        cmocka_unit_test(test_operators_without_operands_are_errors),
        cmocka_unit_test(test_nothing_but_nots_is_an_error),
        cmocka_unit_test(test_empty_queries_are_errors),
        cmocka_unit_test(test_unknown_fields_are_errors_with_the_nearest_name),
        cmocka_unit_test(test_dates_and_numbers_that_are_none_are_errors),
        cmocka_unit_test(test_what_has_no_meaning_is_an_error),
        cmocka_unit_test(test_wildcards_need_letters_and_one_word),
        cmocka_unit_test(test_words_alike_need_letters_and_a_small_number),
        cmocka_unit_test(test_carets_stand_below_wide_characters),
        cmocka_unit_test(test_long_queries_are_cut_around_the_place),
        cmocka_unit_test(test_lines_of_a_query_are_shown_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
