/* new_since.h - the articles that were indexed since.
 *
 *     serials   1 ... 8405 | 8406 8407 ... 8419 |
 *                    token of one search        token of the next
 *
 * A token is the serial that was free when the generation was published that a search saw (stamp.h): what has that one
 * or a later one has come since, whatever its date. An article that is only in another file than before has the serial
 * under which it came first as a value, SLOT_FIRST. */
#ifndef SEARCHER_NEW_SINCE_H
#define SEARCHER_NEW_SINCE_H

#include "common/arena.h"
#include "common/db_query.h"
#include "common/nsearch.h"
#include "searcher/generation.h"

/* The articles that the token's search can't have seen, in the arena; with "0", all. Costs a look-up in each segment,
 * and 100 ns for each such article. Errors: INVALID (no token, or not of this index; a part on another machine),
 * DAMAGED, IO, MEMORY. */
nsearch_status new_since_query(const struct generation *generation, const char *token,
                               struct arena *arena, const struct db_query **out,
                               nsearch_error *error);

#endif
