/* past.h - the articles that an index had before it is made anew, so that none of them counts as new after that. */
#ifndef INDEXER_PAST_H
#define INDEXER_PAST_H

#include "common/db.h"
#include "indexer/numbers.h"

/* Fills the serial under which it came first (stamp.h) of each article that isn't dead, by past_hash() of its id. Costs
 * a walk over ids and serials, some 100 ns an article, and 16 bytes. Errors: DAMAGED, IO, MEMORY. */
nsearch_status past_read(const struct db *db, uint64_t seed, struct numbers *out,
                         nsearch_error *error);

/* Of an id, as the articles' authors can't foresee it. */
uint64_t past_hash(uint64_t seed, const char *id, size_t size);

#endif
