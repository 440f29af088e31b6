/* records.h - records with a length, one behind the other, as web archives have them (WARC, ARC), some of them broken.
 *
 *     head  body of a stated length  line ends  head  body ...
 *
 * A length is believed as long as a record starts behind it. After the first that lies, records are also looked for in
 * what is called a body. Gzip that is damaged is left at the next of its members. Each byte is looked at twice at
 * most, and a body's limit is the input's. */
#ifndef COMMON_READERS_RECORDS_H
#define COMMON_READERS_RECORDS_H

#include "common/readers/reader.h"

struct records {
    struct input *input;
    const struct reader_sink *sink;
    /* Whether a record's head starts a line with that text, which goes as far as has been read. */
    bool (*starts)(const char *text, size_t size);
    uint64_t count; /* records so far, with the one that is being read */
    struct buf data;
    size_t at; /* what is left in data: [at, size) */
    bool at_end;
    bool distrusts;        /* lengths */
    bool told;             /* that what stands here is no record */
    nsearch_status status; /* of a failed read; told when the data is used up */
    nsearch_error error;
};

void records_init(struct records *records, struct input *input, const struct reader_sink *sink,
                  bool (*starts)(const char *text, size_t size));
void records_release(struct records *records);

/* Goes to the next record; *more is false at the end. What stands before it, and damage, is rejected. Errors: those of
 * input_line, but for damage that has been left behind. */
nsearch_status records_next(struct records *records, bool *more, nsearch_error *error);

/* Takes the record's head: up to the first empty line and with it, or one line. Valid until the next call. False, told
 * as a reject, if it has no end. */
bool records_head(struct records *records, bool one_line, const char **text, size_t *size);

enum records_body {
    RECORDS_WHOLE,
    RECORDS_DOUBTFUL, /* its length is wrong: what is had goes up to the next record, or the end of the file */
    RECORDS_TOO_LONG, /* it is longer than the limit, and passed over */
    RECORDS_NONE      /* can't be had, and that has been told */
};

/* Takes the body, which may be changed and is valid until the next call. */
enum records_body records_body(struct records *records, uint64_t length, char **data, size_t *size);

/* Rejects the record whose doubtful body was taken last. */
void records_tell_doubt(struct records *records, const char *url);

/* Rejects the record. `url` may be "". */
void records_reject(const struct records *records, const char *url, enum reject_kind kind,
                    const char *reason);

#endif
