/* html_meta_tags.c - what stands in a page's head: <html lang>, <title>, <meta>, <link>. */
#include <string.h>
#include <strings.h>

#include "common/readers/html_meta_found.h"

/* Names of <meta>, in the attributes name, property and itemprop, compared without case, and with : for a point. What
 * comes first in the page is believed first where both are of one origin. */
static const struct {
    const char *name;
    enum meta_kind kind;
    enum meta_origin origin;
} names[] = {
    {"og:title", META_TITLE, META_OPEN},
    {"headline", META_TITLE, META_NAMED},
    {"dc.title", META_TITLE, META_NAMED},
    {"dcterms.title", META_TITLE, META_NAMED},
    {"parsely-title", META_TITLE, META_NAMED},
    {"sailthru.title", META_TITLE, META_NAMED},
    {"cxenseparse:title", META_TITLE, META_NAMED},
    {"citation_title", META_TITLE, META_NAMED},
    {"twitter:title", META_TITLE, META_NAMED},
    {"title", META_TITLE, META_NAMED},

    {"article:published_time", META_DATE, META_OPEN},
    {"article:published", META_DATE, META_OPEN},
    {"og:article:published_time", META_DATE, META_OPEN},
    {"og:published_time", META_DATE, META_OPEN},
    {"article.published", META_DATE, META_OPEN},
    {"datepublished", META_DATE, META_NAMED},
    {"date_published", META_DATE, META_NAMED},
    {"publish-date", META_DATE, META_NAMED},
    {"publish_date", META_DATE, META_NAMED},
    {"publishdate", META_DATE, META_NAMED},
    {"published_time", META_DATE, META_NAMED},
    {"published-date", META_DATE, META_NAMED},
    {"publication_date", META_DATE, META_NAMED},
    {"publication-date", META_DATE, META_NAMED},
    {"publicationdate", META_DATE, META_NAMED},
    {"pubdate", META_DATE, META_NAMED},
    {"parsely-pub-date", META_DATE, META_NAMED},
    {"sailthru.date", META_DATE, META_NAMED},
    {"cxenseparse:publishtime", META_DATE, META_NAMED},
    {"cxenseparse:recs:publishtime", META_DATE, META_NAMED},
    {"dc.date.issued", META_DATE, META_NAMED},
    {"dc.date.published", META_DATE, META_NAMED},
    {"dcterms.issued", META_DATE, META_NAMED},
    {"dcterms.date", META_DATE, META_NAMED},
    {"dcterms.available", META_DATE, META_NAMED},
    {"prism.publicationdate", META_DATE, META_NAMED},
    {"citation_publication_date", META_DATE, META_NAMED},
    {"citation_online_date", META_DATE, META_NAMED},
    {"citation_date", META_DATE, META_NAMED},
    {"rnews:datepublished", META_DATE, META_NAMED},
    {"vr:published_time", META_DATE, META_NAMED},
    {"date.available", META_DATE, META_NAMED},
    {"date.published", META_DATE, META_NAMED},
    {"article_date_original", META_DATE, META_NAMED},
    {"originalpublicationdate", META_DATE, META_NAMED},
    {"bt:pubdate", META_DATE, META_NAMED},
    {"og:pubdate", META_DATE, META_NAMED},
    {"shareaholic:article_published_time", META_DATE, META_NAMED},
    {"article:created", META_DATE, META_LOOSE},
    {"created", META_DATE, META_LOOSE},
    {"pdate", META_DATE, META_LOOSE},
    {"datecreated", META_DATE, META_LOOSE},
    {"date.created", META_DATE, META_LOOSE},
    {"dc.date.created", META_DATE, META_LOOSE},
    {"dcterms.created", META_DATE, META_LOOSE},
    {"dc.date", META_DATE, META_LOOSE},
    {"date", META_DATE, META_LOOSE},

    {"article:author", META_AUTHOR, META_OPEN},
    {"article:author_name", META_AUTHOR, META_OPEN},
    {"og:author", META_AUTHOR, META_OPEN},
    {"og:article:author", META_AUTHOR, META_OPEN},
    {"author", META_AUTHOR, META_NAMED},
    {"authors", META_AUTHOR, META_NAMED},
    {"parsely-author", META_AUTHOR, META_NAMED},
    {"sailthru.author", META_AUTHOR, META_NAMED},
    {"cxenseparse:author", META_AUTHOR, META_NAMED},
    {"articleauthor", META_AUTHOR, META_NAMED},
    {"dc.creator", META_AUTHOR, META_NAMED},
    {"dcterms.creator", META_AUTHOR, META_NAMED},
    {"citation_author", META_AUTHOR, META_NAMED},
    {"shareaholic:article_author_name", META_AUTHOR, META_NAMED},
    {"byl", META_AUTHOR, META_NAMED},
    {"byline", META_AUTHOR, META_NAMED},
    {"rnews:creator", META_AUTHOR, META_NAMED},

    {"og:site_name", META_SOURCE, META_OPEN},
    {"dc.publisher", META_SOURCE, META_NAMED},
    {"dcterms.publisher", META_SOURCE, META_NAMED},
    {"prism.publicationname", META_SOURCE, META_NAMED},
    {"citation_journal_title", META_SOURCE, META_NAMED},
    {"sitename", META_SOURCE, META_NAMED},
    {"publisher", META_SOURCE, META_NAMED},
    {"application-name", META_SOURCE, META_LOOSE},
    {"apple-mobile-web-app-title", META_SOURCE, META_LOOSE},

    {"og:description", META_ABOUT, META_OPEN},
    {"description", META_ABOUT, META_NAMED},
    {"dc.description", META_ABOUT, META_NAMED},
    {"dcterms.description", META_ABOUT, META_NAMED},
    {"twitter:description", META_ABOUT, META_NAMED},

    {"article:section", META_SECTION, META_OPEN},
    {"og:article:section", META_SECTION, META_OPEN},
    {"og:section", META_SECTION, META_OPEN},
    {"articlesection", META_SECTION, META_NAMED},
    {"parsely-section", META_SECTION, META_NAMED},
    {"prism.section", META_SECTION, META_NAMED},
    {"mrf:sections", META_SECTION, META_NAMED},
    {"section", META_SECTION, META_NAMED},
    {"category", META_SECTION, META_NAMED},

    {"article:tag", META_TAG, META_OPEN},
    {"og:article:tag", META_TAG, META_OPEN},
    {"news_keywords", META_TAG, META_NAMED},
    {"parsely-tags", META_TAG, META_NAMED},
    {"sailthru.tags", META_TAG, META_NAMED},
    {"dc.subject", META_TAG, META_NAMED},
    {"dcterms.subject", META_TAG, META_NAMED},
    {"citation_keywords", META_TAG, META_NAMED},
    {"keywords", META_TAG, META_LOOSE},
    {"tags", META_TAG, META_LOOSE},

    {"og:locale", META_LANG, META_OPEN},
    {"dc.language", META_LANG, META_NAMED},
    {"dcterms.language", META_LANG, META_NAMED},
    {"inlanguage", META_LANG, META_NAMED},
    {"content-language", META_LANG, META_LOOSE},
    {"language", META_LANG, META_LOOSE},

    {"og:url", META_URL, META_OPEN},
    {"parsely-link", META_URL, META_NAMED},
    {"mrf:canonical", META_URL, META_NAMED},
    {"twitter:url", META_URL, META_LOOSE},
};

