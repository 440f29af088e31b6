/* failure.c - what went wrong, to stderr. */
#include "searcher/failure.h"

#include <string.h>

int tell_failure(const nsearch_error *error)
{
    const char *damaged = error->status == NSEARCH_DAMAGED ? "the index is damaged: " : "";
    cli_error(&nsearch_cli, "%s%s%s", damaged, error->message, cli_advice(error));
    return cli_exit_of(error->status);
}

int tell_query_failure(const nsearch_error *error, const struct options *options)
{
    size_t line, column;
    const char *file = options->query_file;
    if (!error->query_size || (!file && !strchr(options->query, '\n'))) {
        int code = tell_failure(error);
        print_line_caret(stderr, options->query, error);
        return code;
    }
    print_place(options->query, error->query_offset, &line, &column);
    cli_error(&nsearch_cli, "%s%s%zu:%zu: %s", file ? file : "", file ? ":" : "", line, column,
              error->message);
    print_line_caret(stderr, options->query, error);
    return cli_exit_of(error->status);
}
