/* rank.c - see rank.h. */
#include "searcher/rank.h"

#include <math.h>

#include "common/schema.h"

/* As Xapian 1.4 has it: a word in most articles still says a little. */
double rank_idf(double count, double all)
{
    const double odds = (all - count + 0.5) / (count + 0.5);
    if (!(odds > 0)) return 0;
    return log(odds < 2 ? odds / 2 + 1 : odds);
}

double rank_rarity_factor(double idf)
{
    return pow(fmax(idf, 0.01) / RANK_RARITY_ONE, RANK_RARITY);
}

double rank_saturated(size_t count, double norm)
{
    return (RANK_K1 + 1) * (double)count / ((double)count + norm);
}

/* How often a word has the other within the window, on either side. */
static size_t count_near(const struct rank_places *word, const struct rank_places *other)
{
    size_t near = 0, next = 0;
    for (size_t i = 0; i < word->count; i++) {
        const uint32_t position = word->positions[i];
        const uint32_t first = position < RANK_WINDOW ? 0 : position - RANK_WINDOW + 1;
        while (next < other->count && other->positions[next] < first)
            next++;
        near += next < other->count &&
                other->positions[next] - first < position - first + RANK_WINDOW;
    }
    return near;
}

static double pair_weight(const struct rank_places *a, const struct rank_places *b, double norm)
{
    const size_t near = a->count < b->count ? count_near(a, b) : count_near(b, a);
    return near ? RANK_NEAR * (a->idf + b->idf) * rank_saturated(near, norm) : 0;
}

double rank_by_places(const struct rank_places *words, size_t count, double norm)
{
    double weight = 0;
    for (size_t i = 0; i < count; i++) {
        const struct rank_places *word = &words[i];
        if (!word->count) continue;
        if (word->positions[0] <= FIELD_GAP) weight += RANK_TITLE * word->idf;
        if (word->typed) weight += RANK_TYPED * word->idf * rank_saturated(word->typed, norm);
        for (size_t j = i + 1; j < count; j++)
            if (words[j].count) weight += pair_weight(word, &words[j], norm);
    }
    return weight;
}
