/* date_parse.c - reads dates as articles write them; see date.h.
 *
 *     2020-06-16T14:49:05Z              digits first: ISO 8601, year to second
 *     Tue, 16 Jun 2020 14:49:05 +0900   weekday, day, month's name, year, time
 *     Jan. 2, 1989, Home Edition        month's name, day, year, and words nobody needs */
#include <string.h>

#include "common/date.h"

enum {
    WORD_MAX = 16
}; /* no month or weekday is longer */

struct cursor {
    const char *at, *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
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

/* The letter without case and accent of a two-byte character 0xC3 `second`, or 0. */
static char base_letter(unsigned char second)
{
    /* U+00C0 to U+00FF, both cases alike */
    static const char bases[] = "aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0";
    return second < 0x80 ? '\0' : bases[(second - 0x80) % 32];
}

/* Takes a word and writes it folded to plain small letters: "Février" is "fevrier". Longer ones
 * come out cut. */
static void take_word(struct cursor *cursor, char out[WORD_MAX])
{
    size_t size = 0;
    for (; cursor->at < cursor->end && is_letter(*cursor->at); cursor->at++) {
        unsigned char c = (unsigned char)*cursor->at;
        if (c == 0xC3 && cursor->at + 1 < cursor->end)
            c = (unsigned char)base_letter((unsigned char)*++cursor->at);
        else if (c >= 0x80) /* an accent that stands by itself, U+0300 on, or another alphabet */
            continue;
        if (c >= 'A' && c <= 'Z') c = (unsigned char)(c + ('a' - 'A'));
        if (c && size + 1 < WORD_MAX) out[size++] = (char)c;
    }
    out[size] = '\0';
}

static bool in_list(const char *list, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = list; size && (at = strstr(at, word)); at += size)
        if ((at == list || at[-1] == ' ') && (at[size] == ' ' || !at[size])) return true;
    return false;
}

/* 1 to 12, or 0. English, German, French, Spanish, Italian, Portuguese, long and short. */
static int month_of_word(const char *word)
{
    static const char *const months[12] = {
        "jan january januar janner janvier janv enero ene gennaio gen janeiro",
        "feb february februar fevrier fevr fev febrero febbraio fevereiro",
        "mar march marz maerz mrz mars marzo marco",
        "apr april avril avr abril abr aprile",
        "may mai mayo maggio mag maio",
        "jun june juni juin junio giugno giu junho",
        "jul july juli juillet juil julio luglio lug julho",
        "aug august aout agosto ago",
        "sep sept september septembre septiembre setiembre settembre set setembro",
        "oct october oktober okt octobre octubre ottobre ott outubro out",
        "nov november novembre noviembre novembro",
        "dec december dezember dez decembre diciembre dic dicembre dezembro",
    };
    for (int i = 0; i < 12; i++)
        if (in_list(months[i], word)) return i + 1;
    return 0;
}

static bool is_weekday(const char *word)
{
    return in_list("mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday "
                   "friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag "
                   "sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi jeudi vendredi "
                   "samedi dimanche lun mer jeu ven sam dim lunes martes miercoles jueves viernes "
                   "sabado domingo mar mie jue vie sab dom lunedi martedi mercoledi giovedi "
                   "venerdi sabato domenica segunda terca quarta quinta sexta",
                   word);
}

static void skip_weekday(struct cursor *cursor)
{
    struct cursor probe = *cursor;
    char word[WORD_MAX];
    take_word(&probe, word);
    if (!is_weekday(word)) return;
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
    char word[WORD_MAX];
    take_word(&probe, word);
    if (!in_list("de del of the di", word)) return;
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

/* H:MM, HH:MM[:SS[.fraction]] or, if `basic`, HHMM[SS]. A second of 60 is the leap second. */
static bool take_time(struct cursor *cursor, bool basic, struct date *date)
{
    struct cursor probe = *cursor;
    struct date read = *date;
    size_t digits = count_digits(&probe);
    bool packed = basic && (digits == 4 || digits == 6);
    if (!packed && digits != 1 && digits != 2) return false;
    read.hour = take_number(&probe, packed ? 2 : digits);
    if (!packed && !take(&probe, ':')) return false;
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
    char word[WORD_MAX];
    take_word(&probe, word);
    if (!*word || in_list("st nd rd th er", word)) *cursor = probe; /* "1º" has no letter of ours */
    return true;
}

static bool take_month(struct cursor *cursor, struct date *date)
{
    char word[WORD_MAX];
    take_word(cursor, word);
    date->month = month_of_word(word);
    return date->month > 0;
}

/* The time after a date with a month's name, if there is one: ", 14:49", " at 3 p.m." */
static bool finish_words(struct cursor *cursor, struct date *date)
{
    if (!date_valid(date)) return false;
    if (is_digit(peek(cursor)) || is_letter(peek(cursor))) return false;
    if (!date->day || date->hour >= 0) return true;
    skip(cursor, " \t\r\n,");
    struct cursor probe = *cursor;
    char word[WORD_MAX];
    take_word(&probe, word);
    if (in_list("at um a", word)) {
        skip(&probe, " ");
        *cursor = probe;
    }
    take_time(cursor, false, date);
    return true;
}

/* ---- Whole dates ----------------------------------------------------------------------------- */

/* What follows the day of an ISO date: nothing, a time after T, a time or words after a space. */
static bool finish_iso(struct cursor *cursor, bool basic, struct date *date)
{
    if (!date_valid(date)) return false;
    if ((peek(cursor) | 0x20) == 't') {
        cursor->at++;
        return take_time(cursor, basic, date);
    }
    if (is_digit(peek(cursor)) || is_letter(peek(cursor)) || peek(cursor) == '-') return false;
    skip(cursor, " \t\r\n,");
    take_time(cursor, false, date);
    return true;
}

/* YYYYMMDD, or with HHMM or HHMMSS joined on. */
static bool parse_packed(struct cursor *cursor, size_t digits, struct date *date)
{
    date->year = take_number(cursor, 4);
    date->month = take_number(cursor, 2);
    date->day = take_number(cursor, 2);
    if (!date->month || !date->day) return false;
    if (digits > 8) return date_valid(date) && take_time(cursor, true, date);
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
    char zone[WORD_MAX];
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
    if (take_time(cursor, false, &timed)) {
        *date = timed;
        return take_late_year(cursor, date) && finish_words(cursor, date);
    }
    return take_year(cursor, date) && finish_words(cursor, date);
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

bool date_parse(const char *text, size_t size, struct date *date)
{
    struct cursor cursor = {text, text + size};
    skip(&cursor, " \t\r\n");
    if (attempt(parse_iso, cursor, date) || attempt(parse_day_first, cursor, date) ||
        attempt(parse_month_first, cursor, date))
        return true;
    /* Only now, for "Mar" is March or a French Tuesday. */
    skip_weekday(&cursor);
    return attempt(parse_iso, cursor, date) || attempt(parse_day_first, cursor, date) ||
           attempt(parse_month_first, cursor, date);
}
