/* print_explain.c - explanations as text: a clause a line, indented as they stand within each other.
 *
 *          12  AND
 *         160    talks     talked 90, talks 81
 *             NOT
 *          20    leaflets  leaflets 15, leaflet 8 */
#include <string.h>

#include "searcher/print_format.h"

enum {
    COUNT_WIDTH = 9,
    VERDICT_WIDTH = 3,
    LABEL_WIDTH_MAX = 48 /* columns, indent and all; what is beside longer ones isn't aligned */
};

static size_t label_columns(const nsearch_row *row)
{
    return 2 * (size_t)row->depth + print_width(row->text, strlen(row->text));
}

/* Where what stands beside the clauses begins. */
static size_t label_width(const nsearch_explanation *explanation)
{
    const nsearch_row *row;
    size_t width = 0;
    for (size_t i = 0; (row = nsearch_explanation_at(explanation, i)); i++) {
        size_t columns = label_columns(row);
        if (row->kind == NSEARCH_ROW_CLAUSE && columns > width && columns <= LABEL_WIDTH_MAX)
            width = columns;
    }
    return width;
}

static void print_words(FILE *out, const nsearch_row *row)
{
    for (size_t i = 0; i < row->word_count; i++) {
        if (i) fputs(", ", out);
        print_text(out, row->words[i].text);
        fprintf(out, " %llu", (unsigned long long)row->words[i].count);
    }
    if (row->more_words) fprintf(out, " ... and %llu more", (unsigned long long)row->more_words);
}

static void print_clause(FILE *out, const nsearch_row *row, size_t width)
{
    const char *separator = "  ";
    fprintf(out, "  %*s", (int)(2 * row->depth), "");
    print_text(out, row->text);
    size_t columns = label_columns(row);
    if (*row->detail || row->word_count || row->checked)
        fprintf(out, "%*s", columns < width ? (int)(width - columns) : 0, "");
    if (row->checked) {
        fprintf(out, "%schecked", separator);
        separator = ", ";
    }
    if (*row->detail) {
        fputs(separator, out);
        print_text(out, row->detail);
        separator = ": ";
    }
    if (row->word_count) {
        fputs(separator, out);
        print_words(out, row);
    }
    fputc('\n', out);
}

static void print_line(FILE *out, const char *name, const nsearch_row *row)
{
    fputs(name, out);
    print_text(out, row->text);
    fputc('\n', out);
}

/* ---- explain ------------------------------------------------------------------------------------- */

static void print_count(FILE *out, const nsearch_row *row)
{
    if (row->known)
        fprintf(out, "%*llu", COUNT_WIDTH, (unsigned long long)row->count);
    else
        fprintf(out, "%*s", COUNT_WIDTH, "");
}

static void print_answer(FILE *out, const nsearch_row *row)
{
    fprintf(out, "%s%llu article%s\n", row->known ? "" : "at least ",
            (unsigned long long)row->count, row->count == 1 ? "" : "s");
}

/* All steps in one line, from the first on; returns how many there are. */
static size_t print_steps(FILE *out, const nsearch_explanation *explanation, size_t first)
{
    const nsearch_row *row;
    size_t i = first;
    for (; (row = nsearch_explanation_at(explanation, i)) && row->kind == NSEARCH_ROW_STEP; i++) {
        fputs(i == first ? "time: " : ", ", out);
        print_text(out, row->text);
        fprintf(out, " %.3f ms", row->ms);
        if (row->count) fprintf(out, " (%llu looks)", (unsigned long long)row->count);
    }
    fputc('\n', out);
    return i - first;
}

void print_text_explain(FILE *out, const nsearch_explanation *explanation)
{
    const size_t width = label_width(explanation);
    const nsearch_row *row;
    for (size_t i = 0; (row = nsearch_explanation_at(explanation, i)); i++) {
        switch (row->kind) {
        case NSEARCH_ROW_CLAUSE:
            print_count(out, row);
            print_clause(out, row, width);
            break;
        case NSEARCH_ROW_NOTE: print_line(out, "note: ", row); break;
        case NSEARCH_ROW_ENGINE: print_line(out, "engine: ", row); break;
        case NSEARCH_ROW_CHECK: print_line(out, "checked: ", row); break;
        case NSEARCH_ROW_STEP: i += print_steps(out, explanation, i) - 1; break;
        case NSEARCH_ROW_ANSWER: print_answer(out, row); break;
        }
    }
}

/* ---- why ----------------------------------------------------------------------------------------- */

void print_text_why(FILE *out, const nsearch_explanation *explanation)
{
    const size_t width = label_width(explanation);
    const nsearch_row *row;
    for (size_t i = 0; (row = nsearch_explanation_at(explanation, i)); i++) {
        if (row->kind == NSEARCH_ROW_CLAUSE) {
            fprintf(out, "%-*s", VERDICT_WIDTH, !row->known ? "" : row->verdict ? "yes" : "no");
            print_clause(out, row, width);
        } else if (row->kind == NSEARCH_ROW_NOTE) {
            print_line(out, "note: ", row);
        } else if (row->kind == NSEARCH_ROW_ANSWER) {
            fputs(row->verdict ? "an answer\n" : "not an answer\n", out);
        }
    }
}
