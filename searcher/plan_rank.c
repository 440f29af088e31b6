/* plan_rank.c - see planner.h: the words that the second stage of ranking looks for (rank_hits.h). */
#include <stdlib.h>
#include <string.h>

#include "common/order.h"
#include "searcher/planner.h"
#include "searcher/rank.h"

enum {
    RANKED_MAX = 1000 /* words of which the rarest are taken */
};

bool plan_rank(struct planner *planner, struct plan_words *words, struct plan_scope scope)
{
    if (!planner->context->rank || scope.field != FIELD_NONE || !scope.positive || scope.filter)
        return true;
    if (words->piece.kind != PIECE_WORD || planner->ranked_count == RANKED_MAX) return true;
    for (size_t i = 0; i < planner->ranked_count; i++)
        if (planner->ranked[i] == words) return true;
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

static int compare_frequency(const void *a, const void *b)
{
    const struct xap_term *left = a, *right = b;
    if (left->count != right->count) return left->count > right->count ? -1 : 1;
    return order_bytes(left->text, left->size, right->text, right->size);
}

static bool is_typed(const struct plan_words *words, const struct xap_term *form)
{
    return form->size == words->piece.size && !memcmp(form->text, words->piece.text, form->size);
}

/* The word as it was typed, if there is that, and its most frequent forms. */
static bool take_forms(struct planner *planner, const struct plan_words *words,
                       struct rank_word *out)
{
    const struct xap_terms *all = &words->terms;
    struct xap_term *forms = plan_alloc(planner, (all->count + 1) * sizeof *forms);
    if (!forms) return false;
    if (all->count) memcpy(forms, all->terms, all->count * sizeof *forms);
    qsort(forms, all->count, sizeof *forms, compare_frequency);
    size_t typed = 0;
    while (typed < all->count && !is_typed(words, &forms[typed]))
        typed++;
    if (typed < all->count) {
        const struct xap_term first = forms[typed];
        memmove(forms + 1, forms, typed * sizeof *forms);
        forms[0] = first;
        out->typed = true;
    }
    out->forms = forms;
    out->form_count = all->count < RANK_FORMS ? all->count : RANK_FORMS;
    const struct xap_db *db = planner->context->db;
    out->idf = rank_idf(words->articles, db ? xap_count(db) : 0);
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
        words = plan_lookup(planner, &words->piece, words->field, words->inflected, true);
        if (!words || !take_forms(planner, words, &rows[i])) return false;
    }
    *ranked = (struct rank_words){rows, count};
    return true;
}
