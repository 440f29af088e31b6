/* rank_hits.c - see rank_hits.h. */
#include "searcher/rank_hits.h"

#include <stdlib.h>

#include "common/error.h"
#include "common/order.h"
#include "searcher/feedback.h"
#include "searcher/rank.h"

enum {
    BLOCK_FIRST = 50 /* the next is always as long again, and 50 more */
};

/* The end of the block that hit `index` is in; `index` + 1 behind the last. */
static size_t block_end(size_t index)
{
    size_t end = BLOCK_FIRST;
    while (end <= index && end < RANK_DEPTH)
        end = 2 * end + BLOCK_FIRST;
    return end > index ? end : index + 1;
}

size_t rank_depth(size_t end)
{
    return end ? block_end(end - 1) : 0;
}

/* ---- Places -------------------------------------------------------------------------------------- */

/* A block's hits while they are looked at, in the order in which they are stored. */
struct block {
    struct matcher *matcher;
    struct match_hit **order;
    double *norms; /* of BM25, for each hit's length */
    size_t count;
    struct arena arena;
};

/* Where the words stand in them. */
struct block_places {
    struct rank_places *rows; /* of each hit a row, of each word one */
    size_t word_count;
};

static int compare_stored(const void *a, const void *b)
{
    const struct match_hit *const *left = a, *const *right = b;
    if ((*left)->segment != (*right)->segment) return (*left)->segment < (*right)->segment ? -1 : 1;
    return ((*left)->docid > (*right)->docid) - ((*left)->docid < (*right)->docid);
}

/* Adds positions to those of the other forms; all of them ascend. */
static bool merge(struct arena *arena, struct rank_places *places, const uint32_t *more,
                  size_t count)
{
    if (!places->count) {
        places->positions = more;
        places->count = count;
        return true;
    }
    uint32_t *both = arena_alloc(arena, (places->count + count) * sizeof *both);
    if (!both) return false;
    for (size_t i = 0, j = 0; i + j < places->count + count;) {
        const bool left = j == count || (i < places->count && places->positions[i] <= more[j]);
        both[i + j] = left ? places->positions[i] : more[j];
        left ? i++ : j++;
    }
    places->positions = both;
    places->count += count;
    return true;
}

/* Where a form of word `word` stands, in all hits of the block. */
static nsearch_status look_up(struct block *block, struct block_places *places, size_t word,
                              const struct db_term *form, bool typed, nsearch_error *error)
{
    struct table_cursor cursor = {0};
    uint32_t segment = 0;
    for (size_t i = 0; i < block->count; i++) {
        const struct match_hit *hit = block->order[i];
        const uint32_t *positions;
        size_t count;
        if (hit->segment != segment) cursor = (struct table_cursor){0};
        segment = hit->segment;
        const nsearch_status status = matcher_positions(block->matcher, segment, hit->docid,
                                                        &cursor, form->text, form->size,
                                                        &block->arena, &positions, &count, error);
        if (status) return status;
        struct rank_places *place = &places->rows[i * places->word_count + word];
        if (typed) place->typed = count;
        if (count && !merge(&block->arena, place, positions, count)) return error_memory(error);
    }
    return NSEARCH_OK;
}

static nsearch_status look_up_all(struct block *block, struct block_places *places,
                                  const struct rank_words *words, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t word = 0; word < words->count; word++) {
        const struct rank_word *from = &words->words[word];
        for (size_t i = 0; i < block->count; i++)
            places->rows[i * places->word_count + word].idf = from->idf;
        for (size_t form = 0; form < from->form_count && !status; form++)
            status = look_up(block, places, word, &from->forms[form], !form, error);
    }
    return status;
}

static nsearch_status add_places(struct block *block, const struct rank_words *words,
                                 nsearch_error *error)
{
    struct block_places places = {.word_count = words->count};
    places.rows = arena_alloc(&block->arena, block->count * words->count * sizeof *places.rows);
    if (!places.rows) return error_memory(error);
    const nsearch_status status = look_up_all(block, &places, words, error);
    for (size_t i = 0; i < block->count && !status; i++)
        block->order[i]->weight += rank_by_places(places.rows + i * words->count, words->count,
                                                  block->norms[i]);
    return status;
}

/* ---- Terms of the very best ---------------------------------------------------------------------- */

