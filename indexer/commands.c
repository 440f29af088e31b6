/* commands.c - see commands.h. */
#include "indexer/commands.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/error.h"
#include "indexer/build.h"
#include "indexer/report.h"
#include "indexer/status_show.h"
#include "indexer/stop.h"

static int complain(const struct settings *settings, nsearch_status status,
                    const nsearch_error *error)
{
    if (!status) return CLI_DONE;
    cli_error(settings->cli, "%s", error->message);
    return cli_exit_of(status);
}

/* ---- Reading articles --------------------------------------------------------------------------- */

/* That every path is there, before anything is done. */
static nsearch_status check_paths(char *const *paths, size_t count, nsearch_error *error)
{
    struct stat info;
    for (size_t i = 0; i < count; i++)
        if (stat(paths[i], &info)) return error_system(error, errno, paths[i]);
    return NSEARCH_OK;
}

/* That what outgrows the memory can be kept where it shall be. */
static nsearch_status check_tmpdir(const char *path, nsearch_error *error)
{
    struct stat info;
    int failed = 0;
    if (!path) return NSEARCH_OK;
    if (stat(path, &info))
        failed = errno;
    else if (!S_ISDIR(info.st_mode))
        failed = ENOTDIR;
    else if (access(path, W_OK | X_OK))
        failed = errno;
    return failed ? error_system(error, failed, path) : NSEARCH_OK;
}

static int build(const struct settings *settings, const char *index, char *const *paths,
                 size_t count)
{
    struct report *report = NULL;
    nsearch_error error;
    nsearch_status status = check_paths(paths, count, &error);
    const struct report_options options = {.cli = settings->cli,
                                           .index = index,
                                           .command = settings->command->name,
                                           .paths = paths,
                                           .path_count = count,
                                           .rejects = settings->rejects,
                                           .is_shown = settings->is_shown};
    if (!status) status = check_tmpdir(settings->segment.run_directory, &error);
    if (!status) status = report_open(&options, &report, &error);
    if (status) return complain(settings, status, &error);
    const struct build_request request = {.index = index,
                                          .paths = paths,
                                          .path_count = count,
                                          .reader = settings->reader,
                                          .segment = settings->segment,
                                          .max_article_size = settings->article_size,
                                          .lock_timeout = settings->lock_timeout,
                                          .stop = &stop_signal};
    const struct build_watcher watcher = report_watcher(report);
    status = build_index(&request, &watcher, report_result(report), &error);
    return report_close(report, status, &error);
}

const struct command command_update = {NULL, "update", true, true, build};
const struct command command_full = {"full", "full", true, true, build};

/* ---- Looking ------------------------------------------------------------------------------------ */

static int show_status(const struct settings *settings, const char *index, char *const *paths,
                       size_t count)
{
    int code;
    nsearch_error error;
    (void)paths, (void)count;
    nsearch_status status = status_show(index, &code, &error);
    return status ? complain(settings, status, &error) : cli_finish(settings->cli, code);
}

const struct command command_status = {"status", "status", true, false, show_status};
