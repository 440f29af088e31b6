/* plan_days.c - see planner.h: a range of days as terms.
 *
 *     keys    "19890630" to "19900331~"
 *     terms   OR D19890630 M198907 ... M198912 (AND_NOT Y1990 (OR M199004 ... M199012))
 *
 * An article of which only the year or month is known counts as of the first moment of it: it is in a range that
 * begins no later, and in one that ends within. No term has these alone, so what a range begins with is put together
 * of its months and days, and what it ends with is the year or month without what is later in it. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "common/schema.h"
#include "searcher/planner.h"
#include "searcher/vocabulary.h"

enum {
    YEARS_MAX = 64, /* in a range; of more, or of an open one, only those that the index has */
    MONTHS = 12
};

struct days {
    struct planner *planner;
    struct date low, high; /* to the day at most; high has a day only with its month, and so on */
    struct plan_list list; /* alternatives */
};

/* ---- Keys ---------------------------------------------------------------------------------------- */

/* Reads a key of `size` digits; false for one that is finer than a day. */
static bool read_key(const char *key, size_t size, struct date *out)
{
    if (size != 4 && size != 6 && size != 8) return false;
    const long digits = strtol(key, NULL, 10);
    const long day = digits * (size == 4 ? 10000 : size == 6 ? 100 : 1);
    *out = (struct date){.year = (int)(day / 10000),
                         .month = (int)(day / 100 % 100),
                         .day = (int)(day % 100),
                         .hour = -1,
                         .minute = -1,
                         .second = -1};
    return true;
}

/* Makes a period the beginning of the next one, as the largest that begins then. */
static void step(struct date *date)
{
    if (date->day && ++date->day > date_days_in_month(date->year, date->month)) date->day = 0;
    if (date->month && !date->day && ++date->month > MONTHS) date->month = 0;
    if (!date->month) date->year++;
}

/* ---- Terms --------------------------------------------------------------------------------------- */

static bool add_term(struct days *days, int year, int month, int day, struct plan_list *list)
{
    const struct date date = {year, month, day, -1, -1, -1};
    char term[1 + DATE_KEY_MAX];
    *term = day ? *PREFIX_DAY : month ? *PREFIX_MONTH : *PREFIX_YEAR;
    date_key(&date, term + 1);
    return plan_append(days->planner, list, plan_term(days->planner, term, strlen(term)));
}

static bool add_days(struct days *days, int year, int month, int first, int last,
                     struct plan_list *list)
{
    for (int day = first; day <= last; day++)
        if (!add_term(days, year, month, day, list)) return false;
    return true;
}

/* Adds a period without what is later in it. */
static bool add_without(struct days *days, int year, int month, const struct plan_list *later)
{
    struct plan_list both = {0};
    if (!add_term(days, year, month, 0, &both)) return false;
    if (later->count && !plan_append(days->planner, &both, plan_group(days->planner, DB_OR, later)))
        return false;
    return plan_append(days->planner, &days->list, plan_group(days->planner, DB_AND_NOT, &both));
}

/* Lists what is later than the range in its last month. */
static bool list_later_days(struct days *days, struct plan_list *later)
{
    const struct date *high = &days->high;
    return !high->day || add_days(days, high->year, high->month, high->day + 1,
                                  date_days_in_month(high->year, high->month), later);
}

/* Adds a month of the year that the range begins in; `ends`: it ends in that month, too. */
static bool add_month(struct days *days, int month, bool ends)
{
    const int year = days->low.year;
    struct plan_list later = {0};
    if (month == days->low.month && days->low.day) {
        const int last = ends && days->high.day ? days->high.day : date_days_in_month(year, month);
        return add_days(days, year, month, days->low.day, last, &days->list);
    }
    if (ends && !list_later_days(days, &later)) return false;
    return add_without(days, year, month, &later);
}

/* Adds a year. One in which the range begins but for its first moment is put together of its months. */
static bool add_year(struct days *days, int year)
{
    const struct date *low = &days->low, *high = &days->high;
    const int end = year == high->year ? high->month : 0; /* the month that the range ends in */
    struct plan_list later = {0};
    if (year == low->year && low->month) {
        for (int month = low->month; month <= (end ? end : MONTHS); month++)
            if (!add_month(days, month, month == end)) return false;
        return true;
    }
    for (int month = end + 1; end && month <= MONTHS; month++)
        if (!add_term(days, year, month, 0, &later)) return false;
    if (end && !list_later_days(days, &later)) return false;
    return add_without(days, year, 0, &later);
}

/* ---- Years --------------------------------------------------------------------------------------- */

/* Adds those years of the range that the index has. *said is false if they are too many, or can't be asked for. */
static bool add_known_years(struct days *days, bool *said)
{
    struct planner *planner = days->planner;
    const struct plan_context *context = planner->context;
    struct db_terms years;
    *said = context->db && !db_is_remote(context->db);
    if (!*said) return true;
    planner->status = vocabulary_prefix(context->db, PREFIX_YEAR, strlen(PREFIX_YEAR), YEARS_MAX,
                                        context->arena, &years, planner->error);
    if (planner->status) return false;
    *said = years.total == years.count;
    for (size_t i = 0; *said && i < years.count; i++) {
        const int year = atoi(years.terms[i].text + strlen(PREFIX_YEAR));
        if (year >= days->low.year && year <= days->high.year && !add_year(days, year))
            return false;
    }
    return true;
}

static bool add_years(struct days *days, bool *said)
{
    *said = true;
    if (days->high.year - days->low.year >= YEARS_MAX) return add_known_years(days, said);
    for (int year = days->low.year; year <= days->high.year; year++)
        if (!add_year(days, year)) return false;
    return true;
}

bool plan_days(struct planner *planner, const char *low, const char *high, struct db_query **out)
{
    struct days days = {.planner = planner, .high = {.year = INT_MAX}};
    const size_t low_size = strspn(low, "0123456789"), high_size = strspn(high, "0123456789");
    bool said;
    *out = NULL;
    if (low_size > 1 && !read_key(low, low_size, &days.low)) return true;
    if (high_size && !read_key(high, high_size, &days.high)) return true;
    if (low[low_size]) step(&days.low);
    if (!add_years(&days, &said)) return false;
    if (said) *out = plan_group(planner, DB_OR, &days.list);
    return !said || *out;
}
