/* operators.c - how long each operator of the query language takes: operators INDEX [SEED]
 *
 * Forty queries of every kind, of words that are drawn from the index's vocabulary by how frequent they are: every
 * fourth of the most frequent there are ("the NEAR/5 of"), which is the worst that can be asked. Each is asked
 * once, and then three times for its time, the median. Prints a line per kind: median and worst of the forty in
 * milliseconds, articles found by the median query, and the worst query. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/db.h"
#include "common/nsearch.h"

enum {
    QUERIES = 40, /* of a kind */
    TIMES = 3,
    WORDS_MAX = 40000, /* the most frequent of the vocabulary */
    QUERY_SIZE = 400,
};

struct word {
    char text[32];
    uint32_t count; /* articles */
};

struct vocabulary {
    struct word *words; /* the most frequent first */
    size_t count, capacity;
    uint64_t random;
};

/* ---- Words ----------------------------------------------------------------------------------------- */

static bool take(void *context, const char *term, size_t size, uint32_t count)
{
    struct vocabulary *vocabulary = context;
    struct word word = {.count = count};
    if (size >= sizeof word.text || count < 10) return true;
    for (size_t i = 0; i < size; i++)
        if (term[i] < 'a' || term[i] > 'z') return true;
    memcpy(word.text, term, size);
    if (vocabulary->count == vocabulary->capacity) {
        vocabulary->capacity = vocabulary->capacity ? vocabulary->capacity * 2 : 1024;
        vocabulary->words = realloc(vocabulary->words,
                                    vocabulary->capacity * sizeof *vocabulary->words);
        if (!vocabulary->words) exit(1);
    }
    vocabulary->words[vocabulary->count++] = word;
    return true;
}

static int compare_words(const void *a, const void *b)
{
    const struct word *left = a, *right = b;
    if (left->count != right->count) return left->count < right->count ? 1 : -1;
    return strcmp(left->text, right->text);
}

static void read_vocabulary(const char *path, struct vocabulary *out)
{
    struct db *db;
    nsearch_error error;
    if (db_open_segment(path, &db, &error) || db_each_term(db, "", 0, take, out, &error)) {
        fprintf(stderr, "operators: %s\n", error.message);
        exit(1);
    }
    db_close(db);
    qsort(out->words, out->count, sizeof *out->words, compare_words);
    if (out->count < 1000) {
        fprintf(stderr, "operators: %s has too few words\n", path);
        exit(1);
    }
}

static size_t below(struct vocabulary *vocabulary, size_t limit) /* xorshift64*, Vigna 2016 */
{
    uint64_t *state = &vocabulary->random;
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (size_t)((*state * 2685821657736338717u) >> 33) % limit;
}

/* The words of a query, by the number of the query: from the most frequent ones to rare ones. */
static const char *draw(struct vocabulary *vocabulary, unsigned query)
{
    static const size_t ranks[][2] = {{0, 20}, {20, 300}, {100, 2000}, {1000, 20000}};
    const size_t low = ranks[query % 4][0];
    size_t high = ranks[query % 4][1];
    if (high > vocabulary->count) high = vocabulary->count;
    return vocabulary->words[low < high ? low + below(vocabulary, high - low) : 0].text;
}

/* ---- Kinds of queries ------------------------------------------------------------------------------ */

/* In each, a letter in < > stands for a word; N for a number from 1 to 10; <x> is one of the 300 most frequent
 * words, whatever the others are. */
static const char *const kinds[] = {
    "<a>",
    "<a> <b>",
    "\"<a> <b>\"",
    "<a> NEAR/N <b>",
    "<a> NEAR/N <x>",
    "=<a> NEAR/N =<b>",
    "<a> PRE/N <b>",
    "(<a> OR <b> OR <c>) NEAR/N (<d> OR <e> OR <f>)",
    "\"<a> <b>\" NEAR/N <c>",
    "<a> NEAR/N <b> NEAR/N <c>",
    "(<a> NEAR/N <b>) NEAR/100 (<c> NEAR/N <d>)",
    "<a> NEAR/1000 <b>",
    "<a> NOT NEAR/N <b>",
    "<a> W/S <b>",
    "<a> SAME <b>",
    "<a> SAME <b> SAME <c>",
    "LEAD(<a>)",
    "LEAD(<a> AND <b> AND NOT <c>)",
    "FIRST20(<a> NEAR/N <b>)",
    "body:<a>",
    "QUOTE(<a>)",
    "QUOTE(<a> NEAR/N <b>)",
    "CAPS(<a>)",
    "ALLCAPS(<a>)",
    "NOCAPS(<a> <b>)",
    "NAME(<a> <b>)",
    "NAME(<a> <b> <c>)",
    "ATLEASTN(<a>)",
    "ATLEASTN(<a> NEAR/N <b>)",
    "\"{<a> <b>}\"",
    "\"<a> * <b>\"",
    "\"(<a>|<b>) <c>\"",
    "\"<a> <b> <c>\"~N",
    "<a>* NEAR/N <b>",
    "*<a> NEAR/N <b>",
    "<a>~ NEAR/N <b>",
    "title:(<a> NEAR/N <b>)",
    "(<a> NEAR/N <b>) AND (<c> W/S <d>) NOT QUOTE(<e>)",
};

