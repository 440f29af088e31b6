/* batch.c - what nsearch --batch adds to the library's own call: batch NSEARCH INDEX, queries on standard input, one a
 * line.
 *
 * Each query is asked some times in turn of the library (a search for ten articles, their passages), of the coprocess
 * (a line to it and its answer), and as a line of a coprocess that does nothing (cat), which is what the system takes
 * for that. Of each the fastest counts, for others may be at work on the machine; printed is how that is spread over the
 * queries, in microseconds. The processor's time, of which there is one figure for all queries together, says how much of
 * it is work; the rest is the waking of one process by another. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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

struct times {
    double *items;
    size_t count;
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

static void keep(struct times *times, double time)
{
    double *grown = realloc(times->items, (times->count + 1) * sizeof *grown);
    if (!grown) fail("out of memory");
    times->items = grown;
    times->items[times->count++] = time;
}

/* ---- Coprocesses --------------------------------------------------------------------------------- */

static struct coprocess start(char *const *argv)
{
    int to[2], from[2];
    if (pipe2(to, O_CLOEXEC) || pipe2(from, O_CLOEXEC)) fail("no pipe");
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

/* The size of the answer, which ends in a line's end. */
static size_t ask(const struct coprocess *process, const char *line)
{
    static char answer[ANSWER_MAX];
    size_t size = 0;
    fputs(line, process->to);
    putc('\n', process->to);
    fflush(process->to);
    do {
        const ssize_t more = read(process->from, answer + size, sizeof answer - size);
        if (more <= 0) fail("no answer");
        size += (size_t)more;
    } while (answer[size - 1] != '\n');
    return size;
}

/* Ends it; how long it was at work. */
static double end(struct coprocess *process)
{
    struct rusage usage;
    int code;
    fclose(process->to);
    if (wait4(process->pid, &code, 0, &usage) != process->pid || code) fail("it ended badly");
    close(process->from);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
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

struct figures {
    struct times library, batch, nothing, added;
    double worked; /* by the library, in all */
};

static void measure(nsearch_searcher *searcher, const struct coprocess *batch,
                    const struct coprocess *nothing, const char *query, struct figures *figures)
{
    double library[PASSES], asked[PASSES], echoed[PASSES];
    search(searcher, query);
    ask(batch, query);
    for (size_t i = 0; i < PASSES; i++) {
        const double worked = now_us(CLOCK_PROCESS_CPUTIME_ID);
        const double start = now_us(CLOCK_MONOTONIC);
        search(searcher, query);
        const double searched = now_us(CLOCK_MONOTONIC);
        figures->worked += now_us(CLOCK_PROCESS_CPUTIME_ID) - worked;
        ask(batch, query);
        const double answered = now_us(CLOCK_MONOTONIC);
        ask(nothing, query);
        library[i] = searched - start;
        asked[i] = answered - searched;
        echoed[i] = now_us(CLOCK_MONOTONIC) - answered;
    }
    const double own = quantile(library, PASSES, 0), other = quantile(asked, PASSES, 0);
    keep(&figures->library, own);
    keep(&figures->batch, other);
    keep(&figures->nothing, quantile(echoed, PASSES, 0));
    keep(&figures->added, other - own);
}

static void print(const char *name, const struct times *times)
{
    printf("%-34s %9.1f %9.1f %9.1f\n", name, quantile(times->items, times->count, 0.1),
           quantile(times->items, times->count, 0.5), quantile(times->items, times->count, 0.9));
    free(times->items);
}

int main(int argc, char **argv)
{
    static char line[LINE_MAX_SIZE];
    struct figures figures = {.library = {0}};
    nsearch_searcher *searcher;
    nsearch_error error;
    if (argc != 3) fail("usage: batch NSEARCH INDEX");
    if (nsearch_searcher_open(argv[2], &searcher, &error)) fail(error.message);
    char index[] = "-i", mode[] = "--batch", cat[] = "cat";
    struct coprocess batch = start((char *[]){argv[1], index, argv[2], mode, NULL});
    struct coprocess nothing = start((char *[]){cat, NULL});
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        measure(searcher, &batch, &nothing, line, &figures);
    }
    nsearch_searcher_free(searcher);
    const double count = (double)figures.library.count * PASSES;
    const double worked = end(&batch) / (count + (double)figures.library.count);
    end(&nothing);
    printf("%-34s %9s %9s %9s\n", "microseconds", "10 %", "median", "90 %");
    print("the library's call", &figures.library);
    print("a query of the batch", &figures.batch);
    print("of that, more than the library's", &figures.added);
    print("a line to cat and back", &figures.nothing);
    printf("%-34s %19.1f\n%-34s %19.1f\n", "the processor's, of the library",
           figures.worked / count, "of the batch", worked);
    return 0;
}
