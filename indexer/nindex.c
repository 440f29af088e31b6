/* nindex.c - the program: options, what is shown of a build, and the exit code. See nindex(1). */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/cli.h"
#include "common/error.h"
#include "common/store.h"
#include "indexer/build.h"
#include "indexer/progress.h"
#include "indexer/rejects.h"

enum {
    ARTICLE_SIZE_MOST = 1 << 30, /* json-c counts in int */
    REJECT_LINES_MAX = 100,      /* shown; the others are only counted */
    MEMORY_DEFAULT = 256 << 20,
    MEMORY_LEAST = 1 << 20,
    JOBS_MAX = 256
};

static const double MEGA = 1e6;

enum option_id {
    OPTION_INDEX = 1,
    OPTION_FORMAT,
    OPTION_FORMATS,
    OPTION_LANGUAGE,
    OPTION_ARTICLE_SIZE,
    OPTION_REJECTS,
    OPTION_NO_TEXT,
    OPTION_JOBS,
    OPTION_MEMORY,
    OPTION_TMPDIR,
    OPTION_QUIET
};

static const struct cli_option options[] = {
    {'i', "index", "DIR", "the index to write (default: $NSEARCH_INDEX, or your own)",
     OPTION_INDEX},
    {0, "format", "NAME", "read every file as this format", OPTION_FORMAT},
    {0, "formats", NULL, "list the formats there are", OPTION_FORMATS},
    {0, "language", "LANG", "language of the articles, for stemming (english)", OPTION_LANGUAGE},
    {0, "max-article-size", "SIZE", "reject what is longer, in bytes or 64k, 16M (16M)",
     OPTION_ARTICLE_SIZE},
    {0, "rejects", "FILE", "write what was rejected to FILE, as JSON Lines", OPTION_REJECTS},
    {0, "no-text", NULL, "don't store the articles' text; passages are read from the files",
     OPTION_NO_TEXT},
    {'j', "jobs", "N", "threads to analyze with (as many as there are cores)", OPTION_JOBS},
    {0, "memory", "SIZE", "memory to use, about (256M)", OPTION_MEMORY},
    {0, "tmpdir", "DIR", "where to keep what outgrows it meanwhile (in the index)", OPTION_TMPDIR},
    {'q', "quiet", NULL, "show no progress and no summary", OPTION_QUIET},
    {0, NULL, NULL, NULL, 0},
};

static const struct cli cli = {
    .program = "nindex",
    .usage = "[OPTION]... PATH...",
    .about = "Read news articles from files and directories into an index for nsearch.",
    .options = options,
    .footer = "  nindex -i /srv/news/index /srv/news/articles\n"
              "  nindex --rejects bad.jsonl archive-1989.jsonl.gz\n"
              "\n"
              "The index is replaced as a whole, and only when the new one is complete.",
};

/* What the command line says. */
struct settings {
    const char *index;
    const char *rejects;
    const struct reader *reader;
    struct segment_options segment;
    size_t article_size;
    bool quiet;
    bool list_formats;
};

/* What the build's watcher needs. */
struct display {
    struct progress progress;
    struct rejects *rejects;
    uint64_t reject_lines;
};

static volatile sig_atomic_t stop_signal;

static void note_signal(int number)
{
    stop_signal = number;
}

/* Interrupts end the build in good order; one that was ignored (nohup) stays so. A closed pipe and a
 * file size limit are ordinary errors. */
