/* ninjs.c - see ninjs.h.
 *
 *     {"uri": "...", "type": "text", "headline": "...", "byline": "...", "body_html": "..."}               1.x
 *     {"uri": "...", "type": "text", "headlines": [{"role": "main", "value": "..."}], "by": "...",
 *      "bodies": [{"contenttype": "text/html", "value": "..."}]}                                           2.x
 *     the same with "contentType", "versionCreated" ...                                                    3.x
 *     {"urn": "...", "headline": "...", "version_created": "...", "article_html": "..."}         a provider's own */
#include "common/readers/ninjs.h"

#include <json-c/json.h>
#include <string.h>

#include "common/readers/agency.h"
#include "common/readers/byline.h"
#include "common/readers/dateline.h"
#include "common/readers/markup.h"
#if WITH_XML
#include "common/readers/nitf.h"
#include "common/readers/prose.h"
#endif

enum {
    KEYS_MAX = 500 /* of an object that are looked through */
};

struct filling {
    const struct reader_sink *sink;
    struct article *article;
};

/* ---- Values ------------------------------------------------------------------------------------- */

/* The next letter of a name as names are compared. */
static char next_letter(const char **name)
{
    while (**name == '_')
        ++*name;
    return **name >= 'A' && **name <= 'Z' ? (char)(**name | 0x20) : **name;
}

/* "version_created" is "versionCreated". */
static bool same_key(const char *a, const char *b)
{
    for (;; a++, b++) {
        const char letter = next_letter(&a);
        if (letter != next_letter(&b)) return false;
        if (!letter) return true;
    }
}

json_object *ninjs_value(json_object *object, const char *name)
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
static void for_each_named(struct filling *filling, json_object *object, const char *start,
                           void (*take)(struct filling *, const char *))
{
    size_t count = 0;
    json_object_object_foreach(object, key, value)
    {
        if (!strncasecmp(key, start, strlen(start))) take(filling, text_of(value));
        if (++count == KEYS_MAX) break;
    }
}

/* What stands for a value: itself, or the "value" or "name" of an object. */
static const char *name_of(json_object *value)
{
    if (!json_object_is_type(value, json_type_object)) return text_of(value);
    const char *text = text_of(ninjs_value(value, "value"));
    return *text ? text : text_of(ninjs_value(value, "name"));
}

/* Calls `take` with the value, or with each of an array's. */
static void for_each(struct filling *filling, json_object *value,
                     void (*take)(struct filling *, json_object *))
{
    if (!json_object_is_type(value, json_type_array)) {
        if (value) take(filling, value);
        return;
    }
    const size_t count = json_object_array_length(value);
    for (size_t i = 0; i < count; i++)
        take(filling, json_object_array_get_idx(value, i));
}

/* The first of several names that has a text, or an array whose first has one. */
static const char *first_text(json_object *item, const char *const *names)
{
    for (size_t i = 0; names[i]; i++) {
        json_object *value = ninjs_value(item, names[i]);
        if (json_object_is_type(value, json_type_array))
            value = json_object_array_get_idx(value, 0);
        const char *text = name_of(value);
        if (*text) return text;
    }
    return "";
}

/* ---- Fields ------------------------------------------------------------------------------------- */

static void add(struct filling *filling, enum article_field field, const char *text)
{
    article_add(filling->article, field, text, strlen(text));
}

static void add_title(struct filling *filling, const char *text)
{
    if (!filling->article->fields[ARTICLE_TITLE].size)
        markup_add(filling->article, ARTICLE_TITLE, text, strlen(text));
}

/* The headline whose role is the main one, else the first. */
static void take_title(struct filling *filling, json_object *item)
{
    json_object *headlines = ninjs_value(item, "headlines");
    const char *text = text_of(ninjs_value(item, "headline"));
    const size_t count = json_object_is_type(headlines, json_type_array)
                             ? json_object_array_length(headlines)
                             : 0;
    for (size_t i = count; !*text && i-- > 0;) {
        json_object *headline = json_object_array_get_idx(headlines, i);
        const bool is_main = same_key(text_of(ninjs_value(headline, "role")), "main");
        if (is_main || !i) text = name_of(headline);
    }
    if (!*text) text = first_text(item, (const char *const[]){"headlines", "title", NULL});
    add_title(filling, text);
    for_each_named(filling, item, "headline_", add_title);
}

