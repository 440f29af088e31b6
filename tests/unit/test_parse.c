/* test_parse.c - the trees that queries become. Tables: one row is one thing that a person may type. What stands in
 * one place of a text: test_parse_near.c; notes: test_parse_notes.c; errors: test_parse_wrong.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/parsing.h"

static void test_words_side_by_side_are_joined_by_and(void **state)
{
    static const struct reading rows[] = {
        {"office", "office"},
        {"liaison office", "liaison AND office"},
        {"  liaison\t\noffice ", "liaison AND office"},
        {"liaison AND office", "liaison AND office"},
        {"liaison && office", "liaison AND office"},
        {"+liaison +office", "liaison AND office"},
        {"(liaison office)", "liaison AND office"},
        {"liaison\xC2\xA0office\xE3\x80\x80kaesong", "liaison AND office AND kaesong"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_and_binds_tighter_than_or(void **state)
{
    static const struct reading rows[] = {
        {"a OR b", "a OR b"},
        {"a | b", "a OR b"},
        {"a || b", "a OR b"},
        {"a|b", "a OR b"},
        {"a b OR c d", "(a AND b) OR (c AND d)"},
        {"a OR b AND c", "a OR (b AND c)"},
        {"a (b OR c)", "a AND (b OR c)"},
        {"a OR b OR c", "a OR b OR c"},
        {"(a b) c", "(a AND b) AND c"},
        {"a OR (b OR c)", "a OR (b OR c)"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_not_takes_one_operand_and_comes_last(void **state)
{
    static const struct reading rows[] = {
        {"a -b", "a AND NOT b"},
        {"a NOT b", "a AND NOT b"},
        {"a AND NOT b", "a AND NOT b"},
        {"-b a", "a AND NOT b"},
        {"a -\"b c\"", "a AND NOT \"b c\""},
        {"a -(b c)", "a AND NOT (b AND c)"},
        {"a -title:b", "a AND NOT title:b"},
        {"a NOT b NEAR/2 c", "a AND NOT (b NEAR/2 c)"},
        {"a NOT b c", "a AND c AND NOT b"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_operators_are_upper_case_only(void **state)
{
    static const struct reading rows[] = {
        {"will not go", "will AND not AND go"},   {"black and white", "black AND and AND white"},
        {"this or that", "this AND or AND that"}, {"near miss", "near AND miss"},
        {"w/5 near/3", "w/5 AND near/3"},         {"W/out", "W/out"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_quotes_of_every_kind_make_a_phrase(void **state)
{
    static const struct reading rows[] = {
        {"\"liaison office\"", "\"liaison office\""},
        {"“liaison office”", "\"liaison office\""},
        {"„Berliner Mauer“", "\"Berliner Mauer\""},
        {"”liaison office”", "\"liaison office\""},
        {"«mur de Berlin»", "\"mur de Berlin\""},
        {"»Berliner Mauer«", "\"Berliner Mauer\""},
        {"“liaison office\"", "\"liaison office\""},
        {"\"liaison office”", "\"liaison office\""},
        {"«the \"so-called\" wall»", "\"the so-called wall\""},
        {"\"the «so-called» wall\"", "\"the so-called wall\""},
        {"\"one\"", "\"one\""},
        {"\"a, b. c!\"", "\"a b c\""},
        {"\"a b\"~3", "\"a b\"~3"},
        {"\"a b\"~3^2", "\"a b\"~3^2"},
        {"\"a b\"~", "\"a b\""},
        {"say\"a b\"now", "say AND \"a b\" AND now"},
        {"\"what (if) anything\"", "\"what if anything\""},
        {"\"AND OR NOT\"", "\"AND OR NOT\""},
        {"\"inflat* rate\"", "\"inflat* rate\""},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_wildcards_exact_words_and_boosts_are_read(void **state)
{
    static const struct reading rows[] = {
        {"inflat*", "inflat*"},
        {"(inflat*),", "inflat*"},
        {"inflat*^2", "inflat*^2"},
        {"=Trump", "=Trump"},
        {"==x", "=x"},
        {"a^2.5 b", "a^2.500 AND b"},
        {"(a b)^2 c", "(a AND b)^2 AND c"},
        {"a^.5", "a^0.500"},
        {"a^1", "a"},
        {"a^b", "a^b"},
        {"2^10", "2^10"},
        {"((a)^2)^3", "a^6"},
        {"北京* x", "北京* AND x"},
        {"=AND", "=AND"},
        {"x AND^1 y", "x AND AND^1 AND y"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_wildcards_stand_anywhere_beside_letters(void **state)
{
    static const struct reading rows[] = {
        {"wom?n", "wom?n"},
        {"*tion", "*tion"},
        {"?oman", "?oman"},
        {"h*y", "h*y"},
        {"in*tion*", "in*tion*"},
        {"ab?*", "ab?*"},
        {"wom?n?", "wom?n"},
        {"(wom?n), x", "wom?n AND x"},
        {"=wom?n", "=wom?n"},
        {"wom?n^2", "wom?n^2"},
        {"Br?ckner's", "Br?ckner's"},
        {"t?t\xC3\xA9", "t?t\xC3\xA9"},
        {"\"wom?n right*\"", "\"wom?n right*\""},
        {"title:wom?n", "title:wom?n"},
        {"-*tion a", "a AND NOT *tion"},
        {"wom\xC6\xBE? wom?\xC6\xBEn", "wom\xC6\xBE AND wom?\xC6\xBEn"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_a_tilde_finds_words_spelt_alike(void **state)
{
    static const struct reading rows[] = {
        {"roam~", "roam~1"},
        {"roams~", "roams~1"},
        {"roamed~", "roamed~2"},
        {"roamed~1", "roamed~1"},
        {"roam~2,", "roam~2"},
        {"roam~2^3", "roam~2^3"},
        {"(roam~)", "roam~1"},
        {"Roam~.", "Roam~1"},
        {"title:roam~", "title:roam~1"},
        {"m\xC3\xBCller~", "m\xC3\xBCller~2"},
        {"\"jon~ smith\"", "\"jon~1 smith\""},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_phrases_have_choices_gaps_and_inflections(void **state)
{
    static const struct reading rows[] = {
        {"\"a * b\"", "\"a * b\""},
        {"\"a * * b\"~3", "\"a * * b\"~3"},
        {"\"a (b|c) d\"", "\"a (b|c) d\""},
        {"\"(a OR b OR c) d\"", "\"(a|b|c) d\""},
        {"\"(a || b) d\"", "\"(a|b) d\""},
        {"\"(wom?n|girl*|ladie~2) d\"", "\"(wom?n|girl*|ladie~2) d\""},
        {"\"x(a|b)y\"", "\"x (a|b) y\""},
        {"\"(a|OR.) d\"", "\"(a|OR) d\""},
        {"\"(a OR OR. OR b) d\"", "\"(a|OR|b) d\""},
        {"\"(co-operation|talks)\"", "\"(co-operation|talks)\""},
        {"\"{peace talks}\"", "\"{peace talks}\""},
        {"“ {peace talks} ”~2^2", "\"{peace talks}\"~2^2"},
        {"\"{peace * (talks|negotiations)}\"", "\"{peace * (talks|negotiations)}\""},
        {"title:\"a (b|c)\"", "title:\"a (b|c)\""},
        {"\"what (if) anything\"", "\"what if anything\""},
        {"\"a (b c\"", "\"a b c\""},
        {"\"a|b {c\"", "\"a b c\""},
        {"\"this OR that\"", "\"this OR that\""},
        {"\"see http://a.b/(c|d)?e*f now\"", "\"see http://a.b/(c|d)?e*f now\""},
        {"id:\"{a} (b|c) *\"", "id:\"{a} (b|c) *\""},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_fields_hold_words_phrases_and_groups(void **state)
{
    static const struct reading rows[] = {
        {"title:berlin", "title:berlin"},
        {"Title:berlin", "title:berlin"},
        {"headline:a hd:b", "title:a AND title:b"},
        {"byline:smith by:jones", "author:smith AND author:jones"},
        {"title:(berlin wall) date:1989-11", "title:(berlin AND wall) AND date:1989-11"},
        {"title:\"berlin wall\"", "title:\"berlin wall\""},
        {"title:(a OR b -c)", "title:(a OR (b AND NOT c))"},
        {"title:inflat*", "title:inflat*"},
        {"title:=Rates^2", "title:=Rates^2"},
        {"id:AP-1", "id:AP-1"},
        {"id:\"two words\"", "id:\"two words\""},
        {"url:http://a.b/c_(d)?e=f*", "url:http://a.b/c_(d)?e=f*"},
        {"(site:bbc.co.uk)", "site:bbc.co.uk"},
        {"path:/srv/news/*", "path:/srv/news/*"},
        {"id:(a OR b)", "id:(a OR b)"},
        {"lang:en", "lang:en"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_a_repeated_filter_means_either(void **state)
{
    static const struct reading rows[] = {
        {"source:ap source:bbc", "source:ap OR source:bbc"},
        {"x source:ap y source:bbc", "x AND y AND (source:ap OR source:bbc)"},
        {"lang:en lang:de id:1", "(lang:en OR lang:de) AND id:1"},
        {"source:ap AND source:bbc", "source:ap AND source:bbc"},
        {"author:smith author:jones", "author:smith AND author:jones"},
        {"tag:a tag:b", "tag:a AND tag:b"},
        {"after:2019 before:2021", "after:2019 AND before:2021"},
        {"x -source:ap -source:bbc", "x AND NOT source:ap AND NOT source:bbc"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_ranges_are_read(void **state)
{
    static const struct reading rows[] = {
        {"date:2020", "date:2020"},
        {"date:2020-06", "date:2020-06"},
        {"date:2020/06/16", "date:2020-06-16"},
        {"date:2020-06-16T14:49", "date:2020-06-16T14:49"},
        {"date:2020-06..2020-07", "date:2020-06..2020-07"},
        {"date:2020..", "date:2020.."},
        {"date:..2020", "date:..2020"},
        {"date:2020..2020-06", "date:2020..2020-06"},
        {"date:today", "date:2020-06-16"},
        {"date:yesterday", "date:2020-06-15"},
        {"since:7d", "date:2020-06-09.."},
        {"newer:7d", "date:2020-06-09.."},
        {"older:1y", "before:2019-06-16"},
        {"until:2020-06", "date:..2020-06"},
        {"after:2020-06", "after:2020-06"},
        {"before:2020-06", "before:2020-06"},
        {"date:\"16 June 2020\"", "date:2020-06-16"},
        {"date:(2019 OR 2021)", "date:2019 OR date:2021"},
        {"words:500..", "words:500.."},
        {"indexed:2020-06", "indexed:2020-06"},
        {"INDEXED:2020..2021-06-16T03:30", "indexed:2020..2021-06-16T03:30"},
        {"indexed:..2020 a", "a AND indexed:..2020"},
        {"words:..500", "words:0..500"},
        {"words:500..1000", "words:500..1000"},
        {"words:0", "words:0"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_ordinary_prose_is_a_row_of_words(void **state)
{
    static const struct reading rows[] = {
        {"AT&T and C++", "AT&T AND and AND C++"},
        {"Trump's U.S. visit", "Trump's AND U.S. AND visit"},
        {"rock 'n' roll", "rock AND n AND roll"},
        {"war - and / peace & love", "war AND and AND peace AND love"},
        {"at 14:49 on 3:1", "at AND 14:49 AND on AND 3:1"},
        {"he left .. and then... gone", "he AND left AND and AND then AND gone"},
        {"1950-53", "1950-53"},
        {"the end..beginning", "the AND end..beginning"},
        {"what happened? nothing!", "what AND happened AND nothing"},
        {"note: this", "note AND this"},
        {"http://www.example.com:80/a?b=c*d|e", "http://www.example.com:80/a?b=c*d OR e"},
        {"https://en.wikipedia.org/wiki/Wall_(Berlin) x",
         "https://en.wikipedia.org/wiki/Wall_(Berlin) AND x"},
        {"(see http://a.b/c)", "see AND http://a.b/c"},
        {"www.a.com/?q=1", "www.a.com/?q=1"},
        {"a.com/page.php?id=3", "a.com/page.php?id=3"},
        {"he said (...) that", "he AND said AND that"},
        {"fish -- and chips", "fish AND and AND chips"},
        {"the wall --once tall", "the AND wall AND once AND tall"},
        {"so-called, well-known", "so-called AND well-known"},
        {"WAR AND, PEACE", "WAR AND AND, AND PEACE"},
        {"std::string", "std::string"},
        {"~5 dollars", "5 AND dollars"},
        {"e=mc2", "e=mc2"},
        {"“so-called”-era", "\"so-called\" AND era"},
        {"* bullet", "bullet"},
        {"who won?", "who AND won"},
        {"who won? he asked: \"who?\"", "who AND won AND he AND asked AND \"who\""},
        {"who won?—nobody", "who AND won?—nobody"},
        {"and/or w/o s/he", "and/or AND w/o AND s/he"},
        {"a ~ b ? c * d ( ... ) e", "a AND b AND c AND d AND e"},
        {"about ~ 50~60 people", "about AND 50~60 AND people"},
        {"*** ** bold ** ***", "bold"},
        {"*emphasis* _too_", "*emphasis* AND too"},
        {"~user www.x.org/~user", "user AND www.x.org/~user"},
        {"SAME-SEX W/OUT NEARBY", "SAME-SEX AND W/OUT AND NEARBY"},
        {"{braces} [and] <more>", "braces AND and AND more"},
        {"; \xFF\xFE x", "x"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ALL);
}

static void test_any_joins_words_by_or_and_keeps_filters(void **state)
{
    static const struct reading rows[] = {
        {"a b", "a OR b"},
        {"a b date:2020", "(a OR b) AND date:2020"},
        {"a b source:x source:y", "(a OR b) AND (source:x OR source:y)"},
        {"a b -c", "(a OR b) AND NOT c"},
        {"a AND b c", "(a AND b) OR c"},
        {"a AND NOT b c", "(a AND NOT b) OR c"},
        {"+a b c", "+a (b OR c)"},
        {"+a +b", "a AND b"},
        {"+a +b c", "+(a AND b) c"},
        {"+a b -c", "(+a b) AND NOT c"},
        {"a b OR c", "(a OR b) OR c"},
        {"title:(a b)", "title:(a OR b)"},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_ANY);
}

static void test_phrase_takes_the_whole_query(void **state)
{
    static const struct reading rows[] = {
        {"liaison office", "\"liaison office\""},
        {"\"liaison office\"", "\"liaison office\""},
        {"war AND peace", "\"war AND peace\""},
        {"(a title:b -c", "\"a title:b c\""},
        {"inflat* rate", "\"inflat* rate\""},
        {"say “no” twice", "\"say no twice\""},
        {"a * b (c|d)", "\"a b c d\""},
        {"{a} NEAR/5 b~2", "\"a NEAR/5 b 2\""},
        {"wom?n a* in*tion", "\"wom n a in tion\""},
        {"** CAPS(x)", "\"CAPS x\""},
        {"* a *", "\"a\""},
        {"www.a.b/?c*d e", "\"www.a.b/?c*d e\""},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_PHRASE);
}

static void test_nodes_know_their_place(void **state)
{
    static const char text[] = "aa (bb OR cc) title:\"d e\"";
    struct parsed parsed;
    (void)state;
    assert_int_equal(parse(text, sizeof text - 1, NSEARCH_MATCH_ALL, &parsed), NSEARCH_OK);
    const struct query_node *root = parsed.query.root;
    assert_int_equal(root->offset, 0);
    assert_int_equal(root->size, sizeof text - 1);
    assert_int_equal(root->children[1]->offset, 3);
    assert_int_equal(root->children[1]->size, strlen("(bb OR cc)"));
    assert_int_equal(root->children[2]->offset, 14);
    assert_int_equal(root->children[2]->size, strlen("title:\"d e\""));
    release(&parsed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_side_by_side_are_joined_by_and),
        cmocka_unit_test(test_and_binds_tighter_than_or),
        cmocka_unit_test(test_not_takes_one_operand_and_comes_last),
        cmocka_unit_test(test_operators_are_upper_case_only),
        cmocka_unit_test(test_quotes_of_every_kind_make_a_phrase),
        cmocka_unit_test(test_wildcards_exact_words_and_boosts_are_read),
        cmocka_unit_test(test_wildcards_stand_anywhere_beside_letters),
        cmocka_unit_test(test_a_tilde_finds_words_spelt_alike),
        cmocka_unit_test(test_phrases_have_choices_gaps_and_inflections),
        cmocka_unit_test(test_fields_hold_words_phrases_and_groups),
        cmocka_unit_test(test_a_repeated_filter_means_either),
        cmocka_unit_test(test_ranges_are_read),
        cmocka_unit_test(test_ordinary_prose_is_a_row_of_words),
        cmocka_unit_test(test_any_joins_words_by_or_and_keeps_filters),
        cmocka_unit_test(test_phrase_takes_the_whole_query),
        cmocka_unit_test(test_nodes_know_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
