/* parse_range.c - see parse.h: "2020-06", "2020..", "500..1000". A date is a period. */
#include <stdio.h>
#include <string.h>

#include "common/error.h"
#include "searcher/parse.h"

/* ---- Dates --------------------------------------------------------------------------------------- */

/* Reads up to `most` digits. */
static bool read_number(const char *text, size_t size, size_t *at, size_t most, int *out)
{
    size_t start = *at;
    for (*out = 0; *at < size && *at - start < most && text[*at] >= '0' && text[*at] <= '9'; ++*at)
        *out = *out * 10 + (text[*at] - '0');
    return *at > start;
}

/* What is wrong with what looks like a day. */
static nsearch_status wrong_day(const char *text, size_t size, nsearch_error *error)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year, month, day;
    size_t at = 0;
    if (!read_number(text, size, &at, 4, &year) || at != 4 || at == size) return NSEARCH_OK;
    char separator = text[at++];
    if (separator != '-' && separator != '/') return NSEARCH_OK;
    if (!read_number(text, size, &at, 2, &month)) return NSEARCH_OK;
    if (month < 1 || month > 12)
        return error_set(error, NSEARCH_INVALID, "there is no month %02d", month);
    if (at == size || text[at++] != separator || !read_number(text, size, &at, 2, &day))
        return NSEARCH_OK;
    struct date date = {
        .year = year, .month = month, .day = day, .hour = -1, .minute = -1, .second = -1};
    if (day && date_valid(&date)) return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID, "%d %s %d does not exist", day, months[month - 1],
                     year);
}

nsearch_status query_date(const char *text, size_t size, time_t now, struct date *out,
                          nsearch_error *error)
{
    if (date_parse_bound(text, size, now, out)) return NSEARCH_OK;
    nsearch_status status = wrong_day(text, size, error);
    if (status) return status;
    if (date_parse(text, size, out)) return NSEARCH_OK;
    return error_set(error, NSEARCH_INVALID,
                     "\"%.*s\" is not a date: write 2020, 2020-06, 2020-06-16, yesterday or 7d",
                     lex_shown(size, text), text);
}

/* Reads one end of a range, which is open if it is empty. */
static nsearch_status read_bound(struct parser *parser, const char *text, size_t size,
                                 struct date *out, nsearch_error *error)
{
    *out = (struct date){.hour = -1, .minute = -1, .second = -1};
    return size ? query_date(text, size, parser->now, out, error) : NSEARCH_OK;
}

/* Whether all of `a` is later than all of `b`: "2020" is neither before nor after "2020-06". */
static bool is_later(const struct date *a, const struct date *b)
{
    char left[DATE_KEY_MAX], right[DATE_KEY_MAX];
    date_key(a, left);
    date_key(b, right);
    size_t size = strlen(left) < strlen(right) ? strlen(left) : strlen(right);
    return memcmp(left, right, size) > 0;
}

static nsearch_status read_dates(struct parser *parser, const char *text, size_t size,
                                 const char *dots, struct query_node *node, nsearch_error *error)
{
    node->range = RANGE_BETWEEN;
    size_t low = (size_t)(dots - text);
    nsearch_status status = read_bound(parser, text, low, &node->low, error);
    if (!status) status = read_bound(parser, dots + 2, size - low - 2, &node->high, error);
    if (status) return status;
    if (!node->low.year && !node->high.year)
        return error_set(error, NSEARCH_INVALID, "a range needs a date before or after its ..");
    if (node->low.year && node->high.year && is_later(&node->low, &node->high))
        return error_set(error, NSEARCH_INVALID, "the range ends before it begins");
    return NSEARCH_OK;
}

static nsearch_status read_date(struct parser *parser, const char *text, size_t size,
                                struct query_node *node, nsearch_error *error)
{
    const char *dots = memmem(text, size, "..", 2);
    struct date date;
    const struct date open = {.hour = -1, .minute = -1, .second = -1};
    if (dots && parser->name->use == FIELD_USE_PLAIN)
        return read_dates(parser, text, size, dots, node, error);
    nsearch_status status = query_date(text, size, parser->now, &date, error);
    if (status) return status;
    node->low = node->high = open;
    node->range = RANGE_BETWEEN;
    switch (parser->name->use) {
    case FIELD_USE_AFTER:
        node->range = RANGE_AFTER;
        node->low = date;
        break;
    case FIELD_USE_BEFORE:
        node->range = RANGE_BEFORE;
        node->high = date;
        break;
    case FIELD_USE_SINCE: node->low = date; break;
    case FIELD_USE_UNTIL: node->high = date; break;
    default:
        node->range = RANGE_PERIOD;
        node->low = date;
        break;
    }
    return NSEARCH_OK;
}

/* ---- Numbers ------------------------------------------------------------------------------------- */

static nsearch_status read_count(const char *text, size_t size, uint64_t open, uint64_t *out,
                                 nsearch_error *error)
{
    *out = open;
    for (size_t i = 0; i < size; i++) {
        if (text[i] < '0' || text[i] > '9')
            return error_set(error, NSEARCH_INVALID, "\"%.*s\" is not a number",
                             lex_shown(size, text), text);
        *out = (i ? *out * 10 : 0) + (uint64_t)(text[i] - '0');
        if (*out > QUERY_NUMBER_MAX)
            return error_set(error, NSEARCH_INVALID, "the number is too large");
    }
    return NSEARCH_OK;
}

static nsearch_status read_numbers(const char *text, size_t size, struct query_node *node,
                                   nsearch_error *error)
{
    const char *dots = memmem(text, size, "..", 2);
    size_t low = dots ? (size_t)(dots - text) : size;
    node->range = RANGE_BETWEEN;
    nsearch_status status = read_count(text, low, 0, &node->least, error);
    if (status) return status;
    node->most = node->least;
    if (!dots) return NSEARCH_OK;
    status = read_count(dots + 2, size - low - 2, QUERY_NUMBER_MAX, &node->most, error);
    if (status) return status;
    if (size == 2)
        return error_set(error, NSEARCH_INVALID, "a range needs a number before or after its ..");
    if (node->least > node->most)
        return error_set(error, NSEARCH_INVALID, "the range ends before it begins");
    return NSEARCH_OK;
}

nsearch_status parse_range(struct parser *parser, const char *text, size_t size,
                           struct query_node *node, nsearch_error *error)
{
    node->field = parser->name->field;
    if (size && (*text == '[' || *text == '{'))
        return lex_error(error, node->offset, node->size, "a range is written with two dots: %s:%s",
                         field_text(node->field),
                         node->field == FIELD_WORDS ? "500..1000" : "2020..2021");
    nsearch_status status = node->field == FIELD_WORDS ? read_numbers(text, size, node, error)
                                                       : read_date(parser, text, size, node, error);
    if (status && error) {
        error->query_offset = node->offset;
        error->query_size = node->size;
    }
    return status;
}
