/* date.c - see date.h: the calendar, writing dates, and the bounds that people type. How articles
 * write their dates is date_parse.c's. */
#include "common/date.h"

#include <string.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Each part in its range, and none known below one that isn't. */
static bool valid_time(const struct date *date)
{
    if (date->hour < 0) return date->minute < 0 && date->second < 0;
    if (date->hour > 23 || date->minute < 0 || date->minute > 59) return false;
    return date->second >= -1 && date->second <= 59;
}

bool date_valid(const struct date *date)
{
    if (date->year < 1 || date->year > 9999) return false;
    if (date->month < 0 || date->month > 12 || date->day < 0) return false;
    if (date->month == 0 && date->day != 0) return false;
    if (date->day == 0) return date->hour < 0 && date->minute < 0 && date->second < 0;
    return date->day <= date_days_in_month(date->year, date->month) && valid_time(date);
}

/* Counted in years from March, in which the leap day is the last, and in the 400 of them after which all repeats. */
static void set_day(int64_t days_since_1970, struct date *date)
{
    enum {
        DAYS = 146097 /* in 400 years */
    };
    const int64_t days = days_since_1970 + 719468; /* since 1 March of the year 0 */
    const int64_t era = days / DAYS, day = days % DAYS;
    const int64_t year = (day - day / 1460 + day / 36524 - day / (DAYS - 1)) / 365;
    const int64_t of_year = day - (365 * year + year / 4 - year / 100);
    const int64_t month = (5 * of_year + 2) / 153;
    date->day = (int)(of_year - (153 * month + 2) / 5) + 1;
    date->month = (int)(month < 10 ? month + 3 : month - 9);
    date->year = (int)(year + 400 * era) + (month >= 10);
}

/* Without gmtime_r(), which reads the machine's time zone first. */
static bool set_second(int64_t second, struct date *date)
{
    const int64_t first = -62135596800, last = 253402300799; /* of the years 1 and 9999 */
    if (second < first || second > last) return false;
    const int64_t since = second - first, of_day = since % 86400; /* both begin with a day */
    set_day(since / 86400 + first / 86400, date);
    date->hour = (int)(of_day / 3600);
    date->minute = (int)(of_day / 60 % 60);
    date->second = (int)(of_day % 60);
    return true;
}

bool date_of_epoch(int64_t number, struct date *date)
{
    const int64_t seconds_max = 100000000000;
    *date = (struct date){.hour = -1, .minute = -1, .second = -1};
    return set_second(number > seconds_max ? number / 1000 : number, date);
}

bool date_write_second(uint64_t second, char out[DATE_TEXT_MAX])
{
    struct date date;
    *out = '\0';
    if (second > INT64_MAX || !set_second((int64_t)second, &date)) return false;
    date_write(&date, out);
    memcpy(out + strlen(out), "Z", 2);
    return true;
}

bool date_parse_epoch(const char *text, size_t size, struct date *date)
{
    int64_t number = 0;
    size_t digits = 0;
    *date = (struct date){.hour = -1, .minute = -1, .second = -1};
    if ((size != 10 && size != 13) || *text == '0') return false;
    while (digits < size && text[digits] >= '0' && text[digits] <= '9')
        number = number * 10 + (text[digits++] - '0');
    return digits == size && date_of_epoch(number, date);
}

static char *write_digits(int number, size_t count, char *out)
{
    for (size_t i = count; i--; number /= 10)
        out[i] = (char)('0' + number % 10);
    return out + count;
}

/* Writes the parts that are known, each with its separator before it, if there are any. */
static void write_parts(const struct date *date, const char *separators, char *out)
{
    const int parts[] = {date->year,   date->month, date->day, date->day ? date->hour : -1,
                         date->minute, date->second};
    for (size_t i = 0; i < 6 && parts[i] >= (i < 3 ? 1 : 0); i++) {
        if (i && separators) *out++ = separators[i - 1];
        out = write_digits(parts[i], i ? 2 : 4, out);
    }
    *out = '\0';
}

void date_write(const struct date *date, char out[DATE_TEXT_MAX])
{
    write_parts(date, "--T::", out);
}

