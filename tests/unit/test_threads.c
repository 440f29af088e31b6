/* test_threads.c - several threads with a searcher each, while another makes one generation of the index after the other:
 * every answer is whole, of one generation, and none is older than the one before it. Meant to be run with
 * SANITIZE=thread, too. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/nsearch.h"
#include "tests/unit/articles.h"
#include "tests/unit/scratch.h"
#include "tests/unit/searching.h"

enum {
    THREADS = 4,
    ARTICLES = 60,
    GENERATIONS = 12,
    PAGE = 7,
    STACK = 1 << 20 /* bytes, that are to be enough */
};

/* In every generation all articles have the same words, and its number in the title. */
static void write_articles(unsigned generation, struct buf *out)
{
    buf_reset(out);
    for (unsigned i = 0; i < ARTICLES; i++)
        buf_addf(
            out,
            "{\"id\":\"%u\",\"title\":\"%u ferries\",\"date\":\"20%02u-01-%02u\",\"source\":\"%s\","
            "\"body\":\"The ferry number%u of the liaison office left the harbour.\"}\n",
            i, 1000 + generation, generation, i % 28 + 1, i % 3 ? "Wire" : "Post", i);
}

#define DEEP(text) NINE(NINE(text)) /* almost: the parser allows a hundred levels */
#define NINE(text) text text text text text text text text text

struct reader {
    pthread_t thread;
    const char *index;
    unsigned seed;
    unsigned newest;   /* generation that was seen */
    unsigned switches; /* to another */
    char wrong[512];   /* what was; "" */
};

static atomic_bool over;

static void complain(struct reader *reader, const char *what, const char *detail)
{
    if (!*reader->wrong) snprintf(reader->wrong, sizeof reader->wrong, "%s: %s", what, detail);
}

static void see(struct reader *reader, const char *title)
{
    const unsigned generation = (unsigned)strtoul(title, NULL, 10);
    if (generation < reader->newest) complain(reader, "an older generation", title);
    reader->switches += generation != reader->newest;
    reader->newest = generation;
}

static void check_hits(struct reader *reader, nsearch_hits *hits, uint64_t total)
{
    const nsearch_passage *passage;
    nsearch_error error;
    if (nsearch_hits_total(hits) != total ||
        nsearch_hits_count(hits) != (total < PAGE ? total : PAGE))
        complain(reader, "a wrong count", nsearch_hits_query(hits));
    for (size_t i = 0; i < nsearch_hits_count(hits); i++) {
        const char *title = nsearch_hits_at(hits, i)->title;
        if (i && strcmp(title, nsearch_hits_at(hits, 0)->title) != 0)
            complain(reader, "articles of two generations", title);
        if (nsearch_hits_passage(hits, i, 0, &passage, &error))
            complain(reader, "a passage", error.message);
        else if (!passage->mark_count)
            complain(reader, "a passage without marks", passage->text);
    }
    if (nsearch_hits_count(hits)) see(reader, nsearch_hits_at(hits, 0)->title);
    nsearch_hits_free(hits);
}

static void search(struct reader *reader, nsearch_searcher *searcher)
{
    static const struct {
        nsearch_request request;
        uint64_t total;
    } asked[] = {
        {{.query = "ferry", .limit = PAGE}, ARTICLES},
        {{.query = "\"liaison office\"", .limit = PAGE, .sort = NSEARCH_SORT_NEWEST}, ARTICLES},
        {{.query = "harb* NEAR/9 ferries", .limit = PAGE}, ARTICLES},
        {{.query = "source:post office", .limit = PAGE, .match = NSEARCH_MATCH_ALL}, ARTICLES / 3},
        {{.query = "number7 number8", .limit = PAGE, .match = NSEARCH_MATCH_ANY}, 2},
        {{.query = "number7", .limit = PAGE, .expand = 1}, 1},
        {{.query = DEEP("(") "ferry NEAR/5 left" DEEP(" OR harbour)"), .limit = PAGE}, ARTICLES},
    };
    nsearch_hits *hits;
    nsearch_error error;
    const size_t which = (size_t)rand_r(&reader->seed) % (sizeof asked / sizeof *asked);
    if (nsearch_search(searcher, &asked[which].request, &hits, &error))
        complain(reader, asked[which].request.query, error.message);
    else
        check_hits(reader, hits, asked[which].total);
}

