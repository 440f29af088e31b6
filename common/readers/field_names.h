/* field_names.h - what archives call the fields of an article: a "headline" is a title.
 *
 * The names that are known by themselves hold for JSON, CSV and front matter; --map puts others in their place:
 *
 *     title=headline.main,date=pub_date,body=lead,body=text
 *
 * For a field that is mapped the names given count alone, the first that a record has; a point goes into an
 * object of JSON. Names are compared without case; - and a space are _. */
#ifndef COMMON_READERS_FIELD_NAMES_H
#define COMMON_READERS_FIELD_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "common/article.h"

enum {
    FIELD_NAME_MAX = 64,    /* bytes of a name, points and all */
    FIELD_NAMES_MAPPED = 64 /* names that a map may have */
};

/* What --map says. Needs no memory of its own. */
struct field_map {
    struct field_mapping {
        enum article_field field;
        char name[FIELD_NAME_MAX + 1]; /* as it is compared */
    } mappings[FIELD_NAMES_MAPPED];
    size_t count;
};

/* Adds what a text says, as above, to a map. Errors: INVALID, with what is wrong in it. */
nsearch_status field_map_add(struct field_map *map, const char *text, nsearch_error *error);

/* Appends the text that makes the map. */
void field_map_write(const struct field_map *map, struct buf *out);

/* Which field a record's `name` is of, and how good a name for it that is: 0 is the best. ARTICLE_FIELDS if it
 * names none. `map` may be NULL. */
enum article_field field_of_name(const struct field_map *map, const char *name, size_t size,
                                 unsigned *rank);

/* Whether a record's `name` is one that a map has. */
bool field_name_is(const char *name, const char *folded, size_t size);

#endif
