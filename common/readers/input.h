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
#include "common/unpack.h"

struct input;

/* What is known of a text from outside of it; each may be NULL. */
struct input_hints {
    const char *type; /* "text/html; charset=utf-8", as in the head of an HTTP answer or a mail */
    const char *url;  /* where it was read */
    const char *date; /* and when */
};

/* `limit`: the longest line, and the most that input_rest() gives, in bytes. */
nsearch_status input_open(const char *path, size_t limit, struct input **out, nsearch_error *error);

/* Over a piece of another input, with its limit and who stops it; `path` is for messages and for the name. The outer
 * one and the strings of `hints` stay longer. Errors: MEMORY. */
nsearch_status input_within(struct input *outer, const char *path,
                            const struct unpack_source *source, const struct input_hints *hints,
                            struct input **out, nsearch_error *error);
void input_free(struct input *input);

/* Bytes in memory as a source: `context` of input_memory_read(). */
struct input_memory {
    const char *data;
    size_t size; /* what is left */
};

nsearch_status input_memory_read(void *context, char *out, size_t capacity, size_t *size,
                                 nsearch_error *error);

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

/* The next bytes, at most `most` > 0, which are used up; valid until the next call. *size is 0 only at the end. The
 * lines of input_line() go on behind them. Errors: those of input_line. */
nsearch_status input_bytes(struct input *input, size_t most, const char **data, size_t *size,
                           nsearch_error *error);

/* After DAMAGED: goes on where the next member of gzip begins; false if there is none. */
bool input_recover(struct input *input);

/* As unpack_count(): for what is unpacked in other ways than gzip. */
nsearch_status input_count_unpacked(struct input *input, uint64_t size, nsearch_error *error);

const struct input_hints *input_hints(const struct input *input); /* never NULL */
const char *input_path(const struct input *input);
size_t input_limit(const struct input *input);
uint64_t input_read_bytes(const struct input *input); /* bytes of the file read so far, packed */

#endif
