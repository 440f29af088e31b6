/* reader_json.c - JSON documents: an array of articles, an object with one somewhere, or an article by itself; several
 * of these in a file. JSON Feed is one of the second kind.
 *
 *     [{"title": ...}, ...]    {"status": "ok", "articles": [{...}, ...]}    {"title": ..., "text": ...}
 *
 * Arrays under names that are usual for it are read article by article, and so is the outermost; any other is looked at
 * when all of its document is there. */
#include <string.h>
#include <strings.h>

#include "common/error.h"
#include "common/readers/json_article.h"
#include "common/readers/json_file.h"

enum {
    DEPTH_MAX = 32,     /* of arrays and objects in each other */
    CONTAINERS_MAX = 4, /* of those in which articles are looked for */
    MEMBER_NAME_MAX = 40
};

static const char NO_END[] = "the JSON object has no end";

static void read_object(struct json_file *json, unsigned depth);

/* ---- Arrays ------------------------------------------------------------------------------------- */

static void read_element(struct json_file *json)
{
    const uint64_t line = json->text.line;
    const bool is_object = json_text_peek(&json->text) == '{';
    bool too_long;
    buf_reset(&json->value);
    if (!json_text_value(&json->text, 0, input_limit(json->input), &json->value, &too_long)) {
        json_file_break_off(json, line, NO_END);
    } else if (too_long) {
        json_file_reject_too_long(json, line);
    } else if (!is_object) {
        json_file_reject(json, line, "not a JSON object");
    } else {
        json_object *element = json_file_parse(json, &json->value, line);
        if (element) json_file_take_element(json, element, line);
        json_object_put(element);
    }
}

static bool goes_on(const struct json_file *json)
{
    return !json->status && !json->stopped;
}

/* Reads the articles of an array whose [ is used up. */
static void read_array(struct json_file *json)
{
    while (goes_on(json)) {
        const int c = json_text_peek(&json->text);
        if (c == ',' || c == ']') json_text_skip(&json->text);
        if (c == ']') return;
        if (c == JSON_TEXT_END)
            json_file_break_off(json, json->text.line, "the JSON array has no end");
        else if (c == '}' || c == ':')
            json_file_stop(json, "not JSON: a bracket that was not opened");
        else if (c != ',')
            read_element(json);
    }
}

/* ---- Objects ------------------------------------------------------------------------------------ */

static bool is_container(const char *name)
{
    static const char *const names[] = {"articles",  "items",   "entries",  "results", "docs",
                                        "documents", "stories", "news",     "posts",   "records",
                                        "data",      "hits",    "response", "result",  "feed"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcasecmp(names[i], name)) return true;
    return false;
}

/* Remembers what an object says of itself before its articles come. `own` is its text so far. */
static void look_around(struct json_file *json, const struct buf *own)
{
    struct buf closed;
    buf_init(&closed);
    buf_add(&closed, own->data, own->size);
    buf_add_char(&closed, '}');
    json_object *object = json_file_parse(json, &closed, json->text.line), *value;
    article_reset(&json->around);
    json->is_feed = false;
    if (object) {
        struct article *around = &json->around;
        json_article_fill(object, json->sink->map, around);
        json->is_feed = json_object_object_get_ex(object, "version", &value) &&
                        json_object_is_type(value, json_type_string) &&
                        strstr(json_object_get_string(value), "jsonfeed.org");
        const struct buf *title = &around->fields[ARTICLE_TITLE];
        if (json->is_feed) article_add(around, ARTICLE_SOURCE, title->data, title->size);
        for (int i = 0; json->is_feed && i < 2; i++)
            if (json_object_object_get_ex(object, i ? "home_page_url" : "feed_url", &value) &&
                value)
                article_add(around, ARTICLE_URL, json_object_get_string(value),
                            (size_t)json_object_get_string_len(value));
    }
    json_object_put(object);
    buf_release(&closed);
}

/* An object being read. */
struct whole {
    struct buf text; /* all of it but for articles that were taken: null stands for them */
    unsigned depth;
    uint64_t line;
    bool has_body; /* of an article: what holds it is no container */
    bool has_container;
    bool too_long;
};

struct member {
    char name[MEMBER_NAME_MAX + 1]; /* "" if longer */
    bool is_body;
};

/* Whether a name is of an article's text; a feed may have a description. */
static bool is_body(const struct json_file *json, const char *name)
{
    static const char *const about[] = {"description", "summary", "abstract", "excerpt"};
    unsigned rank;
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        if (!strcasecmp(about[i], name)) return false;
    return field_of_name(json->sink->map, name, strlen(name), &rank) == ARTICLE_BODY;
}

