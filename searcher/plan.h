/* plan.h - a query's tree to what the engine is asked, to what is checked afterwards, and to what is marked in
 * the passages.
 *
 *     tree     AND (WORD talks) (WORD co-operation) (FIELD source reuters)
 *     match    FILTER (AND Ztalk (OR Zcooper (PHRASE co operation))) XNreuters
 *     ranked   talk talks talking, cooperation cooperate co-operate ...
 *     phrase   OR (PHRASE talks co operation) (PHRASE talks cooperation)
 *
 *     tree     SAME (WORD talks) (LIMIT CAPS (WORD who))
 *     match    CHECK (AND Ztalk who), of the spans SAME (WORDS talk talks talking) (WORDS who, a capital)
 *
 * The searcher puts them together: AND_MAYBE match (BONUS phrase) to rank, match alone to count or to sort by date. */
#ifndef SEARCHER_PLAN_H
#define SEARCHER_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "common/analysis.h"
#include "common/arena.h"
#include "common/db.h"
#include "searcher/languages.h"
#include "searcher/match.h"
#include "searcher/query.h"
#include "searcher/rank_hits.h"
#include "searcher/spans.h"

enum {
    PLAN_EXPANSION_MAX = 2000, /* words that a wildcard stands for */
    PLAN_WILDCARDS_MAX = 64,   /* different wildcards in a query */
    PLAN_WEIGHED_MAX = 16,     /* words at one place of a phrase that weigh each on its own */
    PLAN_PHRASE_MAX = 64,      /* words in a row that are looked for as a phrase too */
};

struct plan_context {
    struct db *db; /* NULL: there is no index; a wildcard stands for nothing, a word for itself */
    const struct languages *languages; /* of the index; one at least */
    struct arena *arena;               /* where all of the plan goes */
    bool explain; /* make spans, and with them inflections, for every word: parts say more */
    bool rank;    /* what the second stage of ranking needs is wanted, */
    size_t forms; /* with so many forms of a word, 1 to RANK_FORMS; a second costs a walk over the
                     words of the index that start like it */
};

/* An area that matches must lie in, and more of them. */
struct plan_area {
    enum span_area area;
    unsigned number;
    const struct plan_area *next;
};

/* Where in the tree a node stands. */
struct plan_scope {
    enum field field;
    bool positive;                  /* what it finds is wanted: it can be marked */
    bool filter;                    /* its weight doesn't count */
    bool checked;                   /* it is part of what is checked: the query may find too much */
    bool spans;                     /* its spans are wanted */
    enum span_caps caps;            /* as all of its words must be */
    const struct plan_area *areas;  /* that its matches must lie in; NULL: anywhere */
    const struct query_node *limit; /* what gave the capitals or areas that came last */
};

/* The words of the index that a typed one stands for. */
struct plan_expansion {
    const char *text; /* folded */
    size_t size;
    bool inflected;               /* its inflections, and no wildcard */
    const struct db_terms *terms; /* with the field's prefix */
};

/* What a node of the tree was planned to. Its articles are those of `query`, and if it is checked those of them
 * in which `spans` has `at_least` matches (spans_query()). There is none for words in phrases and names, and for
 * the row of words that is looked for as a phrase too. In an index of several languages an expression whose words are
 * inflected has a part for each of them. */
struct plan_part {
    const struct query_node *node;
    size_t language; /* 0: of all; else of articles in the one before it */
    struct plan_scope scope;
    const struct db_query *query; /* with the checks of its children that are not expressions */
    bool checked;
    const struct span_node *spans; /* its matches; NULL if they weren't wanted, or it has none */
    unsigned at_least;
    const struct plan_expansion *expansions; /* of its words, if it is a word, phrase or name */
    size_t expansion_count;
};

struct plan {
    const struct db_query *match;  /* which articles, with the weights of their words */
    const struct db_query *phrase; /* the row of plain words that the query is, as a phrase; NULL
                                       if it isn't one */
    struct rank_words
        ranked; /* words whose places make an article better: the rarest; none unless the context
                                       says so */
    struct spans_state *checks; /* to be asked after each search with any of the above */
    struct match_set matches;
    bool exact; /* false: a wildcard was capped, so there may be more articles */
    const char *understood;
    const char **notes; /* the query's and the plan's own */
    size_t note_count;
    const struct plan_part *parts; /* of the nodes, children before their parents */
    size_t part_count;
    size_t language; /* what plan_part_of prefers, as in the parts; 0: the last */
};

/* Errors: INVALID (too many wildcards; what an index on another machine can't be asked; with the place), DAMAGED,
 * IO, MEMORY. */
nsearch_status plan_make(const struct query *query, const struct plan_context *context,
                         struct plan *out, nsearch_error *error);

/* The part of a node of the tree; NULL if it has none. Costs a look at each part. */
const struct plan_part *plan_part_of(const struct plan *plan, const struct query_node *node);

/* `match`, only where the plan's phrase is too. NULL if out of memory. */
const struct db_query *plan_only_phrase(const struct plan *plan, const struct db_query *match,
                                        struct arena *arena);

/* The articles from the first day to the last, in any form of a date bound; *out is NULL if both
 * are open (NULL or ""). Errors: INVALID without a place, DAMAGED, IO, MEMORY. */
nsearch_status plan_period(const char *since, const char *until, time_t now,
                           const struct plan_context *context, const struct db_query **out,
                           nsearch_error *error);

#endif
