/* test_parse.c - the trees that queries become, their errors and their notes. Tables: one row is one
 * thing that a person may type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "searcher/query.h"

enum {
    NOW = 1592301600 /* 16 June 2020, 10:00 UTC */
};

struct parsed {
    struct arena arena;
    struct query query;
    nsearch_error error;
    struct buf text;
};

static nsearch_status parse(const char *text, size_t size, nsearch_match match, struct parsed *out)
{
    memset(out, 0, sizeof *out);
    arena_init(&out->arena);
    buf_init(&out->text);
    nsearch_status status = query_parse(text, size, match, NOW, &out->arena, &out->query,
                                        &out->error);
    if (!status) query_write(out->query.root, &out->text);
    return status;
}

static void release(struct parsed *parsed)
{
    arena_release(&parsed->arena);
    buf_release(&parsed->text);
}

/* ---- Trees --------------------------------------------------------------------------------------- */

struct reading {
    const char *query, *understood;
};

static void check_readings(const struct reading *rows, size_t count, nsearch_match match)
{
    for (size_t i = 0; i < count; i++) {
        struct parsed parsed;
        if (parse(rows[i].query, strlen(rows[i].query), match, &parsed))
            fail_msg("%s: %s", rows[i].query, parsed.error.message);
        if (strcmp(parsed.text.data, rows[i].understood) != 0)
            fail_msg("%s: read as %s, not %s", rows[i].query, parsed.text.data, rows[i].understood);
        release(&parsed);
    }
}

#define CHECK(rows, match) check_readings(rows, sizeof(rows) / sizeof *(rows), match)

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
        {"liaison office", "\"liaison office\""}, {"\"liaison office\"", "\"liaison office\""},
        {"war AND peace", "\"war AND peace\""},   {"(a title:b -c", "\"a title:b c\""},
        {"inflat* rate", "\"inflat* rate\""},     {"say “no” twice", "\"say no twice\""},
    };
    (void)state;
    CHECK(rows, NSEARCH_MATCH_PHRASE);
}

/* ---- Errors -------------------------------------------------------------------------------------- */

struct wrong {
    const char *query, *message, *place; /* place: the part of the query that is pointed at */
};

static void check_wrong(const struct wrong *row)
{
    struct parsed parsed;
    if (!parse(row->query, strlen(row->query), NSEARCH_MATCH_ALL, &parsed))
        fail_msg("%s: no error, but %s", row->query, parsed.text.data);
    assert_int_equal(parsed.error.status, NSEARCH_INVALID);
    if (strcmp(parsed.error.message, row->message) != 0)
        fail_msg("%s: says \"%s\", not \"%s\"", row->query, parsed.error.message, row->message);
    const char *place = row->query + parsed.error.query_offset;
    if (strlen(row->place) != parsed.error.query_size ||
        strncmp(place, row->place, parsed.error.query_size) != 0)
        fail_msg("%s: points at \"%.*s\"", row->query, (int)parsed.error.query_size, place);
    release(&parsed);
}

#define CHECK_WRONG(rows)                                                                          \
    for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++)                                     \
    check_wrong(&(rows)[i])

