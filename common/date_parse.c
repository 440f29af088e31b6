/* date_parse.c - reads dates as articles write them; see date.h.
 *
 *     2020-06-16T14:49:05Z              digits first: ISO 8601, year to second
 *     Tue, 16 Jun 2020 14:49:05 +0900   weekday, day, month's name, year, time
 *     Jan. 2, 1989, Home Edition        month's name, day, year, and words nobody needs
 *     16.06.2020, 14.49 Uhr             day, month, year in digits
 *     2020年6月16日                     year, month, day with their characters */
#include <string.h>

#include "common/date_parts.h"

/* What follows a date with a month's name, or in digits that end in the year. */
static bool finish_words(struct date_cursor *cursor, struct date *date)
{
    if (!date_valid(date)) return false;
    if (date_is_digit(date_peek(cursor)) ||
        (date_peek(cursor) > 0 && date_is_letter(date_peek(cursor))))
        return false;
    if (date->day && date->hour < 0) date_take_late_time(cursor, date);
    return true;
}

/* ---- Whole dates ----------------------------------------------------------------------------- */

/* What follows the day of an ISO date: nothing, a time after T, a time or words after a space. */
static bool finish_iso(struct date_cursor *cursor, bool basic, struct date *date)
{
    if (!date_valid(date)) return false;
    if ((date_peek(cursor) | 0x20) == 't') {
        cursor->at++;
        return date_take_time(cursor, basic, false, date);
    }
    if (date_is_digit(date_peek(cursor)) || date_is_letter(date_peek(cursor)) ||
        date_peek(cursor) == '-')
        return false;
    date_skip(cursor, " \t\r\n,");
    date_take_time(cursor, false, false, date);
    return true;
}

/* YYYYMMDD, or with HHMM or HHMMSS joined on. */
static bool parse_packed(struct date_cursor *cursor, size_t digits, struct date *date)
{
    date->year = date_take_number(cursor, 4);
    date->month = date_take_number(cursor, 2);
    date->day = date_take_number(cursor, 2);
    if (!date->month || !date->day) return false;
    if (digits > 8) return date_valid(date) && date_take_time(cursor, true, false, date);
    return finish_iso(cursor, true, date);
}

/* YYYY, YYYY-MM, YYYY-MM-DD, with / too; YYYY.MM.DD. */
static bool parse_iso(struct date_cursor *cursor, struct date *date)
{
    size_t digits = date_count_digits(cursor);
    if (digits == 8 || digits == 12 || digits == 14) return parse_packed(cursor, digits, date);
    if (!date_take_year(cursor, date)) return false;
    char separator = date_peek(cursor);
    if (!separator || !strchr("-/.", separator)) {
        date_skip(cursor, " \t\r\n");
        return cursor->at == cursor->end;
    }
    for (int *part = &date->month; part; part = part == &date->month ? &date->day : NULL) {
        if (!date_take(cursor, separator)) break;
        if (separator == '.') date_skip(cursor, " ");
        size_t size = date_count_digits(cursor);
        if (size != 1 && size != 2) return false;
        *part = date_take_number(cursor, size);
        if (!*part) return false;
    }
    if (separator == '.' && date->day) date_take(cursor, '.');
    if (date->day) return finish_iso(cursor, false, date);
    date_skip(cursor, " \t\r\n");
    return separator != '.' && cursor->at == cursor->end && date_valid(date);
}

/* 20 is 2020, and 89 is 1989. */
static bool take_short_year(struct date_cursor *cursor, struct date *date)
{
    if (date_count_digits(cursor) != 2) return false;
    date->year = date_take_number(cursor, 2);
    date->year += date->year < 50 ? 2000 : 1900;
    return true;
}

/* 26-FEB-87; 26 Feb 87 15:01. By itself 26 Feb 87 might be anything. */
static bool finish_short(struct date_cursor *cursor, bool hyphens, struct date *date)
{
    if (!take_short_year(cursor, date) || !date_valid(date)) return false;
    const bool apart = date_peek(cursor) == ' ';
    date_skip(cursor, " ");
    return (apart && date_take_time(cursor, false, false, date)) ||
           (hyphens && finish_words(cursor, date));
}

