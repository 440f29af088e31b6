/* print_article.c - a whole article as plain text. */
#include <string.h>

#include "searcher/print.h"

static const struct {
    const char *field, *label;
} lines[] = {
    {"title", "Title"},     {"date", "Date"}, {"source", "Source"}, {"author", "Author"},
    {"section", "Section"}, {"tag", "Tag"},   {"url", "Url"},       {"lang", "Lang"},
    {"id", "Id"},           {"path", "Path"},
};

/* Writes a line for each value of a field: values have a newline between them. */
static void print_values(FILE *out, const char *label, const char *values)
{
    while (*values) {
        size_t size = strcspn(values, "\n");
        fprintf(out, "%s: ", label);
        print_bytes(out, values, size);
        fputc('\n', out);
        values += size + (values[size] == '\n');
    }
}

void print_article(FILE *out, const nsearch_article *article)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *values = nsearch_article_field(article, lines[i].field);
        if (values) print_values(out, lines[i].label, values);
    }
    fputc('\n', out);
    const char *body = nsearch_article_field(article, "body");
    for (size_t size; body && *body; body += size + (body[size] == '\n')) {
        size = strcspn(body, "\n");
        print_bytes(out, body, size);
        fputc('\n', out);
    }
}
