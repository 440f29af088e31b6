/* walk.h - files and directories to files, in an order that is always the same: arguments as they
 * are given, what is in a directory by the bytes of its names.
 *
 * Below an argument, names that begin with a dot are passed over, symbolic links are followed to
 * files only, and what is neither file nor directory is passed over. */
#ifndef INDEXER_WALK_H
#define INDEXER_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

struct walk_sink {
    /* Takes a file and its size; an error ends the walk and is passed up. */
    nsearch_status (*file)(void *context, const char *path, uint64_t size, nsearch_error *error);
    /* Is told of what can't be looked into. */
    void (*reject)(void *context, const char *path, const char *reason);
    void *context;
};

/* `skip`: a directory that is passed over wherever it turns up, by whatever name; NULL for none. */
nsearch_status walk(char *const *paths, size_t count, const char *skip,
                    const struct walk_sink *sink, nsearch_error *error);

#endif
