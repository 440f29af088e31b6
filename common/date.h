/* date.h - dates of articles and the dates that people type.
 *
 * A date is a period: "2020" is a year long, "2020-06-16" a day, "2020-06-16T14:49" a minute. It is
 * the wall clock of where the article was written; offsets from UTC are read and dropped, for "on 16
 * June" means the day in the paper. */
#ifndef COMMON_DATE_H
#define COMMON_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
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

/* What "1/2/1989" means. */
enum date_order {
    DATE_ORDER_UNKNOWN,
    DATE_DAY_FIRST,
    DATE_MONTH_FIRST
};

/* Reads a date as articles have it: ISO 8601 (basic and extended, with and without time), RFC 2822,
 * "26-FEB-1987 15:01:01.79", "January 2, 1989", "2 January 1989", "Jan. 2, 1989", "19890102",
 * "1989/01/02", "1989.01.02", "1 de enero de 1989", "2. Januar 1989, 14.30 Uhr", "1989. január 2." and
 * "1989年1月2日", with the names of months in the languages of date_words.h, "2.1.1989" (the day is first
 * where there are dots), "31/12/1989", a weekday before it, words after it ignored ("January 1, 1989,
 * Sunday, Home Edition"). False for anything else, for days that don't exist and for forms with more
 * than one reading, as "1/2/1989" is, and years of two digits, but in "21 Nov 97 09:55" and "21-Nov-97".
 * date_parse_as() is for texts of which it is known what that means; in them "2.1.89" is a date too. */
bool date_parse(const char *text, size_t size, struct date *date);
bool date_parse_as(const char *text, size_t size, enum date_order order, struct date *date);

/* Finds the first whole day in a text, of which it looks at the first DATE_FIND_MAX bytes: "Published on 2 January
 * 1989 by our staff". */
enum {
    DATE_FIND_MAX = 256
};
bool date_find(const char *text, size_t size, enum date_order order, struct date *date);

/* Seconds since 1970, or milliseconds where that would be beyond the year 5138, in UTC. False if no date is so far
 * off. */
bool date_of_epoch(int64_t number, struct date *date);

/* The same for a text of ten digits, or of thirteen: "1592318945". */
bool date_parse_epoch(const char *text, size_t size, struct date *date);

/* "2026-11-22T03:12:09Z", of so many seconds since 1970; "", and false, if that is after the year 9999. */
bool date_write_second(uint64_t second, char out[DATE_TEXT_MAX]);

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