static void catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    const struct sigaction action = {.sa_handler = note_signal}, ignore = {.sa_handler = SIG_IGN};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction old;
        if (!sigaction(numbers[i], NULL, &old) && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

/* ---- Command line ------------------------------------------------------------------------------- */

static const char *take_option(void *context, int id, const char *argument)
{
    struct settings *settings = context;
    switch ((enum option_id)id) {
    case OPTION_INDEX: settings->index = argument; return *argument ? NULL : "an empty name";
    case OPTION_FORMAT:
        settings->reader = reader_of_name(argument);
        if (!settings->reader) return "no such format; --formats lists them";
        settings->segment.format = argument;
        break;
    case OPTION_FORMATS: settings->list_formats = true; break;
    case OPTION_LANGUAGE: settings->segment.language = argument; break;
    case OPTION_ARTICLE_SIZE:
        if (!cli_size(argument, &settings->article_size)) return "not a size";
        if (!settings->article_size || settings->article_size > ARTICLE_SIZE_MOST)
            return "must be from 1 to 1G";
        break;
    case OPTION_NO_TEXT: settings->segment.keep_text = false; break;
    case OPTION_JOBS:
        if (!cli_size(argument, &settings->segment.jobs)) return "not a number";
        if (!settings->segment.jobs || settings->segment.jobs > JOBS_MAX)
            return "must be from 1 to 256";
        break;
    case OPTION_MEMORY:
        if (!cli_size(argument, &settings->segment.memory)) return "not a size";
        if (settings->segment.memory < MEMORY_LEAST) return "must be at least 1M";
        break;
    case OPTION_TMPDIR:
        settings->segment.run_directory = argument;
        return *argument ? NULL : "an empty name";
    case OPTION_REJECTS: settings->rejects = argument; break;
    case OPTION_QUIET: settings->quiet = true; break;
    }
    return NULL;
}

static int list_formats(void)
{
    for (size_t i = 0; readers[i]; i++) {
        printf("%-10s %s (", readers[i]->name, readers[i]->what);
        for (const char *const *suffix = readers[i]->suffixes; *suffix; suffix++)
            printf("%s%s", suffix == readers[i]->suffixes ? "" : " ", *suffix);
        puts(")");
    }
    return cli_finish(&cli, CLI_DONE);
}

/* That every path is there, before anything is done. */
static int check_paths(char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        nsearch_error error;
        if (!stat(paths[i], &info)) continue;
        nsearch_status status = error_system(&error, errno, paths[i]);
        cli_error(&cli, "%s", error.message);
        return cli_exit_of(status);
    }
    return CLI_DONE;
}

/* That what outgrows the memory can be kept where it shall be. */
static int check_tmpdir(const char *path)
{
    struct stat info;
    nsearch_error error;
    int failed = 0;
    if (!path) return CLI_DONE;
    if (stat(path, &info))
        failed = errno;
    else if (!S_ISDIR(info.st_mode))
        failed = ENOTDIR;
    else if (access(path, W_OK | X_OK))
        failed = errno;
    if (!failed) return CLI_DONE;
    nsearch_status status = error_system(&error, failed, path);
    cli_error(&cli, "%s", error.message);
    return cli_exit_of(status);
}

/* ---- What is shown ------------------------------------------------------------------------------ */

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static void show_reading(void *context, uint64_t files, uint64_t bytes)
{
    struct display *display = context;
    progress_phase(&display->progress, "nindex: reading %llu file%s, %.1f MB",
                   (unsigned long long)files, plural(files), (double)bytes / MEGA);
    progress_start(&display->progress, bytes);
}

static void show_scarce(void *context, const struct space_lack *lack)
{
    struct display *display = context;
    progress_phase(&display->progress,
                   "nindex: %.1f MB of disk are free, and about %.1f MB may be needed",
                   (double)lack->available / MEGA, (double)lack->needed / MEGA);
}

static void show_progress(void *context, uint64_t articles, uint64_t bytes)
{
    struct display *display = context;
    progress_update(&display->progress, articles, bytes);
}

static void show_writing(void *context)
{
    struct display *display = context;
    progress_phase(&display->progress, "nindex: writing the index");
}

static void show_reject(void *context, const char *path, uint64_t line, const char *reason)
{
    struct display *display = context;
    if (display->rejects) rejects_add(display->rejects, path, line, reason);
    if (display->reject_lines++ >= REJECT_LINES_MAX) return;
    progress_clear(&display->progress);
    if (line)
        cli_error(&cli, "%s:%llu: %s", path, (unsigned long long)line, reason);
    else
        cli_error(&cli, "%s: %s", path, reason);
}

/* "2 articles replaced by ..." */
static void show_count(struct progress *progress, uint64_t count, const char *what,
                       const char *became)
{
    if (count)
        progress_phase(progress, "nindex: %llu %s%s %s", (unsigned long long)count, what,
                       plural(count), became);
}

