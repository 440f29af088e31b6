/* lock.h - one writer at a time: a lock on the file INDEX/lock that ends with the process.
 *
 * The file names the holder, "PID SINCE" (seconds since 1970), for the message that the others get;
 * it stays behind, unlocked. */
#ifndef INDEXER_LOCK_H
#define INDEXER_LOCK_H

#include "common/nsearch.h"

/* Takes the lock of the index in `directory`; *out is a descriptor. Errors: LOCKED at once if
 * another process has it, saying which and since when; DENIED, IO. */
nsearch_status lock_take(const char *directory, int *out, nsearch_error *error);

/* Gives it back; -1 is ignored. */
void lock_drop(int lock);

#endif
