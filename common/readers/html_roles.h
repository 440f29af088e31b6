/* html_roles.h - what an element is for, as far as its name, its role and the words of its class say. */
#ifndef COMMON_READERS_HTML_ROLES_H
#define COMMON_READERS_HTML_ROLES_H

#include <libxml/tree.h>
#include <stdbool.h>

/* More than one may be set. */
enum html_role {
    HTML_ROLE_CHROME = 1 << 0,    /* menus, footers, forms, tool bars */
    HTML_ROLE_OTHERS = 1 << 1,    /* what others wrote: comments */
    HTML_ROLE_RELATED = 1 << 2,   /* other articles */
    HTML_ROLE_PROMO = 1 << 3,     /* advertisements, newsletters, cookies, sharing */
    HTML_ROLE_CAPTION = 1 << 4,   /* of pictures, and their credits */
    HTML_ROLE_CREDIT = 1 << 5,    /* bylines, dates, tags */
    HTML_ROLE_CONCEALED = 1 << 6, /* not shown */
    HTML_ROLE_BODY = 1 << 7,      /* the text of an article */
    HTML_ROLE_LEAD = 1 << 8,      /* the paragraph before it */
    HTML_ROLE_ARTICLE = 1 << 9,   /* <article>, <main> */
    HTML_ROLE_IMAGE = 1 << 10,    /* a picture, perhaps with its caption */
    HTML_ROLE_CONSENT = 1 << 11,  /* to cookies and such: a kind of promo, and may be long */
    HTML_ROLE_OUT = HTML_ROLE_CHROME | HTML_ROLE_OTHERS | HTML_ROLE_RELATED | HTML_ROLE_PROMO |
                    HTML_ROLE_CAPTION | HTML_ROLE_CREDIT | HTML_ROLE_CONCEALED
};

unsigned html_roles_of(const xmlNode *node);

/* Whether an element in a line is only there for machines, or to be heard. */
bool html_is_hidden(const xmlNode *node);

#endif
