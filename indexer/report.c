/* report.c - see report.h. */
#include "indexer/report.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/error.h"
#include "common/utf8.h"
#include "indexer/progress.h"
#include "indexer/rejects.h"
#include "indexer/stop.h"

enum {
    REJECT_LINES_MAX = 100, /* shown; the others are only counted */
    DUPLICATE_LINES_MAX = 10
};

static const double MEGA = 1e6;

struct report {
    struct report_options options;
    struct progress progress;
    struct rejects *rejects;
    uint64_t reject_lines, duplicate_lines;
    struct update_result result;
    struct status status;
    time_t written; /* status.json, last */
    bool has_ended;
};

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- status.json -------------------------------------------------------------------------------- */

static void count(struct report *report)
{
    const struct update_result *result = &report->result;
    report->status.counts = (struct status_counts){.added = result->added,
                                                   .changed = result->changed,
                                                   .removed = result->removed,
                                                   .unchanged = result->unchanged,
                                                   .rejected = result->rejects,
                                                   .total = result->articles,
                                                   .files = result->files_new +
                                                            result->files_changed,
                                                   .bytes = result->bytes,
                                                   .generation = result->generation,
                                                   .segments = result->segments,
                                                   .dead = result->dead};
    memcpy(report->status.counts.rejected_of, result->rejects_of, sizeof result->rejects_of);
    if (result->next_serial)
        stamp_write(result->next_serial, STAMP_SERIAL_DIGITS, report->status.token);
}

/* A phase begins. What can't be written now is written at the end, or told then. */
static void enter(struct report *report, enum status_phase phase)
{
    report->status.phase = phase;
    report->written = time(NULL);
    count(report);
    status_write(report->options.index, &report->status, false, NULL);
}

/* Within a phase, at most once a second. */
static void go_on(struct report *report)
{
    if (time(NULL) != report->written) enter(report, report->status.phase);
}

/* ---- What the run tells ------------------------------------------------------------------------- */

static void take_begin(void *context)
{
    struct report *report = context;
    enter(report, STATUS_SCANNING);
}

static void take_file(void *context, enum update_kind kind, const char *path)
{
    static const char *const kinds[] = {
        [UPDATE_NEW] = "new", [UPDATE_CHANGED] = "changed", [UPDATE_GONE] = "gone"};
    char shown[PATH_MAX];
    (void)context;
    snprintf(shown, sizeof shown, "%s", path);
    utf8_sanitize(shown);
    printf("%-8s %s\n", kinds[kind], shown);
}

static void take_reading(void *context, uint64_t files, uint64_t bytes)
{
    struct report *report = context;
    enter(report, STATUS_READING);
    progress_phase(&report->progress, "nindex: reading %llu file%s, %.1f MB",
                   (unsigned long long)files, plural(files), (double)bytes / MEGA);
    progress_start(&report->progress, bytes);
}

static void take_scarce(void *context, const struct space_lack *lack)
{
    struct report *report = context;
    progress_phase(&report->progress,
                   "nindex: %.1f MB of disk are free, and about %.1f MB may be needed",
                   (double)lack->available / MEGA, (double)lack->needed / MEGA);
}

static void take_progress(void *context, uint64_t articles, uint64_t bytes)
{
    struct report *report = context;
    go_on(report);
    progress_update(&report->progress, articles, bytes);
}

static void take_writing(void *context)
{
    struct report *report = context;
    enter(report, STATUS_WRITING);
    progress_phase(&report->progress, "nindex: writing the index");
}

static void take_merging(void *context)
{
    struct report *report = context;
    enter(report, STATUS_MERGING);
    progress_phase(&report->progress, "nindex: merging segments");
}

static void take_put_off(void *context, const struct space_lack *lack)
{
    struct report *report = context;
    progress_phase(&report->progress,
                   "nindex: merging is put off: %.1f MB of disk are free, and it needs %.1f MB",
                   (double)lack->available / MEGA, (double)lack->needed / MEGA);
}

static void take_duplicate(void *context, const char *id, const char *name, const char *later)
{
    struct report *report = context;
    if (report->duplicate_lines++ >= DUPLICATE_LINES_MAX) return;
    progress_clear(&report->progress);
    cli_error(report->options.cli, "%s: the article with the id %s gives way to a later one in %s",
              name, id, strcmp(name, later) ? later : "the same file");
}

