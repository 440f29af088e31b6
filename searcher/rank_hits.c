/* rank_hits.c - see rank_hits.h. */
#include "searcher/rank_hits.h"

#include <stdlib.h>

#include "common/error.h"
#include "common/order.h"
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
    struct rank_places *places; /* of each hit a row, of each word one */
    size_t count, word_count;
    struct arena arena;
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
static nsearch_status look_up(struct block *block, size_t word, const struct xap_term *form,
                              bool typed, nsearch_error *error)
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
        struct rank_places *places = &block->places[i * block->word_count + word];
        if (typed) places->typed = count;
        if (count && !merge(&block->arena, places, positions, count)) return error_memory(error);
    }
    return NSEARCH_OK;
}

static nsearch_status look_up_all(struct block *block, const struct rank_words *words,
                                  nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t word = 0; word < words->count; word++) {
        const struct rank_word *from = &words->words[word];
        for (size_t i = 0; i < block->count; i++)
            block->places[i * block->word_count + word].idf = from->idf;
        for (size_t form = 0; form < from->form_count && !status; form++)
            status = look_up(block, word, &from->forms[form], !form, error);
    }
    return status;
}

/* ---- Blocks -------------------------------------------------------------------------------------- */

static nsearch_status add_weights(struct block *block, nsearch_error *error)
{
    const double mean = matcher_mean_length(block->matcher);
    for (size_t i = 0; i < block->count; i++) {
        struct match_hit *hit = block->order[i];
        uint32_t length;
        const nsearch_status status = matcher_length(block->matcher, hit->segment, hit->docid,
                                                     &length, error);
        if (status) return status;
        const double norm = RANK_K1 * (1 - RANK_B + RANK_B * length / mean);
        hit->weight += rank_by_places(block->places + i * block->word_count, block->word_count,
                                      norm);
    }
    return NSEARCH_OK;
}

static int compare_weight(const void *a, const void *b)
{
    const struct match_hit *left = a, *right = b;
    if (left->weight != right->weight) return left->weight > right->weight ? -1 : 1;
    return compare_stored(&left, &right);
}

static nsearch_status rank_block(struct matcher *matcher, const struct rank_words *words,
                                 struct match_hit *hits, size_t count, nsearch_error *error)
{
    struct block block = {.matcher = matcher, .count = count, .word_count = words->count};
    arena_init(&block.arena);
    block.order = arena_alloc(&block.arena, count * sizeof(*block.order));
    block.places = arena_alloc(&block.arena, count * words->count * sizeof *block.places);
    nsearch_status status = block.order && block.places ? NSEARCH_OK : error_memory(error);
    if (!status) {
        for (size_t i = 0; i < count; i++)
            block.order[i] = &hits[i];
        qsort(block.order, count, sizeof(*block.order), compare_stored);
        status = look_up_all(&block, words, error);
    }
    if (!status) status = add_weights(&block, error);
    if (!status) qsort(hits, count, sizeof *hits, compare_weight);
    arena_release(&block.arena);
    return status;
}

nsearch_status rank_hits(struct matcher *matcher, const struct rank_words *words,
                         struct match_hits *hits, size_t offset, size_t end, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (end > hits->count) end = hits->count;
    for (size_t start = 0; start < end && start < RANK_DEPTH && !status;) {
        size_t next = block_end(start);
        if (next > hits->count) next = hits->count;
        if (next > offset)
            status = rank_block(matcher, words, hits->hits + start, next - start, error);
        start = next;
    }
    return status;
}
