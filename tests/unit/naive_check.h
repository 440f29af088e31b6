/* naive_check.h - queries with checks as queries without, for an oracle that knows none: a check's documents by name.
 *
 *     CHECK(war)    AND_NOT(war, OR(XV...2, XV...7, XV...9))    2, 7 and 9 are those for which it doesn't hold
 */
#ifndef TESTS_UNIT_NAIVE_CHECK_H
#define TESTS_UNIT_NAIVE_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/xap.h"
#include "searcher/matcher.h"

/* Where each word of some databases stands. */
struct naive_places;

/* Reads the databases, of which number i has been stamped from i * `apart` on. */
struct naive_places *naive_places_read(const char *const *paths, size_t count, uint32_t apart);
void naive_places_free(struct naive_places *places);

/* The query for the first `parts` of them, in the arena. The matcher, which has them open, is asked for the documents
 * that a check is about: those it misses are found by an oracle as if the check held for them. */
struct db_query *naive_without_checks(const struct naive_places *places, struct matcher *matcher,
                                      size_t parts, const struct db_query *query,
                                      struct arena *arena);

#endif
