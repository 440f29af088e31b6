/* searcher.h - what the files behind nsearch.h share: an open index, and an answer from it. */
#ifndef SEARCHER_SEARCHER_H
#define SEARCHER_SEARCHER_H

#include <time.h>

#include "common/arena.h"
#include "common/article.h"
#include "common/buf.h"
#include "common/db.h"
#include "common/nsearch.h"
#include "searcher/engine.h"
#include "searcher/feedback.h"
#include "searcher/generation.h"
#include "searcher/match.h"
#include "searcher/query.h"
#include "searcher/snippet.h"
#include "searcher/text.h"

struct nsearch_searcher {
    struct buf path; /* absolute */
    struct generation *generation;
    bool failed; /* at reading: another machine may have to be connected to anew */
};

/* The article that was read last for its text: one at a time, for a page may be a whole archive. */
struct last_text {
    size_t hit;        /* from 1, whose article is `stored`; 0: none's */
    struct buf stored; /* all of it */
    struct buf marks, title_marks;
    nsearch_passage text;
};

struct nsearch_hits {
    struct arena arena;            /* all of it but the passages' texts */
    struct generation *generation; /* that they are from */
    struct found_article *found;   /* in the order of hits */
    nsearch_hit *hits;
    size_t count;
    uint64_t total;
    struct match_set matches;
    struct match_set
        *language_matches; /* of them, those for articles of each language; NULL: not yet */
    uint64_t phrase_total;
    bool exact; /* the total is */
    struct query query;
    bool suggested; /* was asked for */
    const char *suggestion;
    const char *understood;
    const char **notes;
    size_t note_count;
    struct feedback added;
    struct hit_passage *passages; /* as many as hits; made when first asked for */
    struct last_text last;
    struct texts texts; /* of the hits without a stored one, if the index keeps none */
    size_t unread;      /* of those that were asked for, the ones that can't be had */
};

/* Sees to it that the generation is the index's current one. Costs a stat where it is. Errors: those of
 * nsearch_searcher_open; the old one stays then, and the next call tries again. */
nsearch_status searcher_refresh(nsearch_searcher *searcher, nsearch_error *error);

/* An article by its id, else by the path of the file that it alone is in: the term that no other has, and what the
 * index stores of it, in the arena. Errors: MISSING, DAMAGED, IO, MEMORY. */
nsearch_status searcher_find(nsearch_searcher *searcher, const char *id, struct arena *arena,
                             struct db_text *term, struct db_text *stored, nsearch_error *error);

struct plan;
struct plan_context;

/* A node over two children. NULL if out of memory. */
struct db_query *searcher_join(struct arena *arena, enum db_op op, const struct db_query *left,
                               const struct db_query *right);

/* `match`, only within the period that the request names, and of what is new since then. Errors: those of plan_period
 * and new_since_query. */
nsearch_status searcher_narrow(const nsearch_searcher *searcher, const nsearch_request *request,
                               time_t now, const struct plan_context *context,
                               const struct db_query **match, nsearch_error *error);

/* What the request asks for, unranked: the plan of its query, and what matches within its period; with no query, or an
 * empty one, all articles. In the arena. The plan's checks are to be asked after each search. Errors: INVALID with the
 * place in the query, DAMAGED, IO, MEMORY. */
nsearch_status searcher_plan(nsearch_searcher *searcher, const nsearch_request *request,
                             struct arena *arena, struct plan *plan, const struct db_query **match,
                             nsearch_error *error);

/* What is asked to rank: the match, and more for the phrase. NULL if out of memory. */
const struct db_query *searcher_ranked(const struct plan *plan, const struct db_query *match,
                                       struct arena *arena);

/* Has the engine answer the request with the query, into `found` and the totals of `hits`. */
nsearch_status searcher_ask(nsearch_searcher *searcher, const nsearch_request *request,
                            const struct db_query *query, const struct db_query *counted,
                            const struct engine_order *order, nsearch_hits *hits,
                            nsearch_error *error);

/* Checks what only an order by relevance can do, with all of the index here; in days the request's `recent`, or 0. */
nsearch_status searcher_check_order(const nsearch_searcher *searcher,
                                    const nsearch_request *request, double *half_life,
                                    nsearch_error *error);

/* Makes hits of what was found. `by_date`: their weights are no scores. */
nsearch_status hits_fill(nsearch_hits *hits, size_t offset, bool by_date, nsearch_error *error);

/* The values of a stored field, joined by "; ", in the arena; NULL if out of memory. */
const char *hits_join(struct arena *arena, const struct buf *values);

#endif
