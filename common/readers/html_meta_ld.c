/* html_meta_ld.c - JSON-LD: the object that is the page's article, and its fields.
 *
 *     <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", ...}, ...]}</script>
 *
 * A page may have many objects: its breadcrumbs, its publisher, a video, the stories it leads to. The article is the
 * one with the best type, of several the one that says it is this page. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "common/readers/html_meta_found.h"
#include "common/readers/html_meta_ld.h"
#include "common/readers/json_mend.h"

enum {
    BYTES_MAX = 4 << 20,  /* of all scripts together */
    VALUES_MAX = 1 << 17, /* in them: each costs memory */
    TYPES_MAX = 8,        /* looked at of an object */
    PAGE_RANK = 2,        /* of what is a page and no article */
    NODES_DEPTH = 4,      /* lists, @graph and mainEntity in each other */
    SEARCH_MAX = 1 << 16, /* objects looked at for all references */
};

/* ---- Reading the scripts ------------------------------------------------------------------------ */

/* Whether there is memory for a script: how many values it can have at most. */
static bool can_take(struct ld *ld, const char *text, size_t size)
{
    if (size > ld->bytes_left) return false;
    size_t values = 0;
    for (size_t i = 0; i < size; i++)
        values += text[i] == '{' || text[i] == '[' || text[i] == ',';
    if (values > ld->values_left) return false;
    ld->bytes_left -= size;
    ld->values_left -= values;
    return true;
}

static void read_script(struct ld *ld, const char *text, size_t size)
{
    if (!can_take(ld, text, size)) return;
    while (size && ld->root_count < META_SCRIPTS_MAX) {
        json_object *root = json_mend_next(&text, &size);
        if (root) ld->roots[ld->root_count++] = root;
    }
}

static void read_scripts(struct ld *ld)
{
    const struct meta_found *found = ld->found;
    for (size_t i = 0; i < found->script_count; i++) {
        const xmlNode *text = found->scripts[i]->children;
        if (text && !text->next && text->content) {
            read_script(ld, (const char *)text->content, strlen((const char *)text->content));
            continue;
        }
        struct buf whole;
        buf_init(&whole);
        for (; text; text = text->next)
            if (text->content) buf_add_text(&whole, (const char *)text->content);
        if (!whole.failed) read_script(ld, whole.data, whole.size);
        buf_release(&whole);
    }
}

/* ---- Finding the article ------------------------------------------------------------------------ */

json_object *ld_member(json_object *object, const char *key)
{
    json_object *value = NULL;
    if (json_object_is_type(object, json_type_object))
        json_object_object_get_ex(object, key, &value);
    return value;
}

