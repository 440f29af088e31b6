/* cli_config.h - the settings of a person, or of a machine, for both programs. For the programs only: the library reads
 * no such file.
 *
 *     # ~/.config/nsearch/config
 *     index.wire = /srv/news/wire
 *     index.papers = ~/news/papers
 *     index = wire
 *     color = never
 *     pager = less -FRX
 *
 * The files are nsearch/config in each folder of $XDG_CONFIG_DIRS (/etc/xdg), then in $XDG_CONFIG_HOME (~/.config): what
 * comes later wins, so the last is the person's own. Nothing can be set that changes what a command line
 * prints into a pipe, but for which index it is from. */
#ifndef COMMON_CLI_CONFIG_H
#define COMMON_CLI_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/nsearch.h"

#define CLI_WHEN "auto always never" /* enum cli_when */

enum cli_when {
    CLI_AUTO,
    CLI_ALWAYS,
    CLI_NEVER
};

/* What can be set. */
enum cli_key {
    CLI_KEY_INDEX, /* a name, or a directory */
    CLI_KEY_COLOR,
    CLI_KEY_HYPERLINK,
    CLI_KEY_PAGER, /* a command for the shell; "" is none */
    CLI_KEYS
};

/* A line of a file, or what else says a value. */
struct cli_setting {
    const char *key, *value; /* the default index is NULL */
    const char *
        origin; /* "/home/me/.config/nsearch/config:3", "$NSEARCH_INDEX", "command line"; NULL: the default */
};

struct cli_config {
    struct arena arena;
    struct cli_setting *settings; /* in the order of the files and lines; texts are in the arena */
    size_t count, capacity;
    const char **files; /* that were looked for, in that order */
    size_t file_count, file_capacity;
};

/* No settings. */
void cli_config_init(struct cli_config *config);
void cli_config_release(struct cli_config *config);

/* Reads the files that are there into a config without settings. Errors: INVALID, with the file and line; DENIED and IO,
 * with the file; MEMORY. A file that isn't there costs one system call. */
nsearch_status cli_config_read(struct cli_config *config, nsearch_error *error);

const char *cli_key_name(enum cli_key key);

/* The value of `key`: what is given on the command line, if not NULL; else a variable of the environment; else what the
 * files say; else what is the default. */
struct cli_setting cli_config_choose(const struct cli_config *config, enum cli_key key,
                                     const char *given);

/* The directory of the index that nothing names; "" if there is none, without a home. */
const char *cli_config_default_index(struct cli_config *config);

/* Whether the files have to be read to know which index `given` is: not if it, or $NSEARCH_INDEX, is a path with a
 * slash. */
bool cli_config_names_index(const char *given);

/* Whether the setting is the name of an index, and not one that a later file gives to another. */
bool cli_config_is_index(const struct cli_config *config, const struct cli_setting *setting);

/* The index that was probably meant by `name`, which names none; NULL if no name is like it, or it is one, or a path
 * with a slash, or NULL. */
const char *cli_config_meant(const struct cli_config *config, const char *name);

/* The directory of the index called `name`; `name` itself, if it has a slash or is no index's name. */
const char *cli_config_index(const struct cli_config *config, const char *name);

#endif
