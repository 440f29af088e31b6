/* status.h - INDEX/status.json: what the last run did, or what this one is doing. One JSON object with a
 * line a key, replaced by rename, so that whoever reads it sees one state whole:
 *
 *     {
 *       "command":"update",
 *       "pid":4711,
 *       "host":"paper.example.org",
 *       "start":"2026-11-22T03:00:01Z",
 *       "end":"2026-11-22T03:02:11Z",
 *       "phase":"done",
 *       "added":120,
 *       ...
 *       "exit":0,
 *       "error":null
 *     }
 *
 * While the run lasts, "end", "exit" and "error" are null. Only who has the index's lock writes it. */
#ifndef INDEXER_STATUS_H
#define INDEXER_STATUS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "common/readers/reject.h"
#include "common/stamp.h"
#include "indexer/lock.h"

#define STATUS_FILE "status.json"

enum status_phase {
    STATUS_SCANNING,
    STATUS_READING,
    STATUS_WRITING,
    STATUS_MERGING,
    STATUS_DONE,
    STATUS_FAILED
};

struct status_counts {
    uint64_t added, changed, removed, unchanged; /* articles */
    uint64_t rejected;                           /* articles and files, */
    uint64_t rejected_of[REJECT_KINDS];          /* by what is wrong with them */
    uint64_t total;                              /* articles in the index */
    uint64_t files, bytes;                       /* read; bytes as they lie on the disk */
    uint64_t generation, segments, dead;         /* of the index */
};

struct status {
    char command[16]; /* "update" */
    long pid;
    char host[LOCK_HOST_MAX];
    int64_t start, end; /* seconds since 1970; end 0: it isn't over */
    enum status_phase phase;
    struct status_counts counts;
    char token[STAMP_SERIAL_DIGITS + 1]; /* for nsearch --new-since; "": not known */
    int exit;                            /* the exit code, once it is over */
    char error[320];                     /* why it failed, else "" */
};

/* One that starts now, in this process. */
void status_init(struct status *status, const char *command);

/* Replaces the file; `last` ones wait until the disk has it. Errors: DENIED, IO, MEMORY. */
nsearch_status status_write(const char *index, const struct status *status, bool last,
                            nsearch_error *error);

/* Reads it. Errors: MISSING (no run has written one), DENIED, DAMAGED, IO, MEMORY. */
nsearch_status status_read(const char *index, struct status *status, nsearch_error *error);

/* "merging" */
const char *status_phase_name(enum status_phase phase);

#endif
