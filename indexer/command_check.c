/* command_check.c - nindex --check: the verdict on an index, for people; see check.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/error.h"
#include "indexer/check.h"
#include "indexer/commands.h"
#include "indexer/progress.h"
#include "indexer/stop.h"

static const double MEGA = 1e6;

static void show_progress(void *context, uint64_t done, uint64_t total)
{
    struct progress *progress = context;
    progress->total = total;
    progress_update(progress, 0, done);
}

/* Each line with something before it. */
static void show_lines(const struct buf *lines, const char *before)
{
    for (const char *line = lines->data, *end; (end = strchr(line, '\n')); line = end + 1)
        printf("%s%.*s\n", before, (int)(end - line), line);
}

static void show_advice(const char *index, const struct check_verdict *verdict)
{
    const char *language = verdict->lacks_language ? " --language LANG" : "";
    if (verdict->advice == CHECK_NOTHING) return;
    printf("What to do: ");
    if (verdict->advice == CHECK_REBUILD)
        printf("nindex --rebuild-from-index%s -i %s; all articles can be read\n", language, index);
    else if (verdict->advice == CHECK_REBUILD_PART)
        printf("nindex --full -i %s PATH..., from the files; where these are gone, "
               "nindex --rebuild-from-index%s -i %s saves what can be read\n",
               index, language, index);
    else
        printf("nindex --full -i %s PATH..., from the files\n", index);
}

static void show_verdict(const char *index, const struct check_verdict *verdict)
{
    if (verdict->problem_count) {
        printf("%s: damaged:\n", index);
        show_lines(&verdict->problems, "  ");
        if (verdict->problem_count > CHECK_LINES_MAX)
            printf("  and %" PRIu64 " more\n", verdict->problem_count - CHECK_LINES_MAX);
        show_advice(index, verdict);
    } else {
        printf("%s: sound: generation %" PRIu64 ", %zu segment%s, %" PRIu64 " article%s, %" PRIu64
               " dead, %" PRIu64 " file%s, %.1f MB\n",
               index, verdict->generation, verdict->segments, verdict->segments == 1 ? "" : "s",
               verdict->articles, verdict->articles == 1 ? "" : "s", verdict->dead, verdict->files,
               verdict->files == 1 ? "" : "s", (double)verdict->bytes / MEGA);
    }
    if (verdict->remotes) printf("On other machines, and not looked at: %zu\n", verdict->remotes);
    if (verdict->leftover_count) printf("Left by a run that was cut short; the next removes it:\n");
    show_lines(&verdict->leftovers, "  ");
}

static int run_check(const struct settings *settings, const char *index, char *const *paths,
                     size_t count)
{
    struct progress progress;
    struct check_verdict verdict;
    nsearch_error error = {0};
    (void)paths, (void)count;
    progress_init(&progress, settings->is_shown);
    progress_start(&progress, 1);
    const struct check_request request = {
        .index = index, .stop = &stop_signal, .progress = show_progress, .context = &progress};
    const nsearch_status status = check_index(&request, &verdict, &error);
    progress_clear(&progress);
    int code = verdict.problem_count ? CLI_DAMAGED : CLI_DONE;
    if (status) {
        cli_error(settings->cli, "%s", error.message);
        code = stop_signal ? CLI_SIGNAL + stop_signal : cli_exit_of(status);
    } else {
        show_verdict(index, &verdict);
    }
    check_verdict_release(&verdict);
    return cli_finish(settings->cli, code);
}

const struct command command_check = {"check", "check", true, false, run_check};
