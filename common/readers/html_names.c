/* html_names.c - a table of element names. */
#include "common/readers/html_names.h"

#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "common/readers/html_words.h"

/* What isn't here is inline. */
static const struct html_words_row rows[] = {
    {HTML_BLOCK,
     "p div section article main header footer nav aside h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl "
     "table figure figcaption form fieldset address hr details summary body html center dialog "
     "hgroup "
     "tbody thead tfoot caption menu search legend "
     "block hl1 hl2 headline bq body.head body.content body.end media tagline abstract"},
    {HTML_LINE, "li tr dt dd option byline dateline"},
    {HTML_CELL, "td th button input label img iframe video audio"},
    {HTML_BREAK, "br"},
    {HTML_HIDDEN,
     "script style head template svg math noscript select datalist object embed applet textarea "
     "canvas map area col colgroup link meta base title noframes frameset"},
};
static struct html_words kinds;

static void make_kinds(void)
{
    html_words_add(&kinds, rows, sizeof rows / sizeof *rows);
}

/* Whether a name is that one, in any case of letters. Most differ in the first. */
static inline bool is_named(const xmlChar *text, const char *name)
{
    return (*text | 0x20) == (*name | 0x20) && !strcasecmp((const char *)text, name);
}

bool html_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && is_named(node->name, name);
}

bool html_is_beside(const xmlNode *node)
{
    return html_is(node, "footer") || html_is(node, "aside") || html_is(node, "nav");
}

const char *html_attribute(const xmlNode *node, const char *name)
{
    if (node->type != XML_ELEMENT_NODE) return NULL;
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (is_named(attribute->name, name))
            return attribute->children ? (const char *)attribute->children->content : "";
    return NULL;
}

/* Whether an element holds what is shown in place of the one it is in, as saved pages of scripts have it. */
static bool is_shadow_root(const xmlNode *node)
{
    return html_is(node, "template") &&
           (html_attribute(node, "shadowrootmode") || html_attribute(node, "shadowroot"));
}

enum html_kind html_kind_of(const xmlNode *node)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (node->type != XML_ELEMENT_NODE) return HTML_INLINE;
    pthread_once(&once, make_kinds);
    const char *name = (const char *)node->name;
    const enum html_kind kind = (enum html_kind)html_words_find(&kinds, name, strlen(name));
    return kind == HTML_HIDDEN && is_shadow_root(node) ? HTML_BLOCK : kind;
}
