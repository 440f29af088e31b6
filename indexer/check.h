/* check.h - whether an index is sound: every file of every segment, and what they say of each other.
 *
 *     each segment      its files are as they were written (glass_sums.h); every table reads to its end and
 *                       holds together; every text is the one that was indexed; Xapian finds nothing either
 *     all of them       of one kind; no id or serial in two live articles; the dead are there
 *     the manifest      names the files that the articles came from
 *     the directory     what no generation names
 *
 * Takes no lock and changes nothing. Where nindex publishes meanwhile, and takes files away that were still to
 * be read, all starts again, once. Reads all there is about three times; the memory is 17 bytes an article, 24
 * a file and some buffers. */
#ifndef INDEXER_CHECK_H
#define INDEXER_CHECK_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"

enum {
    CHECK_LINES_MAX = 100 /* problems that are kept; the others are only counted */
};

struct check_request {
    const char *index;                 /* directory */
    const volatile sig_atomic_t *stop; /* not 0: end soon; NULL: never */
    /* Is told how far it is, in bytes to read; NULL: nobody wants to know. */
    void (*progress)(void *context, uint64_t done, uint64_t total);
    void *context;
};

/* What helps. */
enum check_advice {
    CHECK_NOTHING,      /* it is sound */
    CHECK_REBUILD,      /* --rebuild-from-index: all texts are whole */
    CHECK_REBUILD_PART, /* --full; else --rebuild-from-index saves what can be read */
    CHECK_FULL          /* --full: there are no texts to be had */
};

struct check_verdict {
    uint64_t generation;
    size_t segments;
    size_t remotes;    /* on other machines, which aren't looked at */
    uint64_t articles; /* that aren't dead */
    uint64_t dead, files, bytes;
    uint64_t problem_count; /* 0: sound */
    struct buf problems;    /* a line each, up to CHECK_LINES_MAX of them */
    size_t leftover_count;
    struct buf leftovers; /* a name a line: the next run removes them */
    enum check_advice advice;
    bool lacks_language; /* none can be read: --rebuild-from-index must be told it */
};

/* Fills in the verdict, to be released whatever is returned. Damage is no error here, but a verdict. Errors:
 * MISSING (no index), FOREIGN, TOO_NEW, DENIED, INVALID (stopped), LOCKED (it changes all the time), MEMORY. */
nsearch_status check_index(const struct check_request *request, struct check_verdict *verdict,
                           nsearch_error *error);
void check_verdict_release(struct check_verdict *verdict);

#endif
