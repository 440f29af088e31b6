/* test_parse_near.c - operators and functions of what stands together in a text, as trees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/parsing.h"

static void test_near_and_adj_have_distances_and_operands(void **state)
{
    static const struct reading rows[] = {
        {"a NEAR b", "a NEAR/10 b"},
        {"a NEAR/5 b", "a NEAR/5 b"},
        {"a W/5 b", "a NEAR/5 b"},
        {"a ADJ b", "a ADJ/0 b"},
        {"a ADJ/2 b", "a ADJ/2 b"},
        {"a PRE/2 b", "a ADJ/2 b"},
        {"a NEAR/3 b NEAR/3 c", "a NEAR/3 b NEAR/3 c"},
        {"(bank OR banks) NEAR/5 crisis", "(bank OR banks) NEAR/5 crisis"},
        {"inflat* NEAR/5 =Rates", "inflat* NEAR/5 =Rates"},
        {"co-operation NEAR talks", "co-operation NEAR/10 talks"},
        {"a b NEAR/2 c d", "a AND b NEAR/2 c AND d"},
        {"\"a b\" NEAR/5 \"c d\"~2", "\"a b\" NEAR/5 \"c d\"~2"},
        {"foo/bar NEAR x", "foo/bar NEAR/10 x"},
        {"(bank OR \"savings bank\" OR thrift*) W/5 (fail* OR crisis)",
         "(bank OR \"savings bank\" OR thrift*) NEAR/5 (fail* OR crisis)"},
        {"wom?n PRE/3 right~", "wom?n ADJ/3 right~1"},
        {"CAPS(aids) NEAR/5 lead:x", "CAPS(aids) NEAR/5 LEAD(x)"},
        {"a NEAR/0 b", "a NEAR/0 b"},
        {"title:(a NEAR/2 b)", "title:(a NEAR/2 b)"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_chains_are_read_from_left_to_right(void **state)
{
    static const struct reading rows[] = {
        {"a NEAR/3 b NEAR/3 c NEAR/3 d", "a NEAR/3 b NEAR/3 c NEAR/3 d"},
        {"(a NEAR/3 b) NEAR/3 c", "a NEAR/3 b NEAR/3 c"},
        {"a NEAR/3 (b NEAR/3 c)", "a NEAR/3 (b NEAR/3 c)"},
        {"a NEAR/3 b NEAR/4 c", "(a NEAR/3 b) NEAR/4 c"},
        {"a NEAR/3 b ADJ c SAME d", "((a NEAR/3 b) ADJ/0 c) SAME d"},
        {"a NOT W/3 b NOT W/3 c", "a NOT NEAR/3 b NOT NEAR/3 c"},
        {"a W/S b W/P c", "(a W/S b) SAME c"},
    };
    struct parsed parsed;
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
    assert_int_equal(parse("a NEAR/3 b NEAR/3 c", 19, NSEARCH_MATCH_ALL, &parsed), NSEARCH_OK);
    assert_int_equal(parsed.query.root->count, 2);
    assert_int_equal(parsed.query.root->children[0]->kind, QUERY_NEAR);
    assert_int_equal(parsed.query.root->children[1]->kind, QUERY_WORD);
    release(&parsed);
}

static void test_not_near_and_same_join_as_near_does(void **state)
{
    static const struct reading rows[] = {
        {"a NOT NEAR b", "a NOT NEAR/10 b"},
        {"a NOT NEAR/5 b", "a NOT NEAR/5 b"},
        {"a NOT\tW/5 b", "a NOT NEAR/5 b"},
        {"a SAME b", "a SAME b"},
        {"a W/P b", "a SAME b"},
        {"a W/S \"b c\"", "a W/S \"b c\""},
        {"a b SAME c d", "a AND b SAME c AND d"},
        {"title:(a W/S b)", "title:(a W/S b)"},
        {"author:(a NOT NEAR/2 b)", "author:(a NOT NEAR/2 b)"},
        {"a NOT NEARLY", "a AND NOT NEARLY"},
        {"a NOT \"NEAR\"", "a AND NOT \"NEAR\""},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_functions_hold_queries_of_words(void **state)
{
    static const struct reading rows[] = {
        {"CAPS(aids)", "CAPS(aids)"},
        {"x ALLCAPS(WHO) NOCAPS(y)^2", "x AND ALLCAPS(WHO) AND NOCAPS(y)^2"},
        {"LEAD(a AND NOT b)", "LEAD(a AND NOT b)"},
        {"LEAD(a OR b)", "LEAD(a OR b)"},
        {"LEAD(QUOTE(x))", "LEAD(QUOTE(x))"},
        {"FIRST50(a b)", "FIRST50(a AND b)"},
        {"QUOTE(\"no comment\")", "QUOTE(\"no comment\")"},
        {"ATLEAST5(a OR b)", "ATLEAST5(a OR b)"},
        {"ATLEAST3(a NEAR/2 b)", "ATLEAST3(a NEAR/2 b)"},
        {"ATLEAST2(CAPS(a))", "ATLEAST2(CAPS(a))"},
        {"LEAD(ATLEAST2(a))", "LEAD(ATLEAST2(a))"},
        {"NAME(\"Joe Biden\")", "NAME(\"Joe Biden\")"},
        {"NAME(Joe R. Biden)", "NAME(\"Joe R Biden\")"},
        {"NAME(Biden)", "NAME(\"Biden\")"},
        {"NAME(Jean-Claude Juncker)", "NAME(\"Jean-Claude Juncker\")"},
        {"-CAPS(a) b", "b AND NOT CAPS(a)"},
        {"title:CAPS(a)", "title:CAPS(a)"},
        {"title:(a QUOTE(b))", "title:(a AND QUOTE(b))"},
        {"author:ATLEAST2(a)", "author:ATLEAST2(a)"},
        {"CAPS(a b)^2", "CAPS(a AND b)^2"},
    };
    static const struct reading any[] = {
        {"ATLEAST5(a b)", "ATLEAST5(a OR b)"},
        {"(a b) NEAR c", "(a OR b) NEAR/10 c"},
        {"NAME(Joe Biden) x", "NAME(\"Joe Biden\") OR x"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
    CHECK(any, NSEARCH_MATCH_ANY);
}

static void test_names_of_functions_are_words_anywhere_else(void **state)
{
    static const struct reading rows[] = {
        {"CAPS LEAD", "CAPS AND LEAD"},          {"CAPS (a)", "CAPS AND a"},
        {"name(s) of", "name AND s AND of"},     {"ATLEAST5", "ATLEAST5"},
        {"FIRST LADY", "FIRST AND LADY"},        {"SCAPS(a)", "SCAPS AND a"},
        {"\"CAPS(a) LEAD\"", "\"CAPS a LEAD\""}, {"=CAPS(a)", "=CAPS AND a"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_parts_of_the_text_are_asked_like_fields(void **state)
{
    static const struct reading rows[] = {
        {"lead:a", "LEAD(a)"},
        {"LEAD:(a OR b)", "LEAD(a OR b)"},
        {"quote:\"a b\" c", "QUOTE(\"a b\") AND c"},
        {"body:a", "body:(a)"},
        {"body:(a -b)", "body:(a AND NOT b)"},
        {"(body:a)^2 b", "(body:(a))^2 AND b"},
        {"lead:quote:a", "LEAD(QUOTE(a))"},
        {"lead:a lead:b", "LEAD(a) AND LEAD(b)"},
        {"title:quote:a", "title:QUOTE(a)"},
        {"lead: a", "lead AND a"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near_and_adj_have_distances_and_operands),
        cmocka_unit_test(test_chains_are_read_from_left_to_right),
        cmocka_unit_test(test_not_near_and_same_join_as_near_does),
        cmocka_unit_test(test_functions_hold_queries_of_words),
        cmocka_unit_test(test_names_of_functions_are_words_anywhere_else),
        cmocka_unit_test(test_parts_of_the_text_are_asked_like_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
