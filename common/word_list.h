/* word_list.h - the words of title and body in memory, to go over them again and again.
 *
 *     starts      a           b            ...
 *                 v           v
 *     rows        84102 1 a   31 2 aa ...   9 1 b ...      documents, size, word
 *
 * A walk over the words by the tables (term_walk.h) costs 70 ns each, and over this 5. */
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

/* Reads all words of the segments with these postlist tables; *out is NULL if they take more than `most` bytes. Costs a
 * walk over them, and some 12 bytes of memory for each. Errors: DAMAGED, IO, MEMORY. */
nsearch_status word_list_make(struct table *const *postlists, size_t count, size_t most,
                              struct word_list **out, nsearch_error *error);
void word_list_free(struct word_list *list);

/* Shows `take` every word that starts with the byte, in byte order, until it returns false. */
void word_list_each(const struct word_list *list, unsigned char first,
                    bool (*take)(void *context, const char *term, size_t size, uint32_t count),
                    void *context);

#endif
