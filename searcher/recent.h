/* recent.h - newer articles count more: an article's weight is halved for each half-life that it is older than the newest
 * one.
 *
 *     half-life 30d     2020-06-16 1    2020-05-17 1/2    2020-04-17 1/4    no date: as the oldest of the others
 *
 * From which day ages count makes no difference to the order: all weights have the same factor more or less. */
#ifndef SEARCHER_RECENT_H
#define SEARCHER_RECENT_H

#include <stdbool.h>

#include "searcher/matcher.h"

/* Reads "30d", "2w", "6m" or "1y": days. False for anything else, and for nothing and for more than a million. */
bool recent_parse(const char *text, double *days);

/* Gives the first `count` hits their new weights and puts them in order; those with the phrase stay before the others.
 * Errors: DAMAGED, IO, MEMORY. */
nsearch_status recent_weigh(struct matcher *matcher, double half_life, struct match_hit *hits,
                            size_t count, nsearch_error *error);

#endif
