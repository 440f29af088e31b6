/* html_meta_marks.c - what stands in a page's body and is marked: microdata and RDFa, <time>, rel=author, classes that
 * say what something is, <h1>.
 *
 * Menus, sidebars, comments and lists of other stories have authors and dates of their own, so what stands in them
 * doesn't count; and what stands before the headline counts less. */
#include <string.h>
#include <strings.h>

#include "common/readers/html_meta_found.h"

enum {
    BYLINE_MAX = 200,    /* bytes of what is shown as an author, or a date */
    ATTRIBUTE_MAX = 256, /* bytes looked at of a class or address */
    ANCESTORS_MAX = 12,
    INNER_MAX = 200,    /* nodes looked at for names in an author's element */
    PARTS_MAX = 8,      /* of a heading */
    HEADLINE_MIN = 10,  /* bytes of a key that can be a headline's */
    DATE_LINE_MAX = 80, /* bytes of a line that is about the date */
    LABEL_MAX = 24,     /* of what stands before the date in it: "Published on Friday, " */
    NEAR_MAX = 80       /* elements behind the headline that may say who and when */
};

/* ---- Where an element stands --------------------------------------------------------------------- */

/* Whether a text has one of the parts, which are in lower case; of a long one only the start is looked at. */
static bool has_part(const char *text, const char *const parts[])
{
    char small[ATTRIBUTE_MAX];
    size_t size = 0;
    if (!text) return false;
    for (; text[size] && size + 1 < sizeof small; size++)
        small[size] = (char)(text[size] >= 'A' && text[size] <= 'Z' ? text[size] | 0x20
                                                                    : text[size]);
    small[size] = '\0';
    for (; size && *parts; parts++)
        if (strstr(small, *parts)) return true;
    return false;
}

/* Whether an element holds what isn't the article's. */
static bool is_other(const xmlNode *node)
{
    static const char *const names[] = {"nav", "aside", "footer"};
    static const char *const parts[] = {"comment",   "related",    "sidebar", "teaser",
                                        "recommend", "footer",     "popular", "most-",
                                        "promo",     "breadcrumb", NULL};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (html_is(node, names[i])) return true;
    if (html_is(node, "body") || html_is(node, "html")) return false;
    const char *type = html_attribute(node, "itemtype");
    if (type && strcasestr(type, "Comment")) return true;
    return has_part(html_attribute(node, "class"), parts) ||
           has_part(html_attribute(node, "id"), parts);
}

static bool is_in_other(const xmlNode *node)
{
    unsigned left = ANCESTORS_MAX;
    for (; node && node->type == XML_ELEMENT_NODE && left; node = node->parent, left--)
        if (is_other(node)) return true;
    return false;
}

/* ---- Values of elements -------------------------------------------------------------------------- */

/* Adds what an element is worth: the attribute that a program reads, else its text. */
static void add_element(struct meta_found *found, enum meta_kind kind, enum meta_origin origin,
                        const xmlNode *node, size_t size_max)
{
    static const char *const attributes[] = {"content", "datetime"};
    const char *value = NULL;
    for (size_t i = 0; i < 2 && !(value && *value); i++)
        value = html_attribute(node, attributes[i]);
    if (value && *value) {
        meta_add(found, kind, origin, value, strlen(value));
        return;
    }
    struct buf text;
    buf_init(&text);
    meta_text(node, &text);
    if (text.failed) found->failed = true;
    if (text.size <= size_max) meta_add(found, kind, origin, text.data, text.size);
    buf_release(&text);
}

/* Adds the elements under `node` that are marked as names; false if there are none. */
static bool add_names(struct meta_found *found, enum meta_kind kind, enum meta_origin origin,
                      const xmlNode *node)
{
    bool any = false;
    const xmlNode *at = meta_next(node, node);
    for (unsigned left = INNER_MAX; at && left; left--) {
        const char *item = html_attribute(at, "itemprop");
        if (!item) item = html_attribute(at, "property");
        if (item && meta_has_word(item, "name")) {
            add_element(found, kind, origin, at, BYLINE_MAX);
            any = true;
        }
        at = meta_next(at, node);
    }
    return any;
}

/* ---- Microdata and RDFa -------------------------------------------------------------------------- */

