/* feedback.h - the words that the best answers have in common: what else to look for.
 *
 *     query      oil spill cleanup
 *     best       the first 15 articles, each counting for score^6 of the best one's
 *     a stem     share of an article's words, averaged over them, times its inverse frequency
 *     added      the 20 best stems: exxon valdez alaska sound tanker beach ...
 *
 * Pseudo relevance feedback after Rocchio, Relevance feedback in information retrieval (1971), with the articles
 * weighted as in Lavrenko and Croft, Relevance-based language models (2001). */
#ifndef SEARCHER_FEEDBACK_H
#define SEARCHER_FEEDBACK_H

#include "common/analysis.h"
#include "searcher/engine.h"
#include "searcher/generation.h"

struct feedback_term {
    const char *term; /* of the index: a stem, "Zoffic" */
    size_t size;
    double weight; /* of a word of the query: 1 */
    double idf;
};

struct feedback {
    const struct feedback_term *terms; /* the heaviest first */
    size_t count;
    const struct match_hit *articles; /* that they are from */
    size_t article_count;
    const char **words; /* once they were asked for */
};

/* What terms are wanted. */
struct feedback_limits {
    size_t terms,
        lookups; /* up to RANK_FEEDBACK_TERMS; that may be looked up, up to RANK_SIMILAR_LOOKED_UP */
    uint32_t shared; /* of the articles, those that must have it */
    double rare,
        common; /* of all, those that must have it at least, and the greatest share of all */
};

/* Chooses the terms of the articles, the best first; in the arena. The articles must stay. Costs the reading of their
 * term lists, some 20 us each, and a look-up for each likely term. Errors: DAMAGED, IO, MEMORY. */
nsearch_status feedback_choose(struct matcher *matcher, struct stored *stored,
                               const struct match_hit *articles, size_t count,
                               struct feedback_limits limits, struct arena *arena,
                               struct feedback *out, nsearch_error *error);

/* Words of the articles that have the stems: "offices"; the stem itself where there is none. NULL if it failed. Made when
 * first asked for, which costs as much again. */
const char *const *feedback_words(struct generation *generation, struct feedback *feedback,
                                  struct arena *arena);

/* What has any of the terms, one at least, weighted so. NULL if out of memory. */
struct db_query *feedback_any(const struct feedback *feedback, struct arena *arena);

/* `match`, and what the terms find or add. `any`: an article may have them alone, where all that the query asks for is
 * any of its words; else they only add to the weight. NULL if out of memory. */
const struct db_query *feedback_query(const struct db_query *match, const struct feedback *feedback,
                                      bool any, struct arena *arena);

#endif
