/* html_meta.c - see html_meta.h. */
#include "common/readers/html_meta.h"

#include <string.h>

/* The next node of the tree under `root`, a parent before its children; NULL after the last. */
static const xmlNode *next_node(const xmlNode *node, const xmlNode *root)
{
    if (node->type == XML_ELEMENT_NODE && node->children) return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

nsearch_status html_meta_read(const xmlNode *root, const char *url, struct article *article,
                              struct buf *body, nsearch_error *error)
{
    (void)body;
    if (url) article_add(article, ARTICLE_URL, url, strlen(url));
    for (const xmlNode *node = root; node; node = next_node(node, root))
        if (node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, "title") &&
            node->children && node->children->type == XML_TEXT_NODE) {
            const char *title = (const char *)node->children->content;
            article_add(article, ARTICLE_TITLE, title, strlen(title));
            break;
        }
    return article_status(article, error);
}
