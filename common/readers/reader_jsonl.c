/* reader_jsonl.c - JSON Lines: one object a line, one article an object. */
#include <json-c/json.h>
#include <string.h>
#include <time.h>

#include "common/error.h"
#include "common/readers/reader.h"
#include "common/utf8.h"

enum {
    DEPTH_MAX = 32,       /* of arrays and objects in each other */
    VALUES_DEPTH_MAX = 3, /* {"authors": [{"name": "..."}]} */
};

/* A number above this is a time in milliseconds: as seconds it would be the year 5138. */
static const int64_t SECONDS_MAX = 100000000000;

/* What an object holds for each field: the value of the best key so far. */
struct found {
    json_object *values[ARTICLE_FIELDS];
    unsigned ranks[ARTICLE_FIELDS];
};

struct jsonl {
    struct input *input;
    const struct reader_sink *sink;
    json_tokener *tokener;
    struct article article;
    struct buf mended;     /* a line that wasn't UTF-8 */
    struct buf paragraphs; /* a body given as an array of them */
};

/* ---- Keys --------------------------------------------------------------------------------------- */

/* Whether a value says nothing, so that one by another name may. */
static bool is_empty(json_object *value)
{
    if (json_object_is_type(value, json_type_string)) return !json_object_get_string_len(value);
    if (json_object_is_type(value, json_type_array)) return !json_object_array_length(value);
    return !value;
}

static void take_key(struct found *found, enum article_field field, unsigned rank,
                     json_object *value)
{
    if (field == ARTICLE_FIELDS || is_empty(value)) return;
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

static void find_keys(json_object *object, const struct field_map *map, struct found *found)
{
    unsigned rank = 0;
    memset(found, 0, sizeof *found);
    json_object_object_foreach(object, key, value)
    {
        const enum article_field field = field_of_name(map, key, strlen(key), &rank);
        take_key(found, field, rank, value);
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
    char text[40];
    struct tm parts;
    time_t seconds = (time_t)(number > SECONDS_MAX ? number / 1000 : number);
    if (!gmtime_r(&seconds, &parts) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts))
        return;
    article_add(article, ARTICLE_DATE, text, strlen(text));
}

/* An integer, or a whole number written as 1.6e9. A year by itself, or 20200616, is no time. */
static void add_number(struct jsonl *jsonl, enum article_field field, json_object *value)
{
    const int64_t last_day_as_digits = 99991231;
    int64_t number = json_object_get_int64(value);
    if (field == ARTICLE_DATE && number > last_day_as_digits) {
        add_epoch(&jsonl->article, number);
        return;
    }
    const char *text = json_object_get_string(value);
    if (text) article_add(&jsonl->article, field, text, strlen(text));
}

static void add_string(struct jsonl *jsonl, enum article_field field, json_object *value,
                       unsigned depth)
{
    const char *text = json_object_get_string(value);
    size_t size = (size_t)json_object_get_string_len(value);
    if (field != ARTICLE_BODY || !depth) {
        article_add(&jsonl->article, field, text, size);
        return;
    }
    if (jsonl->paragraphs.size) buf_add_text(&jsonl->paragraphs, "\n\n");
    buf_add(&jsonl->paragraphs, text, size);
}

static bool is_single(enum article_field field)
{
    return field == ARTICLE_ID || field == ARTICLE_TITLE || field == ARTICLE_DATE ||
           field == ARTICLE_URL || field == ARTICLE_LANG;
}

/* What stands for an object: {"name": "Jane Doe", "role": "editor"}. */
static json_object *name_of(json_object *object)
{
    static const char *const keys[] = {"name", "label", "text", "value", "@value"};
    json_object *value = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !value; i++)
        json_object_object_get_ex(object, keys[i], &value);
    return value;
}

/* Adds a value of any type; objects and arrays no deeper than VALUES_DEPTH_MAX. */
static void add_value(struct jsonl *jsonl, enum article_field field, json_object *value,
                      unsigned depth)
{
    size_t count;
    switch (json_object_get_type(value)) {
    case json_type_string: add_string(jsonl, field, value, depth); break;
    case json_type_int:
    case json_type_double: add_number(jsonl, field, value); break;
    case json_type_object:
        if (depth < VALUES_DEPTH_MAX) add_value(jsonl, field, name_of(value), depth + 1);
        break;
    case json_type_array:
        if (depth == VALUES_DEPTH_MAX) break;
        count = json_object_array_length(value);
        if (is_single(field) && count > 1) count = 1;
        for (size_t i = 0; i < count; i++)
            add_value(jsonl, field, json_object_array_get_idx(value, i), depth + 1);
        break;
    default: break;
    }
}

static void add_fields(struct jsonl *jsonl, json_object *object)
{
    struct found found;
    find_keys(object, jsonl->sink->map, &found);
    article_reset(&jsonl->article);
    buf_reset(&jsonl->paragraphs);
    for (int field = 0; field < ARTICLE_FIELDS; field++)
        add_value(jsonl, (enum article_field)field, found.values[field], 0);
    if (jsonl->paragraphs.size)
        article_add(&jsonl->article, ARTICLE_BODY, jsonl->paragraphs.data, jsonl->paragraphs.size);
}

/* ---- Lines -------------------------------------------------------------------------------------- */

static bool is_blank(const struct line *line)
{
    return strspn(line->text, " \t\r") == line->size;
}

