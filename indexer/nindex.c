/* nindex.c - the program: what its command line says, and which command that is. See nindex(1). */
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/cli.h"
#include "common/cli_config.h"
#include "common/readers/left_out.h"
#include "common/readers/reader.h"
#include "common/store.h"
#include "indexer/commands.h"
#include "indexer/stop.h"

enum {
    ARTICLE_SIZE_MOST = 1 << 30, /* json-c counts in int */
    MEMORY_DEFAULT = 256 << 20,
    MEMORY_LEAST = 1 << 20,
    JOBS_MAX = 256
};

enum option_id {
    OPTION_INDEX = 1,
    OPTION_FULL,
    OPTION_DRY_RUN,
    OPTION_KEEP_MISSING,
    OPTION_OPTIMIZE,
    OPTION_STATUS,
    OPTION_CHECK,
    OPTION_REBUILD,
    OPTION_LOCK_TIMEOUT,
    OPTION_FORMAT,
    OPTION_FORMATS,
    OPTION_TRY,
    OPTION_MAP,
    OPTION_LANGUAGE,
    OPTION_ARTICLE_SIZE,
    OPTION_REJECTS,
    OPTION_NO_TEXT,
    OPTION_NO_FILTER,
    OPTION_BOILERPLATE,
    OPTION_JOBS,
    OPTION_MEMORY,
    OPTION_TMPDIR,
    OPTION_NO_CONFIG,
    OPTION_VERBOSE,
    OPTION_QUIET
};

/* Those of --formats, and of what it may have been built without. */
static const char format_words[] = "text jsonl json csv markdown html feed wxr trafilatura nitf "
                                   "newsml-g2 newsml xml ninjs iptc7901 trec "
                                   "reuters mail warc arc archive";

/* A row's place is that in --help. */
static const struct cli_option options[] = {
    CLI_HEADING("Which index, and which articles"),
    {'i', "index", "DIR", "the index, or its name in the settings", OPTION_INDEX, CLI_INDEX},
    {0, "full", NULL, "build the whole index anew, from the PATHs only", OPTION_FULL, NULL},
    {0, "dry-run", NULL, "list what is new, changed or gone; change nothing", OPTION_DRY_RUN, NULL},
    {0, "keep-missing", NULL, "keep the articles of files that are gone", OPTION_KEEP_MISSING,
     NULL},
    {0, "lock-timeout", "TIME", "wait so long for another nindex: 30s, 5m, 1h (0)",
     OPTION_LOCK_TIMEOUT, NULL},

    CLI_HEADING("How they are read"),
    {0, "format", "NAME", "read every file as this format", OPTION_FORMAT, format_words},
    {0, "map", "FIELD=NAME,...", "names of fields in JSON, CSV and front matter", OPTION_MAP, NULL},
    {0, "language", "LANG", "language of the articles, for stemming (english)", OPTION_LANGUAGE,
     NULL},
    {0, "max-article-size", "SIZE", "reject what is longer, in bytes or 64k, 16M (16M)",
     OPTION_ARTICLE_SIZE, NULL},
    {0, "no-text", NULL, "don't store the text: passages come from files", OPTION_NO_TEXT, NULL},
    {0, "no-boilerplate-filter", NULL, "index paragraphs however often they come", OPTION_NO_FILTER,
     NULL},
    {0, "rejects", "FILE", "write what was rejected to FILE, as JSON Lines", OPTION_REJECTS,
     CLI_FILE},

    CLI_HEADING("How the work is done"),
    {'j', "jobs", "N", "threads to analyze with (as many as cores)", OPTION_JOBS, NULL},
    {0, "memory", "SIZE", "memory to use, about (256M)", OPTION_MEMORY, NULL},
    {0, "tmpdir", "DIR", "where to keep what outgrows it (in the index)", OPTION_TMPDIR,
     CLI_DIRECTORY},
    {'v', "verbose", NULL, "show a summary even if that is no terminal", OPTION_VERBOSE, NULL},
    {'q', "quiet", NULL, "show only what is wrong, even on a terminal", OPTION_QUIET, NULL},

    CLI_HEADING("Instead of reading articles"),
    {0, "optimize", NULL, "merge all segments into one", OPTION_OPTIMIZE, NULL},
    {0, "status", NULL, "show what the last run did, or this one does", OPTION_STATUS, NULL},
    {0, "check", NULL, "verify the index: is it sound, if not, what to do", OPTION_CHECK, NULL},
    {0, "rebuild-from-index", NULL, "make the index anew from the articles it stores",
     OPTION_REBUILD, NULL},
    {0, "boilerplate", NULL, "list the paragraphs left out because they repeat", OPTION_BOILERPLATE,
     NULL},
    {0, "try", NULL, "show articles of PATHs as understood; index none", OPTION_TRY, NULL},
    {0, "formats", NULL, "list the formats there are", OPTION_FORMATS, NULL},

    CLI_HEADING("And besides"),
    {0, "no-config", NULL, "read no file of settings: see nsearch --config", OPTION_NO_CONFIG,
     NULL},
    {0, NULL, NULL, NULL, 0, NULL},
};

