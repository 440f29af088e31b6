/* command_explain.c - --explain, how a query is answered, and --why, of one article. */
#include <stdlib.h>

#include "searcher/commands.h"
#include "searcher/failure.h"

int command_explain(nsearch_searcher *searcher, const struct options *options)
{
    nsearch_explanation *explanation;
    nsearch_error error;
    if (nsearch_explain(searcher, &options->request, &explanation, &error))
        return tell_query_failure(&error, options);
    options->style.format->explain(stdout, explanation);
    nsearch_explanation_free(explanation);
    return CLI_DONE;
}

/* Of an article by id or path, as read_article finds it. */
int command_why(nsearch_searcher *searcher, const struct options *options)
{
    nsearch_explanation *explanation;
    nsearch_error error, of_path = {.status = NSEARCH_OK};
    nsearch_status status = nsearch_why(searcher, &options->request, options->article, &explanation,
                                        &error);
    char *path = status == NSEARCH_MISSING ? realpath(options->article, NULL) : NULL;
    if (path &&
        nsearch_why(searcher, &options->request, path, &explanation, &of_path) != NSEARCH_MISSING) {
        error = of_path;
        status = of_path.status;
    }
    free(path);
    if (status) return tell_query_failure(&error, options);
    options->style.format->why(stdout, explanation);
    const size_t last = nsearch_explanation_count(explanation) - 1;
    const int code = nsearch_explanation_at(explanation, last)->verdict ? CLI_DONE : CLI_NO_MATCH;
    nsearch_explanation_free(explanation);
    return code;
}
