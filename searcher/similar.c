/* similar.c - articles that are like one: nsearch_similar.
 *
 *     its list of terms -> the 20 that set it apart (feedback.h) -> an OR of them, without itself -> hits */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "searcher/plan.h"
#include "searcher/rank.h"
#include "searcher/searcher.h"

/* The article that others are to be like. */
struct model {
    struct db_text term; /* that no other has */
    struct match_hit *place;
    size_t language; /* of the index's */
};

static nsearch_status find_language(const struct languages *languages, const struct db_text *stored,
                                    size_t *out, nsearch_error *error)
{
    struct article article;
    article_init(&article);
    const nsearch_status status = article_parse(stored->data, stored->size, &article, error);
    if (!status) *out = languages_of_tag(languages, article.fields[ARTICLE_LANG].data);
    article_release(&article);
    return status;
}

static nsearch_status find_model(nsearch_searcher *searcher, const char *id, struct arena *arena,
                                 struct model *out, nsearch_error *error)
{
    struct db_text stored;
    struct match_hits found;
    const struct generation *generation = searcher->generation;
    nsearch_status status = searcher_find(searcher, id, arena, &out->term, &stored, error);
    if (!status) status = find_language(generation->languages, &stored, &out->language, error);
    if (status) return status;
    const struct db_query query = {
        .op = DB_TERM, .term = out->term.data, .term_size = out->term.size};
    const struct match_request request = {
        .query = &query, .limit = 1, .k1 = RANK_K1, .b = RANK_B, .exact = true};
    status = matcher_search(generation->matcher, &request, arena, &found, error);
    if (!status && !found.count)
        status = error_set(error, NSEARCH_MISSING, "no article with the id %.150s", id);
    if (status) return status;
    out->place = found.hits;
    out->place->weight = 1;
    return NSEARCH_OK;
}

static nsearch_status choose_words(nsearch_searcher *searcher, const struct model *model,
                                   nsearch_hits *hits, nsearch_error *error)
{
    struct matcher *matcher = searcher->generation->matcher;
    const bool few = matcher_count(matcher) < RANK_SIMILAR_FEW;
    const struct feedback_limits limits = {.terms = RANK_FEEDBACK_TERMS,
                                           .lookups = RANK_SIMILAR_LOOKED_UP,
                                           .shared = 1,
                                           .rare = RANK_SIMILAR_RARE,
                                           .common = few ? 1 : RANK_SIMILAR_COMMON};
    return feedback_choose(matcher, searcher->generation->stored, model->place, 1, limits,
                           &hits->arena, &hits->added, error);
}

/* ---- What is asked ------------------------------------------------------------------------------- */

/* Any of the words, of what the request asks for, but the model. NULL if out of memory. */
static const struct db_query *ask_for(const struct generation *generation,
                                      const struct feedback *words, const struct model *model,
                                      const struct db_query *match, struct arena *arena)
{
    struct db_query *itself = db_query_new(arena, DB_TERM, 0);
    if (!words->count) return db_query_new(arena, DB_NOTHING, 0);
    const struct db_query *query = feedback_any(words, arena);
    if (!query || !itself) return NULL;
    itself->term = model->term.data;
    itself->term_size = model->term.size;
    if (generation->languages->count > 1)
        query = languages_narrow(generation->languages, UINT64_C(1) << model->language, query,
                                 arena);
    if (query && match->op != DB_ALL) query = searcher_join(arena, DB_FILTER, query, match);
    return query ? searcher_join(arena, DB_AND_NOT, query, itself) : NULL;
}

/* ---- What is told of it -------------------------------------------------------------------------- */

