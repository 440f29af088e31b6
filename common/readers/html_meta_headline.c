/* html_meta_headline.c - the headings of a page, which of them is the headline, and what stands beside the article. */
#include <string.h>
#include <strings.h>

#include "common/host.h"
#include "common/readers/html_meta_found.h"
#include "common/readers/html_roles.h"

enum {
    ANCESTORS_MAX = 12,
    URLS_MAX = 4,    /* of the page that are looked at */
    INNER_MAX = 200, /* nodes of a heading that are looked at */
    PARTS_MAX = 8    /* of a heading */
};

/* ---- Beside the article -------------------------------------------------------------------------- */

/* Whether an element looks as if it held what isn't the article's. A byline may be in an <aside> or <footer>. */
static bool is_other(const xmlNode *node)
{
    static const char *const parts[] = {"breadcrumb", NULL};
    const unsigned roles = html_roles_of(node);
    if (html_is_beside(node)) return !(roles & HTML_ROLE_CREDIT);
    if (html_is(node, "body") || html_is(node, "html")) return false;
    return (roles & (HTML_ROLE_OTHERS | HTML_ROLE_RELATED)) ||
           meta_has_part(html_attribute(node, "class"), parts) ||
           meta_has_part(html_attribute(node, "id"), parts);
}

static bool holds(const xmlNode *node, const xmlNode *inner)
{
    while (inner && inner != node)
        inner = inner->parent;
    return inner;
}

/* Whether an element is among links to where the page is, the last of which may be the title. */
static bool is_in_path(const xmlNode *node)
{
    static const char *const parts[] = {"breadcrumb", NULL};
    for (unsigned left = ANCESTORS_MAX; node && node->type == XML_ELEMENT_NODE && left; left--) {
        if (html_is(node, "nav") || meta_has_part(html_attribute(node, "class"), parts))
            return true;
        node = node->parent;
    }
    return false;
}

bool meta_is_beside(const struct meta_found *found, const xmlNode *node)
{
    for (unsigned left = ANCESTORS_MAX; node && node->type == XML_ELEMENT_NODE && left; left--) {
        if (is_other(node)) return !holds(node, found->headline);
        node = node->parent;
    }
    return false;
}

/* ---- Headings ------------------------------------------------------------------------------------ */

bool meta_is_heading(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && node->name[0] == 'h' && node->name[1] >= '1' &&
           node->name[1] <= '3' && !node->name[2];
}

/* Whether a heading is in one of the titles of the page's head. */
static bool is_titled(const struct meta_found *found, const struct meta_value *heading)
{
    const struct meta_list *titles = &found->lists[META_TITLE];
    if (heading->key_size < META_HEADLINE_MIN) return false;
    for (size_t i = 0; i < titles->count; i++) {
        const struct meta_value *title = &titles->values[i];
        if (title->origin != META_SHOWN && title->origin != META_ITEM &&
            memmem(title->key, title->key_size, heading->key, heading->key_size))
            return true;
    }
    return false;
}

/* Whether an address is one of the page's site, as far as the head says which that is. */
static bool is_ours(const struct meta_found *found, const char *url)
{
    const struct meta_list *urls = &found->lists[META_URL];
    char host[HOST_MAX + 1], other[HOST_MAX + 1];
    if (!host_of_url(url, strlen(url), host)) return false;
    for (size_t i = 0; i < urls->count && i < URLS_MAX; i++)
        if (host_of_url(urls->values[i].text, urls->values[i].size, other) && !strcmp(host, other))
            return true;
    return false;
}

/* Whether a link leads to the site's first page. */
static bool is_home(const struct meta_found *found, const xmlNode *link)
{
    const char *href = html_is(link, "a") ? html_attribute(link, "href") : NULL;
    const char *host = href ? strstr(href, "://") : NULL, *path = href;
    if (!href || !*href || (host && !is_ours(found, href))) return false;
    if (host) path = host + 3 + strcspn(host + 3, "/");
    path += *path == '.';
    path += *path == '/';
    return !*path || !strncmp(path, "index.", strlen("index."));
}

