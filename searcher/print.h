/* print.h - hits as text, JSON, separated values, a concordance, ... A format is one row of
 * print_formats and its functions; what each promises is in nsearch-formats(7).
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
#include "searcher/print_field.h"

enum {
    PRINT_FORMAT_VERSION = 1 /* of the contract in nsearch-formats(7) */
};

/* Where it goes and what it is part of. */
struct print {
    FILE *out;
    const struct print_style *style;
    bool color;
    bool links;    /* titles are links that a terminal opens */
    bool terminal; /* it goes to one */
    size_t width;  /* columns */
    const nsearch_hits *hits;
    size_t offset; /* hits left out in front of the page */
    double took_ms;
    uint64_t generation;    /* of the index */
    const char *suggestion; /* what was probably meant; NULL if nothing else */
    bool failed;            /* out of memory: something wasn't printed */
    void *paths;            /* that were printed, for a list that has each once: print_rows.c's */
};

/* What a format has, and can be asked for. */
enum print_trait {
    PRINT_HAS_CONTEXT = 1, /* --context */
    PRINT_HAS_ENDS = 2,    /* -0: its records can end in a NUL */
    PRINT_HAS_TOTAL = 4,   /* it says how many there are that aren't shown */
    PRINT_HAS_PAGES = 8    /* on a terminal it is for people, who turn pages */
};

struct print_format {
    const char *name;
    const char *fields; /* of every hit, if no others are asked for; NULL if it has none by name */
    unsigned traits;    /* enum print_trait */
    unsigned needs;     /* enum print_need: what it shows beside fields */
    /* Before the first hit, for each, and after the last, also if there are none; the first and last may be NULL. */
    void (*begin)(struct print *print);
    void (*hit)(struct print *print, const struct print_record *record);
    void (*end)(struct print *print);
    /* What isn't a list of hits; NULL if it can't be had so. */
    void (*findings)(FILE *out, const char *query, const nsearch_findings *findings);
    void (*explain)(FILE *out, const nsearch_explanation *explanation);
    void (*why)(FILE *out, const nsearch_explanation *explanation);
    void (*facets)(FILE *out, const char *field, const nsearch_facets *facets);
    void (*article)(FILE *out, const nsearch_article *article);
};

extern const struct print_format print_formats[]; /* one without a name after the last */

/* ---- What is asked for ----------------------------------------------------------------------- */

/* A format and how it is wanted. Zero is plain text. */
struct print_style {
    const struct print_format *format;
    const char *template;       /* of the format of that name */
    const char *list;           /* of fields; NULL: the format's own */
    const char *context;        /* characters around a match; NULL: what fits */
    bool null_ends;             /* records end in a NUL */
    bool once;                  /* paths: each but once */
    struct print_fields fields; /* the rest is print_style_finish's */
    size_t characters;          /* of context */
    bool fit_context;           /* to a terminal */
};

#define PRINT_FORMAT_WORDS "text jsonl json csv tsv ids paths urls kwic template="

/* Takes a format by one of these words: "csv", "template={title}\n". Returns NULL, or what is wrong with it. */
const char *print_style_take(struct print_style *style, const char *format);

/* The paths of files, each but once. */
void print_style_files(struct print_style *style);

/* Once all is known: false, and a line that says what doesn't go together. */
bool print_style_finish(struct print_style *style, char complaint[PRINT_COMPLAINT_MAX]);

/* What must be known of each hit: enum print_need. */
unsigned print_style_needs(const struct print_style *style);

/* Articles that have nothing to print so: those without a URL, as URLs. */
size_t print_left_out(const struct print *print);

/* ---- Text that is fit to be shown ------------------------------------------------------------ */

/* Reads the character at `text`, of `size` > 0 bytes, and returns how many bytes it takes. `*code`
 * is what to show: ' ' for a control character or a line's end, '?' for an invalid byte, 0
 * (nothing) for one that turns the direction of writing. */
size_t print_char(const char *text, size_t size, uint32_t *code);

/* Writes one such character; nothing for 0. Writes text, all of it or `size` bytes. */
void print_code(FILE *out, uint32_t code);
void print_text(FILE *out, const char *text);
void print_bytes(FILE *out, const char *text, size_t size);

/* The same, with the lines that it has. */
void print_lines(FILE *out, const char *text, size_t size);

/* Columns that a character takes: 0 to 2; and a text, as print_bytes writes it. */
size_t print_columns(uint32_t code);
size_t print_width(const char *text, size_t size);

/* What is printed from here on is a link to the hit's page, else its file; until it is closed. False, and nothing is
 * written, if it has neither or there are to be no links. */
bool print_link_open(const struct print *print, const nsearch_hit *hit);
void print_link_close(const struct print *print);

/* ---- What isn't a list of hits --------------------------------------------------------------- */

/* A whole article: a line "Name: value" for each field, an empty line, the body. nindex can read
 * it. */
void print_article(FILE *out, const nsearch_article *article);

/* Whether a field's values are a row of time: all of them are shown in its order, if nothing else is said. */
bool print_is_time(const char *field);

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

#endif
