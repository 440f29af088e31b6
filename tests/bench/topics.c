/* topics.c - asks an index the topics of a judged set in one process: topics run|time WAY... INDEX < TOPICS
 *
 * A topic is a line "NUMBER TAB QUERY" on standard input; a WAY to ask it is any, expand (--any --expand) or bm25,
 * which is BM25 as Lucene sets it, of the stems in title and body, by Xapian: what ours is measured against.
 *
 *     topics run any INDEX           the 1,000 best for each topic, as trec_eval has them: "51 Q0 AP-1 1 1000 any", with
 *                                    a score that only says the order: ours puts blocks of hits in order, each on its
 *                                    own, and trec_eval goes by the score
 *     topics time any expand INDEX   the ten best, ROUNDS times, the ways in turn: "any 812", microseconds for a topic
 *                                    (the median of the rounds' means) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/analysis.h"
#include "common/article.h"
#include "common/error.h"
#include "common/nsearch.h"
#include "common/term.h"
#include "common/xap.h"
#include "searcher/searcher.h"

enum {
    DEPTH = 1000, /* as far as is judged */
    PAGE = 10,
    ROUNDS = 7,
    TOPICS_MAX = 1000,
    WAYS_MAX = 4,
    WORDS_MAX = 200
};

/* Lucene's defaults. */
static const double lucene_k1 = 1.2, lucene_b = 0.75;

struct topic {
    char *number, *query;
};

static struct topic topics[TOPICS_MAX];
static size_t topic_count;

static int fail(const char *what, const nsearch_error *error)
{
    fprintf(stderr, "topics: %s: %s\n", what, error->message);
    return 1;
}

static void read_topics(void)
{
    char *line = NULL;
    size_t room = 0;
    while (topic_count < TOPICS_MAX && getline(&line, &room, stdin) > 0) {
        char *tab = strchr(line, '\t');
        if (!tab) continue;
        line[strcspn(line, "\n")] = '\0';
        *tab = '\0';
        topics[topic_count++] = (struct topic){strdup(line), strdup(tab + 1)};
    }
    free(line);
}

/* ---- BM25 as it comes ----------------------------------------------------------------------------- */

/* An OR of the words' stems. */
static struct db_query *or_of_stems(const char *text, struct stemmer *stemmer, struct arena *arena)
{
    struct db_query *query = arena_alloc(arena, sizeof *query);
    struct db_query **words = arena_alloc(arena, WORDS_MAX * sizeof *words);
    struct tokenizer tokenizer;
    struct token token;
    if (!query || !words) return NULL;
    *query = (struct db_query){.op = DB_OR, .children = words};
    tokenizer_init(&tokenizer, text, strlen(text));
    while (query->count < WORDS_MAX && tokenizer_next(&tokenizer, &token)) {
        char term[TERM_MAX + 1];
        size_t size = token.size;
        const char *word = token.word;
        if (token.kind == TOKEN_JOINED) continue;
        const bool stems = token.kind == TOKEN_WORD;
        if (stems) word = stemmer_stem(stemmer, token.word, token.size, &size);
        size = term_word(stems ? PREFIX_STEM : "", word, size, term);
        struct db_query *leaf = arena_alloc(arena, sizeof *leaf);
        if (!leaf) return NULL;
        *leaf = (struct db_query){.op = DB_TERM, .term_size = size};
        leaf->term = arena_copy(arena, term, size);
        words[query->count++] = leaf;
    }
    return query;
}

static struct xap_db *xapian; /* the same index */

static nsearch_status ask_bm25(nsearch_searcher *searcher, const struct topic *topic, size_t limit,
                               bool print, nsearch_error *error)
{
    struct arena arena;
    struct db_rows rows;
    struct article article;
    arena_init(&arena);
    article_init(&article);
    const struct db_request request = {
        .query = or_of_stems(topic->query, searcher->generation->languages->items[0].stemmer,
                             &arena),
        .limit = limit,
        .k1 = lucene_k1,
        .b = lucene_b};
    nsearch_status status = request.query ? xap_search(xapian, &request, &arena, &rows, error)
                                          : error_memory(error);
    for (size_t i = 0; !status && print && i < rows.count; i++) {
        const struct db_row *row = &rows.rows[i];
        status = article_parse(row->data, row->data_size, &article, error);
        if (!status)
            printf("%s Q0 %s %zu %zu bm25\n", topic->number, article.fields[ARTICLE_ID].data, i + 1,
                   DEPTH - i);
    }
    article_release(&article);
    arena_release(&arena);
    return status;
}

/* ---- Ours ----------------------------------------------------------------------------------------- */

static nsearch_status ask(nsearch_searcher *searcher, const char *way, const struct topic *topic,
                          size_t limit, bool print, nsearch_error *error)
{
    const nsearch_request request = {
        .query = topic->query,
        .match = NSEARCH_MATCH_ANY,
        .limit = limit,
        .expand = !strcmp(way, "expand"),
    };
    const nsearch_hit *hit;
    nsearch_hits *hits;
    if (!strcmp(way, "bm25")) return ask_bm25(searcher, topic, limit, print, error);
    nsearch_status status = nsearch_search(searcher, &request, &hits, error);
    for (size_t i = 0; !status && print && (hit = nsearch_hits_at(hits, i)); i++)
        printf("%s Q0 %s %zu %zu %s\n", topic->number, hit->id, hit->rank, DEPTH - i, way);
    nsearch_hits_free(hits);
    return status;
}

static nsearch_status ask_all(nsearch_searcher *searcher, const char *way, size_t limit, bool print,
                              nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < topic_count; i++)
        status = ask(searcher, way, &topics[i], limit, print, error);
    return status;
}

/* ---- Time ----------------------------------------------------------------------------------------- */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static nsearch_status take_times(nsearch_searcher *searcher, char **ways, size_t count,
                                 nsearch_error *error)
{
    double took[WAYS_MAX][ROUNDS];
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < count; i++) /* what is kept in memory */
        status = ask_all(searcher, ways[i], PAGE, false, error);
    for (size_t round = 0; !status && round < ROUNDS; round++) {
        for (size_t i = 0; !status && i < count; i++) {
            const double start = now();
            status = ask_all(searcher, ways[i], PAGE, false, error);
            took[i][round] = (now() - start) / (double)topic_count;
        }
    }
    for (size_t i = 0; !status && i < count; i++) {
        qsort(took[i], ROUNDS, sizeof *took[i], compare);
        printf("%s %.0f\n", ways[i], took[i][ROUNDS / 2]);
    }
    return status;
}

int main(int argc, char **argv)
{
    nsearch_searcher *searcher;
    nsearch_error error;
    if (argc < 4 || argc - 3 > WAYS_MAX) return 2;
    const char *path = argv[argc - 1];
    if (nsearch_searcher_open(path, &searcher, &error) || xap_open(path, &xapian, &error))
        return fail(path, &error);
    read_topics();
    nsearch_status status = NSEARCH_OK;
    if (!strcmp(argv[1], "time"))
        status = take_times(searcher, argv + 2, (size_t)argc - 3, &error);
    else
        for (int i = 2; !status && i < argc - 1; i++)
            status = ask_all(searcher, argv[i], DEPTH, true, &error);
    nsearch_searcher_free(searcher);
    xap_close(xapian);
    for (size_t i = 0; i < topic_count; i++) {
        free(topics[i].number);
        free(topics[i].query);
    }
    return status ? fail("asking", &error) : 0;
}
