/* nsearch.c - the program: the command line to a command, and the index open for it. */
#include "common/nsearch.h"
#include "common/cli.h"
#include "searcher/commands.h"
#include "searcher/failure.h"
#include "searcher/options.h"

/* What is more than a line or two, and not for a program. */
static bool is_for_people(const struct options *options)
{
    const bool lines = options->mode == MODE_TOKEN || options->mode == MODE_BATCH;
    return options->style.format->traits & PRINT_HAS_PAGES && !lines && !options->count_only;
}

static int tell_no_searcher(const struct options *options, const nsearch_error *error)
{
    const int code = tell_failure(error);
    const char *meant = error->status == NSEARCH_MISSING ? settings_meant(&options->settings)
                                                         : NULL;
    if (meant && !options->quiet) cli_error(&nsearch_cli, "hint: did you mean -i %s?", meant);
    return code;
}

static int run_on_index(struct options *options)
{
    static int (*const modes[])(nsearch_searcher *, const struct options *) = {
        [MODE_SEARCH] = command_search,   [MODE_BATCH] = command_batch,
        [MODE_SIMILAR] = command_similar, [MODE_FACETS] = command_facets,
        [MODE_SHOW] = command_show,       [MODE_TOKEN] = command_token,
        [MODE_LINT] = command_lint,       [MODE_EXPLAIN] = command_explain,
        [MODE_WHY] = command_why,
    };
    nsearch_searcher *searcher;
    nsearch_error error;
    nsearch_status status = nsearch_searcher_open(options->index, &searcher, &error);
    const bool alone = status == NSEARCH_MISSING && options->mode == MODE_LINT && !options->index;
    if (status && !alone) return tell_no_searcher(options, &error);
    if (is_for_people(options)) terminal_page(&options->terminal);
    int code = modes[options->mode](searcher, options);
    nsearch_searcher_free(searcher);
    return code;
}

static int run(struct options *options)
{
    if (options->mode == MODE_CONFIG) return command_config(options);
    if (options->mode == MODE_COMPLETE) return command_complete(options);
    return options->mode == MODE_TRANSLATE ? command_translate(options) : run_on_index(options);
}

int main(int argc, char **argv)
{
    struct options options;
    bool done;
    int code = options_read(&options, argc, argv, &done);
    if (!code && !done) code = run(&options);
    code = cli_finish(&nsearch_cli, code);
    terminal_finish(&options.terminal);
    options_release(&options);
    return code;
}
