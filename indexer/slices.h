/* slices.h - very many byte streams that grow at once, in one pool of memory.
 *
 * A stream is a chain of slices, each twice as long as the one before up to a limit; the last four
 * bytes of a full slice say where the next one is.
 *
 *     slice of 16           slice of 32
 *     [ 12 bytes | next ]-->[ 28 bytes | next ]--> ...
 *
 * The idea is Lucene's (ByteBlockPool): a rare term costs 16 bytes, a frequent one wastes little. */
#ifndef INDEXER_SLICES_H
#define INDEXER_SLICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Addresses are 32 bits: a pool holds at most 4 GB. */
struct slices {
    uint8_t **blocks;
    size_t count;     /* blocks in use */
    size_t allocated; /* and those kept for later behind them */
    size_t capacity;  /* of the array */
    size_t used;      /* bytes of the last one in use */
};

/* Zero is an empty stream. */
struct slice_stream {
    uint32_t first; /* address of the first slice, */
    uint32_t next;  /* of the next byte to write, */
    uint32_t end;   /* and of the current slice's last four bytes */
    uint8_t step;   /* which slice it is in the row of sizes */
};

void slices_init(struct slices *slices);
void slices_release(struct slices *slices);
void slices_reset(struct slices *slices);          /* forgets all; keeps some blocks */
size_t slices_memory(const struct slices *slices); /* bytes in use */

/* Appends to a stream; false if out of memory, or of addresses. */
bool slices_write(struct slices *slices, struct slice_stream *stream, const void *data,
                  size_t size);

/* Asks for the end of a stream, where it will be written, or its beginning, into the cache. */
void slices_fetch(const struct slices *slices, const struct slice_stream *stream);
void slices_fetch_first(const struct slices *slices, const struct slice_stream *stream);

/* Reads a stream piece by piece, slice after slice. */
struct slice_cursor {
    uint32_t at, step;
};

void slices_rewind(const struct slice_stream *stream, struct slice_cursor *cursor);

/* The next piece; false at the end. */
bool slices_next(const struct slices *slices, const struct slice_stream *stream,
                 struct slice_cursor *cursor, const uint8_t **data, size_t *size);

#endif
