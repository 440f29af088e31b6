/* test_memory.c - each function of nsearch.h with each of its allocations failing in turn: alone, and with all that come
 * after it.
 *
 * It must end, with MEMORY or with the same answer as ever, leave nothing behind (the sanitizers look for that), and
 * the searcher must answer as ever afterwards. Calls of malloc and its like from our own code come here by
 * -Wl,--wrap, see the Makefile. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/nsearch.h"
#include "tests/unit/articles.h"
#include "tests/unit/scratch.h"
#include "tests/unit/searching.h"

/* ---- Allocations --------------------------------------------------------------------------------- */

static struct {
    long left;  /* allocations until one fails; 0: none does */
    bool after; /* all after it fail too */
    bool failed;
} fault;

static bool fails(void)
{
    if (!fault.left || (fault.failed && !fault.after)) return false;
    if (!fault.failed && --fault.left) return false;
    fault.left = 1;
    fault.failed = true;
    errno = ENOMEM;
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
FILE *__real_fopen(const char *path, const char *mode);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__wrap_strdup(const char *text);
FILE *__wrap_fopen(const char *path, const char *mode);

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails() ? NULL : __real_realloc(memory, size);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
    return fails() ? NULL : __real_fopen(path, mode);
}

/* ---- What is called ------------------------------------------------------------------------------ */

static const char articles[] =
    "{\"id\":\"a\",\"date\":\"2019-03-01\",\"lang\":\"en\",\"source\":\"Wire\",\"tag\":[\"sea\","
    "\"ice\"],"
    "\"author\":[\"Ann Lee\",\"Bo Kim\"],\"url\":\"https://wire.example/a\",\"title\":\"Ferry "
    "stuck\","
    "\"body\":\"The ferry Halla is stuck in the ice at Incheon. The liaison office said so.\"}\n"
    "{\"id\":\"b\",\"date\":\"2019-03-02\",\"lang\":\"en\",\"source\":\"Post\",\"title\":\"Ferries "
    "run\","
    "\"url\":\"https://post.example/b\","
    "\"body\":\"The ferry Halla left Incheon when the ice broke, the office says.\"}\n"
    "{\"id\":\"c\",\"date\":\"2020-01-05\",\"lang\":\"en\",\"title\":\"Harbour "
    "tax\",\"tag\":\"sea\","
    "\"body\":\"The harbour asks more of each ferry. ``No more,'' Kim said.\"}\n"
    "{\"id\":\"d\",\"lang\":\"en\",\"title\":\"Talks\",\"body\":\"The talks in Seoul went on.\"}\n"
    "{\"id\":\"g\",\"lang\":\"de\",\"title\":\"Eis\",\"body\":\"Die Halla im Hafen von "
    "Incheon.\"}\n"
    "{\"id\":\"h\",\"lang\":\"de\",\"title\":\"Neues Eis\",\"body\":\"Viel Eis im Hafen.\"}\n";

enum call {
    OPEN,
    SEARCH,
    PASSAGES,
    TEXTS,
    ADDED,
    SUGGESTION,
    FACETS,
    SIMILAR,
    ARTICLE,
    EXPLAIN,
    WHY,
    LINT,
    LINT_ALONE,
    TRANSLATE
};

struct step {
    const char *name;
    enum call call;
    nsearch_request request;
    const char *what; /* field, id or dialect */
};

