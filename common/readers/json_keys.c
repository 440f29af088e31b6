/* json_keys.c - see json_keys.h. */
#include "common/readers/json_keys.h"

#include <string.h>
#include <strings.h>

enum {
    LAST_RANK = 1000, /* behind all names of a field */
    INNER_RANK = 2000 /* of the names in an object's "fields" */
};

bool json_value_is_empty(json_object *value)
{
    if (json_object_is_type(value, json_type_string)) return !json_object_get_string_len(value);
    if (json_object_is_type(value, json_type_array)) return !json_object_array_length(value);
    return !value;
}

static bool is_address(json_object *value)
{
    return json_object_is_type(value, json_type_string) &&
           !strncasecmp(json_object_get_string(value), "http", 4) &&
           strstr(json_object_get_string(value), "://");
}

static void take_key(struct json_keys *found, enum article_field field, unsigned rank,
                     json_object *value)
{
    if (field == ARTICLE_FIELDS || json_value_is_empty(value)) return;
    if (field == ARTICLE_SOURCE && is_address(value)) { /* trafilatura's page */
        field = ARTICLE_URL;
        rank += LAST_RANK;
    }
    if (found->values[field] && found->ranks[field] <= rank) return;
    found->values[field] = value;
    found->ranks[field] = rank;
}

/* The value of a key as it is compared, not as it is spelt. */
static json_object *value_of(json_object *object, const char *name, size_t size)
{
    json_object_object_foreach(object, key, value)
    {
        if (field_name_is(key, name, size)) return value;
    }
    return NULL;
}

/* "headline.main" of {"headline": {"main": "..."}} */
static json_object *value_at(json_object *object, const char *name)
{
    const char *point;
    while ((point = strchr(name, '.')) && json_object_is_type(object, json_type_object)) {
        object = value_of(object, name, (size_t)(point - name));
        name = point + 1;
    }
    if (!json_object_is_type(object, json_type_object)) return NULL;
    return value_of(object, name, strlen(name));
}

/* "content_html" */
static bool says_markup(const char *key)
{
    const size_t size = strlen(key);
    return size > 5 && !strcasecmp(key + size - 5, "_html");
}

static bool has_more_keys(const char *key, json_object *value)
{
    return json_object_is_type(value, json_type_object) &&
           (!strcmp(key, "fields") || !strcmp(key, "attributes"));
}

/* Adds the keys of an object that are better than those found so far; `least` is the rank of the best there may be. */
static void add_keys(json_object *object, const struct field_map *map, unsigned least,
                     struct json_keys *found)
{
    unsigned rank = 0;
    json_object_object_foreach(object, key, value)
    {
        const enum article_field field = field_of_name(map, key, strlen(key), &rank);
        take_key(found, field, least + rank, value);
        if (field == ARTICLE_BODY && found->values[field] == value)
            found->is_markup[field] = says_markup(key);
        if (!least && has_more_keys(key, value)) add_keys(value, map, INNER_RANK, found);
    }
}

void json_keys_find(json_object *object, const struct field_map *map, struct json_keys *found)
{
    memset(found, 0, sizeof *found);
    add_keys(object, map, 0, found);
    for (unsigned rank = 0; map && rank < map->count; rank++)
        if (strchr(map->mappings[rank].name, '.'))
            take_key(found, map->mappings[rank].field, rank,
                     value_at(object, map->mappings[rank].name));
}
