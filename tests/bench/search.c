/* search.c - the driver of nsearch for `make bench-search`, on nsearch.h alone: search INDEX
 *
 * Answers the batches of timed.h: ten hits with their titles. How, one word or more:
 *     top        the number of articles may be a lower bound
 *     exact      it is exact
 *     any        words without an operator between them are alternatives
 *     newest     sorted by date
 *     passages   a passage of each hit too */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/nsearch.h"
#include "tests/bench/timed.h"

static void check(nsearch_status status, const char *what, const nsearch_error *error)
{
    if (!status) return;
    fprintf(stderr, "search: %s: %s\n", what, error->message);
    exit(1);
}

static void show(nsearch_hits *hits, bool passages, const char *query, struct timed_result *result)
{
    for (size_t i = 0; i < nsearch_hits_count(hits); i++) {
        const nsearch_passage *passage;
        nsearch_error error;
        const nsearch_hit *hit = nsearch_hits_at(hits, i);
        timed_title(result, hit->title, strlen(hit->title));
        if (passages) check(nsearch_hits_passage(hits, i, 0, &passage, &error), query, &error);
    }
}

static struct timed_result answer(void *context, const char *how, const struct timed_query *query)
{
    const nsearch_request request = {
        .query = query->text,
        .limit = 10,
        .approximate = strstr(how, "exact") == NULL,
        .match = strstr(how, "any") ? NSEARCH_MATCH_ANY : NSEARCH_MATCH_ALL,
        .sort = strstr(how, "newest") ? NSEARCH_SORT_NEWEST : NSEARCH_SORT_RELEVANCE,
    };
    struct timed_result result = {0};
    nsearch_hits *hits;
    nsearch_error error;
    check(nsearch_search(context, &request, &hits, &error), query->text, &error);
    show(hits, strstr(how, "passages") != NULL, query->text, &result);
    result.found = nsearch_hits_total(hits);
    nsearch_hits_free(hits);
    return result;
}

int main(int argc, char **argv)
{
    nsearch_searcher *searcher;
    nsearch_error error;
    if (argc != 2) return 2;
    check(nsearch_searcher_open(argv[1], &searcher, &error), argv[1], &error);
    const int code = timed_serve(answer, searcher);
    nsearch_searcher_free(searcher);
    return code;
}
