/* manifest.h - the files that an index was made from, as they were then: what tells a new, changed or gone file
 * from one that needn't be read.
 *
 *     nsearch manifest 1                                gzip of text, a line each
 *     root /srv/news
 *     file 1893 1577836800000000000 12 - /srv/news/a.jsonl     bytes, mtime in ns, articles read, flags, path
 *     file 777 1577836801000000000 1 u /srv/news/b%20c.txt     u: unsure, to be read again
 *     shadowed 3 /srv/news/a.jsonl                      lost articles to later paths with the same ids: so many
 *
 * Roots, files and shadowed files are each in the order of their names (walk.h). Paths have bytes below 0x21,
 * 0x7F and % as %XX. Read and written as a stream: the memory doesn't depend on the number of files. */
#ifndef INDEXER_MANIFEST_H
#define INDEXER_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "indexer/walk.h"

struct manifest_file {
    const char *path;
    const char *name;  /* walk.h; the writer needs none */
    uint64_t size;     /* bytes */
    int64_t mtime;     /* nanoseconds since 1970 */
    uint64_t articles; /* read from it, also those that are not in the index any more */
    bool unsure;       /* may have changed since, or couldn't be read to its end */
};

/* ---- Reading -------------------------------------------------------------------------------------- */

struct manifest_reader;

/* Errors, here and below: MISSING, DENIED, IO, MEMORY; DAMAGED for what isn't as above, saying what to do. */
nsearch_status manifest_open(const char *path, struct manifest_reader **out, nsearch_error *error);
void manifest_close(struct manifest_reader *reader);

const struct roots *manifest_roots(const struct manifest_reader *reader);

/* The next file, whose path and name are valid until the next call; NULL after the last. */
nsearch_status manifest_next(struct manifest_reader *reader, const struct manifest_file **out,
                             nsearch_error *error);

/* After the last file: the path of the next shadowed one; NULL after the last. *articles: those it lost, 0 where
 * that isn't known. */
nsearch_status manifest_next_shadowed(struct manifest_reader *reader, const char **out,
                                      uint64_t *articles, nsearch_error *error);

/* ---- Writing -------------------------------------------------------------------------------------- */

struct manifest_writer;

/* Starts the file `path` afresh. Errors, here and below: DENIED, IO, MEMORY; they hold for good. */
nsearch_status manifest_create(const char *path, const struct roots *roots,
                               struct manifest_writer **out, nsearch_error *error);

/* Adds a file; its name is after that of the one before. */
nsearch_status manifest_add(struct manifest_writer *writer, const struct manifest_file *file,
                            nsearch_error *error);

/* After the last file: adds a shadowed one. */
nsearch_status manifest_add_shadowed(struct manifest_writer *writer, const char *path,
                                     uint64_t articles, nsearch_error *error);

/* Writes what is left and waits until the disk has it (fsync); its name is the directory's matter. */
nsearch_status manifest_finish(struct manifest_writer *writer, nsearch_error *error);

/* NULL is allowed. Without finish, what is written is for the caller to sweep. */
void manifest_free(struct manifest_writer *writer);

#endif