static const struct step steps[] = {
    {"opening", OPEN, {0}, NULL},
    {"a word", SEARCH, {.query = "ferry", .limit = 10}, NULL},
    {"words", SEARCH, {.query = "ferry ice", .limit = 10}, NULL},
    {"a page", SEARCH, {.query = "the", .limit = 1, .offset = 1}, NULL},
    {"a count", SEARCH, {.query = "liaison office"}, NULL},
    {"a phrase", SEARCH, {.query = "\"liaison office\"", .limit = 10}, NULL},
    {"all as a phrase",
     SEARCH,
     {.query = "ferry halla", .match = NSEARCH_MATCH_PHRASE, .limit = 9},
     NULL},
    {"a gap", SEARCH, {.query = "\"the * office\" OR \"{ferries halla}\"", .limit = 10}, NULL},
    {"wildcards", SEARCH, {.query = "f?rr* OR *arbour OR inchoen~", .limit = 10}, NULL},
    {"neighbours", SEARCH, {.query = "ferry NEAR/5 ice NOT tax", .limit = 10}, NULL},
    {"a sentence", SEARCH, {.query = "ferry SAME stuck OR CAPS(kim)", .limit = 10}, NULL},
    {"fields",
     SEARCH,
     {.query = "source:wire author:\"ann lee\" OR site:post.example", .limit = 9},
     NULL},
    {"dates", SEARCH, {.query = "date:2019-03..2020 ferry", .since = "2019", .limit = 10}, NULL},
    {"a date order", SEARCH, {.query = "ferry", .sort = NSEARCH_SORT_NEWEST, .limit = 10}, NULL},
    {"any", SEARCH, {.query = "ferry ice talks", .match = NSEARCH_MATCH_ANY, .limit = 10}, NULL},
    {"more words", SEARCH, {.query = "ferry", .expand = 1, .limit = 10}, NULL},
    {"any and more",
     SEARCH,
     {.query = "ferry ice", .match = NSEARCH_MATCH_ANY, .expand = 1, .limit = 9},
     NULL},
    {"recent", SEARCH, {.query = "ferry", .recent = "1y", .limit = 10}, NULL},
    {"approximate", SEARCH, {.query = "ferry halla", .approximate = 1, .limit = 1}, NULL},
    {"passages", PASSAGES, {.query = "ferry OR \"halla im hafen\"", .limit = 10}, NULL},
    {"texts", TEXTS, {.query = "ferry halla", .limit = 10}, NULL},
    {"added words", ADDED, {.query = "ferry", .expand = 1, .limit = 10}, NULL},
    {"a suggestion", SUGGESTION, {.query = "fery inchoen", .limit = 10}, NULL},
    {"sources", FACETS, {.limit = 10}, "source"},
    {"authors", FACETS, {.query = "ferry", .limit = 10}, "author"},
    {"tags", FACETS, {.query = "ferry", .limit = 1, .sort = NSEARCH_SORT_NEWEST}, "tag"},
    {"languages", FACETS, {.limit = 10}, "lang"},
    {"sites", FACETS, {.limit = 10}, "site"},
    {"months", FACETS, {.limit = 10}, "month"},
    {"similar ones", SIMILAR, {.query = "ferry", .limit = 10}, "a"},
    {"similar in German", SIMILAR, {.limit = 10}, "h"},
    {"an article", ARTICLE, {0}, "a"},
    {"an explanation",
     EXPLAIN,
     {.query = "ferr* (\"halla is\" OR ice) -tax", .since = "2019"},
     NULL},
    {"why", WHY, {.query = "ferry (\"halla is\" OR CAPS(halla))"}, "a"},
    {"why a field", WHY, {.query = "source:wire (ferry NEAR/3 ice) author:kim"}, "a"},
    {"why not", WHY, {.query = "LEAD(halla) (ferry SAME zebra) -tax", .until = "2018"}, "a"},
    {"a look through", LINT, {.query = "ferry and ice OR zebra source:nobody tal?s"}, NULL},
    {"a look at the text", LINT_ALONE, {.query = "ferry and ice OR (zebra ferry)"}, NULL},
    {"lucene",
     TRANSLATE,
     {.query = "title:ferry^2 AND (ice OR hal*) date:[2019 TO 2020]"},
     "lucene"},
    {"lexis",
     TRANSLATE,
     {.query = "headline(ferry) and (ice w/5 halla) and date aft 2019"},
     "lexis"},
    {"factiva", TRANSLATE, {.query = "hd=ferry and ice near5 halla"}, "factiva"},
    {"google",
     TRANSLATE,
     {.query = "intitle:ferry \"liaison office\" -tax site:post.example"},
     "google"},
};

/* What came back, to be compared. */
static char told[1 << 14];
static size_t told_size;