static void count_sources(struct reader *reader, nsearch_searcher *searcher)
{
    const nsearch_request request = {.query = "ferry", .limit = 5};
    nsearch_facets *facets;
    nsearch_error error;
    if (nsearch_facets_find(searcher, &request, "source", &facets, &error)) {
        complain(reader, "facets", error.message);
        return;
    }
    const nsearch_facet *first = nsearch_facets_at(facets, 0);
    if (nsearch_facets_total(facets) != ARTICLES || !first ||
        first->count != ARTICLES - ARTICLES / 3)
        complain(reader, "facets", "a wrong count");
    nsearch_facets_free(facets);
}

static void read_article(struct reader *reader, nsearch_searcher *searcher)
{
    nsearch_article *article;
    nsearch_error error;
    char id[8];
    snprintf(id, sizeof id, "%d", rand_r(&reader->seed) % ARTICLES);
    if (nsearch_article_read(searcher, id, &article, &error)) {
        complain(reader, id, error.message);
        return;
    }
    see(reader, nsearch_article_field(article, "title"));
    nsearch_article_free(article);
}

/* A fresh searcher now and then, for what is made when one is opened. */
static void *read_on(void *context)
{
    struct reader *reader = context;
    nsearch_error error;
    while (!atomic_load(&over) && !*reader->wrong) {
        nsearch_searcher *searcher;
        if (nsearch_searcher_open(reader->index, &searcher, &error)) {
            complain(reader, "opening", error.message);
            break;
        }
        for (unsigned i = 0; i < 30 && !atomic_load(&over); i++) {
            search(reader, searcher);
            if (i % 5 == 0) count_sources(reader, searcher);
            if (i % 5 == 1) read_article(reader, searcher);
        }
        nsearch_searcher_free(searcher);
    }
    return NULL;
}

static void test_searchers_in_threads_see_whole_generations(void **state)
{
    const struct searching *fixture = *state;
    static struct reader readers[THREADS];
    struct buf text;
    char index[512];
    unsigned switches = 0;
    pthread_attr_t small;
    pthread_attr_init(&small);
    if (!articles_slow()) assert_int_equal(pthread_attr_setstacksize(&small, STACK), 0);
    buf_init(&text);
    snprintf(index, sizeof index, "%s/index", (const char *)fixture->directory);
    for (unsigned i = 0; i < THREADS; i++) {
        readers[i] = (struct reader){.index = index, .seed = i + 1};
        assert_int_equal(pthread_create(&readers[i].thread, &small, read_on, &readers[i]), 0);
    }
    for (unsigned generation = 2; generation < GENERATIONS; generation++) {
        write_articles(generation, &text);
        searching_index(fixture->directory, text.data);
    }
    atomic_store(&over, true);
    for (unsigned i = 0; i < THREADS; i++) {
        pthread_join(readers[i].thread, NULL);
        if (*readers[i].wrong) fail_msg("%s", readers[i].wrong);
        switches += readers[i].switches;
    }
    assert_true(switches > THREADS);
    pthread_attr_destroy(&small);
    buf_release(&text);
}

static int setup(void **state)
{
    struct buf text;
    buf_init(&text);
    write_articles(1, &text);
    const int failed = searching_setup(state, text.data);
    buf_release(&text);
    return failed;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_searchers_in_threads_see_whole_generations),
    };
    return cmocka_run_group_tests(tests, setup, searching_teardown);
}
