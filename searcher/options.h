/* options.h - the command line of nsearch, understood. */
#ifndef SEARCHER_OPTIONS_H
#define SEARCHER_OPTIONS_H

#include <stdbool.h>

#include "common/cli.h"
#include "common/nsearch.h"
#include "searcher/print.h"

enum color {
    COLOR_AUTO,
    COLOR_ALWAYS,
    COLOR_NEVER
};

enum mode {
    MODE_SEARCH,
    MODE_SHOW,
    MODE_TOKEN,
    MODE_LINT,
    MODE_EXPLAIN,
    MODE_WHY
};

/* What the command line asks for. */
struct options {
    const char *index;
    nsearch_request request;
    struct print_style style;
    enum mode mode;
    const char *article;    /* SHOW, WHY: its id */
    const char *query_file; /* or NULL */
    const char *dialect;    /* that the query is to be translated from, or NULL */
    enum color color;
    bool count_only, quiet;
    bool limited; /* it was said how many */
    char *query;  /* the arguments, joined, or what the file has */
};

/* The program's name, usage text and option table. */
extern const struct cli nsearch_cli;

/* Fills `options` from the command line, the query put together from its arguments or read from its file. Returns
 * the exit code, what was wrong told; with *done there is nothing left to do. options->query is to be freed. */
int options_read(struct options *options, int argc, char **argv, bool *done);

#endif
