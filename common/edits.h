/* edits.h - how far apart two words are: characters to insert, leave out, change, or swap with their neighbour, no
 * place being changed twice (restricted Damerau-Levenshtein distance, also called optimal string alignment). */
#ifndef COMMON_EDITS_H
#define COMMON_EDITS_H

#include <stddef.h>

enum {
    EDITS_WORD_MAX = 64 /* characters of a word that are looked at */
};

/* The distance of two words in UTF-8, `most` + 1 if it is more than `most`. Costs some 30 ns for words that are
 * further apart, as most are. */
unsigned edits_between(const char *a, size_t a_size, const char *b, size_t b_size, unsigned most);

#endif