static void show_result(struct display *display, const struct build_result *result,
                        const char *rejects)
{
    struct progress *progress = &display->progress;
    progress_clear(progress);
    if (display->reject_lines > REJECT_LINES_MAX)
        cli_error(&cli, "%llu more rejects; %s%s",
                  (unsigned long long)(display->reject_lines - REJECT_LINES_MAX),
                  rejects ? "all are in " : "--rejects FILE lists them all",
                  rejects ? rejects : "");
    show_count(progress, result->replaced, "article", "replaced by a later one with the same id");
    show_count(progress, result->undated, "article", "with a date that could not be read");
    show_count(progress, result->repaired, "byte", "not UTF-8, read as windows-1252");
    if (result->generation)
        progress_phase(progress,
                       "nindex: done: %llu article%s, %.1f MB, %llu reject%s, %.1f s, "
                       "generation %llu",
                       (unsigned long long)result->articles, plural(result->articles),
                       (double)result->bytes / MEGA, (unsigned long long)result->rejects,
                       plural(result->rejects), progress_seconds(progress),
                       (unsigned long long)result->generation);
}

static void ignore_begin(void *context)
{
    (void)context;
}

static void ignore_end(void *context, nsearch_status status, const nsearch_error *error)
{
    (void)context, (void)status, (void)error;
}

/* ---- Running ------------------------------------------------------------------------------------ */

/* Tells how a build ended, and gives the exit code for it. */
static int conclude(nsearch_status status, const nsearch_error *error,
                    const struct build_result *result, char *const *paths, size_t count)
{
    if (status && stop_signal) {
        cli_error(&cli, "interrupted; the index is as it was");
        return CLI_SIGNAL + stop_signal;
    }
    if (status) {
        cli_error(&cli, "%s", error->message);
        return cli_exit_of(status);
    }
    if (!result->generation) {
        cli_error(&cli, "no articles found in %s%s; the index is as it was", paths[0],
                  count > 1 ? " and the other paths" : "");
        return CLI_MISSING;
    }
    return result->rejects ? CLI_REJECTS : CLI_DONE;
}

static int build(const struct settings *settings, const char *index, char *const *paths,
                 size_t count)
{
    struct display display = {.rejects = NULL};
    struct build_result result = {0};
    nsearch_error error = {0}, rejects_error = {0};
    progress_init(&display.progress, settings->quiet);
    nsearch_status status = NSEARCH_OK;
    if (settings->rejects) status = rejects_open(settings->rejects, &display.rejects, &error);
    const struct build_request request = {.index = index,
                                          .paths = paths,
                                          .path_count = count,
                                          .reader = settings->reader,
                                          .segment = settings->segment,
                                          .max_article_size = settings->article_size,
                                          .stop = &stop_signal};
    const struct build_watcher watcher = {.begun = ignore_begin,
                                          .reading = show_reading,
                                          .scarce = show_scarce,
                                          .progress = show_progress,
                                          .reject = show_reject,
                                          .writing = show_writing,
                                          .ended = ignore_end,
                                          .context = &display};
    if (!status) status = build_index(&request, &watcher, &result, &error);
    show_result(&display, &result, settings->rejects);
    int code = conclude(status, &error, &result, paths, count);
    status = rejects_close(display.rejects, &rejects_error);
    if (!status) return code;
    cli_error(&cli, "%s", rejects_error.message);
    return code == CLI_DONE || code == CLI_REJECTS ? cli_exit_of(status) : code;
}

static int run(const struct settings *settings, char *const *paths, size_t count)
{
    struct buf index;
    nsearch_error error;
    int code = check_paths(paths, count);
    if (!code) code = check_tmpdir(settings->segment.run_directory);
    if (code) return code;
    buf_init(&index);
    nsearch_status status = store_path(settings->index, &index, &error);
    if (status) {
        cli_error(&cli, "%s", error.message);
        code = cli_exit_of(status);
    } else {
        code = build(settings, index.data, paths, count);
    }
    buf_release(&index);
    return code;
}

int main(int argc, char **argv)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    struct settings settings = {
        .segment = {.language = "english",
                    .keep_text = true,
                    .jobs = cores < 1          ? 1
                            : cores > JOBS_MAX ? JOBS_MAX
                                               : (size_t)cores,
                    .memory = MEMORY_DEFAULT},
        .article_size = READER_ARTICLE_MAX,
    };
    bool done;
    int code = cli_parse(&cli, argc, argv, take_option, &settings, &done);
    if (code || done) return code;
    if (settings.list_formats) return list_formats();
    if (optind == argc) {
        cli_error(&cli, "no PATH given; see nindex --help");
        return CLI_USAGE;
    }
    catch_signals();
    return run(&settings, argv + optind, (size_t)(argc - optind));
}
