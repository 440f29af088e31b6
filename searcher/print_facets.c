/* print_facets.c - the values of a field, and how many articles have each. */
#include <inttypes.h>
#include <string.h>

#include "searcher/print_format.h"
#include "searcher/print_json.h"

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

static void print_objects(struct print_items items, const nsearch_facets *facets)
{
    const nsearch_facet *facet;
    for (size_t i = 0; (facet = nsearch_facets_at(facets, i)); i++) {
        struct json_object *object = print_json_object("facet");
        print_json_add_text(object, "value", facet->value);
        print_json_add_number(object, "count", facet->count);
        print_items_add(&items, object);
    }
    print_items_end(&items);
}

/* What there is to say of all values together. */
static void add_summary(struct json_object *object, const char *field, const nsearch_facets *facets)
{
    print_json_add_text(object, "field", field);
    print_json_add_number(object, "values", nsearch_facets_values(facets));
    print_json_add_number(object, "total", nsearch_facets_total(facets));
    print_json_add_number(object, "without", nsearch_facets_without(facets));
    print_json_add_bool(object, "exact", nsearch_facets_exact(facets));
}

void print_jsonl_facets(FILE *out, const char *field, const nsearch_facets *facets)
{
    struct print_items lines = print_items_begin(out, NULL, NULL);
    struct json_object *summary = print_json_object("facets");
    print_objects(lines, facets);
    add_summary(summary, field, facets);
    print_items_add(&lines, summary);
}

void print_json_facets(FILE *out, const char *field, const nsearch_facets *facets)
{
    struct json_object *head = print_json_version();
    add_summary(head, field, facets);
    print_objects(print_items_begin(out, head, "facets"), facets);
}
