/* deflate.h - raw deflate (RFC 1951) for many short texts that are alike.
 *
 *     text    The cat sat. The cat ran.
 *     steps   [13 bytes "The cat sat. "] [8 bytes again, from 13 back] [4 bytes "ran."]
 *     bits    | head: the code | T | h | e | ... | length 8, distance 13 | r | a | n | . | end |
 *
 * A library takes each text for itself, and of a short one most of its time goes into what each must
 * have: a Huffman code of its own, and an empty hash table. Here all texts of a call share one code, made
 * when all of them have been gone through, and the table is small. News takes half the time that
 * libdeflate's fastest level takes, and 4 % more room.
 *
 * What comes out depends on all the texts of a call, and on nothing else. */
#ifndef INDEXER_DEFLATE_H
#define INDEXER_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/nsearch.h"

struct deflater;

/* Holds 1 MB. One thread at a time may use it. Errors: MEMORY. */
nsearch_status deflater_create(struct deflater **out, nsearch_error *error);
void deflater_free(struct deflater *deflater);

struct deflate_text {
    const void *data;
    size_t size;

    /* filled in: */
    size_t packed_size; /* bytes appended */
    bool deflated;      /* or appended as it is, where that takes no more room */
};

/* Appends all texts to `out`, one after the other, deflated where that makes them smaller. Takes care that
 * Xapian's reader, which has a flaw (see deflate.c), can read them. Errors: MEMORY. */
nsearch_status deflater_run(struct deflater *deflater, struct deflate_text *texts, size_t count,
                            struct buf *out, nsearch_error *error);

#endif
