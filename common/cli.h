/* cli.h - what both programs do alike: option tables, usage text, exit codes, the error line.
 *
 * For the programs only: the library never prints or exits. */
#ifndef COMMON_CLI_H
#define COMMON_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "common/nsearch.h"

enum cli_exit {
    CLI_DONE = 0,      /* found, or done */
    CLI_NO_MATCH = 1,  /* nsearch: nothing found */
    CLI_USAGE = 2,     /* wrong usage or query */
    CLI_REJECTS = 3,   /* nindex: done, but some inputs were rejected */
    CLI_MISSING = 4,   /* no index there, no such article or file */
    CLI_DENIED = 5,    /* may not be read or written */
    CLI_FOREIGN = 6,   /* not an nsearch index */
    CLI_TOO_NEW = 7,   /* made by a newer nsearch */
    CLI_DAMAGED = 8,   /* index broken */
    CLI_IO = 9,        /* reading or writing failed, disk full */
    CLI_MEMORY = 10,   /* out of memory */
    CLI_INTERNAL = 70, /* a bug */
    CLI_LOCKED = 75,   /* another nindex is at work; try again */
    CLI_SIGNAL = 128   /* plus the signal's number */
};

int cli_exit_of(nsearch_status status);

/* One row per option; drives parsing, --help and the completions of shells alike. The table ends with a row of zeros.
 */
struct cli_option {
    char letter;          /* 'n', or 0 */
    const char *name;     /* "limit" */
    const char *argument; /* "N" for the help text, NULL if it takes none */
    const char *help;     /* one line */
    int id;               /* what cli_parse gives back; unique in the table, > 0 */
    const char
        *values; /* what the argument can be: words with a space between them, others being refused;
                             or one of the below; NULL: nothing that a shell could know */
};

#define CLI_FILE "<file>"
#define CLI_DIRECTORY "<directory>"
#define CLI_INDEX "<index>" /* a directory with an index, or an index's name */

/* And of what stands beside options: */
#define CLI_QUERY "<query>" /* words of a query, which nsearch --complete completes */

#define CLI_SHELLS "bash zsh fish" /* that --completion writes for */

/* A row of the table that is a heading of --help for those below it. */
#define CLI_HEADING(text)                                                                          \
    {                                                                                              \
        0, "", NULL, text, 0, NULL                                                                 \
    }

struct cli {
    const char *program; /* "nsearch" */
    const char *usage;   /* "[OPTION]... QUERY..." */
    const char *about;   /* one or two lines for --help */
    const char *
        arguments; /* what stands beside options: CLI_FILE, CLI_QUERY; NULL: nothing that a shell could know */
    const struct cli_option *options;
    const char *footer;  /* examples for --help, or NULL */
    const char *unknown; /* what to say of an unknown option; NULL: "see --help" */
};

/* Closed standard streams are first made to fail instead of taking the next file's place. Then goes
 * through argv with getopt_long, calling `take` with each option's id and argument (NULL if it
 * takes none, and one of the words if the row has some). `take` returns NULL or a complaint ("not a number"),
 * which is reported with the option.
 * --help, --version and --completion (always there) print and set *done. Returns CLI_DONE or CLI_USAGE. What is left
 * in argv from optind on are the arguments. */
int cli_parse(const struct cli *cli, int argc, char **argv,
              const char *(*take)(void *context, int id, const char *argument), void *context,
              bool *done);

/* What to do, to stand behind the error's message; "" where that says it or nothing is to be done. */
const char *cli_advice(const nsearch_error *error);

/* Which of the words, from 0, with a space between them; -1 if it is none. One that ends in = stands for all that begin
 * so. */
int cli_word(const char *words, const char *word);

/* "program: message" on stderr, nothing in it that a terminal would obey. */
void cli_error(const struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reads "12", "64k", "16M", "1G" (powers of 1024); false if it isn't that or doesn't fit. */
bool cli_size(const char *text, size_t *out);

/* Reads "30s", "5m", "1h", or "30", which is seconds; false if it isn't that or doesn't fit. */
bool cli_duration(const char *text, uint32_t *seconds);

/* Reads a text whole, of standard input if the path is "-", as a string to be freed; a byte order mark at its
 * start goes. *out is NULL on failure. Errors: those of opening and reading, with the path; INVALID for
 * one of more than `most` bytes, or with a NUL in it; MEMORY. */
nsearch_status cli_read(const char *path, size_t most, char **out, nsearch_error *error);

/* Flushes stdout. A failed write is told and is CLI_IO, but for EPIPE, which is quiet; else `code`. */
int cli_finish(const struct cli *cli, int code);

#endif
