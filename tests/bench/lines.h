/* lines.h - the articles of a JSON Lines file, for the peers in C and C++: what each of them has to
 * write before it can index anything, with the same library that nindex reads JSON with. */
#ifndef TESTS_BENCH_LINES_H
#define TESTS_BENCH_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

struct lines {
    FILE *file;
    char *line;
    size_t capacity;
    struct json_tokener *tokener;
    struct json_object *article; /* at hand, NULL before the first */
};

/* Reads with:
 *     if (!lines_open(&lines, path)) ...
 *     while (lines_next(&lines)) lines_text(&lines, "title", &size) ...
 *     lines_close(&lines);
 * false: the file can't be opened, or there is no memory. */
bool lines_open(struct lines *lines, const char *path);
void lines_close(struct lines *lines);

/* The next line that is a JSON object; false at the end. */
bool lines_next(struct lines *lines);

/* A field of the article at hand, "" where it has none; valid until the next lines_next. */
const char *lines_text(struct lines *lines, const char *key, size_t *size);

/* Its date's first ten characters without the dashes, 20200616; "" where that is no date. */
void lines_day(struct lines *lines, char day[sizeof "20200616"]);

#ifdef __cplusplus
}
#endif

#endif
