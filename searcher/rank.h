/* rank.h - the numbers that decide which article comes first, and what is made of them.
 *
 *     weight of an article = the sum of its words' BM25              the engine's (plan.c), of all that match
 *                          + where the words stand                   of the best of these: rank_hits.h
 *                          + what else the very best have            the same, with --any
 *                          + a bonus for the row of words as a phrase
 *
 * They were found on AP89 (TREC topics 51 to 200, titles and descriptions) and TIME, by what is good on all three and
 * doesn't depend on its last digit; `make bench-ranking` measures what they come to. */
#ifndef SEARCHER_RANK_H
#define SEARCHER_RANK_H

#include <stddef.h>
#include <stdint.h>

/* BM25. b is low because a long article in a newspaper is seldom a padded one. */
#define RANK_K1 1.6
#define RANK_B 0.4

/* With --any a word weighs as BM25 has it, times (its inverse frequency / 6) to this power: among many words those that
 * are rare tell what is meant. */
#define RANK_RARITY 0.4
#define RANK_RARITY_ONE 6.0

/* What the joined form of a word with hyphens is worth beside its parts, with --any: the articles that it is in have
 * mostly the parts too. */
#define RANK_JOINED_SHARE 0.05

/* What a word of the query is worth once more if it is in the title too, of its inverse frequency: next to nothing, so
 * that it decides between articles that are else alike. A title is written to be read, and its words are in the text. */
#define RANK_TITLE 0.01

/* What a word is worth once more as it was typed, and not another form of it; as BM25 has it. */
#define RANK_TYPED 0.2

/* What two words of the query are worth together where they stand within the window, of the sum of their inverse
 * frequencies; saturated as BM25 saturates the times that a word is there. As the unordered windows of Metzler and
 * Croft, A Markov random field model for term dependencies (2005), but of all pairs and not only of neighbours. */
#define RANK_NEAR 0.12
#define RANK_WINDOW 12

/* Forms of a word whose places are looked up: the one that was typed, and the most frequent of the others. All of them
 * find hardly more. */
#define RANK_FORMS 2

/* Of a query with more words than this, where the rarest stand is looked at. */
#define RANK_WORDS 6

/* Feedback (feedback.h): what the heaviest of the words that are added weighs, beside 1 for one of the query, and the
 * power of their scores, by the heaviest's, that the others weigh. How many are added; from how many articles, and the
 * power of an article's score, by the best one's, that it counts for; how many of these must have a word. Words that
 * fewer articles have than RARE, or a greater share of all than COMMON, aren't added; of the most frequent in the
 * articles, so many are looked up. Twice the words are no better. */
#define RANK_FEEDBACK 0.4
#define RANK_FEEDBACK_FLAT 0.7
#define RANK_FEEDBACK_TERMS 20
#define RANK_FEEDBACK_ARTICLES 15
#define RANK_FEEDBACK_STEEP 6.0
#define RANK_FEEDBACK_IN 2
#define RANK_FEEDBACK_RARE 3
#define RANK_FEEDBACK_COMMON 0.1
#define RANK_FEEDBACK_LOOKED_UP 100

/* Articles that are like one: the words that set it apart, of all its words so many being looked up; one that no other
 * has is no use, nor one that more than half have, unless there are but a FEW articles in all. */
#define RANK_SIMILAR_LOOKED_UP 400
#define RANK_SIMILAR_RARE 2
#define RANK_SIMILAR_COMMON 0.5
#define RANK_SIMILAR_FEW 100

/* With --any, but not with --expand, the best hits are put in order by such words too (rank_hits.h), with the same
 * weights. As it must cost little it is fewer words, fewer that are looked up, from fewer articles; and fewer hits of the
 * first block are looked at for places, and one form of a word. Twice the articles are as good on titles and TIME, and a
 * fiftieth better on descriptions; all hits and forms are a hundredth better on titles and TIME. */
#define RANK_ALIKE_TERMS 10
#define RANK_ALIKE_LOOKED_UP 40
#define RANK_ALIKE_ARTICLES 5
#define RANK_ALIKE_PLACES 25
#define RANK_ALIKE_FORMS 1

/* Added to the weight of an article that has the query's words as a phrase: more than any sum of
 * word weights, so that these come first. */
#define RANK_PHRASE_BONUS 1e6

/* The inverse frequency of a word that `count` of `all` articles have, as in BM25: never negative. */
double rank_idf(double count, double all);

/* What the weight of a word of that inverse frequency is multiplied by with --any. */
double rank_rarity_factor(double idf);

/* As BM25 has it: more of the same says less and less. `norm` is k1 (1 - b + b length / mean). */
double rank_saturated(size_t count, double norm);

/* Where a word of the query stands in an article: ascending. */
struct rank_places {
    const uint32_t *positions;
    size_t count;
    size_t typed; /* of them, the word as it was typed */
    double idf;
};

/* What an article's weight gains by where the words stand in it. Time grows with the pairs of words, times their
 * positions. */
double rank_by_places(const struct rank_places *words, size_t count, double norm);

#endif
