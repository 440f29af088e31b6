/* run.h - sorted runs of postings: how inversions in several threads, or that outgrew their memory, are
 * put together again.
 *
 * A run holds the postings of some articles, term after term in order. It is either what an inverter has
 * in memory or an extent of a file:
 *
 *     uint text size, text, uint postings, uint collection frequency, uint bytes, then for each posting
 *         uint docid - the one before (0 before the first), uint wdf, uint size, position tag
 *
 * Merging takes a term from all the runs that have it, posting by posting in the order of the docids. No
 * two runs have postings of the same article. */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "indexer/slices.h"
#include "indexer/terms.h"

/* ---- Writing runs -------------------------------------------------------------------------------- */

struct run_extent {
    uint64_t offset, size; /* bytes in the run file */
};

/* Writes the lists of all `terms` to the file at its end. Errors: IO, MEMORY. */
nsearch_status run_write(int file, const char *path, uint64_t offset, const struct terms *terms,
                         const struct slices *slices, struct run_extent *out, nsearch_error *error);

/* ---- Reading one --------------------------------------------------------------------------------- */

struct run_posting {
    uint32_t docid, wdf;
    const uint8_t *tag; /* positions as glass_code.h writes them; valid until the next posting */
    size_t tag_size;    /* 0: none */
};

struct run_cursor {
    /* The term at hand. */
    const char *text;
    size_t text_size;
    uint32_t count, collfreq;
    struct run_posting posting; /* the one at hand; docid 0: none yet */

    /* The rest is run.c's own. */
    const uint8_t *at, *end; /* piece of the postings that is at hand */
    uint64_t left;           /* bytes of them behind it */
    struct buf tag;          /* one that is cut in two */
    /* in memory */
    struct term **sorted;
    uint32_t next, term_count;
    const struct posting_list *list;
    const struct slices *slices;
    struct slice_cursor slice;
    /* in a file */
    int file;
    const char *path;
    uint64_t offset, file_end; /* of what hasn't been read into the buffer */
    uint8_t *buffer;
    size_t buffer_size;
    const uint8_t *raw, *raw_end; /* in the buffer, behind the piece */
    struct buf name;              /* the text */
};

/* `sorted` belongs to the caller. */
void run_open_memory(struct run_cursor *cursor, struct term **sorted, uint32_t count,
                     const struct slices *slices);
nsearch_status run_open_file(struct run_cursor *cursor, int file, const char *path,
                             struct run_extent extent, size_t buffer_size, nsearch_error *error);
void run_close(struct run_cursor *cursor);

/* Goes to the next term; *more is false after the last. What is left of the term before is passed
 * over. Errors: IO, DAMAGED (the file is ours, so the disk is to blame), MEMORY. */
nsearch_status run_next(struct run_cursor *cursor, bool *more, nsearch_error *error);

/* Goes to the next of the term's `count` postings. */
nsearch_status run_next_posting(struct run_cursor *cursor, nsearch_error *error);

/* ---- Merging them -------------------------------------------------------------------------------- */

/* The cursors of a merge are the caller's, more or less in the order of their docids. */
struct run_merge {
    struct run_cursor **heap; /* those that have terms left, the least first */
    size_t heap_count;
    struct run_cursor **group; /* those that have the term at hand, */
    size_t group_count;
    struct run_cursor **least; /* and of these the one that has the posting at hand */
    /* The term at hand. */
    const char *text;
    size_t text_size;
    uint32_t count, collfreq; /* of all together */
};

nsearch_status run_merge_open(struct run_merge *merge, struct run_cursor *cursors, size_t count,
                              nsearch_error *error);
void run_merge_close(struct run_merge *merge);

/* Goes to the next term; *more is false after the last. */
nsearch_status run_merge_next(struct run_merge *merge, bool *more, nsearch_error *error);

/* The next of its `count` postings; what of them isn't read is passed over. */
nsearch_status run_merge_posting(struct run_merge *merge, const struct run_posting **out,
                                 nsearch_error *error);

#endif
