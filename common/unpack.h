/* unpack.h - the bytes of a file, gunzipped if it is gzip by its first bytes.
 *
 * A few bytes of gzip can be made to unpack to any number: after the first UNPACK_FREE bytes, what unpacks to more
 * than UNPACK_RATIO times what was read of the file is DAMAGED. Text of news is 3 to 10 times its gzip. */
#ifndef COMMON_UNPACK_H
#define COMMON_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

enum {
    UNPACK_RATIO = 250,
    UNPACK_FREE = 128 << 20
};

struct unpack;

/* What gives the packed bytes where no file does: as unpack_read(). */
struct unpack_source {
    nsearch_status (*read)(void *context, char *out, size_t capacity, size_t *size,
                           nsearch_error *error);
    void *context;
    bool is_deflate; /* the bytes are zlib's, or deflate without a frame, as HTTP has them */
};

/* Errors, which don't name the path: those of open(2); INVALID for what is no regular file. */
nsearch_status unpack_open(const char *path, struct unpack **out, nsearch_error *error);

/* Over a source, which stays the caller's. `within`, which may be NULL, is what the source's bytes come out of: what
 * is unpacked here counts as unpacked there. Errors: MEMORY. */
nsearch_status unpack_over(const struct unpack_source *source, struct unpack *within,
                           struct unpack **out, nsearch_error *error);
void unpack_free(struct unpack *unpack);

/* Reads up to `capacity` bytes; *size is 0 only at the end. Errors: DAMAGED (gzip that is broken or
 * ends too early), IO. */
nsearch_status unpack_read(struct unpack *unpack, char *out, size_t capacity, size_t *size,
                           nsearch_error *error);

/* Where gzip was DAMAGED: goes on at the next member. False if there is none, or the damage is of another kind. */
bool unpack_recover(struct unpack *unpack);

/* Tells that `size` bytes were unpacked by other means from what was read here. Errors: DAMAGED, for too many. */
nsearch_status unpack_count(struct unpack *unpack, uint64_t size, nsearch_error *error);

uint64_t unpack_read_bytes(const struct unpack *unpack); /* of the file, packed */

#endif
