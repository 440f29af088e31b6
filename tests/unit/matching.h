/* matching.h - small databases of random documents, and random queries of them. */
#ifndef TESTS_UNIT_MATCHING_H
#define TESTS_UNIT_MATCHING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/xap.h"

enum {
    MATCHING_SLOT = 0 /* that has values */
};

/* A term that some tenths of the documents have, and no query. */
#define MATCHING_DEAD "dead"

/* What all random numbers here come from. */
void matching_seed(unsigned seed);
uint32_t matching_below(uint32_t limit);

/* Makes a database of so many documents of up to 12 words: some in most, some in one of hundreds; with wdfs beyond
 * a byte and none at all, with values and without. */
void matching_make(const char *path, uint32_t count);

/* A query in the making, and what is to be known of it for a comparison. */
struct maker {
    struct arena arena;
    bool synonym; /* the query has one: what Xapian estimates differs by the part */
    bool either;  /* in an OR */
    bool all;     /* in what must match with something else */
    bool maybe;   /* in what only adds weight */
    bool
        risky; /* where words stand is asked in an OR: Xapian may weigh it wrongly when it prunes, */
    bool wrong; /* or always, if something else must match */
};

/* A random tree of all operators; in the maker's arena. */
struct db_query *matching_query(struct maker *maker);

/* Shows a tree. */
void matching_show(const struct db_query *query);

#endif
