/* batch_check.h - whether the keys of a line of --batch go together. */
#ifndef SEARCHER_BATCH_CHECK_H
#define SEARCHER_BATCH_CHECK_H

#include "searcher/batch_request.h"

/* INVALID, and what is wrong: a key that would change nothing is refused. A blank query becomes none. */
nsearch_status batch_check(struct batch_request *request, nsearch_error *error);

#endif
