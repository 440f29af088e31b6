/* print_facets.c - the values of a field, and how many articles have each. */
#include <inttypes.h>
#include <string.h>

#include "searcher/print_format.h"
#include "searcher/print_json.h"

bool print_is_time(const char *field)
{
    return !strcmp(field, "year") || !strcmp(field, "month") || !strcmp(field, "day");
}

/* ---- For people ---------------------------------------------------------------------------------- */

/* Columns of the largest count. */
static int count_width(const nsearch_facets *facets)
{
    const nsearch_facet *facet;
    uint64_t most = 0;
    int width = 1;
    for (size_t i = 0; (facet = nsearch_facets_at(facets, i)); i++)
        if (facet->count > most) most = facet->count;
    for (; most > 9; most /= 10)
        width++;
    return width;
}

void print_text_facets(FILE *out, const char *field, const nsearch_facets *facets)
{
    const int width = count_width(facets);
    const uint64_t values = nsearch_facets_values(facets), total = nsearch_facets_total(facets),
                   without = nsearch_facets_without(facets);
    const nsearch_facet *facet;
    for (size_t i = 0; (facet = nsearch_facets_at(facets, i)); i++) {
        fprintf(out, "%*" PRIu64 "  ", width, facet->count);
        print_text(out, facet->value);
        fputc('\n', out);
    }
    if (!total) return;
    fprintf(out, "%s%s%" PRIu64 " article%s, %" PRIu64 " different value%s", values ? "\n" : "",
            nsearch_facets_exact(facets) ? "" : "at least ", total, total == 1 ? "" : "s", values,
            values == 1 ? "" : "s");
    if (nsearch_facets_count(facets) < values)
        fprintf(out, ", %zu shown", nsearch_facets_count(facets));
    if (without) fprintf(out, "; %" PRIu64 " without %s", without, field);
    fputc('\n', out);
}

/* ---- For programs -------------------------------------------------------------------------------- */

static void print_rows(FILE *out, const nsearch_facets *facets, char separator)
{
    const nsearch_facet *facet;
    for (size_t i = 0; (facet = nsearch_facets_at(facets, i)); i++) {
        fprintf(out, "%" PRIu64 "%c", facet->count, separator);
        print_cell(out, facet->value, strlen(facet->value), separator);
        fputc('\n', out);
    }
}

void print_csv_facets(FILE *out, const char *field, const nsearch_facets *facets)
{
    fprintf(out, "count,%s\n", field);
    print_rows(out, facets, ',');
}

void print_tsv_facets(FILE *out, const char *field, const nsearch_facets *facets)
{
    (void)field;
    print_rows(out, facets, '\t');
}

static void print_objects(struct print_items *items, const nsearch_facets *facets)
{
    const nsearch_facet *facet;
    for (size_t i = 0; (facet = nsearch_facets_at(facets, i)); i++) {
        struct buf *object = print_items_add(items, "facet");
        members_text(object, "value", facet->value);
        members_number(object, "count", facet->count);
        print_items_put(items);
    }
}

/* What there is to say of all values together. */
static void add_summary(struct buf *object, const char *field, const nsearch_facets *facets)
{
    members_text(object, "field", field);
    members_number(object, "values", nsearch_facets_values(facets));
    members_number(object, "total", nsearch_facets_total(facets));
    members_number(object, "without", nsearch_facets_without(facets));
    members_bool(object, "exact", nsearch_facets_exact(facets));
}

void print_jsonl_facets(FILE *out, const char *field, const nsearch_facets *facets)
{
    struct print_items lines = print_lines_begin(out);
    print_objects(&lines, facets);
    add_summary(print_items_add(&lines, "facets"), field, facets);
    print_items_put(&lines);
}

void print_json_facets(FILE *out, const char *field, const nsearch_facets *facets)
{
    struct buf head;
    print_document_begin(&head);
    add_summary(&head, field, facets);
    struct print_items items = print_array_begin(out, &head, "facets");
    print_objects(&items, facets);
    print_items_end(&items);
}
