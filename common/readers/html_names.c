/* html_names.c - a table of element names. */
#include "common/readers/html_names.h"

#include <string.h>
#include <strings.h>

enum {
    NAME_MAX_SIZE = 20
};

/* What isn't here is inline. */
static const struct {
    enum html_kind kind;
    const char *names;
} kinds[] = {
    {HTML_BLOCK,
     " p div section article main header footer nav aside h1 h2 h3 h4 h5 h6 blockquote pre ul ol "
     "dl "
     "table figure figcaption form fieldset address hr details summary body html center dialog "
     "hgroup "
     "tbody thead tfoot caption menu search legend "
     "block hl1 hl2 headline bq body.head body.content body.end media tagline abstract "},
    {HTML_LINE, " li tr dt dd option byline dateline "},
    {HTML_CELL, " td th button input label img iframe video audio "},
    {HTML_BREAK, " br "},
    {HTML_HIDDEN,
     " script style head template svg math noscript select datalist object embed applet textarea "
     "canvas map area col colgroup link meta base title noframes frameset rp "},
};

enum html_kind html_kind_of(const xmlNode *node)
{
    char word[NAME_MAX_SIZE + 3] = " ";
    if (node->type != XML_ELEMENT_NODE) return HTML_INLINE;
    const size_t size = strlen((const char *)node->name);
    if (size > NAME_MAX_SIZE) return HTML_INLINE;
    for (size_t i = 0; i < size; i++)
        word[i + 1] = (char)(node->name[i] >= 'A' && node->name[i] <= 'Z' ? node->name[i] | 0x20
                                                                          : node->name[i]);
    word[size + 1] = ' ';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(kinds[i].names, word)) return kinds[i].kind;
    return HTML_INLINE;
}

bool html_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !strcasecmp((const char *)node->name, name);
}

const char *html_attribute(const xmlNode *node, const char *name)
{
    if (node->type != XML_ELEMENT_NODE) return NULL;
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (!strcasecmp((const char *)attribute->name, name))
            return attribute->children ? (const char *)attribute->children->content : "";
    return NULL;
}