/* Reads a member's name and colon. False after a reject. */
static bool read_name(struct json_file *json, struct whole *whole, struct member *member)
{
    struct buf *text = &whole->text;
    const size_t start = text->size;
    bool cut;
    *member = (struct member){.name = ""};
    if (!json_text_value(&json->text, 0, input_limit(json->input), text, &cut) ||
        json_text_peek(&json->text) == JSON_TEXT_END) {
        json_file_break_off(json, whole->line, NO_END);
        return false;
    }
    const size_t size = text->size - start;
    whole->too_long = whole->too_long || cut;
    if (size >= 2 && size - 2 <= MEMBER_NAME_MAX)
        memcpy(member->name, text->data + start + 1, size - 2);
    member->is_body = is_body(json, member->name);
    if (json_text_peek(&json->text) != ':') {
        json_file_stop(json, "not JSON: a name without a value");
        return false;
    }
    json_text_skip(&json->text);
    buf_add_char(text, ':');
    return true;
}

/* Reads a member's value, at a [ or {, where articles may be; false if it is to be read as any other. `inside`: the
 * brackets used up. */
static bool read_container(struct json_file *json, struct whole *whole, unsigned *inside)
{
    if (json_text_peek(&json->text) == '{') {
        buf_add_text(&whole->text, "null");
        read_object(json, whole->depth + 1);
        return true;
    }
    if (json_text_peek(&json->text) != '[') return false;
    json_text_skip(&json->text);
    *inside = 1;
    const int c = json_text_peek(&json->text);
    buf_add_text(&whole->text, c == '{' ? "null" : "[");
    if (c == '{' && !whole->has_container) look_around(json, &whole->text);
    whole->has_container = whole->has_container || c == '{' || c == ']';
    if (c == '{') read_array(json);
    return c == '{';
}

static void read_member(struct json_file *json, struct whole *whole, const struct member *member)
{
    unsigned inside = 0;
    bool cut = false;
    if (!whole->has_body && whole->depth < CONTAINERS_MAX && is_container(member->name) &&
        read_container(json, whole, &inside))
        return;
    if (!json_text_value(&json->text, inside, input_limit(json->input), &whole->text, &cut))
        json_file_break_off(json, whole->line, NO_END);
    whole->too_long = whole->too_long || cut;
    whole->has_body = whole->has_body || member->is_body;
}

/* Whether an array's first element is an article as one would know it. */
static bool is_articles(const struct json_file *json, json_object *array)
{
    json_object *first = json_object_is_type(array, json_type_array) &&
                                 json_object_array_length(array)
                             ? json_object_array_get_idx(array, 0)
                             : NULL;
    if (!json_object_is_type(first, json_type_object)) return false;
    struct article article;
    article_init(&article);
    json_article_fill(first, json->sink->map, &article);
    const bool is_one = article.fields[ARTICLE_TITLE].size &&
                        (article.fields[ARTICLE_BODY].size || article.fields[ARTICLE_DATE].size);
    article_release(&article);
    return is_one;
}

/* Takes the articles of arrays in an object, whatever their names. */
static void take_arrays(struct json_file *json, json_object *object, unsigned depth, uint64_t line)
{
    json_object_object_foreach(object, key, value)
    {
        (void)key;
        if (!goes_on(json)) return;
        if (json_object_is_type(value, json_type_object) && depth < CONTAINERS_MAX)
            take_arrays(json, value, depth + 1, line);
        else if (is_articles(json, value))
            for (size_t i = 0; i < json_object_array_length(value) && goes_on(json); i++)
                json_file_take_element(json, json_object_array_get_idx(value, i), line);
    }
}

/* An object that nothing was found in so far: an article, or what holds some. */
static void take_whole(struct json_file *json, const struct whole *whole)
{
    const size_t before = json->taken;
    json_object *object = json_file_parse(json, &whole->text, whole->line);
    if (!object) return;
    article_reset(&json->around);
    json->is_feed = false;
    if (!whole->has_body) take_arrays(json, object, 0, whole->line);
    /* A title by itself may be that of anything that holds no articles today. */
    const bool may_be_one = whole->has_body || (!whole->depth && !whole->has_container);
    if (json->taken == before && goes_on(json) && !(may_be_one && json_file_take(json, object)) &&
        !whole->depth && goes_on(json))
        json_file_reject(json, whole->line, "no article in it");
    json_object_put(object);
}

