/* segment.h - writes one immutable segment: articles in, a Xapian database directory out.
 *
 *     article -> batch -> analyzers, one a job -> tables, in order -> SEGMENT/ *.glass, iamglass
 *
 * No step goes through Xapian: the tables are written front to back in its format (glass.h), in a
 * fiftieth of the time. What is written depends on the articles and their order only, not on the number
 * of jobs or the memory. */
#ifndef INDEXER_SEGMENT_H
#define INDEXER_SEGMENT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/article.h"
#include "common/stamp.h"
#include "indexer/metadata.h"

struct segment;

struct segment_options {
    const char *language; /* the stemmer's, of articles whose language isn't known */
    const char *stems;    /* prints of the stemmers, for META_STEMS; NULL: whichever there are */
    const char *format; /* of all files, for who reads texts from them again; NULL: each its own */
    const char *map;    /* of records, likewise: field_names.h */
    bool keep_text;     /* store the bodies too: passages come from them */
    size_t jobs;        /* threads that analyze; 1: no thread but the caller's */
    size_t memory;      /* bytes to be used, about; more articles are inverted in several runs */
    const char
        *run_directory; /* where the runs go, as large as the index may be; NULL: the segment's */
    const volatile sig_atomic_t *stop; /* not 0: what takes long ends with INVALID; NULL: never */

    /* Is told at the end of each article that a later one with the same id took the place of: the names of
     * their files (walk.h), or the same twice. May be NULL. */
    nsearch_status (*superseded)(void *context, const char *id, const char *name,
                                 const char *later_name, nsearch_error *error);
    void *context;
};

/* Starts a segment in `path`, which must not exist. Errors: INVALID (no such language), FOREIGN (these
 * are other stemmers), DENIED, IO, MEMORY. */
nsearch_status segment_create(const char *path, const struct segment_options *options,
                              struct segment **out, nsearch_error *error);

/* Adds an article with the stamp given, whose digest doesn't matter: it is made here. Of several with the
 * same id the last one stays. Errors, of earlier articles too: IO (no space), MEMORY; the segment can then
 * only be freed. */
nsearch_status segment_add(struct segment *segment, const struct article *article,
                           const struct stamp *stamp, nsearch_error *error);

/* Leaves out the article that was the `number`th to be added, from 1, as if it had not been, though not what it
 * superseded; that another superseded it isn't told. Errors: MEMORY. */
nsearch_status segment_withdraw(struct segment *segment, uint32_t number, nsearch_error *error);

/* Writes what is left and makes it last (fsync), with `more` metadata beside those that tell of the
 * options. A segment without an article is one, too. */
nsearch_status segment_finish(struct segment *segment, const struct metadata *more, size_t count,
                              nsearch_error *error);

/* Without finish, nothing whole is left; the caller sweeps the directory. */
void segment_free(struct segment *segment);

/* Articles added so far; after finish, those that stayed. */
uint64_t segment_count(const struct segment *segment);

/* After finish: articles that a later one with the same id took the place of. */
uint64_t segment_superseded(const struct segment *segment);

#endif
