/* settings.h - what can be said on the command line, in the environment or in a file: which index, and how a terminal is
 * written to. */
#ifndef SEARCHER_SETTINGS_H
#define SEARCHER_SETTINGS_H

#include "common/cli_config.h"

struct settings {
    struct cli_config config;
    bool no_config;              /* the files aren't read */
    const char *given[CLI_KEYS]; /* by the command line, or NULL */
    struct cli_setting chosen[CLI_KEYS];
};

void settings_init(struct settings *settings);
void settings_release(struct settings *settings);

/* Chooses each; `all` if that is to be shown. Else the files are read only where they matter: for the index's name or
 * on a terminal, which alone they have a say in. Errors: those of cli_config_read. */
nsearch_status settings_choose(struct settings *settings, bool all, nsearch_error *error);

/* The name of an index that was probably meant, where there is none that is called so; or NULL. */
const char *settings_meant(const struct settings *settings);

/* The directory of the index; NULL for the default. */
const char *settings_index(const struct settings *settings);

#endif
