/* batch_object.h - a line of a batch that is an object in JSON. Without json-c there are none: batch_plain.c. */
#ifndef SEARCHER_BATCH_OBJECT_H
#define SEARCHER_BATCH_OBJECT_H

#include "searcher/batch_request.h"

/* Reads one; what its texts are in is then out->object. Errors: INVALID, MEMORY. */
nsearch_status batch_object_read(const char *line, size_t size, struct batch_request *out,
                                 nsearch_error *error);

/* NULL is allowed. */
void batch_object_free(struct json_object *object);

#endif
