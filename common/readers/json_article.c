/* json_article.c - see json_article.h. */
#include "common/readers/json_article.h"

#include <string.h>
#include <strings.h>

#include "common/date.h"
#include "common/readers/json_body.h"
#include "common/readers/json_keys.h"
#include "common/readers/markup.h"
#include "common/readers/person.h"

enum {
    VALUES_DEPTH_MAX = 3 /* {"authors": [{"name": "..."}]} */
};

const char *const json_article_others = "pictures, embeds and links in texts";

struct filling {
    struct article *article;
    bool is_markup; /* of the value at hand */
};

/* ---- Values ------------------------------------------------------------------------------------- */

/* Seconds or milliseconds since 1970, in UTC. */
static void add_epoch(struct article *article, int64_t number)
{
    char text[DATE_TEXT_MAX];
    struct date date;
    if (!date_of_epoch(number, &date)) return;
    date_write(&date, text);
    article_add(article, ARTICLE_DATE, text, strlen(text));
}

/* An integer, or a whole number written as 1.6e9. A year by itself, or 20200616, is no time. */
static void add_number(struct filling *filling, enum article_field field, json_object *value)
{
    const int64_t last_day_as_digits = 99991231;
    int64_t number = json_object_get_int64(value);
    if (field == ARTICLE_DATE && number > last_day_as_digits) {
        add_epoch(filling->article, number);
        return;
    }
    const char *text = json_object_get_string(value);
    if (text) article_add(filling->article, field, text, strlen(text));
}

/* Adds names that semicolons part, and, if there are none, tags that commas do. */
static void add_list(struct article *article, enum article_field field, const char *text,
                     size_t size)
{
    const char separator = field == ARTICLE_TAG && !memchr(text, ';', size) ? ',' : ';';
    while (size) {
        const char *end = memchr(text, separator, size);
        const size_t part = end ? (size_t)(end - text) : size;
        if (field == ARTICLE_AUTHOR)
            person_add(article, text, part);
        else
            article_add(article, field, text, part);
        text += part + (end != NULL);
        size -= part + (end != NULL);
    }
}

static void add_text(struct article *article, enum article_field field, const char *text,
                     size_t size)
{
    if (field == ARTICLE_AUTHOR || field == ARTICLE_SECTION || field == ARTICLE_TAG)
        add_list(article, field, text, size);
    else
        article_add(article, field, text, size);
}

/* Whether a field's values are words, in which there may be markup. */
static bool is_prose(enum article_field field)
{
    return field != ARTICLE_ID && field != ARTICLE_URL && field != ARTICLE_DATE;
}

static void add_string(struct filling *filling, enum article_field field, json_object *value)
{
    const char *text = json_object_get_string(value);
    const size_t size = (size_t)json_object_get_string_len(value);
    struct buf plain;
    if (!is_prose(field) || !(filling->is_markup || markup_in(text, size))) {
        add_text(filling->article, field, text, size);
        return;
    }
    buf_init(&plain);
    markup_text(text, size, &plain);
    add_text(filling->article, field, plain.data, plain.size);
    if (plain.failed) filling->article->fields[field].failed = true;
    buf_release(&plain);
}

static bool is_single(enum article_field field)
{
    return field == ARTICLE_ID || field == ARTICLE_TITLE || field == ARTICLE_DATE ||
           field == ARTICLE_URL || field == ARTICLE_LANG;
}

static bool is_string(json_object *object, const char *key)
{
    json_object *value;
    return json_object_object_get_ex(object, key, &value) &&
           json_object_is_type(value, json_type_string);
}

/* What stands for an object: {"name": "Jane Doe", "role": "editor"}. *is_markup if that is HTML, as WordPress's. */
static json_object *name_of(json_object *object, enum article_field field, bool *is_markup)
{
    static const char *const keys[] = {"name",   "label",    "webTitle", "text",  "value",
                                       "@value", "rendered", "main",     "basic", "original"};
    json_object *value = NULL;
    if (field == ARTICLE_TAG && is_string(object, "value")) /* its name is what kind of tag it is */
        json_object_object_get_ex(object, "value", &value);
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !value; i++) {
        json_object_object_get_ex(object, keys[i], &value);
        if (value && !strcmp(keys[i], "rendered")) *is_markup = true;
    }
    return value;
}

/* Adds a value of any type; objects and arrays no deeper than VALUES_DEPTH_MAX. */
static void add_value(struct filling *filling, enum article_field field, json_object *value,
                      unsigned depth)
{
    size_t count;
    switch (json_object_get_type(value)) {
    case json_type_string: add_string(filling, field, value); break;
    case json_type_int:
    case json_type_double: add_number(filling, field, value); break;
    case json_type_object:
        if (depth == VALUES_DEPTH_MAX) break;
        add_value(filling, field, name_of(value, field, &filling->is_markup), depth + 1);
        break;
    case json_type_array:
        if (depth == VALUES_DEPTH_MAX) break;
        count = json_object_array_length(value);
        if (is_single(field) && count > 1) count = 1;
        for (size_t i = 0; i < count; i++)
            add_value(filling, field, json_object_array_get_idx(value, i), depth + 1);
        break;
    default: break;
    }
}

static bool has_key(json_object *object, const char *key)
{
    return json_object_object_get_ex(object, key, NULL);
}

static void add_body(struct article *article, const struct json_body *body)
{
    article_add(article, ARTICLE_BODY, body->text.data, body->text.size);
    if (body->text.failed) article->fields[ARTICLE_BODY].failed = true;
}

/* trafilatura has a line for each paragraph. */
static bool has_lines(json_object *object)
{
    return has_key(object, "source-hostname") && has_key(object, "fingerprint");
}

/* The article that a database wraps: {"_id": "...", "_source": {...}}. */
static json_object *unwrapped(json_object *object)
{
    json_object *inner;
    return json_object_object_get_ex(object, "_source", &inner) &&
                   json_object_is_type(inner, json_type_object)
               ? inner
               : object;
}

size_t json_article_fill(json_object *object, const struct field_map *map, struct article *article)
{
    struct json_keys found;
    struct json_body body;
    struct filling filling = {.article = article};
    json_object *inner = unwrapped(object);
    json_keys_find(inner, map, &found);
    if (inner != object && !found.values[ARTICLE_ID])
        json_object_object_get_ex(object, "_id", &found.values[ARTICLE_ID]);
    for (int field = 0; field < ARTICLE_BODY; field++) {
        filling.is_markup = found.is_markup[field];
        add_value(&filling, (enum article_field)field, found.values[field], 0);
    }
    json_body_init(&body);
    json_body_add(&body, found.values[ARTICLE_BODY], found.is_markup[ARTICLE_BODY]);
    if (has_lines(inner)) json_body_part_lines(&body);
    add_body(article, &body);
    json_body_release(&body);
    return body.others;
}
