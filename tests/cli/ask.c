/* ask.c - asks an index many things in one process, on the public API: for tests/cli/model.t and readers.t.
 *
 *     ask INDEX           a request a line on standard input, answered at once; "." ends an answer
 *         find QUERY        "TOTAL GENERATION", then a line a hit, the oldest first: id, title, date, source,
 *                           path and passage
 *         top QUERY         the same of the ten best
 *         show ID           the article as `nsearch --show` prints it
 *                         what fails is answered with "error STATUS MESSAGE"
 *     ask watch QUERY FILE INDEX
 *                         asks QUERY over and over until FILE is there, and prints each answer that isn't
 *                         the one before: the total, then the hits, with tabs between them; a generation
 *                         older than the one before is an error. On standard error: how often it asked.
 *     -n first: a searcher is opened anew for each request; else one is kept open */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/nsearch.h"
#include "searcher/print.h"

enum {
    LIMIT = 1000000,
    PASSAGE = 2000, /* bytes: all of a short article */
};

struct asker {
    const char *path;
    bool anew;
    nsearch_searcher *searcher;
    unsigned long long total, generation; /* of the last answer */
};

static nsearch_status begin(struct asker *asker, nsearch_error *error)
{
    if (asker->searcher) return NSEARCH_OK;
    return nsearch_searcher_open(asker->path, &asker->searcher, error);
}

static void end(struct asker *asker)
{
    if (!asker->anew) return;
    nsearch_searcher_free(asker->searcher);
    asker->searcher = NULL;
}

static void print_hit(FILE *out, nsearch_hits *hits, size_t index)
{
    const nsearch_hit *hit = nsearch_hits_at(hits, index);
    const nsearch_passage *passage;
    nsearch_error error;
    fprintf(out, "%s\t%s\t%s\t%s\t%s\t", hit->id, hit->title, hit->date, hit->source, hit->path);
    if (nsearch_hits_passage(hits, index, PASSAGE, &passage, &error))
        fprintf(out, "error %d %s", error.status, error.message);
    else
        fprintf(out, "%s", passage->text);
}

static const nsearch_request all = {.limit = LIMIT, .sort = NSEARCH_SORT_OLDEST},
                             top = {.limit = 10};

static nsearch_status find(struct asker *asker, FILE *out, nsearch_request request,
                           const char *query, nsearch_error *error)
{
    request.query = query;
    nsearch_hits *hits = NULL;
    nsearch_status status = begin(asker, error);
    if (!status) status = nsearch_search(asker->searcher, &request, &hits, error);
    if (status) return status;
    asker->total = nsearch_hits_total(hits);
    asker->generation = nsearch_searcher_generation(asker->searcher);
    for (size_t i = 0; i < nsearch_hits_count(hits); i++) {
        print_hit(out, hits, i);
        fputc('\n', out);
    }
    nsearch_hits_free(hits);
    return status;
}

static nsearch_status print_found(struct asker *asker, nsearch_request request, const char *query,
                                  nsearch_error *error)
{
    char *lines = NULL;
    size_t size;
    FILE *out = open_memstream(&lines, &size);
    if (!out) abort();
    nsearch_status status = find(asker, out, request, query, error);
    fclose(out);
    if (!status) printf("%llu %llu\n%s", asker->total, asker->generation, lines);
    free(lines);
    return status;
}

static nsearch_status show(struct asker *asker, const char *id, nsearch_error *error)
{
    nsearch_article *article = NULL;
    nsearch_status status = begin(asker, error);
    if (!status) status = nsearch_article_read(asker->searcher, id, &article, error);
    if (!status) print_article(stdout, article);
    nsearch_article_free(article);
    return status;
}

static void answer(struct asker *asker, const char *line)
{
    nsearch_error error = {0};
    nsearch_status status = NSEARCH_INVALID;
    if (!strncmp(line, "find ", 5)) status = print_found(asker, all, line + 5, &error);
    if (!strncmp(line, "top ", 4)) status = print_found(asker, top, line + 4, &error);
    if (!strncmp(line, "show ", 5)) status = show(asker, line + 5, &error);
    if (status) printf("error %d %s\n", status, error.message);
    puts(".");
    fflush(stdout);
    end(asker);
}

static int serve(struct asker *asker)
{
    char *line = NULL;
    size_t room = 0;
    for (ssize_t size; (size = getline(&line, &room, stdin)) > 0;) {
        line[size - 1] = '\0';
        answer(asker, line);
    }
    free(line);
    return ferror(stdout) ? 1 : 0;
}

/* One answer as one line. The generation is not in it: merging makes a new one that answers the same. */
static char *line_of(struct asker *asker, const char *query)
{
    char *text = NULL;
    size_t size;
    nsearch_error error = {0};
    const unsigned long long before = asker->generation;
    FILE *out = open_memstream(&text, &size);
    if (!out) abort();
    if (find(asker, out, all, query, &error))
        fprintf(out, "error %d %s", error.status, error.message);
    if (asker->generation < before)
        fprintf(out, "error generation %llu after %llu", asker->generation, before);
    fclose(out);
    for (char *at = text; *at; at++)
        if (*at == '\n') *at = '\t';
    return text;
}

static int watch(struct asker *asker, const char *query, const char *until)
{
    char *last = NULL;
    unsigned long long answers = 0;
    for (bool is_last = false; !is_last; answers++) {
        is_last = !access(until, F_OK);
        char *line = line_of(asker, query);
        if (!last || strcmp(last, line) != 0) printf("%llu\t%s\n", asker->total, line);
        free(last);
        last = line;
        end(asker);
    }
    free(last);
    fprintf(stderr, "%llu\n", answers);
    return fflush(stdout) ? 1 : 0;
}

int main(int count, char **arguments)
{
    struct asker asker = {0};
    int at = 1, code = 2;
    if (at < count && !strcmp(arguments[at], "-n")) {
        asker.anew = true;
        at++;
    }
    asker.path = arguments[count - 1];
    if (count == at + 1) code = serve(&asker);
    if (count == at + 4 && !strcmp(arguments[at], "watch"))
        code = watch(&asker, arguments[at + 1], arguments[at + 2]);
    if (code == 2) fputs("usage: ask [-n] [watch QUERY FILE] INDEX\n", stderr);
    nsearch_searcher_free(asker.searcher);
    return code;
}
