/* json_keys.h - which of an object's values is which field of an article: see field_names.h. */
#ifndef COMMON_READERS_JSON_KEYS_H
#define COMMON_READERS_JSON_KEYS_H

#include <stdbool.h>

#include <json-c/json.h>

#include "common/article.h"
#include "common/readers/field_names.h"

/* The value of the best key of each field, NULL where there is none. */
struct json_keys {
    json_object *values[ARTICLE_FIELDS];
    unsigned ranks[ARTICLE_FIELDS];
    bool is_markup[ARTICLE_FIELDS]; /* as the key says: "content_html" */
};

/* Finds the keys of an object and, behind these, of its "fields" or "attributes". `map` may be NULL. */
void json_keys_find(json_object *object, const struct field_map *map, struct json_keys *found);

/* Whether a value says nothing, so that one by another name may. */
bool json_value_is_empty(json_object *value);

#endif
