/* dialect_range.c - see dialect.h: dates and numbers, compared. */
#include <stdio.h>
#include <string.h>

#include "searcher/dialect.h"
#include "searcher/lex.h"

size_t dialect_comparison(const char *text, size_t size, enum dialect_compare *out)
{
    static const struct {
        const char *text;
        enum dialect_compare compare;
    } rows[] = {{">=", COMPARE_FROM},
                {"<=", COMPARE_UP_TO},
                {">", COMPARE_ABOVE},
                {"<", COMPARE_BELOW},
                {"=", COMPARE_IS}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length = strlen(rows[i].text);
        if (size < length || memcmp(text, rows[i].text, length) != 0) continue;
        *out = rows[i].compare;
        return length;
    }
    return 0;
}

/* ---- Dates --------------------------------------------------------------------------------------- */

/* Reads "6/16/2020" or "6/2020" into numbers; returns how many. */
static int read_slashes(const char *text, size_t size, int numbers[3])
{
    char copy[16];
    int used = 0;
    if (size >= sizeof copy || !size) return 0;
    memcpy(copy, text, size);
    copy[size] = '\0';
    if (strspn(copy, "0123456789/") != size) return 0;
    if (sscanf(copy, "%4d/%4d/%4d%n", &numbers[0], &numbers[1], &numbers[2], &used) == 3 &&
        (size_t)used == size)
        return 3;
    used = 0;
    if (sscanf(copy, "%4d/%4d%n", &numbers[0], &numbers[1], &used) == 2 && (size_t)used == size)
        return 2;
    return 0;
}

static bool slashed_date(struct dialect *dialect, const char *text, size_t size, size_t offset,
                         enum dialect_slashes slashes, struct date *out)
{
    int numbers[3], count = read_slashes(text, size, numbers);
    *out = (struct date){.hour = -1, .minute = -1, .second = -1};
    if (!count || numbers[count - 1] < 1000) return false;
    int month = numbers[0], day = count == 3 ? numbers[1] : 0;
    if (count == 3 && slashes == SLASHES_AMBIGUOUS && month <= 12 && day <= 12 && month != day) {
        dialect_fail(dialect, offset, size,
                     "\"%.*s\" may begin with the day or with the month: write %04d%02d%02d or "
                     "%04d%02d%02d",
                     (int)size, text, numbers[2], month, day, numbers[2], day, month);
        return false;
    }
    if (count == 3 && slashes == SLASHES_AMBIGUOUS && month > 12) {
        month = numbers[1];
        day = numbers[0];
    }
    out->year = numbers[count - 1];
    out->month = month;
    out->day = day;
    if (count == 3) return day > 0 && date_valid(out);
    return month >= 1 && month <= 12;
}

const char *dialect_date(struct dialect *dialect, const char *text, size_t size, size_t offset,
                         enum dialect_slashes slashes)
{
    struct date date;
    char out[DATE_TEXT_MAX];
    if (!slashed_date(dialect, text, size, offset, slashes, &date)) {
        if (dialect->status) return NULL;
        if (!date_parse_bound(text, size, dialect->now, &date) && !date_parse(text, size, &date)) {
            dialect_fail(dialect, offset, size,
                         "\"%.*s\" is not a date: write 2020, 2020-06 or 2020-06-16",
                         lex_shown(size, text), text);
            return NULL;
        }
    }
    date_write(&date, out);
    return dialect_format(dialect, "%s", out);
}

struct dialect_node *dialect_when(struct dialect *dialect, enum dialect_compare compare,
                                  const char *date, size_t offset, size_t size)
{
    static const char *const names[] = {[COMPARE_IS] = "date",
                                        [COMPARE_BELOW] = "before",
                                        [COMPARE_UP_TO] = "until",
                                        [COMPARE_ABOVE] = "after",
                                        [COMPARE_FROM] = "since"};
    if (!date) return NULL;
    return dialect_node(dialect, DIALECT_LEAF, offset, size,
                        dialect_format(dialect, "%s:%s", names[compare], date));
}

/* ---- Numbers ------------------------------------------------------------------------------------- */

struct dialect_node *dialect_length(struct dialect *dialect, enum dialect_compare compare,
                                    const char *text, size_t size, size_t offset)
{
    unsigned count;
    const char *leaf;
    if (!dialect_number(dialect, text, size, offset, "a length in words", 1, 100 * 1000 * 1000,
                        &count))
        return NULL;
    switch (compare) {
    case COMPARE_BELOW: leaf = dialect_format(dialect, "words:..%u", count - 1); break;
    case COMPARE_UP_TO: leaf = dialect_format(dialect, "words:..%u", count); break;
    case COMPARE_ABOVE: leaf = dialect_format(dialect, "words:%u..", count + 1); break;
    case COMPARE_FROM: leaf = dialect_format(dialect, "words:%u..", count); break;
    default: leaf = dialect_format(dialect, "words:%u", count);
    }
    return dialect_node(dialect, DIALECT_LEAF, offset, size, leaf);
}

/* ---- Both ends ----------------------------------------------------------------------------------- */

struct dialect_node *dialect_ends(struct dialect *dialect, struct dialect_node *low,
                                  struct dialect_node *high)
{
    if (!low || !high) return low ? low : high;
    if (low->op != DIALECT_LEAF) return dialect_join(dialect, DIALECT_AND, low, high);
    size_t end = strlen(low->text);
    const char *text = NULL;
    if (!strncmp(low->text, "since:", 6) && !strncmp(high->text, "until:", 6))
        text = dialect_format(dialect, "date:%s..%s", low->text + 6, high->text + 6);
    else if (end > 2 && !strcmp(low->text + end - 2, "..") && !strncmp(high->text, "words:..", 8))
        text = dialect_format(dialect, "%s%s", low->text, high->text + 8);
    if (!text) return dialect_join(dialect, DIALECT_AND, low, high);
    return dialect_node(dialect, DIALECT_LEAF, low->offset, high->offset + high->size - low->offset,
                        text);
}
