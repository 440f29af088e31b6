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

#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

struct merge_source {
    const char *path; /* directory of a segment */
    const uint32_t
        *dropped; /* docids to leave out, ascending; those that aren't there don't matter */
    size_t dropped_count;
};

/* Writes the segment `path`, which must not exist, and makes it last. Metadata come from the first source that
 * has each key. Up to `jobs` tables are written at once (at least one); how many doesn't change what comes out.
 * Deflated tags are copied as they are, unseen; all else that is read is checked. Errors: MISSING, DAMAGED
 * (with what and where), FOREIGN, DENIED, IO, MEMORY, INVALID (more articles than a segment can hold); what is
 * written of `path` then is for the caller to sweep. */
nsearch_status merge_segments(const struct merge_source *sources, size_t count, const char *path,
                              unsigned jobs, nsearch_error *error);

#endif