static void test_unbalanced_brackets_and_quotes_are_errors(void **state)
{
    static const struct wrong rows[] = {
        {"(a b", "this bracket is never closed", "("},
        {"a (b (c)", "this bracket is never closed", "("},
        {"a b)", "this bracket was never opened", ")"},
        {")", "this bracket was never opened", ")"},
        {"a \"b c", "this quote is never closed", "\""},
        {"a “b c", "this quote is never closed", "“"},
        {"«a b\"", "this quote is never closed", "«"},
        {"()", "nothing between the brackets", "()"},
        {"a ( ) b", "nothing between the brackets", "( )"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_operators_without_operands_are_errors(void **state)
{
    static const struct wrong rows[] = {
        {"a AND", "AND has nothing to search for after it", "AND"},
        {"AND a", "AND has nothing to search for before it", "AND"},
        {"a OR", "OR has nothing to search for after it", "OR"},
        {"| a", "| has nothing to search for before it", "|"},
        {"a OR OR b", "OR has nothing to search for after it", "OR"},
        {"a AND OR b", "AND has nothing to search for after it", "AND"},
        {"(a OR) b", "OR has nothing to search for after it", "OR"},
        {"a NEAR/5", "NEAR/5 has nothing to search for after it", "NEAR/5"},
        {"ADJ b", "ADJ has nothing to search for before it", "ADJ"},
        {"a NOT", "NOT has nothing to search for after it", "NOT"},
        {"a NOT NOT b", "NOT has nothing to search for after it", "NOT"},
        {"a AND &", "AND has nothing to search for after it", "AND"},
        {"title:(...) a", "title: has nothing to search for after it", "title:"},
        {"title:-a", "title: has nothing to search for after it", "title:"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_nothing_but_nots_is_an_error(void **state)
{
    static const char message[] = "nothing to leave this out of: say what to search for too";
    static const struct wrong rows[] = {
        {"-a", message, "-a"},          {"NOT a", message, "NOT a"},
        {"-a -\"b c\"", message, "-a"}, {"a OR -b", message, "-b"},
        {"a (-b)", message, "-b"},      {"title:(NOT b)", message, "NOT b"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_empty_queries_are_errors(void **state)
{
    static const struct wrong rows[] = {
        {"", "nothing to search for", ""},          {"  ", "nothing to search for", ""},
        {"- & / ...", "nothing to search for", ""}, {"\"--\"", "nothing to search for", ""},
        {"*", "nothing to search for", ""},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_unknown_fields_are_errors_with_the_nearest_name(void **state)
{
    static const struct wrong rows[] = {
        {"a titel:b", "unknown field \"titel\": did you mean title?", "titel"},
        {"autor:b", "unknown field \"autor\": did you mean author?", "autor"},
        {"soruce:b", "unknown field \"soruce\": did you mean source?", "soruce"},
        {"foo:bar",
         "unknown field \"foo\": there are title, author, lead, body, quote, source, section, tag, "
         "site, url, lang, id, path, date, indexed and words",
         "foo"},
        {"foo:(a b)",
         "unknown field \"foo\": there are title, author, lead, body, quote, source, section, tag, "
         "site, url, lang, id, path, date, indexed and words",
         "foo"},
        {"title:title:x", "title: inside title: a field holds no other", "title:"},
        {"author:(title:x)", "title: inside author: a field holds no other", "title:"},
    };
    (void)state;
    CHECK_WRONG(rows);
}

static void test_dates_and_numbers_that_are_none_are_errors(void **state)
{
    static const struct wrong rows[] = {
        {"a date:2020-02-30", "30 February 2020 does not exist", "date:2020-02-30"},
        {"date:2021-02-29", "29 February 2021 does not exist", "date:2021-02-29"},
        {"date:2020-13", "there is no month 13", "date:2020-13"},
        {"date:2020-01-01..2020-02-30", "30 February 2020 does not exist",
         "date:2020-01-01..2020-02-30"},
        {"date:soon", "\"soon\" is not a date: write 2020, 2020-06, 2020-06-16, yesterday or 7d",
         "date:soon"},
        {"since:20", "\"20\" is not a date: write 2020, 2020-06, 2020-06-16, yesterday or 7d",
         "since:20"},
        {"date:..", "a range needs a date before or after its ..", "date:.."},
        {"date:2021..2020", "the range ends before it begins", "date:2021..2020"},
        {"indexed:soon", "\"soon\" is not a date: write 2020, 2020-06, 2020-06-16, yesterday or 7d",
         "indexed:soon"},
        {"indexed:2021..2020", "the range ends before it begins", "indexed:2021..2020"},
        {"words:many", "\"many\" is not a number", "words:many"},
        {"words:9..5", "the range ends before it begins", "words:9..5"},
        {"words:..", "a range needs a number before or after its ..", "words:.."},
        {"words:99999999999", "the number is too large", "words:99999999999"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        /* The value alone is pointed at. */
        struct wrong row = rows[i];
        row.place = strchr(row.place, ':') + 1;
        check_wrong(&row);
    }
}

static void test_what_has_no_meaning_is_an_error(void **state)
{
    static const struct wrong rows[] = {
        {"a*", "* needs at least 2 letters before it", "a*"},
        {"id:A*", "* needs at least 2 letters before it", "A*"},
        {"co-o*", "* needs at least 2 letters before it", "co-o*"},
        {"a^0", "a boost is a number from 0.001 to 1000", "^0"},
        {"a^-1", "a boost is a number from 0.001 to 1000", "^-1"},
        {"a^1001", "a boost is a number from 0.001 to 1000", "^1001"},
        {"(a b)^0", "a boost is a number from 0.001 to 1000", "^0"},
        {"a NEAR/1001 b", "NEAR/ takes a number up to 1000", "NEAR/1001"},
        {"a NEAR/99999999999999999999 b", "NEAR/ takes a number up to 1000",
         "NEAR/99999999999999999999"},
        {"a NEAR/few b", "NEAR/ needs a number after it, as in NEAR/5", "NEAR/few"},
        {"\"a b\"~1001", "~ takes a number up to 1000", "~1001"},
        {"a^2 NEAR b", "a boost has no meaning inside NEAR", "a^2"},
        {"title:a NEAR b", "NEAR holds no field: put it inside the field, as in title:(a NEAR b)",
         "title:a"},
        {"id:(a NEAR b)", "NEAR has no meaning inside id:", "NEAR"},
    };
    (void)state;
    CHECK_WRONG(rows);
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
        cmocka_unit_test(test_fields_hold_words_phrases_and_groups),
        cmocka_unit_test(test_a_repeated_filter_means_either),
        cmocka_unit_test(test_ranges_are_read),
        cmocka_unit_test(test_ordinary_prose_is_a_row_of_words),
        cmocka_unit_test(test_any_joins_words_by_or_and_keeps_filters),
        cmocka_unit_test(test_phrase_takes_the_whole_query),
        cmocka_unit_test(test_unbalanced_brackets_and_quotes_are_errors),
        cmocka_unit_test(test_operators_without_operands_are_errors),
        cmocka_unit_test(test_nothing_but_nots_is_an_error),
        cmocka_unit_test(test_empty_queries_are_errors),
        cmocka_unit_test(test_unknown_fields_are_errors_with_the_nearest_name),
        cmocka_unit_test(test_dates_and_numbers_that_are_none_are_errors),
        cmocka_unit_test(test_what_has_no_meaning_is_an_error),
        cmocka_unit_test(test_queries_are_answered_up_to_4096_words),
        cmocka_unit_test(test_deep_brackets_are_an_error),
        cmocka_unit_test(test_a_query_over_a_megabyte_is_an_error),
        cmocka_unit_test(test_and_and_or_without_brackets_get_a_note),
        cmocka_unit_test(test_a_field_without_a_value_gets_a_note),
        cmocka_unit_test(test_notes_have_an_end),
        cmocka_unit_test(test_nodes_know_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
