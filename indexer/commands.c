/* commands.c - see commands.h. */
#include "indexer/commands.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/error.h"
#include "common/store.h"
#include "indexer/catalog.h"
#include "indexer/optimize.h"
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

static int update(const struct settings *settings, const char *index, char *const *paths,
                  size_t count)
{
    struct report *report;
    nsearch_error error;
    struct update_request request = settings->update;
    request.index = index;
    request.paths = paths;
    request.path_count = count;
    request.full = settings->command == &command_full;
    request.stop = &stop_signal;
    const struct report_options options = {.cli = settings->cli,
                                           .index = index,
                                           .command = settings->command->name,
                                           .paths = paths,
                                           .path_count = count,
                                           .rejects = settings->rejects,
                                           .is_shown = settings->is_shown,
                                           .is_dry = request.dry_run};
    nsearch_status status = check_tmpdir(request.run_directory, &error);
    if (!status) status = report_open(&options, &report, &error);
    if (status) return complain(settings, status, &error);
    const struct update_watcher watcher = report_watcher(report);
    status = update_index(&request, &watcher, report_result(report), &error);
    const int code = report_close(report, status, &error);
    return request.dry_run ? cli_finish(settings->cli, code) : code;
}

const struct command command_update = {NULL, "update", true, true, update};
const struct command command_full = {"full", "full", true, true, update};

/* ---- Merging ------------------------------------------------------------------------------------ */

/* What the index is now. */
static nsearch_status take_stock(const char *index, struct publish *publish,
                                 struct update_result *result, nsearch_error *error)
{
    const struct store *store = publish_store(publish);
    struct catalog *catalog;
    *result = (struct update_result){.generation = store->generation, .segments = store->count};
    nsearch_status status = catalog_open(index, store, &catalog, error);
    if (status) return status;
    result->articles = result->unchanged = catalog_live(catalog);
    result->dead = catalog_dead(catalog);
    result->next_serial = catalog_next_serial(catalog);
    catalog_free(catalog);
    return NSEARCH_OK;
}

static nsearch_status merge_all(const struct settings *settings, const char *index,
                                const struct update_watcher *watcher, struct update_result *result,
                                nsearch_error *error)
{
    const struct lock_wait wait = {settings->update.lock_timeout, &stop_signal};
    const struct optimize_request request = {
        .how = OPTIMIZE_ALL, .jobs = (unsigned)settings->update.jobs, .stop = &stop_signal};
    struct publish *publish;
    struct optimize_result merged;
    nsearch_status status = publish_begin(index, &wait, &publish, error);
    if (status) return status;
    watcher->begun(watcher->context);
    watcher->merging(watcher->context);
    status = take_stock(index, publish, result, error); /* one that can't be read isn't touched */
    if (!status) status = optimize_index(publish, &request, &merged, error);
    if (!status) status = take_stock(index, publish, result, error);
    watcher->ended(watcher->context, status, error);
    publish_end(publish);
    return status;
}

static int optimize(const struct settings *settings, const char *index, char *const *paths,
                    size_t count)
{
    struct report *report;
    struct store store;
    nsearch_error error;
    (void)paths, (void)count;
    const struct report_options options = {.cli = settings->cli,
                                           .index = index,
                                           .command = settings->command->name,
                                           .is_shown = settings->is_shown};
    nsearch_status status = store_read(index, &store, &error); /* none is made */
    store_release(&store);
    if (!status) status = report_open(&options, &report, &error);
    if (status) return complain(settings, status, &error);
    const struct update_watcher watcher = report_watcher(report);
    status = merge_all(settings, index, &watcher, report_result(report), &error);
    return report_close(report, status, &error);
}

const struct command command_optimize = {"optimize", "optimize", true, false, optimize};

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
