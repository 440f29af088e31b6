/* explain.c - see explain.h, and nsearch.h for nsearch_explain.
 *
 * The query is planned twice: as for a search, which is timed, and once more with all that there is to tell of
 * each clause. What is checked is timed article by article, within the search. */
#include "searcher/explain.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/error.h"
#include "common/schema.h"
#include "searcher/engine_write.h"
#include "searcher/rank.h"

/* ---- Checks, timed ------------------------------------------------------------------------------- */

struct timed {
    const struct db_check *check;
    uint64_t *asked;
    double *ms;
};

static bool timed_holds(void *context, struct db_reader *reader)
{
    const struct timed *timed = context;
    const double start = clock_ms();
    const bool held = timed->check->holds(timed->check->context, reader);
    *timed->ms += clock_ms() - start;
    ++*timed->asked;
    return held;
}

/* Puts a clock round each check of the query. */
static void time_checks(struct explain *explain, struct db_query *query, uint64_t *asked,
                        double *ms)
{
    if (query->op == DB_CHECK && query->check->holds != timed_holds) {
        struct timed *timed = explain_alloc(explain, sizeof *timed);
        struct db_check *check = explain_alloc(explain, sizeof *check);
        if (!timed || !check) return;
        *timed = (struct timed){query->check, asked, ms};
        *check = *query->check;
        check->holds = timed_holds;
        check->context = timed;
        query->check = check;
    }
    for (size_t i = 0; i < query->count; i++)
        time_checks(explain, query->children[i], asked, ms);
}

/* ---- Steps --------------------------------------------------------------------------------------- */

struct steps {
    double parse, plan, search, check; /* ms */
    uint64_t asked, total;             /* articles that were checked, and that match */
    bool exact;
    const char *engine;
};

static void search(struct explain *explain, const nsearch_request *request, struct plan *plan,
                   const struct db_query *match, struct steps *steps)
{
    struct engine_found found = {0};
    const struct db_query *query = searcher_ranked(plan, match, explain->arena);
    if (!query) {
        explain->status = error_memory(explain->error);
        return;
    }
    time_checks(explain, (struct db_query *)query, &steps->asked, &steps->check);
    const struct db_request asked = {
        .query = query, .limit = request->limit, .k1 = RANK_K1, .b = RANK_B, .shown = SLOT_INDEXED};
    const double start = clock_ms();
    if (!explain->status)
        explain->status = engine_search(&explain->engine, &asked, NULL, explain->arena, &found,
                                        explain->error);
    steps->search = clock_ms() - start - steps->check;
    if (!explain->status) explain->status = spans_status(plan->checks, explain->error);
    if (!explain->status) steps->total = found.total;
}

