/* rank_hits.h - the second stage of ranking: the best hits, by where the query's words stand in them, and with --any by
 * how much they are like the very best.
 *
 * That is costly to look up, so only the best are looked at, in blocks that grow, each put in order on its own:
 *
 *     rank    1 ... 50 | 51 ... 150 | 151 ... 350 | 351 ... 750 | 751 ... 1550 | as they were
 *
 * An article stays in its block, so that the pages of an answer fit together, wherever they begin and end.
 *
 * What the very best are like: the words that the best of the first block, in the order by places, have in common, as
 * feedback.h chooses them. They only add to the weights: which articles are found, and in which block they are, is
 * decided before. What is like the relevant is relevant (van Rijsbergen's cluster hypothesis), and to put what was found
 * in another order by it, without a second search, is known to help: Diaz, Regularizing ad hoc retrieval scores (2005). */
#ifndef SEARCHER_RANK_HITS_H
#define SEARCHER_RANK_HITS_H

#include "searcher/matcher.h"
#include "searcher/stored.h"

/* A word of the query: as it was typed, and other forms. */
struct rank_word {
    const struct db_term *forms;
    size_t form_count;
    double idf;
};

struct rank_words {
    const struct rank_word *words;
    size_t count;
};

enum {
    RANK_DEPTH = 1550 /* hits that are looked at, at most */
};

/* How many of the best hits must be known to show those up to `end`: at least so many. */
size_t rank_depth(size_t end);

/* Puts the hits from `offset` to `end` in order; `hits` has the best rank_depth(end) of the search, or all that there
 * are. `stored`: where the terms of the best are, if it is by these too; NULL. Costs a look-up for each form of a word and
 * each hit of the blocks, and what feedback_choose() does. Errors: DAMAGED, IO, MEMORY. */
nsearch_status rank_hits(struct matcher *matcher, struct stored *stored,
                         const struct rank_words *words, struct match_hits *hits, size_t offset,
                         size_t end, nsearch_error *error);

#endif
