/* test_dialect_factiva.c - queries as Factiva has them. */
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
        {"joe biden", "\"joe biden\""},
        {"\"peas and carrots\"", "\"peas and carrots\""},
        {"\"peas and carrots\" soup", "\"peas and carrots soup\""},
        {"president % clinton", "\"president * clinton\""},
        {"'economic plan'", "\"economic plan\""},
        {"(big or small) business", "\"(big|small) business\""},
        {"kim [moon or lee]", "\"kim (moon|lee)\""},
        {"(a1 near5 b1) talks", "(a1 NEAR/4 b1) ADJ/0 talks"},
        {"AT&T", "AT&T"},
        {"closing \"date\"", "\"closing date\""},
    };
    (void)state;
    CHECK("factiva", rows);
}

static void test_operators_bind_as_they_do_there(void **state)
{
    static const struct dialect_row rows[] = {
        {"bill clinton or gore and george bush", "\"bill clinton\" OR (gore AND \"george bush\")"},
        {"technology spending and canada", "\"technology spending\" AND canada"},
        {"merger or acquisition", "merger OR acquisition"},
        {"kim not moon and trump", "kim AND trump AND NOT moon"},
        {"kim and not moon", "kim AND NOT moon"},
        {"kim or moon not trump", "kim OR (moon AND NOT trump)"},
        {"Kim AND Moon OR Trump", "(Kim AND Moon) OR Trump"},
        {"releases and (university or instruction, or courses)",
         "releases AND (university OR instruction OR courses)"},
        {"nokia and emerging markets", "nokia AND \"emerging markets\""},
        {"online banking and (retail or consumer)", "\"online banking\" AND (retail OR consumer)"},
        {"internet and (health or medicine) not \"web site\"",
         "internet AND ((health OR medicine) AND NOT \"web site\")"},
    };
    (void)state;
    CHECK("factiva", rows);
}

static void test_distances_count_the_second_word(void **state)
{
    static const struct dialect_row rows[] = {
        {"world cup adj5 rugby", "\"world cup\" ADJ/4 rugby"},
        {"world adj cup", "world ADJ/0 cup"},
        {"president w/2 bush", "president ADJ/1 bush"},
        {"carrefour near5 retail sales", "carrefour NEAR/4 \"retail sales\""},
        {"boeing 747/N30/british airways", "\"boeing 747\" NEAR/29 \"british airways\""},
        {"lockheed /n4/ stock", "lockheed NEAR/3 stock"},
        {"interest rat* near5 (fed or ecb)", "\"interest rat*\" NEAR/4 (fed OR ecb)"},
        {"vodafone same telecommunications", "vodafone W/P telecommunications"},
        {"toyota/F50/", "FIRST50(toyota)"},
        {"toyota near5 recall /f50/ and usa", "FIRST50(toyota NEAR/4 recall) AND usa"},
        {"atleast5 microsoft", "ATLEAST5(microsoft)"},
        {"atleast10 Olympics and atleast10 Winter Games",
         "ATLEAST10(Olympics) AND ATLEAST10(\"Winter Games\")"},
        {"atleast3 (merger or takeover)", "ATLEAST3(merger OR takeover)"},
    };
    (void)state;
    CHECK("factiva", rows);
}

static void test_fields_and_wildcards(void **state)
{
    static const struct dialect_row rows[] = {
        {"hd=europe and union", "title:europe AND union"},
        {"hd=european union and trade", "title:\"european union\" AND trade"},
        {"hd=(merger or acquisition) and la=en", "title:(merger OR acquisition) AND lang:en"},
        {"hl=europe", "title:europe"},
        {"lp=europe", "LEAD(europe)"},
        {"hlp=(merger and bank)", "(title:merger OR LEAD(merger)) AND (title:bank OR LEAD(bank))"},
        {"hlp=(fed near5 rates)", "title:(fed NEAR/4 rates) OR LEAD(fed NEAR/4 rates)"},
        {"by=smith and sn=(financial times)", "author:smith AND source:\"financial times\""},
        {"se=sports and td=final", "section:sports AND body:final"},
        {"la=(en or fr)", "lang:en OR lang:fr"},
        {"communicat* and (cell* or phone)", "communicat* AND (cell* OR phone)"},
        {"bank$ and wom?n", "bank* AND wom?n"},
    };
    (void)state;
    CHECK("factiva", rows);
}

