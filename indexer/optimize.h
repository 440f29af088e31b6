/* optimize.h - merging the segments of an index, the newest or all, without their dead.
 *
 *     generation 8    seg-13 (dead: 7 of seg-12, 90 of seg-3)   seg-12   seg-11   seg-3
 *     generation 9    seg-14 (dead: 90 of seg-3)                                  seg-3
 *
 * The same articles in another form: the manifest stays what it was. */
#ifndef INDEXER_OPTIMIZE_H
#define INDEXER_OPTIMIZE_H

#include <signal.h>
#include <stddef.h>

#include "common/nsearch.h"
#include "indexer/publish.h"
#include "indexer/space.h"

enum optimize_how {
    OPTIMIZE_IF_DUE, /* what tiers.h chooses */
    OPTIMIZE_ALL     /* to one segment without dead */
};

struct optimize_request {
    enum optimize_how how;
    unsigned jobs;                     /* threads */
    const volatile sig_atomic_t *stop; /* not 0: ends soon, with INVALID; NULL: never */
};

struct optimize_result {
    size_t merged;          /* segments that became one; 0: none had to, or there was no room */
    struct space_lack lack; /* why it was put off, to be tried again after the next run */
};

/* Merges what is to be merged of the current generation and switches to what comes of it. If it fails the
 * current generation stays, and nothing of the attempt but what a crash leaves for the next run to sweep.
 * Errors: INVALID (interrupted), IO (also if all is to be merged and there is no room for it), DAMAGED and the
 * others of merge_segments. Reads and writes what is merged once. */
nsearch_status optimize_index(struct publish *publish, const struct optimize_request *request,
                              struct optimize_result *result, nsearch_error *error);

#endif
