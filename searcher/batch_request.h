/* batch_request.h - what a line of a batch asks for: a query as it is, or an object in JSON:
 *
 *     "liaison office" kaesong
 *     {"id": 7, "query": "kaesong", "limit": 3, "sort": "-date", "fields": ["id", "title"], "passages": false} */
#ifndef SEARCHER_BATCH_REQUEST_H
#define SEARCHER_BATCH_REQUEST_H

#include "common/buf.h"
#include "common/nsearch.h"
#include "searcher/print_field.h"

enum {
    BATCH_FACETS_MAX = 16 /* fields */
};

struct batch_request {
    nsearch_request search;
    struct print_fields fields; /* of each hit */
    size_t passage_size;        /* bytes; 0: as usual */
    bool limited;       /* it was said how many hits; else what is new since is all wanted */
    bool facet_limited; /* it was said how many values; else of times all are wanted */
    bool suggests;      /* the query as it was probably meant is wanted, too */
    const char *similar, *show; /* ids, or NULL */
    const char *facets[BATCH_FACETS_MAX];
    size_t facet_count, facet_limit;
    struct buf id;              /* in JSON */
    struct json_object *object; /* what texts are in; NULL: the line */
};

/* Reads a line, the `number`th, which must last as long as the request; what it doesn't say is as in `defaults`, which
 * has no query and no id. `out` is to be released in any case, and has the id then, if there is one that can be read.
 * Errors: INVALID, MEMORY. */
nsearch_status batch_request_read(const struct batch_request *defaults, uint64_t number,
                                  const char *line, size_t size, struct batch_request *out,
                                  nsearch_error *error);
void batch_request_release(struct batch_request *request);

#endif
