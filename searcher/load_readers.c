/* load_readers.c - reader.h by way of its module, as far as a search needs it; see load.h. */
#include "common/modules/module.h"
#include "searcher/load.h"

nsearch_status reader_again(const char *path, const char *format, const char *map,
                            struct reader_sink *sink, nsearch_error *error)
{
    static struct loaded module = {.name = "readers",
                                   .what = "a text that the index doesn't keep",
                                   .size = sizeof(struct module_readers)};
    const void *functions;
    const nsearch_status status = load(&module, &functions, error);
    if (status) return status;
    return ((const struct module_readers *)functions)->again(path, format, map, sink, error);
}
