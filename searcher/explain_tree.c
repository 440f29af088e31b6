/* explain_tree.c - see explain.h: the clauses of a query, what their words stand for, and how many articles have
 * each. A clause is a search that counts only. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "searcher/explain.h"
#include "searcher/rank.h"

/* ---- Counting ------------------------------------------------------------------------------------ */

uint64_t explain_count(struct explain *explain, const struct db_query *query)
{
    struct engine_found found = {0};
    const struct db_request asked = {.query = query, .k1 = RANK_K1, .b = RANK_B};
    if (explain->status) return 0;
    explain->status = engine_search(&explain->engine, &asked, NULL, explain->arena, &found,
                                    explain->error);
    if (!explain->status) explain->status = spans_status(explain->plan.checks, explain->error);
    return explain->status ? 0 : found.total;
}

/* Whether the places of words tell no more than that they are there. */
static bool is_words(const struct plan_part *part)
{
    return part->spans->op == SPAN_WORDS && part->spans->caps == CAPS_ANY && part->at_least <= 1;
}

static const struct db_query *one_query(struct explain *explain, const struct plan_part *part)
{
    if (!part->checked || !part->spans || is_words(part) || part->query->op == DB_NOTHING)
        return part->query;
    const struct db_query *query = spans_query(explain->arena, explain->plan.checks,
                                               (struct db_query *)part->query, part->spans,
                                               part->at_least);
    if (!query && !explain->status) explain->status = error_memory(explain->error);
    return query;
}

/* The parts that a node has for the index's languages, the next after the first `*at`; NULL if there are no more. */
static const struct plan_part *next_part(const struct plan *plan, const struct query_node *node,
                                         size_t *at)
{
    while (*at < plan->part_count)
        if (plan->parts[(*at)++].node == node) return &plan->parts[*at - 1];
    return NULL;
}

/* Any of the parts, each for the articles in its language. */
static struct db_query *each_query(struct explain *explain, const struct query_node *node)
{
    const struct plan *plan = &explain->plan;
    const struct languages *languages = explain->searcher->generation->languages;
    struct db_query *either = db_query_new(explain->arena, DB_OR, languages->count);
    const struct plan_part *part;
    if (!either) return NULL;
    either->count = 0;
    for (size_t at = 0; (part = next_part(plan, node, &at)) && either->count < languages->count;) {
        const struct db_query *query = one_query(explain, part);
        struct db_query *narrow = query ? languages_narrow(languages,
                                                           UINT64_C(1) << (part->language - 1),
                                                           query, explain->arena)
                                        : NULL;
        if (!narrow) return NULL;
        either->children[either->count++] = narrow;
    }
    return either;
}

const struct db_query *explain_query(struct explain *explain, const struct plan_part *part)
{
    if (!part->language || explain->plan.language) return one_query(explain, part);
    const struct db_query *query = each_query(explain, part->node);
    if (!query && !explain->status) explain->status = error_memory(explain->error);
    return query;
}

/* ---- What words stand for ------------------------------------------------------------------------ */

struct words {
    nsearch_word *items;
    size_t count, hidden;
};

/* The words of all expansions of a part. */
static void add_expansions(struct explain *explain, const struct plan_part *part,
                           struct words *words)
{
    for (size_t i = 0; i < part->expansion_count; i++) {
        const struct db_terms *terms = part->expansions[i].terms;
        words->hidden += terms->total - terms->count;
        for (size_t j = 0; j < terms->count; j++)
            words->items[words->count++] = (nsearch_word){
                explain_word(explain, terms->terms[j].text, terms->terms[j].size, part),
                terms->terms[j].count};
    }
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(((const nsearch_word *)a)->text, ((const nsearch_word *)b)->text);
}

/* What several languages have is one word. */
static void drop_repeats(struct words *words)
{
    size_t kept = 0;
    if (words->count) qsort(words->items, words->count, sizeof *words->items, compare_text);
    for (size_t i = 0; i < words->count; i++)
        if (!kept || compare_text(&words->items[kept - 1], &words->items[i]))
            words->items[kept++] = words->items[i];
    words->count = kept;
}

