/* buf.h - a byte buffer that grows.
 *
 * Adding never returns an error: a buffer that ran out of memory remembers it, ignores what follows
 * and is asked once at the end, buf_status(). data always ends in a NUL that size doesn't count, and
 * is never NULL. */
#ifndef COMMON_BUF_H
#define COMMON_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "common/nsearch.h"

struct buf {
    char *data;
    size_t size;
    size_t capacity; /* 0: data is not ours to free */
    bool failed;
};

/* An empty buffer; needs no memory. buf_release gives the memory back and leaves it empty; buf_reset
 * keeps the memory. */
void buf_init(struct buf *buf);
void buf_release(struct buf *buf);
void buf_reset(struct buf *buf);

void buf_add(struct buf *buf, const void *data, size_t size);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

char *buf_grow(struct buf *buf, size_t size); /* for buf_room() */

/* Room for `size` more bytes at data + buf->size, for the caller to write; NULL on failure. The
 * caller adds to buf->size what it wrote. */
static inline char *buf_room(struct buf *buf, size_t size)
{
    const bool fits = buf->capacity && size < buf->capacity - buf->size && !buf->failed;
    return fits ? buf->data + buf->size : buf_grow(buf, size);
}

/* Cuts to `size` bytes, if longer. */
void buf_cut(struct buf *buf, size_t size);

/* NSEARCH_OK, or NSEARCH_MEMORY (and the error set) if anything since init, reset or release could
 * not be added. */
nsearch_status buf_status(const struct buf *buf, nsearch_error *error);

/* The data as a malloc'd string of its own; the buffer is empty afterwards. NULL if it failed. */
char *buf_detach(struct buf *buf);

#endif