static nsearch_status add_alike(struct block *block, const struct feedback *feedback,
                                nsearch_error *error)
{
    uint32_t *wdfs = arena_alloc(&block->arena, block->count * sizeof *wdfs);
    if (!wdfs) return error_memory(error);
    for (size_t i = 0; i < feedback->count; i++) {
        const struct feedback_term *term = &feedback->terms[i];
        const nsearch_status status = matcher_wdfs(block->matcher, term->term, term->size,
                                                   block->order, block->count, &block->arena, wdfs,
                                                   error);
        if (status) return status;
        for (size_t j = 0; j < block->count; j++)
            block->order[j]->weight += term->weight * term->idf *
                                       rank_saturated(wdfs[j], block->norms[j]);
    }
    return NSEARCH_OK;
}

/* ---- Blocks -------------------------------------------------------------------------------------- */

static nsearch_status begin_block(struct block *block, struct matcher *matcher,
                                  struct match_hit *hits, size_t count, nsearch_error *error)
{
    const double mean = matcher_mean_length(matcher);
    nsearch_status status = NSEARCH_OK;
    *block = (struct block){.matcher = matcher, .count = count};
    arena_init(&block->arena);
    block->order = arena_alloc(&block->arena, count * sizeof(*block->order));
    block->norms = arena_alloc(&block->arena, count * sizeof *block->norms);
    if (!block->order || !block->norms) return error_memory(error);
    for (size_t i = 0; i < count; i++)
        block->order[i] = &hits[i];
    qsort(block->order, count, sizeof(*block->order), compare_stored);
    for (size_t i = 0; i < count && !status; i++) {
        uint32_t length;
        status = matcher_length(matcher, block->order[i]->segment, block->order[i]->docid, &length,
                                error);
        block->norms[i] = RANK_K1 * (1 - RANK_B + RANK_B * length / mean);
    }
    return status;
}

static int compare_weight(const void *a, const void *b)
{
    const struct match_hit *left = a, *right = b;
    if (left->weight != right->weight) return left->weight > right->weight ? -1 : 1;
    return compare_stored(&left, &right);
}

/* By places, by terms, or by both; NULL: not by these. */
static nsearch_status rank_block(struct matcher *matcher, const struct rank_words *words,
                                 const struct feedback *feedback, struct match_hit *hits,
                                 size_t count, nsearch_error *error)
{
    struct block block;
    nsearch_status status = begin_block(&block, matcher, hits, count, error);
    if (!status && words) status = add_places(&block, words, error);
    if (!status && feedback) status = add_alike(&block, feedback, error);
    if (!status) qsort(hits, count, sizeof *hits, compare_weight);
    arena_release(&block.arena);
    return status;
}

/* The first block, whose best by places say what to look for in all blocks. */
static nsearch_status rank_first(struct matcher *matcher, struct stored *stored,
                                 const struct rank_words *words, struct match_hit *hits,
                                 size_t count, struct arena *arena, struct feedback *feedback,
                                 nsearch_error *error)
{
    const size_t places = stored && count > RANK_ALIKE_PLACES ? RANK_ALIKE_PLACES : count;
    const size_t best = count < RANK_ALIKE_ARTICLES ? count : RANK_ALIKE_ARTICLES;
    nsearch_status status = rank_block(matcher, words, NULL, hits, places, error);
    if (status || !stored) return status;
    const struct feedback_limits limits = {RANK_ALIKE_TERMS, RANK_ALIKE_LOOKED_UP, RANK_FEEDBACK_IN,
                                           RANK_FEEDBACK_RARE, RANK_FEEDBACK_COMMON};
    status = feedback_choose(matcher, stored, hits, best, limits, arena, feedback, error);
    return status ? status : rank_block(matcher, NULL, feedback, hits, count, error);
}

nsearch_status rank_hits(struct matcher *matcher, struct stored *stored,
                         const struct rank_words *words, struct match_hits *hits, size_t offset,
                         size_t end, nsearch_error *error)
{
    struct feedback feedback = {0};
    struct arena arena;
    nsearch_status status = NSEARCH_OK;
    if (end > hits->count) end = hits->count;
    arena_init(&arena);
    for (size_t start = 0; start < end && start < RANK_DEPTH && !status;) {
        struct match_hit *first = hits->hits + start;
        size_t next = block_end(start);
        if (next > hits->count) next = hits->count;
        if (!start && (stored || next > offset))
            status = rank_first(matcher, stored, words, first, next, &arena, &feedback, error);
        else if (next > offset)
            status = rank_block(matcher, words, &feedback, first, next - start, error);
        start = next;
    }
    arena_release(&arena);
    return status;
}
