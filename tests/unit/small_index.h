/* small_index.h - an index of a few articles in two segments, as two nights would make it, for tests. */
#ifndef TESTS_UNIT_SMALL_INDEX_H
#define TESTS_UNIT_SMALL_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct small_article {
    const char *id, *path, *body;
};

struct small_night {
    const struct small_article *articles;
    size_t count;
    const char *dead;  /* META_DEAD */
    const char *files; /* of the manifest: "/n/a.jsonl 2\n/n/b.txt 1\n", in order */
};

/* The first serial of the first night; the others count on from it. */
#define SMALL_SERIAL UINT64_C(64)

/* When the articles of the first night were indexed; a day later those of the second. */
#define SMALL_TIME INT64_C(1700000000)

/* Adds a night to the index, which is made by the first. */
void small_index_add(const char *index, const struct small_night *night, bool keep_text);

/*     seg-000001   1 a /n/a.jsonl   2 b /n/a.jsonl (dead)   3 c /n-c.txt   4 d /n/d.txt
 *     seg-000002   1 b /n/a.jsonl   2 e /n/e.txt */
void small_index_make(const char *index, bool keep_text);

#endif
