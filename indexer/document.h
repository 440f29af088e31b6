/* document.h - what of an article goes into the index: its terms, values and data, by the schema. */
#ifndef INDEXER_DOCUMENT_H
#define INDEXER_DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

#include "common/analysis.h"
#include "common/article.h"

/* Is called with each piece, terms in no order and as often as they occur. */
struct document_sink {
    /* A word at a position of its own. */
    nsearch_status (*posting)(void *context, const char *term, size_t size, uint32_t position,
                              uint32_t wdf, nsearch_error *error);
    /* A term without a position. */
    nsearch_status (*term)(void *context, const char *term, size_t size, uint32_t wdf,
                           nsearch_error *error);
    nsearch_status (*value)(void *context, unsigned slot, const char *value, size_t size,
                            nsearch_error *error);
    void *context;
};

/* Takes `article` apart. `stemmer` may have a cache that it changes. Errors: what the sink returned. */
nsearch_status document_emit(const struct article *article, struct stemmer *stemmer,
                             const struct document_sink *sink, nsearch_error *error);

#endif
