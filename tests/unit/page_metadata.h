/* page_metadata.h - the metadata of a page written in a test. */
#ifndef TESTS_UNIT_PAGE_METADATA_H
#define TESTS_UNIT_PAGE_METADATA_H

#include <string.h>

#include "common/readers/html.h"
#include "common/readers/html_meta.h"

/* What is read of a page; `url` is where it was found. */
static inline void read_page(const char *page, const char *url, struct article *article,
                             struct buf *body)
{
    xmlDoc *tree;
    assert_int_equal(html_parse(page, strlen(page), &tree, NULL), NSEARCH_OK);
    assert_int_equal(html_meta_read((const xmlNode *)tree, url, article, body, NULL), NSEARCH_OK);
    xmlFreeDoc(tree);
}

static inline const char *field_at(const char *page, const char *url, enum article_field which)
{
    static char out[4096];
    struct article article;
    article_init(&article);
    read_page(page, url, &article, NULL);
    strncpy(out, article.fields[which].data, sizeof out - 1);
    article_release(&article);
    return out;
}

#define IS(page, which, want) assert_string_equal(field_at(page, NULL, which), want)

/* A page with one script of JSON-LD, and one with other elements in its head or body. */
#define LD(json) "<html><script type='application/ld+json'>" json "</script><body><p>Text.</p>"
#define HEAD(elements) "<html><head>" elements "</head><body><p>Text.</p>"
#define BODY(elements) "<html><body>" elements
#define ARTICLE(members) LD("{\"@type\":\"NewsArticle\"," members "}")
#define OG(title) "<meta property='og:title' content='" title "'>"
#define NAMED(name, content) "<meta name='" name "' content='" content "'>"
#define SITE "<meta property='og:site_name' content='The Daily Buoy'>"

#endif
