/* feed.h - for the fuzz targets of readers: any bytes as a file of one format. What every reader
 * promises is checked with each article; see reader_file. */
#ifndef TESTS_FUZZ_FEED_H
#define TESTS_FUZZ_FEED_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/date.h"
#include "common/readers/reader.h"
#include "common/utf8.h"

enum {
    FEED_LIMIT = 8192
};

static void feed_check(int good)
{
    if (!good) abort();
}

static void feed_check_field(const struct buf *field, int newlines)
{
    feed_check(utf8_valid_size(field->data, field->size) == field->size);
    for (size_t i = 0; i < field->size; i++) {
        unsigned char c = (unsigned char)field->data[i];
        feed_check((c >= 0x20 && c != 0x7F) || (newlines && c == '\n'));
        if (c == 0xC2) feed_check((unsigned char)field->data[i + 1] >= 0xA0);
    }
}

static nsearch_status feed_take(void *context, struct article *article, nsearch_error *error)
{
    (void)context;
    (void)error;
    struct date date;
    const struct buf *day = &article->fields[ARTICLE_DATE];
    size_t size = 0;
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        int newlines = field == ARTICLE_BODY || field == ARTICLE_SOURCE ||
                       field == ARTICLE_AUTHOR || field == ARTICLE_SECTION ||
                       field == ARTICLE_PLACE || field == ARTICLE_TAG;
        feed_check_field(&article->fields[field], newlines);
        size += article->fields[field].size;
    }
    feed_check(size <= FEED_LIMIT);
    feed_check(article->fields[ARTICLE_ID].size && article->fields[ARTICLE_PATH].size);
    feed_check(article->fields[ARTICLE_TITLE].size || article->fields[ARTICLE_BODY].size);
    feed_check(!day->size || date_parse(day->data, day->size, &date));
    return NSEARCH_OK;
}

static void feed_reject(void *context, const struct reject *reject)
{
    const char *reason = reject->reason;
    (void)context;
    feed_check(*reason && !strchr(reason, '\n'));
    feed_check(utf8_valid_size(reason, strlen(reason)) == strlen(reason));
    feed_check(*reject_kind_name(reject->kind));
}

static void feed_repaired(void *context, const char *path, size_t bytes)
{
    (void)context;
    (void)path;
    feed_check(bytes > 0);
}

static void feed_undated(void *context, const char *path)
{
    (void)context;
    (void)path;
}

/* Reads the bytes as a file by the reader `name`, and by the one that fits. */
static void feed(const uint8_t *data, size_t size, const char *name)
{
    static char path[4096];
    const struct reader_sink sink = {.article = feed_take,
                                     .reject = feed_reject,
                                     .repaired = feed_repaired,
                                     .undated = feed_undated};
    const char *base = getenv("TMPDIR");
    if (!*path) snprintf(path, sizeof path, "%s/fuzz-%d", base ? base : "/tmp", (int)getpid());
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    feed_check(file >= 0 && write(file, data, size) == (ssize_t)size && !close(file));
    feed_check(!reader_file(path, reader_of_name(name), FEED_LIMIT, &sink, NULL));
    feed_check(!reader_file(path, NULL, FEED_LIMIT, &sink, NULL));
    feed_check(!unlink(path));
}

#endif
