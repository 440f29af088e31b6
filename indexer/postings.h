/* postings.h - posting lists and the list of document lengths, as the postlist table has them.
 *
 * A list is cut into chunks, each an entry of its own:
 *
 *     first chunk      count | total | first docid - 1 | '0' or '1' | last - first docid | postings
 *     further chunk    (first docid is in the key)       '0' or '1' | last - first docid | postings
 *     postings         wdf, then for each further one: docid - previous docid - 1, wdf
 *
 * All are uints; the '1' marks the last chunk. The lengths of documents are the same, each length in place
 * of a wdf, and 0 for count and total. */
#ifndef INDEXER_POSTINGS_H
#define INDEXER_POSTINGS_H

#include "common/buf.h"
#include "indexer/glass.h"

struct posting {
    uint32_t docid;
    uint32_t wdf;
};

/* ---- Writing -------------------------------------------------------------------------------------- */

struct posting_mark; /* where a chunk begins */

/* Builds one list at a time, in memory: the count, which comes first, is known last. Keeps its memory from
 * list to list, so that most lists allocate nothing. */
struct posting_writer {
    struct buf bytes; /* all chunks, with room before each for what comes before its postings */
    struct posting_mark *marks;
    size_t mark_count, mark_capacity;
    size_t chunk_start; /* of the chunk's postings, in `bytes` */
    uint32_t count;     /* postings in the list */
    uint32_t last;      /* docid */
    uint64_t total;     /* sum of wdf */
    bool disordered;    /* a docid did not ascend */
};

void posting_writer_init(struct posting_writer *writer);
void posting_writer_release(struct posting_writer *writer);

/* Adds a posting; docids ascend from 1. What goes wrong is reported by _finish. */
void posting_writer_add(struct posting_writer *writer, uint32_t docid, uint32_t wdf);

/* Adds the list to the table as that of `term`, and is empty again. An empty list adds nothing.
 * Errors: INTERNAL (docids or keys out of order, a total of more than 32 bits), IO, MEMORY. */
nsearch_status posting_writer_finish(struct posting_writer *writer, struct glass_table *table,
                                     const void *term, size_t term_size, nsearch_error *error);

/* The same as the lengths of documents, one for every document. */
nsearch_status posting_writer_finish_lengths(struct posting_writer *writer,
                                             struct glass_table *table, nsearch_error *error);

/* ---- Reading -------------------------------------------------------------------------------------- */

struct posting_chunk {
    uint32_t count, total; /* of the whole list; of a first chunk only */
    bool last;             /* the list ends with it */
    size_t posting_count;
};

/* Most postings that a tag of `size` bytes can have. */
static inline size_t posting_chunk_room(size_t size)
{
    return size / 2 + 1;
}

/* Reads a chunk. `docid` is that of its key, 0 for a first chunk. `postings` has room for
 * posting_chunk_room(size). False: the bytes are no such chunk. */
bool posting_chunk_get(const uint8_t *tag, size_t size, uint32_t docid, struct posting_chunk *chunk,
                       struct posting *postings);

#endif
