/* peer_fts5.c - SQLite FTS5 with the text in its own table: one transaction, statements prepared once.
 *     peer_fts5 DIRECTORY ARTICLES.jsonl
 *
 * FTS5 keeps no column unique, so the ids have a table of their own, whose rowid is the article's. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/lines.h"

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

static void open_index(struct index *index, const char *directory)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/articles.db", directory);
    check(index, sqlite3_open(path, &index->db), SQLITE_OK);
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

int main(int argc, char **argv)
{
    struct lines lines;
    struct index index = {0};
    if (argc != 3 || !lines_open(&lines, argv[2])) return 2;
    open_index(&index, argv[1]);
    while (lines_next(&lines))
        put(&index, &lines);
    close_index(&index);
    lines_close(&lines);
    printf("%lld articles\n", (long long)index.count);
    return 0;
}
