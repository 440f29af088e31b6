/* peer_fts5.c - SQLite FTS5 with the text in its own table: one transaction, statements prepared once.
 *     peer_fts5 index DIRECTORY ARTICLES.jsonl | merge DIRECTORY | search DIRECTORY
 * Queries, as MATCH takes them, are asked by the batches of timed.h: `top` doesn't count what matches, for FTS5
 * has no way to tell; `exact` counts in a statement of its own.
 *
 * FTS5 keeps no column unique, so the ids have a table of their own, whose rowid is the article's. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/lines.h"
#include "tests/bench/timed.h"

static const char schema[] =
    "CREATE TABLE ids(number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL);"
    "CREATE VIRTUAL TABLE articles USING fts5(title, body, author, source, section, date UNINDEXED,"
    " tokenize='porter unicode61');"
    "BEGIN";

/* Gives the number of an id, new or not. */
static const char number_sql[] =
    "INSERT INTO ids(id) VALUES(?) ON CONFLICT(id) DO UPDATE SET id = id"
    " RETURNING number";

static const char *const columns[] = {"title", "body", "author", "source", "section", "date"};
static const char put_sql[] =
    "REPLACE INTO articles(rowid, title, body, author, source, section, date)"
    " VALUES(?, ?, ?, ?, ?, ?, ?)";

static const char top_sql[] =
    "SELECT title FROM articles WHERE articles MATCH ?1 ORDER BY rank LIMIT 10";
static const char dated_sql[] = "SELECT title FROM articles WHERE articles MATCH ?1"
                                " AND date BETWEEN ?2 AND ?3 ORDER BY rank LIMIT 10";
static const char count_sql[] = "SELECT count(*) FROM articles WHERE articles MATCH ?1";
static const char count_dated_sql[] = "SELECT count(*) FROM articles WHERE articles MATCH ?1"
                                      " AND date BETWEEN ?2 AND ?3";

struct index {
    sqlite3 *db;
    sqlite3_stmt *number, *put;
    sqlite3_int64 count; /* the highest number: they have no gaps */
};

static void check(const struct index *index, int result, int expected)
{
    if (result == expected) return;
    fprintf(stderr, "%s\n", sqlite3_errmsg(index->db));
    exit(1);
}

static void bind_text(const struct index *index, sqlite3_stmt *statement, int at,
                      struct lines *lines, const char *key)
{
    size_t size;
    const char *text = lines_text(lines, key, &size);
    check(index, sqlite3_bind_text(statement, at, text, (int)size, SQLITE_STATIC), SQLITE_OK);
}

static sqlite3_int64 number_of(struct index *index, struct lines *lines)
{
    bind_text(index, index->number, 1, lines, "id");
    check(index, sqlite3_step(index->number), SQLITE_ROW);
    sqlite3_int64 number = sqlite3_column_int64(index->number, 0);
    check(index, sqlite3_step(index->number), SQLITE_DONE);
    check(index, sqlite3_reset(index->number), SQLITE_OK);
    if (number > index->count) index->count = number;
    return number;
}

static void put(struct index *index, struct lines *lines)
{
    check(index, sqlite3_bind_int64(index->put, 1, number_of(index, lines)), SQLITE_OK);
    for (int i = 0; i < (int)(sizeof columns / sizeof *columns); i++)
        bind_text(index, index->put, i + 2, lines, columns[i]);
    check(index, sqlite3_step(index->put), SQLITE_DONE);
    check(index, sqlite3_reset(index->put), SQLITE_OK);
}

static void open_database(struct index *index, const char *directory)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/articles.db", directory);
    check(index, sqlite3_open(path, &index->db), SQLITE_OK);
}

static void open_index(struct index *index, const char *directory)
{
    open_database(index, directory);
    check(index, sqlite3_exec(index->db, schema, NULL, NULL, NULL), SQLITE_OK);
    check(index, sqlite3_prepare_v2(index->db, number_sql, -1, &index->number, NULL), SQLITE_OK);
    check(index, sqlite3_prepare_v2(index->db, put_sql, -1, &index->put, NULL), SQLITE_OK);
}

static void close_index(struct index *index)
{
    check(index, sqlite3_exec(index->db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_finalize(index->number);
    sqlite3_finalize(index->put);
    check(index, sqlite3_close(index->db), SQLITE_OK);
}

static int make(const char *directory, const char *articles)
{
    struct lines lines;
    struct index index = {0};
    if (!lines_open(&lines, articles)) return 2;
    open_index(&index, directory);
    while (lines_next(&lines))
        put(&index, &lines);
    close_index(&index);
    lines_close(&lines);
    printf("%lld articles\n", (long long)index.count);
    return 0;
}

static int merge(const char *directory)
{
    struct index index = {0};
    open_database(&index, directory);
    check(&index,
          sqlite3_exec(index.db, "INSERT INTO articles(articles) VALUES('optimize')", NULL, NULL,
                       NULL),
          SQLITE_OK);
    return sqlite3_close(index.db) != SQLITE_OK;
}

/* ---- Searching ------------------------------------------------------------------------------------- */

enum {
    TOP,
    TOP_DATED,
    COUNT,
    COUNT_DATED,
    STATEMENTS
};

struct searcher {
    struct index index;
    sqlite3_stmt *statements[STATEMENTS];
};

/* A statement with what is looked for in its place; the caller resets it. */
static sqlite3_stmt *bind(struct searcher *searcher, int which, const struct timed_query *query)
{
    const char *const values[] = {query->text, query->first, query->last};
    sqlite3_stmt *statement = searcher->statements[which + (*query->first != '\0')];
    for (int i = 0; i < (*query->first ? 3 : 1); i++)
        check(&searcher->index, sqlite3_bind_text(statement, i + 1, values[i], -1, SQLITE_STATIC),
              SQLITE_OK);
    return statement;
}

static struct timed_result answer(void *context, const char *how, const struct timed_query *query)
{
    struct searcher *searcher = context;
    struct timed_result result = {0};
    int code;
    sqlite3_stmt *top = bind(searcher, TOP, query);
    while ((code = sqlite3_step(top)) == SQLITE_ROW) {
        const char *title = (const char *)sqlite3_column_text(top, 0);
        timed_title(&result, title ? title : "", title ? strlen(title) : 0);
        result.found++;
    }
    check(&searcher->index, code, SQLITE_DONE);
    check(&searcher->index, sqlite3_reset(top), SQLITE_OK);
    if (strcmp(how, "exact") != 0) return result;
    sqlite3_stmt *count = bind(searcher, COUNT, query);
    check(&searcher->index, sqlite3_step(count), SQLITE_ROW);
    result.found = (uint64_t)sqlite3_column_int64(count, 0);
    check(&searcher->index, sqlite3_reset(count), SQLITE_OK);
    return result;
}

static int search(const char *directory)
{
    static const char *const sql[] = {top_sql, dated_sql, count_sql, count_dated_sql};
    struct searcher searcher = {0};
    open_database(&searcher.index, directory);
    for (int i = 0; i < STATEMENTS; i++)
        check(&searcher.index,
              sqlite3_prepare_v2(searcher.index.db, sql[i], -1, &searcher.statements[i], NULL),
              SQLITE_OK);
    const int code = timed_serve(answer, &searcher);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(searcher.statements[i]);
    return code || sqlite3_close(searcher.index.db) != SQLITE_OK;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "index") == 0) return make(argv[2], argv[3]);
    if (argc == 3 && strcmp(argv[1], "merge") == 0) return merge(argv[2]);
    if (argc == 3 && strcmp(argv[1], "search") == 0) return search(argv[2]);
    return 2;
}
