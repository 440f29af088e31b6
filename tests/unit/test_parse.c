/* test_parse.c - the trees that queries become, and the notes about them. Tables: one row is one thing that a
 * person may type. Errors: test_parse_wrong.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "tests/unit/parsing.h"

/* ---- Trees --------------------------------------------------------------------------------------- */

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

/* ---- Limits -------------------------------------------------------------------------------------- */

/* `count` times the piece. */
static struct buf repeat(const char *piece, size_t count)
{
    struct buf text;
    buf_init(&text);
    for (size_t i = 0; i < count; i++)
        buf_add_text(&text, piece);
    return text;
}

static void check_limit(const char *piece, size_t count, const char *message)
{
    struct buf text = repeat(piece, count);
    struct parsed parsed;
    nsearch_status status = parse(text.data, text.size, NSEARCH_MATCH_ALL, &parsed);
    assert_string_equal(parsed.error.message, message ? message : "");
    assert_int_equal(status, message ? NSEARCH_INVALID : NSEARCH_OK);
    release(&parsed);
    buf_release(&text);
}

static void test_queries_are_answered_up_to_4096_words(void **state)
{
    (void)state;
    check_limit("word ", QUERY_WORDS_MAX, NULL);
    check_limit("word ", QUERY_WORDS_MAX + 1, "too many words: a query has at most 4096");
    check_limit("\"one two\" ", QUERY_WORDS_MAX / 2 + 1,
                "too many words: a query has at most 4096");
}

static void test_deep_brackets_are_an_error(void **state)
{
    (void)state;
    check_limit("(", 100000, "more than 100 brackets within each other");
    check_limit("(a ", 101, "more than 100 brackets within each other");
    check_limit("(a) ", 101, NULL);
    check_limit("NOT ", 100000, "NOT has nothing to search for after it");
    check_limit("LEAD(", 100000, "more than 100 brackets within each other");
    check_limit("lead:", 100000, "more than 100 brackets within each other");
    check_limit("a NEAR (", 100000, "more than 100 brackets within each other");
    check_limit("a OR -(b (", 100000, "more than 100 brackets within each other");
}

/* `count` times the piece, then `end`. */
static void check_long(const char *piece, size_t count, const char *end, const char *message)
{
    struct buf text = repeat(piece, count);
    struct parsed parsed;
    buf_add_text(&text, end);
    parse(text.data, text.size, NSEARCH_MATCH_ALL, &parsed);
    assert_string_equal(parsed.error.message, message);
    if (!*message) assert_true(parsed.query.root->depth <= QUERY_DEPTH_MAX);
    release(&parsed);
    buf_release(&text);
}

static void test_long_chains_are_an_error(void **state)
{
    static const char message[] = "more than 100 operators in a row or brackets within each other";
    (void)state;
    check_long("a NEAR/5 ", QUERY_DEPTH_MAX - 1, "b", "");
    check_long("a NEAR/5 ", QUERY_DEPTH_MAX, "b", message);
    check_long("a NEAR/5 ", 4000, "b", message);
    check_long("a NOT W/5 ", 4000, "b", message);
    check_long("a SAME ", 4000, "b", message);
}

static void test_deep_trees_are_an_error(void **state)
{
    struct buf deep = repeat("a -(b OR ", 60);
    struct parsed parsed;
    (void)state;
    buf_add_text(&deep, "c");
    for (int i = 0; i < 60; i++)
        buf_add_char(&deep, ')');
    assert_int_equal(parse(deep.data, deep.size, NSEARCH_MATCH_ALL, &parsed), NSEARCH_INVALID);
    assert_string_equal(parsed.error.message,
                        "more than 100 levels of brackets and of operators in a row");
    release(&parsed);
    buf_release(&deep);
}

static void test_any_long_query_is_read_in_linear_time(void **state)
{
    static const char *const pieces[] = {
        "(",    "\"",   "a(",    "a?(",      "\"a(b|",    "?*",
        "*",    "~",    "a~",    "NOT ",     "NAME(",     "a?",
        "(|",   "!a ",  "a? ",   "W/ ",      "\"(a ",     "-.",
        "{",    "a:",   "lead:", "http://(", "\xC6\xBE?", "a/",
        "^2",   "=",    "/5 ",   "a? b ",    "(a|",       "\xE2\x80\x9C a",
        "id:(", "a\"b",
    };
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (nsearch_match match = NSEARCH_MATCH_ALL; match <= NSEARCH_MATCH_PHRASE; match++) {
            struct buf text = repeat(pieces[i], QUERY_SIZE_MAX / strlen(pieces[i]));
            struct parsed parsed;
            clock_t start = clock();
            parse(text.data, text.size, match, &parsed);
            if (clock() - start > 5 * CLOCKS_PER_SEC) fail_msg("%s takes too long", pieces[i]);
            release(&parsed);
            buf_release(&text);
        }
}

static void test_a_query_over_a_megabyte_is_an_error(void **state)
{
    (void)state;
    check_limit("-", QUERY_SIZE_MAX + 1, "the query is too long: it has at most 1048576 bytes");
    check_limit("-", QUERY_SIZE_MAX, "nothing to search for");
}

/* ---- Notes --------------------------------------------------------------------------------------- */

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

/* ---- Places -------------------------------------------------------------------------------------- */

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
        cmocka_unit_test(test_near_and_adj_have_distances_and_operands),
        cmocka_unit_test(test_wildcards_exact_words_and_boosts_are_read),
        cmocka_unit_test(test_chains_are_read_from_left_to_right),
        cmocka_unit_test(test_not_near_and_same_join_as_near_does),
        cmocka_unit_test(test_functions_hold_queries_of_words),
        cmocka_unit_test(test_names_of_functions_are_words_anywhere_else),
        cmocka_unit_test(test_parts_of_the_text_are_asked_like_fields),
        cmocka_unit_test(test_wildcards_stand_anywhere_beside_letters),
        cmocka_unit_test(test_a_tilde_finds_words_spelt_alike),
        cmocka_unit_test(test_phrases_have_choices_gaps_and_inflections),
        cmocka_unit_test(test_fields_hold_words_phrases_and_groups),
        cmocka_unit_test(test_a_repeated_filter_means_either),
        cmocka_unit_test(test_ranges_are_read),
        cmocka_unit_test(test_ordinary_prose_is_a_row_of_words),
        cmocka_unit_test(test_any_joins_words_by_or_and_keeps_filters),
        cmocka_unit_test(test_phrase_takes_the_whole_query),
        cmocka_unit_test(test_queries_are_answered_up_to_4096_words),
        cmocka_unit_test(test_deep_brackets_are_an_error),
        cmocka_unit_test(test_long_chains_are_an_error),
        cmocka_unit_test(test_deep_trees_are_an_error),
        cmocka_unit_test(test_any_long_query_is_read_in_linear_time),
        cmocka_unit_test(test_a_query_over_a_megabyte_is_an_error),
        cmocka_unit_test(test_and_and_or_without_brackets_get_a_note),
        cmocka_unit_test(test_a_field_without_a_value_gets_a_note),
        cmocka_unit_test(test_different_operators_in_a_row_get_a_note),
        cmocka_unit_test(test_operators_of_others_get_a_note),
        cmocka_unit_test(test_prose_gets_no_note),
        cmocka_unit_test(test_a_question_mark_that_is_no_wildcard_gets_a_note),
        cmocka_unit_test(test_notes_have_an_end),
        cmocka_unit_test(test_nodes_know_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
