/* nitf.c - see nitf.h.
 *
 *     <nitf><head><title/> <tobject/> <docdata> doc-id date.issue key-list </docdata> <pubdata/></head>
 *           <body><body.head> hedline byline dateline distributor abstract </body.head>
 *                 <body.content> block p table media </body.content>
 *                 <body.end> tagline </body.end></body></nitf> */
#include "common/readers/nitf.h"

#include <string.h>

#include "common/date.h"
#include "common/readers/agency.h"
#include "common/readers/byline.h"
#include "common/readers/dateline.h"
#include "common/readers/prose.h"
#include "common/readers/xml.h"

/* ---- Title -------------------------------------------------------------------------------------- */

static void add_title(struct article *article, const xmlNode *node)
{
    if (!article->fields[ARTICLE_TITLE].size) xml_add(article, ARTICLE_TITLE, node);
}

/* Some call the hedline a headline. */
static void take_title(const xmlNode *nitf, const xmlNode *body_head, struct article *article)
{
    static const char *const paths[] = {"hedline/hl1", "headline/hl1", "hedline/hl2", "hedline",
                                        "headline"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        add_title(article, xml_path(body_head, paths[i]));
    add_title(article, xml_path(nitf, "head/title"));
}

/* ---- Date --------------------------------------------------------------------------------------- */

/* The first that is a date: "YYYYMMDD000000" stands for none. */
static void add_date(struct article *article, const char *text)
{
    struct date date;
    if (text && date_parse(text, strlen(text), &date)) agency_add_once(article, ARTICLE_DATE, text);
}

static void take_date(const xmlNode *head, const xmlNode *body_head, struct article *article)
{
    const xmlNode *docdata = xml_child(head, "docdata");
    add_date(article, xml_attribute(xml_child(docdata, "date.issue"), "norm"));
    add_date(article, xml_attribute(xml_child(docdata, "date.release"), "norm"));
    add_date(article, xml_attribute(xml_path(body_head, "dateline/story.date"), "norm"));
    add_date(article, xml_attribute(xml_find(head, "pubdata"), "date.publication"));
    add_date(article, xml_attribute(xml_find(head, "revision-history"), "norm"));
}

/* ---- Authors ------------------------------------------------------------------------------------ */

/* Appends a byline's text without the jobs in it, or these alone. */
static void byline_text(const xmlNode *byline, bool jobs, struct buf *out)
{
    for (const xmlNode *child = byline->children; child; child = child->next) {
        const bool is_job = xml_is(child, "byttl") || xml_is(child, "virtloc");
        if (is_job == jobs) xml_text(child, out);
        buf_add_char(out, ' ');
    }
}

static void take_byline(const xmlNode *byline, struct article *article)
{
    struct buf text;
    bool named = false;
    buf_init(&text);
    for (const xmlNode *person = xml_child(byline, "person"); person;
         person = xml_next(person, "person")) {
        buf_reset(&text);
        xml_text(person, &text);
        byline_add(article, text.data, text.size);
        named = named || text.size;
    }
    for (int jobs = 0; jobs < 2 && !named; jobs++) {
        buf_reset(&text);
        byline_text(byline, jobs, &text);
        byline_add(article, text.data, text.size);
        named = article->fields[ARTICLE_AUTHOR].size > 0;
    }
    if (text.failed) article->fields[ARTICLE_AUTHOR].failed = true;
    buf_release(&text);
}

/* ---- Place and source --------------------------------------------------------------------------- */

/* "Ottawa, Ontario, Canada" of the parts of a <location>, or its text. */
static void location_text(const xmlNode *location, struct buf *out)
{
    static const char *const parts[] = {"sublocation", "city", "state", "region", "country"};
    const size_t before = out->size;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const xmlNode *part = xml_child(location, parts[i]);
        const size_t start = out->size;
        if (part && start > before) buf_add_text(out, ", ");
        const size_t at = out->size;
        xml_text(part, out);
        if (out->size == at) buf_cut(out, start);
    }
    if (out->size == before) xml_text(location, out);
}

static void take_dateline(const xmlNode *element, struct article *article)
{
    const xmlNode *location = xml_child(element, "location");
    struct dateline dateline;
    struct buf text;
    buf_init(&text);
    if (location) {
        location_text(location, &text);
        article_add(article, ARTICLE_PLACE, text.data, text.size);
    }
    if (!article->fields[ARTICLE_PLACE].size) {
        buf_reset(&text);
        for (const xmlNode *child = element ? element->children : NULL; child; child = child->next)
            if (!xml_is(child, "story.date")) xml_text(child, &text);
        dateline_read(text.data, text.size, &dateline);
        dateline_add(article, &dateline);
    }
    if (text.failed) article->fields[ARTICLE_PLACE].failed = true;
    buf_release(&text);
}

