/* reading.h - for the tests of readers: a file's articles and rejects, kept to be looked at. */
#ifndef TESTS_UNIT_READING_H
#define TESTS_UNIT_READING_H

#include <stddef.h>
#include <stdint.h>

#include "common/article.h"
#include "common/readers/reader.h"

enum {
    READING_MAX = 64
};

struct reading {
    size_t count; /* of articles; the first READING_MAX are kept */
    struct article articles[READING_MAX];
    size_t reject_count;
    struct {
        uint64_t line;
        enum reject_kind kind;
        char reason[256];
    } rejects[READING_MAX];
    size_t repaired; /* bytes */
    size_t undated;
    bool broken;
};

/* Reads a file by the format `name`, or NULL; fails the test if that fails. */
struct reading *reading_of(const char *path, const char *name, size_t limit);

/* The same with what the user calls the fields. */
struct reading *reading_mapped(const char *path, const char *name, const struct field_map *map,
                               size_t limit);

/* The same for a text of no file's: written to `directory` as `name`. */
struct reading *reading_text(const char *directory, const char *name, const char *text);
void reading_free(struct reading *reading);

/* A field of the one article that a text gives, in a buffer that is used again; fails the test if there are others, a
 * reject or a date that can't be read. */
const char *reading_one(const char *directory, const char *name, const char *text,
                        enum article_field field);

/* A field of an article; fails the test if there is no such article. */
const char *reading_field(const struct reading *reading, size_t index, enum article_field field);

#endif
