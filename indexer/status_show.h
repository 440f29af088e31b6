/* status_show.h - status.json for people: `nindex --status`. */
#ifndef INDEXER_STATUS_SHOW_H
#define INDEXER_STATUS_SHOW_H

#include "common/nsearch.h"

/* Prints what the last run in `index` did, or what one is doing now, on standard output. *exit_code is
 * that of the last run; CLI_DONE while one is at work, as if by SIGKILL for one that was cut off. Errors:
 * those of status_read. */
nsearch_status status_show(const char *index, int *exit_code, nsearch_error *error);

#endif
