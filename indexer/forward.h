/* forward.h - one article as its terms: the forward index, from which postings and term lists come.
 *
 *     text   the cat sat; the cats ran
 *     rows   Zcat 2, Zran 1, Zsat 1, Zthe 2, cat 1 [2], cats 1 [5], ran 1 [6], sat 1 [3], the 2 [1 4]
 *
 * Terms are remembered from article to article with their stems, so a word that was seen before costs
 * one look-up. */
#ifndef INDEXER_FORWARD_H
#define INDEXER_FORWARD_H

#include <stdbool.h>

#include "common/analysis.h"
#include "common/article.h"
#include "common/stamp.h"
#include "indexer/document.h"
#include "indexer/terms.h"

struct forward_row {
    struct term *term;
    uint32_t wdf, stemmed; /* how often it came; of these, as a word that has a stem */
    uint32_t first, count; /* of its positions, in forward->positions */
};

struct forward_value {
    unsigned slot;
    size_t offset, size; /* bytes in forward->value_text */
};

struct forward {
    /* The article at hand. */
    struct forward_row *rows; /* in the order of their terms */
    uint32_t row_count;
    uint32_t *positions; /* ascending within a row */
    struct forward_value *values;
    size_t value_count;
    struct buf value_text;

    /* The rest is forward.c's own. */
    struct stemmer *stemmer;
    const char *mark; /* a term of all articles from now on; NULL */
    struct terms *terms;
    uint32_t article;             /* number of the one at hand */
    uint32_t stemmed_from;        /* the first that has this stemmer */
    struct forward_row *unsorted; /* in the order in which they came */
    struct forward_word *words;
    uint64_t *keys, *spare_keys;     /* order of a term, row */
    uint32_t lists[DOCUMENT_LISTS];  /* rows of the lists, once the article has them */
    struct forward_pending *pending; /* words whose terms aren't found yet */
    uint32_t pending_count;
    size_t word_count;
    size_t row_capacity, unsorted_capacity, position_capacity, value_capacity;
    size_t word_capacity, key_capacity, spare_key_capacity;
};

nsearch_status forward_init(struct forward *forward, struct stemmer *stemmer, nsearch_error *error);
void forward_release(struct forward *forward);

/* Stems the words of the articles from now on by another stemmer; `mark` is a term that they all get; NULL: none. Both
 * are the caller's, and last. Where articles change it each time their stems are looked up again. */
void forward_stem_by(struct forward *forward, struct stemmer *stemmer, const char *mark);

/* Takes an article apart; `stamp` may be NULL. Its terms go to `terms`: a table that no other forward
 * uses. Errors: MEMORY. */
nsearch_status forward_article(struct forward *forward, struct terms *terms,
                               const struct article *article, const struct stamp *stamp,
                               nsearch_error *error);

#endif
