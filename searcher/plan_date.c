/* plan_date.c - see planner.h: the articles of a time.
 *
 *     date:2020-06               M202006
 *     date:2020-06..2020-07      keys "202006" to "202007~", as terms: plan_days.c
 *     date:2020-06-16T14:00..    keys "2020061614" to "~", as a range of values
 *
 * A date's key is its digits as far as they are known, and "~" comes after every digit: KEY to KEY~
 * is the period KEY with every moment in it. */
#include <string.h>

#include "common/error.h"
#include "common/schema.h"
#include "searcher/planner.h"

/* One byte more than a key, for the "~". */
enum {
    BOUND_MAX = DATE_KEY_MAX + 1
};

#define LOWEST "0"
#define HIGHEST "~"

/* ---- Keys ---------------------------------------------------------------------------------------- */

/* The key of the moment that a period begins with, as short as it can be said: 2020-01-01 begins when
 * 2020 does, and articles of which only the year is known are in it. */
static void begin_key(const struct date *date, char out[BOUND_MAX])
{
    struct date begin = *date;
    if (begin.second == 0) begin.second = -1;
    if (begin.minute == 0 && begin.second < 0) begin.minute = -1;
    if (begin.hour == 0 && begin.minute < 0) begin.hour = -1;
    if (begin.day == 1 && begin.hour < 0) begin.day = 0;
    if (begin.month == 1 && !begin.day) begin.month = 0;
    date_key(&begin, out);
}

/* Makes a key the last one of all that start so. */
static void close_key(char key[BOUND_MAX])
{
    size_t size = strlen(key);
    key[size] = *HIGHEST;
    key[size + 1] = '\0';
}

static void end_key(const struct date *date, char out[BOUND_MAX])
{
    date_key(date, out);
    close_key(out);
}

/* The last key that is earlier than the beginning of a period: one less as a number, then "~". */
static void before_key(const struct date *date, char out[BOUND_MAX])
{
    begin_key(date, out);
    size_t at = strlen(out);
    while (at && out[at - 1] == '0')
        out[--at] = '9';
    if (at) out[at - 1]--;
    close_key(out);
}

/* The keys of the first and last moment that a node asks for. */
static void node_keys(const struct query_node *node, char low[BOUND_MAX], char high[BOUND_MAX])
{
    memcpy(low, LOWEST, sizeof LOWEST);
    memcpy(high, HIGHEST, sizeof HIGHEST);
    switch (node->range) {
    case RANGE_PERIOD:
        date_key(&node->low, low);
        end_key(&node->low, high);
        break;
    case RANGE_AFTER: end_key(&node->low, low); break;
    case RANGE_BEFORE: before_key(&node->high, high); break;
    case RANGE_BETWEEN:
        if (node->low.year) begin_key(&node->low, low);
        if (node->high.year) end_key(&node->high, high);
        break;
    }
}

/* ---- Queries ------------------------------------------------------------------------------------- */

/* Terms where they can say it, else a range of values. */
static struct db_query *plan_keys(struct planner *planner, const char *low, const char *high)
{
    struct db_query *query;
    if (!plan_days(planner, low, high, &query)) return NULL;
    return query ? query : plan_value_range(planner, SLOT_DATE, low, high);
}

struct db_query *plan_dates(struct planner *planner, const struct query_node *node)
{
    char low[BOUND_MAX], high[BOUND_MAX];
    node_keys(node, low, high);
    return plan_keys(planner, low, high);
}

static nsearch_status read_bound(const char *text, time_t now, struct date *out,
                                 nsearch_error *error)
{
    *out = (struct date){.hour = -1, .minute = -1, .second = -1};
    return text && *text ? query_date(text, strlen(text), now, out, error) : NSEARCH_OK;
}

nsearch_status plan_period(const char *since, const char *until, time_t now,
                           const struct plan_context *context, const struct db_query **out,
                           nsearch_error *error)
{
    struct query_node node = {.range = RANGE_BETWEEN};
    char low[BOUND_MAX], high[BOUND_MAX];
    *out = NULL;
    nsearch_status status = read_bound(since, now, &node.low, error);
    if (!status) status = read_bound(until, now, &node.high, error);
    if (status || (!node.low.year && !node.high.year)) return status;
    node_keys(&node, low, high);
    if (strcmp(low, high) > 0)
        return error_set(error, NSEARCH_INVALID, "the period ends before it begins");
    struct planner planner = {.context = context, .error = error};
    *out = plan_keys(&planner, low, high);
    return planner.status;
}
