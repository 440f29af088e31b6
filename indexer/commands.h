/* commands.h - what nindex can be told to do, once the command line is understood. */
#ifndef INDEXER_COMMANDS_H
#define INDEXER_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cli.h"
#include "indexer/update.h"

/* What the command line says. */
struct settings {
    const struct cli *cli;
    const struct command *command;
    uint64_t given;    /* of the options of nindex, 1 << each */
    const char *index; /* NULL: the default */
    bool no_config;    /* the files of settings aren't read */
    const char *rejects;
    struct field_map map;
    struct update_request update; /* but for the index, the paths and what the command says */
    bool is_shown;                /* say what happens, even where all is well */
};

struct command {
    const char *option; /* "full" for --full; NULL: what is done without one */
    const char *name;   /* in status.json */
    bool needs_index, takes_paths;
    /* Returns the exit code. `index` is the directory, if one is needed. */
    int (*run)(const struct settings *settings, const char *index, char *const *paths,
               size_t count);
};

extern const struct command command_update, command_full, command_optimize, command_status,
    command_check, command_rebuild, command_try, command_boilerplate;

#endif