static void tell(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void tell(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int size = vsnprintf(told + told_size, sizeof told - told_size, format, arguments);
    va_end(arguments);
    told_size += (size_t)size < sizeof told - told_size ? (size_t)size : 0;
}

static nsearch_status tell_hits(nsearch_hits *hits, enum call call, nsearch_error *error)
{
    const nsearch_passage *passage = NULL;
    nsearch_status status = NSEARCH_OK;
    const char *text;
    tell("%d %d %d %s:", (int)nsearch_hits_total(hits), nsearch_hits_exact(hits),
         (int)nsearch_hits_phrase_total(hits), nsearch_hits_query(hits));
    for (size_t i = 0; i < nsearch_hits_count(hits) && !status; i++) {
        const nsearch_hit *hit = nsearch_hits_at(hits, i);
        tell(" %s %s %s %.3f", hit->id, hit->title, hit->author, hit->score);
        if (call == PASSAGES) status = nsearch_hits_passage(hits, i, 20, &passage, error);
        if (call == TEXTS) status = nsearch_hits_text(hits, i, &passage, error);
        if (!status && passage) tell(" %s %zu", passage->text, passage->mark_count);
    }
    for (size_t i = 0; (text = nsearch_hits_note(hits, i)); i++)
        tell(" %s", text);
    for (size_t i = 0; call == ADDED && (text = nsearch_hits_added(hits, i)); i++)
        tell(" %s", text);
    if (call == SUGGESTION) tell(" %s", (text = nsearch_hits_suggestion(hits)) ? text : "-");
    nsearch_hits_free(hits);
    return status;
}

static void tell_facets(nsearch_facets *facets)
{
    const nsearch_facet *facet;
    tell("%d %d %d:", (int)nsearch_facets_values(facets), (int)nsearch_facets_total(facets),
         (int)nsearch_facets_without(facets));
    for (size_t i = 0; (facet = nsearch_facets_at(facets, i)); i++)
        tell(" %s %d", facet->value, (int)facet->count);
    nsearch_facets_free(facets);
}

static void tell_article(nsearch_article *article)
{
    static const char *const names[] = {"id", "title", "date", "author", "tag", "body"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        tell("%s ", nsearch_article_field(article, names[i]));
    nsearch_article_free(article);
}

static void tell_rows(nsearch_explanation *explanation)
{
    const nsearch_row *row;
    for (size_t i = 0; (row = nsearch_explanation_at(explanation, i)); i++)
        tell("%d %u %s %s %d %d %d %zu\n", row->kind, row->depth, row->text, row->detail,
             row->known, row->verdict, (int)row->count, row->word_count);
    nsearch_explanation_free(explanation);
}

static void tell_findings(nsearch_findings *findings)
{
    const nsearch_finding *finding;
    for (size_t i = 0; (finding = nsearch_findings_at(findings, i)); i++)
        tell("%zu %s\n", finding->offset, finding->message);
    nsearch_findings_free(findings);
}

static void tell_translation(nsearch_translation *translation)
{
    const char *note;
    tell("%s", nsearch_translation_query(translation));
    for (size_t i = 0; (note = nsearch_translation_note(translation, i)); i++)
        tell(" %s", note);
    nsearch_translation_free(translation);
}

static nsearch_status take_hits(const struct step *step, nsearch_searcher *searcher,
                                nsearch_error *error)
{
    nsearch_hits *hits;
    const nsearch_status status = step->call == SIMILAR
                                      ? nsearch_similar(searcher, &step->request, step->what, &hits,
                                                        error)
                                      : nsearch_search(searcher, &step->request, &hits, error);
    assert_true(!status == !!hits);
    return status ? status : tell_hits(hits, step->call, error);
}

static nsearch_status take_rows(const struct step *step, nsearch_searcher *searcher,
                                nsearch_error *error)
{
    nsearch_explanation *rows;
    const nsearch_status status = step->call == WHY
                                      ? nsearch_why(searcher, &step->request, step->what, &rows,
                                                    error)
                                      : nsearch_explain(searcher, &step->request, &rows, error);
    assert_true(!status == !!rows);
    if (!status) tell_rows(rows);
    return status;
}

/* Makes the step's call, and tells what came of it. */
static nsearch_status take(const struct step *step, const char *index, nsearch_searcher *searcher,
                           nsearch_error *error)
{
    nsearch_status status;
    nsearch_searcher *other;
    nsearch_facets *facets;
    nsearch_article *article;
    nsearch_findings *findings;
    nsearch_translation *translation;
    told_size = 0;
    switch (step->call) {
    case OPEN:
        status = nsearch_searcher_open(index, &other, error);
        assert_true(!status == !!other);
        if (!status) tell("%d", (int)nsearch_searcher_count(other));
        nsearch_searcher_free(other);
        return status;
    case FACETS:
        status = nsearch_facets_find(searcher, &step->request, step->what, &facets, error);
        assert_true(!status == !!facets);
        if (!status) tell_facets(facets);
        return status;
    case ARTICLE:
        status = nsearch_article_read(searcher, step->what, &article, error);
        assert_true(!status == !!article);
        if (!status) tell_article(article);
        return status;
    case EXPLAIN:
    case WHY: return take_rows(step, searcher, error);
    case LINT:
    case LINT_ALONE:
        if (step->call == LINT_ALONE) searcher = NULL;
        status = nsearch_lint(searcher, &step->request, &findings, error);
        assert_true(!status == !!findings);
        if (!status) tell_findings(findings);
        return status;
    case TRANSLATE:
        status = nsearch_translate(step->what, step->request.query, &translation, error);
        assert_true(!status == !!translation);
        if (!status) tell_translation(translation);
        return status;
    default: return take_hits(step, searcher, error);
    }
}

/* ---- Making them fail ---------------------------------------------------------------------------- */

struct trial {
    const struct step *step;
    const char *index, *stub;
    bool after, renewed; /* the index was switched since the searcher was opened */
    char want[sizeof told];
    long stride;
};

static nsearch_searcher *open_searcher(const struct trial *trial)
{
    nsearch_searcher *searcher;
    nsearch_error error;
    if (nsearch_searcher_open(trial->index, &searcher, &error)) fail_msg("%s", error.message);
    return searcher;
}

/* Puts a copy of the stub in its place: another generation, as far as a searcher can see. */
static void renew(const char *stub)
{
    char text[4096], copy[512];
    FILE *from = fopen(stub, "r");
    assert_non_null(from);
    const size_t size = fread(text, 1, sizeof text, from);
    fclose(from);
    snprintf(copy, sizeof copy, "%s.new", stub);
    FILE *to = fopen(copy, "w");
    assert_non_null(to);
    assert_int_equal(fwrite(text, 1, size, to), size);
    fclose(to);
    assert_int_equal(rename(copy, stub), 0);
}

/* Whether the answer is the right one; what may be NULL for want of memory, nobody can know. */
static bool is_right(const struct trial *trial)
{
    const enum call call = trial->step->call;
    return call == ADDED || call == SUGGESTION || !strcmp(told, trial->want);
}

/* False if no allocation failed, as there are fewer. */
static bool try_one(const struct trial *trial, long number)
{
    nsearch_error error = {0};
    nsearch_searcher *searcher = open_searcher(trial);
    if (trial->renewed) renew(trial->stub);
    fault.failed = false;
    fault.after = trial->after;
    fault.left = number;
    const nsearch_status status = take(trial->step, trial->index, searcher, &error);
    fault.left = 0;
    if (status && status != NSEARCH_MEMORY)
        fail_msg("%s, allocation %ld: %s", trial->step->name, number, error.message);
    if (status) assert_int_equal(error.status, NSEARCH_MEMORY);
    if (!status && !is_right(trial))
        fail_msg("%s, allocation %ld: %s, not %s", trial->step->name, number, told, trial->want);
    if (take(trial->step, trial->index, searcher, &error))
        fail_msg("%s, after allocation %ld: %s", trial->step->name, number, error.message);
    if (strcmp(told, trial->want) != 0)
        fail_msg("%s, after allocation %ld: %s", trial->step->name, number, told);
    nsearch_searcher_free(searcher);
    return fault.failed;
}

/* In a build that is slow, every so many of them. */
static void try_all(struct trial *trial)
{
    nsearch_searcher *searcher = open_searcher(trial);
    nsearch_error error;
    if (take(trial->step, trial->index, searcher, &error))
        fail_msg("%s: %s", trial->step->name, error.message);
    nsearch_searcher_free(searcher);
    memcpy(trial->want, told, sizeof told);
    assert_true(told_size > 0);
    long number = 1;
    while (try_one(trial, number))
        number += trial->stride;
    if (getenv("MEMORY_COUNTS")) print_message("%s: %ld\n", trial->step->name, number - 1);
}

static int setup(void **state)
{
    return searching_setup(state, articles);
}

static void try_steps(void **state, bool after, bool renewed)
{
    const struct searching *fixture = *state;
    static struct trial trial;
    char index[512], stub[600];
    snprintf(index, sizeof index, "%s/index", (const char *)fixture->directory);
    snprintf(stub, sizeof stub, "%s/XAPIANDB", index);
    trial = (struct trial){.index = index,
                           .stub = stub,
                           .after = after,
                           .renewed = renewed,
                           .stride = articles_slow() ? 7 : 1};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        trial.step = &steps[i];
        if (!renewed || i == 1) try_all(&trial);
    }
}

static void test_one_allocation_fails(void **state)
{
    try_steps(state, false, false);
}

static void test_all_allocations_fail_from_one_on(void **state)
{
    try_steps(state, true, false);
}

static void test_a_switch_of_generations_survives(void **state)
{
    try_steps(state, false, true);
    try_steps(state, true, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_allocation_fails),
        cmocka_unit_test(test_all_allocations_fail_from_one_on),
        cmocka_unit_test(test_a_switch_of_generations_survives),
    };
    return cmocka_run_group_tests(tests, setup, searching_teardown);
}
