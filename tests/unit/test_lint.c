/* test_lint.c - what is found in a query that may not mean what was meant: searcher/lint*.c. Tables: a
 * row is a query and its findings, each "COLUMN+SIZE message", with newlines between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/nsearch.h"
#include "tests/unit/searching.h"

struct linted {
    const char *query, *findings;
};

static nsearch_status lint(nsearch_searcher *searcher, nsearch_request request, struct buf *out,
                           nsearch_error *error)
{
    nsearch_findings *findings;
    buf_init(out);
    nsearch_status status = nsearch_lint(searcher, &request, &findings, error);
    if (status) return status;
    for (size_t i = 0; i < nsearch_findings_count(findings); i++) {
        const nsearch_finding *finding = nsearch_findings_at(findings, i);
        assert_true(finding->offset + finding->size <= strlen(request.query));
        assert_true(finding->size > 0);
        buf_addf(out, "%s%zu+%zu %s", i ? "\n" : "", finding->offset, finding->size,
                 finding->message);
    }
    assert_null(nsearch_findings_at(findings, nsearch_findings_count(findings)));
    nsearch_findings_free(findings);
    return NSEARCH_OK;
}

static void check(nsearch_searcher *searcher, nsearch_match match, const struct linted *rows,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        nsearch_error error;
        struct buf found;
        const nsearch_request request = {.query = rows[i].query, .match = match};
        if (lint(searcher, request, &found, &error))
            fail_msg("%s: %s", rows[i].query, error.message);
        if (strcmp(found.data, rows[i].findings) != 0)
            fail_msg("%s\nfound:\n%s\nnot:\n%s", rows[i].query, found.data, rows[i].findings);
        buf_release(&found);
    }
}

#define CHECK(searcher, rows)                                                                      \
    check(searcher, NSEARCH_MATCH_ALL, rows, sizeof(rows) / sizeof *(rows))

/* ---- The text ------------------------------------------------------------------------------------ */

static void test_good_queries_have_no_findings(void **state)
{
    static const struct linted rows[] = {
        {"liaison office", ""},
        {"\"liaison office\" AND (kaesong OR seoul) NOT leaflets", ""},
        {"(a AND b) OR (c d)", ""},
        {"rock 'n' roll o'brien \xE2\x80\x98tis AT&T", ""},
        {"talks \xE2\x80\x93 which failed", ""},
        {"\xE2\x80\x9Cliaison office\xE2\x80\x9D", ""},
        {"near the same border", ""},
        {"yahoo!", ""},
        {"title:berlin OR author:berlin", ""},
        {"seoul NEAR/100 border", ""},
        {"\"he said: wait\" C++ 10:30", ""},
        {"bank OR banker OR (river NEAR/3 rate)", ""},
        {"url:http://a.example/?a=(b) lang:en", ""},
    };
    (void)state;
    CHECK(NULL, rows);
}

static void test_and_and_or_want_brackets(void **state)
{
    static const struct linted rows[] = {
        {"a AND b OR c", "0+7 AND and OR without brackets: read as (a AND b) OR c: put brackets "
                         "around what belongs together"},
        {"a OR b c", "5+3 AND and OR without brackets: read as a OR (b AND c): put brackets around "
                     "what belongs together"},
        {"x (a OR b NOT c)",
         "8+7 AND and OR without brackets: read as a OR (b AND NOT c): put brackets around what "
         "belongs together"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbb OR "
         "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
         "0+53 AND and OR without brackets: AND goes first, "
         "(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa AND bbbbbbbbbb): put brackets around what "
         "belongs together"},
    };
    (void)state;
    CHECK(NULL, rows);
}

