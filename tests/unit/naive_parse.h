/* naive_parse.h - a query as the parser reads it, for the naive checker to answer: for queries that aren't drawn
 * but written by somebody. */
#ifndef TESTS_UNIT_NAIVE_PARSE_H
#define TESTS_UNIT_NAIVE_PARSE_H

#include "searcher/query.h"
#include "tests/unit/naive_query.h"

/* The same query, in the arena, to be prepared; NULL if there is something in it that the checker doesn't know:
 * whole values and numbers. */
struct naive_node *naive_of_query(const struct query_node *node, struct arena *arena);

#endif
