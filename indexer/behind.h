/* behind.h - writes to a file in a thread of its own, while more is made.
 *
 *     maker     makes A | makes B  | makes A ...
 *     thread            | writes A | writes B ...
 *
 * For who makes more than the disk's cache takes in at the same time: a third of the time goes into copying
 * to the kernel. */
#ifndef INDEXER_BEHIND_H
#define INDEXER_BEHIND_H

#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

struct behind;

/* `file` is open; it and `path`, which is for errors, belong to the caller. Errors: MEMORY, also for a
 * thread that can't be had. */
nsearch_status behind_create(int file, const char *path, struct behind **out, nsearch_error *error);

/* Has `data` written at `offset`, and doesn't wait for that, only for what was to be written before. The data
 * must stay as they are until the next call. Errors, of what was to be written before too: IO. */
nsearch_status behind_write(struct behind *behind, uint64_t offset, const void *data, size_t size,
                            nsearch_error *error);

/* Waits until all is written. Errors: as above. */
nsearch_status behind_wait(struct behind *behind, nsearch_error *error);

/* Waits, too. */
void behind_free(struct behind *behind);

#endif