static void test_operators_are_upper_case_and_outside_of_quotes(void **state)
{
    static const struct linted rows[] = {
        {"cats and dogs", "5+3 and is read as a word: the operator is AND"},
        {"cats Or dogs", "5+2 Or is read as a word: the operator is OR"},
        {"cats not dogs", "5+3 not is read as a word: the operator is NOT"},
        {"cats near/5 dogs", "5+6 near/5 is read as a word: the operator is NEAR/5"},
        {"cats w/3 dogs", "5+3 w/3 is read as a word: the operator is W/5"},
        {"cats w/p dogs", "5+3 w/p is read as a word: the operator is W/P"},
        {"cats near dogs OR birds", "0+14 AND and OR without brackets: read as (cats AND near AND "
                                    "dogs) OR birds: put brackets "
                                    "around what belongs together\n"
                                    "5+4 near is read as a word: the operator is NEAR"},
        {"cats =and dogs", ""},
        {"\"cats and dogs\"", ""},
        {"\"cats AND dogs\"",
         "6+3 AND in a phrase is a word: as an operator it stands outside the quotes"},
        {"\"cats NEAR/5 dogs\"",
         "6+6 NEAR/5 in a phrase is a word: as an operator it stands outside the quotes"},
        {"lead(kaesong)", "0+4 lead( is read as a word: the operator is LEAD("},
        {"atleast5(kaesong)", "0+8 atleast5( is read as a word: the operator is ATLEAST5("},
    };
    (void)state;
    CHECK(NULL, rows);
}

static void test_signs_of_others(void **state)
{
    static const struct linted rows[] = {
        {"cats \xE2\x80\x93"
         "dogs",
         "5+7 the dash \xE2\x80\x93 leaves nothing out: type a hyphen, "
         "-, or write NOT"},
        {"cats \xE2\x88\x92\"big dogs\"", "5+13 the dash \xE2\x88\x92 leaves nothing out: type a "
                                          "hyphen, -, or write NOT"},
        {"cats \xE2\x80\x94(dogs OR birds)",
         "5+18 the dash \xE2\x80\x94 leaves nothing out: type a "
         "hyphen, -, or write NOT"},
        {"cats !dogs", "5+5 ! leaves nothing out: write - or NOT"},
        {"[cats OR dogs]", "0+1 [ groups nothing: brackets are ( and )"},
        {"\xEF\xBC\x88"
         "cats OR dogs\xEF\xBC\x89",
         "0+3 \xEF\xBC\x88 groups nothing: brackets are ( and )"},
        {"'liaison office'",
         "0+16 these quotes make no phrase: a phrase stands in double quotes, \""},
        {"x \xE2\x80\x98liaison office\xE2\x80\x99, y",
         ""}, /* what follows is no end: it may be an apostrophe */
        {"``liaison office''",
         "0+18 these quotes make no phrase: a phrase stands in double quotes, \""},
        {"\xE2\x80\xB3liaison office\xE2\x80\xB3",
         "0+10 \xE2\x80\xB3 makes no phrase: a phrase stands in \""},
        {"infla! OR rate", "0+6 ! is punctuation: for words that start so write infla*"},
        {"bank /5 rate", "5+2 /5 is read as the word 5: write W/5"},
        {"bank /s rate", "5+2 /s is read as the word s: write W/s"},
        {"title: berlin",
         "0+6 title: with a space behind it is read as a word: put the value right "
         "after the colon"},
        {"(since: 2020)",
         "1+6 since: with a space behind it is read as a word: put the value right "
         "after the colon"},
        {"nota: bene", ""},
    };
    (void)state;
    CHECK(NULL, rows);
}

/* ---- The tree ------------------------------------------------------------------------------------ */

