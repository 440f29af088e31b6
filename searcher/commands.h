/* commands.h - what nsearch can be told to do, once the command line is understood. */
#ifndef SEARCHER_COMMANDS_H
#define SEARCHER_COMMANDS_H

#include "searcher/options.h"

/* Each does one thing, prints it, tells what went wrong, and returns the exit code. */
int command_search(nsearch_searcher *searcher, const struct options *options);
int command_batch(nsearch_searcher *searcher, const struct options *options);
int command_similar(nsearch_searcher *searcher, const struct options *options);
int command_facets(nsearch_searcher *searcher, const struct options *options);
int command_show(nsearch_searcher *searcher, const struct options *options);
int command_token(nsearch_searcher *searcher, const struct options *options);
int command_lint(nsearch_searcher *searcher,
                 const struct options *options); /* searcher may be NULL */
int command_explain(nsearch_searcher *searcher, const struct options *options);
int command_why(nsearch_searcher *searcher, const struct options *options);
int command_translate(const struct options *options);
int command_complete(const struct options *options);
int command_config(struct options *options);

#endif
