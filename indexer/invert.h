/* invert.h - postings by article in, posting lists by term out.
 *
 *     article 7: office wdf 2 at 3, 9           office -> ... 7: 2 [3 9], 12: 1 [40]
 *                kaesong wdf 1 at 4      =>     kaesong -> 7: 1 [4]
 *     article 12: office wdf 1 at 40
 *
 * Lists grow in memory (slices.h) until they reach the budget; then they are written to the run file,
 * in order, and forgotten (run.h). Each thread has an inverter of its own, for some of the articles. Reading
 * merges the runs of all and what they have in memory: who inverted which article and how often it was
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

/* Its terms, to be looked up and added by who takes the articles apart; they are forgotten with their lists,
 * in inverter_check. */
struct terms *inverter_terms(struct inverter *inverter);

/* Where to write the tag of the posting that is added next: `room` bytes; NULL if out of memory. */
uint8_t *inverter_tag(struct inverter *inverter, size_t room);

/* Adds a posting with the tag of `tag_size` bytes that was written there; for 0 none needs to be asked for.
 * Docids ascend. False if out of memory. */
bool inverter_add(struct inverter *inverter, struct term *term, uint32_t docid, uint32_t wdf,
                  size_t tag_size);

/* Asks for where a term's next posting will be written, into the cache. */
void inverter_fetch(const struct inverter *inverter, const struct term *term);

/* Writes a run if the budget is reached; to be called where all articles so far are whole.
 * Errors: IO, MEMORY. */
nsearch_status inverter_check(struct inverter *inverter, nsearch_error *error);

/* Runs written so far. */
size_t inverter_run_count(const struct inverter *inverter);

/* Ends the adding; comes before any reading. Errors: MEMORY. */
nsearch_status inverter_prepare(struct inverter *inverter, nsearch_error *error);

/* Opens the lists of `count` inverters for reading, term by term; may be done several times, by a thread
 * each. */
struct inverter_reading {
    struct run_merge merge;
    struct run_cursor *cursors;
    size_t count;
};

nsearch_status inverters_read(struct inverter *const *inverters, size_t count,
                              struct inverter_reading *out, nsearch_error *error);
void inverter_reading_close(struct inverter_reading *reading);

#endif