/* Fills a kind in. The letters' words are of a frequency each that goes with the number of the query. */
static void fill(struct vocabulary *vocabulary, const char *kind, unsigned query,
                 char out[QUERY_SIZE])
{
    size_t size = 0;
    for (const char *at = kind; *at; at++) {
        char text[32] = {*at};
        if (at[0] == '<' && at[2] == '>') {
            const unsigned place = (unsigned)(at[1] - 'a');
            const bool frequent = at[1] == 'x' || query % 4 == 0;
            /* Wildcards and ~ need some letters. */
            const bool wild = at[3] == '*' || at[3] == '~' || (at > kind && at[-1] == '*');
            do
                strcpy(text, draw(vocabulary, frequent ? 0 : query / 4 + place));
            while (wild && strlen(text) < 3);
            at += 2;
        } else if (*at == 'N' && (at == kind || at[-1] < 'A' || at[-1] > 'Z' || at[-1] == 'T') &&
                   (at[1] == ' ' || at[1] == '\0' || at[1] == ')' || at[1] == '(')) {
            snprintf(text, sizeof text, "%zu", 1 + below(vocabulary, 10));
        }
        size += (size_t)snprintf(out + size, QUERY_SIZE - size, "%s", text);
    }
}

/* ---- Measuring ------------------------------------------------------------------------------------- */

struct measured {
    double took; /* milliseconds */
    unsigned long long found;
    char query[QUERY_SIZE];
};

static int compare_times(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static int compare_measured(const void *a, const void *b)
{
    return compare_times(&((const struct measured *)a)->took, &((const struct measured *)b)->took);
}

/* False if it is refused. */
static bool measure(nsearch_searcher *searcher, struct measured *out)
{
    const nsearch_request request = {.query = out->query, .limit = 10};
    double took[TIMES];
    for (int i = -1; i < TIMES; i++) {
        nsearch_hits *hits;
        nsearch_error error;
        const double start = clock_ms();
        if (nsearch_search(searcher, &request, &hits, &error)) {
            fprintf(stderr, "operators: %s: %s\n", out->query, error.message);
            return false;
        }
        if (i >= 0) took[i] = clock_ms() - start;
        out->found = nsearch_hits_total(hits);
        nsearch_hits_free(hits);
    }
    qsort(took, TIMES, sizeof *took, compare_times);
    out->took = took[TIMES / 2];
    return true;
}

static bool measure_kind(nsearch_searcher *searcher, struct vocabulary *vocabulary,
                         const char *kind, double *worst)
{
    static struct measured all[QUERIES];
    bool fine = true;
    for (unsigned i = 0; i < QUERIES; i++) {
        fill(vocabulary, kind, i, all[i].query);
        all[i].took = 0;
        fine &= measure(searcher, &all[i]);
    }
    qsort(all, QUERIES, sizeof *all, compare_measured);
    const struct measured *last = &all[QUERIES - 1], *middle = &all[QUERIES / 2];
    printf("%-50s %8.2f %8.2f %8llu  %s\n", kind, (all[QUERIES / 2 - 1].took + middle->took) / 2,
           last->took, middle->found, last->query);
    fflush(stdout);
    if (last->took > *worst) *worst = last->took;
    return fine;
}

int main(int argc, char **argv)
{
    struct vocabulary vocabulary = {.random = 89};
    nsearch_searcher *searcher;
    nsearch_error error;
    if (argc < 2) return 2;
    if (argc > 2) vocabulary.random = strtoull(argv[2], NULL, 10) | 1;
    if (nsearch_searcher_open(argv[1], &searcher, &error)) {
        fprintf(stderr, "operators: %s\n", error.message);
        return 1;
    }
    read_vocabulary(argv[1], &vocabulary);
    printf("%-50s %8s %8s %8s  %s\n", "", "median", "worst ms", "articles", "the worst");
    double worst = 0;
    bool fine = true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (argc < 4 || strstr(kinds[i], argv[3]))
            fine &= measure_kind(searcher, &vocabulary, kinds[i], &worst);
    printf("%-50s %8s %8.2f\n", "all", "", worst);
    nsearch_searcher_free(searcher);
    free(vocabulary.words);
    return fine ? 0 : 1;
}
