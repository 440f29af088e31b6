/* failure.h - what went wrong with what was asked for, to stderr. */
#ifndef SEARCHER_FAILURE_H
#define SEARCHER_FAILURE_H

#include "searcher/options.h"

/* One line; returns the exit code. */
int tell_failure(const nsearch_error *error);

/* The same of a query, and where: in one of several lines, or of a file, in numbers too. */
int tell_query_failure(const nsearch_error *error, const struct options *options);

#endif
