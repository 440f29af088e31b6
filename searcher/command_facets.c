/* command_facets.c - --facets: the values of a field, with the articles that have each. */
#include <stdio.h>

#include "searcher/commands.h"
#include "searcher/failure.h"

static nsearch_request request_of(const struct options *options)
{
    nsearch_request request = options->request;
    if (!print_is_time(options->field)) return request;
    if (!options->sorted) request.sort = NSEARCH_SORT_OLDEST;
    if (!options->limited && !options->count_only) request.limit = SIZE_MAX;
    return request;
}

int command_facets(nsearch_searcher *searcher, const struct options *options)
{
    nsearch_facets *facets;
    nsearch_error error;
    const nsearch_request request = request_of(options);
    if (nsearch_facets_find(searcher, &request, options->field, &facets, &error))
        return tell_query_failure(&error, options);
    if (options->count_only)
        printf("%llu\n", (unsigned long long)nsearch_facets_values(facets));
    else
        options->style.format->facets(stdout, options->field, facets);
    const int code = nsearch_facets_total(facets) ? CLI_DONE : CLI_NO_MATCH;
    if (code && !options->quiet) cli_error(&nsearch_cli, "nothing found");
    nsearch_facets_free(facets);
    return code;
}