static void take_author(struct filling *filling, json_object *value)
{
    const char *text = name_of(value);
    byline_add(filling->article, text, strlen(text));
}

/* Not a code of a letter. */
static void take_tag(struct filling *filling, json_object *value)
{
    const char *name = name_of(value);
    if (strlen(name) > 1) add(filling, ARTICLE_TAG, name);
}

static void take_section(struct filling *filling, json_object *value)
{
    add(filling, ARTICLE_SECTION, name_of(value));
}

static void take_place(struct filling *filling, json_object *value)
{
    add(filling, ARTICLE_PLACE, name_of(value));
}

/* The addresses of some have a session in them. */
static void take_id(struct filling *filling, json_object *item)
{
    static const char *const names[] = {"guid", "uri", "urn", NULL};
    const char *uri = text_of(ninjs_value(item, "uri"));
    const char *id = strchr(uri, '?') ? text_of(ninjs_value(ninjs_value(item, "altids"), "itemid"))
                                      : "";
    add(filling, ARTICLE_ID, *id ? id : first_text(item, names));
    if (!strncmp(uri, "http://", 7) || !strncmp(uri, "https://", 8)) add(filling, ARTICLE_URL, uri);
}

static void take_authors(struct filling *filling, json_object *item)
{
    static const char *const names[] = {"byline", "by", "bylines", "authors"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!filling->article->fields[ARTICLE_AUTHOR].size)
            for_each(filling, ninjs_value(item, names[i]), take_author);
}

static void take_dateline(struct filling *filling, json_object *item)
{
    struct dateline dateline;
    const char *text = text_of(ninjs_value(item, "dateline"));
    dateline_read(text, strlen(text), &dateline);
    dateline_add(filling->article, &dateline);
}

