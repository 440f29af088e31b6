/* word.h - reading one word: the tokenizer's lower half, included by nothing else. Rules: analysis.h. */
#ifndef COMMON_WORD_H
#define COMMON_WORD_H

#include "common/analysis.h"
#include "common/unicode.h"

/* What a byte is: one of these, or, of a letter or digit, its folded form. */
enum {
    WORD_WIDE,  /* part of a character beyond ASCII */
    WORD_END,   /* ends any word */
    WORD_POINT, /* joins digits; ends a word that doesn't end in one */
    WORD_LOOK   /* depends on what follows */
};

extern const unsigned char word_kinds[256];

/* A character read ahead, those that are as if they weren't there left out. */
struct ahead {
    size_t start, end;
    uint32_t code; /* 0 at the end of the text and for a byte that isn't UTF-8 */
    struct unicode_char is;
};

/* The word being read into tokenizer.word. */
struct word {
    size_t start, end;  /* in the text */
    size_t size, limit; /* bytes written; how many there may be, no more once it was cut */
    size_t solid;     /* bytes up to its last word character: a join may be behind, if it was cut */
    bool letter;      /* starts with one */
    bool unfolded;    /* something in it isn't as folded: a capital, perhaps */
    bool digit;       /* its last character is one */
    bool keeps_marks; /* so does its last character */
    bool ended;       /* nothing that follows could belong to it */
};

/* The character at `at`. */
void word_look(const struct tokenizer *t, size_t at, struct ahead *ahead);

/* Whether a word can start with it. */
static inline bool word_starts(const struct ahead *ahead)
{
    return ahead->is.class == UNICODE_LETTER || ahead->is.class == UNICODE_DIGIT ||
           ahead->is.class == UNICODE_NUMBER;
}

/* The capitals of text[start] to text[end - 1], a word. */
enum token_capitals word_capitals(const char *text, size_t start, size_t end);

/* Reads the word that starts at `start`, with a word character: a letter or not. */
void word_read(struct tokenizer *t, size_t start, bool letter, struct word *word);

#endif
