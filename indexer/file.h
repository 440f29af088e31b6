/* file.h - writing files, so that a short write is gone on with and a failed one is told with its path. */
#ifndef INDEXER_FILE_H
#define INDEXER_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

/* Writes all of `data` at `offset` of an open file; `path` is for the error. Errors: IO. */
nsearch_status file_write_at(int file, const char *path, uint64_t offset, const void *data,
                             size_t size, nsearch_error *error);

/* Makes a file that holds `data` alone, and waits until the disk has it (fsync); its name is the
 * directory's matter. Errors: MISSING, DENIED, IO. */
nsearch_status file_write(const char *path, const void *data, size_t size, nsearch_error *error);

/* Gives a file another name, `to`, which must not exist; a copy that the disk has, where the file system
 * gives a file only one name. Errors: MISSING, DENIED, IO. */
nsearch_status file_link(const char *from, const char *to, nsearch_error *error);

/* Opens a file without a name in `directory`, which goes when it is closed, however the process ends.
 * Errors: MISSING, DENIED, IO, MEMORY. */
nsearch_status file_open_nameless(const char *directory, int *out, nsearch_error *error);

#endif
