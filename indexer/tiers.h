/* tiers.h - which segments to merge after a night, so that they stay few and merging stays cheap.
 *
 *     newest first        1 1 6 16 99       the newest are merged as far as the next is less than four times
 *     four are merged     24 99             as large as they are together
 *
 * What is merged grows by a quarter at least each time, so an article is written anew O(log n) times in its
 * life: over 300 equal nights 7 times on average and 19 at most. Half as steep, that would be 4 and 9, but on
 * average there were one segment more, 4.3 of them instead of 3.2 after a first build of 300 nights' size; and
 * each makes every search slower by a hundredth or two. Besides, segments are merged until there are at most
 * TIERS_MAX, and the dead are dropped when they become too many for a search to leave them out at no cost; that
 * writes an article anew once for each TIERS_DEAD_MAX / 2 that died, or for each half percent of the index. */
#ifndef INDEXER_TIERS_H
#define INDEXER_TIERS_H

#include <stddef.h>
#include <stdint.h>

enum {
    TIERS_STEEPNESS = 4,    /* a segment is so many times as large as all newer ones together */
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
