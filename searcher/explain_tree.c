/* explain_tree.c - see explain.h: the clauses of a query, what their words stand for, and how many articles have
 * each. A clause is a search that counts only. */
#include <string.h>

#include "common/error.h"
#include "searcher/explain.h"
#include "searcher/rank.h"

/* ---- Counting ------------------------------------------------------------------------------------ */

uint64_t explain_count(struct explain *explain, const struct xap_query *query)
{
    struct engine_found found = {0};
    const struct xap_request asked = {.query = query, .k1 = RANK_K1, .b = RANK_B};
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

const struct xap_query *explain_query(struct explain *explain, const struct plan_part *part)
{
    if (!part->checked || !part->spans || is_words(part) || part->query->op == XAP_NOTHING)
        return part->query;
    const struct xap_query *query = spans_query(explain->arena, explain->plan.checks,
                                                (struct xap_query *)part->query, part->spans,
                                                part->at_least);
    if (!query && !explain->status) explain->status = error_memory(explain->error);
    return query;
}

/* ---- What words stand for ------------------------------------------------------------------------ */

/* The words of all expansions. */
static void add_words(struct explain *explain, const struct plan_part *part, nsearch_row *row)
{
    size_t total = 0, hidden = 0;
    for (size_t i = 0; i < part->expansion_count; i++)
        total += part->expansions[i].terms->count;
    nsearch_word *words = explain_alloc(explain, total * sizeof *words);
    if (!words) return;
    for (size_t i = 0, at = 0; i < part->expansion_count; i++) {
        const struct xap_terms *terms = part->expansions[i].terms;
        hidden += terms->total - terms->count;
        for (size_t j = 0; j < terms->count; j++, at++)
            words[at] = (nsearch_word){
                explain_word(explain, terms->terms[j].text, terms->terms[j].size, part),
                terms->terms[j].count};
    }
    if (!explain->status) explain_words(row, words, total, hidden);
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
        const struct xap_query *query = explain_query(explain, part);
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
                                const struct xap_query **out)
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
    const struct xap_query *period;
    nsearch_row *row = explain_period_row(explain, request, &period);
    if (row) row->count = explain_count(explain, period);
}
