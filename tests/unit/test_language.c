/* test_language.c - the query language as a whole, against a naive checker: random queries must find exactly
 * the articles that it finds (naive_query.h), through the public API.
 *
 * On corpus/ always, on AP89's first month where it is. SOAK=1: many more. SEED=n draws the queries of that run
 * again, QUERIES=n so many; a query that is answered wrongly is made as small as it can be, and shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "common/nsearch.h"
#include "tests/unit/naive_draw.h"
#include "tests/unit/naive_parse.h"
#include "tests/unit/scratch.h"
#include "tests/unit/seed.h"
#include "tests/unit/updating.h"

#define AP89 "../shared/data/ap89.jsonl.gz"

enum {
    MONTH = 7000, /* articles: about AP89's first */
    SHOWN = 6,    /* ids that differ */
    LINE_MAX_SIZE = 1 << 20,
    SHRINKS = 300, /* most smaller queries to try */
};

/* ---- An index and the same articles ---------------------------------------------------------------- */

struct trial {
    void *directory;
    nsearch_searcher *searcher;
    struct articles articles;
    struct naive_archive archive;
    struct naive_id {
        const char *id;
        size_t article;
    } * ids;        /* sorted */
    uint64_t state; /* of the random numbers */
    /* What became of the queries. */
    size_t asked, answered, found, too_much, refused;
};

static int compare_ids(const void *a, const void *b)
{
    return strcmp(((const struct naive_id *)a)->id, ((const struct naive_id *)b)->id);
}

static const char *id_of(const struct trial *trial, size_t article)
{
    return trial->archive.articles[article].article->fields[ARTICLE_ID].data;
}

static void sort_ids(struct trial *trial)
{
    trial->ids = malloc(trial->archive.count * sizeof *trial->ids);
    assert_non_null(trial->ids);
    for (size_t i = 0; i < trial->archive.count; i++)
        trial->ids[i] = (struct naive_id){id_of(trial, i), i};
    qsort(trial->ids, trial->archive.count, sizeof *trial->ids, compare_ids);
}

static size_t article_of(const struct trial *trial, const char *id)
{
    const struct naive_id wanted = {id, 0};
    const struct naive_id *found = bsearch(&wanted, trial->ids, trial->archive.count,
                                           sizeof *trial->ids, compare_ids);
    if (!found) fail_msg("no article has the id %s", id);
    return found->article;
}

static void index_files(const char *index, char **paths, size_t count)
{
    static const volatile sig_atomic_t go_on = 0;
    const struct update_request request = {.index = index,
                                           .paths = paths,
                                           .path_count = count,
                                           .jobs = 2,
                                           .memory = 64 << 20,
                                           .max_article_size = 16 << 20,
                                           .stop = &go_on};
    struct update_result result;
    nsearch_error error;
    if (update_index(&request, &updating_silent, &result, &error)) fail_msg("%s", error.message);
}

/* Copies the next `count` lines to a file. */
static void copy_lines(gzFile from, const char *path, size_t count)
{
    static char line[LINE_MAX_SIZE];
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (size_t i = 0; i < count && gzgets(from, line, sizeof line); i++)
        fputs(line, file);
    assert_int_equal(fclose(file), 0);
}

static void open_trial(struct trial *trial, const char *path)
{
    nsearch_error error;
    naive_archive_init(&trial->archive);
    articles_init(&trial->articles);
    articles_read(&trial->articles, path, SIZE_MAX);
    for (size_t i = 0; i < trial->articles.count; i++)
        naive_archive_add(&trial->archive, &trial->articles.items[i]);
    sort_ids(trial);
    if (nsearch_searcher_open(scratch_path(trial->directory, "index"), &trial->searcher, &error))
        fail_msg("%s", error.message);
    assert_int_equal(nsearch_searcher_count(trial->searcher), trial->archive.count);
}

static void setup_corpus(struct trial *trial)
{
    char path[] = "corpus/articles";
    index_files(scratch_path(trial->directory, "index"), (char *[]){path}, 1);
    open_trial(trial, path);
}

