/* unpack.h - the bytes of a file, gunzipped if it is gzip by its first bytes. */
#ifndef COMMON_UNPACK_H
#define COMMON_UNPACK_H

#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

struct unpack;

/* Errors, which don't name the path: those of open(2); INVALID for what is no regular file. */
nsearch_status unpack_open(const char *path, struct unpack **out, nsearch_error *error);
void unpack_free(struct unpack *unpack);

/* Reads up to `capacity` bytes; *size is 0 only at the end. Errors: DAMAGED (gzip that is broken or
 * ends too early), IO. */
nsearch_status unpack_read(struct unpack *unpack, char *out, size_t capacity, size_t *size,
                           nsearch_error *error);

uint64_t unpack_read_bytes(const struct unpack *unpack); /* of the file, packed */

#endif
