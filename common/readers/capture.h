/* capture.h - one body out of a web archive: what it is, and whether it is an article. */
#ifndef COMMON_READERS_CAPTURE_H
#define COMMON_READERS_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/readers/records.h"

enum {
    CAPTURE_URL_MAX = 2048 /* longer ones are cut */
};

struct capture {
    char url[CAPTURE_URL_MAX];
    char date[32];  /* "2020-06-16T14:49:05Z"; "" */
    char type[256]; /* of the body, where it is no answer of HTTP */
    bool is_answer;
    const char *kind; /* of a record that is passed over, "requests"; NULL: it is read */
};

/* Takes the body, of `length` bytes, of the record that `records` stands in. Pages and what may hold articles are read by
 * reader_member(), in place; all else, and answers other than 200, are passed over, and counted; what can't be read is rejected.
 * Where the length is wrong, that of the answer may tell. Errors: those of reader_member(). */
nsearch_status capture_read(struct records *records, const struct capture *capture, uint64_t length,
                            nsearch_error *error);

/* Copies a url or what is in place of it, cut to fit, without < and > around it. */
void capture_set_url(struct capture *capture, const char *url, size_t size);

#endif
