/* facets.c - see facets.h: the functions of nsearch.h. */
#include "searcher/facets.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "common/error.h"
#include "common/schema.h"
#include "searcher/plan.h"
#include "searcher/searcher.h"

enum {
    VALUES_AT_ONCE = 1 << 19, /* 40 bytes each, and as much again */
    SPARSE = 32 /* where fewer articles match than one in so many, they are read one by one */
};

struct nsearch_facets {
    struct facet_choice choice;
    nsearch_facet *facets; /* as many as are shown */
    size_t count;
    uint64_t values, total, without;
    bool exact;
};

static const struct facet_field fields[] = {
    {"source", FACET_WORDS, ARTICLE_SOURCE, PREFIX_SOURCE, 0},
    {"section", FACET_WORDS, ARTICLE_SECTION, PREFIX_SECTION, 0},
    {"author", FACET_WORDS, ARTICLE_AUTHOR, PREFIX_AUTHOR, 0},
    {"place", FACET_WORDS, ARTICLE_PLACE, PREFIX_PLACE, 0},
    {"tag", FACET_WORDS, ARTICLE_TAG, PREFIX_TAG, 0},
    {"lang", FACET_LANG, ARTICLE_LANG, PREFIX_LANG, 0},
    {"site", FACET_SITE, ARTICLE_URL, PREFIX_HOST, 0},
    {"year", FACET_TIME, ARTICLE_DATE, NULL, 4},
    {"month", FACET_TIME, ARTICLE_DATE, NULL, 6},
    {"day", FACET_TIME, ARTICLE_DATE, NULL, 8},
};

static const struct facet_field *facet_field_of(const char *name, nsearch_error *error)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!strcmp(fields[i].name, name)) return &fields[i];
    error_set(error, NSEARCH_INVALID,
              "values are counted of source, section, author, place, tag, lang, site, year, month "
              "and day");
    return NULL;
}

/* ---- What matches -------------------------------------------------------------------------------- */

struct windows {
    struct facet_window *items;
    size_t count, capacity;
    uint64_t matched;
};

static nsearch_status keep_window(void *context, uint32_t segment, uint32_t base,
                                  const posting_bits bits, nsearch_error *error)
{
    struct windows *windows = context;
    if (windows->count == windows->capacity) {
        const size_t capacity = windows->capacity ? 2 * windows->capacity : 16;
        struct facet_window *items = realloc(windows->items, capacity * sizeof *items);
        if (!items) return error_memory(error);
        windows->items = items;
        windows->capacity = capacity;
    }
    struct facet_window *window = &windows->items[windows->count++];
    window->segment = segment;
    window->base = base;
    memcpy(window->bits, bits, sizeof window->bits);
    for (size_t i = 0; i < POSTING_WORDS; i++)
        windows->matched += (uint64_t)__builtin_popcountll(bits[i]);
    return NSEARCH_OK;
}

static nsearch_status match(nsearch_searcher *searcher, const nsearch_request *request,
                            struct windows *windows, bool *exact, nsearch_error *error)
{
    struct plan plan;
    struct arena arena;
    const struct db_query *query;
    arena_init(&arena);
    nsearch_status status = searcher_plan(searcher, request, &arena, &plan, &query, error);
    if (!status)
        status = matcher_show(searcher->generation->matcher, query, keep_window, windows, error);
    if (!status && plan.checks) status = spans_status(plan.checks, error);
    *exact = !status && plan.exact;
    arena_release(&arena);
    return status;
}

/* ---- Counting ------------------------------------------------------------------------------------ */

static nsearch_status count_segment(struct facet_counting *counting,
                                    const struct facet_segment *segment)
{
    const struct matcher *matcher = counting->generation->matcher;
    const enum facet_kind kind = counting->field->kind;
    if (kind == FACET_TIME) return facets_time(counting, segment);
    if (segment->matched <= matcher_segment_documents(matcher, segment->number) / SPARSE)
        return facets_stored(counting, segment);
    return kind == FACET_WORDS ? facets_words(counting, segment) : facets_whole(counting, segment);
}

/* Those from window `first` on that are of its segment. */
static struct facet_segment segment_at(const struct facet_counting *counting, size_t first)
{
    const struct facet_window *windows = &counting->windows[first];
    struct facet_segment segment = {windows->segment, windows, 0, 0};
    for (size_t i = first; i < counting->window_count; i++) {
        if (counting->windows[i].segment != segment.number) break;
        segment.count++;
        for (size_t word = 0; word < POSTING_WORDS; word++)
            segment.matched += (uint64_t)__builtin_popcountll(counting->windows[i].bits[word]);
    }
    return segment;
}

/* Counts the values of one part of all. */
static nsearch_status count_part(struct facet_counting *counting, uint64_t part, uint64_t parts)
{
    nsearch_status status = NSEARCH_OK;
    struct facet_segment segment;
    free(counting->count.values);
    counting->count = (struct facet_count){.most = counting->at_once, .part = part, .parts = parts};
    for (size_t i = 0; i < counting->window_count && !status; i += segment.count) {
        segment = segment_at(counting, i);
        status = count_segment(counting, &segment);
    }
    return status;
}

