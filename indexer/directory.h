/* directory.h - making, removing and securing whole directories. */
#ifndef INDEXER_DIRECTORY_H
#define INDEXER_DIRECTORY_H

#include "common/nsearch.h"

/* Makes the directory and its parents; one that is there already is fine. Errors: FOREIGN (there is
 * something else), DENIED, IO, MEMORY. */
nsearch_status directory_make(const char *path, nsearch_error *error);

/* Removes it with all that is in it, as far as that can be done. */
void directory_remove(const char *path);

/* Waits until the disk has its entries (fsync). Errors: MISSING, DENIED, IO. */
nsearch_status directory_sync(const char *path, nsearch_error *error);

#endif