/* Reads the members of an object whose { is used up, and its }. */
static void read_members(struct json_file *json, struct whole *whole)
{
    struct member member;
    while (goes_on(json)) {
        const int c = json_text_peek(&json->text);
        if (c == '}' || c == ',') json_text_skip(&json->text);
        if (c == '}') return;
        if (c == ',') continue;
        if (c == JSON_TEXT_END)
            json_file_break_off(json, whole->line, NO_END);
        else if (c != '"')
            json_file_stop(json, "not JSON: a name is missing");
        if (!goes_on(json)) return;
        if (whole->text.size > 1) buf_add_char(&whole->text, ',');
        if (read_name(json, whole, &member)) read_member(json, whole, &member);
    }
}

/* Reads an object whose { is next. */
static void read_object(struct json_file *json, unsigned depth)
{
    struct whole whole = {.depth = depth, .line = json->text.line};
    const size_t before = json->taken;
    buf_init(&whole.text);
    json_text_skip(&json->text);
    buf_add_char(&whole.text, '{');
    read_members(json, &whole);
    buf_add_char(&whole.text, '}');
    if (goes_on(json)) json->status = buf_status(&whole.text, &json->error);
    if (goes_on(json) && json->taken == before && whole.too_long)
        json_file_reject_too_long(json, whole.line);
    else if (goes_on(json) && json->taken == before)
        take_whole(json, &whole);
    buf_release(&whole.text);
}

/* ---- Documents ---------------------------------------------------------------------------------- */

static void read_documents(struct json_file *json)
{
    int c;
    while (goes_on(json) && (c = json_text_peek(&json->text)) != JSON_TEXT_END) {
        article_reset(&json->around);
        json->is_feed = false;
        if (c == '{') {
            read_object(json, 0);
        } else if (c == '[') {
            json_text_skip(&json->text);
            read_array(json);
        } else if (c == ',') {
            json_text_skip(&json->text);
        } else {
            json_file_stop(json, "not JSON: neither an object nor an array");
        }
    }
    if (goes_on(json)) json->status = json->text.status, json->error = json->text.error;
}

static nsearch_status read_json(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    struct json_file json = {
        .input = input, .sink = sink, .tokener = json_tokener_new_ex(DEPTH_MAX)};
    if (!json.tokener) return error_memory(error);
    json_tokener_set_flags(json.tokener, JSON_TOKENER_STRICT);
    json_text_init(&json.text, input);
    article_init(&json.article);
    article_init(&json.around);
    buf_init(&json.value);
    buf_init(&json.mended);
    read_documents(&json);
    buf_release(&json.mended);
    buf_release(&json.value);
    article_release(&json.around);
    article_release(&json.article);
    json_tokener_free(json.tokener);
    if (json.status && error) *error = json.error;
    return json.status;
}

/* ---- Probing ------------------------------------------------------------------------------------ */

/* Whether one of the names that hold articles stands in the text, with an array or object behind it. */
static bool has_container(const char *head, size_t size)
{
    const char *const end = head + size;
    while ((head = memchr(head, '"', (size_t)(end - head))) != NULL) {
        char name[MEMBER_NAME_MAX + 1] = "";
        const char *start = head + 1, *close = memchr(start, '"', (size_t)(end - start));
        if (!close) return false;
        if ((size_t)(close - start) <= MEMBER_NAME_MAX)
            memcpy(name, start, (size_t)(close - start));
        for (head = close + 1; head < end && strchr(" :[\t\r\n", *head); head++)
            ;
        if (head < end && *head == '{' && is_container(name)) return true;
    }
    return false;
}

/* Whether an object that begins the text ends in another line than that: JSON Lines don't. */
static bool spans_lines(const char *head, size_t size)
{
    unsigned depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < size; i++) {
        const char c = head[i];
        if (in_string && c == '\\')
            i++;
        else if (c == '"')
            in_string = !in_string;
        else if (!in_string && (c == '{' || c == '['))
            depth++;
        else if (!in_string && (c == '}' || c == ']') && depth && !--depth)
            return false;
        else if (c == '\n' && depth)
            return !in_string;
    }
    return false;
}

static int probe_json(const char *head, size_t size)
{
    while (size && strchr(" \t\r\n", *head))
        head++, size--;
    size_t next = 1;
    while (next < size && strchr(" \t\r\n", head[next]))
        next++;
    if (next >= size) return 0;
    if (*head == '[') return head[next] == '{' || head[next] == ']' ? 95 : 40;
    if (*head != '{' || (head[next] != '"' && head[next] != '}')) return 0;
    const char *line_end = memchr(head, '\n', size);
    return spans_lines(head, size) ||
                   has_container(head, line_end ? (size_t)(line_end - head) : size)
               ? 95
               : 50;
}

extern const struct reader reader_json;
const struct reader reader_json = {
    .name = "json",
    .what = "JSON documents of one article or many, JSON Feed",
    .suffixes = (const char *const[]){".json", NULL},
    .probe = probe_json,
    .read = read_json,
};
