/* glass_file.h - the file of a glass table while it is written: blocks by their numbers, through a window.
 *
 *     blocks   0 ........... 127 | 128 .......... 255 | 256
 *              written           | window             |
 *
 * Blocks come nearly in order: one before the window is written over what the window had in its place. The
 * window can be written by a thread of its own (behind.h). A table that grows large goes past the kernel's
 * cache from then on: copying into it costs more than the disk, and pushes out what others work with. */
#ifndef INDEXER_GLASS_FILE_H
#define INDEXER_GLASS_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/nsearch.h"

enum {
    GLASS_FILE_WINDOW = 1 << 20,      /* bytes; a multiple of every block size */
    GLASS_FILE_CACHED_MAX = 16 << 20, /* bytes of a file that go through the cache */
};

struct behind;

struct glass_file {
    char *path;
    int fd; /* -1 when closed */
    uint32_t block_size;
    uint8_t *window;
    uint64_t window_start; /* its first block */
    struct behind *behind; /* NULL: without a thread, which may not have been had; */
    uint8_t *spare;        /* with one there are two windows */
    bool direct;           /* goes past the cache, or can't */
};

/* Creates the file. `behind`: with a thread and, where it grows large and the file system can, past the cache.
 * glass_file_release is due in any case. Errors: MISSING, DENIED, IO, MEMORY. */
nsearch_status glass_file_create(struct glass_file *file, const char *path, uint32_t block_size,
                                 bool behind, nsearch_error *error);

/* Memory for one block, given to free(); NULL if there is none. */
uint8_t *glass_file_block(const struct glass_file *file);

/* Writes block `number`, which is in memory of glass_file_block. Errors: IO. */
nsearch_status glass_file_put(struct glass_file *file, uint32_t number, const uint8_t *bytes,
                              nsearch_error *error);

/* Writes what is left of `blocks` blocks, waits until the disk has all, and closes. Errors: IO. */
nsearch_status glass_file_finish(struct glass_file *file, uint32_t blocks, nsearch_error *error);

void glass_file_release(struct glass_file *file);

#endif
