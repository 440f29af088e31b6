/* invert.h - postings by article in, posting lists by term out.
 *
 *     article 7: office wdf 2 at 3, 9           office -> ... 7: 2 [3 9], 12: 1 [40]
 *                kaesong wdf 1 at 4      =>     kaesong -> 7: 1 [4]
 *     article 12: office wdf 1 at 40
 *
 * Lists grow in memory (slices.h) until they reach the budget; then they are written to the run file,
 * in order, and forgotten (run.h). Reading merges the runs and what is in memory: how often it was
 * written changes nothing in what is read. */
#ifndef INDEXER_INVERT_H
#define INDEXER_INVERT_H

#include "indexer/run.h"

struct inverter;

/* `budget` in bytes, for lists and terms together; half a megabyte is used at least. The run file is
 * made in `directory` when it is needed, without a name: it goes with the process. */
nsearch_status inverter_create(size_t budget, const char *directory, struct inverter **out,
                               nsearch_error *error);
void inverter_free(struct inverter *inverter);

/* Some postings of a term, coded as run.h says, but that the first has no docid. */
struct posting_piece {
    uint32_t first, last; /* docids */
    uint32_t count, collfreq;
    uint32_t size;               /* bytes */
    const struct slices *slices; /* where they are */
    const struct slice_stream *stream;
};

/* Adds a piece to the list of a term. Docids ascend from piece to piece. The alias of `term` is used.
 * Errors: MEMORY. */
nsearch_status inverter_add(struct inverter *inverter, struct term *term,
                            const struct posting_piece *piece, nsearch_error *error);

/* Asks for what inverter_add will look at, into the cache: first the list, later where it ends. */
void inverter_fetch_list(const struct inverter *inverter, const struct term *term);
void inverter_fetch_end(const struct inverter *inverter, const struct term *term);

/* Writes a run if the budget is reached; to be called where all articles so far are whole.
 * Errors: IO, MEMORY. */
nsearch_status inverter_check(struct inverter *inverter, nsearch_error *error);

/* Runs written so far. */
size_t inverter_run_count(const struct inverter *inverter);

/* Ends the adding; comes before any reading. Errors: MEMORY. */
nsearch_status inverter_prepare(struct inverter *inverter, nsearch_error *error);

/* Opens all lists for reading, term by term; may be done several times, by a thread each. */
struct inverter_reading {
    struct run_merge merge;
    struct run_cursor *cursors;
    size_t count;
};

nsearch_status inverter_read(const struct inverter *inverter, struct inverter_reading *out,
                             nsearch_error *error);
void inverter_reading_close(struct inverter_reading *reading);

#endif
