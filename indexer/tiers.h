/* tiers.h - which segments to merge after a night, so that they stay few and merging stays cheap.
 *
 *     newest first        1 1 2 4 16        the newest are merged as far as the next is less than twice
 *     four are merged     8 16              as large as they are together
 *
 * What is merged grows by half at least each time, so an article is written anew O(log n) times in its life:
 * over 300 equal nights 4 times on average and 9 at most. Besides, segments are merged until there are at most
 * TIERS_MAX, and the dead are dropped when they become too many for a search to leave them out at no cost; that
 * writes an article anew once for each TIERS_DEAD_MAX / 2 that died, or for each half percent of the index. */
#ifndef INDEXER_TIERS_H
#define INDEXER_TIERS_H

#include <stddef.h>
#include <stdint.h>

enum {
    TIERS_MAX = 8,          /* segments */
    TIERS_DEAD_MAX = 500,   /* fewer than so many stay in all segments together ... */
    TIERS_DEAD_SHARE = 100, /* ... and fewer than one to so many articles */
};

struct tier {
    uint64_t articles; /* in the segment, with the dead */
    uint64_t dead;     /* of these */
};

/* How many segments, from the newest on, to merge into one without their dead: 0 none; 1 drops the dead of
 * the newest alone. `segments` are the newest first. */
size_t tiers_choose(const struct tier *segments, size_t count);

#endif
