/* html_meta_date.c - which of a page's dates is the day it was published. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/readers/html_meta_found.h"

enum {
    FIRST_YEAR = 1990, /* of what can be a day in an address */
    LAST_YEAR = 2050,
    URLS_MAX = 8,
    ZONES_APART = 14 * 60 /* minutes from UTC, at most */
};

/* What the page's language says of "1/2/2024": Americans write the month first, nearly all others the day. English of
 * no country says nothing. */
static enum date_order order_of(const struct meta_found *found)
{
    static const enum meta_origin origins[] = {META_LD, META_NAMED, META_LOOSE, META_OPEN};
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++) {
        const struct meta_value *lang = meta_first(found, META_LANG, origins[i]);
        if (!lang || !lang->size) continue;
        if (strncasecmp(lang->text, "en", 2) != 0) return DATE_DAY_FIRST;
        if (lang->size >= 5)
            return !strncasecmp(lang->text + 3, "US", 2) ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
    }
    return DATE_ORDER_UNKNOWN;
}

/* A date of at least a day. Values that programs read are dates from their start, and may be seconds; what readers see
 * has numbers of other kinds. With points the day is first, if only two digits of the year are there. */
static bool read(const struct meta_value *value, enum date_order order, struct date *date)
{
    const bool is_shown = value->origin == META_SHOWN || value->origin == META_NEAR;
    if (order == DATE_ORDER_UNKNOWN && memchr(value->text, '.', value->size))
        order = DATE_DAY_FIRST;
    if (!is_shown && date_parse_epoch(value->text, value->size, date)) return true;
    if (date_parse_as(value->text, value->size, order, date) && date->day) return true;
    return date_find(value->text, value->size, order, date);
}

/* ---- A day in an address -------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number of so many digits; where to go on, or NULL. */
static const char *read_number(const char *at, size_t digits, int *number)
{
    *number = 0;
    for (; digits; digits--, at++) {
        if (!is_digit(*at)) return NULL;
        *number = 10 * *number + (*at - '0');
    }
    return at;
}

static const char *skip_separator(const char *at)
{
    return *at && strchr("/-_.", *at) ? at + 1 : at;
}

/* "2024/05/03", "2024-05-03", "20240503" or "2024-05/03", with no digit behind it. */
static bool read_day(const char *at, struct date *date)
{
    *date = (struct date){.hour = -1, .minute = -1, .second = -1};
    at = read_number(at, 4, &date->year);
    if (at) at = read_number(skip_separator(at), 2, &date->month);
    if (at) at = read_number(skip_separator(at), 2, &date->day);
    return at && !is_digit(*at) && date->year >= FIRST_YEAR && date->year < LAST_YEAR &&
           date->month && date->day && date_valid(date);
}

/* The day in one of the page's addresses: many papers file their articles by it. */
static bool find_in_url(const struct meta_found *found, struct date *date)
{
    const struct meta_list *urls = &found->lists[META_URL];
    for (size_t i = 0; i < urls->count && i < URLS_MAX; i++) {
        const char *path = strstr(urls->values[i].text, "://");
        path = path ? path + strlen("://") : urls->values[i].text;
        for (const char *at = path; *at; at++)
            if (at > path && !is_digit(at[-1]) && read_day(at, date)) return true;
    }
    return false;
}

/* ---- The paper's own day -------------------------------------------------------------------------- */

/* Whether a time is told in UTC, which is hardly a paper's own. */
static bool is_utc(const struct meta_value *value)
{
    static const char *const ends[] = {"Z", "+00:00", "+0000", "GMT", "UTC"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t size = strlen(ends[i]);
        if (value->size > size && !strcmp(value->text + value->size - size, ends[i])) return true;
    }
    return false;
}

static long minutes_of(const struct date *date)
{
    struct tm time = {.tm_year = date->year - 1900,
                      .tm_mon = date->month - 1,
                      .tm_mday = date->day,
                      .tm_hour = date->hour,
                      .tm_min = date->minute};
    return (long)(timegm(&time) / 60);
}

/* Whether two times are one moment by clocks of two zones, to the second. */
static bool is_same_moment(const struct date *a, const struct date *b)
{
    if (a->second < 0 || a->second != b->second) return false;
    const long apart = labs(minutes_of(a) - minutes_of(b));
    return apart && apart <= ZONES_APART && apart % 30 == 0;
}

/* Turns the time in a value that is of UTC to what the page says of that moment elsewhere. */
static void localize(const struct meta_found *found, const struct meta_value *value,
                     struct date *date)
{
    const struct meta_list *dates = &found->lists[META_DATE];
    const enum date_order order = order_of(found);
    struct date other;
    for (size_t i = 0; i < dates->count && is_utc(value); i++)
        if (read(&dates->values[i], order, &other) && is_same_moment(date, &other)) {
            *date = other;
            return;
        }
}

/* ---- The choice ---------------------------------------------------------------------------------- */

/* The first date of an origin. */
static bool read_origin(const struct meta_found *found, enum meta_origin origin, struct date *date)
{
    const struct meta_list *dates = &found->lists[META_DATE];
    const enum date_order order = order_of(found);
    for (size_t i = 0; i < dates->count; i++)
        if (dates->values[i].origin == origin && read(&dates->values[i], order, date)) {
            localize(found, &dates->values[i], date);
            return true;
        }
    return false;
}

/* The first date behind the headline that is near it, else the last one before it. */
static bool read_near(const struct meta_found *found, struct date *date)
{
    const struct meta_list *dates = &found->lists[META_DATE];
    const enum date_order order = order_of(found);
    size_t before = 0;
    for (; before < dates->count && dates->values[before].place < found->headline_at; before++)
        ;
    for (size_t i = before; i < dates->count; i++)
        if (dates->values[i].origin == META_NEAR && read(&dates->values[i], order, date))
            return true;
    for (size_t i = before; i--;)
        if (dates->values[i].origin == META_NEAR && read(&dates->values[i], order, date))
            return true;
    return false;
}

/* Whether the page shows that day. */
static bool is_seen(const struct meta_found *found, const struct date *day)
{
    const struct meta_list *dates = &found->lists[META_DATE];
    const enum date_order order = order_of(found);
    struct date seen;
    for (size_t i = 0; i < dates->count; i++) {
        const enum meta_origin origin = dates->values[i].origin;
        const bool is_shown = origin >= META_ITEM && origin != META_LOOSE;
        if (is_shown && read(&dates->values[i], order, &seen) && seen.year == day->year &&
            seen.month == day->month && seen.day == day->day)
            return true;
    }
    return false;
}

/* Of the two best days that machines are told the first one that readers see, else what each of the origins has. */
static bool choose(const struct meta_found *found, struct date *date)
{
    static const enum meta_origin told[] = {META_LD, META_OPEN};
    static const enum meta_origin order[] = {META_LD,     META_OPEN,  META_ITEM,
                                             META_MARKED, META_SHOWN, META_NAMED};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (read_origin(found, told[i], date) && is_seen(found, date)) return true;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (read_origin(found, order[i], date)) return true;
    return find_in_url(found, date) || read_origin(found, META_LOOSE, date) ||
           read_near(found, date);
}

void meta_choose_date(const struct meta_found *found, char out[DATE_TEXT_MAX])
{
    struct date date;
    *out = '\0';
    if (choose(found, &date)) date_write(&date, out);
}
