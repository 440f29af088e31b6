/* html_meta_marks.c - what stands in a page's body and is marked: microdata and RDFa, <time>, rel=author, classes that
 * say what something is.
 *
 * What stands beside the article doesn't count, and what stands before the headline counts less. */
#include <string.h>
#include <strings.h>

#include "common/readers/html_meta_found.h"
#include "common/utf8.h"

enum {
    BYLINE_MAX = 200,   /* bytes of what is shown as an author, or a date */
    INNER_MAX = 200,    /* nodes looked at for names in an author's element */
    LABELLED_MAX = 8,   /* nodes behind "By" that are looked at for a name */
    DATE_LINE_MAX = 80, /* characters of a line that is about the date */
    LABEL_MAX = 24,     /* of what stands before the date in it: "Published on Friday, " */
    NEAR_MAX = 80       /* elements before or behind the headline that may say who and when */
};

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
    {"keywords", META_TAG},   {"inLanguage", META_LANG},    {"dc:date", META_DATE},
};

/* "schema:author" is "author". */
static const char *without_prefix(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

/* What an element is an item of; META_KINDS: of nothing. */
static enum meta_kind kind_of(const xmlNode *node)
{
    const char *names = html_attribute(node, "itemprop");
    if (!names) names = html_attribute(node, "property");
    for (size_t i = 0; names && i < sizeof items / sizeof *items; i++)
        if (meta_has_word(names, items[i].name) || !strcmp(without_prefix(names), items[i].name))
            return items[i].kind;
    return META_KINDS;
}

static void take_item(struct meta_found *found, const xmlNode *node, enum meta_kind kind)
{
    if (kind != META_TITLE && meta_is_beside(found, node)) return;
    if (kind == META_TITLE && meta_is_logo(found, node)) kind = META_SOURCE;
    const bool is_agent = kind == META_AUTHOR || kind == META_SOURCE;
    if (!is_agent || !add_names(found, kind, META_ITEM, node))
        add_element(found, kind, META_ITEM, node, META_SIZE_MAX);
}

/* Whether that depends on where the headline is. */
static bool is_by_headline(enum meta_kind kind)
{
    return kind == META_DATE || kind == META_AUTHOR;
}

void meta_take_item(struct meta_found *found, const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE || html_is(node, "body")) return;
    const enum meta_kind kind = kind_of(node);
    if (kind != META_KINDS && !is_by_headline(kind)) take_item(found, node, kind);
}

/* ---- Dates --------------------------------------------------------------------------------------- */

/* Words for a change, in several languages. */
static const char *const changes[] = {
    "modif",    "updat",    "aktuali",    "changed",    "edited",    "änderung",
    "Änderung", "geändert", "mis à jour", "actualiz",   "aggiornat", "atualiz",
    "oppdater", "uppdater", "opdater",    "bijgewerkt", NULL};

/* Whether an element's marks say that a date is that of a change, or of something else. */
static bool is_change(const xmlNode *node)
{
    return meta_has_part(html_attribute(node, "class"), changes) ||
           meta_has_part(html_attribute(node, "itemprop"), changes) ||
           meta_has_part(html_attribute(node, "property"), changes) ||
           meta_has_part(html_attribute(node, "id"), changes);
}

static bool is_publication(const xmlNode *node)
{
    static const char *const parts[] = {"publish", "publi", "entry-date", "posted", NULL};
    return html_attribute(node, "pubdate") || meta_has_part(html_attribute(node, "class"), parts);
}

static void take_time(struct meta_found *found, const xmlNode *node)
{
    if (is_change(node) || (node->parent && is_change(node->parent)) || meta_is_beside(found, node))
        return;
    const bool is_placed = meta_is_behind_headline(found) || is_publication(node);
    add_element(found, META_DATE, is_placed ? META_MARKED : META_NEAR, node, BYLINE_MAX);
}

static void take_date(struct meta_found *found, const xmlNode *node)
{
    if (is_change(node) || meta_is_beside(found, node)) return;
    const enum meta_origin origin = meta_is_behind_headline(found) ? META_SHOWN : META_NEAR;
    const char *title = html_is(node, "abbr") ? html_attribute(node, "title") : NULL;
    if (title) meta_add(found, META_DATE, META_MARKED, title, strlen(title));
    add_element(found, META_DATE, origin, node, BYLINE_MAX);
}

/* ---- Authors ------------------------------------------------------------------------------------- */

/* A link to a page about a person; /licenses/by/4.0 is about none. */
static bool is_author_link(const xmlNode *node)
{
    static const char *const parts[] = {"/author",      "/autor",  "/auteur",   "/by/",
                                        "/journalist",  "/writer", "/reporter", "/redakt",
                                        "/contributor", "/staff/", NULL};
    static const char *const others[] = {"/licens", NULL};
    const char *href = html_is(node, "a") ? html_attribute(node, "href") : NULL;
    return meta_has_part(href, parts) && !meta_has_part(href, others);
}

/* Whether an element in a byline is the name alone: a link to the person, or what hCard calls so. */
static bool is_name(const xmlNode *node)
{
    const char *class = html_attribute(node, "class");
    return is_author_link(node) || (class && meta_has_word(class, "fn"));
}

/* A byline's names, or else all of it. */
static void take_byline(struct meta_found *found, const xmlNode *node)
{
    bool any = false;
    if (meta_is_beside(found, node)) return;
    const xmlNode *at = meta_next(node, node);
    for (unsigned left = INNER_MAX; at && left; left--) {
        if (is_name(at)) {
            add_element(found, META_AUTHOR, META_MARKED, at, BYLINE_MAX);
            any = true;
        }
        at = meta_next(at, node);
    }
    if (!any)
        add_element(found, META_AUTHOR, meta_is_behind_headline(found) ? META_SHOWN : META_LOOSE,
                    node, BYLINE_MAX);
}

