/* batch_check.c - see batch_check.h. */
#include "searcher/batch_check.h"

#include <json-c/json.h>
#include <string.h>

#include "common/error.h"

/* Keys that say how hits are found and shown. */
static const char *const of_hits[] = {"limit",       "offset", "sort",     "recent",  "expand",
                                      "approximate", "fields", "passages", "suggest", NULL};
static const char *const of_searches[] = {"expand", "approximate", "suggest", NULL};

/* Refuses a key of the list that has a value. */
static nsearch_status refuse(const struct batch_request *request, const char *const *list,
                             const char *why, nsearch_error *error)
{
    for (; *list; list++)
        if (json_object_object_get(request->object, *list))
            return error_set(error, NSEARCH_INVALID, "\"%s\" %s", *list, why);
    return NSEARCH_OK;
}

/* That an article is to be shown, and nothing else. */
static nsearch_status check_show(const struct batch_request *request, nsearch_error *error)
{
    json_object_object_foreach(request->object, name, value)
    {
        if (value && strcmp(name, "id") != 0 && strcmp(name, "show") != 0)
            return error_set(error, NSEARCH_INVALID, "\"show\" goes with nothing but an id");
    }
    return NSEARCH_OK;
}

nsearch_status batch_check(struct batch_request *request, nsearch_error *error)
{
    static const char *const of_facets[] = {"facet_limit", NULL};
    const char *query = request->search.query;
    const bool some = query && query[strspn(query, " \t\r\n")];
    nsearch_status status = NSEARCH_OK;
    if (!some) request->search.query = NULL;
    if (request->show) return check_show(request, error);
    if (request->similar && request->facet_count)
        return error_set(error, NSEARCH_INVALID, "\"similar\" and \"facets\" exclude each other");
    if (!some && !request->similar && !request->facet_count)
        return error_set(error, NSEARCH_INVALID, "no query");
    if (request->similar) status = refuse(request, of_searches, "is for searches", error);
    if (!status && !some && !request->similar)
        status = refuse(request, of_hits, "is of hits, and without a query there are none", error);
    if (!status && !request->facet_count)
        status = refuse(request, of_facets, "is of \"facets\", and there are none", error);
    return status;
}
