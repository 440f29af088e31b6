/* options.h - the command line of nsearch, understood. */
#ifndef SEARCHER_OPTIONS_H
#define SEARCHER_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/cli.h"
#include "common/nsearch.h"
#include "searcher/print.h"
#include "searcher/settings.h"
#include "searcher/terminal.h"

enum mode {
    MODE_SEARCH,
    MODE_BATCH,
    MODE_SIMILAR,
    MODE_FACETS,
    MODE_SHOW,
    MODE_TOKEN,
    MODE_LINT,
    MODE_TRANSLATE,
    MODE_EXPLAIN,
    MODE_WHY,
    MODE_CONFIG,
    MODE_COMPLETE
};

/* What the command line asks for. */
struct options {
    struct settings settings;
    struct terminal terminal;
    const char *index; /* NULL: the default */
    nsearch_request request;
    struct print_style style;
    uint64_t given; /* of enum option, 1 << each */
    enum mode mode;
    const char *article;    /* SHOW, WHY, SIMILAR: its id; COMPLETE: the word */
    const char *field;      /* FACETS */
    const char *query_file; /* or NULL */
    const char *dialect;    /* TRANSLATE: that of the query */
    bool count_only, quiet;
    bool limited; /* it was said how many, */
    bool sorted;  /* and in which order */
    char *query;  /* the arguments, joined, or what the file has */
};

/* The program's name, usage text and option table. */
extern const struct cli nsearch_cli;

/* Fills `options` from the command line, the query put together from its arguments or read from its file. Returns
 * the exit code, what was wrong told; with *done there is nothing left to do. To be released in any case. */
int options_read(struct options *options, int argc, char **argv, bool *done);
void options_release(struct options *options);

#endif
