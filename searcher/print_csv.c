/* print_csv.c - separated values: with commas and a line of names (RFC 4180, but that lines end as everywhere here), or
 * with tabs and nothing else. */
#include <string.h>

#include "searcher/print_format.h"

/* Lines within a value stay, in quotes. */
static void print_quoted(FILE *out, const char *text, size_t all)
{
    fputc('"', out);
    for (size_t at = 0, size; at < all; at += size) {
        const char *quote = memchr(text + at, '"', all - at);
        size = quote ? (size_t)(quote - text) - at + 1 : all - at;
        print_lines(out, text + at, size);
        if (quote) fputc('"', out);
    }
    fputc('"', out);
}

static bool needs_quotes(const char *text, size_t size, char separator)
{
    return memchr(text, '"', size) || memchr(text, '\n', size) || memchr(text, separator, size);
}

void print_cell(FILE *out, const char *text, size_t size, char separator)
{
    if (needs_quotes(text, size, separator))
        print_quoted(out, text, size);
    else
        print_bytes(out, text, size);
}

void print_row_names(FILE *out, const struct print_fields *fields, char separator)
{
    for (size_t i = 0; i < fields->count; i++) {
        if (i) fputc(separator, out);
        fputs(fields->items[i]->name, out);
    }
    fputc('\n', out);
}

void print_row(FILE *out, const struct print_fields *fields, const struct print_record *record,
               char separator)
{
    char scratch[PRINT_SCRATCH];
    for (size_t i = 0; i < fields->count; i++) {
        const struct print_value value = print_field_value(fields->items[i], record, scratch);
        if (i) fputc(separator, out);
        print_cell(out, value.text, value.size, separator);
    }
    fputc('\n', out);
}

void print_csv_begin(struct print *print)
{
    print_row_names(print->out, &print->style->fields, ',');
}

void print_csv_hit(struct print *print, const struct print_record *record)
{
    print_row(print->out, &print->style->fields, record, ',');
}

void print_tsv_hit(struct print *print, const struct print_record *record)
{
    const struct print_fields *fields = &print->style->fields;
    char scratch[PRINT_SCRATCH];
    for (size_t i = 0; i < fields->count; i++) {
        const struct print_value value = print_field_value(fields->items[i], record, scratch);
        if (i) fputc('\t', print->out);
        print_bytes(print->out, value.text, value.size);
    }
    fputc('\n', print->out);
}