/* Keeps the objects that may be the article: those on top, in lists, graphs, and what a page is mainly about. */
static void collect(struct ld *ld, json_object *value, unsigned depth)
{
    static const char *const inner[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    if (depth > NODES_DEPTH || ld->object_count == LD_OBJECTS_MAX) return;
    if (json_object_is_type(value, json_type_array)) {
        size_t count = json_object_array_length(value);
        for (size_t i = 0; i < count && ld->object_count < LD_OBJECTS_MAX; i++)
            collect(ld, json_object_array_get_idx(value, i), depth + 1);
    } else if (json_object_is_type(value, json_type_object)) {
        if (ld_member(value, "@type")) ld->objects[ld->object_count++] = value;
        for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
            collect(ld, ld_member(value, inner[i]), depth + 1);
    }
}

static bool ends_in(const char *text, const char *end)
{
    size_t size = strlen(text), end_size = strlen(end);
    return size >= end_size && !strcasecmp(text + size - end_size, end);
}

/* How well a type fits a page with an article: 0 not at all. "https://schema.org/NewsArticle" is one too. */
static int rank_of_type(const char *type)
{
    static const struct {
        const char *end;
        int rank;
    } ranks[] = {
        {"Article", 9},      {"BlogPosting", 8},  {"Posting", 7},        {"Report", 7},
        {"Interview", 7},    {"Obituary", 7},     {"ClaimReview", 5},    {"Review", 5},
        {"Recipe", 5},       {"HowTo", 5},        {"QAPage", 4},         {"FAQPage", 3},
        {"Podcast", 4},      {"Episode", 4},      {"Clip", 4},           {"ImageGallery", 4},
        {"MediaGallery", 4}, {"CreativeWork", 4}, {"VideoObject", 3},    {"AudioObject", 3},
        {"MediaObject", 3},  {"ItemPage", 2},     {"CollectionPage", 1}, {"WebPage", 2}};
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (ends_in(type, ranks[i].end)) return ranks[i].rank;
    return 0;
}

static int rank_of(json_object *object)
{
    json_object *type = ld_member(object, "@type");
    if (!json_object_is_type(type, json_type_array))
        return json_object_is_type(type, json_type_string)
                   ? rank_of_type(json_object_get_string(type))
                   : 0;
    int best = 0;
    size_t count = json_object_array_length(type);
    for (size_t i = 0; i < count && i < TYPES_MAX; i++) {
        const char *name = ld_string(json_object_array_get_idx(type, i));
        int rank = name ? rank_of_type(name) : 0;
        if (rank > best) best = rank;
    }
    return best;
}

const char *ld_string(json_object *value)
{
    return json_object_is_type(value, json_type_string) ? json_object_get_string(value) : NULL;
}

/* The part of a url that tells pages apart: without scheme, www., query and final slash. */
static size_t url_core(const char **url)
{
    const char *at = strstr(*url, "://");
    at = at ? at + 3 : *url;
    if (!strncasecmp(at, "www.", 4)) at += 4;
    size_t size = strcspn(at, "?#");
    while (size && at[size - 1] == '/')
        size--;
    *url = at;
    return size;
}

static bool same_url(const char *a, const char *b)
{
    size_t a_size = url_core(&a), b_size = url_core(&b);
    return a_size && a_size == b_size && !strncasecmp(a, b, a_size);
}

/* Whether one of the object's addresses is the page's. */
static bool is_of_page(const struct ld *ld, json_object *object)
{
    json_object *main = ld_member(object, "mainEntityOfPage");
    const char *const urls[] = {ld_string(ld_member(object, "url")),
                                ld_string(ld_member(object, "@id")), ld_string(main),
                                ld_string(ld_member(main, "@id"))};
    const struct meta_list *pages = &ld->found->lists[META_URL];
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        for (size_t j = 0; urls[i] && j < pages->count && j < 8; j++)
            if (same_url(urls[i], pages->values[j].text)) return true;
    return false;
}

/* Whether the object's headline is what the page calls itself, or begins it. */
static bool has_title_of_page(const struct ld *ld, json_object *object)
{
    const char *headline = ld_string(ld_member(object, "headline"));
    const struct meta_list *titles = &ld->found->lists[META_TITLE];
    size_t size = headline ? strlen(headline) : 0;
    for (size_t i = 0; size && i < titles->count && i < 8; i++)
        if (!strncasecmp(titles->values[i].text, headline, size)) return true;
    return false;
}

static json_object *find_article(const struct ld *ld)
{
    json_object *best = NULL;
    int best_score = 0;
    for (size_t i = 0; i < ld->object_count; i++) {
        json_object *object = ld->objects[i];
        int score = 8 * rank_of(object);
        if (!score) continue;
        score += 4 * is_of_page(ld, object) + 2 * has_title_of_page(ld, object) +
                 (ld_member(object, "headline") && ld_member(object, "datePublished"));
        if (score > best_score) {
            best = object;
            best_score = score;
        }
    }
    return best;
}

/* ---- References --------------------------------------------------------------------------------- */

/* The object under `value` that has that @id and says more; NULL if there is none. */
static json_object *search(struct ld *ld, json_object *value, const char *id)
{
    if (!ld->search_left) return NULL;
    ld->search_left--;
    json_object *hit = NULL;
    if (json_object_is_type(value, json_type_array)) {
        size_t count = json_object_array_length(value);
        for (size_t i = 0; i < count && !hit; i++)
            hit = search(ld, json_object_array_get_idx(value, i), id);
        return hit;
    }
    if (!json_object_is_type(value, json_type_object)) return NULL;
    const char *own = ld_string(ld_member(value, "@id"));
    if (own && !strcmp(own, id) && ld_member(value, "name")) return value;
    json_object_object_foreach(value, key, inner)
    {
        (void)key;
        if (!hit && (json_object_is_type(inner, json_type_object) ||
                     json_object_is_type(inner, json_type_array)))
            hit = search(ld, inner, id);
    }
    return hit;
}

json_object *ld_resolve(struct ld *ld, json_object *object)
{
    const char *id = ld_string(ld_member(object, "@id"));
    if (!id || ld_member(object, "name")) return object;
    json_object *hit = NULL;
    for (size_t i = 0; i < ld->root_count && !hit; i++)
        hit = search(ld, ld->roots[i], id);
    return hit ? hit : object;
}

/* ---- All of it ---------------------------------------------------------------------------------- */

bool ld_is(json_object *object, const char *end)
{
    json_object *type = ld_member(object, "@type");
    if (!json_object_is_type(type, json_type_array)) {
        const char *name = ld_string(type);
        return name && ends_in(name, end);
    }
    size_t count = json_object_array_length(type);
    for (size_t i = 0; i < count && i < TYPES_MAX; i++) {
        const char *name = ld_string(json_object_array_get_idx(type, i));
        if (name && ends_in(name, end)) return true;
    }
    return false;
}

/* Other objects that are the same article, or its page. */
static void take_others(struct ld *ld, json_object *article)
{
    const char *headline = ld_string(ld_member(article, "headline"));
    for (size_t i = 0; i < ld->object_count; i++) {
        json_object *object = ld->objects[i];
        const char *other = ld_string(ld_member(object, "headline"));
        if (object == article) continue;
        if (headline && other && !strcmp(headline, other))
            ld_take_article(ld, object);
        else if (ld_is(object, "WebPage"))
            ld_take_page(ld, object);
        else if (ld_is(object, "WebSite"))
            ld_take_site(ld, object);
    }
}

void meta_take_ld(struct meta_found *found, struct buf *body)
{
    if (!found->script_count) return;
    struct ld *ld = arena_alloc(&found->arena, sizeof *ld);
    if (!ld) {
        found->failed = true;
        return;
    }
    *ld = (struct ld){.found = found,
                      .bytes_left = BYTES_MAX,
                      .values_left = VALUES_MAX,
                      .search_left = SEARCH_MAX};
    read_scripts(ld);
    for (size_t i = 0; i < ld->root_count; i++)
        collect(ld, ld->roots[i], 0);
    json_object *article = find_article(ld);
    if (article && rank_of(article) > PAGE_RANK)
        ld_take_article(ld, article);
    else if (article)
        ld_take_page(ld, article);
    take_others(ld, article);
    if (article && body) ld_take_body(article, body);
    for (size_t i = 0; i < ld->root_count; i++)
        json_object_put(ld->roots[i]);
}
