/* tables.h - the tables of one segment while they are written.
 *
 *     batches, in order --> docdata.glass, termlist.glass      as they come
 *     inverters         --> postlist.glass                     at the end, side by side
 *                      `--> position.glass
 *                           iamglass                           last of all
 *
 * Values and lengths of documents come from the inverters too, as postings of terms that begin with a
 * zero byte, which no real one does: the first bytes of their keys. So they need no memory of their own
 * and come out where they belong in the postlist table. */
#ifndef INDEXER_TABLES_H
#define INDEXER_TABLES_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "indexer/batch.h"
#include "indexer/glass.h"
#include "indexer/metadata.h"

struct tables;

/* How a table of a segment is written, whoever writes it. */
struct glass_options tables_options(size_t table);

/* Makes the directory `path`. `parallel`: use threads at the end. */
nsearch_status tables_create(const char *path, bool parallel, struct tables **out,
                             nsearch_error *error);
void tables_free(struct tables *tables);

/* Takes the batch's articles: those behind the ones before. Errors: IO, MEMORY. */
nsearch_status tables_take(struct tables *tables, const struct batch *batch, nsearch_error *error);

/* What the end needs. */
struct tables_rest {
    struct inverter *const *inverters; /* of all articles that were taken */
    size_t inverter_count;
    const struct metadata *metadata; /* in the order of its keys */
    size_t metadata_count;
    const volatile sig_atomic_t *stop; /* not 0: end with INVALID; NULL: never */
};

/* Writes the rest and makes it last. Errors: IO, MEMORY, INVALID. */
nsearch_status tables_finish(struct tables *tables, const struct tables_rest *rest,
                             nsearch_error *error);

/* After finish: the docids, ascending, of articles whose id a later article has too. */
const uint32_t *tables_superseded(const struct tables *tables, size_t *count);

#endif
