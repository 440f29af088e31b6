/* facets_whole.c - see facets.h: languages and hosts, which are terms, and dates, which are values of a slot. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/schema.h"
#include "common/term_walk.h"
#include "searcher/facets.h"

/* ---- Languages and hosts ------------------------------------------------------------------------- */

enum {
    TERMS_MAX = 1 << 16 /* where there are more, articles are read one by one */
};

struct whole {
    const char *term;
    size_t size;
    uint64_t hash;
};

/* The terms of a segment, and of each article in its windows the index of its own, plus 1: the longest. */
struct wholes {
    struct facet_counting *counting;
    const struct facet_segment *segment;
    struct table *postlist;
    struct arena arena;
    struct whole *items;
    size_t count, capacity;
    uint32_t (*own)[POSTING_WINDOW];
    bool too_many, failed;
};

static bool take_term(void *context, const char *term, size_t size, uint32_t count)
{
    struct wholes *wholes = context;
    const size_t prefix = strlen(wholes->counting->field->prefix);
    (void)count;
    wholes->too_many = wholes->count == TERMS_MAX;
    if (wholes->too_many) return false;
    struct whole *items = arena_grow(&wholes->arena, wholes->items, wholes->count,
                                     &wholes->capacity, sizeof *items);
    const char *copy = arena_copy(&wholes->arena, term, size);
    wholes->failed = !items || !copy;
    if (wholes->failed) return false;
    wholes->items = items;
    items[wholes->count++] = (struct whole){
        copy, size, facet_word(wholes->counting->seed, copy + prefix, size - prefix, 0)};
    return true;
}

/* An article in "de-at" has the term "de" too, one from www.bbc.co.uk also "bbc.co.uk": its own is the longest. */
static nsearch_status mark_own(struct wholes *wholes, size_t index)
{
    const struct facet_segment *segment = wholes->segment;
    const struct whole *whole = &wholes->items[index];
    struct posting_list list;
    nsearch_error *error = wholes->counting->error;
    nsearch_status status = posting_list_open(&list, wholes->postlist, whole->term, whole->size,
                                              NULL, &wholes->arena, error);
    for (size_t i = 0; i < segment->count && !status; i++) {
        const struct facet_window *window = &segment->windows[i];
        const uint64_t bound = posting_list_bound(&list, window->base);
        posting_bits bits = {0};
        if (bound == UINT64_MAX) break;
        if (bound - window->base >= POSTING_WINDOW) continue;
        status = posting_list_read(&list, window->base, window->bits, POSTING_BITS, bits, NULL,
                                   error);
        for (uint32_t at = facet_next(bits, 0); at < POSTING_WINDOW;
             at = facet_next(bits, at + 1)) {
            uint32_t *own = &wholes->own[i][at];
            if (!*own || wholes->items[*own - 1].size < whole->size) *own = (uint32_t)index + 1;
        }
    }
    return status;
}

/* Of the window's articles those that match, in their order. */
static bool count_window(struct wholes *wholes, const struct facet_window *window,
                         const uint32_t own[POSTING_WINDOW])
{
    bool ok = true;
    for (uint32_t at = facet_next(window->bits, 0); at < POSTING_WINDOW && ok;
         at = facet_next(window->bits, at + 1))
        if (own[at])
            ok = facet_count_add(&wholes->counting->count, wholes->items[own[at] - 1].hash,
                                 window->segment, window->base + at);
    return ok;
}

static nsearch_status count_own(struct wholes *wholes)
{
    nsearch_status status = NSEARCH_OK;
    nsearch_error *error = wholes->counting->error;
    wholes->own = calloc(wholes->segment->count, sizeof *wholes->own);
    if (!wholes->own) return error_memory(error);
    for (size_t i = 0; i < wholes->count && !status; i++)
        status = mark_own(wholes, i);
    for (size_t i = 0; i < wholes->segment->count && !status; i++)
        if (!count_window(wholes, &wholes->segment->windows[i], wholes->own[i]))
            status = error_memory(error);
    free(wholes->own);
    return status;
}

nsearch_status facets_whole(struct facet_counting *counting, const struct facet_segment *segment)
{
    struct wholes wholes = {
        .counting = counting,
        .segment = segment,
        .postlist = matcher_postlist(counting->generation->matcher, segment->number)};
    const char *prefix = counting->field->prefix;
    arena_init(&wholes.arena);
    nsearch_status status = term_walk(&wholes.postlist, 1, prefix, strlen(prefix), take_term,
                                      &wholes, counting->error);
    if (!status && wholes.failed) status = error_memory(counting->error);
    if (!status && !wholes.too_many) status = count_own(&wholes);
    arena_release(&wholes.arena);
    return !status && wholes.too_many ? facets_stored(counting, segment) : status;
}

/* ---- Dates --------------------------------------------------------------------------------------- */

/* The first digits of a number of matcher_digits; 0 if they aren't all digits. */
static uint64_t first_digits(uint64_t key, unsigned digits)
{
    enum {
        DIGITS = 15
    };
    key >>= 4 * (DIGITS - digits);
    for (unsigned i = 0; i < digits; i++) {
        const unsigned code = key >> 4 * i & 0xf;
        if (code < 2 || code > 11) return 0;
    }
    return key;
}

nsearch_status facets_time(struct facet_counting *counting, const struct facet_segment *segment)
{
    for (size_t i = 0; i < segment->count; i++) {
        const struct facet_window *window = &segment->windows[i];
        const uint64_t *keys;
        const nsearch_status status = matcher_digits(counting->generation->matcher, segment->number,
                                                     SLOT_DATE, window->base, &keys,
                                                     counting->error);
        if (status) return status;
        for (uint32_t at = facet_next(window->bits, 0); at < POSTING_WINDOW;
             at = facet_next(window->bits, at + 1)) {
            const uint64_t key = first_digits(keys[at], counting->field->digits);
            if (key && !facet_count_add(&counting->count, key, segment->number, window->base + at))
                return error_memory(counting->error);
        }
    }
    return NSEARCH_OK;
}
