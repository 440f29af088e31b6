/* date_parts.c - see date_parts.h. */
#include "common/date_parts.h"

#include <string.h>

#include "common/unicode.h"
#include "common/utf8.h"

enum {
    GAP_MAX = 8 /* characters between a date and its time */
};

bool date_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

char date_peek(const struct date_cursor *cursor)
{
    return cursor->at < cursor->end ? *cursor->at : '\0';
}

bool date_take(struct date_cursor *cursor, char c)
{
    if (cursor->at == cursor->end || *cursor->at != c) return false;
    cursor->at++;
    return true;
}

void date_skip(struct date_cursor *cursor, const char *set)
{
    while (cursor->at < cursor->end && *cursor->at && strchr(set, *cursor->at))
        cursor->at++;
}

size_t date_count_digits(const struct date_cursor *cursor)
{
    size_t count = 0;
    while (count < 20 && cursor->at + count < cursor->end && date_is_digit(cursor->at[count]))
        count++;
    return count;
}

int date_take_number(struct date_cursor *cursor, size_t digits)
{
    int value = 0;
    while (digits--)
        value = value * 10 + (*cursor->at++ - '0');
    return value;
}

/* ---- Words ----------------------------------------------------------------------------------- */

void date_take_word(struct date_cursor *cursor, char out[DATE_WORD_MAX])
{
    cursor->at += date_word(cursor->at, (size_t)(cursor->end - cursor->at), out);
}

bool date_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

bool date_take_text(struct date_cursor *cursor, const char *text)
{
    size_t size = strlen(text);
    if ((size_t)(cursor->end - cursor->at) < size || memcmp(cursor->at, text, size) != 0)
        return false;
    cursor->at += size;
    return true;
}

/* Skips what is neither letter nor digit: spaces of all kinds, dashes, dots, bars. */
static void skip_gap(struct date_cursor *cursor)
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

void date_skip_weekday(struct date_cursor *cursor)
{
    struct date_cursor probe = *cursor;
    char word[DATE_WORD_MAX];
    date_take_word(&probe, word);
    if (!date_is_weekday(word)) return;
    if (date_peek(&probe) == '-') { /* segunda-feira */
        probe.at++;
        date_take_word(&probe, word);
    }
    date_skip(&probe, " \t\r\n.,");
    *cursor = probe;
}

void date_skip_of(struct date_cursor *cursor)
{
    date_skip(cursor, " \t\r\n.,-");
    struct date_cursor probe = *cursor;
    char word[DATE_WORD_MAX];
    date_take_word(&probe, word);
    if (!date_word_in("de del of the di d do gada", word)) return;
    date_skip(&probe, " \t\r\n");
    *cursor = probe;
}

/* ---- Parts of a date ------------------------------------------------------------------------- */

/* " PM", "p.m." after a time with hours 1 to 12. */
static void take_half(struct date_cursor *cursor, struct date *date)
{
    struct date_cursor probe = *cursor;
    date_skip(&probe, " ");
    char half = (char)(date_peek(&probe) | 0x20);
    if (half != 'a' && half != 'p') return;
    probe.at++;
    date_take(&probe, '.');
    if ((date_peek(&probe) | 0x20) != 'm' || date->hour < 1 || date->hour > 12) return;
    probe.at++;
    if (date_is_letter(date_peek(&probe))) return;
    date->hour = date->hour % 12 + (half == 'p' ? 12 : 0);
    *cursor = probe;
}

/* What stands between hour and minute: ":", or a "." or "h" if `loose`. */
static bool take_colon(struct date_cursor *cursor, bool loose)
{
    if (date_take(cursor, ':')) return true;
    if (!loose) return false;
    if (date_take(cursor, '.')) return true;
    struct date_cursor probe = *cursor;
    date_skip(&probe, " ");
    if (!date_take(&probe, 'h') && !date_take(&probe, 'H')) return false;
    date_skip(&probe, " ");
    if (date_count_digits(&probe) != 2) return false;
    *cursor = probe;
    return true;
}

bool date_take_time(struct date_cursor *cursor, bool basic, bool loose, struct date *date)
{
    struct date_cursor probe = *cursor;
    struct date read = *date;
    size_t digits = date_count_digits(&probe);
    bool packed = basic && (digits == 4 || digits == 6);
    if (!packed && digits != 1 && digits != 2) return false;
    read.hour = date_take_number(&probe, packed ? 2 : digits);
    if (!packed && !take_colon(&probe, loose)) return false;
    if (!packed && date_count_digits(&probe) != 2) return false;
    read.minute = date_take_number(&probe, 2);
    if (packed ? digits == 6 : date_peek(&probe) == ':') {
        if (!packed) probe.at++;
        if (!packed && date_count_digits(&probe) != 2) return false;
        read.second = date_take_number(&probe, 2);
        if (read.second == 60) read.second = 59;
    }
    take_half(&probe, &read);
    if (!date_valid(&read)) return false;
    *date = read;
    *cursor = probe;
    return true;
}

bool date_take_year(struct date_cursor *cursor, struct date *date)
{
    if (date_count_digits(cursor) != 4) return false;
    date->year = date_take_number(cursor, 4);
    return date->year > 0;
}

bool date_take_day(struct date_cursor *cursor, struct date *date)
{
    size_t digits = date_count_digits(cursor);
    if (digits != 1 && digits != 2) return false;
    date->day = date_take_number(cursor, digits);
    if (date->day < 1) return false;
    struct date_cursor probe = *cursor;
    char word[DATE_WORD_MAX];
    date_take_word(&probe, word);
    if (!*word || date_word_in("st nd rd th er o", word)) *cursor = probe; /* "1º" too */
    return true;
}

bool date_take_month(struct date_cursor *cursor, struct date *date)
{
    char word[DATE_WORD_MAX];
    date_take_word(cursor, word);
    date->month = date_month_of(word);
    return date->month > 0;
}

void date_take_late_time(struct date_cursor *cursor, struct date *date)
{
    struct date_cursor probe = *cursor;
    char word[DATE_WORD_MAX];
    skip_gap(&probe);
    struct date_cursor after = probe;
    date_take_word(&after, word);
    if (date_word_in("at um a as alle ore kl klo kello om o godz ob la les", word)) {
        skip_gap(&after);
        probe = after;
    }
    if (date_take_time(&probe, false, true, date)) *cursor = probe;
}
