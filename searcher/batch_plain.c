/* batch_plain.c - batch_object.h where json-c is left out: lines are queries. */
#include "common/error.h"
#include "searcher/batch_object.h"

#if !WITH_JSON

nsearch_status batch_object_read(const char *line, size_t size, struct batch_request *out,
                                 nsearch_error *error)
{
    (void)line, (void)size, (void)out;
    return error_set(error, NSEARCH_INVALID,
                     "JSON, which this nsearch can't read: it was built without json-c");
}

void batch_object_free(struct json_object *object)
{
    (void)object;
}

#endif
