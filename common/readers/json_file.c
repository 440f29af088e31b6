/* json_file.c - see json_file.h. */
#include "common/readers/json_file.h"

#include "common/error.h"
#include "common/readers/feed_id.h"
#include "common/readers/json_article.h"
#include "common/readers/json_quick.h"
#include "common/utf8.h"

/* ---- Rejects ------------------------------------------------------------------------------------ */

void json_file_reject(struct json_file *json, uint64_t line, const char *reason)
{
    reader_reject(json->sink, json->input, line, "%s", reason);
    json->taken++;
}

void json_file_reject_too_long(struct json_file *json, uint64_t line)
{
    reader_reject_long(json->sink, json->input, line, "an object");
    json->taken++;
}

static void reject_empty(struct json_file *json, uint64_t line)
{
    reader_reject_empty(json->sink, json->input, line);
    json->taken++;
}

void json_file_break_off(struct json_file *json, uint64_t line, const char *reason)
{
    if (json->text.status)
        json->status = json->text.status, json->error = json->text.error;
    else
        json_file_reject(json, line, reason), json->sink->broken(json->sink->context);
    json->stopped = true;
}

void json_file_stop(struct json_file *json, const char *reason)
{
    json_file_reject(json, json->text.line, reason);
    json->stopped = true;
}

/* ---- Articles ----------------------------------------------------------------------------------- */

json_object *json_file_parse(struct json_file *json, const struct buf *value, uint64_t line)
{
    const struct buf *text = value;
    if (utf8_valid_size(value->data, value->size) != value->size) {
        buf_reset(&json->mended);
        const size_t count = utf8_repair(value->data, value->size, &json->mended);
        json->sink->repaired(json->sink->context, input_path(json->input), count);
        text = &json->mended;
    }
    if (!json->status) json->status = buf_status(text, &json->error);
    if (json->status) return NULL;
    json_object *object = json_quick_parse(json->tokener, text->data, text->size);
    if (object) return object;
    reader_reject(json->sink, json->input, line, "not JSON: %s",
                  json_tokener_error_desc(json_tokener_get_error(json->tokener)));
    json->taken++;
    return NULL;
}

/* What the feed says holds for an item that doesn't say. */
static void add_around(struct json_file *json)
{
    static const enum article_field fields[] = {ARTICLE_SOURCE, ARTICLE_LANG, ARTICLE_AUTHOR};
    struct article *article = &json->article;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct buf *value = &json->around.fields[fields[i]];
        struct buf *own = &article->fields[fields[i]];
        if (!own->size) buf_add(own, value->data, value->size);
    }
    if (!json->is_feed) return;
    struct buf id;
    buf_init(&id);
    buf_add(&id, article->fields[ARTICLE_ID].data, article->fields[ARTICLE_ID].size);
    buf_reset(&article->fields[ARTICLE_ID]);
    feed_id_add(article, &json->around.fields[ARTICLE_URL], id.data, id.size);
    buf_release(&id);
}

bool json_file_take(struct json_file *json, json_object *object)
{
    struct article *article = &json->article;
    article_reset(article);
    const size_t others = json_article_fill(object, json->sink->map, article);
    if (!article->fields[ARTICLE_TITLE].size && !article->fields[ARTICLE_BODY].size) return false;
    reader_passed(json->sink, json_article_others, others);
    add_around(json);
    json->status = article_status(article, &json->error);
    if (!json->status)
        json->status = json->sink->article(json->sink->context, article, &json->error);
    json->taken++;
    return true;
}

void json_file_take_element(struct json_file *json, json_object *element, uint64_t line)
{
    if (!json_object_is_type(element, json_type_object))
        json_file_reject(json, line, "not a JSON object");
    else if (!json_file_take(json, element) && !json->status)
        reject_empty(json, line);
}
