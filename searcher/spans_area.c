/* spans_area.c - see spans_own.h: what the lists of an article's structure (schema.h) say. */
#include "searcher/spans_own.h"

enum {
    LEAD_WORDS = 50
};

static bool read_list(struct span_article *article, enum span_list_of which, const uint32_t **list,
                      size_t *count)
{
    return db_read_positions(article->reader, article->check->lists[which], list, count);
}

/* ---- Sentences and paragraphs -------------------------------------------------------------------- */

/* 2 * position, and 1 more at the first word of a paragraph. */
static bool read_units(struct span_article *article)
{
    const uint32_t *list;
    size_t count, paragraphs = 0;
    if (!read_list(article, LIST_SENTENCES, &list, &count)) return false;
    uint32_t *first = scratch_alloc(article->state, 2 * count * sizeof *first);
    if (!first) return false;
    for (size_t i = 0; i < count; i++) {
        first[i] = list[i] / 2;
        if (list[i] % 2) first[count + paragraphs++] = list[i] / 2;
    }
    article->sentences = (struct span_set){.points = first, .count = count};
    article->paragraphs = (struct span_set){.points = first + count, .count = paragraphs};
    article->has_units = true;
    return true;
}

bool spans_units(struct span_article *article, bool paragraphs, const struct span_set **out)
{
    *out = paragraphs ? &article->paragraphs : &article->sentences;
    return article->has_units || read_units(article);
}

uint32_t spans_unit_end(const struct span_set *units, uint32_t position)
{
    const size_t next = span_find(units, (uint64_t)position + 1);
    return next < units->count ? units->points[next] - 1 : UINT32_MAX;
}

/* ---- Areas --------------------------------------------------------------------------------------- */

/* A stretch; first > last: there is none. */
struct area {
    uint32_t first, last;
};

/* The title, if there is one, is the first paragraph, and stands at 1. */
static struct area body(const struct span_article *article)
{
    const struct span_set *paragraphs = &article->paragraphs;
    const size_t start = paragraphs->count && paragraphs->points[0] == 1;
    if (start >= paragraphs->count) return (struct area){1, 0};
    return (struct area){paragraphs->points[start], UINT32_MAX};
}

static struct area area_of(const struct span_article *article, const struct span_node *node)
{
    struct area area = body(article);
    if (area.first > area.last) return area;
    if (node->area == AREA_LEAD)
        area.last = spans_unit_end(&article->sentences, area.first + LEAD_WORDS - 1);
    else if (node->area == AREA_FIRST && node->number <= UINT32_MAX - area.first)
        area.last = area.first + node->number - 1;
    return area;
}

static bool is_in_area(const void *context, struct span span)
{
    const struct area *area = context;
    return span.first >= area->first && span.last <= area->last;
}

static bool is_in_sentence(const void *context, struct span span)
{
    return span.last <= spans_unit_end(context, span.first);
}

/* ---- Quotations ---------------------------------------------------------------------------------- */

/* 2 * first, 2 * last + 1, 2 * first, ... The last entry at or before the match must be the start of a quotation,
 * and the next its end. */
static bool is_quoted(const void *context, struct span span)
{
    const struct span_set *quotes = context;
    const size_t next = span_find(quotes, 2 * (uint64_t)span.first + 1);
    return next && next < quotes->count && quotes->points[next - 1] % 2 == 0 &&
           quotes->points[next] / 2 >= span.last;
}

static bool keep_quoted(struct span_article *article, const struct span_set *set,
                        struct span_set *out)
{
    struct span_set quotes = {0};
    return read_list(article, LIST_QUOTES, &quotes.points, &quotes.count) &&
           span_filter(article->state, set, is_quoted, &quotes, out);
}

bool spans_within(struct span_article *article, const struct span_node *node,
                  const struct span_set *set, struct span_set *out)
{
    const struct span_set *sentences;
    if (node->area == AREA_QUOTE) return keep_quoted(article, set, out);
    if (!spans_units(article, false, &sentences)) return false;
    if (node->area == AREA_SENTENCE)
        return span_filter(article->state, set, is_in_sentence, sentences, out);
    const struct area area = area_of(article, node);
    return span_filter(article->state, set, is_in_area, &area, out);
}

/* ---- Capitals ------------------------------------------------------------------------------------ */

/* 2 * position of each word that has a capital, and 1 more if it is all capitals. */
static bool read_capitals(struct span_article *article)
{
    struct span_set *written = &article->written;
    if (article->has_written) return true;
    return article->has_written = read_list(article, LIST_CAPITALS, &written->points,
                                            &written->count);
}

static bool split_capitals(struct span_article *article)
{
    const struct span_set *written = &article->written;
    const size_t count = written->count;
    size_t all = 0;
    uint32_t *words = scratch_alloc(article->state, 2 * count * sizeof *words);
    if (!words) return false;
    for (size_t i = 0; i < count; i++) {
        words[i] = words[count + all] = written->points[i] / 2;
        all += written->points[i] % 2;
    }
    article->capitals = (struct span_set){.points = words, .count = count};
    article->all_capitals = (struct span_set){.points = words + count, .count = all};
    return article->has_capitals = true;
}

bool spans_capital_words(struct span_article *article, enum span_caps caps, struct span_set *out)
{
    if (!read_capitals(article) || (!article->has_capitals && !split_capitals(article)))
        return false;
    *out = caps == CAPS_ALL ? article->all_capitals : article->capitals;
    return true;
}

/* `at` goes along with the words. */
static inline bool is_written(const struct span_set *written, size_t *at, uint32_t word,
                              enum span_caps caps)
{
    const uint64_t least = 2 * (uint64_t)word + (caps == CAPS_ALL);
    while (*at < written->count && written->points[*at] < least)
        ++*at;
    const bool capital = *at < written->count && written->points[*at] / 2 == word;
    return capital != (caps == CAPS_NONE);
}

bool spans_capitals(struct span_article *article, enum span_caps caps, const struct span_set *words,
                    struct span_set *out)
{
    size_t at = 0, kept = 0;
    if (!read_capitals(article)) return false;
    uint32_t *points = scratch_alloc(article->state, words->count * sizeof *points);
    if (!points) return false;
    for (size_t i = 0; i < words->count; i++) {
        points[kept] = words->points[i];
        kept += is_written(&article->written, &at, words->points[i], caps);
    }
    *out = (struct span_set){.points = points, .count = kept};
    return true;
}

bool spans_have_capitals(struct span_article *article, enum span_caps caps,
                         const struct span_set *words, bool *have)
{
    size_t at = 0;
    *have = false;
    if (!read_capitals(article)) return false;
    for (size_t i = 0; i < words->count && !*have; i++)
        *have = is_written(&article->written, &at, words->points[i], caps);
    return true;
}
