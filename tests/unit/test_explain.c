/* test_explain.c - how a query is answered and why: searcher/explain*.c. What --why says is compared with what a
 * search finds, for random queries and articles. */
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
#include "tests/unit/random.h"
#include "tests/unit/searching.h"
#include "tests/unit/seed.h"

enum {
    ARTICLES = 60,
    QUERIES = 400,
    ASKED = 6 /* articles that are asked about, for each query */
};

static const char *const vocabulary[] = {
    "bank", "banks", "rate",  "rates", "talks", "talked", "who",    "WHO",   "Joe",     "Biden",
    "R.",   "peace", "Peace", "fell",  "rose",  "the",    "co-op",  "U.S.",  "economy", "economic",
    "sun",  "rain",  "North", "south", "a",     "of",     "border", "Lee's", "1989",    "open"};

static const char *word(void)
{
    return vocabulary[below(sizeof vocabulary / sizeof *vocabulary)];
}

/* ---- Articles ------------------------------------------------------------------------------------ */

static void add_sentence(struct buf *out)
{
    const bool quoted = !below(4);
    if (quoted) buf_add_text(out, "\\\"");
    for (uint32_t left = 1 + below(12); left; left--)
        buf_addf(out, "%s%s", word(), left > 1 ? " " : "");
    buf_add_text(out, quoted ? ".\\\" " : ". ");
    if (!below(4)) buf_add_text(out, "\\n\\n");
}

static void add_article(int number, struct buf *out)
{
    buf_addf(out, "{\"id\":\"n%d\",", number);
    if (below(5)) buf_addf(out, "\"title\":\"%s %s\",", word(), word());
    if (below(5)) buf_addf(out, "\"date\":\"19%d\",", 85 + (int)below(10));
    if (below(3)) buf_addf(out, "\"source\":\"%s Wire\",", below(2) ? "Harbor" : "North");
    buf_add_text(out, "\"body\":\"");
    for (uint32_t left = 1 + below(13); left; left--)
        add_sentence(out);
    buf_add_text(out, "\"}\n");
}

static int setup(void **state)
{
    struct buf text;
    seed ^= any_seed();
    buf_init(&text);
    for (int i = 0; i < ARTICLES; i++)
        add_article(i, &text);
    const int failed = searching_setup(state, text.data);
    buf_release(&text);
    return failed;
}

/* ---- Queries ------------------------------------------------------------------------------------- */

static void add_word(struct buf *out)
{
    switch (below(8)) {
    case 0: buf_addf(out, "=%s", word()); break;
    case 1: buf_add_text(out, "ban*"); break;
    case 2: buf_add_text(out, "r?te"); break;
    case 3: buf_add_text(out, "peece~"); break;
    default: buf_add_text(out, word());
    }
}

static void add_phrase(struct buf *out)
{
    static const char *const forms[] = {"\"%s %s\"", "\"%s %s\"~2", "\"{%s %s}\"", "\"%s * %s\"",
                                        "\"%s (%s|rate)\""};
    const char *form = forms[below(sizeof forms / sizeof *forms)];
    const char *first = word();
    const char *gap = strstr(form + 3, "%s");
    buf_add(out, form, (size_t)(strstr(form, "%s") - form));
    buf_add_text(out, first);
    buf_add(out, strstr(form, "%s") + 2, (size_t)(gap - strstr(form, "%s") - 2));
    buf_add_text(out, word());
    buf_add_text(out, gap + 2);
}

/* What has matches in a text. */
static void add_expression(unsigned depth, struct buf *out)
{
    static const char *const pairs[] = {" NEAR/2 ", " ADJ/3 ", " NOT NEAR/3 ",
                                        " SAME ",   " W/S ",   " NEAR/20 "};
    static const char *const limits[] = {"CAPS(",    "ALLCAPS(", "NOCAPS(", "LEAD(",
                                         "FIRST20(", "QUOTE(",   "body:("};
    switch (depth ? below(7) : below(2) * 6) {
    case 1:
    case 2:
        buf_add_char(out, '(');
        add_expression(depth - 1, out);
        buf_add_text(out, pairs[below(sizeof pairs / sizeof *pairs)]);
        add_expression(depth - 1, out);
        buf_add_char(out, ')');
        break;
    case 3:
        buf_add_char(out, '(');
        add_expression(depth - 1, out);
        buf_add_text(out, " OR ");
        add_expression(depth - 1, out);
        buf_add_char(out, ')');
        break;
    case 4:
        buf_add_text(out, limits[below(sizeof limits / sizeof *limits)]);
        add_expression(depth - 1, out);
        buf_add_char(out, ')');
        break;
    case 5: add_phrase(out); break;
    default: add_word(out);
    }
}

