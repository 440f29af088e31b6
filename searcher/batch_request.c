/* batch_request.c - see batch_request.h. */
#include "searcher/batch_request.h"

#include <string.h>

#include "common/error.h"
#include "searcher/batch_object.h"

nsearch_status batch_request_read(const struct batch_request *defaults, uint64_t number,
                                  const char *line, size_t size, struct batch_request *out,
                                  nsearch_error *error)
{
    *out = *defaults;
    buf_init(&out->id);
    buf_addf(&out->id, "%llu", (unsigned long long)number);
    if (memchr(line, '\0', size))
        return error_set(error, NSEARCH_INVALID, "there is a NUL in the line");
    const char *first = line + strspn(line, " \t\r\n");
    if (*first == '{') return batch_object_read(line, size, out, error);
    out->search.query = line;
    return *first ? NSEARCH_OK : error_set(error, NSEARCH_INVALID, "no query");
}

void batch_request_release(struct batch_request *request)
{
    batch_object_free(request->object);
    buf_release(&request->id);
}
