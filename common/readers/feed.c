/* feed.c - names and values of feeds; see feed.h. */
#include "common/readers/feed.h"

#include <string.h>
#include <strings.h>

#include "common/readers/byline.h"
#include "common/readers/html.h"
#include "common/readers/markup.h"

/* ---- Names -------------------------------------------------------------------------------------- */

/* Prefixes that everybody uses for namespaces, whose case and last slash vary. */
static const struct {
    const char *uri;
    const char *prefix;
} namespaces[] = {
    {"http://www.w3.org/2005/Atom", "atom"},
    {"http://purl.org/atom/ns#", "atom"},
    {"http://purl.org/rss/1.0", ""},
    {"http://my.netscape.com/rdf/simple/0.9", ""},
    {"http://channel.netscape.com/rdf/simple/0.9", ""},
    {"http://backend.userland.com/rss", ""},
    {"http://backend.userland.com/rss2", ""},
    {"http://blogs.law.harvard.edu/tech/rss", ""},
    {"http://purl.org/dc/elements/1.1", "dc"},
    {"http://purl.org/dc/terms", "dcterms"},
    {"http://purl.org/rss/1.0/modules/content", "content"},
    {"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"},
    {"http://search.yahoo.com/mrss", "media"},
    {"http://rssnamespace.org/feedburner/ext/1.0", "feedburner"},
    {"http://prismstandard.org/namespaces/basic/2.0", "prism"},
    {"http://www.w3.org/1999/xhtml", "xhtml"},
};

static bool is_same_uri(const char *left, const char *right)
{
    size_t size = strlen(left);
    while (size && left[size - 1] == '/')
        size--;
    return strlen(right) == size && !strncasecmp(left, right, size);
}

/* The prefix that an element should have; its own if the namespace isn't one of ours. */
static size_t usual_prefix(const xmlNode *node, const xmlNode *around, const char **prefix)
{
    const char *uri = xml_uri(node);
    *prefix = "";
    if (node->ns && around && node->ns == around->ns) return 0;
    if (*uri && around && !strcmp(uri, xml_uri(around))) return 0;
    for (size_t i = 0; *uri && i < sizeof namespaces / sizeof *namespaces; i++)
        if (is_same_uri(uri, namespaces[i].uri)) return strlen(*prefix = namespaces[i].prefix);
    return xml_prefix(node, prefix);
}

void feed_name(const xmlNode *node, const xmlNode *around, char name[FEED_NAME_MAX])
{
    const char *prefix, *local = xml_name(node);
    const size_t size = usual_prefix(node, around, &prefix), local_size = strlen(local);
    *name = '\0';
    if (size + local_size + 2 > FEED_NAME_MAX) return;
    memcpy(name, prefix, size);
    if (size) name[size] = ':';
    memcpy(name + size + (size != 0), local, local_size + 1);
}

/* ---- Values ------------------------------------------------------------------------------------- */

static bool is_plain(const xmlNode *node)
{
    const char *type = xml_attribute(node, "type");
    return type && (!strcmp(type, "text") || !strcmp(type, "text/plain"));
}

void feed_text(xmlNode *node, struct buf *out)
{
    if (xml_child(node, NULL)) { /* a <title> would be the page's */
        xmlNodeSetName(node, (const xmlChar *)"div");
        html_text_of(node, out);
        return;
    }
    if (is_plain(node)) {
        xml_text(node, out);
        return;
    }
    struct buf text;
    buf_init(&text);
    xml_text(node, &text);
    markup_text(text.data, text.size, out);
    if (text.failed) out->failed = true;
    buf_release(&text);
}

/* Cuts to what stands in the brackets of "jane@example.com (Jane Doe)", or before those of "Jane Doe <jane@...>". */
static void cut_address(const char **text, size_t *size)
{
    const char *at = memchr(*text, '@', *size), *end = *text + *size;
    if (!at) return;
    const char *open = memchr(at, '(', (size_t)(end - at)), *angle = memchr(*text, '<', *size);
    const char *close = open ? memchr(open, ')', (size_t)(end - open)) : NULL;
    if (open) {
        *text = open + 1;
        *size = (size_t)((close ? close : end) - *text);
    } else {
        *size = angle && angle < at ? (size_t)(angle - *text) : 0;
    }
}

/* Adds "Doe, Jane" as Jane Doe; false if it isn't one such name. */
static bool add_turned(struct article *article, const char *text, size_t size)
{
    const char *comma = memchr(text, ',', size), *end = text + size;
    if (!comma || comma == text || comma + 2 > end || comma[1] != ' ') return false;
    if (memchr(text, ' ', (size_t)(comma - text))) return false;
    if (memchr(comma + 1, ',', (size_t)(end - comma - 1)) ||
        memmem(comma, (size_t)(end - comma), " and ", 5))
        return false;
    struct buf name;
    buf_init(&name);
    buf_add(&name, comma + 2, (size_t)(end - comma - 2));
    buf_add_char(&name, ' ');
    buf_add(&name, text, (size_t)(comma - text));
    article_add(article, ARTICLE_AUTHOR, name.data, name.size);
    buf_release(&name);
    return true;
}

/* Whether it may be more than a name by itself. */
static bool is_byline(const char *text, size_t size)
{
    return (size > 3 && !strncasecmp(text, "by ", 3)) || memchr(text, ',', size) ||
           memchr(text, '&', size) || memchr(text, ';', size) || memmem(text, size, " and ", 5) ||
           memmem(text, size, " in ", 4);
}

void feed_add_author(struct article *article, const char *text, size_t size)
{
    cut_address(&text, &size);
    if (add_turned(article, text, size)) return;
    if (is_byline(text, size))
        byline_add(article, text, size);
    else
        article_add(article, ARTICLE_AUTHOR, text, size);
}

/* Whether nobody else can have the same id: an address, or a scheme made for that. */
static bool is_unique(const char *id, size_t size)
{
    static const char *const schemes[] = {"tag:", "urn:", "info:", "doi:"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (size > strlen(schemes[i]) && !strncasecmp(id, schemes[i], strlen(schemes[i])))
            return true;
    return memmem(id, size, "://", 3) != NULL;
}

void feed_add_id(struct article *article, const struct buf *link, const char *own, size_t size)
{
    struct buf id;
    if (!size) return;
    if (is_unique(own, size)) {
        article_add(article, ARTICLE_ID, own, size);
        return;
    }
    if (!link->size) return;
    buf_init(&id);
    buf_add(&id, link->data, link->size);
    buf_add_char(&id, '#');
    buf_add(&id, own, size);
    article_add(article, ARTICLE_ID, id.data, id.size);
    if (id.failed) article->fields[ARTICLE_ID].failed = true;
    buf_release(&id);
}
