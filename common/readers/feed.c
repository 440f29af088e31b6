/* feed.c - names and values of feeds; see feed.h. */
#include "common/readers/feed.h"

#include <string.h>
#include <strings.h>

#include "common/readers/html.h"
#include "common/readers/markup.h"
#include "common/readers/mime.h"

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

/* Atom 0.3 has a mode for it; in Atom 1.0 any type but those of text and of XML is. RSS has neither. */
static bool is_base64(const xmlNode *node)
{
    const char *mode = xml_attribute(node, "mode"), *type = xml_attribute(node, "type");
    if (mode) return !strcmp(mode, "base64");
    return type && strchr(type, '/') && strncmp(type, "text/", 5) != 0 && !strstr(type, "xml");
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
    struct buf text, decoded;
    buf_init(&text);
    buf_init(&decoded);
    xml_text(node, &text);
    mime_decode(is_base64(node) ? MIME_BASE64 : MIME_PLAIN, text.data, text.size, &decoded);
    markup_text(decoded.data, decoded.size, out);
    if (text.failed || decoded.failed) out->failed = true;
    buf_release(&decoded);
    buf_release(&text);
}
