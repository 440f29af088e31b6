/* lock.h - one writer at a time: a lock on the file INDEX/lock that ends with the process.
 *
 *     4711 1798761120 paper.example.org
 *
 * While it is held the file names the holder: its pid, since when (seconds since 1970) and on which
 * host, for the message that the others get. Given back, it is empty; a holder that was killed leaves
 * its name, but not the lock. */
#ifndef INDEXER_LOCK_H
#define INDEXER_LOCK_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/nsearch.h"

enum {
    LOCK_HOST_MAX = 64 /* with its NUL */
};

struct lock_holder {
    long pid; /* 0: unknown */
    int64_t since;
    char host[LOCK_HOST_MAX];
};

/* How long to wait for another process. */
struct lock_wait {
    uint32_t seconds;
    const volatile sig_atomic_t *stop; /* not 0: don't wait any longer; NULL: never */
};

/* Takes the lock of the index in `directory`; *out is a descriptor. `wait` NULL: at once or not at all.
 * Errors: LOCKED if another process has it all the time, saying which and since when; INVALID when
 * stopped; DENIED, IO. */
nsearch_status lock_take(const char *directory, const struct lock_wait *wait, int *out,
                         nsearch_error *error);

/* Gives it back; -1 is ignored. */
void lock_drop(int lock);

/* Whether a process has the lock of the index in `directory`, and which. False where there is no lock,
 * or it may not be read. */
bool lock_is_held(const char *directory, struct lock_holder *holder);

/* The name of this host, as the lock has it. */
void lock_host(char out[LOCK_HOST_MAX]);

#endif
