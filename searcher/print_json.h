/* print_json.h - hits as JSON objects, for the formats jsonl and json and whatever else speaks JSON. */
#ifndef SEARCHER_PRINT_JSON_H
#define SEARCHER_PRINT_JSON_H

#include <json-c/json.h>
#include <stdint.h>

#include "searcher/print_format.h"

/* Objects are the caller's until they are written or added to another. */

/* Adds a field's text, null for one that the article doesn't have; a number; one with `digits` decimals. */
void print_json_add_text(struct json_object *object, const char *name, const char *text);
void print_json_add_number(struct json_object *object, const char *name, uint64_t number);
void print_json_add_decimal(struct json_object *object, const char *name, double number,
                            int digits);
void print_json_add_bool(struct json_object *object, const char *name, int value);

/* An object with "type": `type`, if that isn't NULL. */
struct json_object *print_json_object(const char *type);

/* Adds fields of a hit. */
void print_json_add_fields(struct json_object *object, const struct print_fields *fields,
                           const struct print_record *record);

/* Adds what there is to say of all hits together, "query" to "generation". */
void print_json_add_summary(struct json_object *object, const struct print *print);

/* Writes an object, on one line without its end, and frees it. Characters that JSON allows as they are, but a
 * terminal would obey, are escapes. */
void print_json_write(FILE *out, struct json_object *object);

/* Objects in a row: a line each, or the items of an array in a document,
 *
 *     {"version":1,"rows":[
 *     {...},
 *     {...}
 *     ]}
 */
struct print_items {
    FILE *out;
    bool lines;
    bool some; /* one was written */
};

/* Begins a document with the members of `head`, which is freed, and an array; lines if `array` is NULL. */
struct print_items print_items_begin(FILE *out, struct json_object *head, const char *array);
void print_items_add(struct print_items *items, struct json_object *object); /* frees it */
void print_items_end(const struct print_items *items);

/* {"version":1} */
struct json_object *print_json_version(void);

#endif
