/* http.h - the head of an answer of HTTP, and its body freed of chunks, as a web archive keeps it. */
#ifndef COMMON_READERS_HTTP_H
#define COMMON_READERS_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HTTP_VALUE_MAX = 256
};

struct http_answer {
    int status;                    /* 200 */
    char type[HTTP_VALUE_MAX];     /* "text/html; charset=utf-8"; "" if none is said */
    char encoding[HTTP_VALUE_MAX]; /* "gzip"; "" */
    uint64_t length;               /* of the body as it was sent; UINT64_MAX if that isn't said */
    char *body;                    /* in the data */
    size_t size;
};

/* Reads an answer; its body's chunks are joined in place. A body that is called chunked and isn't stays as it is, and
 * what stands behind a broken chunk too. False if it is no answer of HTTP. */
bool http_read(char *data, size_t size, struct http_answer *out);

/* Reads digits and nothing else. */
bool http_number(const char *text, uint64_t *out);

/* The value of a line "Name: value" of a head, if it has that name: without white space at its ends, cut to fit.
 * Returns whether. */
bool http_value(const char *line, size_t size, const char *name, char out[HTTP_VALUE_MAX]);

#endif
