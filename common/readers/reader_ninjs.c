/* reader_ninjs.c - ninjs, news in JSON, of all versions: one item, a list of items, or one a line.
 *
 *     {"uri": "...", "type": "text", "headline": "...", "byline": "...", "body_html": "..."}               1.x
 *     {"uri": "...", "type": "text", "headlines": [{"role": "main", "value": "..."}], "by": "...",
 *      "bodies": [{"contenttype": "text/html", "value": "..."}]}                                           2.x
 *     the same with "contentType", "versionCreated" ...                                                    3.x
 *
 * Pictures are no articles, nor is what an item is associated with; events and films are, if they have a text. */
#include <json-c/json.h>
#include <string.h>

#include "common/error.h"
#include "common/readers/agency.h"
#include "common/readers/byline.h"
#include "common/readers/dateline.h"
#include "common/readers/markup.h"
#include "common/readers/reader.h"
#include "common/utf8.h"
#if WITH_XML
#include "common/readers/nitf.h"
#include "common/readers/prose.h"
#endif

enum {
    DEPTH_MAX = 32,   /* of arrays and objects in each other */
    KEYS_MAX = 500,   /* of an object that are looked through */
    WRAPPING_MAX = 6, /* of those around the items */
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

/* ---- Values ------------------------------------------------------------------------------------- */

static bool same_key(const char *a, const char *b)
{
    return !strcasecmp(a, b);
}

/* A value by its name, without regard to case; NULL if it isn't there. */
static json_object *get(json_object *object, const char *name)
{
    size_t count = 0;
    if (!json_object_is_type(object, json_type_object)) return NULL;
    json_object_object_foreach(object, key, value)
    {
        if (same_key(key, name)) return value;
        if (++count == KEYS_MAX) break;
    }
    return NULL;
}

static const char *text_of(json_object *value)
{
    const char *text = json_object_is_type(value, json_type_string) ? json_object_get_string(value)
                                                                    : NULL;
    return text ? text : "";
}

/* Calls `take` with each text whose name begins so: "body_richtext". */
static void for_each_named(struct ninjs *ninjs, json_object *object, const char *start,
                           void (*take)(struct ninjs *, const char *))
{
    size_t count = 0;
    json_object_object_foreach(object, key, value)
    {
        if (!strncasecmp(key, start, strlen(start))) take(ninjs, text_of(value));
        if (++count == KEYS_MAX) break;
    }
}

/* What stands for a value: itself, or the "value" or "name" of an object. */
static const char *name_of(json_object *value)
{
    if (!json_object_is_type(value, json_type_object)) return text_of(value);
    const char *text = text_of(get(value, "value"));
    return *text ? text : text_of(get(value, "name"));
}

/* Calls `take` with the value, or with each of an array's. */
static void for_each(struct ninjs *ninjs, json_object *value,
                     void (*take)(struct ninjs *, json_object *))
{
    if (!json_object_is_type(value, json_type_array)) {
        if (value) take(ninjs, value);
        return;
    }
    const size_t count = json_object_array_length(value);
    for (size_t i = 0; i < count; i++)
        take(ninjs, json_object_array_get_idx(value, i));
}

/* The first of several names that has a text, or an array whose first has one. */
static const char *first_text(json_object *item, const char *const *names)
{
    for (size_t i = 0; names[i]; i++) {
        json_object *value = get(item, names[i]);
        if (json_object_is_type(value, json_type_array))
            value = json_object_array_get_idx(value, 0);
        const char *text = name_of(value);
        if (*text) return text;
    }
    return "";
}

/* ---- Fields ------------------------------------------------------------------------------------- */

static void add(struct ninjs *ninjs, enum article_field field, const char *text)
{
    article_add(&ninjs->article, field, text, strlen(text));
}

static void add_title(struct ninjs *ninjs, const char *text)
{
    struct buf title;
    if (ninjs->article.fields[ARTICLE_TITLE].size) return;
    buf_init(&title);
    markup_text(text, strlen(text), &title);
    article_add(&ninjs->article, ARTICLE_TITLE, title.data, title.size);
    if (title.failed) ninjs->article.fields[ARTICLE_TITLE].failed = true;
    buf_release(&title);
}

/* The headline whose role is the main one, else the first. */
static void take_title(struct ninjs *ninjs, json_object *item)
{
    json_object *headlines = get(item, "headlines");
    const char *text = text_of(get(item, "headline"));
    const size_t count = json_object_is_type(headlines, json_type_array)
                             ? json_object_array_length(headlines)
                             : 0;
    for (size_t i = count; !*text && i-- > 0;) {
        json_object *headline = json_object_array_get_idx(headlines, i);
        const bool is_main = same_key(text_of(get(headline, "role")), "main");
        if (is_main || !i) text = name_of(headline);
    }
    if (!*text) text = first_text(item, (const char *const[]){"headlines", "title", NULL});
    add_title(ninjs, text);
    for_each_named(ninjs, item, "headline_", add_title);
}

static void take_author(struct ninjs *ninjs, json_object *value)
{
    const char *text = name_of(value);
    byline_add(&ninjs->article, text, strlen(text));
}

/* Not a code of a letter. */
static void take_tag(struct ninjs *ninjs, json_object *value)
{
    const char *name = name_of(value);
    if (strlen(name) > 1) add(ninjs, ARTICLE_TAG, name);
}

static void take_section(struct ninjs *ninjs, json_object *value)
{
    add(ninjs, ARTICLE_SECTION, name_of(value));
}

static void take_place(struct ninjs *ninjs, json_object *value)
{
    add(ninjs, ARTICLE_PLACE, name_of(value));
}

static void take_fields(struct ninjs *ninjs, json_object *item)
{
    static const char *const ids[] = {"guid", "uri", NULL}, *const dates[] = {"versioncreated",
                                                                              "contentmodified",
                                                                              "contentcreated",
                                                                              "firstpublished",
                                                                              "firstcreated",
                                                                              NULL},
                             *const sources[] = {"source",   "infosources",     "infosource",
                                                 "provider", "copyrightholder", NULL};
    static const struct {
        const char *name;
        void (*take)(struct ninjs *, json_object *);
    } lists[] = {{"subject", take_tag},
                 {"subjects", take_tag},
                 {"keywords", take_tag},
                 {"service", take_section},
                 {"located", take_place}};
    const char *uri = text_of(get(item, "uri"));
    /* The addresses of some have a session in them. */
    const char *id = strchr(uri, '?') ? text_of(get(get(item, "altids"), "itemid")) : "";
    add(ninjs, ARTICLE_ID, *id ? id : first_text(item, ids));
    add(ninjs, ARTICLE_DATE, first_text(item, dates));
    add(ninjs, ARTICLE_SOURCE, first_text(item, sources));
    add(ninjs, ARTICLE_LANG, text_of(get(item, "language")));
    if (!strncmp(uri, "http://", 7) || !strncmp(uri, "https://", 8)) add(ninjs, ARTICLE_URL, uri);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for_each(ninjs, get(item, lists[i].name), lists[i].take);
    static const char *const authors[] = {"byline", "by", "bylines", "authors"};
    for (size_t i = 0; i < sizeof authors / sizeof *authors; i++)
        if (!ninjs->article.fields[ARTICLE_AUTHOR].size)
            for_each(ninjs, get(item, authors[i]), take_author);
}

/* ---- Text --------------------------------------------------------------------------------------- */

enum kind {
    KIND_PLAIN,
    KIND_MARKUP,
    KIND_NITF
};

static void write_text(const struct ninjs *ninjs, const char *text, enum kind kind, struct buf *out)
{
    const size_t size = strlen(text);
    (void)ninjs;
    if (kind == KIND_PLAIN) buf_add(out, text, size);
#if WITH_XML
    else if (kind == KIND_NITF)
        nitf_text(text, size, ninjs->sink, out);
    else
        prose_of_text(text, size, ninjs->sink, out);
#else
    else
        markup_text(text, size, out);
#endif
}

/* Unless there is a text already. */
static void add_text(struct ninjs *ninjs, const char *text, enum kind kind)
{
    struct buf *body = &ninjs->article.fields[ARTICLE_BODY], clean;
    if (body->size) return;
    buf_init(&clean);
    write_text(ninjs, text, kind, &clean);
    article_add(&ninjs->article, ARTICLE_BODY, clean.data, clean.size);
    if (clean.failed) body->failed = true;
    buf_release(&clean);
}

/* The first of "bodies" whose type, or role where it has none, says so. */
static void take_bodies(struct ninjs *ninjs, json_object *bodies, const char *type, enum kind kind)
{
    const size_t count = json_object_is_type(bodies, json_type_array)
                             ? json_object_array_length(bodies)
                             : 0;
    for (size_t i = 0; i < count && !ninjs->article.fields[ARTICLE_BODY].size; i++) {
        json_object *body = json_object_array_get_idx(bodies, i);
        const char *is = text_of(get(body, "contenttype"));
        if (!*is) is = text_of(get(body, "role"));
        if (strcasestr(is, type)) add_text(ninjs, text_of(get(body, "value")), kind);
    }
}

/* What it says of itself, where there is no text. */
static void take_description(struct ninjs *ninjs, json_object *item)
{
    add_text(ninjs, text_of(get(item, "description_html")), KIND_MARKUP);
    add_text(ninjs, text_of(get(item, "description_xhtml")), KIND_MARKUP);
    add_text(ninjs,
             first_text(item, (const char *const[]){"description_text", "descriptions", NULL}),
             KIND_MARKUP);
}

static void add_marked(struct ninjs *ninjs, const char *text)
{
    if (strstr(text, "</")) add_text(ninjs, text, KIND_MARKUP);
}

/* Not a word that says what another is: "body_format". */
static void add_plain(struct ninjs *ninjs, const char *text)
{
    if (strchr(text, ' ')) add_text(ninjs, text, KIND_PLAIN);
}

/* Markup has paragraphs, and comes first. In version 1 a provider may have names of its own behind "body_". */
static void take_text(struct ninjs *ninjs, json_object *item)
{
    json_object *bodies = get(item, "bodies");
    add_text(ninjs, text_of(get(item, "body_html")), KIND_MARKUP);
    add_text(ninjs, text_of(get(item, "body_xhtml")), KIND_MARKUP);
    take_bodies(ninjs, bodies, "html", KIND_MARKUP);
    add_text(ninjs, text_of(get(item, "body_text")), KIND_PLAIN);
    take_bodies(ninjs, bodies, "nitf", KIND_NITF);
    take_bodies(ninjs, bodies, "plain", KIND_PLAIN);
    take_bodies(ninjs, bodies, "xml", KIND_MARKUP);
    take_bodies(ninjs, bodies, "", KIND_PLAIN);
    for_each_named(ninjs, item, "body_", add_marked);
    for_each_named(ninjs, item, "body_", add_plain);
}

/* ---- Items -------------------------------------------------------------------------------------- */

static bool is_one_of(const char *text, const char *const *list)
{
    for (size_t i = 0; list[i]; i++)
        if (same_key(text, list[i])) return true;
    return false;
}

/* Whether an object is an item, and not what is around items. */
static bool is_item(json_object *object)
{
    static const char *const keys[] = {"headline",       "headlines",    "bodies",
                                       "body_html",      "body_text",    "body_xhtml",
                                       "versioncreated", "eventDetails", NULL};
    for (size_t i = 0; keys[i]; i++)
        if (get(object, keys[i])) return true;
    return false;
}

/* Whether it may be an article without a text: a flash. */
static bool is_flash(json_object *item)
{
    static const char *const others[] = {"event", "planning", "audio", "video", NULL};
    const char *state = text_of(get(item, "pubstatus"));
    return !is_one_of(text_of(get(item, "type")), others) && !get(item, "eventDetails") &&
           (!*state || same_key(state, "usable"));
}

static nsearch_status pass_over(const struct ninjs *ninjs)
{
    reader_passed(ninjs->sink, "items without a text", 1);
    return NSEARCH_OK;
}

static nsearch_status take_item(struct ninjs *ninjs, json_object *item, nsearch_error *error)
{
    static const char *const pictures[] = {"picture", "graphic", "photo", "image", NULL};
    struct article *article = &ninjs->article;
    if (is_one_of(text_of(get(item, "type")), pictures)) {
        reader_passed(ninjs->sink, "pictures", 1);
        return NSEARCH_OK;
    }
    article_reset(article);
    take_title(ninjs, item);
    take_text(ninjs, item);
    if (!article->fields[ARTICLE_BODY].size) {
        if (!is_flash(item)) return pass_over(ninjs);
        take_description(ninjs, item);
    }
    take_fields(ninjs, item);
    agency_finish(article);
    const nsearch_status status = article_status(article, error);
    if (status) return status;
    if (!agency_is_article(article)) return pass_over(ninjs);
    return ninjs->sink->article(ninjs->sink->context, article, error);
}

/* Items, in whatever they are wrapped. */
static nsearch_status take_value(struct ninjs *ninjs, json_object *value, unsigned depth,
                                 nsearch_error *error)
{
    static const char *const wrappers[] = {"items", "item",      "data",     "results", "_items",
                                           "news",  "newsItems", "response", "docs",    NULL};
    nsearch_status status = NSEARCH_OK;
    if (!value || depth == WRAPPING_MAX) return NSEARCH_OK;
    if (json_object_is_type(value, json_type_array)) {
        const size_t count = json_object_array_length(value);
        for (size_t i = 0; !status && i < count; i++)
            status = take_value(ninjs, json_object_array_get_idx(value, i), depth + 1, error);
        return status;
    }
    if (is_item(value)) return take_item(ninjs, value, error);
    for (size_t i = 0; !status && wrappers[i]; i++)
        status = take_value(ninjs, get(value, wrappers[i]), depth + 1, error);
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
