/* spans_pair.c - see spans_own.h: two sets of matches, by how far apart they stand.
 *
 * For each match of one, those of the other that may go with it are a run of the set, for it is in order of first
 * words. NEAR/3, and the hollow stretch of an inner NEAR:
 *
 *     x            x.first ======= x.last . . . .
 *     follow it                           |-----|    first word at most 4 after x.last
 *     within it           |-------------|            if one of the two is hollow and they don't end together
 *
 * What begins before x is found the other way round. */
#include <limits.h>

#include "searcher/spans_own.h"

/* The run of first words that may go with `x`. */
static uint64_t run_start(const struct pair_rule *rule, struct span x)
{
    return (uint64_t)(rule->ordered ? x.last : x.first) + 1;
}

/* `unit` goes along with the matches: the first that begins after x. */
static uint64_t run_end(const struct pair_rule *rule, struct span x, size_t *unit)
{
    if (!rule->units) return (uint64_t)x.last + rule->distance + 1;
    *unit = span_find_near(rule->units, *unit, (uint64_t)x.first + 1);
    return *unit < rule->units->count ? rule->units->points[*unit] - 1 : UINT32_MAX;
}

/* Of two of which `y` begins later. */
static bool go_together(struct span x, struct span y)
{
    return y.first > x.last || ((x.hollow || y.hollow) && x.last != y.last);
}

/* Adds the stretches of each match of `xs` and those of `ys` that begin after it. */
static bool add_pairs(struct spans_state *state, const struct pair_rule *rule,
                      const struct span_set *xs, const struct span_set *ys, bool one,
                      struct span_list *out)
{
    size_t unit = 0, start = 0;
    for (size_t i = 0; i < xs->count; i++) {
        const struct span x = span_at(xs, i);
        const uint64_t end = run_end(rule, x, &unit);
        start = span_find_near(ys, start, run_start(rule, x));
        size_t j = start;
        for (; j < ys->count && span_first(ys, j) <= end; j++) {
            const struct span y = span_at(ys, j);
            if (!go_together(x, y)) continue;
            const struct span over = {x.first, x.last > y.last ? x.last : y.last, true};
            if (!span_list_add(state, out, over)) return false;
            if (one) return true;
        }
        if (!spans_spend(state, j - start + 1)) return false;
    }
    return true;
}

/* ---- One pair of words --------------------------------------------------------------------------- */

/* Whether there is one; both go along once. */
static bool words_near(const struct pair_rule *rule, const struct span_set *a,
                       const struct span_set *b)
{
    const uint64_t reach = (uint64_t)rule->distance + 1;
    size_t j = 0;
    for (size_t i = 0; i < a->count; i++) {
        const uint32_t x = a->points[i];
        /* Words of b that x, and all after it, are too far behind. */
        while (j < b->count && (rule->ordered ? b->points[j] <= x : b->points[j] + reach < x))
            j++;
        if (j == b->count) return false;
        const size_t k = j + (b->points[j] == x);
        if (k < b->count && b->points[k] <= x + reach) return true;
    }
    return false;
}

static bool words_same(const struct span_set *units, const struct span_set *a,
                       const struct span_set *b)
{
    size_t unit = 0, j = 0;
    for (size_t i = 0; i < a->count; i++) {
        const uint32_t x = a->points[i];
        while (unit < units->count && units->points[unit] <= x)
            unit++;
        const uint32_t start = unit ? units->points[unit - 1] : 0;
        const uint32_t end = unit < units->count ? units->points[unit] - 1 : UINT32_MAX;
        while (j < b->count && b->points[j] < start)
            j++;
        if (j == b->count) return false;
        const size_t k = j + (b->points[j] == x);
        if (k < b->count && b->points[k] <= end) return true;
    }
    return false;
}

static bool is_in_one_unit(const void *units, struct span span)
{
    return span.last <= spans_unit_end(units, span.first);
}

/* ---- Sets ---------------------------------------------------------------------------------------- */

static bool are_words(const struct span_set *a, const struct span_set *b)
{
    return a->points && b->points;
}

/* Leaves out of both what isn't in one unit. */
static bool settle(struct spans_state *state, const struct pair_rule *rule, struct span_set *a,
                   struct span_set *b)
{
    if (!rule->units) return true;
    return (a->points || span_filter(state, a, is_in_one_unit, rule->units, a)) &&
           (b->points || span_filter(state, b, is_in_one_unit, rule->units, b));
}

bool spans_pair(struct spans_state *state, const struct pair_rule *rule, const struct span_set *a,
                const struct span_set *b, bool one, struct span_set *out)
{
    static const struct span any[1];
    *out = (struct span_set){.spans = NULL};
    if (!a->count || !b->count) return true;
    if (one && are_words(a, b)) {
        const bool found = rule->units ? words_same(rule->units, a, b) : words_near(rule, a, b);
        *out = (struct span_set){.spans = any, .count = found};
        return spans_spend(state, 1);
    }
    struct span_list list = {0};
    struct span_set left = *a, right = *b;
    if (!settle(state, rule, &left, &right) || !add_pairs(state, rule, &left, &right, one, &list))
        return false;
    const bool enough = rule->ordered || (one && list.count);
    if (!enough && !add_pairs(state, rule, &right, &left, one, &list)) return false;
    return span_list_finish(state, &list, out);
}

/* ---- NOT NEAR ------------------------------------------------------------------------------------ */

/* The greatest last word of the matches of `set` up to each. */
static uint32_t *last_so_far(struct spans_state *state, const struct span_set *set)
{
    uint32_t *lasts = scratch_alloc(state, set->count * sizeof *lasts), greatest = 0;
    for (size_t i = 0; lasts && i < set->count; i++) {
        const uint32_t last = span_at(set, i).last;
        if (last > greatest) greatest = last;
        lasts[i] = greatest;
    }
    return lasts;
}

struct near_rule {
    const struct span_set *set;
    const uint32_t *lasts;
    uint64_t reach;
};

static bool is_apart(const void *context, struct span span)
{
    const struct near_rule *rule = context;
    const size_t before = span_find(rule->set, span.last + rule->reach + 1);
    return !before || rule->lasts[before - 1] + rule->reach < span.first;
}

bool spans_apart(struct spans_state *state, uint32_t distance, const struct span_set *a,
                 const struct span_set *b, struct span_set *out)
{
    *out = *a;
    if (!a->count || !b->count) return true;
    const struct near_rule rule = {b, last_so_far(state, b), (uint64_t)distance + 1};
    return rule.lasts && spans_spend(state, a->count) &&
           span_filter(state, a, is_apart, &rule, out);
}

/* ---- How near ------------------------------------------------------------------------------------ */

static unsigned nearest_after(bool ordered, const struct span_set *xs, const struct span_set *ys)
{
    const struct pair_rule rule = {.ordered = ordered};
    unsigned nearest = UINT_MAX;
    for (size_t i = 0; i < xs->count; i++) {
        const struct span x = span_at(xs, i);
        for (size_t j = span_find(ys, run_start(&rule, x)); j < ys->count; j++) {
            const struct span y = span_at(ys, j);
            if (!go_together(x, y)) continue;
            const unsigned between = y.first > x.last ? y.first - x.last - 1 : 0;
            if (between < nearest) nearest = between;
            break;
        }
    }
    return nearest;
}

unsigned spans_nearest(bool ordered, const struct span_set *a, const struct span_set *b)
{
    const unsigned after = nearest_after(ordered, a, b);
    const unsigned before = ordered ? UINT_MAX : nearest_after(false, b, a);
    return after < before ? after : before;
}