/* A search, as nsearch_search does it. */
static void go(struct explain *explain, const nsearch_request *request, struct steps *steps)
{
    const time_t now = time(NULL);
    const char *text = request->query ? request->query : "";
    const struct plan_context context = explain_context(explain, false);
    const struct db_query *match;
    struct plan plan;
    struct buf engine;
    const double start = clock_ms();
    explain->status = query_parse(text, strlen(text), request->match, now, explain->arena,
                                  &explain->query, explain->error);
    const double parsed = clock_ms();
    if (explain->status || !explain_plan(explain, false, &plan)) return;
    match = plan.match;
    explain->status = searcher_narrow(explain->searcher, request, now, &context, &match,
                                      explain->error);
    steps->parse = parsed - start;
    steps->plan = clock_ms() - parsed;
    steps->exact = plan.exact;
    if (explain->status) return;
    buf_init(&engine);
    engine_write(match, EXPLAIN_ENGINE_MAX, &engine);
    steps->engine = explain_text(explain, &engine);
    search(explain, request, &plan, match, steps);
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

static void add_checks(struct explain *explain)
{
    for (size_t i = 0; i < explain->check_count; i++) {
        nsearch_row *row = explain_row(explain, NSEARCH_ROW_CHECK, 0);
        struct buf text;
        if (!row) return;
        buf_init(&text);
        query_write(explain->checks[i], &text);
        const struct plan_part *part = plan_part_of(&explain->plan, explain->checks[i]);
        const char *where = part ? explain_where(explain, part, true) : "";
        if (*where) buf_addf(&text, ", %s", where);
        row->text = explain_text(explain, &text);
    }
}

static void add_step(struct explain *explain, const char *name, double ms, uint64_t count)
{
    nsearch_row *row = explain_row(explain, NSEARCH_ROW_STEP, 0);
    if (!row) return;
    row->text = name;
    row->ms = ms;
    row->count = count;
}

static void add_steps(struct explain *explain, const struct steps *steps)
{
    add_step(explain, "parse", steps->parse, 0);
    add_step(explain, "plan", steps->plan, 0);
    add_step(explain, "search", steps->search, 0);
    add_step(explain, "check", steps->check, steps->asked);
    add_step(explain, "total", steps->parse + steps->plan + steps->search + steps->check, 0);
    nsearch_row *row = explain_row(explain, NSEARCH_ROW_ANSWER, 0);
    if (!row) return;
    row->count = steps->total;
    row->known = steps->exact;
}

/* ---- Explaining ---------------------------------------------------------------------------------- */

struct plan_context explain_context(const struct explain *explain, bool all)
{
    return (struct plan_context){.db = explain->engine.db,
                                 .languages = explain->searcher->generation->languages,
                                 .arena = explain->arena,
                                 .explain = all && !db_is_remote(explain->engine.db)};
}

bool explain_plan(struct explain *explain, bool all, struct plan *out)
{
    const struct plan_context context = explain_context(explain, all);
    if (!explain->status)
        explain->status = plan_make(&explain->query, &context, out, explain->error);
    return !explain->status;
}

void explain_notes(struct explain *explain)
{
    for (size_t i = 0; i < explain->plan.note_count; i++) {
        nsearch_row *row = explain_row(explain, NSEARCH_ROW_NOTE, 0);
        struct buf text;
        if (!row) return;
        buf_init(&text);
        buf_add_text(&text, explain->plan.notes[i]);
        row->text = explain_text(explain, &text);
    }
}

/* A row that says which stemmers the index's articles have, if there are several. */
static void add_languages(struct explain *explain)
{
    const struct languages *languages = explain->searcher->generation->languages;
    struct buf text;
    const struct db_query all = {.op = DB_ALL};
    if (languages->count == 1 || explain->status) return;
    buf_init(&text);
    buf_add_text(&text, "each article by its language's stems:");
    for (size_t i = 0; i < languages->count; i++) {
        const struct db_query *those = languages_narrow(languages, UINT64_C(1) << i, &all,
                                                        explain->arena);
        if (!those) explain->status = error_memory(explain->error);
        buf_addf(&text, "%s %s %" PRIu64, i ? "," : "", languages->items[i].name,
                 those ? explain_count(explain, those) : 0);
    }
    nsearch_row *row = explain_row(explain, NSEARCH_ROW_NOTE, 0);
    const char *line = explain_text(explain, &text);
    if (row) row->text = line;
}

static void run(struct explain *explain, const nsearch_request *request)
{
    struct steps steps = {0};
    go(explain, request, &steps);
    if (!explain_plan(explain, true, &explain->plan)) return;
    explain_tree(explain);
    explain_period(explain, request);
    explain_notes(explain);
    add_languages(explain);
    nsearch_row *row = explain_row(explain, NSEARCH_ROW_ENGINE, 0);
    if (row) row->text = steps.engine;
    add_checks(explain);
    add_steps(explain, &steps);
}

nsearch_status explain_begin(nsearch_searcher *searcher, const nsearch_request *request,
                             struct explain *explain, nsearch_error *error)
{
    *explain = (struct explain){.searcher = searcher, .error = error};
    if ((unsigned)request->match > NSEARCH_MATCH_PHRASE)
        return error_set(error, NSEARCH_INVALID, "the request's match is none that there is");
    explain->rows = calloc(1, sizeof *explain->rows);
    if (!explain->rows) return error_memory(error);
    arena_init(&explain->rows->arena);
    explain->arena = &explain->rows->arena;
    explain->status = searcher_refresh(searcher, error);
    explain->engine = generation_engine(searcher->generation);
    return explain->status;
}

nsearch_status explain_end(struct explain *explain, nsearch_explanation **out)
{
    explain->searcher->failed |= explain->status == NSEARCH_IO;
    if (explain->status)
        nsearch_explanation_free(explain->rows);
    else
        *out = explain->rows;
    return explain->status;
}

nsearch_status nsearch_explain(nsearch_searcher *searcher, const nsearch_request *request,
                               nsearch_explanation **out, nsearch_error *error)
{
    struct explain explain;
    *out = NULL;
    explain.status = explain_begin(searcher, request, &explain, error);
    if (!explain.status) run(&explain, request);
    return explain_end(&explain, out);
}
