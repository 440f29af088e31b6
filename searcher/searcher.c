/* searcher.c - opens an index and answers requests: the first half of nsearch.h.
 *
 *     request -> parse -> plan -> what the engine is asked -> its rows -> hits */
#include "searcher/searcher.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/error.h"
#include "common/schema.h"
#include "common/store.h"
#include "searcher/new_since.h"
#include "searcher/plan.h"
#include "searcher/query.h"
#include "searcher/rank.h"
#include "searcher/recent.h"

/* ---- Opening ------------------------------------------------------------------------------------- */

/* The path as it stays right when the program changes its directory. */
static nsearch_status keep_path(nsearch_searcher *searcher, const char *path, nsearch_error *error)
{
    char here[PATH_MAX];
    if (*path != '/' && getcwd(here, sizeof here)) buf_addf(&searcher->path, "%s/", here);
    buf_add_text(&searcher->path, path);
    return buf_status(&searcher->path, error);
}

nsearch_status nsearch_searcher_open(const char *path, nsearch_searcher **out, nsearch_error *error)
{
    struct buf full;
    *out = NULL;
    nsearch_searcher *searcher = calloc(1, sizeof *searcher);
    if (!searcher) return error_memory(error);
    buf_init(&full);
    buf_init(&searcher->path);
    nsearch_status status = store_path(path, &full, error);
    if (!status) status = generation_open(full.data, &searcher->generation, error);
    if (!status) status = keep_path(searcher, full.data, error);
    if (status)
        nsearch_searcher_free(searcher);
    else
        *out = searcher;
    buf_release(&full);
    return status;
}

void nsearch_searcher_free(nsearch_searcher *searcher)
{
    if (!searcher) return;
    generation_drop(searcher->generation);
    buf_release(&searcher->path);
    free(searcher);
}

nsearch_status searcher_refresh(nsearch_searcher *searcher, nsearch_error *error)
{
    struct generation *next;
    const char *path = searcher->path.data;
    languages_status(searcher->generation->languages, NULL); /* of calls before this one */
    if (!searcher->failed && !store_changed(path, &searcher->generation->identity))
        return NSEARCH_OK;
    nsearch_status status = generation_open(path, &next, error);
    if (status) return status;
    generation_drop(searcher->generation);
    searcher->generation = next;
    searcher->failed = false;
    return NSEARCH_OK;
}

uint64_t nsearch_searcher_count(const nsearch_searcher *searcher)
{
    return db_count(searcher->generation->db);
}

uint64_t nsearch_searcher_generation(const nsearch_searcher *searcher)
{
    return searcher->generation->number;
}

const char *nsearch_searcher_token(const nsearch_searcher *searcher)
{
    return searcher->generation->token;
}

/* ---- Searching ----------------------------------------------------------------------------------- */

struct db_query *searcher_join(struct arena *arena, enum db_op op, const struct db_query *left,
                               const struct db_query *right)
{
    struct db_query *node = db_query_new(arena, op, 2);
    if (!node) return NULL;
    node->children[0] = (struct db_query *)left;
    node->children[1] = (struct db_query *)right;
    return node;
}

nsearch_status searcher_narrow(const nsearch_searcher *searcher, const nsearch_request *request,
                               time_t now, const struct plan_context *context,
                               const struct db_query **match, nsearch_error *error)
{
    const struct db_query *period, *fresh = NULL;
    nsearch_status status = plan_period(request->since, request->until, now, context, &period,
                                        error);
    if (!status && request->new_since)
        status = new_since_query(searcher->generation, request->new_since, context->arena, &fresh,
                                 error);
    if (status) return status;
    if (period) *match = searcher_join(context->arena, DB_FILTER, *match, period);
    if (fresh && *match) *match = searcher_join(context->arena, DB_FILTER, *match, fresh);
    return *match ? NSEARCH_OK : error_memory(error);
}

nsearch_status searcher_plan(nsearch_searcher *searcher, const nsearch_request *request,
                             struct arena *arena, struct plan *plan, const struct db_query **match,
                             nsearch_error *error)
{
    const struct plan_context context = {.db = searcher->generation->db,
                                         .languages = searcher->generation->languages,
                                         .arena = arena};
    const char *text = request->query ? request->query : "";
    const time_t now = time(NULL);
    struct query query;
    nsearch_status status = NSEARCH_OK;
    *plan = (struct plan){.exact = true};
    if (text[strspn(text, " \t\r\n")]) {
        status = query_parse(text, strlen(text), request->match, now, arena, &query, error);
        if (!status) status = plan_make(&query, &context, plan, error);
        *match = plan->match;
    } else {
        *match = db_query_new(arena, DB_ALL, 0);
        if (!*match) status = error_memory(error);
    }
    return status ? status : searcher_narrow(searcher, request, now, &context, match, error);
}