static void test_what_is_there_twice(void **state)
{
    static const struct linted rows[] = {
        {"a OR b OR a", "10+1 a is here twice: leave one out"},
        {"a AND (b AND A)", "13+1 A says the same as a: leave one out"},
        {"bank OR banks", "8+5 banks says the same as bank: leave one out"},
        {"=bank OR =banks", ""},
        {"CAPS(bank OR banks)", ""}, /* the words as they are */
        {"LEAD(bank OR banks)", "13+5 banks says the same as bank: leave one out"},
        {"FIRST10(x) OR FIRST20(x)", ""},
        {"abc~1 OR abc~2", ""},
        {"a SAME b OR a W/S b", ""},
        {"=bank OR =Bank", "9+5 =Bank says the same as =bank: leave one out"},
        {"CAFE OR caf\xC3\xA9", "8+5 caf\xC3\xA9 says the same as CAFE: leave one out"},
        {"\"a b\" OR \"a b\"", "9+5 \"a b\" is here twice: leave one out"},
        {"\"a b\" OR \"b a\"", ""},
        {"89 OR 999 OR \"the 89\"~2 OR \"the 999\"~3",
         "13+10 \"the 89\"~2 finds nothing that 89 doesn't: leave it out\n27+11 \"the 999\"~3 "
         "finds nothing that 999 doesn't: leave it out"},
        {"(a b) OR (b a)", "9+5 (b a) says the same as (a b): leave one out"},
        {"x NOT y NOT y", "8+5 NOT y is here twice: leave one out"},
        {"title:a OR title:a", "11+7 title:a is here twice: leave one out"},
        {"title:a OR author:a", ""},
        {"x date:2020 date:2020", "12+9 date:2020 is here twice: leave one out"},
        {"author:bank OR author:banks", ""}, /* names have no inflections */
        {"path:/a/b OR path:/a-b", ""},
    };
    (void)state;
    CHECK(NULL, rows);
}

static void test_what_another_alternative_finds(void **state)
{
    static const struct linted rows[] = {
        {"econom* OR economy", "11+7 economy finds nothing that econom* doesn't: leave it out"},
        {"trump OR \"donald trump\"",
         "9+14 \"donald trump\" finds nothing that trump doesn't: leave it out"},
        {"\"interest rate\" OR \"the interest rate fell\"",
         "19+24 \"the interest rate fell\" finds nothing that \"interest rate\" doesn't: leave it "
         "out"},
        {"berlin OR title:berlin",
         "10+12 title:berlin finds nothing that berlin doesn't: leave it out"},
        {"wall OR (berlin AND (walls NOT x))",
         "8+26 (berlin AND (walls NOT x)) finds nothing that wall doesn't: leave it out"},
        {"rate OR bank NEAR/3 rates",
         "8+17 bank NEAR/3 rates finds nothing that rate doesn't: leave it out"},
        {"bank OR =banks", "8+6 =banks finds nothing that bank doesn't: leave it out"},
        {"=bank OR banks", "0+5 =bank finds nothing that banks doesn't: leave it out"},
        {"ban* OR (x OR bank*)", "14+5 bank* finds nothing that ban* doesn't: leave it out"},
        {"title:wall OR title:\"berlin wall\"",
         "14+19 title:\"berlin wall\" finds nothing that title:wall doesn't: leave it out"},
        {"title:berlin OR author:berlin", ""},
        {"\"a b\"~3 OR \"x a b\"", ""},
        {"cat OR (dog NOT cat)", ""},
        {"biden OR CAPS(bidens)",
         "9+12 CAPS(bidens) finds nothing that biden doesn't: leave it out"},
        {"biden OR NAME(\"Joe Biden\")", ""},
        {"cat OR dog NOT NEAR/3 cat", ""},
        {"dog OR dog NOT NEAR/3 cat",
         "7+18 dog NOT NEAR/3 cat finds nothing that dog doesn't: leave it out"},
        {"cat OR LEAD(cat SAME dog)",
         "7+18 LEAD(cat SAME dog) finds nothing that cat doesn't: leave it out"},
        {"\"{cat dogs}\" OR \"cats dog\"",
         "16+10 \"cats dog\" finds nothing that \"{cat dogs}\" doesn't: leave it out"},
    };
    (void)state;
    CHECK(NULL, rows);
}

static void test_great_distances(void **state)
{
    static const struct linted rows[] = {
        {"a NEAR/101 b", "0+12 101 words between is most of an article: AND says as much, or a "
                         "number up to 100 more"},
        {"\"a b\"~500",
         "0+9 500 words between is most of an article: AND says as much, or a number "
         "up to 100 more"},
    };
    (void)state;
    CHECK(NULL, rows);
}

/* ---- The index ----------------------------------------------------------------------------------- */

