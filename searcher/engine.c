/* engine.c - see engine.h. */
#include "searcher/engine.h"

#include "common/error.h"
#include "searcher/recent.h"

static nsearch_status take_rows(const struct db_rows *rows, struct arena *arena,
                                struct engine_found *out, nsearch_error *error)
{
    out->articles = arena_alloc(arena, rows->count * sizeof *out->articles);
    if (!out->articles) return error_memory(error);
    for (size_t i = 0; i < rows->count; i++) {
        const struct db_row *row = &rows->rows[i];
        out->articles[i] = (struct found_article){
            .weight = row->weight, .value = row->value, .stored = {row->data, row->data_size}};
    }
    out->count = rows->count;
    out->total = rows->total;
    out->exact = rows->exact;
    return NSEARCH_OK;
}

/* All hits from the best on are found, and those before `offset` left out. */
static nsearch_status take_hits(struct matcher *matcher, const struct match_hits *hits,
                                const struct db_request *request, size_t end, struct arena *arena,
                                struct engine_found *out, nsearch_error *error)
{
    const size_t found = hits->count < end ? hits->count : end;
    const size_t offset = request->offset < found ? request->offset : found;
    nsearch_status status = NSEARCH_OK;
    out->count = found - offset;
    out->total = hits->total;
    out->exact = hits->exact;
    out->counted = hits->counted;
    out->articles = arena_alloc(arena, out->count * sizeof *out->articles);
    if (!out->articles) return error_memory(error);
    for (size_t i = 0; i < out->count && !status; i++) {
        const struct match_hit *hit = &hits->hits[offset + i];
        struct found_article *article = &out->articles[i];
        *article = (struct found_article){
            .weight = hit->weight, .segment = hit->segment, .docid = hit->docid};
        status = matcher_value(matcher, hit->segment, hit->docid, request->shown, arena,
                               &article->value, error);
    }
    return status;
}

/* To show those up to `end`. */
static size_t hits_needed(const struct engine_order *order, size_t end)
{
    if (!order) return end;
    const size_t ranked = order->words.count ? rank_depth(end) : end;
    return order->half_life > 0 && ranked < RANK_DEPTH ? RANK_DEPTH : ranked;
}

static nsearch_status put_in_order(struct matcher *matcher, const struct engine_order *order,
                                   struct match_hits *hits, size_t offset, size_t end,
                                   nsearch_error *error)
{
    const bool recent = order->half_life > 0;
    nsearch_status status = NSEARCH_OK;
    if (order->words.count)
        status = rank_hits(matcher, order->stored, &order->words, hits, recent ? 0 : offset,
                           recent ? RANK_DEPTH : end, error);
    if (status || !recent) return status;
    return recent_weigh(matcher, order->half_life, hits->hits,
                        hits->count < RANK_DEPTH ? hits->count : RANK_DEPTH, error);
}

static nsearch_status match(struct matcher *matcher, const struct db_request *request,
                            const struct engine_order *order, struct arena *arena,
                            struct engine_found *out, nsearch_error *error)
{
    struct match_hits hits;
    const size_t most = SIZE_MAX - request->offset;
    const size_t end = !request->limit         ? 0
                       : request->limit < most ? request->offset + request->limit
                                               : SIZE_MAX;
    if (request->order != DB_BY_WEIGHT || !request->limit) order = NULL;
    const struct match_request asked = {
        .query = request->query,
        .limit = hits_needed(order, end),
        .order = request->order,
        .slot = request->slot,
        .k1 = request->k1,
        .b = request->b,
        .exact = !request->approximate,
        .counted = request->counted,
    };
    nsearch_status status = matcher_search(matcher, &asked, arena, &hits, error);
    if (!status && order) status = put_in_order(matcher, order, &hits, request->offset, end, error);
    return status ? status : take_hits(matcher, &hits, request, end, arena, out, error);
}

nsearch_status engine_search(const struct engine *engine, const struct db_request *request,
                             const struct engine_order *order, struct arena *arena,
                             struct engine_found *out, nsearch_error *error)
{
    struct db_rows rows;
    *out = (struct engine_found){0};
    if (engine->matcher) return match(engine->matcher, request, order, arena, out, error);
    const nsearch_status status = db_search(engine->db, request, arena, &rows, error);
    return status ? status : take_rows(&rows, arena, out, error);
}

nsearch_status engine_count(const struct engine *engine, const struct db_query *query,
                            uint64_t *total, nsearch_error *error)
{
    const struct db_request request = {.query = query};
    struct arena arena;
    struct engine_found found;
    arena_init(&arena);
    const nsearch_status status = engine_search(engine, &request, NULL, &arena, &found, error);
    arena_release(&arena);
    *total = status ? 0 : found.total;
    return status;
}
