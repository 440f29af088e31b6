/* term.h - making the terms of the schema, the same for articles and queries. */
#ifndef COMMON_TERM_H
#define COMMON_TERM_H

#include <stddef.h>

#include "common/schema.h"

/* "PREFIX" + value. One over TERM_MAX bytes is cut and ends in a hash of the whole value, so that
 * equal values stay equal and different ones different, whoever makes them. Writes at most TERM_MAX bytes and a NUL to
 * `out`; returns the size. A NUL byte in the value counts twice. */
size_t term_whole(const char *prefix, const char *value, size_t size, char out[TERM_MAX + 1]);

/* "PREFIX" + word, for a word of the analysis, which always fits. */
size_t term_word(const char *prefix, const char *word, size_t size, char out[TERM_MAX + 1]);

#endif