/* All values at once; where those are too many, a part after the other. */
static nsearch_status count_all(struct facet_counting *counting, nsearch_facets *facets)
{
    nsearch_status status = NSEARCH_OK;
    uint64_t parts = 1;
    for (uint64_t part = 0; part < parts && !status; part++) {
        status = count_part(counting, part, parts);
        if (!status && counting->count.full) {
            facet_choice_restart(&facets->choice);
            facets->values = 0;
            parts *= 2;
            part = UINT64_MAX;
            continue;
        }
        facets->values += counting->count.count;
        if (!status) status = facet_choice_take(&facets->choice, counting);
    }
    facets->without = facets->total - counting->count.articles;
    return status;
}

/* ---- Showing them -------------------------------------------------------------------------------- */

static nsearch_status show(nsearch_facets *facets, const nsearch_request *request,
                           nsearch_error *error)
{
    struct facet_choice *choice = &facets->choice;
    facet_choice_end(choice);
    const size_t from = request->offset < choice->count ? request->offset : choice->count;
    facets->count = choice->count - from;
    facets->facets = calloc(facets->count + 1, sizeof *facets->facets);
    if (!facets->facets) return error_memory(error);
    for (size_t i = 0; i < facets->count; i++)
        facets->facets[i] = (nsearch_facet){choice->rows[from + i].name,
                                            choice->rows[from + i].count};
    return NSEARCH_OK;
}

static nsearch_status find(nsearch_searcher *searcher, const nsearch_request *request,
                           const struct facet_field *field, size_t at_once, nsearch_facets *facets,
                           nsearch_error *error)
{
    struct windows windows = {0};
    struct facet_counting counting = {
        .field = field, .generation = searcher->generation, .at_once = at_once, .error = error};
    const size_t most = SIZE_MAX - request->offset;
    facets->choice.sort = request->sort;
    facets->choice.wanted = !request->limit         ? 0
                            : request->limit < most ? request->offset + request->limit
                                                    : SIZE_MAX;
    buf_init(&counting.head);
    nsearch_status status = match(searcher, request, &windows, &facets->exact, error);
    if (!status && getrandom(&counting.seed, sizeof counting.seed, 0) != sizeof counting.seed)
        status = error_system(error, errno, "getrandom");
    counting.windows = windows.items;
    counting.window_count = windows.count;
    facets->total = windows.matched;
    if (!status) status = count_all(&counting, facets);
    if (!status) status = show(facets, request, error);
    free(counting.count.values);
    free(windows.items);
    buf_release(&counting.head);
    return status;
}

nsearch_status facets_find(nsearch_searcher *searcher, const nsearch_request *request,
                           const char *field, size_t at_once, nsearch_facets **out,
                           nsearch_error *error)
{
    *out = NULL;
    const struct facet_field *known = facet_field_of(field, error);
    if (!known) return NSEARCH_INVALID;
    if ((unsigned)request->match > NSEARCH_MATCH_PHRASE ||
        (unsigned)request->sort > NSEARCH_SORT_NEWEST)
        return error_set(error, NSEARCH_INVALID,
                         "the request's match or sort is none that there is");
    nsearch_status status = searcher_refresh(searcher, error);
    if (!status && !searcher->generation->matcher)
        status = error_set(error, NSEARCH_INVALID,
                           "values can't be counted in an index with a part on another machine");
    nsearch_facets *facets = status ? NULL : calloc(1, sizeof *facets);
    if (!status && !facets) status = error_memory(error);
    if (!status) status = find(searcher, request, known, at_once, facets, error);
    searcher->failed |= status == NSEARCH_IO;
    if (status)
        nsearch_facets_free(facets);
    else
        *out = facets;
    return status;
}

nsearch_status nsearch_facets_find(nsearch_searcher *searcher, const nsearch_request *request,
                                   const char *field, nsearch_facets **out, nsearch_error *error)
{
    return facets_find(searcher, request, field, VALUES_AT_ONCE, out, error);
}

void nsearch_facets_free(nsearch_facets *facets)
{
    if (!facets) return;
    facet_choice_release(&facets->choice);
    free(facets->facets);
    free(facets);
}

size_t nsearch_facets_count(const nsearch_facets *facets)
{
    return facets->count;
}

const nsearch_facet *nsearch_facets_at(const nsearch_facets *facets, size_t index)
{
    return index < facets->count ? &facets->facets[index] : NULL;
}

uint64_t nsearch_facets_values(const nsearch_facets *facets)
{
    return facets->values;
}

uint64_t nsearch_facets_total(const nsearch_facets *facets)
{
    return facets->total;
}

uint64_t nsearch_facets_without(const nsearch_facets *facets)
{
    return facets->without;
}

int nsearch_facets_exact(const nsearch_facets *facets)
{
    return facets->exact;
}
