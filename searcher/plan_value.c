/* plan_value.c - see planner.h: what an article has once and as a whole.
 *
 *     id:AP890101-0001    QAP890101-0001
 *     date:2020-06        M202006
 *     date:2020-06..      date from "202006" to "~"
 *     indexed:2026-11     indexed from its first second to its last, as stamp.h writes them
 *
 * A date's key is its digits as far as they are known, and "~" comes after every digit: KEY to KEY~
 * is the period KEY with every moment in it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/error.h"
#include "common/host.h"
#include "common/stamp.h"
#include "common/term.h"
#include "searcher/planner.h"

/* ---- Whole values -------------------------------------------------------------------------------- */

static void lower(char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 'A' && text[i] <= 'Z') text[i] = (char)(text[i] - 'A' + 'a');
}

/* The value as the index has it: a language in lower case, of a site the host. */
static const char *normalize(struct planner *planner, enum field field, const char *text,
                             size_t *size)
{
    char host[HOST_MAX + 1];
    size_t host_size = field == FIELD_SITE ? host_of_url(text, *size, host) : 0;
    if (host_size) *size = host_size;
    char *value = arena_copy(planner->context->arena, host_size ? host : text, *size);
    if (value && (field == FIELD_SITE || field == FIELD_LANG)) lower(value, *size);
    return value;
}

struct xap_query *plan_value(struct planner *planner, const struct query_node *node,
                             struct plan_scope scope)
{
    char term[TERM_MAX + 1];
    size_t size = node->text_size;
    const char *value = normalize(planner, scope.field, node->text, &size);
    if (!value) return plan_no_memory(planner);
    size = term_whole(field_prefix(scope.field), value, size, term);
    if (!node->prefix) return plan_term(planner, term, size);
    const size_t start = strlen(field_prefix(scope.field));
    const struct piece piece = {
        .kind = PIECE_PREFIX, .text = term + start, .size = size - start, .node = node};
    struct plan_words *words = plan_lookup(planner, &piece, scope.field, false, true);
    return words ? words->query : NULL;
}

/* ---- Ranges -------------------------------------------------------------------------------------- */

/* One byte more than a key, for the "~". */
enum {
    BOUND_MAX = DATE_KEY_MAX + 1
};

#define LOWEST "0"
#define HIGHEST "~"

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

static struct xap_query *make_range(struct planner *planner, unsigned slot, const char *low,
                                    const char *high)
{
    struct arena *arena = planner->context->arena;
    struct xap_query *query = plan_new(planner, XAP_RANGE);
    if (!query) return NULL;
    query->slot = slot;
    query->low = arena_copy(arena, low, strlen(low));
    query->high = arena_copy(arena, high, strlen(high));
    return query->low && query->high ? query : plan_no_memory(planner);
}

/* A year, month or day is a term; what is finer is a range. */
static struct xap_query *plan_date(struct planner *planner, const struct date *date)
{
    char low[BOUND_MAX], high[BOUND_MAX], term[TERM_MAX + 1];
    date_key(date, low);
    if (date->hour >= 0) {
        end_key(date, high);
        return make_range(planner, SLOT_DATE, low, high);
    }
    const char *prefix = date->day ? PREFIX_DAY : date->month ? PREFIX_MONTH : PREFIX_YEAR;
    return plan_term(planner, term, term_whole(prefix, low, strlen(low), term));
}

static struct xap_query *plan_dates(struct planner *planner, const struct date *low,
                                    const struct date *high)
{
    char from[BOUND_MAX] = LOWEST, to[BOUND_MAX] = HIGHEST;
    if (low->year) begin_key(low, from);
    if (high->year) end_key(high, to);
    return make_range(planner, SLOT_DATE, from, to);
}

/* When a period begins, and when the next one does, on the clock of where the query is asked: seconds since
 * 1970, 0 for what is earlier. */
static int64_t begin_second(const struct date *date, int periods_later)
{
    const bool timed = date->hour >= 0;
    struct tm tm = {
        .tm_year = date->year - 1900,
        .tm_mon = date->month ? date->month - 1 : 0,
        .tm_mday = date->day ? date->day : 1,
        .tm_hour = timed ? date->hour : 0,
        .tm_min = date->minute >= 0 ? date->minute : 0,
        .tm_sec = date->second >= 0 ? date->second : 0,
        .tm_isdst = -1,
    };
    int *finest = date->second >= 0   ? &tm.tm_sec
                  : date->minute >= 0 ? &tm.tm_min
                  : timed             ? &tm.tm_hour
                  : date->day         ? &tm.tm_mday
                  : date->month       ? &tm.tm_mon
                                      : &tm.tm_year;
    *finest += periods_later;
    const time_t second = mktime(&tm);
    return second < 0 ? 0 : (int64_t)second;
}

/* The articles that were indexed in a period, or from one to another. */
static struct xap_query *plan_indexed(struct planner *planner, const struct query_node *node)
{
    char low[STAMP_TIME_DIGITS + 1], high[STAMP_TIME_DIGITS + 1];
    const struct date *last = node->range == RANGE_PERIOD ? &node->low : &node->high;
    const int64_t most = (INT64_C(1) << 5 * STAMP_TIME_DIGITS) - 1;
    const int64_t end = last->year ? begin_second(last, 1) - 1 : most;
    if (end < 0) return plan_new(planner, XAP_NOTHING);
    const int64_t begin = node->low.year ? begin_second(&node->low, 0) : 0;
    stamp_write((uint64_t)(begin < most ? begin : most), STAMP_TIME_DIGITS, low);
    stamp_write((uint64_t)(end < most ? end : most), STAMP_TIME_DIGITS, high);
    return make_range(planner, SLOT_INDEXED, low, high);
}

struct xap_query *plan_range(struct planner *planner, const struct query_node *node)
{
    char low[BOUND_MAX] = LOWEST, high[BOUND_MAX] = HIGHEST;
    if (node->field == FIELD_WORDS) {
        snprintf(low, sizeof low, "%010" PRIu64, node->least);
        snprintf(high, sizeof high, "%010" PRIu64, node->most);
        return make_range(planner, SLOT_WORDS, low, high);
    }
    if (node->field == FIELD_INDEXED) return plan_indexed(planner, node);
    switch (node->range) {
    case RANGE_PERIOD: return plan_date(planner, &node->low);
    case RANGE_AFTER: end_key(&node->low, low); break;
    case RANGE_BEFORE: before_key(&node->high, high); break;
    case RANGE_BETWEEN: return plan_dates(planner, &node->low, &node->high);
    }
    return make_range(planner, SLOT_DATE, low, high);
}

static nsearch_status read_bound(const char *text, time_t now, struct date *out,
                                 nsearch_error *error)
{
    *out = (struct date){.hour = -1, .minute = -1, .second = -1};
    return text && *text ? query_date(text, strlen(text), now, out, error) : NSEARCH_OK;
}

nsearch_status plan_period(const char *since, const char *until, time_t now, struct arena *arena,
                           const struct xap_query **out, nsearch_error *error)
{
    struct date low, high;
    *out = NULL;
    nsearch_status status = read_bound(since, now, &low, error);
    if (!status) status = read_bound(until, now, &high, error);
    if (status || (!low.year && !high.year)) return status;
    const struct plan_context context = {.arena = arena};
    struct planner planner = {.context = &context, .error = error};
    *out = plan_dates(&planner, &low, &high);
    if (!*out) return planner.status;
    if (strcmp((*out)->low, (*out)->high) <= 0) return NSEARCH_OK;
    *out = NULL;
    return error_set(error, NSEARCH_INVALID, "the period ends before it begins");
}