bool meta_is_logo(const struct meta_found *found, const xmlNode *node)
{
    bool is_linked = false;
    if (is_home(found, node->parent)) return true;
    const xmlNode *at = meta_next(node, node);
    for (unsigned left = INNER_MAX; at && left && !is_linked; left--) {
        if (at->type == XML_TEXT_NODE && !xmlIsBlankNode(at)) return false;
        is_linked = is_home(found, at);
        at = is_linked ? meta_after(at, node) : meta_next(at, node);
    }
    while (at && (at->type != XML_TEXT_NODE || xmlIsBlankNode(at)))
        at = meta_next(at, node);
    return is_linked && !at;
}

static struct meta_value *add_heading(struct meta_found *found, const xmlNode *node, bool is_lesser)
{
    struct meta_value *heading = meta_add_element(found, META_TITLE, META_SHOWN, node);
    if (!heading) return NULL;
    heading->is_lesser = is_lesser;
    heading->node = node;
    return heading;
}

void meta_take_heading(struct meta_found *found, const xmlNode *node)
{
    if (!meta_is_heading(node)) return;
    const bool is_main = html_is(node, "h1"), is_beside = meta_is_beside(found, node);
    if (is_beside && (!is_main || is_in_path(node))) return;
    if (meta_is_logo(found, node)) {
        if (is_main) meta_add_element(found, META_SOURCE, META_SHOWN, node);
        return;
    }
    const struct meta_value *heading = add_heading(found, node, !is_main);
    if (!heading) return;
    if (is_beside && !is_titled(found, heading)) {
        found->lists[META_TITLE].count--;
        return;
    }
    const xmlNode *at = meta_next(node, node);
    for (unsigned left = INNER_MAX, parts = PARTS_MAX; at && left && parts; left--) {
        if (at->type == XML_ELEMENT_NODE) {
            add_heading(found, at, true);
            parts--;
        }
        at = meta_next(at, node);
    }
}

/* ---- The headline -------------------------------------------------------------------------------- */

/* How well a heading fits a title, by their keys: 3 if it is the same, 2 if one holds the other, 1 for an <h1>. */
static int fit_of(const struct meta_value *heading, const struct buf *title)
{
    const bool is_long = heading->key_size >= META_HEADLINE_MIN;
    if (heading->key_size == title->size && !memcmp(heading->key, title->data, title->size))
        return 3;
    if (is_long && memmem(title->data, title->size, heading->key, heading->key_size)) return 2;
    if (title->size >= META_HEADLINE_MIN &&
        memmem(heading->key, heading->key_size, title->data, title->size))
        return 2;
    return !heading->is_lesser;
}

static void find_heading(struct meta_found *found, const struct buf *title)
{
    int best = 0;
    const struct meta_list *titles = &found->lists[META_TITLE];
    for (size_t i = 0; i < titles->count; i++) {
        const struct meta_value *heading = &titles->values[i];
        const int fit = heading->node ? fit_of(heading, title) : 0;
        if (fit <= best) continue;
        best = fit;
        found->headline = heading->node;
        found->headline_at = heading->place;
    }
}

static bool has_key(struct meta_found *found, const xmlNode *node, const char *key, size_t key_size)
{
    const char *text = (const char *)node->content;
    const size_t size = node->type == XML_TEXT_NODE && text ? strlen(text) : 0;
    if (!size || size < key_size || size > META_SIZE_MAX) return false;
    buf_reset(&found->key);
    meta_fold(text, size, &found->key);
    return found->key.size == key_size && !memcmp(found->key.data, key, key_size);
}

const xmlNode *meta_find_text(struct meta_found *found, const xmlNode *root, const char *key,
                              size_t key_size, size_t *place)
{
    *place = 0;
    for (const xmlNode *node = root; node && key_size; node = meta_next(node, root)) {
        *place += node->type == XML_ELEMENT_NODE;
        if (has_key(found, node, key, key_size) && !html_is(node->parent, "title"))
            return node->parent;
    }
    *place = 0;
    return NULL;
}

void meta_find_headline(struct meta_found *found, const xmlNode *root, const char *title,
                        size_t size)
{
    struct buf key;
    buf_init(&key);
    meta_fold(title, size, &key);
    find_heading(found, &key);
    if (!found->headline && key.size >= META_HEADLINE_MIN)
        found->headline = meta_find_text(found, root, key.data, key.size, &found->headline_at);
    if (key.failed) found->failed = true;
    buf_release(&key);
}

bool meta_is_behind_headline(const struct meta_found *found)
{
    return found->headline && found->place >= found->headline_at;
}
