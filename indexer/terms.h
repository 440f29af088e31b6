/* terms.h - a table of terms: each different byte string has one struct term.
 *
 *     slots (open addressing)           blocks
 *     [ - | hash, at | - | hash, at ]   { list, stem, "liaison" }{ list, stem, "offic" } ...
 *                 `-------------------->
 *
 * A term never moves until the table is released: others may point at it. Nearly all the time of an
 * inversion goes into finding terms, and most of that into waiting for memory; so slots are 8 bytes, and
 * all that is known of a term stands with it. */
#ifndef INDEXER_TERMS_H
#define INDEXER_TERMS_H

#include <stddef.h>
#include <stdint.h>

#include "indexer/slices.h"

/* The postings of one term, in memory: coded as run.h says. */
struct posting_list {
    struct slice_stream stream;
    uint32_t count;      /* articles */
    uint32_t collfreq;   /* sum of the wdfs */
    uint32_t last_docid; /* 0: none */
    uint32_t size;       /* bytes in the stream */
};

struct term {
    uint32_t size;
    uint32_t order; /* where two differ, the terms sort as they do */
    /* The rest is not the table's. For who takes articles apart: the last article that has the term, and
     * its row there; the term's stem, once that was asked for. */
    uint32_t article, row;
    struct term *stem;
    struct posting_list list; /* for who inverts them */
    char text[];              /* with zeros behind it: eights.h */
};

struct term_slot;

struct terms {
    struct term_slot *slots; /* twice as many as terms, at least */
    uint32_t count, capacity;
    char **blocks;
    size_t block_count, block_capacity;
    size_t used; /* bytes of the last block */
};

void terms_init(struct terms *terms);
void terms_release(struct terms *terms); /* forgets all; may be used again */

/* The term with this text, at most TERM_MAX bytes, which is added if it is new: count has grown then. NULL if out
 * of memory. */
struct term *terms_add(struct terms *terms, const char *text, size_t size);

/* The same in steps, for who can do something else meanwhile: the first makes the slot be fetched into
 * the cache, the second, a hundred nanoseconds later, the term. Zeros stand behind the text: eights.h. */
uint32_t terms_hash(const char *text, size_t size);
void terms_fetch_slot(const struct terms *terms, uint32_t hash);
void terms_fetch_term(const struct terms *terms, uint32_t hash);
void terms_fetch(const struct term *term); /* one that is known */
struct term *terms_add_hashed(struct terms *terms, uint32_t hash, const char *text, size_t size);

/* Bytes held. */
size_t terms_memory(const struct terms *terms);

/* In the order of the index: bytes, then shorter first. Less than, equal to or greater than 0. */
int terms_compare(const struct term *a, const struct term *b);

/* All terms in that order, in an array to be freed; NULL if out of memory. */
struct term **terms_sorted(const struct terms *terms);

#endif
