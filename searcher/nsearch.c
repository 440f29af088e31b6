/* nsearch.c - the program: the command line to a command, and the index open for it. */
#include <stdlib.h>

#include "common/cli.h"
#include "common/nsearch.h"
#include "searcher/commands.h"
#include "searcher/failure.h"
#include "searcher/options.h"

static int run(const struct options *options)
{
    static int (*const modes[])(nsearch_searcher *, const struct options *) = {
        [MODE_SEARCH] = command_search,   [MODE_SHOW] = command_show,
        [MODE_TOKEN] = command_token,     [MODE_LINT] = command_lint,
        [MODE_EXPLAIN] = command_explain, [MODE_WHY] = command_why,
    };
    nsearch_searcher *searcher;
    nsearch_error error;
    nsearch_status status = nsearch_searcher_open(options->index, &searcher, &error);
    const bool alone = status == NSEARCH_MISSING && options->mode == MODE_LINT && !options->index;
    if (status && !alone) return tell_failure(&error);
    int code = modes[options->mode](searcher, options);
    nsearch_searcher_free(searcher);
    return code;
}

int main(int argc, char **argv)
{
    struct options options;
    bool done;
    int code = options_read(&options, argc, argv, &done);
    if (!code && !done) code = options.dialect ? command_translate(&options) : run(&options);
    free(options.query);
    return cli_finish(&nsearch_cli, code);
}
