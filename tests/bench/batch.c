/* batch.c - what nsearch --batch adds to the library's own call: batch NSEARCH INDEX, queries on standard input, one a
 * line.
 *
 * All queries are asked some times of the library (a search for ten articles, their passages), then of the coprocess (a
 * line to it and its answer), then of a coprocess that makes the library's call and answers with an empty line (batch
 * INDEX). Of each query the fastest counts, for others may be at work on the machine; printed is how that is spread over
 * the queries, in microseconds. */
#include <errno.h>
#include <fcntl.h>
#include <float.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/nsearch.h"

enum {
    PASSES = 11,
    LIMIT = 10,
    LINE_MAX_SIZE = 1 << 16,
    ANSWER_MAX = 1 << 20
};

struct coprocess {
    pid_t pid;
    FILE *to;
    int from;
};

static void fail(const char *what)
{
    fprintf(stderr, "batch: %s\n", what);
    exit(2);
}

static double now_us(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double quantile(double *items, size_t count, double at)
{
    qsort(items, count, sizeof *items, by_value);
    return count ? items[(size_t)(at * (double)(count - 1))] : 0;
}

/* ---- Coprocesses --------------------------------------------------------------------------------- */

static struct coprocess start(char *const *argv)
{
    int to[2], from[2];
    if (pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC) || fcntl(from[0], F_SETFL, O_NONBLOCK))
        fail("no pipe");
    const pid_t pid = fork();
    if (pid < 0) fail("no process");
    if (!pid) {
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        execvp(argv[0], argv);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    return (struct coprocess){pid, fdopen(to[1], "w"), from[0]};
}

/* The size of the answer, which ends in a line's end. Doesn't sleep meanwhile: what a sleeper takes to be woken, which in
 * a virtual machine can be 100 microseconds, is neither's. */
static size_t ask(const struct coprocess *process, const char *line)
{
    static char answer[ANSWER_MAX];
    size_t size = 0;
    fputs(line, process->to);
    putc('\n', process->to);
    fflush(process->to);
    do {
        const ssize_t more = read(process->from, answer + size, sizeof answer - size);
        if (!more || (more < 0 && errno != EAGAIN)) fail("no answer");
        if (more > 0) size += (size_t)more;
    } while (!size || answer[size - 1] != '\n');
    return size;
}

static void end(struct coprocess *process)
{
    int code;
    fclose(process->to);
    if (waitpid(process->pid, &code, 0) != process->pid || code) fail("it ended badly");
    close(process->from);
}

/* ---- The library --------------------------------------------------------------------------------- */

static void search(nsearch_searcher *searcher, const char *query)
{
    const nsearch_request request = {.query = query, .limit = LIMIT};
    const nsearch_passage *passage;
    nsearch_hits *hits;
    nsearch_error error;
    if (nsearch_search(searcher, &request, &hits, &error)) fail(error.message);
    for (size_t i = 0; i < nsearch_hits_count(hits); i++)
        if (nsearch_hits_passage(hits, i, 0, &passage, &error)) fail(error.message);
    nsearch_hits_free(hits);
}

/* ---- Measuring ----------------------------------------------------------------------------------- */

/* The fastest of each, in microseconds. */
struct query {
    char *text;
    double library, batch, bare;
};

static struct query *read_queries(size_t *count)
{
    static char line[LINE_MAX_SIZE];
    struct query *queries = NULL;
    for (*count = 0; fgets(line, sizeof line, stdin); (*count)++) {
        line[strcspn(line, "\n")] = '\0';
        struct query *grown = realloc(queries, (*count + 1) * sizeof *queries);
        char *text = strdup(line);
        if (!grown || !text) fail("out of memory");
        queries = grown;
        queries[*count] = (struct query){text, DBL_MAX, DBL_MAX, DBL_MAX};
    }
    return queries;
}

static void keep_fastest(double *fastest, double start)
{
    const double took = now_us(CLOCK_MONOTONIC) - start;
    if (took < *fastest) *fastest = took;
}

/* Each of the three answers all of the queries before the next does, so that the caches are as full of other queries
 * for one as for the other. */
static void measure(nsearch_searcher *searcher, const struct coprocess *batch,
                    const struct coprocess *bare, struct query *queries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const double begun = now_us(CLOCK_MONOTONIC);
        search(searcher, queries[i].text);
        keep_fastest(&queries[i].library, begun);
    }
    for (size_t i = 0; i < count; i++) {
        const double begun = now_us(CLOCK_MONOTONIC);
        ask(batch, queries[i].text);
        keep_fastest(&queries[i].batch, begun);
    }
    for (size_t i = 0; i < count; i++) {
        const double begun = now_us(CLOCK_MONOTONIC);
        ask(bare, queries[i].text);
        keep_fastest(&queries[i].bare, begun);
    }
}

static void print(const char *name, double *items, size_t count)
{
    printf("%-34s %9.1f %9.1f %9.1f\n", name, quantile(items, count, 0.1),
           quantile(items, count, 0.5), quantile(items, count, 0.9));
}

static void print_all(const struct query *queries, size_t count)
{
    double *items[5];
    for (size_t i = 0; i < 5; i++)
        if (!(items[i] = calloc(count, sizeof **items))) fail("out of memory");
    for (size_t i = 0; i < count; i++) {
        items[0][i] = queries[i].library;
        items[1][i] = queries[i].bare;
        items[2][i] = queries[i].batch;
        items[3][i] = queries[i].bare - queries[i].library;
        items[4][i] = queries[i].batch - queries[i].bare;
    }
    printf("%-34s %9s %9s %9s\n", "microseconds", "10 %", "median", "90 %");
    print("the library's call", items[0], count);
    print("the same in another process", items[1], count);
    print("a query of the batch", items[2], count);
    print("what the other process takes", items[3], count);
    print("what the batch adds to that", items[4], count);
    for (size_t i = 0; i < 5; i++)
        free(items[i]);
}

/* The library's call for each line, answered with an empty one. */
static int answer_barely(nsearch_searcher *searcher)
{
    static char line[LINE_MAX_SIZE];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        search(searcher, line);
        putchar('\n');
        fflush(stdout);
    }
    return 0;
}

int main(int argc, char **argv)
{
    nsearch_searcher *searcher;
    nsearch_error error;
    size_t count;
    if (argc != 2 && argc != 3) fail("usage: batch [NSEARCH] INDEX");
    if (nsearch_searcher_open(argv[argc - 1], &searcher, &error)) fail(error.message);
    if (argc == 2) return answer_barely(searcher);
    struct query *queries = read_queries(&count);
    if (!count) fail("no queries");
    char index[] = "-i", mode[] = "--batch";
    struct coprocess batch = start((char *[]){argv[1], index, argv[2], mode, NULL});
    struct coprocess bare = start((char *[]){argv[0], argv[2], NULL});
    for (size_t i = 0; i < PASSES; i++)
        measure(searcher, &batch, &bare, queries, count);
    nsearch_searcher_free(searcher);
    end(&batch);
    end(&bare);
    print_all(queries, count);
    for (size_t i = 0; i < count; i++)
        free(queries[i].text);
    free(queries);
    return 0;
}