static const struct cli cli = {
    .program = "nindex",
    .usage = "[OPTION]... [PATH]...\n"
             "       nindex --optimize|--check|--rebuild-from-index|--status [-i DIR]",
    .about = "Read news articles from files and directories into an index for nsearch.",
    .arguments = CLI_FILE,
    .options = options,
    .footer = "  nindex -i /srv/news/index /srv/news/articles\n"
              "  nindex --rejects bad.jsonl archive-1989.jsonl.gz\n"
              "\n"
              "An index that is there is brought up to date with its files, all at once when\n"
              "all is read; without PATH, with all that it was made from.",
};

/* ---- Command line ------------------------------------------------------------------------------- */

static int list_formats(const struct settings *settings, const char *index, char *const *paths,
                        size_t count)
{
    (void)index, (void)paths, (void)count;
    for (size_t i = 0; readers[i]; i++) {
        printf("%-11s %s (", readers[i]->name, readers[i]->what);
        for (const char *const *suffix = readers[i]->suffixes; *suffix; suffix++)
            printf("%s%s", suffix == readers[i]->suffixes ? "" : " ", *suffix);
        puts(")");
    }
    for (const struct left_out *format = left_out; format->name; format++)
        printf("%-11s left out: built without %s\n", format->name, format->library);
    return cli_finish(settings->cli, CLI_DONE);
}

static const struct command formats = {"formats", .run = list_formats};

static const char *take_command(struct settings *settings, const struct command *command)
{
    if (settings->command->option && settings->command != command)
        return "not together with another command";
    settings->command = command;
    return NULL;
}

static const char *take_option(void *context, int id, const char *argument)
{
    struct settings *settings = context;
    struct update_request *update = &settings->update;
    static nsearch_error wrong;
    settings->given |= UINT64_C(1) << id;
    switch ((enum option_id)id) {
    case OPTION_INDEX: settings->index = argument; return *argument ? NULL : "an empty name";
    case OPTION_FULL: return take_command(settings, &command_full);
    case OPTION_OPTIMIZE: return take_command(settings, &command_optimize);
    case OPTION_DRY_RUN: update->dry_run = true; break;
    case OPTION_KEEP_MISSING: update->keep_missing = true; break;
    case OPTION_STATUS: return take_command(settings, &command_status);
    case OPTION_CHECK: return take_command(settings, &command_check);
    case OPTION_REBUILD: return take_command(settings, &command_rebuild);
    case OPTION_LOCK_TIMEOUT:
        if (!cli_duration(argument, &update->lock_timeout)) return "not a time such as 30s, 5m, 1h";
        break;
    case OPTION_FORMAT:
        if (!reader_of_name(argument)) return "this nindex is built without it";
        update->format = argument;
        break;
    case OPTION_FORMATS: return take_command(settings, &formats);
    case OPTION_TRY: return take_command(settings, &command_try);
    case OPTION_MAP:
        if (field_map_add(&settings->map, argument, &wrong)) return wrong.message;
        update->map = &settings->map;
        break;
    case OPTION_LANGUAGE: update->language = argument; break;
    case OPTION_ARTICLE_SIZE:
        if (!cli_size(argument, &update->max_article_size))
            return "not a size such as 64k, 16M or 1G";
        if (!update->max_article_size || update->max_article_size > ARTICLE_SIZE_MOST)
            return "must be from 1 to 1G";
        break;
    case OPTION_NO_TEXT: update->text = UPDATE_TEXT_IN_FILES; break;
    case OPTION_NO_FILTER: update->keep_boilerplate = true; break;
    case OPTION_BOILERPLATE: return take_command(settings, &command_boilerplate);
    case OPTION_JOBS:
        if (!cli_size(argument, &update->jobs)) return "not a number";
        if (!update->jobs || update->jobs > JOBS_MAX) return "must be from 1 to 256";
        break;
    case OPTION_MEMORY:
        if (!cli_size(argument, &update->memory)) return "not a size such as 64k, 16M or 1G";
        if (update->memory < MEMORY_LEAST) return "must be at least 1M";
        break;
    case OPTION_TMPDIR: update->run_directory = argument; return *argument ? NULL : "an empty name";
    case OPTION_NO_CONFIG: settings->no_config = true; break;
    case OPTION_REJECTS: settings->rejects = argument; break;
    case OPTION_VERBOSE: settings->is_shown = true; break;
    case OPTION_QUIET: settings->is_shown = false; break;
    }
    return NULL;
}

