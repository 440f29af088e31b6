/* spans_own.h - what the files of spans share.
 *
 *     spans.c         the check: its groups of terms, its budget, what it is asked
 *     spans_eval.c    the matches of each kind of node
 *     spans_pair.c    NEAR, SAME, NOT NEAR: two sets of matches
 *     spans_phrase.c  words at successive places
 *     spans_area.c    sentences, paragraphs, quotations, capitals, the lead
 *     spans_set.c     sets, and the memory they are in
 *
 * Sets are made anew for each article, in memory that the next one takes over. A function that returns bool returns
 * false if it failed, which the state or the reader remembers; the search then ends with that. */
#ifndef SEARCHER_SPANS_OWN_H
#define SEARCHER_SPANS_OWN_H

#include <limits.h>
#include <stdint.h>

#include "searcher/spans.h"

struct span {
    uint32_t first, last;
    bool hollow;
};

/* Matches in ascending order of first and then last, no two with the same two: a hollow one stands for the one
 * that isn't, since it can do all that can. Those of a word are just positions. */
struct span_set {
    const uint32_t *points; /* or */
    const struct span *spans;
    size_t count;
};

/* A set in the making; in any order, with repeats. */
struct span_list {
    struct span *items, *spare; /* of the same capacity; NULL: none yet */
    size_t count, capacity;
};

/* Memory for one article. */
struct scratch {
    struct arena *arena;
    struct scratch_block *blocks, *current;
    size_t used;  /* of the current block */
    size_t total; /* of all */
};

struct spans_state {
    struct arena *arena;
    struct scratch scratch;
    uint64_t steps; /* left */
    nsearch_status status;
};

enum span_list_of {
    LIST_SENTENCES,
    LIST_QUOTES,
    LIST_CAPITALS,
    LISTS
};

/* A node as it is evaluated: an OR of words alike is words. */
struct span_tree {
    enum span_op op;
    const struct span_node *node;
    struct span_tree **children;
    size_t count;
    uint64_t seen;          /* matches in the articles so far: what is rare is looked at first */
    struct span_leaf *leaf; /* WORDS */
};

/* Words that are asked for in one place or several: of an article they are found once. */
struct span_leaf {
    struct span_leaf *next;
    unsigned group;
    enum span_caps caps;
    uint64_t article; /* that `set` is of; 0: none yet */
    struct span_set set;
};

/* One checked part of a query. */
struct span_check {
    struct spans_state *state;
    struct span_tree *root;
    size_t at_least;
    struct db_check check;
    struct db_group *groups;
    size_t group_count, group_capacity;
    struct span_leaf *leaves;    /* the newest first */
    uint64_t articles;           /* looked at so far */
    unsigned lists[LISTS];       /* group of each; NO_GROUP */
    struct spans_report *report; /* what spans_inspect() asks for; NULL in a search */
};

enum {
    NO_GROUP = INT_MAX
};

/* The article that is looked at. */
struct span_article {
    const struct span_check *check;
    struct spans_state *state;
    struct db_reader *reader;
    struct span_set sentences, paragraphs;  /* first words; once `has_units` */
    struct span_set written;                /* the list of capitals; once `has_written` */
    struct span_set capitals, all_capitals; /* words; once `has_capitals` */
    bool has_units, has_written, has_capitals;
};

/* ---- Interface to code in spans_set.c ------------------------------------------------------------ */

/* NULL if it failed. */
void *scratch_alloc(struct spans_state *state, size_t size);
void scratch_reset(struct scratch *scratch);

bool span_list_add(struct spans_state *state, struct span_list *list, struct span span);

/* Sorts the list. Fails if there are more than SPANS_MAX. */
bool span_list_finish(struct spans_state *state, struct span_list *list, struct span_set *out);

/* Takes steps off the budget. */
bool spans_spend(struct spans_state *state, uint64_t steps);
bool spans_fail(struct spans_state *state, nsearch_status status); /* false */

static inline struct span span_at(const struct span_set *set, size_t i)
{
    if (set->points) return (struct span){set->points[i], set->points[i], false};
    return set->spans[i];
}

static inline uint32_t span_first(const struct span_set *set, size_t i)
{
    return set->points ? set->points[i] : set->spans[i].first;
}

/* Index of the first match that begins at `position` or later. */
size_t span_find(const struct span_set *set, uint64_t position);

/* The same; cheap if it is one of the few from `near` on. */
static inline size_t span_find_near(const struct span_set *set, size_t near, uint64_t position)
{
    enum {
        FEW = 8
    };
    if (near && span_first(set, near - 1) >= position) return span_find(set, position);
    for (size_t i = near; i < near + FEW; i++)
        if (i >= set->count || span_first(set, i) >= position) return i;
    return span_find(set, position);
}

/* The greatest number of matches of which no two overlap; counting ends at `enough`. */
size_t span_count_apart(const struct span_set *set, size_t enough);

/* Those that `keeps` says. */
bool span_filter(struct spans_state *state, const struct span_set *set,
                 bool (*keeps)(const void *context, struct span span), const void *context,
                 struct span_set *out);

/* ---- Interface to code in spans_eval.c ----------------------------------------------------------- */

/* Whether the words of a node are known already, and cost nothing. */
bool spans_are_known(const struct span_article *article, const struct span_tree *tree);

/* All matches of a node. */
bool spans_eval(struct span_article *article, struct span_tree *tree, struct span_set *out);

/* Whether there is one; no more is found than that takes. */
bool spans_exist(struct span_article *article, struct span_tree *tree, bool *exist);

/* ---- Interface to code in spans_pair.c ----------------------------------------------------------- */

/* How two matches must stand. */
struct pair_rule {
    bool ordered;
    uint32_t distance;
    const struct span_set
        *units; /* NULL; or first words of what both must be in one of, and distance is nothing */
};

/* The stretches over a match of `a` and one of `b`; with `one` only the first found. */
bool spans_pair(struct spans_state *state, const struct pair_rule *rule, const struct span_set *a,
                const struct span_set *b, bool one, struct span_set *out);

bool spans_apart(struct spans_state *state, uint32_t distance, const struct span_set *a,
                 const struct span_set *b, struct span_set *out);

/* Fewest words between a match of `a` and one of `b`; UINT_MAX if there is no such pair. */
unsigned spans_nearest(bool ordered, const struct span_set *a, const struct span_set *b);

/* ---- Interface to code in spans_phrase.c --------------------------------------------------------- */

bool spans_phrase(struct span_article *article, struct span_tree *tree, struct span_set *out);

/* ---- Interface to code in spans_area.c ----------------------------------------------------------- */

/* The first words of sentences or paragraphs. */
bool spans_units(struct span_article *article, bool paragraphs, const struct span_set **out);

/* The last position of the unit that `position` is in. */
uint32_t spans_unit_end(const struct span_set *units, uint32_t position);

bool spans_within(struct span_article *article, const struct span_node *node,
                  const struct span_set *set, struct span_set *out);

/* The words that are written as `caps` says. */
bool spans_capitals(struct span_article *article, enum span_caps caps, const struct span_set *words,
                    struct span_set *out);

/* Whether there are any. */
bool spans_have_capitals(struct span_article *article, enum span_caps caps,
                         const struct span_set *words, bool *have);

/* Any word with a capital, or those that are ALL capitals. */
bool spans_capital_words(struct span_article *article, enum span_caps caps, struct span_set *out);

#endif
