/* html_meta_ld_fields.c - what an object of JSON-LD says, in the many shapes that a value may have:
 *
 *     "author": "Jane Doe"                            a string
 *     "author": {"@type": "Person", "name": "Jane"}   an object with a name, or a list of names
 *     "author": [{"@id": "#jane"}, "John Roe"]        lists, references, lists in lists */
#include <string.h>

#include "common/readers/html_meta_ld.h"
#include "common/readers/markup.h"

enum {
    SHAPES_DEPTH = 5, /* of lists and objects around a value */
    UPDATES_MAX = 5000
};

/* How values of a field are added. */
struct adding {
    struct ld *ld;
    enum meta_kind kind;
    enum meta_origin origin;
    bool is_group;
};

static void add_value(const struct adding *adding, json_object *value, unsigned depth);

/* {"givenName": "Jane", "familyName": "Doe"} */
static void add_parts(const struct adding *adding, json_object *person)
{
    const char *given = ld_string(ld_member(person, "givenName"));
    const char *family = ld_string(ld_member(person, "familyName"));
    if (!family) return;
    struct buf name;
    buf_init(&name);
    buf_addf(&name, "%s %s", given ? given : "", family);
    if (!name.failed)
        meta_add(adding->ld->found, adding->kind, adding->origin, name.data, name.size);
    buf_release(&name);
}

/* What stands for an object. A Role is around what plays it: {"@type": "Role", "author": {...}}. */
static void add_object(const struct adding *adding, json_object *object, unsigned depth)
{
    static const char *const keys[] = {"name",   "@value",        "@list",   "legalName",
                                       "author", "alternateName", "headline"};
    struct adding inner = *adding;
    object = ld_resolve(adding->ld, object);
    if (ld_is(object, "Organization") || ld_is(object, "Corporation")) inner.is_group = true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_object *value = ld_member(object, keys[i]);
        if (!value) continue;
        add_value(&inner, value, depth + 1);
        return;
    }
    add_parts(&inner, object);
}

static void add_text(const struct adding *adding, json_object *value)
{
    const char *text = json_object_get_string(value);
    if (!text) return;
    struct meta_value *added = meta_add(adding->ld->found, adding->kind, adding->origin, text,
                                        strlen(text));
    if (added) added->is_lesser = adding->is_group;
}

static void add_value(const struct adding *adding, json_object *value, unsigned depth)
{
    if (depth > SHAPES_DEPTH) return;
    switch (json_object_get_type(value)) {
    case json_type_string:
    case json_type_int:
    case json_type_double: add_text(adding, value); break;
    case json_type_object: add_object(adding, value, depth); break;
    case json_type_array:
        for (size_t i = 0; i < json_object_array_length(value) && i < META_VALUES_MAX; i++)
            add_value(adding, json_object_array_get_idx(value, i), depth + 1);
        break;
    default: break;
    }
}

static void add(struct ld *ld, enum meta_kind kind, enum meta_origin origin, json_object *value)
{
    const struct adding adding = {.ld = ld, .kind = kind, .origin = origin};
    if (value) add_value(&adding, value, 0);
}

/* The first of the keys that the object has. */
static json_object *one_of(json_object *object, const char *const keys[], size_t count)
{
    json_object *value = NULL;
    for (size_t i = 0; i < count && !value; i++)
        value = ld_member(object, keys[i]);
    return value;
}

/* Whether the article has said it. */
static bool ld_has(const struct ld *ld, enum meta_kind kind)
{
    return kind != META_LANG && meta_first(ld->found, kind, META_LD);
}

void ld_take_article(struct ld *ld, json_object *object)
{
    static const struct {
        enum meta_kind kind;
        const char *keys[4];
    } rows[] = {
        {META_TITLE, {"headline", "name"}},
        {META_DATE, {"datePublished", "uploadDate", "dateCreated"}},
        {META_AUTHOR, {"author", "creator"}},
        {META_SOURCE, {"publisher", "sourceOrganization", "provider"}},
        {META_SECTION, {"articleSection"}},
        {META_TAG, {"keywords"}},
        {META_LANG, {"inLanguage"}},
        {META_ABOUT, {"description"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t j = 0; j < 4 && rows[i].keys[j]; j++)
            if (!ld_has(ld, rows[i].kind))
                add(ld, rows[i].kind, META_LD, ld_member(object, rows[i].keys[j]));
    const char *url = ld_string(ld_member(object, "url"));
    if (url) add(ld, META_URL, META_NAMED, ld_member(object, "url"));
}

void ld_take_page(struct ld *ld, json_object *object)
{
    add(ld, META_TITLE, META_LOOSE, ld_member(object, "headline"));
    add(ld, META_DATE, META_LOOSE, ld_member(object, "datePublished"));
    add(ld, META_AUTHOR, META_LOOSE, ld_member(object, "author"));
    add(ld, META_LANG, META_NAMED, ld_member(object, "inLanguage"));
    add(ld, META_SOURCE, META_NAMED, ld_member(object, "publisher"));
}

void ld_take_site(struct ld *ld, json_object *object)
{
    add(ld, META_SOURCE, META_NAMED, ld_member(object, "name"));
}

/* ---- The text ----------------------------------------------------------------------------------- */

static void add_paragraphs(struct buf *body, json_object *value)
{
    const char *text = ld_string(value);
    if (!text || !*text) return;
    if (body->size) buf_add_text(body, "\n\n");
    markup_text(text, strlen(text), body);
}

/* The pieces of a LiveBlogPosting, each with its headline. */
static void add_updates(struct buf *body, json_object *updates)
{
    if (!json_object_is_type(updates, json_type_array)) return;
    size_t count = json_object_array_length(updates);
    for (size_t i = 0; i < count && i < UPDATES_MAX; i++) {
        json_object *update = json_object_array_get_idx(updates, i);
        add_paragraphs(body, ld_member(update, "headline"));
        add_paragraphs(body, ld_member(update, "articleBody"));
    }
}

void ld_take_body(json_object *object, struct buf *body)
{
    static const char *const keys[] = {"articleBody", "text", "reviewBody"};
    add_paragraphs(body, one_of(object, keys, sizeof keys / sizeof *keys));
    add_updates(body, ld_member(object, "liveBlogUpdate"));
}