/* Those of the node in all languages. */
static void add_words(struct explain *explain, const struct plan_part *part, nsearch_row *row)
{
    const struct plan *plan = &explain->plan;
    const struct plan_part *each;
    struct words words = {0};
    size_t total = 0;
    for (size_t at = 0; (each = next_part(plan, part->node, &at));)
        for (size_t i = 0; i < each->expansion_count; i++)
            total += each->expansions[i].terms->count;
    words.items = explain_alloc(explain, total * sizeof *words.items);
    if (!words.items) return;
    if (part->language) {
        for (size_t at = 0; (each = next_part(plan, part->node, &at)) && !explain->status;)
            add_expansions(explain, each, &words);
        if (!explain->status) drop_repeats(&words);
    } else {
        add_expansions(explain, part, &words);
    }
    if (!explain->status) explain_words(row, words.items, words.count, words.hidden);
}

/* ---- Clauses ------------------------------------------------------------------------------------- */

/* Remembers a clause that is checked. */
static void add_check(struct explain *explain, const struct query_node *node)
{
    const struct query_node **checks = explain->checks;
    if (!(explain->check_count & (explain->check_count - 1))) {
        checks = explain_alloc(explain, (explain->check_count * 2 + 1) * sizeof(*checks));
        if (!checks) return;
        if (explain->check_count)
            memcpy(checks, explain->checks, explain->check_count * sizeof(*checks));
        explain->checks = checks;
    }
    checks[explain->check_count++] = node;
}

static void add_clause(struct explain *explain, const struct query_node *node, unsigned depth,
                       bool in_expression)
{
    const struct plan_part *part = plan_part_of(&explain->plan, node);
    nsearch_row *row = explain_row(explain, NSEARCH_ROW_CLAUSE, depth);
    if (!row) return;
    row->text = explain_label(explain, node);
    if (part && !explain_has_clauses(node)) add_words(explain, part, row);
    row->checked = part && part->checked && part->spans && !in_expression;
    if (row->checked) add_check(explain, node);
    in_expression |= part && part->spans;
    if (part && !explain->status && explain->searches++ < EXPLAIN_SEARCHES_MAX) {
        const struct db_query *query = explain_query(explain, part);
        row->count = query ? explain_count(explain, query) : 0;
        row->known = 1;
    } else if (!part && node->kind != QUERY_NOT) {
        row->detail = "as above";
    }
    for (size_t i = 0; i < node->count && explain_has_clauses(node) && !explain->status; i++)
        add_clause(explain, node->children[i], depth + 1, in_expression);
}

void explain_tree(struct explain *explain)
{
    add_clause(explain, explain->query.root, 0, false);
}

nsearch_row *explain_period_row(struct explain *explain, const nsearch_request *request,
                                const struct db_query **out)
{
    const struct plan_context context = explain_context(explain, false);
    struct buf text;
    *out = NULL;
    if (explain->status) return NULL;
    explain->status = plan_period(request->since, request->until, time(NULL), &context, out,
                                  explain->error);
    nsearch_row *row = *out ? explain_row(explain, NSEARCH_ROW_CLAUSE, 0) : NULL;
    if (!row) return NULL;
    buf_init(&text);
    if (request->since && *request->since) buf_addf(&text, "since %s", request->since);
    if (text.size && request->until && *request->until) buf_add_char(&text, ' ');
    if (request->until && *request->until) buf_addf(&text, "until %s", request->until);
    row->text = explain_text(explain, &text);
    row->known = 1;
    return row;
}

void explain_period(struct explain *explain, const nsearch_request *request)
{
    const struct db_query *period;
    nsearch_row *row = explain_period_row(explain, request, &period);
    if (row) row->count = explain_count(explain, period);
}
