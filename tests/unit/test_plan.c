/* test_plan.c - what the engine is asked for a query. What is marked: test_plan_marks.c; spans: test_plan_spans.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/engine_text.h"
#include "tests/unit/planning.h"

/* ---- What is asked ------------------------------------------------------------------------------- */

struct asked {
    const char *query, *match;
};

static void check_asked(const struct asked *rows, size_t count, nsearch_match match)
{
    for (size_t i = 0; i < count; i++) {
        struct planned planned;
        struct buf text;
        buf_init(&text);
        assert_int_equal(make_plan(rows[i].query, match, NULL, false, &planned), NSEARCH_OK);
        engine_text(planned.plan.match, &text);
        if (strcmp(text.data, rows[i].match) != 0)
            fail_msg("%s: asks %s, not %s", rows[i].query, text.data, rows[i].match);
        buf_release(&text);
        release(&planned);
    }
}

#define CHECK(rows) check_asked(rows, sizeof(rows) / sizeof *(rows), NSEARCH_MATCH_ALL)

static void test_words_are_folded_and_stemmed(void **state)
{
    static const struct asked rows[] = {
        {"Offices", "Zoffic"},
        {"=Offices", "offices"},
        {"Trump's", "Ztrump"},
        {"Caf\xC3\xA9s", "Zcafe"},
        {"1989", "1989"},
        {"C++", "Zc++"},
        {"liaison office", "AND(Zliaison, Zoffic)"},
        {"a OR b", "OR(Za, Zb)"},
        {"office^2", "SCALE/2(Zoffic)"},
        {"(a b)^0.5 c", "AND(SCALE/0.5(AND(Za, Zb)), Zc)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_what_is_several_words_is_a_phrase(void **state)
{
    static const struct asked rows[] = {
        {"co-operation", "OR(Zcooper, PHRASE/2(co, operation))"},
        {"=co-operation", "OR(cooperation, PHRASE/2(co, operation))"},
        {"foo/bar", "PHRASE/2(foo, bar)"},
        {"1950-53", "PHRASE/2(1950, 53)"},
        {"http://a.example/b", "PHRASE/4(http, a, example, b)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_phrases_are_literal_words_in_a_window(void **state)
{
    static const struct asked rows[] = {
        {"\"Liaison Offices\"", "PHRASE/2(liaison, offices)"},
        {"\"liaison offices\"~3", "PHRASE/5(liaison, offices)"},
        {"\"Offices\"", "offices"},
        {"\"peace co-operation talks\"",
         "OR(PHRASE/3(peace, cooperation, talks), PHRASE/4(peace, co, operation, talks))"},
        {"\"inflat* rate\"", "-"}, /* without an index, a wildcard stands for nothing */
        {"\"co-operation\"", "OR(cooperation, PHRASE/2(co, operation))"},
    };
    (void)state;
    CHECK(rows);
}

static void test_chinese_is_pairs_of_characters(void **state)
{
    static const struct asked rows[] = {
        {"北京", "北京"},
        {"北京大学", "PHRASE/3(北京, 京大, 大学)"},
        {"\"北京 foo\"", "PHRASE/3(北京, 京, foo)"},
        {"北京*", "北京"}, /* whatever follows, the pair is there */
        {"北", "-"},
        {"=北", "北"},
    };
    (void)state;
    CHECK(rows);
}

static void test_near_of_two_words_is_the_engine_s(void **state)
{
    static const struct asked rows[] = {
        {"=a NEAR/5 =b", "NEAR/7(a, b)"},
        {"Rates NEAR b", "FILTER(AND(Zrate, Zb), NEAR/12(rates, b))"},
        {"=a ADJ =b", "PHRASE/2(a, b)"},
        {"=a PRE/3 =b", "PHRASE/5(a, b)"},
        {"(=bank OR =banks) NEAR/5 =crisis",
         "FILTER(AND(OR(bank, banks), crisis), NEAR/7(OR(bank, banks), crisis))"},
        {"title:(=a NEAR/1 =b)", "NEAR/3(Sa, Sb)"},
        {"author:(a NEAR/1 b)", "NEAR/3(Aa, Ab)"},
        {"=a NEAR/5 =ab", "NEAR/7(a, ab)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_near_of_what_the_engine_cannot_tell_apart_is_checked(void **state)
{
    static const struct asked rows[] = {
        {"=a NEAR/5 =a", "CHECK(a)"},
        {"=a NEAR/5 =ba", "CHECK(AND(a, ba))"}, /* as in "b-a" */
        {"title:(=a NEAR/5 =ba)", "CHECK(AND(Sa, Sba))"},
        {"=a NEAR/2 =b NEAR/2 =c", "CHECK(AND(a, b, c))"},
        {"inflat* NEAR =b", "CHECK(AND(-, b))"},
    };
    (void)state;
    CHECK(rows);
}

static void test_not_takes_away_from_what_is_beside_it(void **state)
{
    static const struct asked rows[] = {
        {"a -b", "AND_NOT(Za, Zb)"},
        {"a -b -c d", "AND_NOT(AND(Za, Zd), Zb, Zc)"},
        {"a -(b c)", "AND_NOT(Za, AND(Zb, Zc))"},
        {"date:2020 -b", "AND_NOT(SCALE/0(Y2020), Zb)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_fields_have_terms_of_their_own(void **state)
{
    static const struct asked rows[] = {
        {"title:Walls", "ZSwall"},
        {"title:=Walls", "Swalls"},
        {"title:\"Berlin Walls\"", "PHRASE/2(Sberlin, Swalls)"},
        {"title:(berlin OR walls)", "OR(ZSberlin, ZSwall)"},
        {"author:Smiths", "Asmiths"},
        {"author:\"John Smith\"", "PHRASE/2(Ajohn, Asmith)"},
        {"tag:Sports", "Ksports"},
        {"source:Reuters", "SCALE/0(XNreuters)"},
        {"section:\"World News\"", "SCALE/0(PHRASE/2(XCworld, XCnews))"},
        {"place:Kaesong", "SCALE/0(XPkaesong)"},
        {"id:AP-1", "SCALE/0(QAP-1)"},
        {"id:\"two words\"", "SCALE/0(Qtwo words)"},
        {"lang:EN", "SCALE/0(Len)"},
        {"url:http://A.example/B?c=d", "SCALE/0(Uhttp://A.example/B?c=d)"},
        {"path:/srv/News.txt", "SCALE/0(P/srv/News.txt)"},
        {"site:BBC.co.uk", "SCALE/0(Hbbc.co.uk)"},
        {"site:https://me@www.BBC.co.uk:80/news?x", "SCALE/0(Hwww.bbc.co.uk)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_filters_add_no_weight(void **state)
{
    static const struct asked rows[] = {
        {"a source:ap", "FILTER(Za, XNap)"},
        {"a source:ap source:bbc", "FILTER(Za, OR(XNap, XNbbc))"},
        {"a date:2020 lang:en -b", "AND_NOT(FILTER(Za, Y2020, Len), Zb)"},
        {"date:2020 lang:en", "SCALE/0(AND(Y2020, Len))"},
        {"a OR source:ap", "OR(Za, SCALE/0(XNap))"},
        {"a (source:ap OR date:2020)", "FILTER(Za, OR(XNap, Y2020))"},
        {"a author:b", "AND(Za, Ab)"},
    };
    (void)state;
    CHECK(rows);
}

static void test_dates_are_periods(void **state)
{
    static const struct asked rows[] = {
        {"date:2020", "SCALE/0(Y2020)"},
        {"date:2020-06", "SCALE/0(M202006)"},
        {"date:2020-06-16", "SCALE/0(D20200616)"},
        {"date:2020-06-16T14:49", "SCALE/0(RANGE/0[202006161449 .. 202006161449~])"},
        {"date:2020-06..2020-07", "SCALE/0(OR(M202006, M202007))"},
        {"date:2020..2020", "SCALE/0(Y2020)"},
        {"date:2020-06..", "SCALE/0(RANGE/0[202006 .. ~])"},
        {"date:..2020-06", "SCALE/0(RANGE/0[0 .. 202006~])"},
        {"after:2020", "SCALE/0(RANGE/0[2020~ .. ~])"},
        {"after:2020-06-16", "SCALE/0(RANGE/0[20200616~ .. ~])"},
        {"since:2020-06", "SCALE/0(RANGE/0[202006 .. ~])"},
        {"until:2020-06", "SCALE/0(RANGE/0[0 .. 202006~])"},
        {"before:2020", "SCALE/0(RANGE/0[0 .. 2019~])"},
        {"before:2020-06-16", "SCALE/0(RANGE/0[0 .. 20200615~])"},
        {"before:2020-06-10", "SCALE/0(RANGE/0[0 .. 20200609~])"},
        {"before:2000", "SCALE/0(RANGE/0[0 .. 1999~])"},
    };
    (void)state;
    CHECK(rows);
}

static void test_a_period_begins_with_the_one_that_it_is_the_first_part_of(void **state)
{
    static const struct asked rows[] = {
        {"since:2020-01-01", "SCALE/0(RANGE/0[2020 .. ~])"},
        {"since:2020-02-01", "SCALE/0(RANGE/0[202002 .. ~])"},
        {"since:2020-02-02T00:00", "SCALE/0(RANGE/0[20200202 .. ~])"},
        {"before:2020-01-01", "SCALE/0(RANGE/0[0 .. 2019~])"},
        {"before:2020-03-01", "SCALE/0(RANGE/0[0 .. 202002~])"},
        {"until:2020-01-01", "SCALE/0(RANGE/0[0 .. 20200101~])"},
        {"after:2020-01", "SCALE/0(RANGE/0[202001~ .. ~])"},
    };
    (void)state;
    CHECK(rows);
}

static void test_numbers_have_ten_digits(void **state)
{
    static const struct asked rows[] = {
        {"words:500", "SCALE/0(RANGE/1[0000000500 .. 0000000500])"},
        {"words:500..", "SCALE/0(RANGE/1[0000000500 .. 9999999999])"},
        {"words:..500", "SCALE/0(RANGE/1[0000000000 .. 0000000500])"},
    };
    (void)state;
    CHECK(rows);
}

static void set_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

static void test_the_time_of_indexing_is_read_on_the_clock_of_here(void **state)
{
    static const struct asked utc[] = {
        {"indexed:2020", "SCALE/0(RANGE/2[1f0no80 .. 1fuspfv])"},
        {"indexed:2020-06", "SCALE/0(RANGE/2[1fd8h80 .. 1ffnkfv])"},
        {"indexed:2019-12-31", "SCALE/0(RANGE/2[1f0l3s0 .. 1f0no7v])"},
        {"indexed:2020-06-16T14:49", "SCALE/0(RANGE/2[1fehmus .. 1fehn0n])"},
        {"indexed:2020-06-16T14:49:05", "SCALE/0(RANGE/2[1fehmv1 .. 1fehmv1])"},
        {"indexed:today", "SCALE/0(RANGE/2[1feg2s0 .. 1fein7v])"},
        {"indexed:2020-06..2020-07", "SCALE/0(RANGE/2[1fd8h80 .. 1fi9c3v])"},
        {"indexed:2020-06..", "SCALE/0(RANGE/2[1fd8h80 .. vvvvvvv])"},
        {"indexed:..2020-06", "SCALE/0(RANGE/2[0000000 .. 1ffnkfv])"},
        {"indexed:1969..1970", "SCALE/0(RANGE/2[0000000 .. 00u2crv])"},
        {"indexed:1969", "SCALE/0(-)"},
    };
    static const struct asked seoul[] = {
        {"indexed:2020", "SCALE/0(RANGE/2[1f0mojg .. 1furprf])"},
        {"indexed:2020-06", "SCALE/0(RANGE/2[1fd7hjg .. 1ffmkrf])"},
        {"indexed:2020-06-16T14:49", "SCALE/0(RANGE/2[1fegnac .. 1fegnc7])"},
    };
    static const struct asked summer[] = {
        {"indexed:2020-03-29", "SCALE/0(RANGE/2[1f7vlng .. 1f826iv])"},
    };
    (void)state;
    CHECK(utc);
    set_zone("KST-9");
    CHECK(seoul);
    set_zone("CET-1CEST,M3.5.0,M10.5.0/3"); /* a day of 23 hours */
    CHECK(summer);
    set_zone("UTC");
}

static void test_any_adds_what_may_be_there(void **state)
{
    static const struct asked rows[] = {
        {"a b", "OR(Za, Zb)"},
        {"+a b c", "MAYBE(Za, OR(Zb, Zc))"},
        {"a b date:2020", "FILTER(OR(Za, Zb), Y2020)"},
    };
    (void)state;
    check_asked(rows, sizeof rows / sizeof *rows, NSEARCH_MATCH_ANY);
}

static void test_any_takes_words_of_several_words_apart(void **state)
{
    static const struct asked rows[] = {
        {"garbage/trash removal", "OR(OR(Zgarbag, Ztrash), Zremov)"},
        {"co-operation", "OR(Zco, Zoper, SCALE/0.05(Zcooper))"},
        {"+co-op talks", "MAYBE(OR(Zcoop, PHRASE/2(co, op)), Ztalk)"},
        {"\"co-op\"", "OR(coop, PHRASE/2(co, op))"},
        {"=co-op", "OR(coop, PHRASE/2(co, op))"},
        {"\xe5\x8c\x97\xe4\xba\xac\xe5\xa4\xa7",
         "PHRASE/2(\xe5\x8c\x97\xe4\xba\xac, \xe4\xba\xac\xe5\xa4\xa7)"},
    };
    (void)state;
    check_asked(rows, sizeof rows / sizeof *rows, NSEARCH_MATCH_ANY);
}

/* ---- The second stage of ranking, and the phrase ------------------------------------------------- */

static void write_ranked(const struct rank_words *ranked, struct buf *out)
{
    for (size_t i = 0; i < ranked->count; i++) {
        if (i) buf_add_char(out, ' ');
        buf_add(out, ranked->words[i].forms[0].text, ranked->words[i].forms[0].size);
    }
}

static void check_parts(const char *query, nsearch_match match, const char *ranked,
                        const char *phrase)
{
    struct planned planned;
    struct buf text;
    buf_init(&text);
    assert_int_equal(make_plan(query, match, NULL, false, &planned), NSEARCH_OK);
    write_ranked(&planned.plan.ranked, &text);
    assert_string_equal(text.data ? text.data : "", ranked);
    buf_reset(&text);
    engine_text(planned.plan.phrase, &text);
    assert_string_equal(text.data, phrase);
    buf_release(&text);
    release(&planned);
}

static void test_a_row_of_plain_words_is_a_phrase_too(void **state)
{
    static const char both[] = "liaison office", phrase[] = "PHRASE/2(liaison, office)";
    (void)state;
    check_parts("liaison office", NSEARCH_MATCH_ALL, both, phrase);
    check_parts("(liaison office)", NSEARCH_MATCH_ALL, both, phrase);
    check_parts("liaison office date:2020 -x", NSEARCH_MATCH_ALL, both, phrase);
    check_parts("liaison AND office", NSEARCH_MATCH_ALL, both, "NULL");
    check_parts("liaison office", NSEARCH_MATCH_ANY, both, "NULL");
    check_parts("liaison offic*", NSEARCH_MATCH_ALL, "liaison", "NULL");
    check_parts("liaison =office", NSEARCH_MATCH_ALL, both, "NULL");
    check_parts("office date:2020", NSEARCH_MATCH_ALL, "office", "NULL");
    check_parts("liaison (office OR x)", NSEARCH_MATCH_ALL, "liaison office x", "NULL");
}

static void test_places_of_wanted_words_of_no_field_are_ranked(void **state)
{
    (void)state;
    check_parts("title:a", NSEARCH_MATCH_ALL, "", "NULL");
    check_parts("a -b", NSEARCH_MATCH_ALL, "a", "NULL");
    check_parts("\"a b\"", NSEARCH_MATCH_ALL, "a b", "NULL");
    check_parts("source:ap", NSEARCH_MATCH_ALL, "", "NULL");
    check_parts("a b c d e f g h", NSEARCH_MATCH_ANY, "a b c d e f", "NULL");
    check_parts("co-op a co-op", NSEARCH_MATCH_ANY, "a co op", "NULL");
}

/* ---- Limits and periods -------------------------------------------------------------------------- */

static void test_too_many_wildcards_are_an_error_with_a_place(void **state)
{
    struct planned planned;
    struct buf text;
    (void)state;
    buf_init(&text);
    for (int i = 0; i < PLAN_WILDCARDS_MAX; i++)
        buf_addf(&text, "a%c%c* a%c%c* ", 'a' + i / 26, 'a' + i % 26, 'a' + i / 26, 'a' + i % 26);
    assert_int_equal(make_plan(text.data, NSEARCH_MATCH_ALL, NULL, false, &planned), NSEARCH_OK);
    release(&planned);
    buf_add_text(&text, "cd*");
    assert_int_equal(make_plan(text.data, NSEARCH_MATCH_ALL, NULL, false, &planned),
                     NSEARCH_INVALID);
    assert_string_equal(planned.error.message, "too many wildcards: a query has at most 64");
    assert_int_equal(planned.error.query_offset, text.size - 3);
    assert_int_equal(planned.error.query_size, 3);
    release(&planned);
    buf_release(&text);
}

static void check_period(const char *since, const char *until, nsearch_status want,
                         const char *range)
{
    struct arena arena;
    const struct db_query *query;
    nsearch_error error = {.status = NSEARCH_OK};
    struct buf text;
    const struct plan_context context = {.arena = &arena};
    arena_init(&arena);
    buf_init(&text);
    assert_int_equal(plan_period(since, until, PLANNING_NOW, &context, &query, &error), want);
    engine_text(query, &text);
    assert_string_equal(want ? error.message : text.data, range);
    buf_release(&text);
    arena_release(&arena);
}

static void test_a_request_s_period_is_a_range(void **state)
{
    (void)state;
    check_period(NULL, NULL, NSEARCH_OK, "NULL");
    check_period("", "", NSEARCH_OK, "NULL");
    check_period("2020-06", NULL, NSEARCH_OK, "RANGE/0[202006 .. ~]");
    check_period(NULL, "2020-06", NSEARCH_OK, "RANGE/0[0 .. 202006~]");
    check_period("yesterday", "today", NSEARCH_OK, "OR(D20200615, D20200616)");
    check_period("2021", "2020", NSEARCH_INVALID, "the period ends before it begins");
    check_period("2020-02-30", NULL, NSEARCH_INVALID, "30 February 2020 does not exist");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_are_folded_and_stemmed),
        cmocka_unit_test(test_what_is_several_words_is_a_phrase),
        cmocka_unit_test(test_phrases_are_literal_words_in_a_window),
        cmocka_unit_test(test_chinese_is_pairs_of_characters),
        cmocka_unit_test(test_near_of_two_words_is_the_engine_s),
        cmocka_unit_test(test_near_of_what_the_engine_cannot_tell_apart_is_checked),
        cmocka_unit_test(test_not_takes_away_from_what_is_beside_it),
        cmocka_unit_test(test_fields_have_terms_of_their_own),
        cmocka_unit_test(test_filters_add_no_weight),
        cmocka_unit_test(test_dates_are_periods),
        cmocka_unit_test(test_a_period_begins_with_the_one_that_it_is_the_first_part_of),
        cmocka_unit_test(test_numbers_have_ten_digits),
        cmocka_unit_test(test_the_time_of_indexing_is_read_on_the_clock_of_here),
        cmocka_unit_test(test_any_adds_what_may_be_there),
        cmocka_unit_test(test_any_takes_words_of_several_words_apart),
        cmocka_unit_test(test_a_row_of_plain_words_is_a_phrase_too),
        cmocka_unit_test(test_places_of_wanted_words_of_no_field_are_ranked),
        cmocka_unit_test(test_too_many_wildcards_are_an_error_with_a_place),
        cmocka_unit_test(test_a_request_s_period_is_a_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
