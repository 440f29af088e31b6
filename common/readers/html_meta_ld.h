/* html_meta_ld.h - what the two files of JSON-LD share: html_meta_ld.c finds objects, html_meta_ld_fields.c reads
 * what they say. */
#ifndef COMMON_READERS_HTML_META_LD_H
#define COMMON_READERS_HTML_META_LD_H

#include <json-c/json.h>

#include "common/readers/html_meta_found.h"

enum {
    LD_OBJECTS_MAX = 512 /* that may be the article */
};

struct ld {
    struct meta_found *found;
    json_object *roots[META_SCRIPTS_MAX]; /* the values in the scripts */
    size_t root_count;
    json_object *objects[LD_OBJECTS_MAX];
    size_t object_count;
    size_t bytes_left, values_left, search_left; /* of the limits */
};

/* The value of a key; NULL if there is none, or no object. */
json_object *ld_member(json_object *object, const char *key);

/* Its text; NULL if it is no string. */
const char *ld_string(json_object *value);

/* What {"@id": "..."} alone refers to; the object itself if it says more, or nothing is found. */
json_object *ld_resolve(struct ld *ld, json_object *object);

/* Whether an object has a type that ends in `end`. */
bool ld_is(json_object *object, const char *end);

/* Adds what an object says that no one before it said: the page's article, or one that only may say something of it. */
void ld_take_article(struct ld *ld, json_object *object);
void ld_take_page(struct ld *ld, json_object *object);
void ld_take_site(struct ld *ld, json_object *object);

/* Appends the article's text, if the object has it. */
void ld_take_body(json_object *object, struct buf *body);

#endif
