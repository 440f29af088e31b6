/* wildcard.h - words by a pattern: * is any number of characters, ? is one; all else is itself. */
#ifndef SEARCHER_WILDCARD_H
#define SEARCHER_WILDCARD_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the pattern fits the whole word; both UTF-8. */
bool wildcard_fits(const char *pattern, size_t pattern_size, const char *word, size_t size);

/* Bytes of the pattern in front of its first * or ?. */
size_t wildcard_start(const char *pattern, size_t size);

#endif
