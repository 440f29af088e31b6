/* timed.c - see timed.h. */
#include "tests/bench/timed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    BATCH_MAX = 1000,
};

struct batch {
    char *how, *lines[BATCH_MAX];
    size_t count;
    struct timed_result results[BATCH_MAX];
    double took[BATCH_MAX]; /* microseconds */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

/* A line without its newline, to be freed; NULL for an empty one and at the end. */
static char *read_line(void)
{
    char *line = NULL;
    size_t capacity = 0;
    const ssize_t size = getline(&line, &capacity, stdin);
    if (size > 0 && line[size - 1] == '\n') line[size - 1] = '\0';
    if (size > 0 && *line) return line;
    free(line);
    return NULL;
}

static bool read_batch(struct batch *batch)
{
    batch->count = 0;
    batch->how = read_line();
    if (!batch->how) return false;
    while (batch->count < BATCH_MAX && (batch->lines[batch->count] = read_line()))
        batch->count++;
    return true;
}

/* Cuts the line at its next tab; what is behind it, or "". */
static char *cut(char *line)
{
    char *tab = strchr(line, '\t');
    if (!tab) return line + strlen(line);
    *tab = '\0';
    return tab + 1;
}

static void answer_batch(struct batch *batch, timed_answer *answer, void *context)
{
    for (size_t i = 0; i < batch->count; i++) {
        char *first = cut(batch->lines[i]), *last = cut(first);
        const struct timed_query query = {batch->lines[i], first, last};
        const double start = now();
        batch->results[i] = answer(context, batch->how, &query);
        batch->took[i] = now() - start;
    }
}

static void write_batch(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        printf("%llu\t%.1f\t%llx\n", (unsigned long long)batch->results[i].found, batch->took[i],
               (unsigned long long)batch->results[i].titles);
        free(batch->lines[i]);
    }
    puts("");
    fflush(stdout);
    free(batch->how);
}

int timed_serve(timed_answer *answer, void *context)
{
    static struct batch batch;
    while (read_batch(&batch)) {
        answer_batch(&batch, answer, context);
        write_batch(&batch);
    }
    return ferror(stdin) || ferror(stdout);
}

void timed_title(struct timed_result *result, const char *title, size_t size)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < size; i++) /* FNV-1a */
        sum = (sum ^ (unsigned char)title[i]) * UINT64_C(1099511628211);
    result->titles += sum;
}
