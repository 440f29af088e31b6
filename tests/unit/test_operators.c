/* test_operators.c - what each operator finds in articles that were made to tell right from wrong, end to end; and
 * that what the engine answers by itself is what a check would. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/nsearch.h"
#include "searcher/plan.h"
#include "searcher/searcher.h"
#include "tests/unit/random.h"
#include "tests/unit/searching.h"
#include "tests/unit/seed.h"

/* ---- By hand ------------------------------------------------------------------------------------- */

/* One letter each; the bodies are short enough to count words in. */
static const char articles[] =
    "{\"id\":\"a\",\"title\":\"Bank crisis\",\"body\":\"The banks are in a deep crisis. Loans "
    "fail. A "
    "crisis of banking.\"}\n"
    "{\"id\":\"b\",\"title\":\"WHO reports\",\"body\":\"The WHO met. Who won?\\n\\nThe interest "
    "rate of "
    "the bank rose: ``Rates rise,'' said J.R. Smith. John Quincy Adams Smith smiled.\"}\n"
    "{\"id\":\"c\",\"body\":\"Who is John Smith? He said: \\\"Peace, not war.\\\" Then war came. "
    "smith "
    "john.\"}\n"
    "{\"id\":\"d\",\"body\":\"Women and a woman of the WOMEN talk. The talks went on; she was "
    "talking "
    "of peaceful talk.\\n\\nWar!\"}\n"
    "{\"id\":\"e\",\"author\":\"Ann Lee\",\"body\":\"co-operation operation. one two three four "
    "five "
    "six seven eight nine ten\"}\n";

static int setup(void **state)
{
    return searching_setup(state, articles);
}

static int by_letter(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* The letters of the hits. */
static void find(const struct searching *fixture, const char *query, char out[8])
{
    const nsearch_request request = {.query = query, .limit = 7};
    nsearch_hits *hits;
    nsearch_error error;
    size_t count = 0;
    if (nsearch_search(fixture->searcher, &request, &hits, &error))
        fail_msg("%s: %s", query, error.message);
    for (; count < nsearch_hits_count(hits); count++)
        out[count] = *nsearch_hits_at(hits, count)->id;
    out[count] = '\0';
    assert_int_equal(nsearch_hits_total(hits), count);
    qsort(out, count, 1, by_letter);
    nsearch_hits_free(hits);
}

struct row {
    const char *query, *ids;
};

static void check(const struct searching *fixture, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char ids[8];
        find(fixture, rows[i].query, ids);
        if (strcmp(ids, rows[i].ids) != 0)
            fail_msg("%s: finds \"%s\", not \"%s\"", rows[i].query, ids, rows[i].ids);
    }
}

#define CHECK(rows) check(*state, rows, sizeof(rows) / sizeof *(rows))

static void test_near_counts_the_words_between(void **state)
{
    static const struct row rows[] = {
        {"one NEAR/2 four", "e"},
        {"one NEAR/1 four", ""},
        {"four W/2 one", "e"},
        {"four PRE/2 one", ""},
        {"one PRE/2 four", "e"},
        {"one ADJ two", "e"},
        {"two ADJ one", ""},
        {"one ADJ three", ""},
        {"bank NEAR/4 crisis", "a"},
        {"=bank NEAR/4 =crisis", "a"}, /* of the title */
        {"crisis PRE/1 bank", "a"},
        {"crisis ADJ bank", ""},
        {"=bank PRE/9 =deep", ""},
        {"ten NEAR one", "e"},
        {"ten NEAR/7 one", ""},
        {"ten NEAR/8 one", "e"},
        {"author:(ann NEAR lee)", "e"},
    };
    CHECK(rows);
}

static void test_near_takes_two_different_words(void **state)
{
    static const struct row rows[] = {
        {"one NEAR one", ""},
        {"war NEAR/1 war", "c"},
        {"war NEAR/0 war", ""},
        {"cooperation NEAR/0 operation",
         "e"}, /* the part stands where the joined word does, but again behind */
        {"co-operation NEAR/0 operation", "e"},
    };
    CHECK(rows);
}

