/* test_parse_notes.c - notes about queries that may not mean what was meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/parsing.h"

static void check_note(const char *query, nsearch_match match, const char *note)
{
    struct parsed parsed;
    assert_int_equal(parse(query, strlen(query), match, &parsed), NSEARCH_OK);
    if (!note && parsed.query.note_count) fail_msg("%s: %s", query, parsed.query.notes[0]);
    assert_int_equal(parsed.query.note_count, note ? 1 : 0);
    if (note) assert_string_equal(parsed.query.notes[0], note);
    release(&parsed);
}

static void test_and_and_or_without_brackets_get_a_note(void **state)
{
    (void)state;
    check_note("a b OR c", NSEARCH_MATCH_ALL, "AND binds tighter than OR: read as (a AND b) OR c");
    check_note("a OR b AND c", NSEARCH_MATCH_ALL,
               "AND binds tighter than OR: read as a OR (b AND c)");
    check_note("(a b) OR c", NSEARCH_MATCH_ALL, NULL);
    check_note("a OR b", NSEARCH_MATCH_ALL, NULL);
    check_note("a (b OR c)", NSEARCH_MATCH_ALL, NULL);
    check_note("a b OR c", NSEARCH_MATCH_ANY, NULL);
}

static void test_a_field_without_a_value_gets_a_note(void **state)
{
    (void)state;
    const char *note =
        "\"title:\" was read as a word: a field's value stands right after its colon";
    check_note("title: berlin", NSEARCH_MATCH_ALL, note);
    check_note("berlin title:", NSEARCH_MATCH_ALL, note);
    check_note("title::berlin", NSEARCH_MATCH_ALL, note);
    check_note("hello: berlin", NSEARCH_MATCH_ALL, NULL);
}

static void test_different_operators_in_a_row_get_a_note(void **state)
{
    (void)state;
    check_note("a NEAR/5 b ADJ/2 c", NSEARCH_MATCH_ALL,
               "NEAR and its like are read from left to right: read as (a NEAR/5 b) ADJ/2 c");
    check_note("(a W/5 b SAME c) (d W/5 e SAME f)", NSEARCH_MATCH_ALL,
               "NEAR and its like are read from left to right: read as (a NEAR/5 b) SAME c");
    check_note("a NEAR/5 b NEAR/5 c", NSEARCH_MATCH_ALL, NULL);
    check_note("(a NEAR/5 b) ADJ/2 c", NSEARCH_MATCH_ALL, NULL);
}

static void test_operators_of_others_get_a_note(void **state)
{
    static const struct reading rows[] = {
        {"a near/5 b", "\"near/5\" was read as a word: the operator is written NEAR/5"},
        {"a w/5 b", "\"w/5\" was read as a word: the operator is written W/5"},
        {"a Pre/3 b", "\"Pre/3\" was read as a word: the operator is written PRE/3"},
        {"a W/ 5 b", "\"W/ 5\" was read as words: the operator is written W/5"},
        {"a w/ 5 b", "\"w/ 5\" was read as words: the operator is written W/5"},
        {"a NEAR5 b", "\"NEAR5\" was read as a word: the operator is written NEAR/5"},
        {"a adj5 b", "\"adj5\" was read as a word: the operator is written ADJ/5"},
        {"a NEAR 5 b", "\"NEAR 5\" was read as NEAR/10 and the word 5: write NEAR/5"},
        {"a ADJ 5 b", "\"ADJ 5\" was read as ADJ/0 and the word 5: write ADJ/5"},
        {"a w/s b", "\"w/s\" was read as a word: the operator is written W/S"},
        {"a W/s b", "\"W/s\" was read as a word: the operator is written W/S"},
        {"a SAME/5 b",
         "\"SAME/5\" was read as a word: SAME takes no number: write SAME, or NEAR/5"},
        {"a SAME/ b", "\"SAME/\" was read as a word: the operator is written SAME"},
        {"ATLEAST5 a", "\"ATLEAST5\" was read as a word: the function is written ATLEAST5(...)"},
        {"ATLEAST 5(a)", "\"ATLEAST\" was read as a word: the function is written ATLEAST5(...)"},
        {"ALLCAPS who", "\"ALLCAPS\" was read as a word: the function is written ALLCAPS(...)"},
        {"a W/PARA b", "\"W/PARA\" was read as a word: the operator is written W/P"},
        {"a PRE b", "\"PRE\" was read as a word: the operator is written PRE/5"},
        {"a ANDNOT b", "\"ANDNOT\" was read as a word: the operator is written AND NOT"},
        {"a /5 b", "\"/5\" was read as a word: the operator is written W/5"},
        {"a /s b", "\"/s\" was read as a word: the operator is written W/S"},
        {"{a b}", "the { was passed over: a phrase in any inflection is written \"{...}\""},
        {"a !b", "the ! was passed over: -b leaves out what has the word"},
        {"atleast5(a)", "\"atleast5\" was read as a word: a function is in capitals right before "
                        "its bracket, ATLEAST5(...)"},
        {"CAPS (a)", "\"CAPS\" was read as a word: a function is in capitals right before its "
                     "bracket, CAPS(...)"},
        {"HEADLINE(a)", "\"HEADLINE\" was read as a word: a field is written headline:(...)"},
        {"hd=trade", "\"hd=\" was read as a word: a field is written hd:"},
        {"inflat! rate",
         "a ! at the end of a word is punctuation: inflat* finds all words that begin so"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_note(rows[i].query, NSEARCH_MATCH_ALL, rows[i].understood);
}

static void test_prose_gets_no_note(void **state)
{
    static const char *const rows[] = {
        "near miss adj same", "the name(s) of", "w/o and/or W/OUT",
        "first 50 (days)",    "PREFIX NEARBY",  "wow, great!",
        "caps and leads",     "1/5 of it",      "e=mc2",
        "a lead (of 5)",      "\"near/5 w/5\"", "who won? Who lost?",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_note(rows[i], NSEARCH_MATCH_ALL, NULL);
    check_note("a near/5 b", NSEARCH_MATCH_PHRASE, NULL);
}

static void test_a_question_mark_that_is_no_wildcard_gets_a_note(void **state)
{
    (void)state;
    const char *note =
        "a ? at the end of a word is punctuation: wom* finds all words that begin so";
    check_note("wom? rights", NSEARCH_MATCH_ALL, note);
    check_note("\"wom? rights\"", NSEARCH_MATCH_ALL, note);
    check_note("wom? AND rights", NSEARCH_MATCH_ALL, note);
    check_note("wom?", NSEARCH_MATCH_ALL, note);
    check_note("who won?", NSEARCH_MATCH_ALL, NULL);
    check_note("Who won? Nobody knows", NSEARCH_MATCH_ALL, NULL);
}

static void test_notes_have_an_end(void **state)
{
    struct buf text = repeat("title: ", 100);
    struct parsed parsed;
    (void)state;
    assert_int_equal(parse(text.data, text.size, NSEARCH_MATCH_ALL, &parsed), NSEARCH_OK);
    assert_int_equal(parsed.query.note_count, QUERY_NOTES_MAX);
    release(&parsed);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_and_and_or_without_brackets_get_a_note),
        cmocka_unit_test(test_a_field_without_a_value_gets_a_note),
        cmocka_unit_test(test_different_operators_in_a_row_get_a_note),
        cmocka_unit_test(test_operators_of_others_get_a_note),
        cmocka_unit_test(test_prose_gets_no_note),
        cmocka_unit_test(test_a_question_mark_that_is_no_wildcard_gets_a_note),
        cmocka_unit_test(test_notes_have_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
