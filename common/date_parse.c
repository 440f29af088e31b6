/* date_parse.c - reads dates as articles write them; see date.h.
 *
 *     2020-06-16T14:49:05Z              digits first: ISO 8601, year to second
 *     Tue, 16 Jun 2020 14:49:05 +0900   weekday, day, month's name, year, time
 *     Jan. 2, 1989, Home Edition        month's name, day, year, and words nobody needs
 *     16.06.2020, 14.49 Uhr             day, month, year in digits
 *     2020年6月16日                     year, month, day with their characters */
#include <string.h>

#include "common/date.h"
#include "common/date_words.h"
#include "common/unicode.h"
#include "common/utf8.h"

enum {
    GAP_MAX = 8 /* characters between a date and its time */
};

struct cursor {
    const char *at, *end;
    enum date_order order;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char peek(const struct cursor *cursor)
{
    return cursor->at < cursor->end ? *cursor->at : '\0';
}

static bool take(struct cursor *cursor, char c)
{
    if (cursor->at == cursor->end || *cursor->at != c) return false;
    cursor->at++;
    return true;
}

static void skip(struct cursor *cursor, const char *set)
{
    while (cursor->at < cursor->end && *cursor->at && strchr(set, *cursor->at))
        cursor->at++;
}

/* Digits from here on, no more counted than make a difference. */
static size_t count_digits(const struct cursor *cursor)
{
    size_t count = 0;
    while (count < 20 && cursor->at + count < cursor->end && is_digit(cursor->at[count]))
        count++;
    return count;
}

/* A number of exactly `digits` digits, of which there are enough. */
static int take_number(struct cursor *cursor, size_t digits)
{
    int value = 0;
    while (digits--)
        value = value * 10 + (*cursor->at++ - '0');
    return value;
}

/* ---- Words ----------------------------------------------------------------------------------- */

static void take_word(struct cursor *cursor, char out[DATE_WORD_MAX])
{
    cursor->at += date_word(cursor->at, (size_t)(cursor->end - cursor->at), out);
}

/* A letter, or a byte of a character that may be one. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Takes a text that stands there. */
static bool take_text(struct cursor *cursor, const char *text)
{
    size_t size = strlen(text);
    if ((size_t)(cursor->end - cursor->at) < size || memcmp(cursor->at, text, size) != 0)
        return false;
    cursor->at += size;
    return true;
}

/* Skips what is neither letter nor digit: spaces of all kinds, dashes, dots, bars. */
static void skip_gap(struct cursor *cursor)
{
    for (unsigned left = GAP_MAX; left && cursor->at < cursor->end; left--) {
        uint32_t code;
        struct unicode_char c;
        size_t taken = utf8_next(cursor->at, (size_t)(cursor->end - cursor->at), 0, &code);
        if (code == UTF8_BAD) return;
        unicode_lookup(code, &c);
        if (c.class == UNICODE_LETTER || c.class == UNICODE_CJK || c.class == UNICODE_DIGIT) return;
        cursor->at += taken;
    }
}

static void skip_weekday(struct cursor *cursor)
{
    struct cursor probe = *cursor;
    char word[DATE_WORD_MAX];
    take_word(&probe, word);
    if (!date_is_weekday(word)) return;
    if (peek(&probe) == '-') { /* segunda-feira */
        probe.at++;
        take_word(&probe, word);
    }
    skip(&probe, " \t\r\n.,");
    *cursor = probe;
}

/* Skips "de", "del", "of" and "the" with white space and commas. */
static void skip_of(struct cursor *cursor)
{
    skip(cursor, " \t\r\n.,-");
    struct cursor probe = *cursor;
    char word[DATE_WORD_MAX];
    take_word(&probe, word);
    if (!date_word_in("de del of the di d do gada", word)) return;
    skip(&probe, " \t\r\n");
    *cursor = probe;
}

/* ---- Parts of a date ------------------------------------------------------------------------- */

/* " PM", "p.m." after a time with hours 1 to 12. */
static void take_half(struct cursor *cursor, struct date *date)
{
    struct cursor probe = *cursor;
    skip(&probe, " ");
    char half = (char)(peek(&probe) | 0x20);
    if (half != 'a' && half != 'p') return;
    probe.at++;
    take(&probe, '.');
    if ((peek(&probe) | 0x20) != 'm' || date->hour < 1 || date->hour > 12) return;
    probe.at++;
    if (is_letter(peek(&probe))) return;
    date->hour = date->hour % 12 + (half == 'p' ? 12 : 0);
    *cursor = probe;
}

/* What stands between hour and minute: ":", or a "." or "h" if `loose`. */
static bool take_colon(struct cursor *cursor, bool loose)
{
    if (take(cursor, ':')) return true;
    if (!loose) return false;
    if (take(cursor, '.')) return true;
    struct cursor probe = *cursor;
    skip(&probe, " ");
    if (!take(&probe, 'h') && !take(&probe, 'H')) return false;
    skip(&probe, " ");
    if (count_digits(&probe) != 2) return false;
    *cursor = probe;
    return true;
}

/* H:MM, HH:MM[:SS[.fraction]]; HHMM[SS] if `basic`; 14.49 and 14h49 if `loose`. A second of 60 is the leap second. */
static bool take_time(struct cursor *cursor, bool basic, bool loose, struct date *date)
{
    struct cursor probe = *cursor;
    struct date read = *date;
    size_t digits = count_digits(&probe);
    bool packed = basic && (digits == 4 || digits == 6);
    if (!packed && digits != 1 && digits != 2) return false;
    read.hour = take_number(&probe, packed ? 2 : digits);
    if (!packed && !take_colon(&probe, loose)) return false;
    if (!packed && count_digits(&probe) != 2) return false;
    read.minute = take_number(&probe, 2);
    if (packed ? digits == 6 : peek(&probe) == ':') {
        if (!packed) probe.at++;
        if (!packed && count_digits(&probe) != 2) return false;
        read.second = take_number(&probe, 2);
        if (read.second == 60) read.second = 59;
    }
    take_half(&probe, &read);
    if (!date_valid(&read)) return false;
    *date = read;
    *cursor = probe;
    return true;
}

/* A year of four digits. */
static bool take_year(struct cursor *cursor, struct date *date)
{
    if (count_digits(cursor) != 4) return false;
    date->year = take_number(cursor, 4);
    return date->year > 0;
}

/* "2", "02", "2nd", "1er", "1." */
static bool take_day(struct cursor *cursor, struct date *date)
{
    size_t digits = count_digits(cursor);
    if (digits != 1 && digits != 2) return false;
    date->day = take_number(cursor, digits);
    if (date->day < 1) return false;
    struct cursor probe = *cursor;
    char word[DATE_WORD_MAX];
    take_word(&probe, word);
    if (!*word || date_word_in("st nd rd th er o", word)) *cursor = probe; /* "1º" too */
    return true;
}

static bool take_month(struct cursor *cursor, struct date *date)
{
    char word[DATE_WORD_MAX];
    take_word(cursor, word);
    date->month = date_month_of(word);
    return date->month > 0;
}

/* The time after a date for people, if there is one: ", 14:49", " at 3:05 p.m.", " um 14.49 Uhr". */
static void take_late_time(struct cursor *cursor, struct date *date)
{
    struct cursor probe = *cursor;
    char word[DATE_WORD_MAX];
    skip_gap(&probe);
    struct cursor after = probe;
    take_word(&after, word);
    if (date_word_in("at um a as alle ore kl klo kello om o godz ob la les", word)) {
        skip_gap(&after);
        probe = after;
    }
    if (take_time(&probe, false, true, date)) *cursor = probe;
}

/* What follows a date with a month's name, or in digits that end in the year. */
static bool finish_words(struct cursor *cursor, struct date *date)
{
    if (!date_valid(date)) return false;
    if (is_digit(peek(cursor)) || (peek(cursor) > 0 && is_letter(peek(cursor)))) return false;
    if (date->day && date->hour < 0) take_late_time(cursor, date);
    return true;
}

/* ---- Whole dates ----------------------------------------------------------------------------- */

/* What follows the day of an ISO date: nothing, a time after T, a time or words after a space. */
static bool finish_iso(struct cursor *cursor, bool basic, struct date *date)
{
    if (!date_valid(date)) return false;
    if ((peek(cursor) | 0x20) == 't') {
        cursor->at++;
        return take_time(cursor, basic, false, date);
    }
    if (is_digit(peek(cursor)) || is_letter(peek(cursor)) || peek(cursor) == '-') return false;
    skip(cursor, " \t\r\n,");
    take_time(cursor, false, false, date);
    return true;
}

/* YYYYMMDD, or with HHMM or HHMMSS joined on. */
static bool parse_packed(struct cursor *cursor, size_t digits, struct date *date)
{
    date->year = take_number(cursor, 4);
    date->month = take_number(cursor, 2);
    date->day = take_number(cursor, 2);
    if (!date->month || !date->day) return false;
    if (digits > 8) return date_valid(date) && take_time(cursor, true, false, date);
    return finish_iso(cursor, true, date);
}

/* YYYY, YYYY-MM, YYYY-MM-DD, with / too. */
static bool parse_iso(struct cursor *cursor, struct date *date)
{
    size_t digits = count_digits(cursor);
    if (digits == 8 || digits == 12 || digits == 14) return parse_packed(cursor, digits, date);
    if (!take_year(cursor, date)) return false;
    char separator = peek(cursor);
    if (separator != '-' && separator != '/') {
        skip(cursor, " \t\r\n");
        return cursor->at == cursor->end;
    }
    for (int *part = &date->month; part; part = part == &date->month ? &date->day : NULL) {
        if (!take(cursor, separator)) break;
        size_t size = count_digits(cursor);
        if (size != 1 && size != 2) return false;
        *part = take_number(cursor, size);
        if (!*part) return false;
    }
    if (date->day) return finish_iso(cursor, false, date);
    skip(cursor, " \t\r\n");
    return cursor->at == cursor->end && date_valid(date);
}

/* 2 January 1989; 26-FEB-1987; 1 de enero de 1989 */
static bool parse_day_first(struct cursor *cursor, struct date *date)
{
    if (!take_day(cursor, date)) return false;
    skip_of(cursor);
    if (!take_month(cursor, date)) return false;
    skip_of(cursor);
    return take_year(cursor, date) && finish_words(cursor, date);
}

/* The year of "Jun 16 14:49:05 UTC 2020", as date(1) writes it. */
static bool take_late_year(struct cursor *cursor, struct date *date)
{
    char zone[DATE_WORD_MAX];
    skip(cursor, " ");
    take_word(cursor, zone);
    skip(cursor, " ");
    return take_year(cursor, date);
}

/* January 2, 1989; Jun 16 14:49:05 2020; June 2020 */
static bool parse_month_first(struct cursor *cursor, struct date *date)
{
    if (!take_month(cursor, date)) return false;
    skip_of(cursor);
    if (count_digits(cursor) == 4) return take_year(cursor, date) && finish_words(cursor, date);
    if (!take_day(cursor, date)) return false;
    skip(cursor, " \t\r\n,");
    struct date timed = *date;
    timed.year = 4; /* a leap year, until the real one is known */
    if (take_time(cursor, false, false, &timed)) {
        *date = timed;
        return take_late_year(cursor, date) && finish_words(cursor, date);
    }
    return take_year(cursor, date) && finish_words(cursor, date);
}

/* 20 is 2020, and 89 is 1989. */
static bool take_short_year(struct cursor *cursor, struct date *date)
{
    if (count_digits(cursor) != 2) return false;
    date->year = take_number(cursor, 2);
    date->year += date->year < 70 ? 2000 : 1900;
    return true;
}

/* 16.06.2020, 16/6/2020, 16-06-2020. With dots the day is first; else one number must be over 12, or the order be known. */
static bool parse_digits(struct cursor *cursor, struct date *date)
{
    int parts[2];
    char separator = 0;
    for (int i = 0; i < 2; i++) {
        size_t digits = count_digits(cursor);
        if (digits != 1 && digits != 2) return false;
        parts[i] = take_number(cursor, digits);
        if (!peek(cursor) || !strchr("./-", peek(cursor))) return false;
        if (i && peek(cursor) != separator) return false;
        separator = *cursor->at++;
        if (separator == '.') skip(cursor, " ");
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
    return (take_year(cursor, date) || (known && take_short_year(cursor, date))) &&
           finish_words(cursor, date);
}

/* A number and the character behind it that says what it is. */
static int take_counted(struct cursor *cursor, const char *han, const char *hangul)
{
    struct cursor probe = *cursor;
    size_t digits = count_digits(&probe);
    if (!digits || digits > 4) return 0;
    int number = take_number(&probe, digits);
    skip(&probe, " ");
    if (!take_text(&probe, han) && !take_text(&probe, hangul)) return 0;
    skip(&probe, " ");
    *cursor = probe;
    return number;
}

/* 2020年6月16日, 2020년 6월 16일 */
static bool parse_counted(struct cursor *cursor, struct date *date)
{
    date->year = take_counted(cursor, "年", "년");
    if (date->year) date->month = take_counted(cursor, "月", "월");
    if (date->month) date->day = take_counted(cursor, "日", "일");
    if (!date->month || !date_valid(date)) return false;
    if (date->day) take_late_time(cursor, date);
    return true;
}

/* 2020. június 16.; 2020 m. birželio 16 d. */
static bool parse_year_first(struct cursor *cursor, struct date *date)
{
    char word[DATE_WORD_MAX];
    if (!take_year(cursor, date)) return false;
    skip(cursor, " .,");
    struct cursor probe = *cursor;
    take_word(&probe, word);
    if (date_word_in("m gada", word)) {
        skip(&probe, " .");
        *cursor = probe;
    }
    if (!take_month(cursor, date)) return false;
    skip(cursor, " ");
    return take_day(cursor, date) && finish_words(cursor, date);
}

/* (ngày) 16 tháng 6(,) (năm) 2020 */
static bool parse_vietnamese(struct cursor *cursor, struct date *date)
{
    char word[DATE_WORD_MAX];
    if (take_text(cursor, "Ngày ") || take_text(cursor, "ngày ")) skip(cursor, " ");
    size_t digits = count_digits(cursor);
    if (digits != 1 && digits != 2) return false;
    date->day = take_number(cursor, digits);
    skip(cursor, " ");
    take_word(cursor, word);
    if (strcmp(word, "thang") != 0) return false;
    skip(cursor, " ");
    digits = count_digits(cursor);
    if (digits != 1 && digits != 2) return false;
    date->month = take_number(cursor, digits);
    skip(cursor, " ,");
    struct cursor probe = *cursor;
    take_word(&probe, word);
    if (!strcmp(word, "nam")) {
        skip(&probe, " ");
        *cursor = probe;
    }
    return date->day && date->month && take_year(cursor, date) && finish_words(cursor, date);
}

/* One way of reading, from the start; clears *date if it fails. */
static bool attempt(bool (*parse)(struct cursor *, struct date *), struct cursor cursor,
                    struct date *date)
{
    const struct date unknown = {.hour = -1, .minute = -1, .second = -1};
    *date = unknown;
    if (parse(&cursor, date)) return true;
    *date = unknown;
    return false;
}

static bool parse_any(struct cursor cursor, struct date *date)
{
    static bool (*const ways[])(struct cursor *, struct date *) = {
        parse_iso,     parse_day_first,  parse_month_first, parse_digits,
        parse_counted, parse_year_first, parse_vietnamese};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (attempt(ways[i], cursor, date)) return true;
    return false;
}

bool date_parse_as(const char *text, size_t size, enum date_order order, struct date *date)
{
    struct cursor cursor = {text, text + size, order};
    skip(&cursor, " \t\r\n");
    if (parse_any(cursor, date)) return true;
    /* Only now, for "Mar" is March or a French Tuesday. */
    skip_weekday(&cursor);
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
        const bool is_word = is_digit(text[at]) || is_letter(text[at]);
        if (is_word && (!was_word || (is_digit(text[at]) && !is_digit(text[at - 1]))) &&
            parse_any((struct cursor){text + at, text + size, order}, date) && date->day)
            return true;
        was_word = is_word;
    }
    *date = (struct date){.hour = -1, .minute = -1, .second = -1};
    return false;
}
