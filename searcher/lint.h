/* lint.h - what the files share that look through a query for what it may not mean.
 *
 *     lint.c         what was found, in the order of the text
 *     lint_clause.c  the clauses of a query
 *     lint_text.c    what is written otherwise here: and, [a OR b], -dogs with a dash, title: berlin
 *     lint_tree.c    what the query says twice, or leaves open: AND and OR without brackets
 *     lint_cover.c   what an OR finds already by another of its alternatives
 *     lint_index.c   what the archive says: clauses that no article has, a NOT that changes nothing
 *
 * A clause is a node of the tree with its words as the index has them. They stand in one array, each
 * before its children, so that a check is a walk over it. */
#ifndef SEARCHER_LINT_H
#define SEARCHER_LINT_H

#include "common/analysis.h"
#include "common/arena.h"
#include "common/nsearch.h"
#include "searcher/languages.h"
#include "searcher/query.h"

enum {
    LINT_SEARCHES_MAX = 256,  /* of the index */
    LINT_STEPS_MAX = 1 << 20, /* comparisons of clauses of an OR */
    LINT_DISTANCE_MAX = 100,  /* words between two that still say something */
    LINT_NAMED_MAX = 40,      /* bytes of a clause named in a message */
};

struct lint_clause {
    const struct query_node *node;
    struct lint_clause *parent; /* NULL: the root */
    struct lint_clause **children;
    size_t count;
    enum field field;
    bool literal;   /* its words are taken as they stand */
    bool in_phrase; /* it is one of a phrase's words */
    bool bracketed; /* AND, OR: stands in brackets of its own */
    uint64_t key;   /* the same for clauses that say the same */
    /* WORD: its words in the index with spaces between them; the stem is "" if it has none,
     * and in an index of several languages one by each, with spaces between them. */
    const char *word, *stem;
    size_t word_size, stem_size;
    size_t parts; /* WORD: how many there are */
};

struct lint {
    const char *text; /* the query's */
    size_t size;
    const nsearch_request *request;
    nsearch_searcher *searcher;        /* NULL: there is no index */
    const struct languages *languages; /* of the index; without one, those of a new one */
    struct arena *arena;               /* of the findings */
    struct lint_clause **clauses;
    size_t count;
    bool operators; /* somebody wrote one: AND, NEAR, ... */
    size_t steps, searches;
    struct lint_list *findings;
    nsearch_status status; /* of the first failure; checks do nothing any more */
    nsearch_error *error;
};

/* Zeroed memory that lasts as long as the findings; NULL, after keeping the status, if there is none. */
void *lint_alloc(struct lint *lint, size_t size);

/* Adds a finding: "what it is: what to do". */
void lint_add(struct lint *lint, size_t offset, size_t size, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void lint_add_clause(struct lint *lint, const struct lint_clause *clause, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The clause as it was written, cut to LINT_NAMED_MAX bytes; lasts as long as the findings. */
const char *lint_named(struct lint *lint, const struct lint_clause *clause);

/* How it is read, brackets written out; NULL if that takes more than `most` bytes. */
const char *lint_reading(struct lint *lint, const struct query_node *node, size_t most);

/* The stems of a word, as in a clause; NULL, after keeping the status, if there is no memory. */
const char *lint_stems(struct lint *lint, const char *word, size_t size, size_t *stems_size);

/* Makes the clauses of the tree, in lint->clauses. */
void lint_clauses(struct lint *lint, const struct query_node *root);

void lint_text(struct lint *lint);
void lint_tree(struct lint *lint);
void lint_cover(struct lint *lint, struct lint_clause *const *alternatives, size_t count);
void lint_index(struct lint *lint);

#endif
