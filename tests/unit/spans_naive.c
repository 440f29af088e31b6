/* spans_naive.c - see spans_sample.h: what an expression matches. */
#include <limits.h>
#include <stdlib.h>

#include "tests/unit/spans_sample.h"

enum {
    LEAD = 50
};

static void add(struct set *set, struct match match)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i].first == match.first && set->items[i].last == match.last) {
            set->items[i].hollow |= match.hollow;
            return;
        }
    if (set->count == set->capacity) {
        set->capacity = set->capacity ? 2 * set->capacity : 16;
        set->items = realloc(set->items, set->capacity * sizeof *set->items);
    }
    set->items[set->count++] = match;
}

static const struct place *place_at(const struct sample *sample, uint32_t position)
{
    for (size_t i = 0; i < sample->count; i++)
        if (sample->places[i].position == position) return &sample->places[i];
    return NULL;
}

static bool is_written(const struct place *place, enum span_caps caps)
{
    switch (caps) {
    case CAPS_ANY: return true;
    case CAPS_SOME: return place->capital > 0;
    case CAPS_ALL: return place->capital == 2;
    case CAPS_NONE: return !place->capital;
    }
    return false;
}

static bool is_word(const struct place *place, const struct span_node *node)
{
    if (!place) return false;
    if (node->op == SPAN_CAPITALS) return place->capital > 0;
    for (size_t i = 0; i < node->term_count; i++)
        if (place->words >> (node->terms[i].data[1] - '0') & 1)
            return is_written(place, node->caps);
    return false;
}

static void naive_words(const struct sample *sample, const struct span_node *node, struct set *out)
{
    for (size_t i = 0; i < sample->count; i++)
        if (is_word(&sample->places[i], node)) {
            const uint32_t position = sample->places[i].position;
            add(out, (struct match){position, position, false});
        }
}

/* The child stands at `position`, and `extra` words more may stand before the others. */
static void naive_phrase(const struct sample *sample, const struct span_node *node, size_t child,
                         struct match match, uint32_t position, unsigned extra, struct set *out)
{
    if (!is_word(place_at(sample, position), node->children[child])) return;
    if (!child) match.first = position;
    match.last = position;
    if (child + 1 == node->count) {
        add(out, match);
        return;
    }
    const unsigned step = node->offsets[child + 1] - node->offsets[child];
    for (unsigned more = 0; more <= extra; more++)
        naive_phrase(sample, node, child + 1, match, position + step + more, extra - more, out);
}

static uint32_t between(struct match a, struct match b)
{
    return b.first - a.last - 1;
}

static bool is_before(struct match a, struct match b, unsigned distance)
{
    return a.last < b.first && between(a, b) <= distance;
}

static bool overlap(struct match a, struct match b)
{
    return a.first <= b.last && b.first <= a.last;
}

/* One stands in the other, and no word counts twice. */
static bool are_within(struct match a, struct match b)
{
    return overlap(a, b) && (a.hollow || b.hollow) && a.first != b.first && a.last != b.last;
}

static bool are_near(const struct span_node *node, struct match a, struct match b)
{
    if (is_before(a, b, node->distance)) return true;
    return !node->ordered && (is_before(b, a, node->distance) || are_within(a, b));
}

static bool are_same(const struct sample *sample, const struct span_node *node, struct match a,
                     struct match b)
{
    const struct place *first = place_at(sample, a.first < b.first ? a.first : b.first);
    const struct place *last = place_at(sample, a.last > b.last ? a.last : b.last);
    if (overlap(a, b) && !are_within(a, b)) return false;
    return node->paragraph ? first->paragraph == last->paragraph
                           : first->sentence == last->sentence;
}

static void naive_pairs(const struct sample *sample, const struct span_node *node,
                        const struct set *left, const struct set *right, struct set *out)
{
    for (size_t i = 0; i < left->count; i++)
        for (size_t j = 0; j < right->count; j++) {
            const struct match a = left->items[i], b = right->items[j];
            if (node->op == SPAN_NEAR ? are_near(node, a, b) : are_same(sample, node, a, b))
                add(out, (struct match){a.first < b.first ? a.first : b.first,
                                        a.last > b.last ? a.last : b.last, true});
        }
}

