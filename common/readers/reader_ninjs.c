/* reader_ninjs.c - files of ninjs, news in JSON: one item, a list of items, or one a line.
 *
 * Pictures are no articles, nor is what an item is associated with; events and films are, if they have a text. */
#include <json-c/json.h>
#include <string.h>

#include "common/error.h"
#include "common/readers/ninjs.h"
#include "common/utf8.h"

enum {
    DEPTH_MAX = 32,  /* of arrays and objects in each other */
    WRAPPING_MAX = 6 /* of those around the items */
};

struct ninjs {
    struct input *input;
    const struct reader_sink *sink;
    json_tokener *tokener;
    struct article article;
    struct buf mended; /* a line that wasn't UTF-8 */
    size_t size;       /* of the document so far; 0: none has begun */
    uint64_t line;     /* where it begins */
    bool skipping;     /* to where another may begin */
};

/* ---- Items -------------------------------------------------------------------------------------- */

static nsearch_status take_item(struct ninjs *ninjs, json_object *item, nsearch_error *error)
{
    struct article *article = &ninjs->article;
    article_reset(article);
    const char *other = ninjs_read(item, ninjs->sink, article);
    const nsearch_status status = article_status(article, error);
    if (status) return status;
    if (!other) return ninjs->sink->article(ninjs->sink->context, article, error);
    reader_passed(ninjs->sink, other, 1);
    return NSEARCH_OK;
}

/* Items, in whatever they are wrapped. */
static nsearch_status take_value(struct ninjs *ninjs, json_object *value, unsigned depth,
                                 nsearch_error *error)
{
    static const char *const wrappers[] = {"items",     "item",     "data", "results", "news",
                                           "newsItems", "response", "docs", NULL};
    nsearch_status status = NSEARCH_OK;
    if (!value || depth == WRAPPING_MAX) return NSEARCH_OK;
    if (json_object_is_type(value, json_type_array)) {
        const size_t count = json_object_array_length(value);
        for (size_t i = 0; !status && i < count; i++)
            status = take_value(ninjs, json_object_array_get_idx(value, i), depth + 1, error);
        return status;
    }
    if (ninjs_is_item(value)) return take_item(ninjs, value, error);
    for (size_t i = 0; !status && wrappers[i]; i++)
        status = take_value(ninjs, ninjs_value(value, wrappers[i]), depth + 1, error);
    return status;
}

/* ---- Documents ---------------------------------------------------------------------------------- */

static void reject(struct ninjs *ninjs, const char *why)
{
    reader_reject(ninjs->sink, ninjs->input, ninjs->line, "%s", why);
    json_tokener_reset(ninjs->tokener);
    ninjs->size = 0;
    ninjs->skipping = true;
}

/* Reads on in the document, or in several; `text` is valid UTF-8. */
static nsearch_status parse(struct ninjs *ninjs, const char *text, size_t size,
                            nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    while (!status && size && !ninjs->skipping) {
        const size_t blank = ninjs->size ? 0 : strspn(text, " \t\r\n");
        text += blank;
        size -= blank;
        if (!size) break;
        const int piece = size > INT32_MAX ? INT32_MAX : (int)size;
        json_object *value = json_tokener_parse_ex(ninjs->tokener, text, piece);
        const enum json_tokener_error fault = json_tokener_get_error(ninjs->tokener);
        const size_t used = json_tokener_get_parse_end(ninjs->tokener);
        ninjs->size += used;
        text += used;
        size -= used;
        if (fault == json_tokener_success) {
            status = take_value(ninjs, value, 0, error);
            ninjs->size = 0;
        } else if (fault != json_tokener_continue) {
            reject(ninjs, json_tokener_error_desc(fault));
        }
        json_object_put(value);
    }
    return status;
}

