/* explain_why.c - see explain.h, and nsearch.h for nsearch_why.
 *
 * Each clause is asked of the engine together with the term that only the one article has, so that the verdict
 * is the search's own. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/schema.h"
#include "searcher/explain.h"
#include "searcher/rank.h"

/* ---- The article --------------------------------------------------------------------------------- */

static const struct db_query *article_query(struct explain *explain)
{
    struct db_query *query = explain_alloc(explain, sizeof *query);
    if (query)
        *query = (struct db_query){
            .op = DB_TERM, .term = explain->term.data, .term_size = explain->term.size};
    return query;
}

const char *explain_value(struct explain *explain, unsigned slot)
{
    struct engine_found found = {0};
    const struct db_request asked = {
        .query = article_query(explain), .limit = 1, .k1 = RANK_K1, .b = RANK_B, .shown = slot};
    if (!explain->status)
        explain->status = engine_search(&explain->engine, &asked, NULL, explain->arena, &found,
                                        explain->error);
    return !explain->status && found.count ? found.articles->value : "";
}

/* Whether the article is one of those that the query finds. */
static bool finds(struct explain *explain, const struct db_query *query)
{
    struct db_query *both = explain_alloc(explain, sizeof *both);
    struct db_query **children = explain_alloc(explain, 2 * sizeof(*children));
    if (!query && !explain->status) explain->status = error_memory(explain->error);
    if (!both || !children || !query) return false;
    children[0] = (struct db_query *)query;
    children[1] = (struct db_query *)article_query(explain);
    *both = (struct db_query){.op = DB_FILTER, .children = children, .count = 2};
    return explain_count(explain, both) > 0;
}

bool explain_has(struct explain *explain, const struct plan_part *part)
{
    return finds(explain, explain_query(explain, part));
}

/* The parts of the plan that hold for the article are those of its language. */
static void choose_language(struct explain *explain)
{
    const struct languages *languages = explain->searcher->generation->languages;
    const struct db_query *article = article_query(explain);
    for (size_t i = 0; article && i < languages->count && !explain->plan.language; i++)
        if (finds(explain, languages_narrow(languages, UINT64_C(1) << i, article, explain->arena)))
            explain->plan.language = i + 1;
}

/* ---- Clauses ------------------------------------------------------------------------------------- */

static void set_verdict(struct explain *explain, size_t index, bool verdict)
{
    explain->rows->rows[index].known = 1;
    explain->rows->rows[index].verdict = verdict;
}

static void add_clause(struct explain *explain, const struct query_node *node, unsigned depth,
                       bool whole)
{
    const struct plan_part *part = plan_part_of(&explain->plan, node);
    nsearch_row *row = explain_row(explain, NSEARCH_ROW_CLAUSE, depth);
    if (!row) return;
    const size_t index = explain->rows->count - 1;
    row->text = explain_label(explain, node);
    explain_detail(explain, node, part, whole, row);
    if (part) set_verdict(explain, index, explain_has(explain, part));
    if (!part && node->kind != QUERY_NOT) row->detail = "as above";
    for (size_t i = 0; i < node->count && explain_has_clauses(node) && !explain->status; i++)
        add_clause(explain, node->children[i], depth + 1, whole && !(part && part->spans));
    const nsearch_row *rows = explain->rows->rows;
    if (node->kind == QUERY_NOT && !explain->status && rows[index + 1].known)
        set_verdict(explain, index, !rows[index + 1].verdict);
}

static void add_period(struct explain *explain, const nsearch_request *request)
{
    const struct query_node date = {.kind = QUERY_RANGE, .field = FIELD_DATE};
    const struct db_query *period;
    nsearch_row *row = explain_period_row(explain, request, &period);
    if (!row) return;
    explain_detail(explain, &date, NULL, true, row);
    row->verdict = finds(explain, period);
}

/* ---- Why ----------------------------------------------------------------------------------------- */

static void parse(struct explain *explain, const nsearch_request *request)
{
    const char *text = request->query ? request->query : "";
    if (!explain->status)
        explain->status = query_parse(text, strlen(text), request->match, time(NULL),
                                      explain->arena, &explain->query, explain->error);
}

static void run(struct explain *explain, const nsearch_request *request)
{
    const struct plan_context context = explain_context(explain, false);
    const struct db_query *match;
    if (!explain_plan(explain, true, &explain->plan)) return;
    choose_language(explain);
    match = explain->plan.match;
    add_clause(explain, explain->query.root, 0, true);
    add_period(explain, request);
    explain_notes(explain);
    if (!explain->status)
        explain->status = searcher_narrow(explain->searcher, request, time(NULL), &context, &match,
                                          explain->error);
    nsearch_row *row = explain_row(explain, NSEARCH_ROW_ANSWER, 0);
    if (!row) return;
    row->known = 1;
    row->verdict = finds(explain, match);
}

/* Reads what is stored of the article, and says why. */
static void run_with_article(struct explain *explain, const nsearch_request *request,
                             const char *id)
{
    struct article *article = explain_alloc(explain, sizeof *article);
    struct db_text stored;
    parse(explain, request); /* what is wrong with the query is said first */
    if (!explain->status && db_is_remote(explain->engine.db))
        explain->status = error_set(
            explain->error, NSEARCH_INVALID,
            "why an article is found can't be asked of an index on another machine");
    if (!explain->status)
        explain->status = searcher_find(explain->searcher, id, explain->arena, &explain->term,
                                        &stored, explain->error);
    if (explain->status) return;
    article_init(article);
    explain->article = article;
    explain->status = article_parse(stored.data, stored.size, article, explain->error);
    if (!explain->status) run(explain, request);
    article_release(article);
}

nsearch_status nsearch_why(nsearch_searcher *searcher, const nsearch_request *request,
                           const char *id, nsearch_explanation **out, nsearch_error *error)
{
    struct explain explain;
    *out = NULL;
    explain.status = explain_begin(searcher, request, &explain, error);
    if (!explain.status) run_with_article(&explain, request, id ? id : "");
    return explain_end(&explain, out);
}