static void test_near_takes_groups_phrases_and_other_nears(void **state)
{
    static const struct row rows[] = {
        {"(one OR zero) NEAR/1 (three OR nothing)", "e"},
        {"\"interest rate\" NEAR/2 bank", "b"},
        {"\"interest rate\" NEAR/1 bank", ""},
        {"one NEAR/1 three NEAR/1 five", "e"},
        {"one NEAR/1 three NEAR/0 five", ""},
        {"one NEAR/3 five NEAR/0 three", "e"}, /* within the stretch */
        {"one NEAR/3 five NEAR/0 five", ""},
        {"tw* NEAR/0 thr*", "e"},
        {"t?o NEAR/0 one", "e"},
        {"one NOT NEAR/3 five", ""},
        {"one NOT NEAR/2 five", "e"},
        {"war NOT NEAR/2 peace", "c"}, /* of d it is near "peaceful" */
        {"war NOT NEAR/2 =peace", "cd"},
        {"peace NOT NEAR/2 war", ""},
    };
    CHECK(rows);
}

static void test_sentences_and_paragraphs(void **state)
{
    static const struct row rows[] = {
        {"deep W/S crisis", "a"},   {"deep W/S fail", ""},      {"deep SAME fail", "a"},
        {"women W/P talk", "d"},    {"women SAME war", ""},     {"report SAME met", ""},
        {"talk W/S peaceful", "d"}, {"women W/S peaceful", ""},
    };
    CHECK(rows);
}

static void test_capitals_as_written(void **state)
{
    static const struct row rows[] = {
        {"ALLCAPS(who)", "b"},          {"CAPS(who)", "bc"},
        {"NOCAPS(smith)", "c"},         {"CAPS(talk)", ""},
        {"NOCAPS(talk)", "d"},          {"NOCAPS(talks)", "d"},
        {"ALLCAPS(women)", "d"},        {"title:CAPS(crisis)", ""},
        {"title:NOCAPS(crisis)", "a"},  {"CAPS(\"john smith\")", "c"},
        {"NOCAPS(\"john smith\")", ""}, {"CAPS(who OR loans)", "abc"},
        {"CAPS(who AND won)", ""},      {"NOCAPS(NOCAPS(won))", "b"},
        {"NOCAPS(CAPS(who))", ""},
    };
    CHECK(rows);
}

static void test_names_in_all_their_forms(void **state)
{
    static const struct row rows[] = {
        {"NAME(John Smith)", "bc"}, {"NAME(John Quincy Adams Smith)", "b"},
        {"NAME(Jane Smith)", "b"}, /* J.R. */
        {"NAME(Smith)", "bc"},      {"NAME(Adams)", "b"},
        {"NAME(Smith John)", ""},   {"NAME(Ann Smith)", ""},
        {"NAME(John Quincy)", "b"},
    };
    CHECK(rows);
}

static void test_areas_of_an_article(void **state)
{
    static const struct row rows[] = {
        {"QUOTE(peace)", "c"},
        {"quote:war", "c"},
        {"QUOTE(rates)", "b"},
        {"QUOTE(came)", ""},
        {"QUOTE(peace NEAR war)", "c"},
        {"QUOTE(war) AND came", "c"},
        {"QUOTE(rise NEAR/3 said)", ""},
        {"FIRST3(one)", ""},
        {"FIRST4(one)", "e"},
        {"FIRST1(banks)", ""},
        {"FIRST2(banks)", "a"},
        {"body:crisis", "a"},
        {"body:reports", ""},
        {"lead:ten", "e"},
        {"LEAD(reports)", ""},
        {"LEAD(war AND NOT =peace)", "d"},
        {"LEAD(QUOTE(peace OR rise))", "bc"},
        {"FIRST5(who AND NOT peace)", "bc"},
    };
    CHECK(rows);
}

static void test_at_least_so_many(void **state)
{
    static const struct row rows[] = {
        {"ATLEAST3(crisis)", "a"},    {"ATLEAST4(crisis)", ""},
        {"ATLEAST4(talk)", "d"},      {"ATLEAST5(talk)", ""},
        {"ATLEAST3(=women)", ""},     {"ATLEAST2(=women)", "d"},
        {"ATLEAST1(one)", "e"},       {"ATLEAST2(QUOTE(peace))", ""},
        {"LEAD(ATLEAST2(war))", "c"}, {"ATLEAST2(\"a crisis\" OR \"deep crisis\")", "a"},
    };
    CHECK(rows);
}