static void take_source(const xmlNode *head, const xmlNode *body_head, struct article *article)
{
    const xmlNode *docdata = xml_child(head, "docdata");
    xml_add(article, ARTICLE_SOURCE, xml_child(body_head, "distributor"));
    agency_add_once(article, ARTICLE_SOURCE, xml_attribute(xml_find(head, "pubdata"), "name"));
    agency_add_once(article, ARTICLE_SOURCE,
                    xml_attribute(xml_child(docdata, "doc.copyright"), "holder"));
    agency_add_once(article, ARTICLE_SOURCE, xml_attribute(xml_child(docdata, "doc-id"), "regsrc"));
    agency_add_once(article, ARTICLE_SOURCE,
                    xml_attribute(xml_path(docdata, "del-list/from-src"), "src-name"));
}

/* ---- Tags --------------------------------------------------------------------------------------- */

static void add_tag(struct article *article, const char *text)
{
    if (text) article_add(article, ARTICLE_TAG, text, strlen(text));
}

static void take_tags(const xmlNode *head, struct article *article)
{
    static const char *const subjects[] = {"tobject.subject.type", "tobject.subject.matter",
                                           "tobject.subject.detail"};
    for (const xmlNode *node = head; node; node = xml_walk(head, node)) {
        const char *key = xml_is(node, "keyword") ? xml_attribute(node, "key") : NULL;
        add_tag(article, key);
        if (xml_is(node, "keyword") && !key) xml_add(article, ARTICLE_TAG, node);
        if (xml_is(node, "tobject.subject"))
            for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
                add_tag(article, xml_attribute(node, subjects[i]));
        if (xml_is(node, "pubdata"))
            agency_add_once(article, ARTICLE_SECTION, xml_attribute(node, "position.section"));
    }
}

/* ---- Text --------------------------------------------------------------------------------------- */

static void take_text(xmlNode *body, xmlNode *body_head, const struct reader_sink *sink,
                      struct article *article)
{
    struct buf text;
    xmlNode *content = xml_child(body, "body.content");
    const bool has_pictures = xml_find(content, "media") != NULL;
    buf_init(&text);
    prose_of(content, sink, &text);
    if (text.size && xml_child(body, "body.end")) {
        buf_add_text(&text, "\n\n");
        prose_of(xml_child(body, "body.end"), sink, &text);
    }
    if (!text.size && !has_pictures) prose_of(xml_child(body_head, "abstract"), sink, &text);
    article_add(article, ARTICLE_BODY, text.data, text.size);
    if (text.failed) article->fields[ARTICLE_BODY].failed = true;
    /* A picture's headline is none of an article's. */
    if (!text.size && has_pictures) buf_reset(&article->fields[ARTICLE_TITLE]);
    buf_release(&text);
}

void nitf_read(xmlNode *nitf, const struct reader_sink *sink, struct article *article)
{
    xmlNode *head = xml_child(nitf, "head"), *body = xml_child(nitf, "body");
    xmlNode *body_head = xml_child(body, "body.head");
    const char *baselang = xml_attribute(nitf, "baselang");
    take_title(nitf, body_head, article);
    take_date(head, body_head, article);
    for (const xmlNode *byline = xml_child(body_head, "byline"); byline;
         byline = xml_next(byline, "byline"))
        take_byline(byline, article);
    take_dateline(xml_child(body_head, "dateline"), article);
    take_source(head, body_head, article);
    take_tags(head, article);
    agency_add_once(article, ARTICLE_ID,
                    xml_attribute(xml_path(head, "docdata/doc-id"), "id-string"));
    agency_add_once(article, ARTICLE_LANG, baselang);
    agency_add_once(article, ARTICLE_LANG, xml_language(nitf));
    take_text(body, body_head, sink, article);
}

void nitf_text(const char *text, size_t size, const struct reader_sink *sink, struct buf *out)
{
    struct xml_document document;
    struct article article;
    article_init(&article);
    const nsearch_status status = xml_parse(text, size, &document, NULL);
    if (!status) nitf_read(xml_find(document.root, "nitf"), sink, &article);
    const struct buf *body = &article.fields[ARTICLE_BODY];
    buf_add(out, body->data, body->size);
    if (body->failed || status == NSEARCH_MEMORY) out->failed = true;
    xml_release(&document);
    article_release(&article);
}
