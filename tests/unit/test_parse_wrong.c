/* test_parse_wrong.c - every error of the query language, word for word, and what it points at. A row is a
 * query, what is said of it, and the marks that print_caret puts under it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "searcher/print.h"
#include "tests/unit/parsing.h"

struct wrong {
    const char *query, *message, *marks;
};

/* What a person is shown. */
static const char *shown(const char *query, const nsearch_error *error)
{
    static char text[1024];
    FILE *out = fmemopen(text, sizeof text, "w");
    assert_non_null(out);
    *text = '\0';
    print_caret(out, query, error);
    fclose(out);
    return text;
}

static void check_wrong(const struct wrong *row, nsearch_match match)
{
    struct parsed parsed;
    char want[1024] = "";
    if (!parse(row->query, strlen(row->query), match, &parsed))
        fail_msg("%s: no error, but %s", row->query, parsed.text.data);
    assert_int_equal(parsed.error.status, NSEARCH_INVALID);
    if (strcmp(parsed.error.message, row->message) != 0)
        fail_msg("%s: says \"%s\", not \"%s\"", row->query, parsed.error.message, row->message);
    if (*row->marks) snprintf(want, sizeof want, "  %s\n  %s\n", row->query, row->marks);
    if (strcmp(shown(row->query, &parsed.error), want) != 0)
        fail_msg("shows\n%snot\n%s", shown(row->query, &parsed.error), want);
    release(&parsed);
}

#define CHECK_WRONG(rows)                                                                          \
    for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                     \
    check_wrong(&(rows)[i], NSEARCH_MATCH_ALL)

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

