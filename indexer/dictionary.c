/* dictionary.c - see dictionary.h. */
#include "indexer/dictionary.h"

#include <stdatomic.h>
#include <stdlib.h>

struct dictionary {
    struct terms terms;
    atomic_size_t holders;
};

struct dictionary *dictionary_create(void)
{
    struct dictionary *dictionary = malloc(sizeof *dictionary);
    if (!dictionary) return NULL;
    terms_init(&dictionary->terms);
    atomic_init(&dictionary->holders, 1);
    return dictionary;
}

struct dictionary *dictionary_hold(struct dictionary *dictionary)
{
    atomic_fetch_add(&dictionary->holders, 1);
    return dictionary;
}

void dictionary_drop(struct dictionary *dictionary)
{
    if (!dictionary || atomic_fetch_sub(&dictionary->holders, 1) > 1) return;
    terms_release(&dictionary->terms);
    free(dictionary);
}

struct terms *dictionary_terms(struct dictionary *dictionary)
{
    return &dictionary->terms;
}
