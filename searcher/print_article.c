/* print_article.c - a whole article as plain text. */
#include <string.h>

#include "searcher/print.h"

/* What nindex takes for a header; it would not know a line with the path. */
static const struct {
    const char *field, *label;
    const char *between; /* values; NULL if there is but one */
} lines[] = {
    {"title", "Title", NULL},   {"date", "Date", NULL},       {"source", "Source", "; "},
    {"author", "Author", "; "}, {"section", "Section", "; "}, {"place", "Place", "; "},
    {"tag", "Tag", "; "},       {"url", "Url", NULL},         {"lang", "Lang", NULL},
    {"id", "Id", NULL},
};

/* Writes a line for each value of a field. */
static void print_values(FILE *out, const char *label, const char *between, const char *values)
{
    while (*values) {
        const char *end = between ? strstr(values, between) : NULL;
        size_t size = end ? (size_t)(end - values) : strlen(values);
        fprintf(out, "%s: ", label);
        print_bytes(out, values, size);
        fputc('\n', out);
        values += end ? size + strlen(between) : size;
    }
}

void print_article(FILE *out, const nsearch_article *article)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *values = nsearch_article_field(article, lines[i].field);
        if (values) print_values(out, lines[i].label, lines[i].between, values);
    }
    fputc('\n', out);
    const char *body = nsearch_article_field(article, "body");
    for (size_t size; body && *body; body += size + (body[size] == '\n')) {
        size = strcspn(body, "\n");
        print_bytes(out, body, size);
        fputc('\n', out);
    }
}
