/* html_text.c - a subtree's text as paragraphs. */
#include <string.h>

#include "common/readers/html_names.h"
#include "common/readers/paragraphs.h"

enum {
    WALK_MAX = 1000 /* of elements in each other: trees from elsewhere may be deeper */
};

static void add_node(struct paragraphs *paragraphs, const xmlNode *node, unsigned depth, bool pre);

static void add_element(struct paragraphs *paragraphs, const xmlNode *node, unsigned depth,
                        bool pre)
{
    const enum html_kind kind = html_kind_of(node);
    const enum paragraphs_gap gap = kind == HTML_BLOCK  ? PARAGRAPHS_EMPTY_LINE
                                    : kind == HTML_LINE ? PARAGRAPHS_LINE
                                    : kind == HTML_CELL ? PARAGRAPHS_SPACE
                                                        : PARAGRAPHS_NONE;
    if (kind == HTML_HIDDEN || depth == WALK_MAX) return;
    if (kind == HTML_BREAK) paragraphs_break(paragraphs);
    paragraphs_apart(paragraphs, gap);
    pre = pre || html_is(node, "pre");
    for (const xmlNode *child = node->children; child; child = child->next)
        add_node(paragraphs, child, depth + 1, pre);
    paragraphs_apart(paragraphs, gap);
}

static void add_node(struct paragraphs *paragraphs, const xmlNode *node, unsigned depth, bool pre)
{
    if (node->type == XML_ELEMENT_NODE || node->type == XML_DOCUMENT_NODE ||
        node->type == XML_HTML_DOCUMENT_NODE)
        add_element(paragraphs, node, depth, pre);
    if ((node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE) || !node->content)
        return;
    const char *text = (const char *)node->content;
    if (pre)
        paragraphs_lines(paragraphs, text, strlen(text));
    else
        paragraphs_text(paragraphs, text, strlen(text));
}

void html_text_of(const xmlNode *node, struct buf *out)
{
    struct paragraphs paragraphs = {.out = out};
    if (node) add_node(&paragraphs, node, 0, false);
}
