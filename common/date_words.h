/* date_words.h - the names of months and days of the week, in many languages. */
#ifndef COMMON_DATE_WORDS_H
#define COMMON_DATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    DATE_WORD_MAX = 40 /* bytes, with a NUL; no name of a month or a day is longer */
};

/* Takes the word at the start of a text: letters and the marks on them, folded as in unicode.h ("Février" is
 * "fevrier"), cut if it is longer. Returns the bytes it takes, 0 if there is no letter. */
size_t date_word(const char *text, size_t size, char out[DATE_WORD_MAX]);

/* Whether a word is one of a list with spaces between. */
bool date_word_in(const char *list, const char *word);

/* 1 to 12 for the name of a month as date_word() gives it, long or short, in any language; 0 for what is none.
 * Listopad is November, as in most of the languages that have it. */
int date_month_of(const char *word);

bool date_is_weekday(const char *word);

#endif