static const char articles[] =
    "{\"id\":\"a\",\"title\":\"Liaison office opens\",\"date\":\"2018-09-14\",\"source\":\"Wire\","
    "\"body\":\"The liaison office opened. Many came.\"}\n"
    "{\"id\":\"b\",\"title\":\"Office news\",\"date\":\"2020-06-16\",\"source\":\"Post\","
    "\"body\":\"An office. The liaison went home. Troops stayed.\"}\n"
    "{\"id\":\"c\",\"title\":\"Rubble\",\"body\":\"Of the liaison office nothing is left.\"}\n"
    "{\"id\":\"d\",\"title\":\"Weather\",\"date\":\"2020\",\"body\":\"Rain and more rain.\"}\n";

static int setup(void **state)
{
    return searching_setup(state, articles);
}

static void test_what_no_article_has(void **state)
{
    const struct searching *fixture = *state;
    static const struct linted rows[] = {
        {"liaison office", ""},
        {"office zebra", "7+5 no article has zebra: check the spelling, or leave it out"},
        {"office OR zebra", "10+5 no article has zebra: check the spelling, or leave it out"},
        {"office NOT zebra", "11+5 no article has zebra: check the spelling, or leave it out"},
        {"\"office liaison\"", "0+16 no article has \"office liaison\": check its words, or allow "
                               "more of them, as in \"...\"~2"},
        {"rain AND troops", "0+15 no article has all of this: leave one of it out"},
        {"rubble OR (rain AND troops)", "10+17 no article has all of this: leave one of it out"},
        {"troops NEAR/1 office", "0+20 no article has these so near: allow a greater distance"},
        {"troops NEAR/1 zebra", "14+5 no article has zebra: check the spelling, or leave it out"},
        {"title:troops", "6+6 no article has troops: check the spelling, or leave it out"},
        {"title:(office zebra)", "14+5 no article has zebra: check the spelling, or leave it out"},
        {"rain source:times", "12+5 no article has times: check the spelling, or leave it out"},
        {"rain date:1999..2001", "5+15 no article is in date:1999..2001: look at both ends of it"},
        {"LEAD(zebra)", "5+5 no article has zebra: check the spelling, or leave it out"},
        {"QUOTE(office)", "0+13 no article has this as QUOTE(office) asks: ask for less"},
        {"ALLCAPS(office) OR rain",
         "0+15 no article has this as ALLCAPS(office) asks: ask for less"},
        {"troops W/S office", "0+17 no article has these so near: allow a greater distance"},
        {"zebrra~ OR rain", "0+7 no article has zebrra~: check the spelling, or leave it out"},
        {"NAME(\"Joe Biden\") rain", "0+17 no article has NAME(\"Joe Biden\"): check the spelling"},
        {"zeb* OR office", "0+4 no article has zeb*: check the spelling, or leave it out"},
    };
    CHECK(fixture->searcher, rows);
}

static void test_wildcards_for_one_word(void **state)
{
    const struct searching *fixture = *state;
    static const struct linted rows[] = {
        {"troo*", "0+5 troo* stands for one word, troops: write that"},
        {"title:rub*", "6+4 rub* stands for one word, rubble: write that"},
        {"open*", ""}, /* opens, opened */
        {"tro?ps", "0+6 tro?ps stands for one word, troops: write that"},
        {"o*ened", "0+6 o*ened stands for one word, opened: write that"},
        {"title:R*ble", "6+5 R*ble stands for one word, rubble: write that"},
        {"op*s", "0+4 op*s stands for one word, opens: write that"},
    };
    CHECK(fixture->searcher, rows);
}

static void test_nots_that_take_nothing_or_much(void **state)
{
    const struct searching *fixture = *state;
    static const struct linted rows[] = {
        {"office NOT rain", "7+8 NOT rain takes nothing away: leave it out"},
        {"office -troops", ""},
        {"office NOT liaison", "7+11 NOT liaison takes away 3 of 3 articles: see whether that is "
                               "meant"},
        {"the NOT (office opened)", ""},
        {"(office OR rain) NOT (opened OR troops) NOT left",
         "17+22 NOT (opened OR troops) takes away 2 of 3 articles: see whether that is meant"},
    };
    CHECK(fixture->searcher, rows);
}

