/* xml_tree.c - looking at a tree of XML; see xml.h. */
#include <string.h>

#include "common/readers/xml.h"

/* ---- Names -------------------------------------------------------------------------------------- */

static bool is_element(const xmlNode *node)
{
    return node && node->type == XML_ELEMENT_NODE;
}

/* The parser leaves the prefix of an undeclared namespace in the name. */
static const char *local_part(const xmlChar *name)
{
    const char *colon = strchr((const char *)name, ':');
    return colon ? colon + 1 : (const char *)name;
}

const char *xml_name(const xmlNode *node)
{
    return is_element(node) ? local_part(node->name) : "";
}

const char *xml_uri(const xmlNode *node)
{
    return is_element(node) && node->ns && node->ns->href ? (const char *)node->ns->href : "";
}

size_t xml_prefix(const xmlNode *node, const char **prefix)
{
    *prefix = "";
    if (!is_element(node)) return 0;
    *prefix = (const char *)node->name;
    if (strchr(*prefix, ':')) return strcspn(*prefix, ":");
    *prefix = node->ns && node->ns->prefix ? (const char *)node->ns->prefix : "";
    return strlen(*prefix);
}

bool xml_is(const xmlNode *node, const char *name)
{
    return is_element(node) && !strcmp(xml_name(node), name);
}

/* ---- Elements ----------------------------------------------------------------------------------- */

/* The first of `node` and its next siblings that is an element of the name. */
static xmlNode *first_of(xmlNode *node, const char *name, size_t size)
{
    for (; node; node = node->next) {
        if (!is_element(node)) continue;
        const char *own = xml_name(node);
        if (!name || (strlen(own) == size && !memcmp(own, name, size))) return node;
    }
    return NULL;
}

xmlNode *xml_child(const xmlNode *node, const char *name)
{
    return is_element(node) ? first_of(node->children, name, name ? strlen(name) : 0) : NULL;
}

xmlNode *xml_next(const xmlNode *node, const char *name)
{
    return node ? first_of(node->next, name, name ? strlen(name) : 0) : NULL;
}

xmlNode *xml_path(const xmlNode *node, const char *path)
{
    xmlNode *found = NULL;
    while (is_element(node)) {
        const size_t size = strcspn(path, "/");
        node = found = first_of(node->children, path, size);
        if (!path[size]) return found;
        path += size + 1;
    }
    return NULL;
}

/* The node after `node` in the order of the text, its children first; NULL at the end of `top`. */
static xmlNode *next_node(const xmlNode *top, const xmlNode *node)
{
    if (is_element(node) && node->children) return node->children;
    while (node && node != top && !node->next)
        node = node->parent;
    return node && node != top ? node->next : NULL;
}

xmlNode *xml_walk(const xmlNode *top, const xmlNode *node)
{
    xmlNode *next = node ? next_node(top, node) : NULL;
    while (next && !is_element(next))
        next = next_node(top, next);
    return next;
}

xmlNode *xml_find(const xmlNode *node, const char *name)
{
    const xmlNode *found = node;
    while (found && !xml_is(found, name))
        found = xml_walk(node, found);
    return (xmlNode *)found;
}

/* ---- Attributes --------------------------------------------------------------------------------- */

/* With no entity declared, a value is one text. */
static const char *value_of(const xmlAttr *attribute)
{
    const xmlNode *text = attribute->children;
    return text && text->content ? (const char *)text->content : "";
}

static const char *uri_of(const xmlAttr *attribute)
{
    return attribute->ns && attribute->ns->href ? (const char *)attribute->ns->href : "";
}

const char *xml_attribute_uri(const xmlNode *node, const char *name, const char *uri)
{
    if (!is_element(node)) return NULL;
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (!strcmp(local_part(attribute->name), name) && (!uri || !strcmp(uri_of(attribute), uri)))
            return value_of(attribute);
    return NULL;
}

const char *xml_attribute(const xmlNode *node, const char *name)
{
    const char *plain = xml_attribute_uri(node, name, "");
    return plain ? plain : xml_attribute_uri(node, name, NULL);
}

const char *xml_language(const xmlNode *node)
{
    for (; is_element(node); node = node->parent) {
        const char *language = xml_attribute_uri(node, "lang", (const char *)XML_XML_NAMESPACE);
        if (language) return language;
    }
    return "";
}

/* ---- Text --------------------------------------------------------------------------------------- */

void xml_text(const xmlNode *node, struct buf *out)
{
    for (const xmlNode *at = node; at; at = next_node(node, at))
        if ((at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) && at->content)
            buf_add_text(out, (const char *)at->content);
}

void xml_add(struct article *article, enum article_field field, const xmlNode *node)
{
    struct buf text;
    buf_init(&text);
    xml_text(node, &text);
    article_add(article, field, text.data, text.size);
    if (text.failed) article->fields[field].failed = true;
    buf_release(&text);
}