static void test_phrases_with_gaps_and_alternatives(void **state)
{
    static const struct row rows[] = {
        {"\"one * three\"", "e"},
        {"\"one * two\"", ""},
        {"\"one * * four\"", "e"},
        {"\"two (four|three) four\"", "e"},
        {"\"(one|two) (one|two)\"", "e"},
        {"\"{bank crisis}\"", "a"},
        {"\"{peaceful talks}\"", "d"},
        {"\"peaceful talks\"", ""},
        {"\"one three\"~1", "e"},
        {"\"one three\"~0", ""},
        {"\"the (co-operation|operation) one\"", ""},
        {"\"(co-operation|foo) operation one\"", "e"},
        {"\"one * three\" NEAR/0 four", "e"},
        {"\"three five\"~1 NEAR/0 four", "e"},
    };
    CHECK(rows);
}

static void test_wildcards_anywhere_and_words_alike(void **state)
{
    static const struct row rows[] = {
        {"wom?n", "d"},        {"*eaceful", "d"},         {"b*ks", "a"},
        {"cri*s", "a"},        {"bnak~", "ab"},           {"adasm~", "b"},
        {"peece~1", "c"},      {"=women", "d"},           {"=talked", ""},
        {"title:b?nk", "a"},   {"\"wom?n of\"", "d"},     {"\"wom?n and\"", "d"},
        {"\"wom?n was\"", ""}, {"\"{wom?n talk}\"", "d"},
    };
    CHECK(rows);
}

static void test_words_said_twice_weigh_once(void **state)
{
    const nsearch_request requests[] = {
        {.query = "peace", .limit = 1},
        {.query = "Peace OR peace OR PEACE OR (peace)", .limit = 1}};
    const struct searching *fixture = *state;
    double scores[2];
    for (int i = 0; i < 2; i++) {
        nsearch_hits *hits;
        assert_int_equal(nsearch_search(fixture->searcher, &requests[i], &hits, NULL), NSEARCH_OK);
        scores[i] = nsearch_hits_at(hits, 0)->score;
        nsearch_hits_free(hits);
    }
    assert_true(scores[0] == scores[1]);
}

/* ---- The engine against the check ---------------------------------------------------------------- */

enum {
    RANDOM_ARTICLES = 200,
    RANDOM_WORDS = 24, /* in each */
    RANDOM_QUERIES = 300
};

/* Parts of some are words of their own: a joined word stands where its last part does. */
static const char *const words[] = {"ba",  "ab",  "x",   "y",  "a",  "b",
                                    "b-a", "a-b", "x/y", "xs", "ys", "ca"};

static const char *any_word(void)
{
    return words[below(sizeof words / sizeof *words)];
}

static void add_text(struct buf *out, uint32_t limit)
{
    for (uint32_t i = 0, count = below(limit); i < count; i++)
        buf_addf(out, "%s%s", any_word(), below(3) ? " " : " zz zz ");
}

static int setup_random(void **state)
{
    struct buf text;
    seed = any_seed() | 1;
    buf_init(&text);
    for (int i = 0; i < RANDOM_ARTICLES; i++) {
        buf_addf(&text, "{\"id\":\"%d\",\"title\":\"", i);
        add_text(&text, RANDOM_WORDS / 2);
        buf_add_text(&text, "\",\"body\":\"x ");
        add_text(&text, RANDOM_WORDS);
        buf_add_text(&text, "\"}\n");
    }
    const int failed = searching_setup(state, text.data);
    buf_release(&text);
    return failed;
}

static void add_operand(struct buf *out)
{
    const uint32_t kind = below(6);
    if (kind == 0) {
        buf_addf(out, "(%s OR %s)", any_word(), any_word());
    } else if (kind == 1) {
        buf_addf(out, "%c*", "xyabc"[below(5)]);
        out->data[out->size - 1] = 's'; /* a wildcard needs two letters */
        buf_add_char(out, '*');
    } else {
        buf_addf(out, "%s%s", below(2) ? "=" : "", any_word());
    }
}