/* The words are marked, and what the request's query marks. */
static bool mark_words(nsearch_hits *hits, const struct match_set *more, size_t language)
{
    const struct feedback *words = &hits->added;
    const size_t count = words->count + more->count;
    struct match_unit *units = arena_alloc(&hits->arena, (count + 1) * sizeof *units);
    struct match_slot *slots = arena_alloc(&hits->arena, (words->count + 1) * sizeof *slots);
    struct match_word *stems = arena_alloc(&hits->arena, (words->count + 1) * sizeof *stems);
    if (!units || !slots || !stems) return false;
    for (size_t i = 0; i < words->count; i++) {
        const struct feedback_term *term = &words->terms[i];
        stems[i] = (struct match_word){MATCH_STEM, term->term + 1, term->size - 1, 0};
        slots[i] = (struct match_slot){&stems[i], 1};
        units[i] = (struct match_unit){.field = ARTICLE_BODY,
                                       .slots = &slots[i],
                                       .count = 1,
                                       .window = 1,
                                       .ordered = true,
                                       .weight = term->idf,
                                       .language = language};
    }
    if (more->count) memcpy(units + words->count, more->units, more->count * sizeof *units);
    hits->matches = (struct match_set){units, count};
    return true;
}

/* "ferry OR harbour", and what the request's query was understood as. */
static nsearch_status write_query(nsearch_hits *hits, const char *understood, nsearch_error *error)
{
    struct buf text;
    const char *const *words = feedback_words(hits->generation, &hits->added, &hits->arena);
    if (!words) return error_memory(error);
    buf_init(&text);
    for (size_t i = 0; i < hits->added.count; i++)
        buf_addf(&text, "%s%s", i ? " OR " : understood ? "(" : "", words[i]);
    if (understood && hits->added.count) buf_addf(&text, ") AND (%s)", understood);
    const nsearch_status status = buf_status(&text, error);
    hits->understood = status ? NULL : arena_copy(&hits->arena, text.data, text.size);
    buf_release(&text);
    return status || hits->understood ? status : error_memory(error);
}

static nsearch_status answer(nsearch_searcher *searcher, const nsearch_request *request,
                             const char *id, nsearch_hits *hits, nsearch_error *error)
{
    struct plan plan;
    struct model model;
    struct engine_order order = {0};
    const struct db_query *match;
    struct arena *arena = &hits->arena;
    nsearch_request asked = *request;
    asked.expand = 0;
    nsearch_status status = searcher_check_order(searcher, &asked, &order.half_life, error);
    if (!status) status = searcher_plan(searcher, request, arena, &plan, &match, error);
    if (!status) status = find_model(searcher, id, arena, &model, error);
    if (!status) status = choose_words(searcher, &model, hits, error);
    if (status) return status;
    const struct generation *generation = searcher->generation;
    const struct db_query *query = ask_for(generation, &hits->added, &model, match, arena);
    if (!query) return error_memory(error);
    status = searcher_ask(searcher, &asked, query, NULL, &order, hits, error);
    if (!status && plan.checks) status = spans_status(plan.checks, error);
    if (status) return status;
    hits->generation = generation_use(searcher->generation);
    hits->exact = hits->exact && plan.exact;
    hits->notes = plan.notes;
    hits->note_count = plan.note_count;
    hits->suggested = true; /* nobody typed the words */
    if (!mark_words(hits, &plan.matches, generation->languages->count > 1 ? model.language + 1 : 0))
        return error_memory(error);
    status = write_query(hits, plan.understood, error);
    return status ? status : hits_fill(hits, request->offset, false, error);
}

nsearch_status nsearch_similar(nsearch_searcher *searcher, const nsearch_request *request,
                               const char *id, nsearch_hits **out, nsearch_error *error)
{
    *out = NULL;
    if ((unsigned)request->match > NSEARCH_MATCH_PHRASE)
        return error_set(error, NSEARCH_INVALID, "the request's match is none that there is");
    if (request->sort != NSEARCH_SORT_RELEVANCE)
        return error_set(error, NSEARCH_INVALID, "similar articles come by relevance");
    nsearch_status status = searcher_refresh(searcher, error);
    if (!status && !searcher->generation->matcher)
        status = error_set(
            error, NSEARCH_INVALID,
            "similar articles can't be found in an index with a part on another machine");
    nsearch_hits *hits = status ? NULL : calloc(1, sizeof *hits);
    if (!status && !hits) status = error_memory(error);
    if (hits) {
        arena_init(&hits->arena);
        status = answer(searcher, request, id, hits, error);
    }
    searcher->failed |= status == NSEARCH_IO;
    if (status)
        nsearch_hits_free(hits);
    else
        *out = hits;
    return status;
}
