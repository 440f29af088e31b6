/* command_show.c - --show: a whole article. */
#include <stdlib.h>

#include "searcher/commands.h"
#include "searcher/failure.h"

/* By id or path; nindex keeps paths as they are from the root, so one from here is tried as such too. */
static nsearch_status read_article(nsearch_searcher *searcher, const char *name,
                                   nsearch_article **out, nsearch_error *error)
{
    nsearch_error of_path = {.status = NSEARCH_OK};
    nsearch_status status = nsearch_article_read(searcher, name, out, error);
    char *path = status == NSEARCH_MISSING ? realpath(name, NULL) : NULL;
    if (path && nsearch_article_read(searcher, path, out, &of_path) != NSEARCH_MISSING) {
        *error = of_path;
        status = of_path.status;
    }
    free(path);
    return status;
}

int command_show(nsearch_searcher *searcher, const struct options *options)
{
    nsearch_article *article;
    nsearch_error error;
    if (read_article(searcher, options->article, &article, &error)) return tell_failure(&error);
    options->style.format->article(stdout, article);
    nsearch_article_free(article);
    return CLI_DONE;
}
