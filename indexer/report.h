/* report.h - one run of nindex as the world sees it: a bar or lines on stderr, the rejects, status.json and
 * the exit code.
 *
 *     report_open     starts the file of the rejects
 *       ... the run, which tells the watcher; from `begun` to `ended` status.json says how it goes ...
 *     report_close    the summary or the complaint, and the exit code
 *
 * Where all is well nothing is said, unless it is asked for: cron mails what is printed. */
#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include <stdbool.h>

#include "common/cli.h"
#include "indexer/rebuild.h"
#include "indexer/status.h"
#include "indexer/update.h"

struct report_options {
    const struct cli *cli;
    const char *index;   /* directory */
    const char *command; /* its name in status.json */
    char *const *paths;  /* what is read */
    size_t path_count;   /* 0: what is remembered */
    const char *rejects; /* file for them; NULL: none */
    bool is_rebuild;     /* of the index itself: articles may be lost, and none comes from a file */
    bool is_shown;       /* say what happens, even where all is well */
    bool is_dry;         /* files are listed on standard output, and nothing is changed */
};

struct report;

/* Errors: those of rejects_open, MEMORY. */
nsearch_status report_open(const struct report_options *options, struct report **out,
                           nsearch_error *error);

/* To be given to the run; they are the report's. */
struct update_result *report_result(struct report *report);
struct update_watcher report_watcher(struct report *report);
struct rebuild_watcher report_rebuild_watcher(struct report *report);

/* Tells how the run ended, which `status` and `error` say, and frees. The exit code. */
int report_close(struct report *report, nsearch_status status, const nsearch_error *error);

#endif
