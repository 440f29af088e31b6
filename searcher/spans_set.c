/* spans_set.c - see spans_own.h: sets of matches, and the memory they are in. */
#include <string.h>

#include "searcher/spans_own.h"

enum {
    FIRST_BLOCK = 1 << 14,
    SCRATCH_MAX = 1 << 27, /* bytes for one article */
    FIRST_LIST = 16,
};

struct scratch_block {
    struct scratch_block *next;
    size_t size;
    _Alignas(max_align_t) char data[];
};

bool spans_fail(struct spans_state *state, nsearch_status status)
{
    if (!state->status) state->status = status;
    return false;
}

bool spans_spend(struct spans_state *state, uint64_t steps)
{
    if (steps > state->steps) return spans_fail(state, NSEARCH_INVALID);
    state->steps -= steps;
    return true;
}

/* A block after the current one. */
static struct scratch_block *add_block(struct spans_state *state, size_t size)
{
    struct scratch *scratch = &state->scratch;
    size_t want = scratch->total > FIRST_BLOCK ? scratch->total : FIRST_BLOCK;
    if (want < size) want = size;
    if (want > SCRATCH_MAX - scratch->total) {
        spans_fail(state, NSEARCH_INVALID);
        return NULL;
    }
    struct scratch_block *block = arena_alloc(scratch->arena, sizeof *block + want);
    if (!block) {
        spans_fail(state, NSEARCH_MEMORY);
        return NULL;
    }
    block->size = want;
    struct scratch_block **link = scratch->current ? &scratch->current->next : &scratch->blocks;
    block->next = *link;
    *link = block;
    scratch->total += want;
    return block;
}

void *scratch_alloc(struct spans_state *state, size_t size)
{
    struct scratch *scratch = &state->scratch;
    const size_t unit = _Alignof(max_align_t);
    const size_t rounded = (size + unit - 1) / unit * unit;
    while (!scratch->current || scratch->current->size - scratch->used < rounded) {
        struct scratch_block *next = scratch->current ? scratch->current->next : scratch->blocks;
        if (!next || next->size < rounded) next = add_block(state, rounded);
        if (!next) return NULL;
        scratch->current = next;
        scratch->used = 0;
    }
    void *out = scratch->current->data + scratch->used;
    scratch->used += rounded;
    return out;
}

void scratch_reset(struct scratch *scratch)
{
    scratch->current = NULL;
    scratch->used = 0;
}

/* ---- Lists --------------------------------------------------------------------------------------- */

static int compare(const struct span *a, const struct span *b)
{
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Merges the sorted [low, middle) and [middle, high). */
static void merge(struct span *out, const struct span *items, size_t low, size_t middle,
                  size_t high)
{
    size_t a = low, b = middle;
    for (size_t i = low; i < high; i++)
        out[i] = b == high || (a < middle && compare(&items[a], &items[b]) <= 0) ? items[a++]
                                                                                 : items[b++];
}

/* The end of the ascending run that starts at `low`. */
static size_t run_end(const struct span_list *list, size_t low)
{
    size_t end = least(low + 1, list->count);
    while (end < list->count && compare(&list->items[end - 1], &list->items[end]) <= 0)
        end++;
    return end;
}

/* Lists come nearly in order, or as a few that are: their runs are merged two by two. */
static bool sort(struct spans_state *state, struct span_list *list)
{
    if (run_end(list, 0) == list->count) return true;
    if (!list->spare) list->spare = scratch_alloc(state, list->capacity * sizeof *list->spare);
    if (!list->spare) return false;
    for (size_t runs = 2; runs > 1;) {
        struct span *const from = list->items;
        if (!spans_spend(state, list->count)) return false;
        runs = 0;
        for (size_t low = 0, high; low < list->count; low = high, runs++) {
            const size_t middle = run_end(list, low);
            high = run_end(list, middle);
            merge(list->spare, from, low, middle, high);
        }
        list->items = list->spare;
        list->spare = from;
    }
    return true;
}

static void drop_repeats(struct span_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct span *last = kept ? &list->items[kept - 1] : NULL;
        if (last && !compare(last, &list->items[i]))
            last->hollow |= list->items[i].hollow;
        else
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

static bool tidy(struct spans_state *state, struct span_list *list)
{
    if (!sort(state, list)) return false;
    drop_repeats(list);
    return list->count <= SPANS_MAX || spans_fail(state, NSEARCH_INVALID);
}

static bool grow(struct spans_state *state, struct span_list *list)
{
    if (list->capacity >= 2 * SPANS_MAX && !tidy(state, list)) return false;
    if (list->count <= list->capacity / 2 && list->count) return true;
    const size_t capacity = list->capacity ? 2 * list->capacity : FIRST_LIST;
    struct span *items = scratch_alloc(state, capacity * sizeof *items);
    if (!items) return false;
    if (list->count) memcpy(items, list->items, list->count * sizeof *items);
    *list = (struct span_list){.items = items, .count = list->count, .capacity = capacity};
    return true;
}

bool span_list_add(struct spans_state *state, struct span_list *list, struct span span)
{
    if (list->count == list->capacity && !grow(state, list)) return false;
    list->items[list->count++] = span;
    return true;
}

bool span_list_finish(struct spans_state *state, struct span_list *list, struct span_set *out)
{
    if (!tidy(state, list)) return false;
    *out = (struct span_set){.spans = list->items, .count = list->count};
    return true;
}

/* ---- Sets ---------------------------------------------------------------------------------------- */

size_t span_find(const struct span_set *set, uint64_t position)
{
    size_t low = 0, high = set->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (span_first(set, middle) < position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* From the end: the match that begins last is in one of the best choices. */
size_t span_count_apart(const struct span_set *set, size_t enough)
{
    size_t count = 0;
    uint32_t bound = UINT32_MAX;
    if (set->points) return set->count < enough ? set->count : enough;
    for (size_t i = set->count; i-- && count < enough;) {
        if (count && set->spans[i].last >= bound) continue;
        bound = set->spans[i].first;
        count++;
    }
    return count;
}

bool span_filter(struct spans_state *state, const struct span_set *set,
                 bool (*keeps)(const void *context, struct span span), const void *context,
                 struct span_set *out)
{
    const size_t size = set->points ? sizeof *set->points : sizeof *set->spans;
    void *kept = scratch_alloc(state, set->count * size);
    size_t count = 0;
    if (!kept) return false;
    for (size_t i = 0; i < set->count; i++) {
        const struct span span = span_at(set, i);
        if (!keeps(context, span)) continue;
        if (set->points)
            ((uint32_t *)kept)[count++] = span.first;
        else
            ((struct span *)kept)[count++] = span;
    }
    *out = set->points ? (struct span_set){.points = kept, .count = count}
                       : (struct span_set){.spans = kept, .count = count};
    return true;
}
