/* date.h - dates of articles and the dates that people type.
 *
 * A date is a period: "2020" is a year long, "2020-06-16" a day, "2020-06-16T14:49" a minute. It is
 * the wall clock of where the article was written; offsets from UTC are read and dropped, for "on 16
 * June" means the day in the paper. */
#ifndef COMMON_DATE_H
#define COMMON_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct date {
    int year;                 /* 1 to 9999; 0: no date */
    int month, day;           /* from 1; 0: not known, then nothing finer is */
    int hour, minute, second; /* -1: not known */
};

enum {
    DATE_TEXT_MAX = 24,
    DATE_KEY_MAX = 16
};

/* Reads a date as articles have it: ISO 8601 (basic and extended, with and without time), RFC 2822,
 * "26-FEB-1987 15:01:01.79", "January 2, 1989", "2 January 1989", "Jan. 2, 1989", "19890102",
 * "1989/01/02", "1 de enero de 1989" and month names of English, German, French, Spanish, Italian and Portuguese,
 * a weekday before it, words after it ignored ("January 1, 1989, Sunday, Home Edition"). False for anything else,
 * for days that don't exist and for two-digit years and other forms with more than one reading. */
bool date_parse(const char *text, size_t size, struct date *date);

/* Reads a bound as queries have it: 2020 | 2020-06 | 2020-06-16 | 2020-06-16T14:49[:05], with / or -,
 * or one of the words and spans relative to `now`: today, yesterday, last_week, 3d, 2w, 6m, 1y (that
 * long ago). False if it isn't one. */
bool date_parse_bound(const char *text, size_t size, time_t now, struct date *date);

/* Whether the day exists, in the Gregorian calendar. */
bool date_valid(const struct date *date);

int date_days_in_month(int year, int month);

/* "2020-06-16T14:49", as far as is known. */
void date_write(const struct date *date, char out[DATE_TEXT_MAX]);

/* "202006161449", as far as is known: compares as bytes in the order of time, a period before the
 * moments in it. */
void date_key(const struct date *date, char out[DATE_KEY_MAX]);

#endif
