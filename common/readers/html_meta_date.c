/* html_meta_date.c - which of a page's dates is the day it was published. */
#include <string.h>
#include <strings.h>

#include "common/readers/html_meta_found.h"

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

/* A date of at least a day. Values that programs read are dates from their start. */
static bool read(const struct meta_value *value, enum date_order order, struct date *date)
{
    if (date_parse_epoch(value->text, value->size, date)) return true;
    if (date_parse_as(value->text, value->size, order, date) && date->day) return true;
    return date_find(value->text, value->size, order, date);
}

void meta_choose_date(const struct meta_found *found, char out[DATE_TEXT_MAX])
{
    const struct meta_list *dates = &found->lists[META_DATE];
    const enum date_order order = order_of(found);
    struct date date;
    *out = '\0';
    for (int origin = 0; origin < META_ORIGINS; origin++)
        for (size_t i = 0; i < dates->count; i++)
            if ((int)dates->values[i].origin == origin && read(&dates->values[i], order, &date)) {
                date_write(&date, out);
                return;
            }
}
