/* plan_value.c - see planner.h: what an article has once and as a whole.
 *
 *     id:AP890101-0001    QAP890101-0001
 *     words:500..         words from "0000000500" to "9999999999"
 *     indexed:2026-11     indexed from its first second to its last, as stamp.h writes them */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

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

struct db_query *plan_value(struct planner *planner, const struct query_node *node,
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

enum {
    WORDS_DIGITS = 20 /* of any; of QUERY_NUMBER_MAX 10 */
};

struct db_query *plan_value_range(struct planner *planner, unsigned slot, const char *low,
                                  const char *high)
{
    struct arena *arena = planner->context->arena;
    struct db_query *query = plan_new(planner, DB_RANGE);
    if (!query) return NULL;
    query->slot = slot;
    query->low = arena_copy(arena, low, strlen(low));
    query->high = arena_copy(arena, high, strlen(high));
    return query->low && query->high ? query : plan_no_memory(planner);
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
static struct db_query *plan_indexed(struct planner *planner, const struct query_node *node)
{
    char low[STAMP_TIME_DIGITS + 1], high[STAMP_TIME_DIGITS + 1];
    const struct date *last = node->range == RANGE_PERIOD ? &node->low : &node->high;
    const int64_t most = (INT64_C(1) << 5 * STAMP_TIME_DIGITS) - 1;
    const int64_t end = last->year ? begin_second(last, 1) - 1 : most;
    if (end < 0) return plan_new(planner, DB_NOTHING);
    const int64_t begin = node->low.year ? begin_second(&node->low, 0) : 0;
    stamp_write((uint64_t)(begin < most ? begin : most), STAMP_TIME_DIGITS, low);
    stamp_write((uint64_t)(end < most ? end : most), STAMP_TIME_DIGITS, high);
    return plan_value_range(planner, SLOT_INDEXED, low, high);
}

struct db_query *plan_range(struct planner *planner, const struct query_node *node)
{
    char low[WORDS_DIGITS + 1], high[WORDS_DIGITS + 1];
    if (node->field == FIELD_DATE) return plan_dates(planner, node);
    if (node->field == FIELD_INDEXED) return plan_indexed(planner, node);
    snprintf(low, sizeof low, "%010" PRIu64, node->least);
    snprintf(high, sizeof high, "%010" PRIu64, node->most);
    return plan_value_range(planner, SLOT_WORDS, low, high);
}
