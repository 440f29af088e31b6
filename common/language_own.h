/* language_own.h - what the files of language.h share. */
#ifndef COMMON_LANGUAGE_OWN_H
#define COMMON_LANGUAGE_OWN_H

#include <stddef.h>

enum {
    LANGUAGE_WORD_MAX = 16 /* bytes of a word that tells a language */
};

struct language_words {
    const char *tag;
    const char *words; /* with spaces between them */
};

/* A language that is written in two scripts is there twice. At most 64. */
extern const struct language_words language_words[];
extern const size_t language_words_count;

#endif