static void add_query(struct buf *out)
{
    static const char *const operators[] = {"NEAR", "PRE", "W"};
    const bool title = !below(3);
    if (title) buf_add_text(out, "title:(");
    switch (below(4)) {
    case 0: buf_addf(out, "\"%s %s\"~%u", any_word(), any_word(), below(4)); break;
    case 1: buf_addf(out, "\"{%s %s}\"", any_word(), any_word()); break;
    default:
        add_operand(out);
        buf_addf(out, " %s/%u ", operators[below(3)], below(6));
        add_operand(out);
    }
    if (title) buf_add_char(out, ')');
}

/* Which articles a query finds: a byte for each docid. */
static void run(struct matcher *matcher, const struct db_query *query, struct arena *arena,
                char found[RANDOM_ARTICLES + 1])
{
    const struct match_request request = {
        .query = query, .limit = RANDOM_ARTICLES, .k1 = 1, .b = 0, .exact = true};
    struct match_hits hits;
    nsearch_error error;
    if (matcher_search(matcher, &request, arena, &hits, &error)) fail_msg("%s", error.message);
    memset(found, '.', RANDOM_ARTICLES + 1);
    for (size_t i = 0; i < hits.count; i++)
        found[hits.hits[i].docid] = 'x';
    found[RANDOM_ARTICLES] = '\0';
}

static void test_the_engine_finds_what_a_check_does(void **state)
{
    const struct searching *fixture = *state;
    const struct generation *generation = fixture->searcher->generation;
    unsigned checked = 0;
    for (int i = 0; i < RANDOM_QUERIES; i++) {
        struct arena arena;
        struct buf text;
        struct query query;
        struct plan plan;
        nsearch_error error;
        struct db_query all = {.op = DB_ALL};
        char engine[RANDOM_ARTICLES + 1], check[RANDOM_ARTICLES + 1];
        arena_init(&arena);
        buf_init(&text);
        add_query(&text);
        if (query_parse(text.data, text.size, NSEARCH_MATCH_ALL, 0, &arena, &query, &error))
            fail_msg("%s: %s", text.data, error.message);
        const struct plan_context context = {.db = generation->db,
                                             .languages = generation->languages,
                                             .arena = &arena,
                                             .explain = true};
        assert_int_equal(plan_make(&query, &context, &plan, NULL), NSEARCH_OK);
        const bool title = query.root->kind == QUERY_FIELD;
        const struct plan_part *part = plan_part_of(&plan,
                                                    title ? query.root->children[0] : query.root);
        assert_non_null(part);
        assert_non_null(part->spans);
        run(generation->matcher, plan.match, &arena, engine);
        run(generation->matcher,
            spans_query(&arena, plan.checks, &all, part->spans, part->at_least), &arena, check);
        assert_int_equal(spans_status(plan.checks, NULL), NSEARCH_OK);
        if (memcmp(engine, check, sizeof engine) != 0)
            fail_msg("%s:\n%s\n%s", text.data, engine, check);
        checked += part->checked;
        buf_release(&text);
        arena_release(&arena);
    }
    assert_in_range(checked, 1, RANDOM_QUERIES * 3 / 4);
}

int main(void)
{
    const struct CMUnitTest by_hand[] = {
        cmocka_unit_test(test_near_counts_the_words_between),
        cmocka_unit_test(test_near_takes_two_different_words),
        cmocka_unit_test(test_near_takes_groups_phrases_and_other_nears),
        cmocka_unit_test(test_sentences_and_paragraphs),
        cmocka_unit_test(test_capitals_as_written),
        cmocka_unit_test(test_names_in_all_their_forms),
        cmocka_unit_test(test_areas_of_an_article),
        cmocka_unit_test(test_at_least_so_many),
        cmocka_unit_test(test_phrases_with_gaps_and_alternatives),
        cmocka_unit_test(test_wildcards_anywhere_and_words_alike),
        cmocka_unit_test(test_words_said_twice_weigh_once),
    };
    const struct CMUnitTest at_random[] = {
        cmocka_unit_test(test_the_engine_finds_what_a_check_does),
    };
    const int failed = cmocka_run_group_tests(by_hand, setup, searching_teardown);
    return failed + cmocka_run_group_tests(at_random, setup_random, searching_teardown);
}
