/* prose.c - see prose.h. */
#include "common/readers/prose.h"

#include <string.h>

#include "common/readers/html.h"
#include "common/readers/sgml.h"
#include "common/readers/xml.h"

/* ---- What is not the article's own ---------------------------------------------------------------- */

static bool is_editors_note(const xmlNode *node)
{
    const char *class = xml_attribute(node, "noteclass");
    return xml_is(node, "note") && class && !strcmp(class, "editorsnote");
}

/* What an element is called that isn't; NULL for all others. */
static const char *foreign(const xmlNode *node)
{
    static const struct {
        const char *name, *what;
    } known[] = {
        {"media", "pictures and their captions"},
        {"figure", "pictures and their captions"},
        {"figcaption", "pictures and their captions"},
        {"header", "headers, footers and asides"},
        {"footer", "headers, footers and asides"},
        {"nav", "headers, footers and asides"},
        {"aside", "headers, footers and asides"},
        {"hedline", "headers, footers and asides"},
        {"nitf-table-metadata", "what programs are told of tables"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (xml_is(node, known[i].name)) return known[i].what;
    return is_editors_note(node) ? "notes for editors" : NULL;
}

static void remove_foreign(xmlNode *node, const struct reader_sink *sink)
{
    for (xmlNode *child = node->children, *next; child; child = next) {
        const char *what = foreign(child);
        next = child->next;
        if (what) {
            reader_passed(sink, what, 1);
            xmlUnlinkNode(child);
            xmlFreeNode(child);
        } else {
            remove_foreign(child, sink);
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

/* ---- Markup as text ----------------------------------------------------------------------------- */

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

/* Whether an element's text is HTML that was escaped, and not about HTML: it begins and ends with a tag. */
static bool is_escaped(const struct buf *text)
{
    const char *start = text->data, *end = text->data + text->size;
    while (start < end && strchr(" \t\r\n", *start))
        start++;
    while (end > start && strchr(" \t\r\n", end[-1]))
        end--;
    const size_t size = (size_t)(end - start);
    return size > 6 && *start == '<' && end[-1] == '>' && has_markup(start, 3) &&
           (memmem(start, size, "</", 2) || memmem(start, size, "/>", 2));
}

/* Puts the tree of a text in place of what an element holds. */
static void put_tree(xmlNode *node, const struct buf *text)
{
    xmlDoc *tree = NULL;
    if (html_parse(text->data, text->size, &tree, NULL)) return;
    xmlNode *root = xmlDocGetRootElement(tree);
    if (root) {
        xmlUnlinkNode(root);
        xmlSetTreeDoc(root, node->doc);
        xmlFreeNodeList(node->children);
        node->children = node->last = NULL;
        xmlAddChild(node, root);
    }
    xmlFreeDoc(tree);
}

static void unescape(xmlNode *node)
{
    struct buf text;
    if (has_elements(node)) {
        for (xmlNode *child = xml_child(node, NULL); child; child = xml_next(child, NULL))
            unescape(child);
        return;
    }
    buf_init(&text);
    xml_text(node, &text);
    if (!text.failed && is_escaped(&text)) put_tree(node, &text);
    buf_release(&text);
}

/* ---- Text --------------------------------------------------------------------------------------- */

void prose_of(xmlNode *node, const struct reader_sink *sink, struct buf *out)
{
    if (!node) return;
    unescape(node);
    remove_foreign(node, sink);
    keep_layouts(node);
    html_text_of(node, out);
}

void prose_of_text(const char *text, size_t size, const struct reader_sink *sink, struct buf *out)
{
    xmlDoc *tree = NULL;
    if (!has_markup(text, size)) {
        sgml_flow(text, size, out);
        return;
    }
    if (html_parse(text, size, &tree, NULL))
        out->failed = true;
    else
        prose_of(xmlDocGetRootElement(tree), sink, out);
    xmlFreeDoc(tree);
}