const struct db_query *searcher_ranked(const struct plan *plan, const struct db_query *match,
                                       struct arena *arena)
{
    const struct db_query *query = match;
    if (!plan->phrase || !query) return query;
    struct db_query *bonus = db_query_new(arena, DB_BONUS, 1);
    if (!bonus) return NULL;
    bonus->children[0] = (struct db_query *)plan->phrase;
    bonus->factor = RANK_PHRASE_BONUS;
    return searcher_join(arena, DB_AND_MAYBE, query, bonus);
}

static bool counts_page_only(const nsearch_request *request)
{
    return request->approximate && request->limit;
}

/* Whether the phrases are counted as the hits are found: they are looked for anyway, to put the hits in order. */
static bool counts_along(const nsearch_searcher *searcher, const nsearch_request *request)
{
    return searcher->generation->matcher && request->limit && !request->approximate;
}

nsearch_status searcher_ask(nsearch_searcher *searcher, const nsearch_request *request,
                            const struct db_query *query, const struct db_query *counted,
                            const struct engine_order *order, nsearch_hits *hits,
                            nsearch_error *error)
{
    static const enum db_order orders[] = {
        [NSEARCH_SORT_RELEVANCE] = DB_BY_WEIGHT,
        [NSEARCH_SORT_OLDEST] = DB_BY_VALUE_UP,
        [NSEARCH_SORT_NEWEST] = DB_BY_VALUE_DOWN,
    };
    const struct db_request asked = {
        .query = query,
        .counted = counted,
        .offset = request->offset,
        .limit = request->limit,
        .order = orders[request->sort],
        .slot = SLOT_DATE,
        .k1 = RANK_K1,
        .b = RANK_B,
        .shown = SLOT_INDEXED,
        .approximate = request->approximate,
    };
    const struct engine engine = generation_engine(searcher->generation);
    struct engine_found found;
    const nsearch_status status = engine_search(&engine, &asked, order, &hits->arena, &found,
                                                error);
    hits->found = found.articles;
    hits->count = found.count;
    hits->total = found.total;
    hits->exact = found.exact;
    hits->phrase_total = found.counted;
    return status;
}

static nsearch_status ask(nsearch_searcher *searcher, const nsearch_request *request,
                          const struct plan *plan, const struct db_query *match,
                          const struct engine_order *order, nsearch_hits *hits,
                          nsearch_error *error)
{
    const struct db_query *query = searcher_ranked(plan, match, &hits->arena);
    if (!query) return error_memory(error);
    const bool counts = plan->phrase && counts_along(searcher, request);
    return searcher_ask(searcher, request, query, counts ? query->children[1] : NULL, order, hits,
                        error);
}

/* How many of the articles that match have the words as a phrase. */
static nsearch_status count_phrase(nsearch_searcher *searcher, const struct plan *plan,
                                   const struct db_query *match, nsearch_hits *hits,
                                   nsearch_error *error)
{
    if (!plan->phrase) return NSEARCH_OK;
    const struct engine engine = generation_engine(searcher->generation);
    const struct db_query *query = plan_only_phrase(plan, match, &hits->arena);
    if (!query) return error_memory(error);
    return engine_count(&engine, query, &hits->phrase_total, error);
}

nsearch_status searcher_check_order(const nsearch_searcher *searcher,
                                    const nsearch_request *request, double *half_life,
                                    nsearch_error *error)
{
    const bool recent = request->recent && *request->recent;
    *half_life = 0;
    if (!request->expand && !recent) return NSEARCH_OK;
    if (request->sort != NSEARCH_SORT_RELEVANCE)
        return error_set(error, NSEARCH_INVALID,
                         "--expand and --recent are for an order by relevance");
    if (!searcher->generation->matcher)
        return error_set(
            error, NSEARCH_INVALID,
            "an index with a part on another machine can't be searched with --expand or --recent");
    if (recent && !recent_parse(request->recent, half_life))
        return error_set(error, NSEARCH_INVALID, "--recent must be a time like 30d, 2w, 6m or 1y");
    return NSEARCH_OK;
}

/* Whether hits are put in order by where words stand. */
static bool ranks(const nsearch_searcher *searcher, const nsearch_request *request)
{
    return searcher->generation->matcher && (request->limit || request->expand) &&
           request->sort == NSEARCH_SORT_RELEVANCE;
}

/* The articles that were found, as what chooses terms wants them; NULL if out of memory. */
static struct match_hit *found_hits(const nsearch_hits *hits, struct arena *arena)
{
    struct match_hit *out = arena_alloc(arena, (hits->count + 1) * sizeof *out);
    for (size_t i = 0; out && i < hits->count; i++) {
        const struct found_article *found = &hits->found[i];
        out[i] = (struct match_hit){found->segment, found->docid, found->weight};
    }
    return out;
}

