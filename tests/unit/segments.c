/* segments.c - see segments.h. */
#include "tests/unit/segments.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/schema.h"
#include "indexer/stemmers.h"
#include "tests/unit/xapian_oracle.h"

#define LANGUAGE "english"

enum {
    SHOWN_MAX = 400, /* bytes of a line that differs */
    PATH_SIZE = 4200
};

const struct segment_options segments_plain = {
    .language = LANGUAGE, .keep_text = true, .jobs = 2, .memory = 256 << 20};

struct stamp segments_stamp(const struct article *article)
{
    struct buf stored;
    buf_init(&stored);
    article_write(article, &stored);
    const uint64_t hash = stamp_digest(0, stored.data, stored.size);
    buf_release(&stored);
    return (struct stamp){.serial = hash, .indexed = (int64_t)(hash >> 33)};
}

static nsearch_status add(struct segment *segment, const struct article *article,
                          nsearch_error *error)
{
    const struct stamp stamp = segments_stamp(article);
    return segment_add(segment, article, &stamp, error);
}

static uint64_t build(const char *path, const struct articles *articles,
                      const struct segment_options *options, const struct metadata *more,
                      size_t count)
{
    struct segment *segment;
    nsearch_error error;
    nsearch_status status = segment_create(path, options, &segment, &error);
    for (size_t i = 0; !status && i < articles->count; i++)
        status = add(segment, &articles->items[i], &error);
    if (!status) status = segment_finish(segment, more, count, &error);
    if (status) fail_msg("%s", error.message);
    const uint64_t superseded = segment_superseded(segment);
    assert_int_equal(segment_count(segment), articles->count - superseded);
    segment_free(segment);
    return superseded;
}

uint64_t segments_build(const char *path, const struct articles *articles,
                        const struct segment_options *options)
{
    return build(path, articles, options, NULL, 0);
}

void segments_build_with(const char *path, const struct articles *articles,
                         const struct metadata *more, size_t count)
{
    build(path, articles, &segments_plain, more, count);
}

void segments_build_oracle(const char *path, const struct articles *articles, bool keep_text)
{
    struct xapian_writer *writer;
    struct stemmers stemmers;
    nsearch_error error;
    char schema[16];
    snprintf(schema, sizeof schema, "%d", SCHEMA_VERSION);
    nsearch_status status = xapian_writer_create(path, &writer, &error);
    assert_int_equal(stemmers_init(&stemmers, LANGUAGE, NULL, NULL), NSEARCH_OK);
    for (size_t i = 0; !status && i < articles->count; i++) {
        const struct stamp stamp = segments_stamp(&articles->items[i]);
        struct stemmer *stemmer;
        const char *mark;
        status = stemmers_find(&stemmers, &articles->items[i].fields[ARTICLE_LANG], &stemmer, &mark,
                               &error);
        if (!status)
            status = xapian_put_article(writer, stemmer, mark, &articles->items[i], &stamp,
                                        keep_text, &error);
    }
    if (!status) status = xapian_writer_metadata(writer, META_SCHEMA, schema, &error);
    if (!status) status = xapian_writer_metadata(writer, META_ANALYSIS, ANALYSIS_VERSION, &error);
    if (!status) status = xapian_writer_metadata(writer, META_LANGUAGE, LANGUAGE, &error);
    if (!status)
        status = xapian_writer_metadata(writer, META_TEXT, keep_text ? TEXT_STORED : TEXT_IN_FILES,
                                        &error);
    if (!status) status = xapian_writer_commit(writer, &error);
    if (status) fail_msg("%s", error.message);
    xapian_writer_free(writer);
    stemmers_release(&stemmers);
}

/* ---- Comparing ----------------------------------------------------------------------------------- */

/* A dump takes long, so two are made at once. */
struct dumping {
    const char *database;
    FILE *file;
    nsearch_error error;
    nsearch_status status;
};

static void dump_open(struct dumping *dumping, const char *database, const char *path)
{
    *dumping = (struct dumping){.database = database, .file = fopen(path, "w+")};
    assert_non_null(dumping->file);
    remove(path); /* goes with the stream */
}

static void *dump(void *argument)
{
    struct dumping *dumping = argument;
    dumping->status = xapian_dump(dumping->database, dumping->file, &dumping->error);
    rewind(dumping->file);
    return NULL;
}

static void dump_both(struct dumping *ours, struct dumping *theirs)
{
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, dump, ours), 0);
    dump(theirs);
    pthread_join(thread, NULL);
    if (ours->status) fail_msg("%s: %s", ours->database, ours->error.message);
    if (theirs->status) fail_msg("%s: %s", theirs->database, theirs->error.message);
}

/* Where in a line the first difference is, less what shows what it is about. */
static const char *around(const char *line, size_t at)
{
    return at > SHOWN_MAX / 2 ? line + at - SHOWN_MAX / 2 : line;
}

static void fail_at(size_t number, const char *ours, const char *theirs, const char *about)
{
    size_t at = 0;
    while (ours[at] && ours[at] == theirs[at])
        at++;
    fail_msg("line %zu differs at byte %zu (after %.60s)\nours:   %.*s\ntheirs: %.*s", number, at,
             about, SHOWN_MAX, around(ours, at), SHOWN_MAX, around(theirs, at));
}

static void compare_dumps(FILE *ours, FILE *theirs)
{
    char about[64] = "", *a = NULL, *b = NULL;
    size_t a_room = 0, b_room = 0, number = 0;
    for (ssize_t a_size = 0; a_size >= 0; number++) {
        a_size = getline(&a, &a_room, ours);
        const ssize_t b_size = getline(&b, &b_room, theirs);
        if (a_size < 0 && b_size < 0) break;
        if (a_size < 0 || b_size < 0) fail_msg("one has %zu lines, the other more", number);
        if (a_size != b_size || memcmp(a, b, (size_t)a_size)) fail_at(number, a, b, about);
        if (!strncmp(a, "term ", 5)) snprintf(about, sizeof about, "%.60s", a);
    }
    assert_true(number > 3);
    free(a);
    free(b);
}

void segments_assert_same(const char *ours, const char *theirs)
{
    struct dumping left, right;
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s.dump", ours);
    dump_open(&left, ours, path);
    dump_open(&right, theirs, path);
    dump_both(&left, &right);
    compare_dumps(left.file, right.file);
    fclose(left.file);
    fclose(right.file);
}
