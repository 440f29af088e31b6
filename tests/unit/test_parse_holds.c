/* test_parse_holds.c - what phrases, distances, functions and names can't hold: the errors of the query language that
 * are of such, word for word, and what they point at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/parsing_wrong.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrases_hold_words_choices_and_any_word),
        cmocka_unit_test(test_near_holds_places_only),
        cmocka_unit_test(test_functions_have_numbers_of_their_own),
        cmocka_unit_test(test_atleast_counts_one_thing),
        cmocka_unit_test(test_functions_stand_inside_fields_that_know_them),
        cmocka_unit_test(test_a_name_is_one_to_five_words),
        cmocka_unit_test(test_any_joins_what_stands_side_by_side_but_for_a_plus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
