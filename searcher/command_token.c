/* command_token.c - --token: what a search for what is new from now on goes on from. */
#include <stdio.h>

#include "searcher/commands.h"

int command_token(nsearch_searcher *searcher, const struct options *options)
{
    const char *token = nsearch_searcher_token(searcher);
    (void)options;
    if (!*token) {
        cli_error(&nsearch_cli, "an index with a part on another machine has no token");
        return CLI_USAGE;
    }
    puts(token);
    return CLI_DONE;
}