static void test_phrases_hold_words_choices_and_any_word(void **state)
{
    static const struct wrong rows[] = {
        {"\"* a\"", "* stands for a word between two others: it can't begin or end a phrase", " ^"},
        {"\"a b *\"", "* stands for a word between two others: it can't begin or end a phrase",
         "     ^"},
        {"\"a (b c|d)\"", "(a|b) in a phrase is for single words: write \"a x\" OR \"b c x\"",
         "      ^"},
        {"\"a (b|) c\"", "(a|b) in a phrase is for single words: write \"a x\" OR \"b c x\"",
         "      ^"},
        {"\"(|a) b\"", "(a|b) in a phrase is for single words: write \"a x\" OR \"b c x\"", "  ^"},
        {"\"a (b OR * OR c)\"", "(a|b) in a phrase is for single words: write \"a x\" OR \"b c x\"",
         "         ^"},
        {"\"a (foo/bar|c)\"", "(a|b) in a phrase is for single words: write \"a x\" OR \"b c x\"",
         "    ^~~~~~~"},
        {"\"{peace} talks\"", "{} stand around all the words of a phrase: \"{peace talks}\"",
         " ^~~~~~~"},
        {"\"the {peace talks}\"", "{} stand around all the words of a phrase: \"{peace talks}\"",
         "     ^~~~~~~~~~~~~"},
        {"\"a b* c*\"", "* needs at least 2 letters before it", "   ^~"},
        {"\"a b**c\"", "** is no wildcard: one * stands for any number of letters", "   ^~~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_near_holds_places_only(void **state)
{
    static const struct wrong rows[] = {
        {"(a b) NEAR c", "NEAR can't hold words side by side: write \"a b\" in quotes, or a OR b",
         "^~~~~"},
        {"a NEAR/5 (b AND c)", "NEAR/5 can't hold AND: write (a NEAR/5 c) AND (b NEAR/5 c)",
         "         ^~~~~~~~~"},
        {"(a -b) W/5 c", "W/5 can't hold NOT: write (a W/5 b) AND NOT c", "^~~~~~"},
        {"a PRE/2 (b NOT c)", "PRE/2 can't hold NOT: write (a PRE/2 b) AND NOT c",
         "        ^~~~~~~~~"},
        {"date:2020 NEAR/5 x",
         "NEAR/5 holds no dates or numbers: write them beside it, outside its brackets",
         "^~~~~~~~~"},
        {"x ADJ words:5",
         "ADJ holds no dates or numbers: write them beside it, outside its brackets",
         "      ^~~~~~~"},
        {"a NEAR title:b", "NEAR holds no field: put it inside the field, as in title:(a NEAR b)",
         "       ^~~~~~~"},
        {"ATLEAST5(a) NEAR b", "ATLEAST5 finds articles, not places: it can't stand inside NEAR",
         "^~~~~~~~~~~"},
        {"a NOT W/5 (b c)",
         "NOT NEAR/5 can't hold words side by side: write \"a b\" in quotes, or a OR b",
         "          ^~~~~"},
        {"a SAME (b c)", "SAME can't hold words side by side: write \"a b\" in quotes, or a OR b",
         "       ^~~~~"},
        {"a W/S (b AND c)", "W/S can't hold AND: write (a W/S c) AND (b W/S c)", "      ^~~~~~~~~"},
        {"LEAD(a b) NEAR c",
         "NEAR can't hold words side by side: write \"a b\" in quotes, or a OR b", "     ^~~"},
        {"a NEAR (b OR (c d))",
         "NEAR can't hold words side by side: write \"a b\" in quotes, or a OR b",
         "             ^~~~~"},
        {"a NEAR/5 NOT b", "NOT stands before NEAR/5: write a NOT NEAR/5 b", "  ^~~~~~~~~~"},
        {"a W/3 -b", "NOT stands before W/3: write a NOT W/3 b", "  ^~~~~"},
        {"a NOT PRE/5 b",
         "NOT stands before NEAR/n and W/n only: write a NOT NEAR/5 b, or a AND NOT (a PRE/5 b)",
         "  ^~~~~~~~~"},
        {"a NOT ADJ b",
         "NOT stands before NEAR/n and W/n only: write a NOT NEAR/5 b, or a AND NOT (a ADJ b)",
         "  ^~~~~~~"},
        {"a NOT SAME b",
         "NOT stands before NEAR/n and W/n only: write a NOT NEAR/5 b, or a AND NOT (a SAME b)",
         "  ^~~~~~~~"},
        {"a NOT W/P b",
         "NOT stands before NEAR/n and W/n only: write a NOT NEAR/5 b, or a AND NOT (a W/P b)",
         "  ^~~~~~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_functions_have_numbers_of_their_own(void **state)
{
    static const struct wrong rows[] = {
        {"ATLEAST(a)", "ATLEAST needs a number after it, as in ATLEAST5(...)", "^~~~~~~"},
        {"ATLEAST0(a)", "ATLEAST takes a number from 1 to 1000", "^~~~~~~~"},
        {"ATLEAST1001(a)", "ATLEAST takes a number from 1 to 1000", "^~~~~~~~~~~"},
        {"ATLEAST99999999999999999999(a)", "ATLEAST takes a number from 1 to 1000",
         "^~~~~~~~~~~~~~~~~~~~~~~~~~~"},
        {"FIRST(a)", "FIRST needs a number after it, as in FIRST50(...)", "^~~~~"},
        {"FIRST0(a)", "FIRST takes a number from 1 to 100000", "^~~~~~"},
        {"FIRST100001(a)", "FIRST takes a number from 1 to 100000", "^~~~~~~~~~~"},
        {"CAPS5(a)", "CAPS takes no number: write CAPS(...)", "^~~~~"},
        {"LEAD50(a)", "LEAD takes no number: write LEAD(...)", "^~~~~~"},
        {"QUOTE2(a)", "QUOTE takes no number: write QUOTE(...)", "^~~~~~"},
        {"NAME2(a)", "NAME takes no number: write NAME(...)", "^~~~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_atleast_counts_one_thing(void **state)
{
    static const struct wrong rows[] = {
        {"ATLEAST5(a b)",
         "ATLEAST5 counts one thing: write ATLEAST5(a) AND ATLEAST5(b), or a phrase in quotes",
         "         ^~~"},
        {"ATLEAST5(a AND b)",
         "ATLEAST5 counts one thing: write ATLEAST5(a) AND ATLEAST5(b), or a phrase in quotes",
         "         ^~~~~~~"},
        {"ATLEAST5(a -b)", "ATLEAST5 can't hold NOT: write ATLEAST5(a) AND NOT b", "         ^~~~"},
        {"ATLEAST5(ATLEAST3(a))",
         "ATLEAST3 finds articles, not places: it can't stand inside ATLEAST5",
         "         ^~~~~~~~~~~"},
        {"ATLEAST5(LEAD(a b))",
         "ATLEAST5 counts one thing: write ATLEAST5(a) AND ATLEAST5(b), or a phrase in quotes",
         "              ^~~"},
        {"ATLEAST5(a^2)", "a boost has no meaning inside ATLEAST5", "         ^~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_functions_stand_inside_fields_that_know_them(void **state)
{
    static const struct wrong rows[] = {
        {"CAPS(title:a)", "title: can't stand inside CAPS, only outside: write title:CAPS(...)",
         "     ^~~~~~"},
        {"ATLEAST2(author:a)",
         "author: can't stand inside ATLEAST2, only outside: write author:ATLEAST(...)",
         "         ^~~~~~~"},
        {"LEAD(title:a)", "title: can't stand inside LEAD, only beside it", "     ^~~~~~"},
        {"FIRST5(date:2020)", "date: can't stand inside FIRST5, only beside it", "       ^~~~~"},
        {"lead:title:a", "title: can't stand inside lead:, only beside it", "     ^~~~~~"},
        {"body:(a OR source:b)", "source: can't stand inside body:, only beside it",
         "           ^~~~~~~"},
        {"CAPS(a words:5)", "words: can't stand inside CAPS, only beside it", "       ^~~~~~"},
        {"title:LEAD(a)", "LEAD works in the text, not in title:", "      ^~~~"},
        {"title:FIRST9(a)", "FIRST9 works in the text, not in title:", "      ^~~~~~"},
        {"title:body:a", "body: works in the text, not in title:", "      ^~~~~"},
        {"author:CAPS(a)", "CAPS works in the text and in title:, not in author:", "       ^~~~"},
        {"author:NAME(a)", "NAME works in the text and in title:, not in author:", "       ^~~~"},
        {"source:quote:a",
         "quote: works in the text and in title:, not in source:", "       ^~~~~~"},
        {"section:QUOTE(a)",
         "QUOTE works in the text and in title:, not in section:", "        ^~~~~"},
        {"tag:lead:a", "lead: works in the text, not in tag:", "    ^~~~~"},
        {"tag:NOCAPS(a)", "NOCAPS works in the text and in title:, not in tag:", "    ^~~~~~"},
        {"author:ALLCAPS(a)",
         "ALLCAPS works in the text and in title:, not in author:", "       ^~~~~~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_a_name_is_one_to_five_words(void **state)
{
    static const struct wrong rows[] = {
        {"NAME(a b c d e f)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~~~~~~~~"},
        {"NAME(\"a b c d e f\")", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~~~~~~~~~~"},
        {"NAME(Joe OR Jim)", "NAME takes one name: write NAME(...) OR NAME(...)", "         ^~"},
        {"NAME(Joe AND Jim)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "         ^~~"},
        {"NAME(Joe Bid*)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "         ^~~~"},
        {"NAME(\"Joe Bid*\")", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~~~~~~~"},
        {"NAME(\"Joe * Biden\")", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~~~~~~~~~~"},
        {"NAME(\"Joe Biden\"~2)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~~~~~~~~~~"},
        {"NAME(\"{Joe Biden}\")", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~~~~~~~~~~"},
        {"NAME(\"Joe Biden\" x)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "                 ^"},
        {"NAME(Joe \"Biden\")", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "         ^~~~~~~"},
        {"NAME(=Joe)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~"},
        {"NAME(Joe~1)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~~"},
        {"NAME(Joe^2)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~~"},
        {"NAME(Joe NEAR Biden)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "         ^~~~"},
        {"NAME(title:Joe)", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~~~"},
        {"NAME((Joe))", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")", "     ^"},
        {"NAME(CAPS(Joe))", "NAME takes one to five plain words, as in NAME(\"Joe Biden\")",
         "     ^~~~"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_any_joins_what_stands_side_by_side_but_for_a_plus(void **state)
{
    static const struct wrong row = {"(+a b) NEAR c", "NEAR can't hold +: write a OR b", "^~~~~~"};
    (void)state;
    check_wrong(&row, NSEARCH_MATCH_ANY);
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
        cmocka_unit_test(test_phrases_hold_words_choices_and_any_word),
        cmocka_unit_test(test_near_holds_places_only),
        cmocka_unit_test(test_functions_have_numbers_of_their_own),
        cmocka_unit_test(test_atleast_counts_one_thing),
        cmocka_unit_test(test_functions_stand_inside_fields_that_know_them),
        cmocka_unit_test(test_a_name_is_one_to_five_words),
        cmocka_unit_test(test_any_joins_what_stands_side_by_side_but_for_a_plus),
        cmocka_unit_test(test_carets_stand_below_wide_characters),
        cmocka_unit_test(test_long_queries_are_cut_around_the_place),
        cmocka_unit_test(test_lines_of_a_query_are_shown_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
