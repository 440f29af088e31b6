/* word_list.h - the words of title and body, to go over them again and again: in the tables (term_walk.h) at first, and
 * those of an initial in memory once so many of them were shown that it pays.
 *
 *     initial n     blocks   0 ... 1940 ...                           where every 64th row is
 *                   rows     6 84102 nation, 10 31 nationhood, ...    size, documents, word
 *
 * A step of a walk costs 70 ns in the tables, and more the more segments there are; here 5. */
#ifndef COMMON_WORD_LIST_H
#define COMMON_WORD_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "common/table.h"

struct word_list;

/* Whether terms that start with that byte are words, and not those of a field. */
static inline bool word_list_has(unsigned char first)
{
    return first < 'A' || first > 'Z';
}

/* A list of the words of segments with these postlist tables, which must stay. It keeps up to `most` bytes, some 12 for
 * a word. Errors: MEMORY. */
nsearch_status word_list_create(struct table *const *postlists, size_t count, size_t most,
                                struct word_list **out, nsearch_error *error);
void word_list_free(struct word_list *list);

/* Shows `take` every word that starts with `prefix`, which isn't empty and starts as a word does, in byte order, until
 * it returns false. As term_walk() does it, but for the time: to keep an initial costs a walk over its words, once.
 * Errors: DAMAGED, IO, MEMORY. */
nsearch_status word_list_each(struct word_list *list, const char *prefix, size_t size,
                              bool (*take)(void *context, const char *term, size_t size,
                                           uint32_t count),
                              void *context, nsearch_error *error);

#endif
