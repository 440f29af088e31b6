/* dictionary.h - a table of terms that several may hold at once, each in a thread of its own. One adds
 * to it; the others only follow pointers to terms, which don't move. */
#ifndef INDEXER_DICTIONARY_H
#define INDEXER_DICTIONARY_H

#include "indexer/terms.h"

struct dictionary;

/* A new one, held once; NULL if out of memory. */
struct dictionary *dictionary_create(void);

/* Holds it once more, and once less: with the last it goes. NULL is ignored. */
struct dictionary *dictionary_hold(struct dictionary *dictionary);
void dictionary_drop(struct dictionary *dictionary);

struct terms *dictionary_terms(struct dictionary *dictionary);

#endif