/* json-c wants UTF-8: mends a line that isn't. */
static nsearch_status mend(struct jsonl *jsonl, struct line *line, nsearch_error *error)
{
    if (utf8_valid_size(line->text, line->size) == line->size) return NSEARCH_OK;
    buf_reset(&jsonl->mended);
    size_t count = utf8_repair(line->text, line->size, &jsonl->mended);
    line->text = jsonl->mended.data;
    line->size = jsonl->mended.size;
    jsonl->sink->repaired(jsonl->sink->context, input_path(jsonl->input), count);
    return buf_status(&jsonl->mended, error);
}

/* Whether a line that is not one object looks like a piece of a bigger document: an array, or an
 * object that goes on in the next line. */
static bool is_document(const struct line *line, bool incomplete)
{
    const char *first = line->text + strspn(line->text, " \t");
    size_t size = line->size;
    while (size && strchr(" \t\r", line->text[size - 1]))
        size--;
    return *first == '[' || (incomplete && size && strchr("{,[:", line->text[size - 1]));
}

static nsearch_status take_object(struct jsonl *jsonl, const struct line *line, json_object *object,
                                  nsearch_error *error)
{
    add_fields(jsonl, object);
    nsearch_status status = article_status(&jsonl->article, error);
    if (!status) status = buf_status(&jsonl->paragraphs, error);
    if (status) return status;
    if (jsonl->article.fields[ARTICLE_TITLE].size || jsonl->article.fields[ARTICLE_BODY].size)
        return jsonl->sink->article(jsonl->sink->context, &jsonl->article, error);
    reader_reject_empty(jsonl->sink, jsonl->input, line->number);
    return NSEARCH_OK;
}

/* Says why there is no object in a line. *whole_file if none of the file's lines will do. A last line that
 * breaks off is what a copy in progress looks like: there may be more of the file. */
static void reject_line(struct jsonl *jsonl, const struct line *line, bool is_first,
                        bool *whole_file)
{
    enum json_tokener_error fault = json_tokener_get_error(jsonl->tokener);
    size_t column = json_tokener_get_parse_end(jsonl->tokener) + 1;
    const bool incomplete = fault == json_tokener_continue;
    *whole_file = is_first && is_document(line, incomplete && !line->cut);
    if (*whole_file)
        reader_reject(jsonl->sink, jsonl->input, line->number,
                      "a JSON document, not JSON Lines: one object a line is needed");
    else if (incomplete)
        reader_reject(jsonl->sink, jsonl->input, line->number, "the JSON object has no end");
    else if (fault == json_tokener_success)
        reader_reject(jsonl->sink, jsonl->input, line->number, "not a JSON object");
    else
        reader_reject(jsonl->sink, jsonl->input, line->number, "not JSON: %s at byte %zu",
                      json_tokener_error_desc(fault), column);
    if (incomplete && line->cut) jsonl->sink->broken(jsonl->sink->context);
}

static nsearch_status take_line(struct jsonl *jsonl, struct line *line, bool is_first,
                                bool *whole_file, nsearch_error *error)
{
    nsearch_status status = mend(jsonl, line, error);
    if (status) return status;
    json_tokener_reset(jsonl->tokener);
    /* json-c counts in int. */
    json_object *object = line->size > INT32_MAX
                              ? NULL
                              : json_tokener_parse_ex(jsonl->tokener, line->text, (int)line->size);
    if (json_object_is_type(object, json_type_object))
        status = take_object(jsonl, line, object, error);
    else
        reject_line(jsonl, line, is_first, whole_file);
    json_object_put(object);
    return status;
}

static nsearch_status take_lines(struct jsonl *jsonl, nsearch_error *error)
{
    struct line line;
    bool more, is_first = true, whole_file = false;
    nsearch_status status = NSEARCH_OK;
    while (!status && !whole_file && !(status = input_line(jsonl->input, &line, &more, error)) &&
           more) {
        if (line.too_long)
            reader_reject_long(jsonl->sink, jsonl->input, line.number, "a line");
        else if (!is_blank(&line))
            status = take_line(jsonl, &line, is_first, &whole_file, error);
        is_first = is_first && is_blank(&line);
    }
    if (!status && is_first) reader_reject_as(jsonl->sink, jsonl->input, 0, REJECT_EMPTY, "empty");
    return status;
}

static nsearch_status read_jsonl(struct input *input, const struct reader_sink *sink,
                                 nsearch_error *error)
{
    struct jsonl jsonl = {.input = input, .sink = sink, .tokener = json_tokener_new_ex(DEPTH_MAX)};
    if (!jsonl.tokener) return error_memory(error);
    json_tokener_set_flags(jsonl.tokener, JSON_TOKENER_STRICT);
    article_init(&jsonl.article);
    buf_init(&jsonl.mended);
    buf_init(&jsonl.paragraphs);
    nsearch_status status = take_lines(&jsonl, error);
    buf_release(&jsonl.paragraphs);
    buf_release(&jsonl.mended);
    article_release(&jsonl.article);
    json_tokener_free(jsonl.tokener);
    return status;
}

/* An object's start is certain; an array's is a document, which this reader tells the user about. */
static int probe_jsonl(const char *head, size_t size)
{
    const char *const end = head + size;
    while (head < end && strchr(" \t\r\n", *head))
        head++;
    if (head == end) return 0;
    char first = *head++;
    while (head < end && strchr(" \t\r\n", *head))
        head++;
    if (head == end) return 1;
    if (first == '{' && (*head == '"' || *head == '}')) return 90;
    return first == '[' && *head == '{' ? 60 : 1;
}

extern const struct reader reader_jsonl;
const struct reader reader_jsonl = {
    .name = "jsonl",
    .what = "JSON Lines, one object an article",
    .suffixes = (const char *const[]){".jsonl", ".ndjson", ".json", NULL},
    .probe = probe_jsonl,
    .read = read_jsonl,
};