static void test_the_time_of_the_request_counts(void **state)
{
    const struct searching *fixture = *state;
    nsearch_error error;
    struct buf found;
    const nsearch_request request = {.query = "office OR rubble", .since = "2018", .until = "2019"};
    assert_int_equal(lint(fixture->searcher, request, &found, &error), NSEARCH_OK);
    assert_string_equal(found.data, "10+6 no article of that time has rubble: check the spelling, "
                                    "or leave it out");
    buf_release(&found);
}

/* ---- Errors and bounds --------------------------------------------------------------------------- */

static void test_a_wrong_query_is_the_parsers_error(void **state)
{
    const struct searching *fixture = *state;
    nsearch_error error;
    struct buf found;
    const nsearch_request request = {.query = "a and (b"};
    assert_int_equal(lint(fixture->searcher, request, &found, &error), NSEARCH_INVALID);
    assert_string_equal(error.message, "this bracket is never closed");
    assert_int_equal(error.query_offset, 6);
    assert_int_equal(lint(NULL, (nsearch_request){.query = ""}, &found, &error), NSEARCH_INVALID);
    assert_int_equal(lint(NULL, (nsearch_request){.query = "a", .match = 9}, &found, &error),
                     NSEARCH_INVALID);
}

static void test_phrases_and_any_are_linted_as_such(void **state)
{
    static const struct linted phrase[] = {
        {"cats and dogs", ""},
        {"cats AND dogs",
         "5+3 AND in a phrase is a word: as an operator it stands outside the quotes"},
    };
    static const struct linted any[] = {
        {"cats dogs birds", ""},
        {"cats dogs cats", "10+4 cats is here twice: leave one out"},
    };
    (void)state;
    check(NULL, NSEARCH_MATCH_PHRASE, phrase, 2);
    check(NULL, NSEARCH_MATCH_ANY, any, 2);
}

static void test_long_queries_are_looked_up_in_part(void **state)
{
    const struct searching *fixture = *state;
    nsearch_error error;
    struct buf query, found;
    buf_init(&query);
    for (int i = 0; i < 1000; i++)
        buf_addf(&query, "%soffice%d", i ? " OR " : "", i);
    const nsearch_request request = {.query = query.data};
    assert_int_equal(lint(fixture->searcher, request, &found, &error), NSEARCH_OK);
    assert_non_null(strstr(found.data, "only the first 256 parts were looked up in the index"));
    assert_non_null(strstr(found.data, "no article has office200:"));
    assert_null(strstr(found.data, "no article has office300:"));
    buf_release(&found);
    buf_release(&query);
}

static void test_hostile_text_is_made_safe(void **state)
{
    nsearch_error error;
    struct buf found;
    const nsearch_request request = {.query = "a\033[31mb OR a\033[31mb"};
    (void)state;
    assert_int_equal(lint(NULL, request, &found, &error), NSEARCH_OK);
    assert_true(found.size > 0);
    assert_null(strchr(found.data, '\033'));
    buf_release(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_queries_have_no_findings),
        cmocka_unit_test(test_and_and_or_want_brackets),
        cmocka_unit_test(test_operators_are_upper_case_and_outside_of_quotes),
        cmocka_unit_test(test_signs_of_others),
        cmocka_unit_test(test_what_is_there_twice),
        cmocka_unit_test(test_what_another_alternative_finds),
        cmocka_unit_test(test_great_distances),
        cmocka_unit_test(test_what_no_article_has),
        cmocka_unit_test(test_wildcards_for_one_word),
        cmocka_unit_test(test_nots_that_take_nothing_or_much),
        cmocka_unit_test(test_the_time_of_the_request_counts),
        cmocka_unit_test(test_a_wrong_query_is_the_parsers_error),
        cmocka_unit_test(test_phrases_and_any_are_linted_as_such),
        cmocka_unit_test(test_long_queries_are_looked_up_in_part),
        cmocka_unit_test(test_hostile_text_is_made_safe),
    };
    return cmocka_run_group_tests(tests, setup, searching_teardown);
}
