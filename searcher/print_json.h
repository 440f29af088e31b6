/* print_json.h - objects in a row: a line each, or the items of an array in a document,
 *
 *     {"version":1,"rows":[
 *     {...},
 *     {...}
 *     ]}
 */
#ifndef SEARCHER_PRINT_JSON_H
#define SEARCHER_PRINT_JSON_H

#include "common/members.h"
#include "searcher/print_format.h"
#include "searcher/print_members.h"

struct print_items {
    FILE *out;
    bool lines;
    bool some;       /* one was written */
    struct buf item; /* the object that members are added to */
};

/* Begins a document, {"version":1, for members to be added to. */
void print_document_begin(struct buf *head);

/* Begins lines; or an array of that name in a document, which is written so far and released. */
struct print_items print_lines_begin(FILE *out);
struct print_items print_array_begin(FILE *out, struct buf *head, const char *array);

/* Begins an object with its type, for members to be added to; writes it. */
struct buf *print_items_add(struct print_items *items, const char *type);
void print_items_put(struct print_items *items);

void print_items_end(struct print_items *items);

/* An object with its type, to which the caller adds members; it is then written with `end` behind it,
 * and released. */
void print_object_begin(struct buf *object, const char *type);
void print_object_put(FILE *out, struct buf *object, const char *end);

#endif
