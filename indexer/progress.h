/* progress.h - what nindex shows of its work on stderr: a bar on a terminal, a line per phase
 * elsewhere, or nothing. */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool lines;     /* says what happens, a line each */
    bool bar;       /* and draws a bar meanwhile */
    bool is_drawn;  /* it stands there now */
    uint64_t total; /* bytes to read */
    double start;   /* of reading; seconds on the monotonic clock */
    double last;    /* when the bar was drawn */
};

/* Nothing but what is shown; a bar only if stderr is a terminal that can move its cursor. */
void progress_init(struct progress *progress, bool is_shown);

/* A phase begins: "reading 3 files, 242 MB". */
void progress_phase(struct progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reading begins. */
void progress_start(struct progress *progress, uint64_t total);

/* How far it has got; draws at most ten times a second. */
void progress_update(struct progress *progress, uint64_t articles, uint64_t bytes);

/* Takes the bar away, so that something else can be printed. */
void progress_clear(struct progress *progress);

/* Seconds since progress_start. */
double progress_seconds(const struct progress *progress);

#endif
