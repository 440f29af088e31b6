/* html_words.h - words that mean something, and quickly: tables written as lists, looked up by hash. */
#ifndef COMMON_READERS_HTML_WORDS_H
#define COMMON_READERS_HTML_WORDS_H

#include <stddef.h>

enum {
    HTML_WORDS_SLOTS = 1024, /* twice as many as words at least */
    HTML_WORD_MAX = 40
};

struct html_words_row {
    unsigned value;    /* not 0 */
    const char *words; /* "one two three", in lower case */
};

/* Zero at first; the rows must outlive it. */
struct html_words {
    struct {
        const char *word; /* not terminated */
        unsigned size, value;
    } slots[HTML_WORDS_SLOTS];
};

void html_words_add(struct html_words *words, const struct html_words_row *rows, size_t count);

/* The value of a word, in any case of ASCII; 0 if it isn't there. */
unsigned html_words_find(const struct html_words *words, const char *word, size_t size);

#endif