static void take_reject(void *context, const struct reject *reject)
{
    struct report *report = context;
    const struct cli *cli = report->options.cli;
    if (report->rejects) rejects_add(report->rejects, reject);
    if (report->reject_lines++ >= REJECT_LINES_MAX) return;
    progress_clear(&report->progress);
    if (reject->line)
        cli_error(cli, "%s:%llu: %s", reject->path, (unsigned long long)reject->line,
                  reject->reason);
    else
        cli_error(cli, "%s: %s", reject->path, reject->reason);
}

static void take_articles(void *context, uint64_t articles)
{
    struct report *report = context;
    enter(report, STATUS_READING);
    progress_phase(&report->progress, "nindex: reading %llu article%s of the index",
                   (unsigned long long)articles, plural(articles));
    progress_start(&report->progress, articles);
}

static void take_loss(void *context, const char *what)
{
    struct report *report = context;
    report->result.rejects++;
    if (report->reject_lines++ >= REJECT_LINES_MAX) return;
    progress_clear(&report->progress);
    cli_error(report->options.cli, "lost: %s", what);
}

/* ---- The end ------------------------------------------------------------------------------------ */

/* A failure, in `report->status`; the message may be the status's own. */
static void fail(struct report *report, int code, const char *message, const char *advice)
{
    report->status.exit = code;
    report->status.phase = STATUS_FAILED;
    snprintf(report->status.error, sizeof report->status.error, "%s%s", message, advice);
}

static void judge(struct report *report, nsearch_status status, const nsearch_error *error)
{
    const struct report_options *options = &report->options;
    nsearch_error message;
    report->status.exit = report->result.rejects ? CLI_REJECTS : CLI_DONE;
    report->status.phase = STATUS_DONE;
    if (status && stop_signal) {
        fail(report, CLI_SIGNAL + stop_signal,
             report->result.switched ? "interrupted in merging; the index is up to date"
                                     : "interrupted; the index is as it was",
             "");
    } else if (status == NSEARCH_DAMAGED && /* Xapian doesn't say of what */
               !strstr(error->message, options->index)) {
        error_set(&message, status, "%s: %s", options->index, error->message);
        fail(report, CLI_DAMAGED, message.message, cli_advice(error));
    } else if (status) {
        fail(report, cli_exit_of(status), error->message, cli_advice(error));
    } else if (report->result.found_nothing && !options->is_dry) {
        error_set(&message, NSEARCH_MISSING, "no articles found%s%s%s; the index is as it was",
                  options->path_count ? " in " : "", options->path_count ? options->paths[0] : "",
                  options->path_count > 1 ? " and the other paths" : "");
        fail(report, CLI_MISSING, message.message, "");
    }
}

/* The file of the rejects is complete before the run says that it is. */
static void close_rejects(struct report *report)
{
    nsearch_error error;
    nsearch_status status = rejects_close(report->rejects, &error);
    report->rejects = NULL;
    if (status && report->status.phase == STATUS_DONE)
        fail(report, cli_exit_of(status), error.message, "");
}

static void take_end(void *context, nsearch_status status, const nsearch_error *error)
{
    struct report *report = context;
    nsearch_error unwritten;
    report->has_ended = true;
    judge(report, status, error);
    close_rejects(report);
    count(report);
    report->status.end = time(NULL);
    if (status_write(report->options.index, &report->status, true, &unwritten) &&
        report->status.phase == STATUS_DONE)
        cli_error(report->options.cli, "%s; the index is good", unwritten.message);
}

static void take_rebuilt(void *context, const struct rebuild_result *rebuilt, nsearch_status status,
                         const nsearch_error *error)
{
    struct report *report = context;
    struct update_result *result = &report->result;
    result->articles = result->unchanged = rebuilt->articles;
    result->generation = rebuilt->generation;
    result->next_serial = rebuilt->next_serial;
    result->found_nothing = !rebuilt->generation;
    result->segments = rebuilt->generation ? 1 : 0;
    take_end(report, status, error);
}

/* "2 articles replaced by ..." */
static void show_count(struct progress *progress, uint64_t count, const char *what,
                       const char *became)
{
    if (count)
        progress_phase(progress, "nindex: %llu %s%s %s", (unsigned long long)count, what,
                       plural(count), became);
}

static void show_rejects(const struct report *report)
{
    const char *file = report->options.rejects;
    const unsigned long long more = report->reject_lines - REJECT_LINES_MAX;
    if (report->reject_lines <= REJECT_LINES_MAX) return;
    if (report->options.is_rebuild)
        cli_error(report->options.cli, "%llu more losses", more);
    else
        cli_error(report->options.cli, "%llu more rejects; %s%s", more,
                  file ? "all are in " : "--rejects FILE lists them all", file ? file : "");
}

