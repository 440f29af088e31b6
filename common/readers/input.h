/* input.h - one file as lines, unpacked as it is read.
 *
 * A byte order mark at the start goes; UTF-16 that has one becomes UTF-8, any other text is given as
 * it is, valid or not.
 *
 * gzip is known by its first bytes, whatever the name; members that follow each other are one text. A
 * line longer than the limit is skipped to its end without being held in memory. */
#ifndef COMMON_READERS_INPUT_H
#define COMMON_READERS_INPUT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

struct input;

/* `limit`: the longest line, and the most that input_rest() gives, in bytes. */
nsearch_status input_open(const char *path, size_t limit, struct input **out, nsearch_error *error);
void input_free(struct input *input);

/* Once *stop isn't 0, reading fails with INVALID, however long the line is. */
void input_stop_on(struct input *input, const volatile sig_atomic_t *stop);

/* The first bytes of the text, up to 64 KB, without using them up. */
nsearch_status input_peek(struct input *input, const char **data, size_t *size,
                          nsearch_error *error);

struct line {
    const char
        *text; /* without its line end (\n or \r\n), NUL-terminated, valid until the next call */
    size_t size;
    uint64_t number; /* 1 for the first */
    bool too_long;   /* longer than the limit: text holds its start only */
    bool cut;        /* the text ends in it, without a line end */
};

/* The next line; *more is false at the end. Errors: DAMAGED (truncated or broken gzip), IO, MEMORY;
 * they hold for good. */
nsearch_status input_line(struct input *input, struct line *line, bool *more, nsearch_error *error);

/* All that is left, as one text, line ends as they are. too_long as above. */
nsearch_status input_rest(struct input *input, struct line *line, nsearch_error *error);

const char *input_path(const struct input *input);
size_t input_limit(const struct input *input);
uint64_t input_read_bytes(const struct input *input); /* bytes of the file read so far, packed */

#endif