/* 2 January 1989; 26-FEB-1987; 1 de enero de 1989 */
static bool parse_day_first(struct date_cursor *cursor, struct date *date)
{
    if (!date_take_day(cursor, date)) return false;
    bool hyphens = date_peek(cursor) == '-';
    date_skip_of(cursor);
    if (!date_take_month(cursor, date)) return false;
    hyphens = hyphens && date_peek(cursor) == '-';
    date_skip_of(cursor);
    if (date_count_digits(cursor) == 2) return finish_short(cursor, hyphens, date);
    return date_take_year(cursor, date) && finish_words(cursor, date);
}

/* The year of "Jun 16 14:49:05 UTC 2020", as date(1) writes it, or with "+0000" there. */
static bool take_late_year(struct date_cursor *cursor, struct date *date)
{
    char zone[DATE_WORD_MAX];
    date_skip(cursor, " ");
    date_take_word(cursor, zone);
    if (date_peek(cursor) && strchr("+-", date_peek(cursor))) date_skip(cursor, "+-0123456789");
    date_skip(cursor, " ");
    return date_take_year(cursor, date);
}

/* January 2, 1989; Jun 16 14:49:05 2020; June 2020 */
static bool parse_month_first(struct date_cursor *cursor, struct date *date)
{
    if (!date_take_month(cursor, date)) return false;
    date_skip_of(cursor);
    if (date_count_digits(cursor) == 4)
        return date_take_year(cursor, date) && finish_words(cursor, date);
    if (!date_take_day(cursor, date)) return false;
    if (date_take(cursor, '-')) return date_take_year(cursor, date) && finish_words(cursor, date);
    date_skip(cursor, " \t\r\n,");
    struct date timed = *date;
    timed.year = 4; /* a leap year, until the real one is known */
    if (date_take_time(cursor, false, false, &timed)) {
        *date = timed;
        return take_late_year(cursor, date) && finish_words(cursor, date);
    }
    return date_take_year(cursor, date) && finish_words(cursor, date);
}

/* 16.06.2020, 16/6/2020, 16-06-2020. With dots the day is first; else one number must be over 12, or the order be
 * known. */
static bool parse_digits(struct date_cursor *cursor, struct date *date)
{
    int parts[2];
    char separator = 0;
    for (int i = 0; i < 2; i++) {
        size_t digits = date_count_digits(cursor);
        if (digits != 1 && digits != 2) return false;
        parts[i] = date_take_number(cursor, digits);
        if (!date_peek(cursor) || !strchr("./-", date_peek(cursor))) return false;
        if (i && date_peek(cursor) != separator) return false;
        separator = *cursor->at++;
        if (separator == '.') date_skip(cursor, " ");
    }
    bool month_first = cursor->order == DATE_MONTH_FIRST;
    if (separator == '.' || parts[0] > 12)
        month_first = false;
    else if (parts[1] > 12)
        month_first = true;
    else if (cursor->order == DATE_ORDER_UNKNOWN && parts[0] != parts[1])
        return false;
    date->day = parts[month_first];
    date->month = parts[!month_first];
    if (!date->day || !date->month) return false;
    const bool known = cursor->order != DATE_ORDER_UNKNOWN && separator == '.';
    return (date_take_year(cursor, date) || (known && take_short_year(cursor, date))) &&
           finish_words(cursor, date);
}

/* A number and the character behind it that says what it is. */
static int take_counted(struct date_cursor *cursor, const char *han, const char *hangul)
{
    struct date_cursor probe = *cursor;
    size_t digits = date_count_digits(&probe);
    if (!digits || digits > 4) return 0;
    int number = date_take_number(&probe, digits);
    date_skip(&probe, " ");
    if (!date_take_text(&probe, han) && !date_take_text(&probe, hangul)) return 0;
    date_skip(&probe, " ");
    *cursor = probe;
    return number;
}

