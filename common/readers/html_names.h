/* html_names.h - what elements of HTML are to a reader of their text, and their attributes. */
#ifndef COMMON_READERS_HTML_NAMES_H
#define COMMON_READERS_HTML_NAMES_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "common/readers/html.h"

/* How an element's text stands to what is around it. */
enum html_kind {
    HTML_INLINE, /* part of the line; names that are not known too */
    HTML_CELL,   /* a space apart */
    HTML_LINE,   /* a line of its own */
    HTML_BLOCK,  /* a paragraph of its own */
    HTML_BREAK,  /* <br> */
    HTML_HIDDEN  /* no text for readers: scripts, forms' choices, pictures */
};

/* INLINE for what is no element. Names in any case; NITF's are known too. */
enum html_kind html_kind_of(const xmlNode *node);

/* Whether the node is an element of that name, given in lower case. */
bool html_is(const xmlNode *node, const char *name);

/* Whether it is an <aside>, a <footer> or a <nav>: what stands beside an article, or around one of its own. */
bool html_is_beside(const xmlNode *node);

/* An attribute's value; NULL if there is none. Belongs to the tree. */
const char *html_attribute(const xmlNode *node, const char *name);

#endif
