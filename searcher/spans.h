/* spans.h - stretches of an article's words that an expression matches, and the check that there are some.
 *
 *     the talks broke off . Korea said ...      (talk OR talks) NEAR/5 Korea
 *     101 102   103   104   105   106           [102,105]
 *
 * A match is a stretch [first, last] of word positions; an expression's matches in an article are a set of them.
 * What each expression matches is said in the manual, nsearch-query(7). A match that holds words that the
 * expression doesn't ask for (of NEAR, SAME, a phrase with slop) is hollow: a word that stands within it can be
 * near it. */
#ifndef SEARCHER_SPANS_H
#define SEARCHER_SPANS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/db.h"
#include "searcher/matcher.h"

enum span_op {
    SPAN_WORDS,    /* any of `terms`, as `caps` says */
    SPAN_CAPITALS, /* any word with a capital */
    SPAN_PHRASE,   /* each child at its place, at most `distance` words too many between them */
    SPAN_OR,
    SPAN_NEAR,     /* two children, at most `distance` words between them */
    SPAN_NOT_NEAR, /* the first child where no match of the second is within `distance` words */
    SPAN_SAME,     /* two children in one sentence, or one paragraph */
    SPAN_WITHIN    /* the one child, wholly in `area` */
};

enum span_caps {
    CAPS_ANY,
    CAPS_SOME,
    CAPS_ALL,
    CAPS_NONE
};

enum span_area {
    AREA_BODY,
    AREA_LEAD,
    AREA_FIRST,
    AREA_QUOTE,
    AREA_SENTENCE
};

struct span_node {
    enum span_op op;
    const struct db_text *terms; /* WORDS */
    size_t term_count;
    enum span_caps caps;
    unsigned distance; /* in words */
    bool ordered;      /* NEAR: the first child before the second */
    unsigned
        *offsets;   /* PHRASE: place of each child, the first 0; children are WORDS or CAPITALS */
    bool paragraph; /* SAME */
    enum span_area area;
    unsigned number; /* AREA_FIRST: words */
    struct span_node **children;
    size_t count;
};

enum {
    SPANS_MAX = 1 << 16 /* matches of one node in one article */
};

/* What a search spends on checks, and whether one failed. In the arena; one thread. */
struct spans_state;

/* For a search of so many articles: what it may spend grows with them. NULL if out of memory. */
struct spans_state *spans_begin(struct arena *arena, uint64_t articles);

/* The articles of `wide` in which `root` has `at_least` (1 or more) matches that don't overlap. `wide` must match
 * each in which it has any. NULL if out of memory. The nodes must live as long as the query. */
struct db_query *spans_query(struct arena *arena, struct spans_state *state, struct db_query *wide,
                             const struct span_node *root, unsigned at_least);

/* To be asked after the search, whose answer counts only if this is OK. Errors: MEMORY, INVALID (too costly). */
nsearch_status spans_status(const struct spans_state *state, nsearch_error *error);

struct spans_report {
    size_t matches; /* that there are */
    unsigned
        nearest; /* NEAR: fewest words between matches of the two; UINT_MAX: one side has none */
};

/* Looks at the one article that has the term. Errors: MISSING, INVALID, DAMAGED, IO, MEMORY. */
nsearch_status spans_inspect(struct matcher *matcher, const char *term, size_t size,
                             const struct span_node *root, struct arena *arena,
                             struct spans_report *out, nsearch_error *error);

#endif
