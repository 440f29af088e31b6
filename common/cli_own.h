/* cli_own.h - what the files of cli.h share. */
#ifndef COMMON_CLI_OWN_H
#define COMMON_CLI_OWN_H

#include "common/cli.h"

enum {
    CLI_ROWS_MAX = 96, /* of one program's table, with those of every program */
    CLI_HELP = -1,     /* ids of the options that every program has */
    CLI_VERSION = -2,
    CLI_COMPLETION = -3
};

/* All rows: headings, the program's own options, those of every program. Returns how many. */
int cli_rows(const struct cli *cli, const struct cli_option *rows[CLI_ROWS_MAX]);

/* A heading of --help, that is, and no option. */
bool cli_is_heading(const struct cli_option *row);

/* Whether what `row` takes is one of a list of words. */
bool cli_has_words(const struct cli_option *row);

/* --help */
void cli_help(const struct cli *cli);

/* ---- Interface to code in cli_suggest.c ---------------------------------------------------------- */

/* The name that was probably meant by one that is none's: of those that are shown to it, one by one. */
struct cli_meant {
    const char *typed;
    const char *name; /* NULL: none is like it */
    unsigned below;   /* fewer mistakes than these are wanted */
};

struct cli_meant cli_meant_by(const char *typed);
void cli_meant_see(struct cli_meant *meant, const char *name);

#endif
