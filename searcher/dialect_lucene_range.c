/* dialect_lucene_range.c - see dialect_lucene.h: ranges and comparisons of dates and lengths. */
#include <string.h>

#include "searcher/dialect_lucene.h"
#include "searcher/lex.h"

/* ---- Ranges -------------------------------------------------------------------------------------- */

/* "now", "now-7d", "NOW-7DAYS/DAY", "2020-06-16", "2020-06-16T14:49:05Z" as a date. */
static const char *read_moment(struct dialect *dialect, const char *text, size_t size,
                               size_t offset)
{
    unsigned count;
    if (size < 3 || !dialect_is(text, 3, "now"))
        return dialect_date(dialect, text, size, offset, SLASHES_AMBIGUOUS);
    const char *slash = memchr(text, '/', size);
    size_t end = slash ? (size_t)(slash - text) : size, at = 4;
    if (end == 3) return dialect_date(dialect, "today", 5, offset, SLASHES_AMBIGUOUS);
    while (at < end && text[at] >= '0' && text[at] <= '9')
        at++;
    char unit = at < end ? text[at] : 0;
    bool word = end > at + 1;
    if (unit == 'M' && !word)
        unit = 'm';
    else if (unit == 'm' && !word)
        unit = 0; /* minutes */
    else if (unit && strchr("DMYW", unit))
        unit = (char)(unit - 'A' + 'a');
    if (text[3] != '-' || !unit || !strchr("dwmy", unit)) {
        dialect_fail(dialect, offset, size,
                     "only days, weeks, months and years before now have an equivalent: now-7d");
        return NULL;
    }
    if (!dialect_number(dialect, text + 4, at - 4, offset, "now-", 0, 9999, &count)) return NULL;
    const char *ago = dialect_format(dialect, "%u%c", count, unit);
    return dialect_date(dialect, ago, strlen(ago), offset, SLASHES_AMBIGUOUS);
}

/* One end of a range: NULL for *, which is open. */
static struct dialect_node *read_end(struct dialect *dialect, const struct lucene_field *field,
                                     enum dialect_compare compare, const char *text, size_t size,
                                     size_t offset)
{
    if (size == 1 && *text == '*') return NULL;
    if (size >= 2 && *text == '"' && text[size - 1] == '"') {
        text++;
        offset++;
        size -= 2;
    }
    if (field->field == FIELD_WORDS) return dialect_length(dialect, compare, text, size, offset);
    return dialect_when(dialect, compare, read_moment(dialect, text, size, offset), offset, size);
}

static struct dialect_node *wrong_range(struct dialect *dialect, size_t offset, size_t size)
{
    return dialect_fail(dialect, offset, size,
                        "a range of words has no equivalent: date and words have ranges");
}

static size_t bound_size(const struct dialect *dialect, size_t at)
{
    size_t start = at;
    while (at < dialect->size && !strchr(" ]}", dialect->text[at]))
        at++;
    return at - start;
}

/* "[a TO b}" that is next. */
struct dialect_node *lucene_range(struct dialect *dialect, const struct lucene_field *field)
{
    size_t open = dialect->next, low = dialect_spaces(dialect, open + 1);
    size_t low_size = bound_size(dialect, low), to = dialect_spaces(dialect, low + low_size);
    size_t high = dialect_spaces(dialect, to + bound_size(dialect, to));
    size_t high_size = bound_size(dialect, high), close = dialect_spaces(dialect, high + high_size);
    bool whole = close < dialect->size && strchr("]}", dialect->text[close]) &&
                 dialect_is(dialect->text + to, bound_size(dialect, to), "TO") && high_size;
    if (!whole)
        return dialect_fail(dialect, open, 1, "a range is [FROM TO TO], a * for an open end");
    dialect->next = close + 1;
    if (!field || (field->field != FIELD_DATE && field->field != FIELD_WORDS))
        return wrong_range(dialect, open, dialect->next - open);
    bool from = dialect->text[open] == '[', upto = dialect->text[close] == ']';
    struct dialect_node *node = read_end(dialect, field, from ? COMPARE_FROM : COMPARE_ABOVE,
                                         dialect->text + low, low_size, low);
    struct dialect_node *end = read_end(dialect, field, upto ? COMPARE_UP_TO : COMPARE_BELOW,
                                        dialect->text + high, high_size, high);
    if (!node && !end)
        return dialect_fail(dialect, open, dialect->next - open,
                            "a range that is open at both ends has no equivalent");
    return dialect_ends(dialect, node, end);
}

/* ">=2020", "2020-06", "500" of a field of dates or numbers; or ">=x" of another, which is wrong. */
struct dialect_node *lucene_comparison(struct dialect *dialect, const struct lucene_field *field,
                                       size_t size)
{
    enum dialect_compare compare = COMPARE_IS;
    size_t start = dialect->next;
    size_t used = dialect_comparison(dialect->text + start, size, &compare);
    bool range = field && (field->field == FIELD_DATE || field->field == FIELD_WORDS);
    if (!range) return wrong_range(dialect, start, size);
    bool quoted = size == 0 && dialect_at(dialect, start, '"');
    size_t at = start + used, open, close, end = start + size;
    if (quoted && !dialect_quoted(dialect, &open, &close, &end)) return NULL;
    if (quoted) {
        at = open;
        size = close - start;
    }
    dialect->next = end;
    size_t out_size;
    const char *text = lucene_unescape(dialect, dialect->text + at, start + size - at, &out_size);
    if (!text) return NULL;
    struct dialect_node *node = read_end(dialect, field, compare, text, out_size, at);
    if (node || dialect->status) return node;
    return dialect_fail(dialect, start, end - start,
                        "whether a field is there can't be asked: search for a value of it");
}
