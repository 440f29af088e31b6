/* facets_words.c - see facets.h: the values of a field in all articles of a segment, made of where its words stand.
 *
 * Most articles have one value, which begins at position 1, so that what its words add up to is known as they come.
 * Words beyond the gap may be of another value: such an article is read. */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/positions.h"
#include "common/schema.h"
#include "searcher/facets.h"

struct sums {
    uint64_t of[POSTING_WINDOW]; /* 0: the article has no word */
    posting_bits beyond;
};

struct summing {
    struct facet_counting *counting;
    const struct facet_segment *segment;
    size_t prefix_size;
    struct sums *sums;     /* one for each window of the segment */
    uint32_t *windows;     /* index of those, by docid / POSTING_WINDOW; UINT32_MAX: none matches */
    uint32_t window_count; /* of these */
};

static bool add_word(void *context, const uint8_t *term, size_t size, uint32_t docid,
                     const uint32_t *positions, size_t count)
{
    const struct summing *summing = context;
    const uint32_t number = docid / POSTING_WINDOW, place = docid % POSTING_WINDOW;
    const uint32_t at = number < summing->window_count ? summing->windows[number] : UINT32_MAX;
    if (at == UINT32_MAX) return true;
    const uint64_t bit = UINT64_C(1) << place % 64;
    if (!(summing->segment->windows[at].bits[place / 64] & bit)) return true;
    struct sums *sums = &summing->sums[at];
    for (size_t i = 0; i < count; i++)
        sums->of[place] += facet_word(summing->counting->seed, term + summing->prefix_size,
                                      size - summing->prefix_size, positions[i]);
    if (positions[count - 1] > FIELD_GAP) sums->beyond[place / 64] |= bit;
    return true;
}

/* One by one, in their order. */
static nsearch_status count_window(struct facet_counting *counting,
                                   const struct facet_window *window, const struct sums *sums)
{
    nsearch_status status = NSEARCH_OK;
    for (uint32_t at = facet_next(window->bits, 0); at < POSTING_WINDOW && !status;
         at = facet_next(window->bits, at + 1)) {
        if (sums->beyond[at / 64] >> at % 64 & 1)
            status = facets_article(counting, window->segment, window->base + at);
        else if (sums->of[at] && !facet_count_add(&counting->count, sums->of[at], window->segment,
                                                  window->base + at))
            status = error_memory(counting->error);
    }
    return status;
}

static bool make_room(struct summing *summing)
{
    const struct facet_segment *segment = summing->segment;
    summing->window_count = segment->windows[segment->count - 1].base / POSTING_WINDOW + 1;
    summing->sums = calloc(segment->count, sizeof *summing->sums);
    summing->windows = malloc(summing->window_count * sizeof *summing->windows);
    if (!summing->sums || !summing->windows) return false;
    memset(summing->windows, 0xff, summing->window_count * sizeof *summing->windows);
    for (uint32_t i = 0; i < segment->count; i++)
        summing->windows[segment->windows[i].base / POSTING_WINDOW] = i;
    return true;
}

nsearch_status facets_words(struct facet_counting *counting, const struct facet_segment *segment)
{
    const char *prefix = counting->field->prefix;
    struct summing summing = {
        .counting = counting, .segment = segment, .prefix_size = strlen(prefix)};
    struct table *table = matcher_positions_table(counting->generation->matcher, segment->number);
    nsearch_status status = make_room(&summing) ? NSEARCH_OK : error_memory(counting->error);
    if (!status)
        status = positions_walk(table, prefix, summing.prefix_size, add_word, &summing,
                                counting->error);
    for (size_t i = 0; i < segment->count && !status; i++)
        status = count_window(counting, &segment->windows[i], &summing.sums[i]);
    free(summing.sums);
    free(summing.windows);
    return status;
}
