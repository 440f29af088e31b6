/* spans_phrase.c - see spans_own.h: words at successive places.
 *
 *     "the central (bank|banks)"     offsets 0 1 2: where the rarest word stands, less its offset, a phrase may begin,
 *                                    and does if the others stand at their offsets from there
 *     "central bank"~3               from each first word, each next one as early as can be; the last then stands
 *                                    anywhere from there to 3 beyond its place */
#include "searcher/spans_own.h"

static bool is_before(const struct span_article *article, const struct span_tree *a,
                      const struct span_tree *b)
{
    const bool known = spans_are_known(article, a);
    return known != spans_are_known(article, b) ? known : a->seen < b->seen;
}

/* Of those that aren't `done` what costs nothing, or else the child whose matches were fewest so far. */
static size_t next_child(const struct span_article *article, const struct span_tree *tree,
                         const bool *done)
{
    size_t best = tree->count;
    for (size_t i = 0; i < tree->count; i++)
        if (!done[i] &&
            (best == tree->count || is_before(article, tree->children[i], tree->children[best])))
            best = i;
    return best;
}

/* Where a phrase may begin that has the words at `offset`. */
static size_t starts_of(const struct span_set *words, unsigned offset, uint32_t *starts)
{
    size_t count = 0;
    for (size_t i = 0; i < words->count; i++)
        if (words->points[i] >= offset) starts[count++] = words->points[i] - offset;
    return count;
}

/* Keeps the starts from which one of the words is at `offset`. */
static size_t keep_starts(const struct span_set *words, unsigned offset, uint32_t *starts,
                          size_t count)
{
    size_t kept = 0, j = 0;
    for (size_t i = 0; i < count; i++) {
        const uint64_t place = (uint64_t)starts[i] + offset;
        while (j < words->count && words->points[j] < place)
            j++;
        if (j == words->count) break;
        if (words->points[j] == place) starts[kept++] = starts[i];
    }
    return kept;
}

/* Keeps the starts from which a word with capitals is at `offset`, before it is looked at which it is. */
static bool keep_capitals(struct span_article *article, const struct span_tree *child,
                          unsigned offset, uint32_t *starts, size_t *count)
{
    struct span_set capitals;
    if (!child->leaf || child->leaf->caps == CAPS_ANY || child->leaf->caps == CAPS_NONE)
        return true;
    if (!spans_capital_words(article, child->leaf->caps, &capitals)) return false;
    *count = keep_starts(&capitals, offset, starts, *count);
    return true;
}

static bool find_starts(struct span_article *article, struct span_tree *tree, uint32_t **starts,
                        size_t *count)
{
    bool *done = scratch_alloc(article->state, tree->count * sizeof *done);
    if (!done) return false;
    for (size_t i = 0; i < tree->count; i++)
        done[i] = false;
    for (size_t read = 0; read < tree->count && (!read || *count); read++) {
        const size_t i = next_child(article, tree, done);
        const unsigned offset = tree->node->offsets[i];
        struct span_set words;
        done[i] = true;
        if (read && !keep_capitals(article, tree->children[i], offset, *starts, count))
            return false;
        if (read && !*count) break;
        if (!spans_eval(article, tree->children[i], &words)) return false;
        if (!read) *starts = scratch_alloc(article->state, words.count * sizeof **starts);
        if (!*starts) return false;
        *count = read ? keep_starts(&words, offset, *starts, *count)
                      : starts_of(&words, offset, *starts);
    }
    return true;
}

static bool find_exact(struct span_article *article, struct span_tree *tree, struct span_set *out)
{
    uint32_t *starts = NULL;
    size_t count = 0;
    const unsigned length = tree->node->offsets[tree->count - 1];
    *out = (struct span_set){0};
    if (!find_starts(article, tree, &starts, &count)) return false;
    if (!count) return true;
    struct span *spans = scratch_alloc(article->state, count * sizeof *spans);
    if (!spans) return false;
    for (size_t i = 0; i < count; i++)
        spans[i] = (struct span){starts[i], starts[i] + length, false};
    *out = (struct span_set){.spans = spans, .count = count};
    return true;
}

/* ---- With words between -------------------------------------------------------------------------- */

/* A word of the phrase, and how far the search for it has come. */
struct place {
    struct span_set words;
    size_t at;
    unsigned step; /* from the word before, at least */
};

static bool read_places(struct span_article *article, struct span_tree *tree, struct place **places)
{
    *places = scratch_alloc(article->state, tree->count * sizeof **places);
    if (!*places) return false;
    const unsigned *offsets = tree->node->offsets;
    for (size_t i = 0; i < tree->count; i++) {
        struct place *place = &(*places)[i];
        *place = (struct place){.step = i ? offsets[i] - offsets[i - 1] : 0};
        if (!spans_eval(article, tree->children[i], &place->words)) return false;
    }
    return true;
}

/* The earliest that each word but the first can stand, if the first stands at `start`; false if one can't. As the
 * first goes along so do the others. */
static bool settle_places(struct place *places, size_t count, uint32_t start)
{
    uint64_t least = start;
    for (size_t i = 1; i < count; i++) {
        struct place *place = &places[i];
        least += place->step;
        while (place->at < place->words.count && place->words.points[place->at] < least)
            place->at++;
        if (place->at == place->words.count) return false;
        least = place->words.points[place->at];
    }
    return true;
}

static bool find_loose(struct span_article *article, struct span_tree *tree, struct span_set *out)
{
    struct span_list list = {0};
    struct place *places;
    if (!read_places(article, tree, &places)) return false;
    const struct span_set *firsts = &places[0].words;
    const struct place *last = &places[tree->count - 1];
    const uint64_t length = (uint64_t)tree->node->offsets[tree->count - 1] + tree->node->distance;
    for (size_t i = 0; i < firsts->count; i++) {
        const uint32_t first = firsts->points[i];
        if (!settle_places(places, tree->count, first)) break;
        size_t j = last->at;
        for (; j < last->words.count && last->words.points[j] <= first + length; j++) {
            const struct span span = {first, last->words.points[j], true};
            if (!span_list_add(article->state, &list, span)) return false;
        }
        if (!spans_spend(article->state, j - last->at + 1)) return false;
    }
    return span_list_finish(article->state, &list, out);
}

bool spans_phrase(struct span_article *article, struct span_tree *tree, struct span_set *out)
{
    const bool loose = tree->node->distance && tree->count > 1;
    return loose ? find_loose(article, tree, out) : find_exact(article, tree, out);
}
