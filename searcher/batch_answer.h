/* batch_answer.h - the answer to a line of a batch: an object in JSON.
 *
 *     {"id":7,"query":"kaesong","total":20, ... ,"notes":[],"hits":[{"id":"md-2020-0616","title":"..."}, ...]}
 *     {"id":8,"error":{"status":"invalid","message":"the quotation mark is never closed","offset":0,"size":8}} */
#ifndef SEARCHER_BATCH_ANSWER_H
#define SEARCHER_BATCH_ANSWER_H

#include "common/buf.h"
#include "searcher/batch_request.h"

/* Appends what is found. Errors: those of the search, the article or the facets; `out` is as it was then. */
nsearch_status batch_answer(nsearch_searcher *searcher, const struct batch_request *request,
                            struct buf *out, nsearch_error *error);

/* Appends what went wrong. */
void batch_answer_error(const struct batch_request *request, const nsearch_error *error,
                        struct buf *out);

#endif