static void test_dates_and_lengths(void **state)
{
    static const struct dialect_row rows[] = {
        {"date from 20200101 to 20200131", "date:2020-01-01..2020-01-31"},
        {"kim and date after 20200616", "kim AND after:2020-06-16"},
        {"date before 16/6/2020", "before:2020-06-16"},
        {"date 6/16/2020", "date:2020-06-16"},
        {"date 20200101-20200131 and kim", "date:2020-01-01..2020-01-31 AND kim"},
        {"wc>500 and kim", "words:501.. AND kim"},
        {"wc < 3000", "words:..2999"},
        {"general electric and wc>=1000", "\"general electric\" AND words:1000.."},
    };
    (void)state;
    CHECK("factiva", rows);
}

static void test_what_has_no_equivalent_is_an_error(void **state)
{
    static const struct dialect_error_row rows[] = {
        {"engineer$3", "$3", "$3, up to 3 letters more, has no equivalent: the nearest is *"},
        {"cat? and dog", "cat?", "a word can't end in ? for one letter: the nearest is cat*"},
        {"kim and co=ibm", "co=ibm",
         "co= has no equivalent: articles have no such codes here: search for the words"},
        {"rst=tnyt", "rst=tnyt",
         "rst= has no equivalent: source codes aren't known: the nearest is sn= with the paper's "
         "name"},
        {"xx=foo",
         "xx=", "there is no field xx= here: there are hd, hl, lp, hlp, td, by, se, sn and la"},
        {"closing date and bids", "date",
         "date begins a range of dates there: write date after 20200616, or quote the word"},
        {"date 03/04/2020", "03/04/2020",
         "\"03/04/2020\" may begin with the day or with the month: write 20200304 or 20200403"},
        {"upd after 20200101", "upd",
         "upd has no equivalent: the nearest is indexed:, in our language"},
        {"near miss", "near", "near needs a number after it, or quotes if it is a word"},
        {"kim near9999 moon", "9999", "NEAR takes a number from 1 to 1000"},
        {"hd=kim la=en", "la=en",
         "what stands side by side is a phrase there, which this can't be part of: put AND beside "
         "it"},
        {"% kim", "% kim",
         "* stands for a word between two others: it can't begin or end a phrase"},
        {"%", "%", "this stands for any word: it has to be between two others"},
        {"kim or", "or", "or has nothing to search for after it"},
        {"not kim", "not", "not has nothing to search for before it"},
        {"hd= kim and", "and", "and has nothing to search for after it"},
        {"[kim", "[", "this bracket is never closed"},
    };
    (void)state;
    CHECK_ERRORS("factiva", rows);
}

static void test_what_is_read_otherwise_is_told(void **state)
{
    (void)state;
    check_dialect_note("factiva", "bank$",
                       "$ was up to nine letters more, and was read as *, any number");
    check_dialect_note("factiva", "toyota/f50/",
                       "/F50/ was read as FIRST50(): the first words of the text, without the "
                       "headline");
    check_dialect_note("factiva", "merger",
                       "Factiva takes words literally; here they have their inflections, and =word "
                       "none");
    check_dialect_note("factiva", "joe biden", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_side_by_side_are_a_phrase),
        cmocka_unit_test(test_operators_bind_as_they_do_there),
        cmocka_unit_test(test_distances_count_the_second_word),
        cmocka_unit_test(test_fields_and_wildcards),
        cmocka_unit_test(test_dates_and_lengths),
        cmocka_unit_test(test_what_has_no_equivalent_is_an_error),
        cmocka_unit_test(test_what_is_read_otherwise_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