/* Looks for the best, and adds to the match what they have in common. */
static nsearch_status expand(nsearch_searcher *searcher, const nsearch_request *request,
                             const struct plan *plan, const struct db_query **match,
                             nsearch_hits *hits, nsearch_error *error)
{
    nsearch_request first = *request;
    const struct engine_order order = {.words = plan->ranked};
    if (!request->expand) return NSEARCH_OK;
    first.offset = 0;
    first.limit = RANK_FEEDBACK_ARTICLES;
    first.approximate = 1;
    nsearch_status status = ask(searcher, &first, plan, *match, &order, hits, error);
    if (status) return status;
    const struct feedback_limits limits = {RANK_FEEDBACK_TERMS, RANK_FEEDBACK_LOOKED_UP,
                                           RANK_FEEDBACK_IN, RANK_FEEDBACK_RARE,
                                           RANK_FEEDBACK_COMMON};
    const struct match_hit *best = found_hits(hits, &hits->arena);
    if (!best) return error_memory(error);
    status = feedback_choose(searcher->generation->matcher, searcher->generation->stored, best,
                             hits->count, limits, &hits->arena, &hits->added, error);
    if (status) return status;
    *match = feedback_query(*match, &hits->added, request->match == NSEARCH_MATCH_ANY,
                            &hits->arena);
    return *match ? NSEARCH_OK : error_memory(error);
}

static nsearch_status answer(nsearch_searcher *searcher, const nsearch_request *request,
                             nsearch_hits *hits, nsearch_error *error)
{
    const time_t now = time(NULL);
    const bool alike = request->match == NSEARCH_MATCH_ANY && !request->expand;
    const struct plan_context context = {.db = searcher->generation->db,
                                         .languages = searcher->generation->languages,
                                         .arena = &hits->arena,
                                         .rank = ranks(searcher, request),
                                         .forms = alike ? RANK_ALIKE_FORMS : RANK_FORMS};
    struct query query;
    struct plan plan;
    const char *text = request->query ? request->query : "";
    double half_life;
    nsearch_status status = searcher_check_order(searcher, request, &half_life, error);
    if (!status)
        status = query_parse(text, strlen(text), request->match, now, &hits->arena, &query, error);
    if (!status) status = plan_make(&query, &context, &plan, error);
    if (status) return status;
    const struct db_query *match = plan.match;
    status = searcher_narrow(searcher, request, now, &context, &match, error);
    const struct db_query *wider = match;
    if (!status) status = expand(searcher, request, &plan, &wider, hits, error);
    const struct engine_order order = {.words = plan.ranked,
                                       .stored = alike ? searcher->generation->stored : NULL,
                                       .half_life = half_life};
    if (!status) status = ask(searcher, request, &plan, wider, &order, hits, error);
    if (!status) status = spans_status(plan.checks, error);
    if (!status && !counts_page_only(request) && !counts_along(searcher, request))
        status = count_phrase(searcher, &plan, match, hits, error);
    if (!status) status = spans_status(plan.checks, error);
    if (status) return status;
    hits->generation = generation_use(searcher->generation);
    hits->query = query;
    hits->matches = plan.matches;
    hits->exact = hits->exact && plan.exact;
    hits->understood = plan.understood;
    hits->notes = plan.notes;
    hits->note_count = plan.note_count;
    status = hits_fill(hits, request->offset, request->sort != NSEARCH_SORT_RELEVANCE, error);
    for (size_t i = 0; !status && counts_page_only(request) && i < hits->count; i++)
        hits->phrase_total += (uint64_t)hits->hits[i].phrase;
    return status;
}

nsearch_status nsearch_search(nsearch_searcher *searcher, const nsearch_request *request,
                              nsearch_hits **out, nsearch_error *error)
{
    *out = NULL;
    if ((unsigned)request->match > NSEARCH_MATCH_PHRASE ||
        (unsigned)request->sort > NSEARCH_SORT_NEWEST)
        return error_set(error, NSEARCH_INVALID,
                         "the request's match or sort is none that there is");
    nsearch_hits *hits = calloc(1, sizeof *hits);
    if (!hits) return error_memory(error);
    arena_init(&hits->arena);
    buf_init(&hits->last.stored);
    buf_init(&hits->last.marks);
    buf_init(&hits->last.title_marks);
    nsearch_status status = searcher_refresh(searcher, error);
    if (!status) status = answer(searcher, request, hits, error);
    searcher->failed |= status == NSEARCH_IO;
    if (status)
        nsearch_hits_free(hits);
    else
        *out = hits;
    return status;
}
