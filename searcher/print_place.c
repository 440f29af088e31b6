/* print_place.c - places in a query of several lines, and what was found in it. */
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "searcher/print_format.h"

/* Where the line of a byte starts. */
static size_t line_start(const char *query, size_t offset)
{
    while (offset && query[offset - 1] != '\n')
        offset--;
    return offset;
}

void print_place(const char *query, size_t offset, size_t *line, size_t *column)
{
    size_t size = strlen(query), start;
    if (offset > size) offset = size;
    start = line_start(query, offset);
    *line = *column = 1;
    for (size_t i = 0; i < start; i++)
        *line += query[i] == '\n';
    for (size_t at = start; at < offset; ++*column) {
        uint32_t code;
        size_t used = utf8_decode(query + at, offset - at, &code);
        at += used ? used : 1;
    }
}

void print_line_caret(FILE *out, const char *query, const nsearch_error *error)
{
    nsearch_error inner = *error;
    size_t size = strlen(query);
    if (!error->query_size || error->query_offset > size) return;
    size_t start = line_start(query, error->query_offset);
    char *line = strndup(query + start, strcspn(query + start, "\r\n"));
    if (!line) return;
    inner.query_offset -= start;
    print_caret(out, line, &inner);
    free(line);
}

/* A line "LINE:COLUMN: message" for each, and the place under it. */
void print_text_findings(FILE *out, const char *query, const nsearch_findings *findings)
{
    for (size_t i = 0; i < nsearch_findings_count(findings); i++) {
        const nsearch_finding *finding = nsearch_findings_at(findings, i);
        const nsearch_error place = {.query_offset = finding->offset, .query_size = finding->size};
        size_t line, column;
        print_place(query, finding->offset, &line, &column);
        fprintf(out, "%zu:%zu: ", line, column);
        print_text(out, finding->message);
        fputc('\n', out);
        print_line_caret(out, query, &place);
    }
}
