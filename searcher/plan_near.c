/* plan_near.c - see planner.h: NEAR, NOT NEAR and SAME, of two operands each. */
#include <string.h>

#include "searcher/planner.h"

enum {
    PAIRS_MAX = 1 << 14 /* of words that are compared to see whether the engine's NEAR will do */
};

static struct span_node *make_spans(struct planner *planner, const struct query_node *node,
                                    struct span_node *left, struct span_node *right)
{
    static const enum span_op ops[] = {
        [QUERY_NEAR] = SPAN_NEAR, [QUERY_NOT_NEAR] = SPAN_NOT_NEAR, [QUERY_SAME] = SPAN_SAME};
    struct span_node *span = plan_span(planner, ops[node->kind], 2);
    if (!span) return NULL;
    span->distance = node->distance;
    span->ordered = node->ordered;
    span->paragraph = node->paragraph;
    span->children[0] = left;
    span->children[1] = right;
    return span;
}

/* Words in one sentence have no distance: each is marked where it stands. */
static bool join_marks(struct planner *planner, const struct query_node *node,
                       struct plan_marks *marks, const struct plan_marks *more)
{
    if (node->kind == QUERY_SAME) return plan_mark_or(planner, marks, more, false);
    return plan_mark_near(planner, marks, more, node->distance, node->ordered);
}

bool plan_find_near(struct planner *planner, const struct query_node *node, struct plan_scope scope,
                    struct plan_found *out)
{
    struct plan_found right;
    const bool both = node->kind != QUERY_NOT_NEAR;
    scope.checked = scope.spans = true;
    if (!plan_find(planner, node->children[0], scope, out)) return false;
    scope.positive &= both;
    if (!plan_find(planner, node->children[1], scope, &right)) return false;
    out->spans = make_spans(planner, node, out->spans, right.spans);
    out->word_count = 0;
    if (!out->spans || !both) return out->spans;
    for (size_t i = 0; i < right.wide.count; i++)
        if (!plan_append_once(planner, &out->wide, right.wide.items[i])) return false;
    return join_marks(planner, node, &out->marks, &right.marks);
}

/* ---- The engine's own ---------------------------------------------------------------------------- */

/* Of terms with a prefix of so many bytes. */
static bool ends_with(const struct db_text *word, const struct db_text *end, size_t prefix)
{
    const size_t size = end->size - prefix;
    return word->size >= end->size &&
           !memcmp(word->data + word->size - size, end->data + prefix, size);
}

/* Whether a word of one side and one of the other may stand in the same place, as a word and a joined one that
 * ends in it do. The engine misses matches then. */
static bool may_coincide(const struct span_node *left, const struct span_node *right,
                         enum field field)
{
    const size_t prefix = strlen(field_prefix(field));
    if (left->term_count * right->term_count > PAIRS_MAX) return true;
    for (size_t i = 0; i < left->term_count; i++)
        for (size_t j = 0; j < right->term_count; j++)
            if (ends_with(&left->terms[i], &right->terms[j], prefix) ||
                ends_with(&right->terms[j], &left->terms[i], prefix))
                return true;
    return false;
}

static bool is_words(const struct span_node *span)
{
    return span->op == SPAN_WORDS && span->caps == CAPS_ANY && span->term_count;
}

static struct db_query *any_term(struct planner *planner, const struct span_node *words)
{
    struct plan_list list = {0};
    for (size_t i = 0; i < words->term_count; i++)
        if (!plan_append(planner, &list,
                         plan_term(planner, words->terms[i].data, words->terms[i].size)))
            return NULL;
    return plan_group(planner, DB_OR, &list);
}

/* An OR of some words that are weighed as one elsewhere. */
static bool is_few(const struct db_query *wide)
{
    return wide->op == DB_SYNONYM && wide->count <= PLAN_WEIGHED_MAX;
}

/* Whether the words weigh in the engine's NEAR what they should: a term does, and an OR of some is near enough to
 * what the one word would. */
static bool weighs_right(const struct db_query *wide, const struct span_node *words)
{
    if (is_few(wide)) return true;
    return wide->op == DB_TERM && words->term_count == 1 && wide->term_size == words->terms->size &&
           !memcmp(wide->term, words->terms->data, wide->term_size);
}

/* The words that give the weights, and the engine's query that tells which articles. */
static struct db_query *weigh(struct planner *planner, const struct plan_found *found,
                              struct db_query *near)
{
    const struct plan_list *wide = &found->wide;
    struct span_node *const *sides = found->spans->children;
    struct plan_list both = {0};
    if (wide->count == 2 && weighs_right(wide->items[0], sides[0]) &&
        weighs_right(wide->items[1], sides[1]))
        return near;
    if (wide->count == 1 && is_few(wide->items[0])) return near; /* a wildcard, near itself */
    struct plan_list words = {0};
    for (size_t i = 0; i < wide->count; i++)
        if (!plan_append(planner, &words, wide->items[i])) return NULL;
    if (!plan_append(planner, &both, plan_group(planner, DB_AND, &words)) ||
        !plan_append(planner, &both, near))
        return NULL;
    return plan_group(planner, DB_FILTER, &both);
}

bool plan_engine_near(struct planner *planner, const struct query_node *node, enum field field,
                      const struct plan_found *found, struct db_query **out)
{
    struct plan_list places = {0};
    *out = NULL;
    if (node->kind != QUERY_NEAR) return true;
    const struct span_node *left = found->spans->children[0], *right = found->spans->children[1];
    if (!is_words(left) || !is_words(right)) return true;
    if (!node->ordered && may_coincide(left, right, field)) return true;
    if (!plan_append(planner, &places, any_term(planner, left)) ||
        !plan_append(planner, &places, any_term(planner, right)))
        return false;
    struct db_query *near = plan_group(planner, node->ordered ? DB_PHRASE : DB_NEAR, &places);
    if (!near) return false;
    near->window = node->distance + 2;
    *out = weigh(planner, found, near);
    return *out;
}
