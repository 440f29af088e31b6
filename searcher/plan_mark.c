/* plan_mark.c - see planner.h: what of a query is marked in the passages. */
#include <math.h>
#include <string.h>

#include "common/term.h"
#include "searcher/planner.h"

enum {
    PAIRS_MAX =
        16, /* of alternatives that are NEAR each other; more are marked wherever they stand */
    SLOTS_MAX = 64 /* of such a pair */
};

bool plan_can_mark(struct plan_scope scope)
{
    return scope.positive && (scope.field == FIELD_NONE || scope.field == FIELD_TITLE);
}

/* How much a word says that is in `count` articles. */
static double rarity(const struct planner *planner, double count)
{
    double all = planner->context->db ? db_count(planner->context->db) : 0;
    return log(2 + all / (1 + count));
}

bool plan_mark_append(struct planner *planner, struct plan_marks *marks,
                      const struct plan_mark *mark)
{
    struct plan_mark *items = plan_grow(planner, marks->items, marks->count, &marks->capacity,
                                        sizeof *items);
    if (!items) return false;
    marks->items = items;
    marks->items[marks->count++] = *mark;
    return true;
}

static bool append_all(struct planner *planner, struct plan_marks *marks,
                       const struct plan_marks *more)
{
    for (size_t i = 0; i < more->count; i++)
        if (!plan_mark_append(planner, marks, &more->items[i])) return false;
    return true;
}

/* ---- Words --------------------------------------------------------------------------------------- */

/* How a word must be written, as struct match_word has it. */
static unsigned ways_of(enum span_caps caps)
{
    static const unsigned ways[] = {[CAPS_SOME] = 1U << CAPITALS_SOME | 1U << CAPITALS_ALL,
                                    [CAPS_ALL] = 1U << CAPITALS_ALL,
                                    [CAPS_NONE] = 1U << CAPITALS_NONE};
    return ways[caps];
}

/* The words that a pattern or a fuzzy word stands for, as they are in the text. */
static bool list_words(struct planner *planner, const struct plan_words *words, enum span_caps caps,
                       struct match_slot *slot)
{
    const size_t prefix = strlen(field_prefix(words->field));
    struct match_word *out = plan_alloc(planner, words->terms.count * sizeof *out);
    if (!out) return false;
    for (size_t i = 0; i < words->terms.count; i++) {
        const struct db_term *term = &words->terms.terms[i];
        out[i] = (struct match_word){MATCH_WORD, term->text + prefix, term->size - prefix,
                                     ways_of(caps)};
    }
    *slot = (struct match_slot){out, words->terms.count};
    return true;
}

bool plan_mark_words(struct planner *planner, const struct plan_words *words,
                     struct plan_scope scope, struct plan_marks *out)
{
    const struct piece *piece = &words->piece;
    *out = (struct plan_marks){0};
    if (!plan_can_mark(scope)) return true;
    struct match_slot *slot = plan_alloc(planner, sizeof *slot);
    if (!slot) return false;
    if (piece->kind == PIECE_PATTERN || piece->kind == PIECE_FUZZY) {
        if (!list_words(planner, words, scope.caps, slot)) return false;
    } else {
        struct match_word *word = plan_alloc(planner, sizeof *word);
        if (!word) return false;
        *word = (struct match_word){MATCH_WORD, piece->text, piece->size, ways_of(scope.caps)};
        if (piece->kind == PIECE_PREFIX) word->kind = MATCH_PREFIX;
        if (words->stem) *word = (struct match_word){MATCH_STEM, words->stem, words->stem_size, 0};
        *slot = (struct match_slot){word, 1};
    }
    const struct plan_mark mark = {.slots = slot,
                                   .count = 1,
                                   .window = 1,
                                   .ordered = true,
                                   .weight = rarity(planner, words->articles)};
    return plan_mark_append(planner, out, &mark);
}

/* ---- Alternatives and neighbours ----------------------------------------------------------------- */

