/* glass_sums.h - checksums of a segment's files, in a file beside them that Xapian doesn't look at.
 *
 *     sums        postlist.glass 0d4c1f3e9a7b2256
 *                 docdata.glass 91b0...
 *                 iamglass 5e02...
 *
 * Glass has none of its own: a bit that changes inside a coded number or a text stays unseen, unless it
 * breaks the structure. A table's sum is made of its blocks as they are written, in whatever order, and
 * costs nothing that can be noticed: 9 GB go through in a second. */
#ifndef INDEXER_GLASS_SUMS_H
#define INDEXER_GLASS_SUMS_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

#include "indexer/glass.h"

#define GLASS_SUMS "sums"

enum {
    GLASS_SUM_UNIT = 2048, /* bytes that are summed together: every block is some of these */
    GLASS_FILE_COUNT = GLASS_TABLE_COUNT + 1 /* the tables, and iamglass */
};

/* Of `size` bytes at `offset` of a file, a multiple of the unit. A file's sum is that of its parts. */
uint64_t glass_sum(const void *bytes, size_t size, uint64_t offset);

/* The table's file, or "iamglass" for the one after the last. */
const char *glass_file_name(size_t file);

/* Writes the sums of the tables that have a file, and of iamglass, which will hold `data`.
 * Errors: MISSING, DENIED, IO, MEMORY. */
nsearch_status glass_sums_write(const char *directory, const struct glass_version *version,
                                const void *data, size_t size, nsearch_error *error);

/* What `sums` says, by file. */
struct glass_sums {
    struct {
        bool known;
        uint64_t sum;
    } files[GLASS_FILE_COUNT];
};

/* Errors: MISSING (a segment that another program or an older nindex wrote), DENIED, DAMAGED, IO. */
nsearch_status glass_sums_read(const char *directory, struct glass_sums *out, nsearch_error *error);

/* The sum of a file as it is now. Ends with INVALID as soon as *stop isn't 0 (NULL: never).
 * Errors: MISSING, DENIED, IO, MEMORY. */
nsearch_status glass_sums_of_file(const char *path, const volatile sig_atomic_t *stop,
                                  uint64_t *out, nsearch_error *error);

#endif
