/* planner.h - what the files of the planner share.
 *
 *     plan.c        the tree: AND, OR, NOT, filters
 *     plan_word.c   words, phrases and NEAR: the words of the analysis, their terms, what is marked
 *     plan_value.c  values that are terms as a whole, and ranges
 *     plan_build.c  nodes of the engine query, in the arena
 *
 * Each function that makes a node returns NULL if it failed, and planner->status says how. */
#ifndef SEARCHER_PLANNER_H
#define SEARCHER_PLANNER_H

#include "searcher/plan.h"

/* A row of engine queries that grows. */
struct plan_list {
    struct xap_query **items;
    size_t count, capacity;
};

struct planner {
    const struct plan_context *context;
    struct plan *plan;
    nsearch_error *error;
    nsearch_status status;
    size_t wildcards;       /* so far */
    struct plan_list title; /* terms of the words that count more in a title */
    struct match_unit *units;
    size_t unit_count, unit_capacity;
};

/* Where in the tree a node stands. */
struct plan_scope {
    enum field field;
    bool positive; /* what it finds is wanted: it can be marked */
    bool filter;   /* its weight doesn't count */
};

/* ---- Interface to code in plan_build.c ----------------------------------------------------------- */

/* NULL, after keeping the status and, if it isn't set by who failed, the error. */
struct xap_query *plan_failed(struct planner *planner, nsearch_status status);
struct xap_query *plan_no_memory(struct planner *planner);

struct xap_query *plan_new(struct planner *planner, enum xap_op op);
bool plan_append(struct planner *planner, struct plan_list *list, struct xap_query *query);

/* A node over the list; for an operator of which one child means the child, just that; over none,
 * nothing. */
struct xap_query *plan_group(struct planner *planner, enum xap_op op, const struct plan_list *list);

/* SCALE by `factor`. */
struct xap_query *plan_scale(struct planner *planner, struct xap_query *query, double factor);

/* A term of `size` bytes, copied. */
struct xap_query *plan_term(struct planner *planner, const char *term, size_t size);

/* Adds each term that starts with the one given to the list; *count is in how many articles they are,
 * all told. `node` is the wildcard, for notes and errors. False if it failed. */
bool plan_expand(struct planner *planner, const struct query_node *node, const char *term,
                 size_t size, struct plan_list *list, double *count);

/* A line for the person who asked. */
bool plan_note(struct planner *planner, const char *text, size_t size);

/* ---- Interface to code in plan_word.c ------------------------------------------------------------ */

struct xap_query *plan_word(struct planner *planner, const struct query_node *node,
                            struct plan_scope scope);
struct xap_query *plan_phrase(struct planner *planner, const struct query_node *node,
                              struct plan_scope scope);
struct xap_query *plan_near(struct planner *planner, const struct query_node *node,
                            struct plan_scope scope);

/* ---- Interface to code in plan_value.c ----------------------------------------------------------- */

struct xap_query *plan_value(struct planner *planner, const struct query_node *node,
                             struct plan_scope scope);
struct xap_query *plan_range(struct planner *planner, const struct query_node *node);

#endif
