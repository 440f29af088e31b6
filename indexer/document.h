/* document.h - what of an article goes into the index: its terms, values and data, by the schema. */
#ifndef INDEXER_DOCUMENT_H
#define INDEXER_DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

#include "common/analysis.h"
#include "common/article.h"
#include "common/schema.h"
#include "common/stamp.h"

/* The lists of an article's structure: each the positions of one term, in schema.h. */
enum document_list {
    DOCUMENT_SENTENCES,
    DOCUMENT_QUOTATIONS,
    DOCUMENT_CAPITALS,
    DOCUMENT_LISTS
};

extern const char *const document_list_terms[DOCUMENT_LISTS];

/* Is called with each piece, in no order, but for the entries of a list, and as often as
 * it occurs. */
struct document_sink {
    /* A word of a field, at a position of its own. `stemmed`: its stem is to be a term too. */
    nsearch_status (*word)(void *context, const char *prefix, const struct token *token,
                           uint32_t position, bool stemmed, nsearch_error *error);
    /* A term that only selects: wdf 0, no position. */
    nsearch_status (*term)(void *context, const char *term, size_t size, nsearch_error *error);
    /* The next entry of a list, larger than those before. */
    nsearch_status (*place)(void *context, enum document_list list, uint32_t entry,
                            nsearch_error *error);
    nsearch_status (*value)(void *context, unsigned slot, const char *value, size_t size,
                            nsearch_error *error);
    void *context;
};

/* Takes `article` apart; `stamp` may be NULL. Errors: what the sink returned. */
nsearch_status document_emit(const struct article *article, const struct stamp *stamp,
                             const struct document_sink *sink, nsearch_error *error);

/* The term of a word's stem; returns its size. */
size_t document_stem_term(struct stemmer *stemmer, const char *prefix, const char *word,
                          size_t size, char out[TERM_MAX + 1]);

#endif
