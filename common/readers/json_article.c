/* json_article.c - see json_article.h. */
#include "common/readers/json_article.h"

#include <string.h>
#include <strings.h>

#include "common/date.h"
#include "common/readers/markup.h"
#include "common/readers/person.h"

enum {
    VALUES_DEPTH_MAX = 3, /* {"authors": [{"name": "..."}]} */
    LAST_RANK = 1000,     /* behind all names of a field */
};

/* What an object holds for each field: the value of the best key so far. */
struct found {
    json_object *values[ARTICLE_FIELDS];
    unsigned ranks[ARTICLE_FIELDS];
    bool is_markup[ARTICLE_FIELDS];
};

struct filling {
    struct article *article;
    struct buf paragraphs; /* of the body, which may be an array of them */
    bool is_markup;        /* of the value at hand */
};

/* ---- Keys --------------------------------------------------------------------------------------- */

/* Whether a value says nothing, so that one by another name may. */
static bool is_empty(json_object *value)
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

static void take_key(struct found *found, enum article_field field, unsigned rank,
                     json_object *value)
{
    if (field == ARTICLE_FIELDS || is_empty(value)) return;
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

static void find_keys(json_object *object, const struct field_map *map, struct found *found)
{
    unsigned rank = 0;
    memset(found, 0, sizeof *found);
    json_object_object_foreach(object, key, value)
    {
        const enum article_field field = field_of_name(map, key, strlen(key), &rank);
        take_key(found, field, rank, value);
        if (field == ARTICLE_BODY && found->values[field] == value)
            found->is_markup[field] = says_markup(key);
    }
    for (rank = 0; map && rank < map->count; rank++)
        if (strchr(map->mappings[rank].name, '.'))
            take_key(found, map->mappings[rank].field, rank,
                     value_at(object, map->mappings[rank].name));
}

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

/* Whether a text is HTML, though its key doesn't say so. Most have no < at all. */
static bool looks_like_markup(const char *text, size_t size)
{
    const char *const end = text + size;
    while ((text = memchr(text, '<', (size_t)(end - text))) != NULL) {
        text++;
        if (end - text >= 3 && (!memcmp(text, "/p>", 3) || !memcmp(text, "br>", 3))) return true;
        if (end - text >= 4 && (!memcmp(text, "br/>", 4) || !memcmp(text, "br /", 4))) return true;
    }
    return false;
}

static void add_paragraph(struct filling *filling, const char *text, size_t size)
{
    if (filling->paragraphs.size) buf_add_text(&filling->paragraphs, "\n\n");
    if (filling->is_markup || looks_like_markup(text, size))
        markup_text(text, size, &filling->paragraphs);
    else
        buf_add(&filling->paragraphs, text, size);
}

static void add_title(struct filling *filling, const char *text, size_t size)
{
    struct buf plain;
    buf_init(&plain);
    markup_text(text, size, &plain);
    article_add(filling->article, ARTICLE_TITLE, plain.data, plain.size);
    if (plain.failed) filling->article->fields[ARTICLE_TITLE].failed = true;
    buf_release(&plain);
}

static void add_string(struct filling *filling, enum article_field field, json_object *value,
                       unsigned depth)
{
    const char *text = json_object_get_string(value);
    size_t size = (size_t)json_object_get_string_len(value);
    (void)depth;
    if (field == ARTICLE_AUTHOR || field == ARTICLE_SECTION || field == ARTICLE_TAG)
        add_list(filling->article, field, text, size);
    else if (field == ARTICLE_BODY)
        add_paragraph(filling, text, size);
    else if (field == ARTICLE_TITLE && filling->is_markup)
        add_title(filling, text, size);
    else
        article_add(filling->article, field, text, size);
}

static bool is_single(enum article_field field)
{
    return field == ARTICLE_ID || field == ARTICLE_TITLE || field == ARTICLE_DATE ||
           field == ARTICLE_URL || field == ARTICLE_LANG;
}

/* What stands for an object: {"name": "Jane Doe", "role": "editor"}. *is_markup if that is HTML, as WordPress's. */
static json_object *name_of(json_object *object, bool *is_markup)
{
    static const char *const keys[] = {"name", "label", "text", "value", "@value", "rendered"};
    json_object *value = NULL;
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
    case json_type_string: add_string(filling, field, value, depth); break;
    case json_type_int:
    case json_type_double: add_number(filling, field, value); break;
    case json_type_object:
        if (depth < VALUES_DEPTH_MAX)
            add_value(filling, field, name_of(value, &filling->is_markup), depth + 1);
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

/* trafilatura has a line for each paragraph. */
static void part_lines(struct buf *text, struct buf *out)
{
    if (memmem(text->data, text->size, "\n\n", 2)) return;
    for (const char *line = text->data, *next; line; line = next) {
        next = strchr(line, '\n');
        buf_add(out, line, next ? (size_t)(next - line) : strlen(line));
        if (next) buf_add_text(out, "\n\n");
        if (next) next++;
    }
    const struct buf parted = *out;
    *out = *text;
    *text = parted;
}

static bool has_key(json_object *object, const char *key)
{
    return json_object_object_get_ex(object, key, NULL);
}

static void add_body(struct filling *filling, json_object *object)
{
    struct buf parted, *body = &filling->paragraphs;
    buf_init(&parted);
    if (has_key(object, "source-hostname") && has_key(object, "fingerprint"))
        part_lines(body, &parted);
    article_add(filling->article, ARTICLE_BODY, body->data, body->size);
    if (body->failed || parted.failed) filling->article->fields[ARTICLE_BODY].failed = true;
    buf_release(&parted);
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

void json_article_fill(json_object *object, const struct field_map *map, struct article *article)
{
    struct found found;
    struct filling filling = {.article = article};
    json_object *inner = unwrapped(object);
    buf_init(&filling.paragraphs);
    find_keys(inner, map, &found);
    if (inner != object && !found.values[ARTICLE_ID])
        json_object_object_get_ex(object, "_id", &found.values[ARTICLE_ID]);
    for (int field = 0; field < ARTICLE_FIELDS; field++) {
        filling.is_markup = found.is_markup[field];
        add_value(&filling, (enum article_field)field, found.values[field], 0);
    }
    add_body(&filling, inner);
    buf_release(&filling.paragraphs);
}
