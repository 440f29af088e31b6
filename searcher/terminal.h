/* terminal.h - what standard output can show, and the pager between it and the terminal. */
#ifndef SEARCHER_TERMINAL_H
#define SEARCHER_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "searcher/settings.h"

struct terminal {
    bool is_one; /* standard output goes to one */
    bool color, links;
    size_t width;      /* columns; 80 if it isn't a terminal that says */
    const char *pager; /* command; NULL: none */
    pid_t paging;      /* the pager's process; 0: none has been started */
    int errors;        /* the file that standard error was before the pager had it; -1: it hasn't */
};

/* Looks at standard output; the settings are chosen. */
struct terminal terminal_look(const struct settings *settings);

/* Starts the pager, if there is to be one: from here on it gets the output, and what is told on standard error if that is
 * the terminal too, and is who hears the keys to interrupt. Where there is none, all goes on without. */
void terminal_page(struct terminal *terminal);

/* Closes the output, waits until the pager ends, and tells if it failed. Nothing can be printed any more. */
void terminal_finish(struct terminal *terminal);

#endif
