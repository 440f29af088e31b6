/* test_dialect_lucene.c - queries as Lucene, Elasticsearch and Solr have them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/nsearch.h"
#include "tests/unit/dialects.h"

static void test_clauses_are_must_should_or_not(void **state)
{
    static const struct dialect_row rows[] = {
        {"kim", "kim"},
        {"kim moon", "kim OR moon"},
        {"kim OR moon || trump", "kim OR moon OR trump"},
        {"kim AND moon", "kim AND moon"},
        {"kim && moon", "kim AND moon"},
        {"kim AND moon OR trump", "kim AND moon"},
        {"kim OR moon AND trump", "moon AND trump"},
        {"kim AND moon OR trump AND lee", "kim AND moon AND trump AND lee"},
        {"+kim moon", "kim"},
        {"+kim +moon -trump", "kim AND moon AND NOT trump"},
        {"kim NOT moon", "kim AND NOT moon"},
        {"kim AND NOT moon", "kim AND NOT moon"},
        {"kim !moon", "kim AND NOT moon"},
        {"kim moon -trump -lee", "(kim OR moon) AND NOT (trump OR lee)"},
        {"(kim OR moon) AND summit", "(kim OR moon) AND summit"},
        {"(jakarta OR apache) AND website", "(jakarta OR apache) AND website"},
        {"(a1 AND b1) OR (c1 AND d1)", "(a1 AND b1) OR (c1 AND d1)"},
        {"kim and moon", "kim OR and OR moon"},
        {"kim - moon", "kim OR moon"},
        {"\"jakarta apache\" NOT \"Apache Lucene\"",
         "\"jakarta apache\" AND NOT \"Apache Lucene\""},
    };
    (void)state;
    CHECK("lucene", rows);
}

static void test_terms(void **state)
{
    static const struct dialect_row rows[] = {
        {"\"liaison office\"", "\"liaison office\""},
        {"\"liaison office\"~1", "\"liaison office\"~1"},
        {"\"liaison office\"~2", "\"liaison office\"~2 OR \"office liaison\""},
        {"\"jakarta apache\"~10", "\"jakarta apache\"~10 OR \"apache jakarta\"~8"},
        {"\"new new\"~3", "\"new new\"~3"},
        {"\"north korean office\"~5", "\"north korean office\"~5"},
        {"\"liaison office\"~3 AND kim", "(\"liaison office\"~3 OR \"office liaison\"~1) AND kim"},
        {"roam~", "roam~2"},
        {"roam~1", "roam~1"},
        {"roaming~0.8", "roaming~1"},
        {"roam~0.8", "=roam"},
        {"roam~0", "=roam"},
        {"quikc~ brwn~1^2", "quikc~2 OR brwn~1^2"},
        {"te?t OR test* OR te*t", "te?t OR test* OR te*t"},
        {"*ing", "*ing"},
        {"jakarta^4 apache", "jakarta^4 OR apache"},
        {"\"jakarta apache\"^4 \"Apache Lucene\"", "\"jakarta apache\"^4 OR \"Apache Lucene\""},
        {"(kim moon)^2.5 trump", "(kim OR moon)^2.5 OR trump"},
        {"\\(1\\+1\\)\\:2", "\"1+1 2\""},
        {"C\\+\\+ AND C#", "C++ AND C#"},
        {"AT\\&T", "AT&T"},
        {"\"say \\\"hi\\\" now\"", "\"say hi now\""},
        {"\"te?t foo*\"", "\"te t foo\""},
        {"http\\:\\/\\/example.com", "http://example.com"},
        {"\"AND OR\"", "\"AND OR\""},
        {"W/5", "\"W/5\""},
    };
    (void)state;
    CHECK("lucene", rows);
}

static void test_fields(void **state)
{
    static const struct dialect_row rows[] = {
        {"title:foo bar", "title:foo OR bar"},
        {"title:\"The Right Way\" AND text:go", "title:\"The Right Way\" AND body:go"},
        {"title:(+return +\"pink panther\")", "title:(return AND \"pink panther\")"},
        {"headline:kim^2 byline:smith", "(title:kim)^2 OR author:smith"},
        {"title:(quick OR brown) AND status", "title:(quick OR brown) AND status"},
        {"-title:kim +moon", "moon AND NOT title:kim"},
        {"_all:kim", "kim"},
        {"publication:reuters AND category:sport AND tags:cup",
         "source:reuters AND section:sport AND tag:cup"},
        {"dateline:kaesong OR location:seoul", "place:kaesong OR place:seoul"},
        {"title: kim AND url: x", "title:kim AND url:x"},
        {"lang:english AND site:bbc.co.uk", "lang:en AND site:bbc.co.uk"},
        {"url:\"http://example.com/a?b=c\"", "url:\"http://example.com/a?b=c\""},
        {"date:2020", "date:2020"},
        {"date:[2020-01-01 TO 2020-12-31]", "date:2020-01-01..2020-12-31"},
        {"date:{2020 TO *}", "after:2020"},
        {"date:[* TO 2020-06}", "before:2020-06"},
        {"date:[2019 TO 2020}", "since:2019 AND before:2020"},
        {"date:>=2020-06-01 AND kim", "since:2020-06-01 AND kim"},
        {"published_at:<2020-06-01", "before:2020-06-01"},
        {"@timestamp:[\"2020-01-01T00:00\" TO \"2020-01-02\"]",
         "date:2020-01-01T00:00..2020-01-02"},
        {"date:(2020 OR 2021)", "date:2020 OR date:2021"},
        {"word_count:[500 TO 1000}", "words:500..999"},
        {"words:>500", "words:501.."},
    };
    (void)state;
    CHECK("lucene", rows);
}

static void test_what_has_no_equivalent_is_an_error(void **state)
{
    static const struct dialect_error_row rows[] = {
        {"kim AND /joh?n.*/", "/joh?n.*/",
         "a regular expression has no equivalent: the nearest are * and ?; write \\/ for a /"},
        {"*:*", "*:*", "this is every article, which has no equivalent: say what to search for"},
        {"kim title:*", "*",
         "this is every article, which has no equivalent: say what to search for"},
        {"_exists_:title",
         "_exists_:", "whether a field is there can't be asked: search for a value of it"},
        {"date:*", "*", "whether a field is there can't be asked: search for a value of it"},
        {"title:{Aida TO Carmen}", "{Aida TO Carmen}",
         "a range of words has no equivalent: date and words have ranges"},
        {"age:>=10", "age:",
         "unknown field \"age\": there are title, author, body, lead, source, section, place, tag, "
         "site, url, lang, id, path, date and words"},
        {"date:[* TO *]", "[* TO *]", "a range that is open at both ends has no equivalent"},
        {"date:[2020 2021]", "[", "a range is [FROM TO TO], a * for an open end"},
        {"date:[now-5h TO now]", "now-5h",
         "only days, weeks, months and years before now have an equivalent: now-7d"},
        {"date:[2021 TO 2020]", "date:[2021 TO 2020]", "the range ends before it begins"},
        {"tes?", "tes?", "a word can't end in ? for one letter: the nearest is tes*"},
        {"te*t~", "~", "~ stands after a single word"},
        {"kim^0", "^0", "a boost is a number from 0.001 to 1000"},
        {"NOT kim", "kim", "nothing to leave this out of: say what to search for too"},
        {"kim AND", "AND", "AND has nothing to search for after it"},
        {"OR kim", "OR", "OR has nothing to search for before it"},
        {"(kim moon", "(", "this bracket is never closed"},
        {"kim)", ")", "this bracket was never opened"},
        {"title:(lead:kim)", "lead:", "a field inside a field"},
        {"kim ^2", "^", "this has nothing to stand after: write \\^ for the character"},
        {"url:(-x}", "}", "this has nothing to stand after: write \\} for the character"},
        {"url:(x] y)", "]", "this has nothing to stand after: write \\] for the character"},
        {"lang:(en~)", "~", "this has nothing to stand after: write \\~ for the character"},
        {"site:(^2 x)", "^", "this has nothing to stand after: write \\^ for the character"},
        {"kim title:", "title:", "title: has nothing to search for after it"},
        {"(kim url: ) moon", "url:", "url: has nothing to search for after it"},
    };
    (void)state;
    CHECK_ERRORS("lucene", rows);
}

static void test_what_is_read_otherwise_is_told(void **state)
{
    (void)state;
    check_dialect_note("lucene", "kim AND moon OR \"north korea\"",
                       "left out, as it only changes the ranking beside what must be there (+ or "
                       "AND): \"north korea\"");
    check_dialect_note(
        "lucene", "\"north korean office\"~5",
        "~5 lets the words of a phrase change places there; here they stay in order");
    check_dialect_note("lucene", "kim and moon",
                       "\"and\" is a word there: operators are upper case");
    check_dialect_note("lucene", "\"foo*\"",
                       "* and ? in a phrase are no wildcards there, and were left out");
    check_dialect_note("lucene", "\"liaison office\"~3 roam~1", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clauses_are_must_should_or_not),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_what_has_no_equivalent_is_an_error),
        cmocka_unit_test(test_what_is_read_otherwise_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
