/* batch.h - some articles on their way through the segment writer.
 *
 *     input    stored forms, one after the other
 *     output   what goes into the tables by article: data and term list, deflated, and the slots that it
 *              has values in
 *
 * The analyzer turns one into the other, and adds the postings to an inverter; each thread has one of
 * both of its own. */
#ifndef INDEXER_BATCH_H
#define INDEXER_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/article.h"
#include "common/stamp.h"
#include "indexer/invert.h"

struct batch_tag {
    size_t offset, size; /* bytes in output */
    bool deflated;
};

struct batch_article {
    size_t input_end;     /* of its stored form in input */
    size_t unindexed_end; /* of its spans in unindexed, bytes */
    struct stamp stamp;   /* without the digest, which the analyzer makes */
    struct batch_tag data, terms, slots;
    uint32_t length; /* sum of the wdfs */
    uint32_t wdf_max;
};

struct batch {
    struct buf input, output;
    struct buf unindexed; /* as in article.h, of all of them */
    struct batch_article *articles;
    size_t count, capacity;
    uint32_t first_docid; /* the others have those that follow */
};

void batch_init(struct batch *batch);
void batch_release(struct batch *batch);

/* Empties it. */
void batch_reset(struct batch *batch);

/* Adds an article's stored form, and its stamp but for the digest. Errors: MEMORY. */
nsearch_status batch_add(struct batch *batch, const struct article *article,
                         const struct stamp *stamp, nsearch_error *error);

/* ---- Analyzer ------------------------------------------------------------------------------------- */

struct analyzer;

struct analyzer_options {
    const char *language; /* the index's */
    const char *stems;    /* prints of the stemmers: segment.h */
    bool keep_text;       /* store the body too */
};

/* `inverter` is the caller's, and used by nobody else meanwhile. */
nsearch_status analyzer_create(const struct analyzer_options *options, struct inverter *inverter,
                               struct analyzer **out, nsearch_error *error);
void analyzer_free(struct analyzer *analyzer);

/* Fills the batch's output from its input, and inverts it. Errors: INVALID (an article that the format can't
 * hold), IO, MEMORY. */
nsearch_status analyzer_run(struct analyzer *analyzer, struct batch *batch, nsearch_error *error);

#endif
