/* merge.h - several segments into one, table by table, leaving listed articles out on the way.
 *
 *     seg-3 [1 2 3]    seg-7 [1 x 3]    ->    new [1 2 3 4 5]
 *
 * Articles keep their order, source after source, and get docids from 1 without gaps. What comes out is, to
 * the byte but for the name that a database gives itself, what segment.h would have written for the articles
 * that are left. Works on any glass database, also one that Xapian has changed; spelling and synonym tables,
 * which segments don't have, are left behind. Reads and writes front to back; the memory doesn't depend on the
 * size, but for four bytes an article and the longest posting list. Each thread has a file open per source. */
#ifndef INDEXER_MERGE_H
#define INDEXER_MERGE_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "indexer/metadata.h"

struct merge_source {
    const char *path; /* directory of a segment */
    const uint32_t
        *dropped; /* docids to leave out, ascending; those that aren't there don't matter */
    size_t dropped_count;
};

struct merge_plan {
    const struct merge_source *sources;
    size_t source_count;
    const struct metadata *metadata; /* in the order of their keys; these take the sources' place */
    size_t metadata_count;
    unsigned jobs; /* tables written at once, at least one; doesn't change what comes out */
    const volatile sig_atomic_t *stop; /* not 0: ends soon, with INVALID; NULL: never */
};

/* Writes the segment `path`, which must not exist, and makes it last. Other metadata come from the first source
 * that has each key. Deflated tags are copied as they are, unseen; all else that is read is checked. Errors:
 * MISSING, DAMAGED (with what and where, also where sources differ in schema, analysis, language, text or
 * format), FOREIGN, DENIED, IO, MEMORY, INVALID (stopped, or more articles than a segment can hold); what is
 * written of `path` then is for the caller to sweep. */
nsearch_status merge_segments(const struct merge_plan *plan, const char *path,
                              nsearch_error *error);

#endif
