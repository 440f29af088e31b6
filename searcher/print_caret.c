/* print_caret.c - what is wrong in a query, shown in it:
 *
 *     titel:berlin
 *     ^~~~~
 */
#include <string.h>

#include "common/utf8.h"
#include "searcher/print.h"

enum {
    WINDOW = 70, /* columns of the query that are shown */
    BEFORE = 30, /* of them in front of the place */
    INDENT = 2
};

static const char cut[] = "...";

/* Bytes from `text` that take at most `limit` columns; `columns` is how many they take. */
static size_t bytes_within(const char *text, size_t size, size_t limit, size_t *columns)
{
    uint32_t code;
    size_t at = 0;
    *columns = 0;
    while (at < size) {
        size_t length = print_char(text + at, size - at, &code);
        if (*columns + print_columns(code) > limit) break;
        *columns += print_columns(code);
        at += length;
    }
    return at;
}

/* Where to start showing, so that at most BEFORE columns stand in front of `place`. */
static size_t window_start(const char *query, size_t place)
{
    /* A character takes at least a byte and has at most four: what is further back than this can't
     * be within, unless it takes no columns. */
    size_t start = place > 4 * BEFORE ? place - 4 * BEFORE : 0;
    while (start < place && utf8_continues(query[start]))
        start++;
    while (print_width(query + start, place - start) > BEFORE) {
        uint32_t code;
        start += print_char(query + start, place - start, &code);
    }
    return start;
}

void print_caret(FILE *out, const char *query, const nsearch_error *error)
{
    size_t size = strlen(query), columns;
    if (!error->query_size || error->query_offset > size) return;
    size_t place = error->query_offset;
    size_t wrong = error->query_size < size - place ? error->query_size : size - place;
    size_t start = window_start(query, place);
    size_t shown = bytes_within(query + start, size - start, WINDOW, &columns);
    const char *before = start ? cut : "", *after = start + shown < size ? cut : "";

    fprintf(out, "%*s%s", INDENT, "", before);
    print_bytes(out, query + start, shown);
    fprintf(out, "%s\n%*s", after, INDENT, "");
    for (size_t i = strlen(before) + print_width(query + start, place - start); i > 0; i--)
        fputc(' ', out);
    fputc('^', out);
    if (place + wrong > start + shown) wrong = start + shown > place ? start + shown - place : 0;
    for (size_t i = print_width(query + place, wrong); i > 1; i--)
        fputc('~', out);
    fputc('\n', out);
}
