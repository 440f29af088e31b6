/* vocabulary.h - which words of the index a typed one stands for.
 *
 *     family   talks    ->  talk talked talking talks      the same stem, as the Z term finds them
 *     prefix   inflat*  ->  inflate inflated inflation     the same beginning
 *     pattern  wom?n    ->  woman women                    * any number of characters, ? one
 *     fuzzy    kasong~  ->  kaesong kasongo ...            a few edits away
 *
 * `prefix` is that of a field whose words are terms, "" for title and body; the terms that come back begin
 * with it. What is asked for is folded already. Each
 * costs at most a walk over the words of the field (for the 270,000 of a year of news 20 to 35 ms at first and 4 after
 * that, when they are in memory: word_list.h; where each is stemmed 80 more); where all that can be meant starts alike,
 * only over those. On another machine's index that is so many terms sent from there.
 *
 * Errors: DAMAGED, IO, MEMORY. */
#ifndef SEARCHER_VOCABULARY_H
#define SEARCHER_VOCABULARY_H

#include <stddef.h>

#include "common/analysis.h"
#include "common/arena.h"
#include "common/db.h"

/* All words with the stem of `word`, be it a word of the index or not. */
nsearch_status vocabulary_family(struct db *db, struct stemmer *stemmer, const char *prefix,
                                 const char *word, size_t size, struct arena *arena,
                                 struct db_terms *out, nsearch_error *error);

/* The terms that start with `term`, a field's prefix and the beginning of a value, not both empty; where there
 * are more than `cap`, the most frequent. Costs a step for each. */
nsearch_status vocabulary_prefix(struct db *db, const char *term, size_t size, size_t cap,
                                 struct arena *arena, struct db_terms *out, nsearch_error *error);

/* The words that the pattern fits, whole; where there are more than `cap`, the most frequent. Time for each is
 * linear in the word, whatever the pattern. */
nsearch_status vocabulary_pattern(struct db *db, const char *prefix, const char *pattern,
                                  size_t size, size_t cap, struct arena *arena,
                                  struct db_terms *out, nsearch_error *error);

/* The words that at most `edits` (0 to 2) characters inserted, left out, changed or swapped with their neighbour
 * make of `word`, itself among them; where there are more than `cap`, the most frequent. */
nsearch_status vocabulary_fuzzy(struct db *db, const char *prefix, const char *word, size_t size,
                                unsigned edits, size_t cap, struct arena *arena,
                                struct db_terms *out, nsearch_error *error);

#endif
