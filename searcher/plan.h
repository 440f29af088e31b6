/* plan.h - a query's tree to what the engine is asked, and to what is marked in the passages.
 *
 *     tree     AND (WORD talks) (WORD co-operation) (FIELD source reuters)
 *     match    FILTER (AND Ztalk (OR Zcooper (PHRASE co operation))) XNreuters
 *     title    SCALE 0.5 (OR ZStalk ZScooper)
 *     phrase   OR (PHRASE talks co operation) (PHRASE talks cooperation)
 *
 * The searcher puts them together: AND_MAYBE match title (BONUS phrase) to rank, match alone to
 * count or to sort by date. */
#ifndef SEARCHER_PLAN_H
#define SEARCHER_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "common/analysis.h"
#include "common/arena.h"
#include "common/xap.h"
#include "searcher/match.h"
#include "searcher/query.h"

enum {
    PLAN_EXPANSION_MAX = 2000, /* words that a wildcard stands for */
    PLAN_WILDCARDS_MAX = 64,   /* wildcards in a query */
};

struct plan_context {
    struct xap_db *db; /* NULL: there is no index; a wildcard stands for nothing */
    struct stemmer *stemmer;
    struct arena *arena; /* where all of the plan goes */
};

struct plan {
    const struct xap_query *match;  /* which articles, with the weights of their words */
    const struct xap_query *title;  /* weight that words in the title add; NULL: none */
    const struct xap_query *phrase; /* the row of plain words that the query is, as a phrase; NULL
                                       if it isn't one */
    struct match_set matches;
    bool exact; /* false: a wildcard was capped, so there may be more articles */
    const char *understood;
    const char **notes; /* the query's and the plan's own */
    size_t note_count;
};

/* Errors: INVALID (too many wildcards, with the place), DAMAGED, IO, MEMORY. */
nsearch_status plan_make(const struct query *query, const struct plan_context *context,
                         struct plan *out, nsearch_error *error);

/* The articles from the first day to the last, in any form of a date bound; *out is NULL if both
 * are open (NULL or ""). Errors: INVALID without a place, MEMORY. */
nsearch_status plan_period(const char *since, const char *until, time_t now, struct arena *arena,
                           const struct xap_query **out, nsearch_error *error);

#endif
