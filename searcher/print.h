/* print.h - hits as text, JSON Lines, tab-separated values, ids or paths. A format is one row of
 * print_formats and its functions.
 *
 * What is printed came from articles and is not trusted: everything goes through print_char, which
 * lets nothing through that a terminal would obey. */
#ifndef SEARCHER_PRINT_H
#define SEARCHER_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "common/nsearch.h"

/* Where it goes and what it is part of. */
struct print {
    FILE *out;
    bool color;
    size_t width; /* columns */
    const nsearch_hits *hits;
    size_t offset; /* hits left out in front of the page */
    double took_ms;
    uint64_t generation;    /* of the index */
    const char *suggestion; /* what was probably meant; NULL if nothing else */
};

struct print_format {
    const char *name;
    bool passages; /* wants the passage of each hit */
    void (*hit)(const struct print *print, const nsearch_hit *hit, const nsearch_passage *passage);
    void (*end)(const struct print *print); /* after the last hit, or without any; may be NULL */
    /* The rest may be NULL. */
    void (*findings)(FILE *out, const char *query, const nsearch_findings *findings);
    void (*explain)(FILE *out, const nsearch_explanation *explanation);
    void (*why)(FILE *out, const nsearch_explanation *explanation);
};

extern const struct print_format print_formats[]; /* one without a name after the last */
const struct print_format *print_format_of_name(const char *name);

/* ---- Text that is fit to be shown ------------------------------------------------------------ */

/* Reads the character at `text`, of `size` > 0 bytes, and returns how many bytes it takes. `*code`
 * is what to show: ' ' for a control character or a line's end, '?' for an invalid byte, 0
 * (nothing) for one that turns the direction of writing. */
size_t print_char(const char *text, size_t size, uint32_t *code);

/* Writes one such character; nothing for 0. Writes text, all of it or `size` bytes. */
void print_code(FILE *out, uint32_t code);
void print_text(FILE *out, const char *text);
void print_bytes(FILE *out, const char *text, size_t size);

/* Columns that a character takes: 0 to 2. */
size_t print_columns(uint32_t code);

/* ---- What isn't a list of hits --------------------------------------------------------------- */

/* A whole article: a line "Name: value" for each field, an empty line, the body. nindex can read
 * it. */
void print_article(FILE *out, const nsearch_article *article);

/* The query, or some 70 columns of it, and under it what is wrong: nothing if the error has no
 * place. */
void print_caret(FILE *out, const char *query, const nsearch_error *error);

/* The line, from 1, of a byte of a query, and the column, from 1, in characters. */
void print_place(const char *query, size_t offset, size_t *line, size_t *column);

/* print_caret of the line that the place is in. */
void print_line_caret(FILE *out, const char *query, const nsearch_error *error);

/* ---- Hints, for people ----------------------------------------------------------------------- */

/* With something found, and all counted: how many have the words as a phrase, if that is some and not all. Who types
 * a phrase in quotes should know that the shell took them. */
void print_phrase_hint(FILE *out, const nsearch_request *request, const nsearch_hits *hits);

/* What was probably meant, where little was found and that finds more, and how many articles; NULL if there is no such
 * thing. Belongs to the hits. Costs a search, and what nsearch_hits_suggestion() does. */
const char *print_find_suggestion(nsearch_searcher *searcher, const nsearch_request *request,
                                  nsearch_hits *hits, uint64_t *total);

/* A line that says so, the query as it can be typed to a shell. */
void print_suggestion(FILE *out, const char *suggestion, uint64_t total);

/* With nothing found: how many there are without one of the words, and with any of them, if the
 * query is a row of a few plain words. Costs some searches. */
void print_fewer_hint(FILE *out, nsearch_searcher *searcher, const nsearch_request *request);

/* ---- The formats' functions: print.c's rows -------------------------------------------------- */

void print_text_hit(const struct print *print, const nsearch_hit *hit,
                    const nsearch_passage *passage);
void print_text_end(const struct print *print);
void print_text_findings(FILE *out, const char *query, const nsearch_findings *findings);
void print_jsonl_findings(FILE *out, const char *query, const nsearch_findings *findings);
void print_text_explain(FILE *out, const nsearch_explanation *explanation);
void print_jsonl_explain(FILE *out, const nsearch_explanation *explanation);
void print_text_why(FILE *out, const nsearch_explanation *explanation);
void print_jsonl_why(FILE *out, const nsearch_explanation *explanation);
void print_jsonl_hit(const struct print *print, const nsearch_hit *hit,
                     const nsearch_passage *passage);
void print_jsonl_end(const struct print *print);
void print_tsv_hit(const struct print *print, const nsearch_hit *hit,
                   const nsearch_passage *passage);
void print_ids_hit(const struct print *print, const nsearch_hit *hit,
                   const nsearch_passage *passage);
void print_paths_hit(const struct print *print, const nsearch_hit *hit,
                     const nsearch_passage *passage);

#endif