/* One place for the words of both. It says as much as the more frequent of them. */
static bool join_words(struct planner *planner, struct plan_mark *mark,
                       const struct plan_mark *more)
{
    const struct match_slot *left = mark->slots, *right = more->slots;
    const size_t count = left->count + right->count;
    struct match_slot *slot = plan_alloc(planner, sizeof *slot);
    struct match_word *words = plan_alloc(planner, count * sizeof *words);
    if (!slot || !words) return false;
    if (left->count) memcpy(words, left->words, left->count * sizeof *words);
    if (right->count) memcpy(words + left->count, right->words, right->count * sizeof *words);
    *slot = (struct match_slot){words, count};
    mark->slots = slot;
    mark->weight = fmin(mark->weight, more->weight);
    return true;
}

bool plan_mark_or(struct planner *planner, struct plan_marks *marks, const struct plan_marks *more,
                  bool one)
{
    struct plan_mark *single = NULL;
    for (size_t i = 0; one && i < marks->count && !single; i++)
        if (marks->items[i].count == 1) single = &marks->items[i];
    size_t index = single ? (size_t)(single - marks->items) : 0;
    for (size_t i = 0; i < more->count; i++) {
        const struct plan_mark *mark = &more->items[i];
        bool added = single && mark->count == 1 ? join_words(planner, &marks->items[index], mark)
                                                : plan_mark_append(planner, marks, mark);
        if (!added) return false;
    }
    return true;
}

static bool join_pair(struct planner *planner, const struct plan_mark *left,
                      const struct plan_mark *right, unsigned distance, bool ordered,
                      struct plan_marks *out)
{
    struct plan_mark pair = {
        .count = left->count + right->count,
        .window = left->window + distance + right->window,
        .ordered = ordered && left->ordered && right->ordered,
        .weight = left->weight + right->weight,
    };
    pair.slots = plan_alloc(planner, pair.count * sizeof *pair.slots);
    if (!pair.slots) return false;
    memcpy(pair.slots, left->slots, left->count * sizeof *pair.slots);
    memcpy(pair.slots + left->count, right->slots, right->count * sizeof *pair.slots);
    return plan_mark_append(planner, out, &pair);
}

static size_t longest(const struct plan_marks *marks)
{
    size_t most = 0;
    for (size_t i = 0; i < marks->count; i++)
        if (marks->items[i].count > most) most = marks->items[i].count;
    return most;
}

bool plan_mark_near(struct planner *planner, struct plan_marks *marks,
                    const struct plan_marks *more, unsigned distance, bool ordered)
{
    struct plan_marks pairs = {0};
    if (marks->count * more->count > PAIRS_MAX || longest(marks) + longest(more) > SLOTS_MAX)
        return append_all(planner, marks, more);
    for (size_t i = 0; i < marks->count; i++)
        for (size_t j = 0; j < more->count; j++)
            if (!join_pair(planner, &marks->items[i], &more->items[j], distance, ordered, &pairs))
                return false;
    *marks = pairs;
    return true;
}

/* ---- Units --------------------------------------------------------------------------------------- */

bool plan_mark_add(struct planner *planner, const struct plan_marks *marks, struct plan_scope scope)
{
    for (size_t i = 0; i < marks->count; i++) {
        const struct plan_mark *mark = &marks->items[i];
        struct match_unit *units = plan_grow(planner, planner->units, planner->unit_count,
                                             &planner->unit_capacity, sizeof *units);
        if (!units) return false;
        planner->units = units;
        planner->units[planner->unit_count++] = (struct match_unit){
            .field = scope.field == FIELD_TITLE ? ARTICLE_TITLE : ARTICLE_BODY,
            .slots = mark->slots,
            .count = mark->count,
            .window = mark->window,
            .ordered = mark->ordered,
            .weight = mark->weight,
            .language = planner->language,
        };
    }
    return true;
}