static void add_clause(struct buf *out)
{
    switch (below(10)) {
    case 0: buf_addf(out, "title:%s", word()); break;
    case 1: buf_addf(out, "source:%s", below(2) ? "harbor" : "north"); break;
    case 2: buf_addf(out, "date:19%d..", 85 + (int)below(10)); break;
    case 3: buf_addf(out, "words:%d..", (int)below(120)); break;
    case 4: buf_addf(out, "NAME(\"Joe Biden\")"); break;
    case 5:
        buf_addf(out, "ATLEAST%d(", 1 + (int)below(6));
        add_expression(1, out);
        buf_add_char(out, ')');
        break;
    case 6:
        buf_add_text(out, "LEAD(");
        add_expression(1, out);
        buf_add_text(out, " AND NOT ");
        add_expression(1, out);
        buf_add_char(out, ')');
        break;
    default: add_expression(2, out);
    }
}

static void add_query(unsigned depth, struct buf *out)
{
    static const char *const joins[] = {" AND ", " OR ", " AND NOT ", " "};
    if (!depth || !below(3)) {
        add_clause(out);
        return;
    }
    buf_add_char(out, '(');
    add_query(depth - 1, out);
    buf_add_text(out, joins[below(sizeof joins / sizeof *joins)]);
    add_query(depth - 1, out);
    buf_add_char(out, ')');
}

/* ---- Why ----------------------------------------------------------------------------------------- */

static bool has_hit(const nsearch_hits *hits, const char *id)
{
    for (size_t i = 0; i < nsearch_hits_count(hits); i++)
        if (!strcmp(nsearch_hits_at(hits, i)->id, id)) return true;
    return false;
}

/* The first row behind a clause that isn't within it. */
static size_t after(const nsearch_explanation *why, size_t index)
{
    const nsearch_row *row = nsearch_explanation_at(why, index);
    size_t next = index + 1;
    while (nsearch_explanation_at(why, next)->kind == NSEARCH_ROW_CLAUSE &&
           nsearch_explanation_at(why, next)->depth > row->depth)
        next++;
    return next;
}

/* The verdict of an operator as those of its clauses make it; -1 where they don't tell, as of an OR within a
 * LEAD(). */
static int verdict_of_clauses(const nsearch_explanation *why, size_t index)
{
    const nsearch_row *row = nsearch_explanation_at(why, index);
    const bool all = !strcmp(row->text, "AND"), any = !strcmp(row->text, "OR");
    const bool negated = !strcmp(row->text, "NOT");
    int verdict = all;
    const size_t end = after(why, index);
    if ((!all && !any && !negated) || *row->detail) return -1;
    for (size_t i = index + 1; i < end; i = after(why, i)) {
        const nsearch_row *child = nsearch_explanation_at(why, i);
        if (!child->known) return -1;
        if (negated) return !child->verdict;
        verdict = all ? verdict && child->verdict : verdict || child->verdict;
    }
    return verdict;
}

static void check_rows(const nsearch_explanation *why, const char *query, const char *id,
                       bool found)
{
    const size_t count = nsearch_explanation_count(why);
    const nsearch_row *row;
    for (size_t i = 0; (row = nsearch_explanation_at(why, i)); i++) {
        if (row->kind != NSEARCH_ROW_CLAUSE || !row->known) continue;
        const int verdict = verdict_of_clauses(why, i);
        if (verdict >= 0 && verdict != row->verdict)
            fail_msg("%s, %s: %s says %d, its clauses %d", query, id, row->text, row->verdict,
                     verdict);
        if (row->count && !row->verdict && strncmp(row->text, "ATLEAST", 7))
            fail_msg("%s, %s: %s is there %d times, but isn't", query, id, row->text,
                     (int)row->count);
    }
    row = nsearch_explanation_at(why, count - 1);
    assert_int_equal(row->kind, NSEARCH_ROW_ANSWER);
    if (row->verdict != found || nsearch_explanation_at(why, 0)->verdict != found)
        fail_msg("%s, %s: why says %d, of the whole %d, and the search %d", query, id, row->verdict,
                 nsearch_explanation_at(why, 0)->verdict, found);
}

