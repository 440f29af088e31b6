/* json_body.h - an article's text as JSON has it: a string, paragraphs, or the blocks that editors' systems keep.
 *
 *     [{"type": "paragraph", "children": [{"text": "One "}, {"text": "paragraph.", "bold": true}]},
 *      {"type": "image", ...}] */
#ifndef COMMON_READERS_JSON_BODY_H
#define COMMON_READERS_JSON_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include <json-c/json.h>

#include "common/buf.h"

struct json_body {
    struct buf text; /* an empty line between paragraphs; remembers if there was no memory for it */
    size_t others;   /* blocks left out: pictures, embedded posts, links to other articles */
};

void json_body_init(struct json_body *body);
void json_body_release(struct json_body *body);

/* Adds the text in a value of any type. Strings lose markup that one can see they have, or are said to have. */
void json_body_add(struct json_body *body, json_object *value, bool is_markup);

/* Makes each line a paragraph, if there are no others. */
void json_body_part_lines(struct json_body *body);

#endif
