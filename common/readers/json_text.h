/* json_text.h - JSON of any size, value by value: what brackets and quotes say, before a parser looks at the values. */
#ifndef COMMON_READERS_JSON_TEXT_H
#define COMMON_READERS_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/readers/input.h"

enum {
    JSON_TEXT_END = -1
};

struct json_text {
    struct input *input;
    const char *data; /* a piece of the input: what is left of it */
    size_t size;
    uint64_t line;
    bool at_end;
    nsearch_status status; /* of the input, when it failed: the end, too */
    nsearch_error error;
};

void json_text_init(struct json_text *text, struct input *input);

/* The next character that is no white space, not used up; JSON_TEXT_END at the end. */
int json_text_peek(struct json_text *text);

/* Uses up the character that was peeked at. */
void json_text_skip(struct json_text *text);

/* Appends the value that begins here, brackets and strings whole. `inside`: how many brackets of it have been used up
 * already. False if the text ends in it. What goes beyond `limit` bytes in `out` isn't kept, and *too_long. */
bool json_text_value(struct json_text *text, unsigned inside, size_t limit, struct buf *out,
                     bool *too_long);

#endif
