/* plan_rank.c - see planner.h: the words that the second stage of ranking looks for (rank_hits.h). */
#include <stdlib.h>
#include <string.h>

#include "common/order.h"
#include "searcher/planner.h"
#include "searcher/rank.h"

enum {
    RANKED_MAX = 1000,   /* words of which the rarest are taken */
    KIN_STEPS_MAX = 300, /* words that are looked at for another form of one */
    KIN_START_MIN = 3,   /* bytes that they have to have in common */
};

/* The same word in another language. */
static bool is_same(const struct plan_words *one, const struct plan_words *other)
{
    return one->language != other->language && one->inflected && other->inflected &&
           one->piece.size == other->piece.size &&
           !memcmp(one->piece.text, other->piece.text, one->piece.size);
}

bool plan_rank(struct planner *planner, struct plan_words *words, struct plan_scope scope)
{
    if (!planner->context->rank || scope.field != FIELD_NONE || !scope.positive || scope.filter)
        return true;
    if (words->piece.kind != PIECE_WORD || planner->ranked_count == RANKED_MAX) return true;
    for (size_t i = 0; i < planner->ranked_count; i++)
        if (planner->ranked[i] == words || is_same(planner->ranked[i], words)) return true;
    struct plan_words **items = plan_grow(planner, planner->ranked, planner->ranked_count,
                                          &planner->ranked_capacity, sizeof(*items));
    if (!items) return false;
    planner->ranked = items;
    items[planner->ranked_count++] = words;
    return true;
}

static int compare_rarity(const void *a, const void *b)
{
    const struct plan_words *const *left = a, *const *right = b;
    if ((*left)->articles != (*right)->articles)
        return (*left)->articles < (*right)->articles ? -1 : 1;
    return order_bytes((*left)->piece.text, (*left)->piece.size, (*right)->piece.text,
                       (*right)->piece.size);
}

/* The most frequent word that has the stem of one that was typed, beside it. */
struct kin {
    struct planner *planner;
    const struct plan_words *words;
    size_t steps;
    struct db_term best;
    bool failed; /* out of memory */
};

static bool has_stem(struct kin *kin, const char *word, size_t size)
{
    size_t stem_size;
    if (size > ANALYSIS_WORD_MAX) return false;
    const char *stem = stemmer_stem(plan_stemmer(kin->planner, kin->words->language), word, size,
                                    &stem_size);
    return stem_size == kin->words->stem_size && !memcmp(stem, kin->words->stem, stem_size);
}

static bool take(void *context, const char *term, size_t size, uint32_t count)
{
    struct kin *kin = context;
    const struct piece *piece = &kin->words->piece;
    if (++kin->steps > KIN_STEPS_MAX) return false;
    if (count <= kin->best.count || !has_stem(kin, term, size)) return true;
    if (size == piece->size && !memcmp(term, piece->text, size)) return true;
    const char *text = arena_copy(kin->planner->context->arena, term, size);
    kin->failed = !text;
    kin->best = (struct db_term){text, size, count};
    return text;
}

/* Looked for among the words that begin as the stem does, but for its last letter: others are rare, or many to go
 * through. */
static bool find_kin(struct planner *planner, const struct plan_words *words, struct db_term *out)
{
    struct kin kin = {.planner = planner, .words = words};
    const size_t start = words->stem_size > KIN_START_MIN ? words->stem_size - 1 : words->stem_size;
    *out = (struct db_term){0};
    if (!words->stem || !words->stem_size || !planner->context->db) return true;
    nsearch_status status = db_each_term(planner->context->db, words->stem, start, take, &kin,
                                         planner->error);
    if (status) return (void *)plan_failed(planner, status);
    *out = kin.best;
    return !kin.failed || plan_no_memory(planner);
}

/* The word as it was typed, and another form. */
static bool take_forms(struct planner *planner, const struct plan_words *words,
                       struct rank_word *out)
{
    struct db_term *forms = plan_alloc(planner, RANK_FORMS * sizeof *forms);
    const struct db *db = planner->context->db;
    if (!forms) return false;
    forms[0] = (struct db_term){words->piece.text, words->piece.size, 0};
    if (planner->context->forms > 1 && !find_kin(planner, words, &forms[1])) return false;
    out->forms = forms;
    out->form_count = forms[1].text ? RANK_FORMS : 1;
    out->idf = rank_idf(words->articles, db ? db_count(db) : 0);
    return true;
}

bool plan_finish_rank(struct planner *planner)
{
    struct rank_words *ranked = &planner->plan->ranked;
    const size_t count = planner->ranked_count < RANK_WORDS ? planner->ranked_count : RANK_WORDS;
    struct rank_word *rows = plan_alloc(planner, (count + 1) * sizeof *rows);
    if (!rows) return false;
    if (count)
        qsort(planner->ranked, planner->ranked_count, sizeof(*planner->ranked), compare_rarity);
    for (size_t i = 0; i < count; i++) {
        const struct plan_words *words = planner->ranked[i];
        if (!take_forms(planner, words, &rows[i])) return false;
    }
    *ranked = (struct rank_words){rows, count};
    return true;
}
