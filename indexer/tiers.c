/* tiers.c - see tiers.h. */
#include "indexer/tiers.h"

#include <stdbool.h>

/* What comes of merging the newest so many. */
struct outcome {
    uint64_t merged;   /* articles in the segment that comes of it */
    uint64_t articles; /* in the index that aren't dead */
    uint64_t dead;     /* that stay */
    size_t count;      /* segments */
};

static struct outcome foresee(const struct tier *segments, size_t count, size_t k)
{
    struct outcome outcome = {.count = k ? count - k + 1 : count};
    for (size_t i = 0; i < count; i++) {
        const uint64_t live = segments[i].articles - segments[i].dead;
        outcome.articles += live;
        if (i < k)
            outcome.merged += live;
        else
            outcome.dead += segments[i].dead;
    }
    if (!k && count) outcome.merged = segments[0].articles;
    return outcome;
}

/* `part`: of what is allowed, one in so many. */
static bool few_dead(const struct outcome *outcome, uint64_t part)
{
    return !outcome->dead || (outcome->dead * part < TIERS_DEAD_MAX &&
                              outcome->dead * part * TIERS_DEAD_SHARE < outcome->articles);
}

/* Whether the segment after the newest `merged` is large enough to stay. Its dead count: segments that are kept then
 * keep this relation. */
static bool is_steep(const struct tier *segments, size_t count, size_t merged, uint64_t articles)
{
    return merged >= count || segments[merged].articles / TIERS_STEEPNESS >= articles;
}

size_t tiers_choose(const struct tier *segments, size_t count)
{
    struct outcome outcome = foresee(segments, count, 0);
    const bool purge = !few_dead(&outcome, 1);
    const uint64_t part = purge ? 2 : 1; /* or it would have to be done again the next night */
    if (!purge && count <= TIERS_MAX && is_steep(segments, count, 1, outcome.merged)) return 0;
    for (size_t k = 1; k < count; k++) {
        outcome = foresee(segments, count, k);
        if (few_dead(&outcome, part) && outcome.count <= TIERS_MAX &&
            is_steep(segments, count, k, outcome.merged))
            return k;
    }
    return count;
}
