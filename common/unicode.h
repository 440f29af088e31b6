/* unicode.h - what a character is to the tokenizer, and how it is folded.
 *
 * Folding takes case, accents and compatibility forms away, and letters apart that are one sound in
 * two letters elsewhere:
 *
 *     É é ℰ Ｅ -> e      ﬁ -> fi      ß -> ss      ς -> σ      ² -> 2      ｶ -> カ
 *
 * Accents go from Latin, Greek and Cyrillic letters; those of other scripts, where marks are
 * vowels, are kept, taken apart from their letters, so that both ways of writing them are one word.
 *
 * What was found out is kept in blocks of 256 characters that are made when first asked for and
 * never change or go away: a megabyte if a text has everything. Any number of threads may ask at
 * once. */
#ifndef COMMON_UNICODE_H
#define COMMON_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum unicode_class {
    UNICODE_BREAK,      /* separates words */
    UNICODE_LETTER,     /* Lu Ll Lt Lm Lo */
    UNICODE_DIGIT,      /* Nd */
    UNICODE_NUMBER,     /* Nl No */
    UNICODE_MARK,       /* Mn Me Mc: belongs to the character before it */
    UNICODE_CJK,        /* a character of Chinese, Japanese or Korean, which have no spaces */
    UNICODE_JOIN,       /* one between two word characters joins them: ' & _ */
    UNICODE_DIGIT_JOIN, /* one between two digits joins them: , . ; */
    UNICODE_HYPHEN,
    UNICODE_NOTHING /* soft hyphen, zero-width characters: as if it weren't there */
};

enum {
    UNICODE_TEXT_MAX = 13
};

struct unicode_char {
    uint8_t class; /* enum unicode_class, of the folded form */
    bool keeps_marks;
    uint8_t size;                /* of text; 0 for a BREAK */
    char text[UNICODE_TEXT_MAX]; /* folded, UTF-8; a letter whose folded form is longer stays as it
                                    is */
};

void unicode_lookup(uint32_t code, struct unicode_char *out);

/* The one character that a kana and its voicing mark, or two parts of a Hangul syllable, are together;
 * 0 if there is none. */
uint32_t unicode_compose(uint32_t first, uint32_t second);

/* Canonical_Combining_Class: marks after a letter stand in its order, 0 apart. */
unsigned unicode_combining_class(uint32_t code);

#endif