static void show_duplicates(const struct report *report)
{
    if (report->duplicate_lines > DUPLICATE_LINES_MAX)
        cli_error(report->options.cli, "%llu more give way to later ones with the same id",
                  (unsigned long long)(report->duplicate_lines - DUPLICATE_LINES_MAX));
}

static void show_plan(struct report *report)
{
    const struct update_result *result = &report->result;
    progress_phase(
        &report->progress, "nindex: %llu file%s new, %llu changed, %llu gone, %llu as before",
        (unsigned long long)result->files_new, plural(result->files_new),
        (unsigned long long)result->files_changed, (unsigned long long)result->files_gone,
        (unsigned long long)result->files_unchanged);
}

static void show_rebuilt(struct report *report)
{
    const struct update_result *result = &report->result;
    progress_phase(&report->progress,
                   "nindex: done: %llu article%s, %llu loss%s, %.1f s, generation %llu, token %s",
                   (unsigned long long)result->articles, plural(result->articles),
                   (unsigned long long)result->rejects, result->rejects == 1 ? "" : "es",
                   progress_seconds(&report->progress), (unsigned long long)result->generation,
                   report->status.token);
}

static void show_result(struct report *report)
{
    const struct update_result *result = &report->result;
    struct progress *progress = &report->progress;
    show_count(progress, result->undated, "article", "with a date that could not be read");
    show_count(progress, result->repaired, "byte", "not UTF-8, read as windows-1252");
    if (report->status.phase == STATUS_DONE)
        progress_phase(progress,
                       "nindex: done: %llu article%s, %llu added, %llu changed, %llu removed, "
                       "%.1f MB, %llu reject%s, %.1f s, generation %llu%s%s",
                       (unsigned long long)result->articles, plural(result->articles),
                       (unsigned long long)result->added, (unsigned long long)result->changed,
                       (unsigned long long)result->removed, (double)result->bytes / MEGA,
                       (unsigned long long)result->rejects, plural(result->rejects),
                       progress_seconds(progress), (unsigned long long)result->generation,
                       *report->status.token ? ", token " : "", report->status.token);
}

/* ---- One run ------------------------------------------------------------------------------------ */

nsearch_status report_open(const struct report_options *options, struct report **out,
                           nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *out = NULL;
    struct report *report = calloc(1, sizeof *report);
    if (!report) return error_memory(error);
    report->options = *options;
    progress_init(&report->progress, options->is_shown);
    status_init(&report->status, options->command);
    if (options->rejects) status = rejects_open(options->rejects, &report->rejects, error);
    if (status)
        free(report);
    else
        *out = report;
    return status;
}

struct update_result *report_result(struct report *report)
{
    return &report->result;
}

struct update_watcher report_watcher(struct report *report)
{
    return (struct update_watcher){.begun = take_begin,
                                   .file = take_file,
                                   .reading = take_reading,
                                   .scarce = take_scarce,
                                   .progress = take_progress,
                                   .reject = take_reject,
                                   .duplicate = take_duplicate,
                                   .writing = take_writing,
                                   .merging = take_merging,
                                   .put_off = take_put_off,
                                   .ended = take_end,
                                   .context = report};
}

struct rebuild_watcher report_rebuild_watcher(struct report *report)
{
    return (struct rebuild_watcher){.begun = take_begin,
                                    .scarce = take_scarce,
                                    .reading = take_articles,
                                    .progress = take_progress,
                                    .loss = take_loss,
                                    .writing = take_writing,
                                    .ended = take_rebuilt,
                                    .context = report};
}

int report_close(struct report *report, nsearch_status status, const nsearch_error *error)
{
    if (!report->has_ended) { /* nor begun: the index is another's, or can't be had */
        judge(report, status, error);
        close_rejects(report);
    }
    progress_clear(&report->progress);
    show_rejects(report);
    show_duplicates(report);
    if (report->status.phase == STATUS_DONE && report->options.is_dry)
        show_plan(report);
    else if (report->status.phase == STATUS_DONE && report->options.is_rebuild)
        show_rebuilt(report);
    else
        show_result(report);
    const int code = report->status.exit;
    if (*report->status.error) cli_error(report->options.cli, "%s", report->status.error);
    free(report);
    return code;
}
