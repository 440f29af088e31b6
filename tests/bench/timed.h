/* timed.h - the loop of every program that `make bench-search` asks: batches of queries on standard input,
 * each answered and timed within the program.
 *
 *     top                                     how: a word or more, for the program to understand
 *     "prime minister"                        a query a line, in the program's own language
 *     signed <tab> 19890901 <tab> 19890928    with a first and a last day
 *                                             an empty line: answer now
 *
 * Each query is answered by a line: articles found, microseconds, a sum over the titles shown, with tabs
 * between; the batch by an empty line. Nothing is written while the clock runs. */
#ifndef TESTS_BENCH_TIMED_H
#define TESTS_BENCH_TIMED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct timed_query {
    const char *text, *first, *last; /* "" where there is no day */
};

struct timed_result {
    uint64_t found; /* as many as the program says, exact or not */
    uint64_t titles;
};

/* Answers one query; all of it counts. What it can't answer ends the program with a message. */
typedef struct timed_result timed_answer(void *context, const char *how,
                                         const struct timed_query *query);

/* Answers batches until the input ends; returns the program's exit code. */
int timed_serve(timed_answer *answer, void *context);

/* Adds a title to the sum, which says nothing of their order: every byte of it is read. */
void timed_title(struct timed_result *result, const char *title, size_t size);

#ifdef __cplusplus
}
#endif
#endif
