/* engine_write.h - engine queries as text, for people.
 *
 *     FILTER(AND(Zberlin, Zwall), M198911)    PHRASE/2(liaison, offic)    SCALE/0.5(...)
 *     RANGE/0[202006 .. ~]                    -  for nothing */
#ifndef SEARCHER_ENGINE_WRITE_H
#define SEARCHER_ENGINE_WRITE_H

#include "common/buf.h"
#include "common/db.h"

/* Of each node, `most` children are written, and how many more there are. */
void engine_write(const struct db_query *query, size_t most, struct buf *out);

#endif
