/* tables.h - the tables of one segment while they are written.
 *
 *     batches, in order --> docdata.glass, termlist.glass      as they come
 *                      `--> inverter --> postlist.glass        at the end, side by side
 *                                   `--> position.glass
 *                                        iamglass              last of all
 *
 * Values and lengths of documents go through the inverter too, as postings of terms that begin with a
 * zero byte, which no real one does: the first bytes of their keys. So they need no memory of their own
 * and come out where they belong in the postlist table. */
#ifndef INDEXER_TABLES_H
#define INDEXER_TABLES_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "indexer/batch.h"
#include "indexer/metadata.h"

struct tables;

/* Makes the directory `path`. `run_directory` is where runs go that outgrow `budget` (bytes). */
nsearch_status tables_create(const char *path, const char *run_directory, size_t budget,
                             struct tables **out, nsearch_error *error);
void tables_free(struct tables *tables);

/* Takes the batch's articles; they get the next docids, from 1. Errors: IO, MEMORY. */
nsearch_status tables_take(struct tables *tables, const struct batch *batch, nsearch_error *error);

/* Writes the rest and makes it last. `metadata` is in the order of its keys. `parallel`: in two
 * threads. Errors: IO, MEMORY; INVALID as soon as *stop isn't 0 (NULL: never). */
nsearch_status tables_finish(struct tables *tables, const struct metadata *metadata, size_t count,
                             bool parallel, const volatile sig_atomic_t *stop,
                             nsearch_error *error);

/* After finish: the docids, ascending, of articles whose id a later article has too. */
const uint32_t *tables_superseded(const struct tables *tables, size_t *count);

#endif