/* ---- Classes ------------------------------------------------------------------------------------- */

static bool is_byline(const char *class)
{
    static const char *const is[] = {"byline", "author", "autor", "auteur", NULL};
    static const char *const is_not[] = {"bio",    "box",    "image",   "img",
                                         "avatar", "photo",  "about",   "description",
                                         "social", "follow", "authori", NULL};
    return meta_has_part(class, is) && !meta_has_part(class, is_not);
}

static bool is_date(const char *class)
{
    static const char *const is[] = {"date",    "datum",  "fecha", "time",
                                     "publish", "posted", "data-", NULL};
    static const char *const is_not[] = {"update", "timeline", "lifetime", "candidate",
                                         "read",   "sometime", NULL};
    return meta_has_part(class, is) && !meta_has_part(class, is_not);
}

static void take_class(struct meta_found *found, const xmlNode *node, const char *class)
{
    if (is_byline(class)) take_byline(found, node);
    if (is_date(class)) take_date(found, node);
}

/* ---- Text ------------------------------------------------------------------------------------------ */

static bool is_near_headline(const struct meta_found *found)
{
    return meta_is_behind_headline(found) && found->place < found->headline_at + NEAR_MAX;
}

static bool is_shortly_before_headline(const struct meta_found *found)
{
    return found->headline && found->place < found->headline_at &&
           found->place + NEAR_MAX > found->headline_at;
}

/* What stands between the parts of a line: "Harbour | 3 May", with a bullet or a point in the middle too. */
static bool is_bar(const char *text)
{
    return *text == '|' || !strncmp(text, "•", strlen("•")) || !strncmp(text, "·", strlen("·"));
}

/* Whether a text can be a line about the date: short, and with a number soon in one of its parts; white space that
 * folds isn't counted. */
static bool is_date_line(const char *text)
{
    size_t size = 0, label = 0;
    bool has_digit = false, was_space = true;
    for (; *text && size < DATE_LINE_MAX; text++) {
        const bool is_space = strchr(" \t\r\n", *text);
        const bool is_seen = !(is_space && was_space) && !utf8_continues(*text);
        size += is_seen;
        label = is_bar(text) ? 0 : label + is_seen;
        has_digit |= *text >= '0' && *text <= '9' && label <= LABEL_MAX;
        was_space = is_space;
    }
    return has_digit && size < DATE_LINE_MAX;
}

/* Whether a text begins as a report does: "3.5.2024 - The last boat". */
static bool is_dated(const char *text)
{
    text += strspn(text, " \t\r\n");
    const size_t size = strspn(text, "0123456789./");
    text += size;
    return size >= strlen("1.1.2000") &&
           (!strncmp(text, " - ", strlen(" - ")) || !strncmp(text, " – ", strlen(" – ")));
}

/* Whether a node begins the line that it is in. */
static bool begins_line(const xmlNode *node)
{
    const xmlNode *before = node->prev;
    while (before && (before->type == XML_TEXT_NODE || before->type == XML_COMMENT_NODE) &&
           xmlIsBlankNode(before))
        before = before->prev;
    return !before || html_kind_of(before) != HTML_INLINE;
}

/* The text that follows in the same element or the next, such as a link; NULL if there is none. */
static const xmlNode *next_text(const xmlNode *node)
{
    const xmlNode *const root = node->parent->parent ? node->parent->parent : node->parent;
    for (unsigned left = LABELLED_MAX; left && (node = meta_next(node, root)); left--)
        if (node->type == XML_TEXT_NODE && !xmlIsBlankNode(node)) return node;
    return NULL;
}

/* "By Jane Doe", or "By" with a name in what follows. */
static void take_byline_text(struct meta_found *found, const xmlNode *node)
{
    const char *text = (const char *)node->content;
    const size_t size = strnlen(text, BYLINE_MAX);
    if (size == BYLINE_MAX || !begins_line(node)) return;
    if (meta_is_by(text, size))
        node = next_text(node);
    else if (!meta_is_byline(text, size))
        return;
    if (!node || meta_is_beside(found, node->parent)) return;
    text = (const char *)node->content;
    if (strlen(text) < BYLINE_MAX) meta_add(found, META_AUTHOR, META_NEAR, text, strlen(text));
}

/* A line near the headline with a date in it, or a name, and not marked at all. */
static void take_text(struct meta_found *found, const xmlNode *node)
{
    const bool is_near = is_near_headline(found);
    if (!node->content || (!is_near && !is_shortly_before_headline(found))) return;
    const char *text = (const char *)node->content;
    if (is_near) take_byline_text(found, node);
    if ((is_date_line(text) || is_dated(text)) && !meta_has_part(text, changes) &&
        !meta_is_beside(found, node->parent))
        meta_add(found, META_DATE, META_NEAR, text, strlen(text));
}

/* ---- A node --------------------------------------------------------------------------------------- */

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
    if (node->type != XML_ELEMENT_NODE || html_is(node, "body")) return;
    const char *class;
    const enum meta_kind kind = kind_of(node);
    if (kind != META_KINDS) {
        if (is_by_headline(kind)) take_item(found, node, kind);
    } else if (meta_is_heading(node)) {
        if (is_date(html_attribute(node, "class"))) take_date(found, node);
    } else if (html_is(node, "time")) {
        take_time(found, node);
    } else if (is_author(node) || (is_author_link(node) && is_near_headline(found))) {
        if (!meta_is_beside(found, node))
            add_element(found, META_AUTHOR, META_MARKED, node, BYLINE_MAX);
    } else if ((class = html_attribute(node, "class"))) {
        take_class(found, node, class);
    }
}