#define BIT(option) (UINT64_C(1) << (option))

/* Options that each command has a use for, beside those of all; a run without one, for all of them. */
static const struct {
    const struct command *command;
    uint64_t takes;
} uses[] = {
    {&command_full, ~BIT(OPTION_KEEP_MISSING)},
    {&command_optimize, BIT(OPTION_LOCK_TIMEOUT) | BIT(OPTION_JOBS)},
    {&command_rebuild, BIT(OPTION_LOCK_TIMEOUT) | BIT(OPTION_LANGUAGE) | BIT(OPTION_JOBS) |
                           BIT(OPTION_MEMORY) | BIT(OPTION_TMPDIR)},
    {&command_try, BIT(OPTION_FORMAT) | BIT(OPTION_MAP) | BIT(OPTION_ARTICLE_SIZE)},
    {&command_status, 0},
    {&command_check, 0},
    {&command_boilerplate, 0},
    {&formats, 0},
};

static const uint64_t of_all = BIT(OPTION_INDEX) | BIT(OPTION_NO_CONFIG) | BIT(OPTION_VERBOSE) |
                               BIT(OPTION_QUIET) | BIT(OPTION_FULL) | BIT(OPTION_OPTIMIZE) |
                               BIT(OPTION_STATUS) | BIT(OPTION_CHECK) | BIT(OPTION_REBUILD) |
                               BIT(OPTION_FORMATS) | BIT(OPTION_TRY) | BIT(OPTION_BOILERPLATE);

/* Tells of arguments and options that the command has no use for; false if there are some. */
static bool check_use(const struct settings *settings, size_t paths)
{
    const struct command *command = settings->command;
    uint64_t wrong = 0;
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (uses[i].command == command) wrong = settings->given & ~uses[i].takes & ~of_all;
    for (const struct cli_option *row = options; row->name && wrong; row++)
        if (row->id && wrong & BIT(row->id)) {
            cli_error(&cli, "--%s: not together with --%s", command->option, row->name);
            return false;
        }
    if (paths && !command->takes_paths) cli_error(&cli, "--%s: takes no PATH", command->option);
    return !paths || command->takes_paths;
}

/* ---- Running ------------------------------------------------------------------------------------ */

/* Who makes an index whose name is almost another's may not have wanted to. */
static void tell_meant(const struct cli_config *config, const char *name, const char *path)
{
    struct store store;
    const char *meant = cli_config_meant(config, name);
    if (!meant) return;
    if (store_read(path, &store, NULL) == NSEARCH_MISSING)
        cli_error(&cli, "hint: there is no index %s yet; did you mean -i %s?", name, meant);
    store_release(&store);
}

/* The directory of the index that the command line, the environment or the settings name. */
static nsearch_status find_index(const struct settings *settings, struct buf *out,
                                 nsearch_error *error)
{
    struct cli_config config;
    nsearch_status status = NSEARCH_OK;
    cli_config_init(&config);
    if (cli_config_names_index(settings->index) && !settings->no_config)
        status = cli_config_read(&config, error);
    const char *index = cli_config_choose(&config, CLI_KEY_INDEX, settings->index).value;
    if (!status) status = store_path(index ? cli_config_index(&config, index) : NULL, out, error);
    if (!status) tell_meant(&config, index, out->data);
    cli_config_release(&config);
    return status;
}

static int run(const struct settings *settings, char *const *paths, size_t count)
{
    struct buf index;
    nsearch_error error;
    nsearch_status status = NSEARCH_OK;
    int code;
    buf_init(&index);
    if (settings->command->needs_index) status = find_index(settings, &index, &error);
    if (status) {
        cli_error(&cli, "%s", error.message);
        code = cli_exit_of(status);
    } else {
        stop_on_signals();
        code = settings->command->run(settings, index.data, paths, count);
    }
    buf_release(&index);
    return code;
}

int main(int argc, char **argv)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    struct settings settings = {
        .cli = &cli,
        .command = &command_update,
        .update = {.jobs = cores < 1          ? 1
                           : cores > JOBS_MAX ? JOBS_MAX
                                              : (size_t)cores,
                   .memory = MEMORY_DEFAULT,
                   .max_article_size = READER_ARTICLE_MAX},
        .is_shown = isatty(STDERR_FILENO),
    };
    bool done;
    int code = cli_parse(&cli, argc, argv, take_option, &settings, &done);
    if (code || done) return cli_finish(&cli, code);
    const size_t paths = (size_t)(argc - optind);
    return check_use(&settings, paths) ? run(&settings, argv + optind, paths) : CLI_USAGE;
}
