/* print_field.h - the fields of a hit by name: which are shown, in which order, and what they say. */
#ifndef SEARCHER_PRINT_FIELD_H
#define SEARCHER_PRINT_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "common/nsearch.h"

/* A match and what stands around it: texts that are not ended by a NUL, white space folded. */
struct print_match {
    const char *left, *match, *right;
    size_t left_size, match_size, right_size;
    bool in_title;
};

/* All that there is to show of a hit. */
struct print_record {
    const nsearch_hit *hit;
    const nsearch_passage *passage;  /* NULL: not asked for */
    const nsearch_passage *text;     /* all of it; NULL: not asked for */
    const struct print_match *match; /* one line of a concordance; NULL: none */
};

/* What a record must have for a field to be shown. */
enum print_need {
    PRINT_PASSAGE = 1,
    PRINT_TEXT = 2,
    PRINT_MATCH = 4
};

enum print_kind {
    PRINT_WORDS,  /* text of the hit */
    PRINT_NUMBER, /* its rank */
    PRINT_SCORE,
    PRINT_BOOL,  /* whether it has the phrase */
    PRINT_BEST,  /* the passage */
    PRINT_WHOLE, /* the text */
    PRINT_LEFT,
    PRINT_MATCHED,
    PRINT_RIGHT,
    PRINT_PART /* title or body, where the match is */
};

struct print_field {
    const char *name;
    enum print_kind kind;
    size_t offset; /* WORDS: of the text in nsearch_hit */
};

enum {
    PRINT_FIELDS_MAX = 32,    /* more than there are */
    PRINT_SCRATCH = 32,       /* bytes of a number */
    PRINT_COMPLAINT_MAX = 400 /* bytes of what is said of a wrong list of fields or template */
};

struct print_fields {
    const struct print_field *items[PRINT_FIELDS_MAX];
    size_t count;
    unsigned needs; /* enum print_need */
};

/* Reads a list of names, "id,date,title". False, and a line that says what is wrong, if one is unknown or there twice.
 * `beside`: what can be had beside the fields of every hit: PRINT_MATCH, or 0. */
bool print_fields_read(const char *list, unsigned beside, struct print_fields *out,
                       char complaint[PRINT_COMPLAINT_MAX]);

/* Adds one; NULL, or a complaint, if there is no such field. */
const struct print_field *print_fields_add(struct print_fields *fields, const char *name,
                                           size_t size, unsigned beside,
                                           char complaint[PRINT_COMPLAINT_MAX]);

/* Bytes of somebody's text: not fit for a terminal as they are. */
struct print_value {
    const char *text;
    size_t size;
};

/* What a field says, "" for one that the article doesn't have. `scratch` is for numbers. */
struct print_value print_field_value(const struct print_field *field,
                                     const struct print_record *record,
                                     char scratch[PRINT_SCRATCH]);

#endif
