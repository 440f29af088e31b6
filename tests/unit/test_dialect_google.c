/* test_dialect_google.c - queries as Google has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/nsearch.h"
#include "tests/unit/dialects.h"

static void test_words_and_operators(void **state)
{
    static const struct dialect_row rows[] = {
        {"kim", "kim"},
        {"kim moon", "kim AND moon"},
        {"kim AND moon", "kim AND moon"},
        {"kim OR moon", "kim OR moon"},
        {"kim | moon", "kim OR moon"},
        {"kim|moon", "kim OR moon"},
        {"kim OR moon talks", "(kim OR moon) AND talks"},
        {"vacation london OR paris", "vacation AND (london OR paris)"},
        {"(kim OR moon) (talks OR summit)", "(kim OR moon) AND (talks OR summit)"},
        {"kim -moon", "kim AND NOT moon"},
        {"-moon kim", "kim AND NOT moon"},
        {"jaguar speed -car -\"sports car\"",
         "jaguar AND speed AND NOT car AND NOT \"sports car\""},
        {"kim -(moon OR trump)", "kim AND NOT (moon OR trump)"},
        {"kim - moon", "kim AND moon"},
        {"kim or moon and trump", "kim AND or AND moon AND and AND trump"},
        {"who won?", "who AND won"},
        {"co-operation talks", "co-operation AND talks"},
        {"C++ AT&T", "C++ AND AT&T"},
        {"$50 #budget @whitehouse", "50 AND budget AND whitehouse"},
        {"kim AROUND(3) moon", "kim NEAR/3 moon"},
        {"\"kim jong\" AROUND(10) \"moon jae\" summit",
         "(\"kim jong\" NEAR/10 \"moon jae\") AND summit"},
        {"kim OR lee AROUND(5) moon", "kim OR (lee NEAR/5 moon)"},
        {"+kim moon", "=kim AND moon"},
        {"~food recipes", "food AND recipes"},
    };
    (void)state;
    CHECK("google", rows);
}

static void test_phrases(void **state)
{
    static const struct dialect_row rows[] = {
        {"\"peace talks\"", "\"peace talks\""},
        {"“peace talks” seoul", "\"peace talks\" AND seoul"},
        {"\"to be * to be\"", "\"to be * to be\""},
        {"\"* talks *\"", "\"talks\""},
        {"three * mice", "three AND mice"},
        {"\"f*ck\"", "\"f ck\""},
        {"foo:bar", "\"foo:bar\""},
        {"title:foo", "\"title:foo\""},
        {"W/5 NEAR/5", "\"W/5\" AND \"NEAR/5\""},
        {"kim NOT moon", "kim AND \"NOT\" AND moon"},
        {"LEAD ATLEAST5(kim)", "LEAD AND ATLEAST5 AND kim"},
        {"roam~2 kim^3", "\"roam 2\" AND \"kim 3\""},
        {"\"say (what|that) {x}~2\"", "\"say what that x 2\""},
    };
    (void)state;
    CHECK("google", rows);
}

static void test_fields(void **state)
{
    static const struct dialect_row rows[] = {
        {"intitle:kim summit", "title:kim AND summit"},
        {"intitle:\"peace talks\"", "title:\"peace talks\""},
        {"intitle:(kim OR moon)", "title:(kim OR moon)"},
        {"allintitle:kim moon summit", "title:(kim AND moon AND summit)"},
        {"allintitle: kim -moon", "title:(kim AND NOT moon)"},
        {"intext:kim source:reuters", "body:kim AND source:reuters"},
        {"site:bbc.co.uk kim", "site:bbc.co.uk AND kim"},
        {"site:.gov budget", "site:gov AND budget"},
        {"kim -site:example.com", "kim AND NOT site:example.com"},
        {"site:nytimes.com OR site:bbc.com kim", "(site:nytimes.com OR site:bbc.com) AND kim"},
        {"avengers endgame before:2019", "avengers AND endgame AND before:2019"},
        {"avengers after:2019-04-01", "avengers AND after:2019-04-01"},
        {"avengers after:2019/3/1 before:2019/03/05",
         "avengers AND after:2019-03-01 AND before:2019-03-05"},
        {"after:6/16/2020 kim", "after:2020-06-16 AND kim"},
        {"kim intitle: moon", "kim AND intitle AND moon"},
    };
    (void)state;
    CHECK("google", rows);
}

static void test_what_has_no_equivalent_is_an_error(void **state)
{
    static const struct dialect_error_row rows[] = {
        {"insurance -inurl:money", "inurl:money",
         "inurl: has no equivalent: a url is only searched as a whole: the nearest is site:"},
        {"budget filetype:pdf", "filetype:pdf",
         "filetype: has no equivalent: articles have no file type: leave it out"},
        {"camera $50..$100", "$50..$100",
         "a range of numbers has no equivalent: numbers in the text are words"},
        {"related:nytimes.com", "related:nytimes.com",
         "related: has no equivalent: search for words that such articles have"},
        {"site:bbc.co.uk/news kim", "bbc.co.uk/news",
         "site: takes a host: the nearest is site:bbc.co.uk"},
        {"kim before:yore", "yore", "\"yore\" is not a date: write 2020, 2020-06 or 2020-06-16"},
        {"kim AROUND(x) moon", "x", "AROUND() takes a number from 0 to 1000"},
        {"-kim", "-kim", "nothing to leave this out of: say what to search for too"},
        {"kim OR -moon", "-moon", "nothing to leave this out of: say what to search for too"},
        {"kim OR", "OR", "OR has nothing to search for after it"},
        {"| kim", "|", "| has nothing to search for before it"},
        {"\"unclosed", "\"", "this quote is never closed"},
        {"(kim moon", "(", "this bracket is never closed"},
        {"", "", "nothing to search for"},
        {"* - ?", "", "nothing to search for"},
    };
    (void)state;
    CHECK_ERRORS("google", rows);
}

static void test_what_is_read_otherwise_is_told(void **state)
{
    (void)state;
    check_dialect_note("google", "\"to be * to be\"",
                       "a * in a phrase is one word here, and not several");
    check_dialect_note("google", "three * mice", "a * outside quotes was left out");
    check_dialect_note("google", "~food",
                       "~ asked for synonyms, which aren't known here: only the word itself is "
                       "searched for");
    check_dialect_note("google", "kim NOT moon",
                       "NOT is a word to Google, and was read as one: a - leaves out");
    check_dialect_note("google", "kim after:2018", "after:2018 leaves all of 2018 out");
    check_dialect_note("google", "kim moon -trump", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_and_operators),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_what_has_no_equivalent_is_an_error),
        cmocka_unit_test(test_what_is_read_otherwise_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
