/* publish.h - which segments make the index, and the switch from one generation to the next.
 *
 *     publish_begin    lock, read XAPIANDB, sweep what a crash left, name the new segment and manifest
 *       ... the caller writes the segment, and the manifest if there is one ...
 *     publish_switch   write the new XAPIANDB beside the old, fsync, rename it over, fsync, remove what
 *                      is no longer named
 *       ... and so on: each switch is a generation, all whole ...
 *     publish_end      what was written since the last switch goes
 *
 *     generation 7    seg-12 seg-11 seg-3            switch, keep_from 0: all that there were
 *     generation 8    seg-13 seg-12 seg-11 seg-3     switch, keep_from 3: seg-14 has the newest three merged
 *     generation 9    seg-14 seg-3 */
#ifndef INDEXER_PUBLISH_H
#define INDEXER_PUBLISH_H

#include <stdint.h>

#include "common/store.h"
#include "indexer/lock.h"

struct publish;

/* Makes the directory (and its parents) where it is missing. `wait` is lock_take's. Errors: LOCKED,
 * INVALID (stopped while waiting), FOREIGN (a file, or a directory with other things and no index in it),
 * DENIED, IO, MEMORY. */
nsearch_status publish_begin(const char *path, const struct lock_wait *wait, struct publish **out,
                             nsearch_error *error);

/* The index's directory. */
const char *publish_path(const struct publish *publish);

/* The generation that is current now; none is 0. Changes with a switch. */
const struct store *publish_store(const struct publish *publish);
uint64_t publish_generation(const struct publish *publish);

/* Where the next generation's new segment and its manifest go; they don't exist yet. The manifest must
 * have reached the disk (fsync) before the switch. Both change with it. */
const char *publish_segment_path(const struct publish *publish);
const char *publish_manifest_path(const struct publish *publish);

/* Makes the new segment, and after it those of the current generation from index `keep_from` on, the next
 * generation: 0 keeps all, publish_store()->count none. Until it succeeds the current one stays. */
nsearch_status publish_switch(struct publish *publish, size_t keep_from, nsearch_error *error);

void publish_end(struct publish *publish);

#endif
