/* command_rebuild.c - nindex --rebuild-from-index; see rebuild.h. */
#include "common/error.h"
#include "indexer/commands.h"
#include "indexer/rebuild.h"
#include "indexer/report.h"
#include "indexer/stop.h"

static int run_rebuild(const struct settings *settings, const char *index, char *const *paths,
                       size_t count)
{
    const struct update_request *given = &settings->update;
    const struct rebuild_request request = {.index = index,
                                            .language = given->language,
                                            .wait = {given->lock_timeout, &stop_signal},
                                            .jobs = given->jobs,
                                            .memory = given->memory,
                                            .run_directory = given->run_directory,
                                            .stop = &stop_signal};
    const struct report_options options = {.cli = settings->cli,
                                           .index = index,
                                           .command = settings->command->name,
                                           .is_shown = settings->is_shown,
                                           .is_rebuild = true};
    struct rebuild_result result;
    struct report *report;
    nsearch_error error;
    (void)paths, (void)count;
    nsearch_status status = report_open(&options, &report, &error);
    if (status) {
        cli_error(settings->cli, "%s", error.message);
        return cli_exit_of(status);
    }
    const struct rebuild_watcher watcher = report_rebuild_watcher(report);
    status = rebuild_index(&request, &watcher, &result, &error);
    return report_close(report, status, &error);
}

const struct command command_rebuild = {"rebuild-from-index", "rebuild", true, false, run_rebuild};
