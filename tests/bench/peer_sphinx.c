/* peer_sphinx.c - Sphinx 2: a plain index that its own indexer makes, asked in SphinxQL over a Unix socket.
 *     peer_sphinx configure DIRECTORY ARTICLES.jsonl      prints the configuration of indexer and searchd
 *     peer_sphinx rows ARTICLES.jsonl                     prints what indexer reads
 *     peer_sphinx search DIRECTORY                        while searchd runs
 * Queries, in Sphinx's extended syntax, are asked by the batches of timed.h. Sphinx always counts all that match;
 * `exact` asks for the number in a statement of its own. Only titles are stored: it has nowhere to put bodies. */
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/lines.h"
#include "tests/bench/timed.h"

static const char configuration[] = "source articles\n"
                                    "{\n"
                                    "    type = tsvpipe\n"
                                    "    tsvpipe_command = %s rows '%s'\n"
                                    "    tsvpipe_attr_uint = day\n"
                                    "    tsvpipe_field_string = title\n"
                                    "    tsvpipe_field = body\n"
                                    "}\n"
                                    "index articles\n"
                                    "{\n"
                                    "    source = articles\n"
                                    "    path = %s/articles\n"
                                    "    morphology = stem_en\n"
                                    "    min_prefix_len = 4\n"
                                    "}\n"
                                    "indexer\n"
                                    "{\n"
                                    "    mem_limit = 1024M\n"
                                    "}\n"
                                    "searchd\n"
                                    "{\n"
                                    "    listen = %s/socket:mysql41\n"
                                    "    pid_file = %s/pid\n"
                                    "    log = %s/log\n"
                                    "    binlog_path =\n"
                                    "    workers = threads\n"
                                    "}\n";

static int configure(const char *program, const char *directory, const char *articles)
{
    return printf(configuration, program, articles, directory, directory, directory, directory) < 0;
}

/* A field as a column: white space folded. */
static void print_column(struct lines *lines, const char *key)
{
    size_t size;
    const char *text = lines_text(lines, key, &size);
    putchar('\t');
    for (size_t i = 0; i < size; i++)
        putchar((unsigned char)text[i] < ' ' ? ' ' : text[i]);
}

static int print_rows(const char *articles)
{
    struct lines lines;
    if (!lines_open(&lines, articles)) return 2;
    for (unsigned long number = 1; lines_next(&lines); number++) {
        char day[sizeof "20200616"];
        lines_day(&lines, day);
        printf("%lu\t%s", number, *day ? day : "0");
        print_column(&lines, "title");
        print_column(&lines, "body");
        putchar('\n');
    }
    lines_close(&lines);
    return ferror(stdout) != 0;
}

/* ---- Searching ------------------------------------------------------------------------------------- */

/* The rows of a statement. */
static MYSQL_RES *ask(MYSQL *server, const char *statement)
{
    MYSQL_RES *rows = mysql_query(server, statement) ? NULL : mysql_store_result(server);
    if (rows) return rows;
    fprintf(stderr, "%s: %s\n", statement, mysql_error(server));
    exit(1);
}

static uint64_t total_found(MYSQL *server)
{
    uint64_t found = 0;
    MYSQL_RES *rows = ask(server, "SHOW META LIKE 'total_found'");
    const MYSQL_ROW row = mysql_fetch_row(rows);
    if (row) found = strtoull(row[1], NULL, 10);
    mysql_free_result(rows);
    return found;
}

static struct timed_result answer(void *context, const char *how, const struct timed_query *query)
{
    struct timed_result result = {0};
    char days[64] = "", statement[2048];
    if (*query->first)
        snprintf(days, sizeof days, " AND day BETWEEN %s AND %s", query->first, query->last);
    snprintf(statement, sizeof statement,
             "SELECT id, title FROM articles WHERE MATCH('%s')%s LIMIT 10 OPTION ranker=bm25",
             query->text, days);
    MYSQL_RES *rows = ask(context, statement);
    for (MYSQL_ROW row; (row = mysql_fetch_row(rows)); result.found++)
        timed_title(&result, row[1], strlen(row[1]));
    mysql_free_result(rows);
    if (strcmp(how, "exact") == 0) result.found = total_found(context);
    return result;
}

static int search(const char *directory)
{
    char socket[4096];
    snprintf(socket, sizeof socket, "%s/socket", directory);
    MYSQL *server = mysql_init(NULL);
    if (!server || !mysql_real_connect(server, "localhost", "", "", NULL, 0, socket, 0)) {
        fprintf(stderr, "%s: %s\n", socket, server ? mysql_error(server) : "out of memory");
        return 1;
    }
    const int code = timed_serve(answer, server);
    mysql_close(server);
    return code;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "configure") == 0) return configure(argv[0], argv[2], argv[3]);
    if (argc == 3 && strcmp(argv[1], "rows") == 0) return print_rows(argv[2]);
    if (argc == 3 && strcmp(argv[1], "search") == 0) return search(argv[2]);
    return 2;
}
