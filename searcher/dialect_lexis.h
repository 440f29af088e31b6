/* dialect_lexis.h - what the two files of this dialect share. Its syntax is at the head of dialect_lexis.c. */
#ifndef SEARCHER_DIALECT_LEXIS_H
#define SEARCHER_DIALECT_LEXIS_H

#include "searcher/dialect.h"

enum binds {
    BINDS_NOT = 100,
    BINDS_AND = 200,
    BINDS_PARAGRAPH = 300,
    BINDS_SENTENCE = 400,
    BINDS_WITHIN = 1500, /* less the distance */
    BINDS_OR = 2000,
    BINDS_ROW = 3000,
    BINDS_SEGMENT = 4000 /* one operand */
};

/* Bytes of the word at `at`. */
size_t lexis_word_size(const struct dialect *dialect, size_t at);

/* The segment, command or ATLEAST5 that is next and has `size` bytes, a bracket behind it. False if it
 * is none. */
bool lexis_segment(struct dialect *dialect, struct dialect_token *token, size_t size);

/* DATE or LENGTH that is next, taken with the comparison after it. False if there is none. */
bool lexis_range(struct dialect *dialect, struct dialect_token *token, size_t size);

#endif
