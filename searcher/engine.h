/* engine.h - asks what searches an index: the matcher, or Xapian where a part is on another machine. */
#ifndef SEARCHER_ENGINE_H
#define SEARCHER_ENGINE_H

#include "common/arena.h"
#include "common/db.h"
#include "searcher/matcher.h"
#include "searcher/rank_hits.h"

struct engine {
    struct db *db;
    struct matcher *matcher; /* NULL: a part is on another machine */
};

/* How the best hits are put in order. */
struct engine_order {
    struct rank_words words; /* by where these stand, and if there are any: */
    struct stored *stored;   /* by what else the best have, which are stored here; NULL: not */
    double half_life;        /* and by age, in days; 0: not */
};

/* An article that was found. */
struct found_article {
    double weight;
    const char *value;       /* of the slot that is shown; "" if it has none */
    uint32_t segment, docid; /* where it is stored, to be read as far as it is needed; */
    struct db_text stored;   /* or else, with parts on other machines, all of it */
};

struct engine_found {
    struct found_article *articles;
    size_t count;
    uint64_t total;   /* that there are */
    bool exact;       /* else there may be more of them */
    uint64_t counted; /* by the matcher: those that have what was to be counted */
};

/* The articles that match, in the arena. By weight, the best of those that are local are put in order as `order` says;
 * NULL: not. Errors: INVALID (on another machine: a check), DAMAGED, IO, MEMORY. */
nsearch_status engine_search(const struct engine *engine, const struct db_request *request,
                             const struct engine_order *order, struct arena *arena,
                             struct engine_found *out, nsearch_error *error);

/* How many match. */
nsearch_status engine_count(const struct engine *engine, const struct db_query *query,
                            uint64_t *total, nsearch_error *error);

#endif