static const struct {
    const char *name;
    enum meta_kind kind;
} items[] = {
    {"headline", META_TITLE}, {"datePublished", META_DATE}, {"author", META_AUTHOR},
    {"creator", META_AUTHOR}, {"publisher", META_SOURCE},   {"articleSection", META_SECTION},
    {"keywords", META_TAG},   {"inLanguage", META_LANG},
};

/* "schema:author" is "author". */
static const char *without_prefix(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static bool take_item(struct meta_found *found, const xmlNode *node, const char *names)
{
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        if (!meta_has_word(names, items[i].name) &&
            strcmp(without_prefix(names), items[i].name) != 0)
            continue;
        if (items[i].kind != META_TITLE && is_in_other(node)) return true;
        const bool is_agent = items[i].kind == META_AUTHOR || items[i].kind == META_SOURCE;
        if (!is_agent || !add_names(found, items[i].kind, META_ITEM, node))
            add_element(found, items[i].kind, META_ITEM, node, META_SIZE_MAX);
        return true;
    }
    return false;
}

/* ---- Dates --------------------------------------------------------------------------------------- */

/* Whether an element's marks say that a date is that of a change, or of something else. */
static bool is_change(const xmlNode *node)
{
    static const char *const parts[] = {"modif", "updat", "aktualis", "changed", "edited", NULL};
    return has_part(html_attribute(node, "class"), parts) ||
           has_part(html_attribute(node, "itemprop"), parts) ||
           has_part(html_attribute(node, "property"), parts) ||
           has_part(html_attribute(node, "id"), parts);
}

static bool is_publication(const xmlNode *node)
{
    static const char *const parts[] = {"publish", "publi", "entry-date", "posted", NULL};
    return html_attribute(node, "pubdate") || has_part(html_attribute(node, "class"), parts);
}

static void take_time(struct meta_found *found, const xmlNode *node)
{
    if (is_change(node) || (node->parent && is_change(node->parent)) || is_in_other(node)) return;
    const bool is_placed = found->headline_at || is_publication(node);
    add_element(found, META_DATE, is_placed ? META_MARKED : META_LOOSE, node, BYLINE_MAX);
}

static void take_date(struct meta_found *found, const xmlNode *node)
{
    if (is_change(node) || is_in_other(node)) return;
    const enum meta_origin origin = found->headline_at ? META_SHOWN : META_LOOSE;
    const char *title = html_is(node, "abbr") ? html_attribute(node, "title") : NULL;
    if (title) meta_add(found, META_DATE, META_MARKED, title, strlen(title));
    add_element(found, META_DATE, origin, node, BYLINE_MAX);
}

/* ---- Authors ------------------------------------------------------------------------------------- */

/* A link to a page about a person. */
static bool is_author_link(const xmlNode *node)
{
    static const char *const parts[] = {"/author",      "/autor",  "/auteur",   "/by/",
                                        "/journalist",  "/writer", "/reporter", "/redakt",
                                        "/contributor", "/staff/", NULL};
    return html_is(node, "a") && has_part(html_attribute(node, "href"), parts);
}

/* A byline's links, or else all of it. */
static void take_byline(struct meta_found *found, const xmlNode *node)
{
    bool any = false;
    if (is_in_other(node)) return;
    const xmlNode *at = meta_next(node, node);
    for (unsigned left = INNER_MAX; at && left; left--) {
        if (is_author_link(at)) {
            add_element(found, META_AUTHOR, META_MARKED, at, BYLINE_MAX);
            any = true;
        }
        at = meta_next(at, node);
    }
    if (!any)
        add_element(found, META_AUTHOR, found->headline_at ? META_SHOWN : META_LOOSE, node,
                    BYLINE_MAX);
}

/* ---- Classes ------------------------------------------------------------------------------------- */

static bool is_byline(const char *class)
{
    static const char *const is[] = {"byline", "author", "autor", "auteur", NULL};
    static const char *const is_not[] = {"bio",    "box",    "image",   "img",
                                         "avatar", "photo",  "about",   "description",
                                         "social", "follow", "authori", NULL};
    return has_part(class, is) && !has_part(class, is_not);
}