/* "dc:date" is dc.date. */
static bool same_name(const char *row, const char *name)
{
    for (; *row && *name; row++, name++) {
        const char c = *name >= 'A' && *name <= 'Z' ? (char)(*name | 0x20) : *name;
        if (c != *row && !(c == ':' && *row == '.')) return false;
    }
    return !*row && !*name;
}

/* Cards for a network name what they show: label1 "Written by", data1 "Jane Doe". */
static bool take_card(struct meta_found *found, const char *name, const char *content)
{
    static const char *const by[] = {
        "written by",  "geschrieben von", "verfasst von",    "écrit par",
        "escrito por", "scritto da",      "geschreven door", "skrevet a",
        "skriven av",  "napisane przez",  "yazan",           "автор",
        NULL};
    if (!strncasecmp(name, "twitter:label", 13)) {
        found->names_author = false;
        for (size_t i = 0; by[i]; i++)
            if (!strncasecmp(content, by[i], strlen(by[i]))) found->names_author = true;
        return true;
    }
    if (!found->names_author || strncasecmp(name, "twitter:data", 12) != 0) return false;
    meta_add(found, META_AUTHOR, META_NAMED, content, strlen(content));
    found->names_author = false;
    return true;
}

static void take_named(struct meta_found *found, const char *name, const char *content)
{
    if (take_card(found, name, content)) return;
    for (size_t row = 0; row < sizeof names / sizeof *names; row++)
        if (same_name(names[row].name, name)) {
            meta_add(found, names[row].kind, names[row].origin, content, strlen(content));
            return;
        }
}

/* <meta name="..." content="...">, or property="...". */
static void take_meta(struct meta_found *found, const xmlNode *node)
{
    static const char *const attributes[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = html_attribute(node, "content");
    if (!content) return;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *name = html_attribute(node, attributes[i]);
        if (!name || !*name) continue;
        take_named(found, name, content);
        return;
    }
}

static void take_link(struct meta_found *found, const xmlNode *node)
{
    const char *rel = html_attribute(node, "rel"), *href = html_attribute(node, "href");
    if (rel && href && meta_has_word(rel, "canonical"))
        meta_add(found, META_URL, META_LD, href, strlen(href));
}

static void take_html(struct meta_found *found, const xmlNode *node)
{
    static const char *const attributes[] = {"lang", "xml:lang"};
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *lang = html_attribute(node, attributes[i]);
        if (lang) meta_add(found, META_LANG, META_LD, lang, strlen(lang));
    }
}

/* The first one counts, and none of a drawing's. */
static void take_title(struct meta_found *found, const xmlNode *node)
{
    if (meta_first(found, META_TITLE, META_LOOSE)) return;
    for (const xmlNode *up = node->parent; up; up = up->parent)
        if (html_is(up, "svg")) return;
    meta_add_element(found, META_TITLE, META_LOOSE, node);
}

static void take_script(struct meta_found *found, const xmlNode *node)
{
    const char *type = html_attribute(node, "type");
    if (type && !strncasecmp(type, "application/ld+json", 19) &&
        found->script_count < META_SCRIPTS_MAX)
        found->scripts[found->script_count++] = node;
}

void meta_take_tag(struct meta_found *found, const xmlNode *node)
{
    if (html_is(node, "meta"))
        take_meta(found, node);
    else if (html_is(node, "link"))
        take_link(found, node);
    else if (html_is(node, "html"))
        take_html(found, node);
    else if (html_is(node, "title"))
        take_title(found, node);
    else if (html_is(node, "script"))
        take_script(found, node);
}
