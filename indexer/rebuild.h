/* rebuild.h - an index made anew from the articles that it stores: when it is damaged, or of an older nsearch,
 * and the files that it came from are gone.
 *
 * All live articles go into one new segment by today's analysis, in the order of their files' names and, of one
 * file, as they are: what a full build of the same files would give, but that they keep serial and time. What
 * can't be read is left out and told; all else of the same table is still had. The old generation is the index
 * until the switch. Reads each text twice; the memory is 33 bytes an article and the files' names, beside what
 * a segment takes (segment.h). */
#ifndef INDEXER_REBUILD_H
#define INDEXER_REBUILD_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "indexer/lock.h"
#include "indexer/space.h"

struct rebuild_request {
    const char *index;                 /* directory */
    const char *language;              /* if it can't be read from the index; NULL: none is known */
    struct lock_wait wait;             /* for another nindex */
    size_t jobs, memory;               /* as in segment.h, */
    const char *run_directory;         /* and so is this */
    const volatile sig_atomic_t *stop; /* not 0: end soon */
};

struct rebuild_result {
    uint64_t articles; /* in the new generation */
    uint64_t losses;   /* that were told; 0: all is as it was */
    uint64_t generation;
    uint64_t next_serial; /* the one that is free (stamp.h) */
};

/* Is told what happens; NULL: doesn't want to know. */
struct rebuild_watcher {
    void (*begun)(void *context); /* the index is locked from here */
    /* Where there is less space than may be needed. */
    void (*scarce)(void *context, const struct space_lack *lack);
    void (*reading)(void *context, uint64_t articles);
    void (*progress)(void *context, uint64_t articles, uint64_t total); /* done, to be done */
    void (*loss)(void *context, const char *what);                      /* one line */
    void (*writing)(void *context);
    /* How it ended; the index is locked until this returns. */
    void (*ended)(void *context, const struct rebuild_result *result, nsearch_status status,
                  const nsearch_error *error);
    void *context;
};

/* Errors: those of publish_begin and space_check; MISSING (no index), FOREIGN, TOO_NEW, DAMAGED (not one article can be read, or
 * its language can't), INVALID (it stores no texts, or stopped), IO, MEMORY. */
nsearch_status rebuild_index(const struct rebuild_request *request,
                             const struct rebuild_watcher *watcher, struct rebuild_result *result,
                             nsearch_error *error);

#endif