static bool is_date(const char *class)
{
    static const char *const is[] = {"date",    "datum",  "fecha", "time",
                                     "publish", "posted", "data-", NULL};
    static const char *const is_not[] = {"update", "timeline", "lifetime", "candidate",
                                         "read",   "sometime", NULL};
    return has_part(class, is) && !has_part(class, is_not);
}

static void take_class(struct meta_found *found, const xmlNode *node, const char *class)
{
    if (is_byline(class)) take_byline(found, node);
    if (is_date(class)) take_date(found, node);
}

/* ---- Headings ------------------------------------------------------------------------------------ */

/* Whether a heading is in one of the titles of the page's head. */
static bool is_titled(const struct meta_found *found, const struct meta_value *heading)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    if (heading->key_size < HEADLINE_MIN) return false;
    for (size_t i = 0; i < titles->count; i++) {
        const struct meta_value *title = &titles->values[i];
        if (title->origin != META_SHOWN && title->origin != META_ITEM &&
            memmem(title->key, title->key_size, heading->key, heading->key_size))
            return true;
    }
    return false;
}

static struct meta_value *add_heading(struct meta_found *found, const xmlNode *node, bool is_lesser)
{
    struct buf text;
    buf_init(&text);
    meta_text(node, &text);
    struct meta_value *heading = meta_add(found, META_TITLE, META_SHOWN, text.data, text.size);
    if (heading) heading->is_lesser = is_lesser;
    if (text.failed) found->failed = true;
    buf_release(&text);
    return heading;
}

/* A heading, and the parts of one: a line over the headline may be in it. The last one with the page's title is the
 * headline, else the first <h1>. */
static void take_heading(struct meta_found *found, const xmlNode *node)
{
    if (is_in_other(node)) return;
    const bool is_main = html_is(node, "h1");
    const struct meta_value *heading = add_heading(found, node, !is_main);
    if (!heading) return;
    if (is_titled(found, heading) || (is_main && !found->headline_at))
        found->headline_at = found->place;
    const xmlNode *at = meta_next(node, node);
    for (unsigned left = INNER_MAX, parts = PARTS_MAX; at && left && parts; left--) {
        if (at->type == XML_ELEMENT_NODE) {
            heading = add_heading(found, at, true);
            if (heading && is_titled(found, heading)) found->headline_at = found->place;
            parts--;
        }
        at = meta_next(at, node);
    }
}

static bool is_near_headline(const struct meta_found *found)
{
    return found->headline_at && found->place < found->headline_at + NEAR_MAX;
}

/* A line with a date in it under the headline, and not marked at all. */
static void take_text(struct meta_found *found, const xmlNode *node)
{
    if (!is_near_headline(found) || !node->content) return;
    const char *text = (const char *)node->content;
    text += strspn(text, " \t\r\n");
    const size_t before = strcspn(text, "0123456789"), size = strlen(text);
    if (before < size && before < LABEL_MAX && size < DATE_LINE_MAX && !is_in_other(node->parent))
        meta_add(found, META_DATE, META_LOOSE, text, size);
}

/* ---- A node --------------------------------------------------------------------------------------- */

static bool is_heading(const xmlNode *node)
{
    return node->name[0] == 'h' && node->name[1] >= '1' && node->name[1] <= '3' && !node->name[2];
}

static bool is_author(const xmlNode *node)
{
    const char *rel = html_attribute(node, "rel");
    return rel && meta_has_word(rel, "author");
}

void meta_take_mark(struct meta_found *found, const xmlNode *node)
{
    if (node->type == XML_TEXT_NODE) {
        take_text(found, node);
        return;
    }
    if (node->type != XML_ELEMENT_NODE) return;
    found->place++;
    const char *item = html_attribute(node, "itemprop"), *class;
    if (html_is(node, "body")) return;
    if (!item) item = html_attribute(node, "property");
    if (item && take_item(found, node, item)) return;
    if (is_heading(node)) {
        take_heading(found, node);
        if (is_date(html_attribute(node, "class"))) take_date(found, node);
    } else if (html_is(node, "time")) {
        take_time(found, node);
    } else if (is_author(node) || (is_author_link(node) && is_near_headline(found))) {
        if (!is_in_other(node)) add_element(found, META_AUTHOR, META_MARKED, node, BYLINE_MAX);
    } else if ((class = html_attribute(node, "class"))) {
        take_class(found, node, class);
    }
}
