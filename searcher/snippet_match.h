/* snippet_match.h - finds in a text what a query's match_set describes. */
#ifndef SEARCHER_SNIPPET_MATCH_H
#define SEARCHER_SNIPPET_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/analysis.h"
#include "common/buf.h"
#include "searcher/match.h"

/* A place to mark: a word, or a phrase from its first word to its last. */
struct mark {
    size_t offset, end; /* bytes of the text */
    uint32_t unit;      /* index in the match_set */
};

/* Appends a struct mark to `out` for everything found, sorted by offset; different units' marks may
 * overlap. `is_title`: the text is a title, so units of titles count too. Goes through the text
 * once; memory grows with the matches. Errors: MEMORY. */
nsearch_status snippet_find(const char *text, size_t size, bool is_title,
                            const struct match_set *matches, struct stemmer *stemmer,
                            struct buf *out, nsearch_error *error);

#endif
