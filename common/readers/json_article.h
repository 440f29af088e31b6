/* json_article.h - an object of JSON as an article, whatever names its keys have: see field_names.h. */
#ifndef COMMON_READERS_JSON_ARTICLE_H
#define COMMON_READERS_JSON_ARTICLE_H

#include <json-c/json.h>

#include "common/article.h"
#include "common/readers/field_names.h"

/* What blocks of a text are called that are left out, for reader_passed(). */
extern const char *const json_article_others;

/* Adds the object's fields to `article` and returns how many blocks of its text were left out, for they are no prose:
 * pictures and the like. A text in HTML loses its markup; running out of memory is remembered in the article. `map`
 * may be NULL. */
size_t json_article_fill(json_object *object, const struct field_map *map, struct article *article);

#endif
