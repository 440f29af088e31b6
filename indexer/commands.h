/* commands.h - what nindex can be told to do, once the command line is understood. */
#ifndef INDEXER_COMMANDS_H
#define INDEXER_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cli.h"
#include "common/reader.h"
#include "indexer/segment.h"

/* What the command line says. */
struct settings {
    const struct cli *cli;
    const struct command *command;
    const char *index; /* NULL: the default */
    const char *rejects;
    const struct reader *reader; /* NULL: each file's own */
    struct segment_options segment;
    size_t article_size;
    uint32_t lock_timeout; /* seconds */
    bool dry_run, keep_missing;
    bool is_shown; /* say what happens, even where all is well */
};

struct command {
    const char *option; /* "full" for --full; NULL: what is done without one */
    const char *name;   /* in status.json */
    bool needs_index, takes_paths;
    /* Returns the exit code. `index` is the directory, if one is needed. */
    int (*run)(const struct settings *settings, const char *index, char *const *paths,
               size_t count);
};

extern const struct command command_update, command_full, command_status, command_check;

#endif
