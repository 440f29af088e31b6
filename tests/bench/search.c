/* search.c - how long searches take within a program: search ROUNDS INDEX...
 *
 * Asks each index forty queries of every kind, ROUNDS times, in turn with the others so that all have the
 * machine in the same state. Prints a line per index: milliseconds for the forty (the median of the rounds
 * and the least), and the articles that were found, which must not depend on how an index is laid out. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/nsearch.h"

enum {
    INDEXES_MAX = 8,
    ROUNDS_MAX = 1000,
};

/* For AP89, news of 1989. */
static const nsearch_request requests[] = {
    {.query = "president"},
    {.query = "the", .limit = 10},
    {.query = "said", .limit = 10},
    {.query = "earthquake", .limit = 10},
    {.query = "tiananmen", .limit = 10},
    {.query = "exxon valdez", .limit = 10},
    {.query = "berlin wall", .limit = 10},
    {.query = "interest rates", .limit = 10},
    {.query = "supreme court abortion", .limit = 10},
    {.query = "stock market prices fell", .limit = 10},
    {.query = "united states president", .limit = 10},
    {.query = "the first of the year", .limit = 10},
    {.query = "\"supreme court\"", .limit = 10},
    {.query = "\"white house\"", .limit = 10},
    {.query = "\"the united states\"", .limit = 10},
    {.query = "\"savings and loan\"", .limit = 10},
    {.query = "\"to be or not\"", .limit = 10},
    {.query = "oil spill", .match = NSEARCH_MATCH_ANY, .limit = 10},
    {.query = "drug war colombia", .match = NSEARCH_MATCH_ANY, .limit = 10},
    {.query = "east german refugees", .match = NSEARCH_MATCH_ANY, .limit = 10},
    {.query = "gorbachev OR bush", .limit = 10},
    {.query = "(oil OR gas) prices", .limit = 10},
    {.query = "police -murder", .limit = 10},
    {.query = "president -bush -reagan", .limit = 10},
    {.query = "hostage NEAR/5 lebanon", .limit = 10},
    {.query = "bush PRE/3 said", .limit = 10},
    {.query = "democra*", .limit = 10},
    {.query = "inter* rates", .limit = 10},
    {.query = "\"east german*\"", .limit = 10},
    {.query = "title:bush", .limit = 10},
    {.query = "title:(drug war)", .limit = 10},
    {.query = "date:1989-06 china", .limit = 10},
    {.query = "date:1989-10-17..1989-10-20", .limit = 10},
    {.query = "words:1000.. economy", .limit = 10},
    {.query = "hurricane", .sort = NSEARCH_SORT_NEWEST, .limit = 10},
    {.query = "hurricane", .sort = NSEARCH_SORT_OLDEST, .limit = 10},
    {.query = "government", .sort = NSEARCH_SORT_OLDEST, .limit = 10},
    {.query = "airline crash", .offset = 50, .limit = 50},
    {.query = "congress vote", .since = "1989-03", .until = "1989-05", .limit = 10},
    {.query = "indexed:2000..", .limit = 10},
};

enum {
    REQUEST_COUNT = sizeof requests / sizeof *requests
};

struct measured {
    nsearch_searcher *searcher;
    double took[ROUNDS_MAX]; /* milliseconds for all requests */
    unsigned long long found;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void ask_all(struct measured *index, double *took)
{
    const double start = now();
    index->found = 0;
    for (size_t i = 0; i < REQUEST_COUNT; i++) {
        nsearch_hits *hits;
        nsearch_error error;
        if (nsearch_search(index->searcher, &requests[i], &hits, &error)) {
            fprintf(stderr, "search: %s: %s\n", requests[i].query, error.message);
            exit(1);
        }
        index->found += nsearch_hits_total(hits);
        nsearch_hits_free(hits);
    }
    *took = now() - start;
}

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    static struct measured indexes[INDEXES_MAX];
    nsearch_error error;
    if (argc < 3 || argc - 2 > INDEXES_MAX) return 2;
    const int count = argc - 2, rounds = atoi(argv[1]);
    if (rounds < 1 || rounds > ROUNDS_MAX) return 2;
    for (int i = 0; i < count; i++) {
        if (nsearch_searcher_open(argv[2 + i], &indexes[i].searcher, &error)) {
            fprintf(stderr, "search: %s\n", error.message);
            return 1;
        }
        ask_all(&indexes[i], indexes[i].took);
    }
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < count; i++)
            ask_all(&indexes[i], &indexes[i].took[round]);
    for (int i = 0; i < count; i++) {
        qsort(indexes[i].took, (size_t)rounds, sizeof *indexes[i].took, compare);
        printf("%-32s %8.2f ms  least %8.2f  %llu found\n", argv[2 + i],
               indexes[i].took[rounds / 2], indexes[i].took[0], indexes[i].found);
        nsearch_searcher_free(indexes[i].searcher);
    }
    return 0;
}
