/* prose.c - see prose.h. */
#include "common/readers/prose.h"

#include <string.h>

#include "common/readers/html.h"
#include "common/readers/sgml.h"
#include "common/readers/xml.h"

/* ---- What is not the article's own ---------------------------------------------------------------- */

static bool is_foreign(const xmlNode *node)
{
    static const char names[] =
        " media figure figcaption header footer nav aside nitf-table-metadata hedline ";
    const char *name = xml_name(node), *class = xml_attribute(node, "noteclass");
    char word[32] = " ";
    const size_t size = strlen(name);
    if (xml_is(node, "note")) return class && !strcmp(class, "editorsnote");
    if (!size || size > sizeof word - 3) return false;
    memcpy(word + 1, name, size);
    memcpy(word + 1 + size, " ", 2);
    return strstr(names, word) != NULL;
}

static void remove_foreign(xmlNode *node)
{
    for (xmlNode *child = node->children, *next; child; child = next) {
        next = child->next;
        if (is_foreign(child)) {
            xmlUnlinkNode(child);
            xmlFreeNode(child);
        } else {
            remove_foreign(child);
        }
    }
}

/* ---- Layout ------------------------------------------------------------------------------------- */

/* Whether a text has empty lines, or lines that begin with spaces and lines that don't: paragraphs on a wire. Where an
 * editor of XML indented it, all do. */
static bool is_laid_out(const char *text)
{
    size_t indented = 0, flush = 0;
    bool begun = text[strspn(text, " \t\r\n")] && !strchr(" \t\r\n", *text), empty = false;
    for (const char *line = strchr(text, '\n'); line; line = strchr(line, '\n')) {
        const size_t spaces = strspn(++line, " \t");
        if (!line[spaces] || strchr("\r\n", line[spaces])) {
            empty = begun;
            continue;
        }
        if (empty) return true;
        begun = true;
        indented += spaces > 1 || *line == '\t';
        flush += spaces == 0;
    }
    return indented && flush;
}

static bool has_elements(const xmlNode *node)
{
    return xml_child(node, NULL) != NULL;
}

/* Makes <pre> of an element that is laid out, with an empty line between its paragraphs. */
static void keep_layout(xmlNode *node)
{
    struct buf text, flown;
    buf_init(&text);
    buf_init(&flown);
    xml_text(node, &text);
    if (!text.failed && is_laid_out(text.data)) {
        sgml_flow(text.data, text.size, &flown);
        xmlNode *content = flown.failed || flown.size > INT32_MAX
                               ? NULL
                               : xmlNewTextLen((const xmlChar *)flown.data, (int)flown.size);
        if (content) {
            xmlNodeSetName(node, (const xmlChar *)"pre");
            xmlNode *old = node->children;
            node->children = node->last = NULL;
            xmlFreeNodeList(old);
            xmlAddChild(node, content);
        }
    }
    buf_release(&flown);
    buf_release(&text);
}

static void keep_layouts(xmlNode *node)
{
    if ((xml_is(node, "p") || xml_is(node, "div") || xml_is(node, "body")) && !has_elements(node)) {
        keep_layout(node);
        return;
    }
    for (xmlNode *child = xml_child(node, NULL); child; child = xml_next(child, NULL))
        keep_layouts(child);
}

/* ---- Text --------------------------------------------------------------------------------------- */

void prose_of(xmlNode *node, struct buf *out)
{
    if (!node) return;
    remove_foreign(node);
    keep_layouts(node);
    html_text_of(node, out);
}

/* Whether there is a tag in it. */
static bool has_markup(const char *text, size_t size)
{
    const char *end = text + size;
    for (const char *at = text; (at = memchr(at, '<', (size_t)(end - at))); at++) {
        const char c = end - at > 2 ? (char)(at[at[1] == '/' ? 2 : 1] | 0x20) : ' ';
        if (c >= 'a' && c <= 'z') return true;
    }
    return false;
}

void prose_of_text(const char *text, size_t size, struct buf *out)
{
    xmlDoc *tree = NULL;
    if (!has_markup(text, size)) {
        sgml_flow(text, size, out);
        return;
    }
    if (html_parse(text, size, &tree, NULL))
        out->failed = true;
    else
        prose_of(xmlDocGetRootElement(tree), out);
    xmlFreeDoc(tree);
}
