/* json_body.c - see json_body.h. */
#include "common/readers/json_body.h"

#include <string.h>
#include <strings.h>

#include "common/readers/json_keys.h"
#include "common/readers/markup.h"

enum {
    DEPTH_MAX = 24 /* of blocks in each other; what is deeper is left out */
};

void json_body_init(struct json_body *body)
{
    buf_init(&body->text);
    body->others = 0;
}

void json_body_release(struct json_body *body)
{
    buf_release(&body->text);
}

/* ---- Paragraphs --------------------------------------------------------------------------------- */

static void begin_paragraph(struct json_body *body)
{
    if (body->text.size) buf_add_text(&body->text, "\n\n");
}

static void add_text(struct json_body *body, json_object *value, bool is_markup)
{
    const char *text = json_object_get_string(value);
    const size_t size = (size_t)json_object_get_string_len(value);
    begin_paragraph(body);
    const bool may_be = is_markup && (memchr(text, '<', size) || memchr(text, '&', size));
    if (may_be || markup_in(text, size))
        markup_text(text, size, &body->text);
    else
        buf_add(&body->text, text, size);
}

static void add_number(struct json_body *body, json_object *value)
{
    const char *text = json_object_get_string(value);
    if (!text) return;
    begin_paragraph(body);
    buf_add_text(&body->text, text);
}

/* ---- Blocks ------------------------------------------------------------------------------------- */

/* What a block says it is; "" if it doesn't. */
static const char *kind_of(json_object *block)
{
    static const char *const keys[] = {"type", "_type", "nodeType"};
    json_object *value;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (json_object_object_get_ex(block, keys[i], &value) &&
            json_object_is_type(value, json_type_string))
            return json_object_get_string(value);
    return "";
}

/* Whether a block is no prose of the article's own. One of a kind that isn't known is. */
static bool is_other(json_object *block)
{
    static const char *const parts[] = {
        "image",     "picture",      "photo",     "video",      "audio",      "gallery",
        "slideshow", "embed",        "advert",    "related",    "promo",      "newsletter",
        "media",     "tweet",        "pullquote", "pull_quote", "pull-quote", "caption",
        "link_list", "interstitial", "raw_html"};
    if (!json_object_is_type(block, json_type_object)) return false;
    const char *kind = kind_of(block);
    for (size_t i = 0; *kind && i < sizeof parts / sizeof *parts; i++)
        if (strcasestr(kind, parts[i])) return true;
    return !strcmp(kind, "ad");
}

/* What a block holds, and under which of the names in use. */
static json_object *inside(json_object *block, const char **key)
{
    static const char *const keys[] = {"text",    "value",    "@value", "rendered",   "html",
                                       "content", "children", "blocks", "paragraphs", "items",
                                       "main",    "basic",    "root",   "document",   "data"};
    json_object *value;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (json_object_object_get_ex(block, *key = keys[i], &value) && !json_value_is_empty(value))
            return value;
    return NULL;
}

/* ---- Runs of text in a paragraph ---------------------------------------------------------------- */

/* Whether a block's child is a run of its text, {"text": "..."}, and no block itself. */
static bool is_run(json_object *child, bool is_block, bool is_child)
{
    const char *key;
    if (!json_object_is_type(child, json_type_object)) return false;
    json_object *text = inside(child, &key);
    if (!json_object_is_type(text, json_type_string)) return false;
    if (strcmp(key, "text") != 0 && strcmp(key, "value") != 0) return false;
    const char *kind = kind_of(child);
    return *kind ? is_block && (!strcmp(kind, "text") || !strcmp(kind, "span")) : is_child;
}

/* Whether an array, a block's under `key`, is a paragraph in runs. */
static bool has_runs(json_object *block, json_object *array, const char *key)
{
    const bool is_child = !strcmp(key, "children");
    const bool is_block = *kind_of(block) || is_child;
    for (size_t i = 0; i < json_object_array_length(array); i++)
        if (is_run(json_object_array_get_idx(array, i), is_block, is_child)) return true;
    return false;
}

static void add_runs(struct json_body *body, json_object *value, unsigned depth)
{
    const char *key;
    if (depth > DEPTH_MAX) return;
    if (json_object_is_type(value, json_type_string))
        buf_add(&body->text, json_object_get_string(value),
                (size_t)json_object_get_string_len(value));
    else if (json_object_is_type(value, json_type_array))
        for (size_t i = 0; i < json_object_array_length(value); i++)
            add_runs(body, json_object_array_get_idx(value, i), depth + 1);
    else if (json_object_is_type(value, json_type_object) && strcasestr(kind_of(value), "break"))
        buf_add_char(&body->text, '\n');
    else if (json_object_is_type(value, json_type_object))
        add_runs(body, inside(value, &key), depth + 1);
}

/* ---- All of it ---------------------------------------------------------------------------------- */

static void add_value(struct json_body *body, json_object *value, bool is_markup, unsigned depth);

static void add_array(struct json_body *body, json_object *array, bool is_markup, unsigned depth)
{
    for (size_t i = 0; i < json_object_array_length(array); i++) {
        json_object *block = json_object_array_get_idx(array, i);
        if (is_other(block))
            body->others++;
        else
            add_value(body, block, is_markup, depth + 1);
    }
}

static void add_block(struct json_body *body, json_object *block, bool is_markup, unsigned depth)
{
    const char *key;
    json_object *value = inside(block, &key);
    if (json_object_is_type(value, json_type_array) && has_runs(block, value, key)) {
        begin_paragraph(body);
        add_runs(body, value, depth);
        return;
    }
    is_markup = is_markup || *kind_of(block) || !strcmp(key, "rendered") || !strcmp(key, "html");
    add_value(body, value, is_markup, depth + 1);
}

static void add_value(struct json_body *body, json_object *value, bool is_markup, unsigned depth)
{
    if (depth > DEPTH_MAX) return;
    switch (json_object_get_type(value)) {
    case json_type_string: add_text(body, value, is_markup); break;
    case json_type_int:
    case json_type_double: add_number(body, value); break;
    case json_type_array: add_array(body, value, is_markup, depth); break;
    case json_type_object: add_block(body, value, is_markup, depth); break;
    default: break;
    }
}

void json_body_add(struct json_body *body, json_object *value, bool is_markup)
{
    add_value(body, value, is_markup, 0);
}

/* ---- Lines -------------------------------------------------------------------------------------- */

void json_body_part_lines(struct json_body *body)
{
    struct buf parted, *text = &body->text;
    if (!text->size || memmem(text->data, text->size, "\n\n", 2)) return;
    buf_init(&parted);
    const char *const end = text->data + text->size;
    for (const char *line = text->data, *next; line; line = next) {
        next = memchr(line, '\n', (size_t)(end - line));
        buf_add(&parted, line, (size_t)((next ? next : end) - line));
        if (next) buf_add_text(&parted, "\n\n");
        if (next) next++;
    }
    if (text->failed) parted.failed = true;
    buf_release(text);
    *text = parted;
}
