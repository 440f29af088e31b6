/* reading.c - see reading.h. */
#include "tests/unit/reading.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/scratch.h"

static nsearch_status take(void *context, struct article *article, nsearch_error *error)
{
    (void)error;
    struct reading *reading = context;
    if (reading->count < READING_MAX) {
        struct article *copy = &reading->articles[reading->count];
        article_init(copy);
        for (int field = 0; field < ARTICLE_FIELDS; field++)
            buf_add(&copy->fields[field], article->fields[field].data, article->fields[field].size);
    }
    reading->count++;
    return NSEARCH_OK;
}

static void take_reject(void *context, const struct reject *reject)
{
    struct reading *reading = context;
    if (reading->reject_count < READING_MAX) {
        reading->rejects[reading->reject_count].kind = reject->kind;
        reading->rejects[reading->reject_count].line = reject->line;
        snprintf(reading->rejects[reading->reject_count].reason, 256, "%s", reject->reason);
    }
    reading->reject_count++;
}

static void repaired(void *context, const char *path, size_t bytes)
{
    (void)path;
    ((struct reading *)context)->repaired += bytes;
}

static void undated(void *context, const char *path)
{
    (void)path;
    ((struct reading *)context)->undated++;
}

static void take_broken(void *context)
{
    ((struct reading *)context)->broken = true;
}

struct reading *reading_of(const char *path, const char *name, size_t limit)
{
    return reading_mapped(path, name, NULL, limit);
}

struct reading *reading_mapped(const char *path, const char *name, const struct field_map *map,
                               size_t limit)
{
    struct reading *reading = calloc(1, sizeof *reading);
    assert_non_null(reading);
    const struct reader_sink sink = {.article = take,
                                     .broken = take_broken,
                                     .reject = take_reject,
                                     .repaired = repaired,
                                     .undated = undated,
                                     .context = reading,
                                     .map = map};
    const struct reader *reader = name ? reader_of_name(name) : NULL;
    assert_true(!name || reader);
    assert_int_equal(reader_file(path, reader, limit, &sink, NULL), NSEARCH_OK);
    return reading;
}

struct reading *reading_text(const char *directory, const char *name, const char *text)
{
    return reading_of(scratch_write(directory, name, text, strlen(text)), NULL, 1 << 20);
}

void reading_free(struct reading *reading)
{
    for (size_t i = 0; i < reading->count && i < READING_MAX; i++)
        article_release(&reading->articles[i]);
    free(reading);
}

const char *reading_field(const struct reading *reading, size_t index, enum article_field field)
{
    assert_true(index < reading->count && index < READING_MAX);
    return reading->articles[index].fields[field].data;
}

const char *reading_one(const char *directory, const char *name, const char *text,
                        enum article_field field)
{
    static char out[4096];
    struct reading *reading = reading_text(directory, name, text);
    assert_int_equal(reading->count, 1);
    assert_int_equal(reading->reject_count, 0);
    assert_int_equal(reading->undated, 0);
    snprintf(out, sizeof out, "%s", reading_field(reading, 0, field));
    reading_free(reading);
    return out;
}