static void naive_apart(const struct span_node *node, const struct set *left,
                        const struct set *right, struct set *out)
{
    for (size_t i = 0; i < left->count; i++) {
        bool apart = true;
        for (size_t j = 0; j < right->count; j++) {
            const struct match a = left->items[i], b = right->items[j];
            apart &= !overlap(a, b) && !is_before(a, b, node->distance) &&
                     !is_before(b, a, node->distance);
        }
        if (apart) add(out, left->items[i]);
    }
}

static bool is_in_area(const struct sample *sample, const struct span_node *node,
                       struct match match)
{
    const struct place *first = place_at(sample, match.first);
    const struct place *last = place_at(sample, match.last);
    const size_t body = sample->title, word = (size_t)(last - sample->places) - body;
    if (node->area == AREA_QUOTE) return first->quote && first->quote == last->quote;
    if (node->area == AREA_SENTENCE) return first->sentence == last->sentence;
    if (first < &sample->places[body]) return false;
    if (node->area == AREA_FIRST) return word < node->number;
    if (node->area == AREA_BODY || sample->count - body < LEAD) return true;
    return last->sentence <= sample->places[body + LEAD - 1].sentence;
}

struct set naive(const struct sample *sample, const struct span_node *node)
{
    struct set out = {0}, sets[3] = {{0}};
    if (node->op != SPAN_PHRASE)
        for (size_t i = 0; i < node->count; i++)
            sets[i] = naive(sample, node->children[i]);
    switch (node->op) {
    case SPAN_WORDS:
    case SPAN_CAPITALS: naive_words(sample, node, &out); break;
    case SPAN_PHRASE:
        for (size_t i = 0; i < sample->count; i++)
            naive_phrase(sample, node, 0, (struct match){0, 0, node->distance > 0},
                         sample->places[i].position, node->distance, &out);
        break;
    case SPAN_OR:
        for (size_t i = 0; i < node->count; i++)
            for (size_t j = 0; j < sets[i].count; j++)
                add(&out, sets[i].items[j]);
        break;
    case SPAN_NEAR:
    case SPAN_SAME: naive_pairs(sample, node, &sets[0], &sets[1], &out); break;
    case SPAN_NOT_NEAR: naive_apart(node, &sets[0], &sets[1], &out); break;
    case SPAN_WITHIN:
        for (size_t i = 0; i < sets[0].count; i++)
            if (is_in_area(sample, node, sets[0].items[i])) add(&out, sets[0].items[i]);
        break;
    }
    for (size_t i = 0; i < 3; i++)
        free(sets[i].items);
    return out;
}

/* Each time the one that ends first. */
size_t naive_count_apart(const struct set *set)
{
    size_t count = 0;
    for (uint32_t end = 0;; count++) {
        uint32_t next = UINT32_MAX;
        for (size_t i = 0; i < set->count; i++)
            if (set->items[i].first > end && set->items[i].last < next) next = set->items[i].last;
        if (next == UINT32_MAX) return count;
        end = next;
    }
}

unsigned naive_nearest(const struct sample *sample, const struct span_node *node)
{
    struct set left = naive(sample, node->children[0]), right = naive(sample, node->children[1]);
    unsigned nearest = UINT_MAX;
    for (size_t i = 0; i < left.count; i++)
        for (size_t j = 0; j < right.count; j++) {
            const struct match a = left.items[i], b = right.items[j];
            unsigned gap = UINT_MAX;
            if (a.last < b.first) gap = between(a, b);
            if (!node->ordered && b.last < a.first) gap = between(b, a);
            if (!node->ordered && are_within(a, b)) gap = 0;
            if (gap < nearest) nearest = gap;
        }
    free(left.items);
    free(right.items);
    return nearest;
}
