/* small_index.c - see small_index.h. */
#include "tests/unit/small_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "common/schema.h"
#include "indexer/manifest.h"
#include "indexer/publish.h"
#include "tests/unit/articles.h"
#include "tests/unit/segments.h"

enum {
    DAY = 86400
};

static void write_segment(const char *path, const struct small_night *night, bool keep_text,
                          uint64_t serial, int64_t time)
{
    struct segment_options options = segments_plain;
    struct segment *segment;
    char next[STAMP_SERIAL_DIGITS + 1];
    options.keep_text = keep_text;
    assert_int_equal(segment_create(path, &options, &segment, NULL), 0);
    for (size_t i = 0; i < night->count; i++) {
        const struct stamp stamp = {.serial = serial++, .indexed = time};
        struct article article;
        article_init(&article);
        articles_set(&article, ARTICLE_ID, night->articles[i].id);
        articles_set(&article, ARTICLE_PATH, night->articles[i].path);
        articles_set(&article, ARTICLE_BODY, night->articles[i].body);
        assert_int_equal(segment_add(segment, &article, &stamp, NULL), 0);
        article_release(&article);
    }
    stamp_write(serial, STAMP_SERIAL_DIGITS, next);
    const struct metadata metadata[] = {{META_DEAD, night->dead}, {META_SERIAL, next}};
    assert_int_equal(segment_finish(segment, metadata, 2, NULL), 0);
    segment_free(segment);
}

static void write_manifest(const char *path, const char *files)
{
    struct roots roots = {0};
    struct manifest_writer *writer;
    char name[256];
    unsigned long long articles;
    int length;
    assert_int_equal(roots_add(&roots, "/n", NULL), 0);
    assert_int_equal(manifest_create(path, &roots, &writer, NULL), 0);
    for (; sscanf(files, "%255s %llu\n%n", name, &articles, &length) == 2; files += length) {
        const struct manifest_file file = {
            .path = name, .size = 100, .mtime = 1, .articles = articles};
        assert_int_equal(manifest_add(writer, &file, NULL), 0);
    }
    assert_int_equal(manifest_finish(writer, NULL), 0);
    manifest_free(writer);
    roots_release(&roots);
}

void small_index_add(const char *index, const struct small_night *night, bool keep_text)
{
    struct publish *publish;
    nsearch_error error;
    if (publish_begin(index, NULL, &publish, &error)) fail_msg("%s", error.message);
    const uint64_t generation = publish_generation(publish);
    write_segment(publish_segment_path(publish), night, keep_text, SMALL_SERIAL * (generation + 1),
                  SMALL_TIME + DAY * (int64_t)generation);
    write_manifest(publish_manifest_path(publish), night->files);
    if (publish_switch(publish, 0, &error)) fail_msg("%s", error.message);
    publish_end(publish);
}

void small_index_make(const char *index, bool keep_text)
{
    static const struct small_article first[] = {{"a", "/n/a.jsonl", "ferries stop at noon"},
                                                 {"b", "/n/a.jsonl", "an early word"},
                                                 {"c", "/n-c.txt", "the third article"},
                                                 {"d", "/n/d.txt", "a fourth one"}},
                                      second[] = {{"b", "/n/a.jsonl", "a later word"},
                                                  {"e", "/n/e.txt", "and a fifth"}};
    const struct small_night nights[] = {{first, 4, "", "/n/a.jsonl 2\n/n/d.txt 1\n/n-c.txt 1\n"},
                                         {second, 2, "seg-000001 2:0000000000021\n",
                                          "/n/a.jsonl 2\n/n/d.txt 1\n/n/e.txt 1\n/n-c.txt 1\n"}};
    small_index_add(index, &nights[0], keep_text);
    small_index_add(index, &nights[1], keep_text);
}