/* In two runs of nindex, so that there are two segments. */
static void setup_month(struct trial *trial, size_t count)
{
    const char *index = scratch_path(trial->directory, "index");
    char folder[4096], first[4096 + 8], second[4096 + 8];
    snprintf(folder, sizeof folder, "%s/news", (const char *)trial->directory);
    snprintf(first, sizeof first, "%s/a.jsonl", folder);
    snprintf(second, sizeof second, "%s/b.jsonl", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    gzFile from = gzopen(AP89, "rb");
    assert_non_null(from);
    copy_lines(from, first, count * 2 / 3);
    index_files(index, (char *[]){folder}, 1);
    copy_lines(from, second, count / 3);
    index_files(index, (char *[]){folder}, 1);
    gzclose(from);
    open_trial(trial, folder);
}

static void end_trial(struct trial *trial)
{
    nsearch_searcher_free(trial->searcher);
    naive_archive_release(&trial->archive);
    articles_release(&trial->articles);
    free(trial->ids);
}

/* ---- Asking both ----------------------------------------------------------------------------------- */

enum outcome {
    SAME,
    DIFFERENT,
    REFUSED,  /* by nsearch: the query is wrong to it */
    TOO_MUCH, /* to the naive checker */
};

/* Which articles each finds, a byte each. */
struct answers {
    unsigned char *naive, *engine;
    unsigned long long naive_total, engine_total;
    nsearch_error error;
};

static bool ask_naive(const struct trial *trial, const struct naive_node *query,
                      struct answers *answers)
{
    const struct naive_scope scope = {.field = NAIVE_TEXT};
    answers->naive_total = 0;
    for (size_t i = 0; i < trial->archive.count; i++) {
        const enum naive_answer answer = naive_holds(query, &trial->archive.articles[i], scope);
        if (answer == NAIVE_TOO_MUCH) return false;
        answers->naive[i] = answer == NAIVE_YES;
        answers->naive_total += answer == NAIVE_YES;
    }
    return true;
}

static bool ask_engine(const struct trial *trial, const char *query, uint32_t order,
                       struct answers *answers)
{
    static const nsearch_sort orders[] = {NSEARCH_SORT_RELEVANCE, NSEARCH_SORT_OLDEST,
                                          NSEARCH_SORT_NEWEST};
    const nsearch_request request = {
        .query = query, .limit = trial->archive.count, .sort = orders[order]};
    nsearch_hits *hits;
    if (nsearch_search(trial->searcher, &request, &hits, &answers->error)) return false;
    answers->engine_total = nsearch_hits_total(hits);
    memset(answers->engine, 0, trial->archive.count);
    for (size_t i = 0; i < nsearch_hits_count(hits); i++)
        answers->engine[article_of(trial, nsearch_hits_at(hits, i)->id)]++;
    if (!nsearch_hits_exact(hits)) answers->engine_total = UINT64_MAX;
    nsearch_hits_free(hits);
    return true;
}

static enum outcome ask(const struct trial *trial, const struct naive_node *query, struct buf *text,
                        struct answers *answers)
{
    uint64_t state = trial->state; /* the same spelling each time */
    buf_reset(text);
    naive_write(query, &state, text);
    if (!ask_engine(trial, text->data, articles_below(&state, 3), answers)) return REFUSED;
    if (!ask_naive(trial, query, answers)) return TOO_MUCH;
    const bool same = answers->naive_total == answers->engine_total &&
                      !memcmp(answers->naive, answers->engine, trial->archive.count);
    return same ? SAME : DIFFERENT;
}

/* ---- Wrong answers --------------------------------------------------------------------------------- */

struct shrinking {
    const struct trial *trial;
    struct naive_node **root;
    struct buf text;
    struct answers *answers;
    size_t left;
};

static bool still_wrong(struct shrinking *shrinking)
{
    if (!shrinking->left) return false;
    shrinking->left--;
    return ask(shrinking->trial, *shrinking->root, &shrinking->text, shrinking->answers) ==
           DIFFERENT;
}

/* Puts a child in the place of a node, or leaves one out, as long as the answer is wrong. */
static bool shrink(struct shrinking *shrinking, struct naive_node **place)
{
    struct naive_node *node = *place;
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == NAIVE_NAME || node->kind == NAIVE_PHRASE) break;
        *place = node->children[i];
        if ((*place)->kind != NAIVE_NOT && still_wrong(shrinking)) return true;
        *place = node;
    }
    for (size_t i = 0; node->count > 2 && i < node->count; i++) {
        struct naive_node *gone = node->children[i];
        memmove(&node->children[i], &node->children[i + 1],
                (node->count - i - 1) * sizeof(*node->children));
        node->count--;
        if (still_wrong(shrinking)) return true;
        memmove(&node->children[i + 1], &node->children[i],
                (node->count - i) * sizeof(*node->children));
        node->children[i] = gone;
        node->count++;
    }
    for (size_t i = 0; i < node->count; i++)
        if (node->children[i]->count && shrink(shrinking, &node->children[i])) return true;
    return false;
}

