/* test_dialect_lexis.c - queries as Lexis and Nexis have them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/nsearch.h"
#include "tests/unit/dialects.h"

static void test_words_side_by_side_are_a_phrase(void **state)
{
    static const struct dialect_row rows[] = {
        {"korea", "korea"},
        {"mental health", "\"{mental health}\""},
        {"\"mental health\"", "\"mental health\""},
        {"“mental health”", "\"mental health\""},
        {"mental health AND california AND budget",
         "\"{mental health}\" AND california AND budget"},
        {"(big or small) business", "\"{(big|small) business}\""},
        {"third party benefi!", "\"{third party benefi*}\""},
        {"\"third party benefi!\"", "\"third party benefi*\""},
        {"\"in the\" beginning", "\"in the beginning\""},
        {"AT&T", "AT&T"},
        {"pre-trial", "pre-trial"},
    };
    (void)state;
    CHECK("lexis", rows);
}

static void test_connectors_bind_as_they_do_there(void **state)
{
    static const struct dialect_row rows[] = {
        {"doctor or physician", "doctor OR physician"},
        {"a1 and b1 or c1", "a1 AND (b1 OR c1)"},
        {"a1 or b1 and c1", "(a1 OR b1) AND c1"},
        {"kim & moon", "kim AND moon"},
        {"kim and not moon or trump", "kim AND NOT (moon OR trump)"},
        {"kim and not moon and trump", "kim AND NOT (moon AND trump)"},
        {"kim not moon", "kim AND NOT moon"},
        {"school W/25 liab! AND rugby OR football OR game W/10 injur!",
         "(school NEAR/24 liab*) AND ((rugby OR football OR game) NEAR/9 injur*)"},
        {"bankrupt! w/25 discharg! and student or college or education! w/5 loan",
         "(bankrupt* NEAR/24 discharg*) AND ((student OR college OR education*) NEAR/4 loan)"},
        {"a1 w/10 b1 w/3 c1", "a1 NEAR/9 (b1 NEAR/2 c1)"},
        {"a1 w/3 b1 w/3 c1", "(a1 NEAR/2 b1) NEAR/2 c1"},
        {"a1 w/s b1 w/5 c1", "a1 W/S (b1 NEAR/4 c1)"},
        {"a1 w/p b1 w/s c1", "a1 W/P (b1 W/S c1)"},
        {"recycl! W/10 packag! OR container", "recycl* NEAR/9 (packag* OR container)"},
    };
    (void)state;
    CHECK("lexis", rows);
}

static void test_distances_count_the_second_word(void **state)
{
    static const struct dialect_row rows[] = {
        {"cat /6 dog", "cat NEAR/5 dog"},
        {"cat near/6 dog", "cat NEAR/5 dog"},
        {"cat W/1 dog", "cat NEAR/0 dog"},
        {"cat pre/3 dog", "cat ADJ/2 dog"},
        {"cat onear/3 dog", "cat ADJ/2 dog"},
        {"southwest pre/2 air or airline", "southwest ADJ/1 (air OR airline)"},
        {"rico NOT W/5 puerto", "rico NOT NEAR/4 puerto"},
        {"rico not/5 puerto", "rico NOT NEAR/4 puerto"},
        {"rico not /5 puerto", "rico NOT NEAR/4 puerto"},
        {"kim w/sent moon", "kim W/S moon"},
        {"kim /s moon", "kim W/S moon"},
        {"kim w/para moon", "kim W/P moon"},
        {"oil spill w/5 gulf", "\"{oil spill}\" NEAR/4 gulf"},
        {"\"climate change\" w/25 (flood! or drought)",
         "\"climate change\" NEAR/24 (flood* OR drought)"},
    };
    (void)state;
    CHECK("lexis", rows);
}

static void test_wildcards(void **state)
{
    static const struct dialect_row rows[] = {
        {"benefi!", "benefi*"},     {"wom*n", "wom?n"},     {"wom?n", "wom?n"},
        {"L**berman", "L??berman"}, {"employ*", "employ*"}, {"hurray! and kim", "hurray* AND kim"},
    };
    (void)state;
    CHECK("lexis", rows);
}

static void test_segments_and_commands(void **state)
{
    static const struct dialect_row rows[] = {
        {"headline(summit)", "title:summit"},
        {"HEADLINE (kim w/5 moon)", "title:(kim NEAR/4 moon)"},
        {"lead(summit) and body(kim)", "LEAD(summit) AND body:kim"},
        {"hlead(mental health and budget)",
         "(title:\"{mental health}\" OR LEAD(\"{mental health}\")) AND "
         "(title:budget OR LEAD(budget))"},
        {"hlead(kim w/5 moon)", "title:(kim NEAR/4 moon) OR LEAD(kim NEAR/4 moon)"},
        {"hlead(kim and not moon)", "(title:kim OR LEAD(kim)) AND NOT (title:moon OR LEAD(moon))"},
        {"byline(john smith) and publication(new york times)",
         "author:\"john smith\" AND source:\"new york times\""},
        {"section(sports)", "section:sports"},
        {"dateline(new york) and kim", "place:\"new york\" AND kim"},
        {"language(english) and kim", "lang:en AND kim"},
        {"atleast5(climate change)", "ATLEAST5(\"{climate change}\")"},
        {"ATLEAST10(CERCLA)", "ATLEAST10(CERCLA)"},
        {"allcaps(who) and caps(turkey) and nocaps(aids)",
         "ALLCAPS(who) AND CAPS(turkey) AND NOCAPS(aids)"},
        {"singular(bank)", "=bank"},
    };
    (void)state;
    CHECK("lexis", rows);
}

static void test_dates_and_lengths(void **state)
{
    static const struct dialect_row rows[] = {
        {"date is 2020 and kim", "date:2020 AND kim"},
        {"date aft 6/16/2020", "after:2020-06-16"},
        {"date bef 2005", "before:2005"},
        {"date > June 16, 2020", "after:2020-06-16"},
        {"date(geq (1/1/2015) and leq (12/31/2016)) and kim",
         "date:2015-01-01..2016-12-31 AND kim"},
        {"kim and date(aft 2005)", "kim AND after:2005"},
        {"date = 6/2020", "date:2020-06"},
        {"date>=20200616", "since:2020-06-16"},
        {"date line", "\"{date line}\""},
        {"length(> 500) and kim", "words:501.. AND kim"},
        {"length(geq 500 and lt 1000)", "words:500..999"},
    };
    (void)state;
    CHECK("lexis", rows);
}

static void test_what_has_no_equivalent_is_an_error(void **state)
{
    static const struct dialect_error_row rows[] = {
        {"kim w/seg moon", "w/seg", "segments can't be compared: the nearest is AND"},
        {"kim not w/seg moon", "not w/seg", "segments can't be compared: the nearest is AND NOT"},
        {"kim pre/s moon", "pre/s", "this has no equivalent: the nearest is W/S"},
        {"kim not w/p moon", "not w/p", "this has no equivalent: the nearest is AND NOT"},
        {"plural(banks)", "plural",
         "PLURAL() has no equivalent: write the plural with = before it: =banks"},
        {"kim and subject(merger)", "subject",
         "SUBJECT() has no equivalent: index terms aren't kept: search for the words"},
        {"singular(bank or teller)", "singular(bank or teller)",
         "SINGULAR() of more than a word has no equivalent: write = before each"},
        {"debtor(jane /3 doe)", "debtor", "there is no segment or command debtor() here"},
        {"language(klingon)", "(klingon)",
         "this language isn't known here: write its code, en or zh"},
        {"kim w/2000 moon", "2000", "a connector takes a number from 1 to 1000"},
        {"bank**", "**", "several * at the end of a word have no equivalent: the nearest is !"},
        {"ban?", "ban?", "a word can't end in ? for one letter: the nearest is ban*"},
        {"date is yore", "yore", "\"yore\" is not a date: write 2020, 2020-06 or 2020-06-16"},
        {"date(2020)", "2", "DATE takes IS, BEF, AFT, GEQ or LEQ and a date"},
        {"kim and", "and", "and has nothing to search for after it"},
        {"or kim", "or", "or has nothing to search for before it"},
        {"(kim and moon", "(", "this bracket is never closed"},
        {"kim) and moon", ")", "this bracket was never opened"},
        {"kim and ()", "()", "nothing between the brackets"},
        {"\"kim", "\"", "this quote is never closed"},
        {"headline(lead(kim)) and hlead(headline(moon))", "(headline(moon))",
         "this can't stand inside headline-and-lead: ask for it beside that"},
    };
    (void)state;
    CHECK_ERRORS("lexis", rows);
}

static void test_what_is_read_otherwise_is_told(void **state)
{
    (void)state;
    check_dialect_note("lexis", "employ*",
                       "* at the end of a word was read as any ending, as in Lexis+");
    check_dialect_note("lexis", "a1 w/5 b1",
                       "W/5 counts the second word too: it is NEAR/4 here, which has up to 4 words "
                       "between");
    check_dialect_note("lexis", "kim or moon",
                       "Lexis finds the plurals of a word; here it has all its inflections, and "
                       "=word none");
    check_dialect_note("lexis", "\"mental health\"", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_side_by_side_are_a_phrase),
        cmocka_unit_test(test_connectors_bind_as_they_do_there),
        cmocka_unit_test(test_distances_count_the_second_word),
        cmocka_unit_test(test_wildcards),
        cmocka_unit_test(test_segments_and_commands),
        cmocka_unit_test(test_dates_and_lengths),
        cmocka_unit_test(test_what_has_no_equivalent_is_an_error),
        cmocka_unit_test(test_what_is_read_otherwise_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
