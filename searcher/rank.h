/* rank.h - the numbers that decide which article comes first. */
#ifndef SEARCHER_RANK_H
#define SEARCHER_RANK_H

/* BM25. b is low because a long article in a newspaper is seldom a padded one. */
#define RANK_K1 0.9
#define RANK_B 0.4

/* What a word of the query is worth once more if it is in the title too. */
#define RANK_TITLE_FACTOR 0.5

/* Added to the weight of an article that has the query's words as a phrase: more than any sum of
 * word weights, so that these come first. */
#define RANK_PHRASE_BONUS 1e6

#endif