/* 2020年6月16日, 2020년 6월 16일 */
static bool parse_counted(struct date_cursor *cursor, struct date *date)
{
    date->year = take_counted(cursor, "年", "년");
    if (date->year) date->month = take_counted(cursor, "月", "월");
    if (date->month) date->day = take_counted(cursor, "日", "일");
    if (!date->month || !date_valid(date)) return false;
    if (date->day) date_take_late_time(cursor, date);
    return true;
}

/* 2020. június 16.; 2020 m. birželio 16 d. */
static bool parse_year_first(struct date_cursor *cursor, struct date *date)
{
    char word[DATE_WORD_MAX];
    if (!date_take_year(cursor, date)) return false;
    date_skip(cursor, " .,");
    struct date_cursor probe = *cursor;
    date_take_word(&probe, word);
    if (date_word_in("m gada", word)) {
        date_skip(&probe, " .");
        *cursor = probe;
    }
    if (!date_take_month(cursor, date)) return false;
    date_skip(cursor, " ");
    return date_take_day(cursor, date) && finish_words(cursor, date);
}

/* (ngày) 16 tháng 6(,) (năm) 2020 */
static bool parse_vietnamese(struct date_cursor *cursor, struct date *date)
{
    char word[DATE_WORD_MAX];
    if (date_take_text(cursor, "Ngày ") || date_take_text(cursor, "ngày ")) date_skip(cursor, " ");
    size_t digits = date_count_digits(cursor);
    if (digits != 1 && digits != 2) return false;
    date->day = date_take_number(cursor, digits);
    date_skip(cursor, " ");
    date_take_word(cursor, word);
    if (strcmp(word, "thang") != 0) return false;
    date_skip(cursor, " ");
    digits = date_count_digits(cursor);
    if (digits != 1 && digits != 2) return false;
    date->month = date_take_number(cursor, digits);
    date_skip(cursor, " ,");
    struct date_cursor probe = *cursor;
    date_take_word(&probe, word);
    if (!strcmp(word, "nam")) {
        date_skip(&probe, " ");
        *cursor = probe;
    }
    return date->day && date->month && date_take_year(cursor, date) && finish_words(cursor, date);
}

/* One way of reading, from the start; clears *date if it fails. */
static bool attempt(bool (*parse)(struct date_cursor *, struct date *), struct date_cursor cursor,
                    struct date *date)
{
    const struct date unknown = {.hour = -1, .minute = -1, .second = -1};
    *date = unknown;
    if (parse(&cursor, date)) return true;
    *date = unknown;
    return false;
}

static bool parse_any(struct date_cursor cursor, struct date *date)
{
    static bool (*const ways[])(struct date_cursor *, struct date *) = {
        parse_iso,     parse_day_first,  parse_month_first, parse_digits,
        parse_counted, parse_year_first, parse_vietnamese};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (attempt(ways[i], cursor, date)) return true;
    return false;
}

bool date_parse_as(const char *text, size_t size, enum date_order order, struct date *date)
{
    struct date_cursor cursor = {text, text + size, order};
    date_skip(&cursor, " \t\r\n");
    if (parse_any(cursor, date)) return true;
    /* Only now, for "Mar" is March or a French Tuesday. */
    date_skip_weekday(&cursor);
    return parse_any(cursor, date);
}

bool date_parse(const char *text, size_t size, struct date *date)
{
    return date_parse_as(text, size, DATE_ORDER_UNKNOWN, date);
}

bool date_find(const char *text, size_t size, enum date_order order, struct date *date)
{
    bool was_word = false;
    if (size > DATE_FIND_MAX) size = DATE_FIND_MAX;
    for (size_t at = 0; at < size; at++) {
        const bool is_word = date_is_digit(text[at]) || date_is_letter(text[at]);
        if (is_word && (!was_word || (date_is_digit(text[at]) && !date_is_digit(text[at - 1]))) &&
            parse_any((struct date_cursor){text + at, text + size, order}, date) && date->day)
            return true;
        was_word = is_word;
    }
    *date = (struct date){.hour = -1, .minute = -1, .second = -1};
    return false;
}
