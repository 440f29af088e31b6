/* suggest.h - a query as it may have been meant: words that hardly any article has give way to words of the archive
 * that are spelt much the same.
 *
 *     typed       "laison office" kaesogn           liaisonoffice       liai son office
 *     suggested   "liaison office" kaesong          liaison office      liaison office
 *
 * Nothing is searched for here but what shows whether a word is one: who suggests it counts what it finds first. */
#ifndef SEARCHER_SUGGEST_H
#define SEARCHER_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/analysis.h"
#include "common/arena.h"
#include "common/db.h"
#include "searcher/engine.h"
#include "searcher/languages.h"
#include "searcher/query.h"

struct suggest_context {
    struct db *db; /* none of whose parts is remote */
    const struct languages *languages;
    struct arena *arena;
    struct matcher *matcher; /* of the same segments */
};

/* The query's text with the words replaced that should be; NULL if there are none. Costs a look-up for each word, and a
 * walk over the words of each field that has a doubtful one: 35 ms on a year of news, 5 when they are in memory, and
 * never over more than SUGGEST_WALK_MAX words. Errors: DAMAGED, IO, MEMORY. */
nsearch_status suggest_query(const struct suggest_context *context, const struct query *query,
                             const char **out, nsearch_error *error);

/* ---- Interface to code in suggest_word.c: what a word may have been ------------------------------ */

enum {
    SUGGEST_DOUBTS_MAX = 5, /* doubtful words: a query with more isn't in the archive's language */
    SUGGEST_WALK_MAX = 1500000
};

/* A doubtful word, and what is put in its place. */
struct doubt {
    const char *typed; /* in the query, with what belongs to it: its 's */
    size_t typed_size;
    char word[ANALYSIS_WORD_MAX]; /* folded */
    size_t size;
    const char *prefix; /* of its field's terms */
    bool divisible;     /* it may have been two words */
    /* The best so far: one word, or two with a space between them, NUL-terminated; "" if there is none. */
    char best[2 * ANALYSIS_WORD_MAX + 2];
    double score; /* of best, at first of the word itself: what is better must have a higher one */
};

/* What `count` articles and `edits` that it takes say for a candidate. */
double suggest_score(uint32_t count, double edits);

/* Articles that have the word, in any inflection, of the language that has it most often, or, if `literal`, just so. */
nsearch_status suggest_count(const struct suggest_context *context, const char *prefix,
                             const char *word, size_t size, bool literal, uint32_t *out,
                             nsearch_error *error);

/* Finds the best for each of the words. */
nsearch_status suggest_words(const struct suggest_context *context, struct doubt *doubts,
                             size_t count, nsearch_error *error);

#endif
