/* date_parts.h - what the dates of date_parse.c are made of: numbers, words, days, months, years, times.
 *
 * What "takes" moves the cursor on behind what it took, and leaves it, or a part of it, if that isn't there. */
#ifndef COMMON_DATE_PARTS_H
#define COMMON_DATE_PARTS_H

#include "common/date.h"
#include "common/date_words.h"

struct date_cursor {
    const char *at, *end;
    enum date_order order;
};

bool date_is_digit(char c);

/* A letter, or a byte of a character that may be one. */
bool date_is_letter(char c);

/* ---- Characters and words ------------------------------------------------------------------------ */

/* The next byte; NUL at the end. */
char date_peek(const struct date_cursor *cursor);

/* Takes that byte, or that text. */
bool date_take(struct date_cursor *cursor, char c);
bool date_take_text(struct date_cursor *cursor, const char *text);

/* Skips bytes that are in `set`. */
void date_skip(struct date_cursor *cursor, const char *set);

/* Digits from here on, no more counted than make a difference; and a number of exactly so many, of which there are
 * enough. */
size_t date_count_digits(const struct date_cursor *cursor);
int date_take_number(struct date_cursor *cursor, size_t digits);

void date_take_word(struct date_cursor *cursor, char out[DATE_WORD_MAX]);

/* Skips a day of the week; "de", "of" and the like, with what white space, commas, dots and hyphens there are. */
void date_skip_weekday(struct date_cursor *cursor);
void date_skip_of(struct date_cursor *cursor);

/* ---- Parts of a date: false if it isn't there ---------------------------------------------------- */

bool date_take_year(struct date_cursor *cursor, struct date *date);  /* of four digits */
bool date_take_month(struct date_cursor *cursor, struct date *date); /* by its name */
bool date_take_day(struct date_cursor *cursor,
                   struct date *date); /* "2", "02", "2nd", "1er", "1." */

/* H:MM, HH:MM[:SS[.fraction]]; HHMM[SS] if `basic`; 14.49 and 14h49 if `loose`. A second of 60 is the leap second. */
bool date_take_time(struct date_cursor *cursor, bool basic, bool loose, struct date *date);

/* The time after a date for people, if there is one: ", 14:49", " at 3:05 p.m.", " um 14.49 Uhr". */
void date_take_late_time(struct date_cursor *cursor, struct date *date);

#endif
