/* test_language_tables.c - the tables of tests/golden against a naive checker: what it counts of each query that it
 * knows (naive_query.h). That of the sample archive always, that of a year of news with SOAK=1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/readers/reader.h"
#include "tests/unit/naive_parse.h"

#define AP89 "../shared/data/ap89.jsonl.gz"

enum {
    ROWS_MAX = 200,
    CHUNK = 5000, /* articles at a time */
};

/* The rows of a table that the naive checker knows, and what it counts. */
struct table {
    struct row {
        struct naive_node *query; /* NULL: whole values, numbers */
        unsigned long long want, count;
        char text[400];
    } rows[ROWS_MAX];
    size_t count;
    struct arena arena;
    struct naive_archive archive;
    struct articles articles; /* of this chunk */
};

static void read_row(struct table *table, const char *line)
{
    struct row *row = &table->rows[table->count++];
    struct query query;
    nsearch_error error;
    assert_true(table->count <= ROWS_MAX);
    assert_int_equal(sscanf(line, "%llu\t%399[^\n]", &row->want, row->text), 2);
    if (query_parse(row->text, strlen(row->text), NSEARCH_MATCH_ALL, time(NULL), &table->arena,
                    &query, &error))
        fail_msg("%s: %s", row->text, error.message);
    row->query = naive_of_query(query.root, &table->arena);
}

static void read_table(struct table *table, const char *path)
{
    char line[1000];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        if (*line != '#' && *line != '\n') read_row(table, line);
    fclose(file);
}

/* Counts in the articles at hand, and forgets them. */
static void count_chunk(struct table *table)
{
    const struct naive_scope scope = {.field = NAIVE_TEXT};
    for (size_t i = 0; i < table->articles.count; i++)
        naive_archive_add(&table->archive, &table->articles.items[i]);
    for (size_t i = 0; i < table->count; i++) {
        struct row *row = &table->rows[i];
        struct arena arena;
        arena_init(&arena);
        if (row->query) naive_prepare(&table->archive, row->query, scope, &arena);
        for (size_t j = 0; row->query && j < table->archive.count; j++)
            row->count += naive_holds(row->query, &table->archive.articles[j], scope) == NAIVE_YES;
        arena_release(&arena);
    }
    naive_archive_clear(&table->archive);
    articles_release(&table->articles);
}

static nsearch_status take_article(void *context, struct article *article, nsearch_error *error)
{
    struct table *table = context;
    (void)error;
    struct article *copy = articles_new(&table->articles);
    for (int i = 0; i < ARTICLE_FIELDS; i++)
        buf_add(&copy->fields[i], article->fields[i].data, article->fields[i].size);
    if (table->articles.count == CHUNK) count_chunk(table);
    return NSEARCH_OK;
}

static void check_table(struct table *table)
{
    size_t known = 0, wrong = 0;
    count_chunk(table);
    for (size_t i = 0; i < table->count; i++) {
        const struct row *row = &table->rows[i];
        known += row->query != NULL;
        if (!row->query || row->count == row->want) continue;
        wrong++;
        print_error("%s: the table has %llu, the naive checker %llu\n", row->text, row->want,
                    row->count);
    }
    print_message("%zu rows of %zu\n", known, table->count);
    naive_archive_release(&table->archive);
    arena_release(&table->arena);
    free(table);
    assert_int_equal(wrong, 0);
}

static struct table *new_table(const char *path)
{
    struct table *table = calloc(1, sizeof *table);
    assert_non_null(table);
    arena_init(&table->arena);
    naive_archive_init(&table->archive);
    articles_init(&table->articles);
    read_table(table, path);
    return table;
}

static void test_the_table_of_the_sample_archive_is_right(void **state)
{
    if (!WITH_JSON) skip();
    struct table *table = new_table("tests/golden/language-corpus.txt");
    (void)state;
    articles_read(&table->articles, "corpus/articles", SIZE_MAX);
    check_table(table);
}

static void test_the_table_of_a_year_of_news_is_right(void **state)
{
    (void)state;
    if (!WITH_JSON || !getenv("SOAK") || access(AP89, R_OK)) {
        print_message("takes minutes: SOAK=1, and %s\n", AP89);
        skip();
    }
    struct table *table = new_table("tests/golden/language-ap89.txt");
    const struct reader_sink sink = {.article = take_article, .context = table};
    assert_int_equal(reader_file(AP89, NULL, READER_ARTICLE_MAX, &sink, NULL), NSEARCH_OK);
    check_table(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_of_the_sample_archive_is_right),
        cmocka_unit_test(test_the_table_of_a_year_of_news_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
