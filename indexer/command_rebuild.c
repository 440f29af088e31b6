/* command_rebuild.c - nindex --rebuild-from-index: what is told of it; see rebuild.h. */
#include <inttypes.h>
#include <stdio.h>

#include "common/error.h"
#include "indexer/commands.h"
#include "indexer/progress.h"
#include "indexer/rebuild.h"
#include "indexer/stop.h"

enum {
    LOSS_LINES_MAX = 100 /* shown; the others are only counted */
};

struct display {
    const struct cli *cli;
    struct progress progress;
    uint64_t lines;
};

static void show_progress(void *context, uint64_t articles, uint64_t total)
{
    struct display *display = context;
    display->progress.total = total;
    progress_update(&display->progress, articles, articles);
}

static void show_loss(void *context, const char *what)
{
    struct display *display = context;
    if (display->lines++ >= LOSS_LINES_MAX) return;
    progress_clear(&display->progress);
    cli_error(display->cli, "lost: %s", what);
}

static int conclude(struct display *display, nsearch_status status, const nsearch_error *error,
                    const struct rebuild_result *result)
{
    progress_clear(&display->progress);
    if (display->lines > LOSS_LINES_MAX)
        cli_error(display->cli, "and %" PRIu64 " more losses", display->lines - LOSS_LINES_MAX);
    if (status && stop_signal) {
        cli_error(display->cli, "interrupted; the index is as it was");
        return CLI_SIGNAL + stop_signal;
    }
    if (status) {
        cli_error(display->cli, "%s", error->message);
        return cli_exit_of(status);
    }
    progress_phase(&display->progress,
                   "nindex: done: %" PRIu64 " articles, %" PRIu64 " losses, generation %" PRIu64,
                   result->articles, result->losses, result->generation);
    return result->losses ? CLI_REJECTS : CLI_DONE;
}

static int run_rebuild(const struct settings *settings, const char *index, char *const *paths,
                       size_t count)
{
    struct display display = {.cli = settings->cli};
    struct rebuild_result result = {0};
    nsearch_error error = {0};
    (void)paths, (void)count;
    const struct update_request *given = &settings->update;
    const struct rebuild_request request = {.index = index,
                                            .language = given->language,
                                            .wait = {given->lock_timeout, &stop_signal},
                                            .jobs = given->jobs,
                                            .memory = given->memory,
                                            .run_directory = given->run_directory,
                                            .stop = &stop_signal};
    const struct rebuild_watcher watcher = {show_progress, show_loss, &display};
    progress_init(&display.progress, settings->is_shown);
    progress_start(&display.progress, 1);
    const nsearch_status status = rebuild_index(&request, &watcher, &result, &error);
    return cli_finish(settings->cli, conclude(&display, status, &error, &result));
}

const struct command command_rebuild = {"rebuild-from-index", "rebuild", true, false, run_rebuild};
