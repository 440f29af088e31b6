/* sgml.h - what the SGML readers share: records between two tags, tags and text in a record.
 *
 *     lines -> sgml_record: <DOC> ... </DOC> -> sgml_next: a tag, or text up to the next one
 *
 * Nothing of SGML but that is understood; names are compared without case. */
#ifndef COMMON_READERS_SGML_H
#define COMMON_READERS_SGML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/readers/reader.h"

enum {
    SGML_NAME_MAX = 16
};

/* ---- Records ------------------------------------------------------------------------------------ */

struct sgml_records {
    struct input *input;
    const char *name; /* of the element, "DOC" */
    struct line line; /* being read */
    size_t at;        /* what of it has been read */
    bool has_line;
    uint64_t start_line; /* where the record begins */
    struct buf text;     /* from its start tag to its end tag, both included */
    const char *problem; /* why it can't be used: no end tag, or too long; NULL if it can */
    char no_end[32];     /* "no </DOC>" */
};

void sgml_records_init(struct sgml_records *records, struct input *input, const char *name);
void sgml_records_release(struct sgml_records *records);

/* The next record; *more is false at the end. What stands between records is passed over. Errors:
 * those of input_line, MEMORY. */
nsearch_status sgml_record(struct sgml_records *records, bool *more, nsearch_error *error);

/* Reads all of `input`: fills `article` from each record with `take` and gives it to the sink; what
 * has neither title nor text, or a problem, is a reject. `take` returns false when out of memory. */
nsearch_status sgml_read(struct input *input, const char *name, const struct reader_sink *sink,
                         bool (*take)(void *context, const struct buf *record,
                                      struct article *article),
                         void *context, nsearch_error *error);

/* ---- Tags and text ------------------------------------------------------------------------------ */

struct sgml_piece {
    bool is_tag;
    bool is_end;              /* </NAME> */
    char name[SGML_NAME_MAX]; /* of a tag, in capitals; longer ones are cut */
    const char *text;         /* of text, as it stands; of a tag, its attributes */
    size_t size;
};

/* Takes the next piece off the front of *text; false at the end. A < that begins no tag is text;
 * comments and declarations are tags without a name. */
bool sgml_next(const char **text, size_t *size, struct sgml_piece *piece);

/* The value of an attribute of a start tag; false if it has none. */
bool sgml_attribute(const struct sgml_piece *tag, const char *name, const char **value,
                    size_t *size);

/* Appends text with its entities decoded; those of control characters are dropped, those that nobody
 * knows stay as they are. */
void sgml_decode(const char *text, size_t size, struct buf *out);

/* Appends running text: lines without white space at their ends, and an empty line between
 * paragraphs, which begin after an empty line or with a line that alone is indented. */
void sgml_flow(const char *text, size_t size, struct buf *out);

#endif
