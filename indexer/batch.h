/* batch.h - some articles on their way through the segment writer.
 *
 *     input    stored forms, one after the other
 *     output   what goes into the tables: data and term list of each article, deflated, and the slots
 *              that it has values in
 *     lists    the postings of all of them, term by term, with their positions coded
 *
 * The analyzer turns one into the other; each thread has one of its own. */
#ifndef INDEXER_BATCH_H
#define INDEXER_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/article.h"
#include "common/stamp.h"
#include "indexer/slices.h"
#include "indexer/terms.h"

struct dictionary; /* an analyzer's terms, kept as long as a batch points at them */

struct batch_tag {
    size_t offset, size; /* bytes in output */
    bool deflated;
};

struct batch_article {
    size_t input_end;   /* of its stored form in input */
    struct stamp stamp; /* without the digest, which the analyzer makes */
    struct batch_tag data, terms, slots;
    uint32_t length; /* sum of the wdfs */
    uint32_t wdf_max;
};

/* The postings of one term in all of the batch, as run.h writes them, but that the first has no docid.
 * Articles are counted from 1. */
struct batch_list {
    struct term *term;
    uint32_t first, last; /* articles */
    uint32_t count, collfreq;
    uint32_t size; /* bytes */
    struct slice_stream stream;
};

struct batch {
    struct buf input, output;
    struct batch_article *articles;
    size_t count, capacity;
    struct batch_list *lists;
    size_t list_count, list_capacity;
    struct slices slices; /* what is in them */
    struct dictionary *dictionary;
};

void batch_init(struct batch *batch);
void batch_release(struct batch *batch);

/* Empties it; it points at no term any more. */
void batch_reset(struct batch *batch);

/* Adds an article's stored form, and its stamp but for the digest. Errors: MEMORY. */
nsearch_status batch_add(struct batch *batch, const struct article *article,
                         const struct stamp *stamp, nsearch_error *error);

/* ---- Analyzer ------------------------------------------------------------------------------------- */

struct analyzer;

struct analyzer_options {
    const char *language;
    bool keep_text;         /* store the body too */
    size_t dictionary_size; /* bytes of terms after which it starts anew */
};

nsearch_status analyzer_create(const struct analyzer_options *options, struct analyzer **out,
                               nsearch_error *error);
void analyzer_free(struct analyzer *analyzer);

/* Fills the batch's output from its input. Errors: INVALID (an article that the format can't hold),
 * MEMORY. */
nsearch_status analyzer_run(struct analyzer *analyzer, struct batch *batch, nsearch_error *error);

#endif
