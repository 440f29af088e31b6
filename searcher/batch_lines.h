/* batch_lines.h - the lines of a stream as they come, none of them too long. */
#ifndef SEARCHER_BATCH_LINES_H
#define SEARCHER_BATCH_LINES_H

#include "common/buf.h"

enum {
    BATCH_LINE_MAX = 1 << 20 /* bytes, as of a file with a query */
};

struct batch_lines {
    int file;
    struct buf text;   /* read, and not taken yet: at most a line and a block */
    size_t at, looked; /* of what is left; up to where there is no end of a line */
    bool skips;        /* a line that is too long */
    bool ended;
};

enum batch_line {
    BATCH_LINE,
    BATCH_TOO_LONG, /* skipped, as often as there is one */
    BATCH_END
};

void batch_lines_init(struct batch_lines *lines, int file);
void batch_lines_release(struct batch_lines *lines);

/* The next line without its end, which may be CR LF; its text, ended by a NUL, is valid until the next call. What the
 * last one lacks is an end. Waits for it. Errors: IO, MEMORY. */
nsearch_status batch_lines_next(struct batch_lines *lines, enum batch_line *kind, const char **text,
                                size_t *size, nsearch_error *error);

#endif