static void show_difference(const struct trial *trial, const char *what, const unsigned char *some,
                            const unsigned char *others)
{
    size_t shown = 0;
    for (size_t i = 0; i < trial->archive.count && shown < SHOWN; i++) {
        if (!some[i] || others[i]) continue;
        if (!shown++) print_error("  %s:", what);
        print_error(" %s", id_of(trial, i));
    }
    if (shown) print_error("\n");
}

static void show(const struct trial *trial, struct naive_node *query, struct answers *answers)
{
    struct shrinking shrinking = {trial, &query, .answers = answers, .left = SHRINKS};
    buf_init(&shrinking.text);
    while (shrink(&shrinking, &query))
        ;
    ask(trial, query, &shrinking.text, answers);
    print_error("wrong: %s\n  it finds %lld, the naive checker %llu\n", shrinking.text.data,
                (long long)answers->engine_total, answers->naive_total);
    show_difference(trial, "not found", answers->naive, answers->engine);
    show_difference(trial, "found", answers->engine, answers->naive);
    buf_release(&shrinking.text);
}

/* ---- Trials ---------------------------------------------------------------------------------------- */

/* Draws a query and asks it; whether the answer was right. */
static bool try_one(struct trial *trial, struct answers *answers)
{
    struct arena arena;
    struct buf text;
    arena_init(&arena);
    buf_init(&text);
    struct naive_node *query = naive_draw(&trial->archive, &trial->state, &arena);
    const enum outcome outcome = ask(trial, query, &text, answers);
    const bool costly = outcome == REFUSED && strstr(answers->error.message, "too costly");
    trial->asked++;
    trial->answered += outcome == SAME;
    trial->found += outcome == SAME && answers->naive_total > 0;
    trial->too_much += outcome == TOO_MUCH || costly;
    if (outcome == DIFFERENT) show(trial, query, answers);
    if (outcome == REFUSED && !costly) {
        trial->refused++;
        print_error("refused: %s\n  %s\n", text.data, answers->error.message);
    }
    buf_release(&text);
    arena_release(&arena);
    return outcome == SAME || outcome == TOO_MUCH || costly;
}

static unsigned long setting(const char *name, unsigned long otherwise)
{
    const char *value = getenv(name);
    return value && *value ? strtoul(value, NULL, 10) : otherwise;
}

static void run_trial(struct trial *trial, const char *name, size_t queries)
{
    struct answers answers = {.naive = malloc(trial->archive.count),
                              .engine = malloc(trial->archive.count)};
    size_t wrong = 0;
    assert_true(answers.naive && answers.engine);
    for (size_t i = 0; i < queries && wrong < 10; i++)
        wrong += !try_one(trial, &answers);
    print_message("## %zu random queries on %zu articles of %s: %zu with an answer, %zu too much\n",
                  trial->asked, trial->archive.count, name, trial->found, trial->too_much);
    free(answers.naive);
    free(answers.engine);
    assert_int_equal(wrong, 0);
}

static struct trial new_trial(void *directory)
{
    const unsigned long told = setting("SEED", 0);
    return (struct trial){.directory = directory, .state = told ? told : any_seed()};
}

static void test_random_queries_on_the_sample_archive(void **state)
{
    struct trial trial = new_trial(*state);
    const bool soak = getenv("SOAK") != NULL;
    setup_corpus(&trial);
    run_trial(&trial, "corpus/", setting("QUERIES", soak ? 20000 : articles_slow() ? 300 : 2000));
    end_trial(&trial);
}

static void test_random_queries_on_a_month_of_news(void **state)
{
    if (!WITH_JSON) skip();
    struct trial trial = new_trial(*state);
    const bool soak = getenv("SOAK") != NULL;
    if (access(AP89, R_OK)) {
        print_message("no %s\n", AP89);
        skip();
    }
    setup_month(&trial, soak ? MONTH : articles_slow() ? 200 : 2000);
    run_trial(&trial, "AP89", setting("QUERIES", soak ? 10000 : articles_slow() ? 100 : 400));
    end_trial(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_random_queries_on_the_sample_archive, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(test_random_queries_on_a_month_of_news, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
