/* publish.h - which segments make the index, and the switch from one generation to the next.
 *
 *     publish_begin    lock, read XAPIANDB, sweep what a crash left, name the new segment
 *       ... the caller writes the segment ...
 *     publish_switch   write the new XAPIANDB beside the old, fsync, rename it over, fsync, remove what
 *                      is no longer named
 *     publish_end      without a switch: the old generation stays, the new segment goes
 */
#ifndef INDEXER_PUBLISH_H
#define INDEXER_PUBLISH_H

#include <stdint.h>

#include "common/nsearch.h"
#include "indexer/lock.h"

struct publish;

/* Makes the directory (and its parents) where it is missing. `wait` is lock_take's. Errors: LOCKED,
 * INVALID (stopped while waiting), FOREIGN (a file, or a directory with other things and no index in it),
 * DENIED, IO, MEMORY. */
nsearch_status publish_begin(const char *path, const struct lock_wait *wait, struct publish **out,
                             nsearch_error *error);

/* Path of the directory for the new segment, which doesn't exist yet. */
const char *publish_segment_path(const struct publish *publish);

/* Makes the new segment the whole index. */
nsearch_status publish_switch(struct publish *publish, nsearch_error *error);
uint64_t publish_generation(const struct publish *publish); /* the one that is current now */

void publish_end(struct publish *publish);

#endif