static void take_lists(struct filling *filling, json_object *item)
{
    static const struct {
        const char *name;
        void (*take)(struct filling *, json_object *);
    } lists[] = {{"subject", take_tag},     {"subjects", take_tag},
                 {"keywords", take_tag},    {"keyword_names", take_tag},
                 {"service", take_section}, {"rubric_names", take_section},
                 {"located", take_place}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for_each(filling, ninjs_value(item, lists[i].name), lists[i].take);
}

static void take_fields(struct filling *filling, json_object *item)
{
    static const char *const dates[] = {"versioncreated", "contentmodified", "contentcreated",
                                        "firstpublished", "firstcreated",    NULL};
    static const char *const sources[] = {
        "source", "infosources", "infosource", "provider", "copyrightholder", "creditline", NULL};
    take_id(filling, item);
    add(filling, ARTICLE_DATE, first_text(item, dates));
    add(filling, ARTICLE_SOURCE, first_text(item, sources));
    add(filling, ARTICLE_LANG, text_of(ninjs_value(item, "language")));
    take_lists(filling, item);
    take_authors(filling, item);
    take_dateline(filling, item);
}

/* Whether there is a word to editors with it, which is none of the text's. */
static bool has_notes(json_object *item)
{
    return *first_text(item, (const char *const[]){"ednote", "editorsnote", NULL}) ||
           json_object_is_type(ninjs_value(item, "ednotes"), json_type_array);
}

/* ---- Text --------------------------------------------------------------------------------------- */

enum kind {
    KIND_PLAIN,
    KIND_MARKUP,
    KIND_NITF
};

static void write_text(const struct filling *filling, const char *text, enum kind kind,
                       struct buf *out)
{
    const size_t size = strlen(text);
    (void)filling;
    if (kind == KIND_PLAIN) buf_add(out, text, size);
#if WITH_XML
    else if (kind == KIND_NITF)
        nitf_text(text, size, filling->sink, out);
    else
        prose_of_text(text, size, filling->sink, out);
#else
    else
        markup_text(text, size, out);
#endif
}

/* Unless there is a text already. */
static void add_text(struct filling *filling, const char *text, enum kind kind)
{
    struct buf *body = &filling->article->fields[ARTICLE_BODY], clean;
    if (body->size) return;
    buf_init(&clean);
    write_text(filling, text, kind, &clean);
    article_add(filling->article, ARTICLE_BODY, clean.data, clean.size);
    if (clean.failed) body->failed = true;
    buf_release(&clean);
}

/* The first of "bodies" whose type, or role where it has none, says so. */
static void take_bodies(struct filling *filling, json_object *bodies, const char *type,
                        enum kind kind)
{
    const size_t count = json_object_is_type(bodies, json_type_array)
                             ? json_object_array_length(bodies)
                             : 0;
    for (size_t i = 0; i < count && !filling->article->fields[ARTICLE_BODY].size; i++) {
        json_object *body = json_object_array_get_idx(bodies, i);
        const char *is = text_of(ninjs_value(body, "contenttype"));
        if (!*is) is = text_of(ninjs_value(body, "role"));
        if (strcasestr(is, type)) add_text(filling, text_of(ninjs_value(body, "value")), kind);
    }
}

/* What it says of itself, where there is no text. */
static void take_description(struct filling *filling, json_object *item)
{
    add_text(filling, text_of(ninjs_value(item, "description_html")), KIND_MARKUP);
    add_text(filling, text_of(ninjs_value(item, "description_xhtml")), KIND_MARKUP);
    add_text(
        filling,
        first_text(item, (const char *const[]){"description_text", "descriptions", "teaser", NULL}),
        KIND_MARKUP);
}

static void add_marked(struct filling *filling, const char *text)
{
    if (strstr(text, "</")) add_text(filling, text, KIND_MARKUP);
}

/* Not a word that says what another is: "body_format". */
static void add_plain(struct filling *filling, const char *text)
{
    if (strchr(text, ' ')) add_text(filling, text, KIND_PLAIN);
}

/* Markup has paragraphs, and comes first. In version 1 a provider may have names of its own behind "body_". */
static void take_text(struct filling *filling, json_object *item)
{
    json_object *bodies = ninjs_value(item, "bodies");
    add_text(filling, text_of(ninjs_value(item, "body_html")), KIND_MARKUP);
    add_text(filling, text_of(ninjs_value(item, "body_xhtml")), KIND_MARKUP);
    take_bodies(filling, bodies, "html", KIND_MARKUP);
    add_text(filling, text_of(ninjs_value(item, "article_html")), KIND_MARKUP);
    add_text(filling, text_of(ninjs_value(item, "body_text")), KIND_PLAIN);
    take_bodies(filling, bodies, "nitf", KIND_NITF);
    take_bodies(filling, bodies, "plain", KIND_PLAIN);
    take_bodies(filling, bodies, "xml", KIND_MARKUP);
    take_bodies(filling, bodies, "", KIND_PLAIN);
    for_each_named(filling, item, "body_", add_marked);
    for_each_named(filling, item, "body_", add_plain);
}

/* ---- Items -------------------------------------------------------------------------------------- */

static bool is_one_of(const char *text, const char *const *list)
{
    for (size_t i = 0; list[i]; i++)
        if (same_key(text, list[i])) return true;
    return false;
}

bool ninjs_is_item(json_object *object)
{
    static const char *const keys[] = {
        "headline",   "headlines",    "bodies",         "body_html",    "body_text",
        "body_xhtml", "article_html", "versioncreated", "eventDetails", NULL};
    for (size_t i = 0; keys[i]; i++)
        if (ninjs_value(object, keys[i])) return true;
    return false;
}

/* Whether it may be an article without a text: a flash. */
static bool is_flash(json_object *item)
{
    static const char *const others[] = {"event", "planning", "audio", "video", NULL};
    const char *state = text_of(ninjs_value(item, "pubstatus"));
    return !is_one_of(text_of(ninjs_value(item, "type")), others) &&
           !ninjs_value(item, "eventDetails") && (!*state || same_key(state, "usable"));
}

const char *ninjs_read(json_object *item, const struct reader_sink *sink, struct article *article)
{
    static const char *const pictures[] = {"picture", "graphic", "photo", "image", NULL};
    static const char no_text[] = "items without a text";
    struct filling filling = {sink, article};
    if (is_one_of(text_of(ninjs_value(item, "type")), pictures)) return "pictures";
    take_title(&filling, item);
    take_text(&filling, item);
    if (!article->fields[ARTICLE_BODY].size) {
        if (!is_flash(item)) return no_text;
        take_description(&filling, item);
    }
    take_fields(&filling, item);
    agency_finish(article);
    if (!agency_is_article(article)) return no_text;
    if (has_notes(item)) reader_passed(sink, "notes for editors", 1);
    return NULL;
}