static void check_query(struct searching *fixture, const char *query)
{
    nsearch_hits *hits;
    nsearch_explanation *explanation;
    nsearch_error error;
    const nsearch_request request = {.query = query, .limit = ARTICLES};
    if (nsearch_search(fixture->searcher, &request, &hits, &error))
        fail_msg("%s: %s", query, error.message);
    for (int i = 0; i < ASKED; i++) {
        char id[16];
        snprintf(id, sizeof id, "n%d", (int)below(ARTICLES));
        if (nsearch_why(fixture->searcher, &request, id, &explanation, &error))
            fail_msg("%s, %s: %s", query, id, error.message);
        check_rows(explanation, query, id, has_hit(hits, id));
        nsearch_explanation_free(explanation);
    }
    if (nsearch_explain(fixture->searcher, &request, &explanation, &error))
        fail_msg("%s: %s", query, error.message);
    const nsearch_row *first = nsearch_explanation_at(explanation, 0);
    const size_t count = nsearch_explanation_count(explanation);
    const nsearch_row *last = nsearch_explanation_at(explanation, count - 1);
    if (first->count != nsearch_hits_total(hits) || last->count != nsearch_hits_total(hits))
        fail_msg("%s: explained as %d and %d, found %d", query, (int)first->count, (int)last->count,
                 (int)nsearch_hits_total(hits));
    nsearch_explanation_free(explanation);
    nsearch_hits_free(hits);
}

static void test_why_agrees_with_the_search(void **state)
{
    struct searching *fixture = *state;
    const int queries = getenv("SOAK") ? 50 * QUERIES : QUERIES;
    for (int i = 0; i < queries; i++) {
        struct buf query;
        buf_init(&query);
        add_query(3, &query);
        check_query(fixture, query.data);
        buf_release(&query);
    }
}

/* ---- Errors -------------------------------------------------------------------------------------- */

static void test_errors_are_those_of_a_search(void **state)
{
    const struct searching *fixture = *state;
    nsearch_explanation *explanation;
    nsearch_error error;
    nsearch_request request = {.query = "rate AND"};
    assert_int_equal(nsearch_explain(fixture->searcher, &request, &explanation, &error),
                     NSEARCH_INVALID);
    assert_null(explanation);
    assert_int_equal(error.query_offset, 5);
    assert_int_equal(nsearch_why(fixture->searcher, &request, "n1", &explanation, &error),
                     NSEARCH_INVALID);
    request.query = "rate";
    assert_int_equal(nsearch_why(fixture->searcher, &request, "nobody", &explanation, &error),
                     NSEARCH_MISSING);
    assert_string_equal(error.message, "no article with the id nobody");
    assert_null(explanation);
    request.since = "1989-02-30";
    assert_int_equal(nsearch_explain(fixture->searcher, &request, &explanation, &error),
                     NSEARCH_INVALID);
    assert_int_equal(nsearch_why(fixture->searcher, &request, "n1", &explanation, &error),
                     NSEARCH_INVALID);
    request = (nsearch_request){.query = "rate", .match = 7};
    assert_int_equal(nsearch_explain(fixture->searcher, &request, &explanation, &error),
                     NSEARCH_INVALID);
}

static void test_a_query_of_many_clauses_is_counted_in_part(void **state)
{
    const struct searching *fixture = *state;
    nsearch_explanation *explanation;
    struct buf query;
    buf_init(&query);
    for (int i = 0; i < 1000; i++)
        buf_addf(&query, "%sbank%d", i ? " OR " : "", i);
    const nsearch_request request = {.query = query.data};
    assert_int_equal(nsearch_explain(fixture->searcher, &request, &explanation, NULL), NSEARCH_OK);
    assert_true(nsearch_explanation_at(explanation, 255)->known);
    assert_false(nsearch_explanation_at(explanation, 256)->known);
    assert_string_equal(nsearch_explanation_at(explanation, 1000)->text, "bank999");
    nsearch_explanation_free(explanation);
    buf_release(&query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_why_agrees_with_the_search),
        cmocka_unit_test(test_errors_are_those_of_a_search),
        cmocka_unit_test(test_a_query_of_many_clauses_is_counted_in_part),
    };
    return cmocka_run_group_tests(tests, setup, searching_teardown);
}
