/* reader_jsonl.c - JSON Lines: one object a line, one article an object. */
#include <string.h>

#include "common/error.h"
#include "common/readers/json_article.h"
#include "common/readers/json_quick.h"
#include "common/readers/reader.h"
#include "common/utf8.h"

enum {
    DEPTH_MAX = 32 /* of arrays and objects in each other */
};

struct jsonl {
    struct input *input;
    const struct reader_sink *sink;
    json_tokener *tokener;
    struct article article;
    struct buf mended; /* a line that wasn't UTF-8 */
};

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
    article_reset(&jsonl->article);
    const size_t others = json_article_fill(object, jsonl->sink->map, &jsonl->article);
    reader_passed(jsonl->sink, json_article_others, others);
    nsearch_status status = article_status(&jsonl->article, error);
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
    json_object *object = json_quick_parse(jsonl->tokener, line->text, line->size);
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
    nsearch_status status = take_lines(&jsonl, error);
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