void date_key(const struct date *date, char out[DATE_KEY_MAX])
{
    write_parts(date, NULL, out);
}

/* ---- Bounds ---------------------------------------------------------------------------------- */

/* Reads `least` to `most` digits at *at. */
static bool read_digits(const char *text, size_t size, size_t *at, size_t least, size_t most,
                        int *out)
{
    size_t count = 0;
    int value = 0;
    while (count < most && *at < size && text[*at] >= '0' && text[*at] <= '9') {
        value = value * 10 + (text[*at] - '0');
        count++, ++*at;
    }
    *out = value;
    return count >= least;
}

/* HH:MM[:SS] to the end. */
static bool read_time(const char *text, size_t size, size_t at, struct date *date)
{
    if (!read_digits(text, size, &at, 2, 2, &date->hour)) return false;
    if (at == size || text[at++] != ':') return false;
    if (!read_digits(text, size, &at, 2, 2, &date->minute)) return false;
    if (at == size) return true;
    if (text[at++] != ':') return false;
    return read_digits(text, size, &at, 2, 2, &date->second) && at == size;
}

static bool read_day(const char *text, size_t size, struct date *date)
{
    size_t at = 0;
    if (!read_digits(text, size, &at, 4, 4, &date->year)) return false;
    if (at == size) return true;
    char separator = text[at++];
    if (separator != '-' && separator != '/') return false;
    if (!read_digits(text, size, &at, 1, 2, &date->month) || !date->month) return false;
    if (at == size) return true;
    if (text[at++] != separator) return false;
    if (!read_digits(text, size, &at, 1, 2, &date->day) || !date->day) return false;
    if (at == size) return true;
    return text[at] == 'T' && read_time(text, size, at + 1, date);
}

/* The day `days` before `now`, on the clock of this machine. */
static bool days_ago(time_t now, int days, struct date *date)
{
    struct tm local;
    if (!localtime_r(&now, &local)) return false;
    /* At noon no clock change moves the day. */
    local.tm_mday -= days;
    local.tm_hour = 12;
    local.tm_isdst = -1;
    if (mktime(&local) == (time_t)-1) return false;
    date->year = local.tm_year + 1900;
    date->month = local.tm_mon + 1;
    date->day = local.tm_mday;
    return true;
}

/* The same day `months` earlier, or the month's last where that one is shorter. */
static bool months_ago(time_t now, int months, struct date *date)
{
    if (!days_ago(now, 0, date)) return false;
    int month = date->year * 12 + date->month - 1 - months;
    if (month < 12) return false;
    date->year = month / 12;
    date->month = month % 12 + 1;
    int last = date_days_in_month(date->year, date->month);
    if (date->day > last) date->day = last;
    return true;
}

/* "3d", "2w", "6m", "1y" */
static bool read_span(const char *text, size_t size, time_t now, struct date *date)
{
    size_t at = 0;
    int count;
    if (!read_digits(text, size, &at, 1, 5, &count) || at + 1 != size) return false;
    switch (text[at]) {
    case 'd': return days_ago(now, count, date);
    case 'w': return days_ago(now, count * 7, date);
    case 'm': return months_ago(now, count, date);
    case 'y': return months_ago(now, count * 12, date);
    default: return false;
    }
}

static bool read_word(const char *text, size_t size, time_t now, struct date *date)
{
    static const struct {
        const char *word;
        int days;
    } words[] = {{"today", 0}, {"yesterday", 1}, {"last_week", 7}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].word) == size && !memcmp(words[i].word, text, size))
            return days_ago(now, words[i].days, date);
    return false;
}

bool date_parse_bound(const char *text, size_t size, time_t now, struct date *date)
{
    const struct date unknown = {.hour = -1, .minute = -1, .second = -1};
    *date = unknown;
    if (read_day(text, size, date) && date_valid(date)) return true;
    *date = unknown;
    if ((read_word(text, size, now, date) || read_span(text, size, now, date)) && date_valid(date))
        return true;
    *date = unknown;
    return false;
}