static nsearch_status take_line(struct ninjs *ninjs, const struct line *line, nsearch_error *error)
{
    const char *text = line->text;
    size_t size = line->size;
    if (ninjs->skipping && (*text == '{' || *text == '[')) ninjs->skipping = false;
    if (ninjs->skipping) return NSEARCH_OK;
    if (!ninjs->size) ninjs->line = line->number;
    if (line->too_long || size > input_limit(ninjs->input) - ninjs->size) {
        reject(ninjs, "a JSON document that is too long: one object a line is needed");
        return NSEARCH_OK;
    }
    if (utf8_valid_size(text, size) != size) {
        buf_reset(&ninjs->mended);
        const size_t count = utf8_repair(text, size, &ninjs->mended);
        ninjs->sink->repaired(ninjs->sink->context, input_path(ninjs->input), count);
        text = ninjs->mended.data;
        size = ninjs->mended.size;
    }
    nsearch_status status = buf_status(&ninjs->mended, error);
    if (!status) status = parse(ninjs, text, size, error);
    if (!status && ninjs->size) status = parse(ninjs, "\n", 1, error);
    return status;
}

static nsearch_status take_lines(struct ninjs *ninjs, nsearch_error *error)
{
    struct line line;
    bool more;
    nsearch_status status;
    while (!(status = input_line(ninjs->input, &line, &more, error)) && more)
        if ((status = take_line(ninjs, &line, error))) return status;
    if (!status && ninjs->size) {
        reject(ninjs, "the JSON object has no end");
        ninjs->sink->broken(ninjs->sink->context);
    }
    return status;
}

static nsearch_status read_ninjs(struct input *input, const struct reader_sink *sink,
                                 nsearch_error *error)
{
    struct ninjs ninjs = {.input = input, .sink = sink, .tokener = json_tokener_new_ex(DEPTH_MAX)};
    if (!ninjs.tokener) return error_memory(error);
    article_init(&ninjs.article);
    buf_init(&ninjs.mended);
    const nsearch_status status = take_lines(&ninjs, error);
    buf_release(&ninjs.mended);
    article_release(&ninjs.article);
    json_tokener_free(ninjs.tokener);
    return status;
}

/* ---- Probe -------------------------------------------------------------------------------------- */

/* Whether the text has a name as a key, without regard to case. */
static bool has_key(const char *head, size_t size, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = head, *end = head + size; (at = memchr(at, '"', (size_t)(end - at)));
         at++)
        if ((size_t)(end - at) > length + 2 && at[length + 1] == '"' &&
            !strncasecmp(at + 1, name, length))
            return true;
    return false;
}

static size_t count_keys(const char *head, size_t size, const char *const *names)
{
    size_t count = 0;
    for (size_t i = 0; names[i]; i++)
        count += has_key(head, size, names[i]);
    return count;
}

/* Names that ninjs has and others' JSON hasn't, together. */
static int probe_ninjs(const char *head, size_t size)
{
    static const char *const sure[] = {"versioncreated", "pubstatus", NULL},
                             *const own[] = {"bodies", "headlines", "eventDetails", NULL},
                             *const more[] = {"body_html",       "body_xhtml",
                                              "body_text",       "firstcreated",
                                              "descriptions",    "usageterms",
                                              "copyrightholder", "renditions",
                                              "copyrightnotice", "urgency",
                                              "headline",        "headline_main",
                                              "byline",          NULL};
    while (size && strchr(" \t\r\n", *head))
        head++, size--;
    if (!size || (*head != '{' && *head != '[')) return 0;
    const size_t sures = count_keys(head, size, sure), owns = count_keys(head, size, own);
    if (sures && sures + owns + count_keys(head, size, more) > 1) return 98;
    return has_key(head, size, "ninjs") || (owns && has_key(head, size, "uri")) ? 98 : 0;
}

extern const struct reader reader_ninjs;
const struct reader reader_ninjs = {
    .name = "ninjs",
    .what = "ninjs, news in JSON",
    .suffixes = (const char *const[]){".ninjs", ".json", NULL},
    .probe = probe_ninjs,
    .read = read_ninjs,
};
