/* dialect_factiva.h - what the two files of this dialect share. Its syntax is at the head of
 * dialect_factiva.c. */
#ifndef SEARCHER_DIALECT_FACTIVA_H
#define SEARCHER_DIALECT_FACTIVA_H

#include "searcher/dialect.h"

enum binds {
    BINDS_OR = 100,
    BINDS_AND = 200,
    BINDS_NOT = 300,
    BINDS_FIELD = 400,
    BINDS_NEAR = 500,
    BINDS_ROW = 600
};

/* Bytes of the "/n5/" or "/f50/" at the start of the text, 0 if it is none. */
size_t factiva_slashed_size(const char *text, size_t size);

/* Bytes of the word at `at`, or of such an operator; the next one ends a word. */
size_t factiva_word_size(const struct dialect *dialect, size_t at);

/* The "hd=" that is next. False if it is none. */
bool factiva_field(struct dialect *dialect, struct dialect_token *token);

/* "wc>500" or "date ..." that is next, in a word of `size` bytes. False if it is none. */
bool factiva_range(struct dialect *dialect, struct dialect_token *token, size_t size);

#endif
