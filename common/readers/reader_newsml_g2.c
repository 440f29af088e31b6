/* reader_newsml_g2.c - NewsML-G2: items that hold a text, by themselves or many in a message.
 *
 *     <newsMessage><header/><itemSet>
 *       <newsItem guid><itemMeta> itemClass provider versionCreated </itemMeta>
 *                      <contentMeta> headline by dateline located language subject keyword </contentMeta>
 *                      <contentSet><inlineXML> nitf or html </inlineXML> <inlineData/> <remoteContent/></contentSet>
 *
 * Pictures, films, packages, concepts, events and plans are no articles and are passed over, and counted. */
#include <string.h>

#include "common/readers/agency.h"
#include "common/readers/byline.h"
#include "common/readers/dateline.h"
#include "common/readers/nitf.h"
#include "common/readers/prose.h"
#include "common/readers/reader.h"
#include "common/readers/xml.h"

/* What of an item is asked for everywhere. */
static const char no_text[] = "items without a text";

struct item {
    const struct reader_sink *sink;
    xmlNode *node;
    const xmlNode *item_meta, *content_meta;
    const char *lang; /* "" if it isn't known */
    struct article *article;
    struct buf scratch;
};

/* ---- Title -------------------------------------------------------------------------------------- */

/* The main headline: one without a role, or whose role isn't of another kind; of several the first. */
static const xmlNode *main_headline(const struct item *item)
{
    const xmlNode *any = NULL;
    for (const xmlNode *node = xml_child(item->content_meta, "headline"); node;
         node = xml_next(node, "headline")) {
        const char *role = xml_attribute(node, "role");
        if (!any && node->children) any = node;
        if (node->children && (!role || strstr(role, "main"))) return node;
    }
    return any;
}

static void take_title(struct item *item)
{
    struct buf *title = &item->article->fields[ARTICLE_TITLE];
    xml_add(item->article, ARTICLE_TITLE, main_headline(item));
    if (!title->size) xml_add(item->article, ARTICLE_TITLE, xml_child(item->item_meta, "title"));
}

/* ---- Date --------------------------------------------------------------------------------------- */

static void take_date(struct item *item)
{
    static const char *const names[] = {"versionCreated", "contentCreated", "firstCreated",
                                        "contentModified"};
    struct buf *date = &item->article->fields[ARTICLE_DATE];
    for (size_t i = 0; i < sizeof names / sizeof *names && !date->size; i++) {
        xml_add(item->article, ARTICLE_DATE, xml_child(item->item_meta, names[i]));
        if (!date->size)
            xml_add(item->article, ARTICLE_DATE, xml_child(item->content_meta, names[i]));
    }
}

/* ---- Names of things ---------------------------------------------------------------------------- */

/* The <name> of a concept in the item's language, else the first. */
static const xmlNode *name_of(const struct item *item, const xmlNode *concept)
{
    const xmlNode *first = xml_child(concept, "name");
    for (const xmlNode *name = first; name; name = xml_next(name, "name")) {
        const char *lang = xml_attribute(name, "lang");
        if (lang && *item->lang && !strncmp(lang, item->lang, 2)) return name;
    }
    return first;
}

static void take_tags(struct item *item)
{
    for (const xmlNode *node = xml_child(item->content_meta, NULL); node;
         node = xml_next(node, NULL)) {
        if (xml_is(node, "keyword")) xml_add(item->article, ARTICLE_TAG, node);
        if (!xml_is(node, "subject")) continue;
        const xmlNode *main = xml_child(node, "mainConcept");
        buf_reset(&item->scratch);
        xml_text(name_of(item, main ? main : node), &item->scratch);
        if (item->scratch.size > 1) /* no code of a letter */
            article_add(item->article, ARTICLE_TAG, item->scratch.data, item->scratch.size);
    }
}

/* ---- Source ------------------------------------------------------------------------------------- */

/* What stands behind the colon of a qcode: "nprov:REUTERS". */
static const char *code_of(const xmlNode *node)
{
    const char *qcode = xml_attribute(node, "qcode");
    const char *colon = qcode ? strchr(qcode, ':') : NULL;
    return colon ? colon + 1 : NULL;
}

/* The provider's name, if it is one, else who is credited. */
static void take_source(struct item *item)
{
    struct article *article = item->article;
    const struct buf *source = &article->fields[ARTICLE_SOURCE];
    const xmlNode *provider = xml_child(item->item_meta, "provider");
    const xmlNode *origin = xml_child(item->content_meta, "infoSource");
    const char *literal = xml_attribute(provider, "literal");
    xml_add(article, ARTICLE_SOURCE, name_of(item, provider));
    if (literal && !strchr(literal, '.')) agency_add_once(article, ARTICLE_SOURCE, literal);
    if (!source->size)
        xml_add(article, ARTICLE_SOURCE, xml_child(item->content_meta, "creditline"));
    if (!source->size) xml_add(article, ARTICLE_SOURCE, name_of(item, origin));
}

/* What may be a host's name or a code, where not even the dateline says more. */
static void take_source_code(struct item *item)
{
    const xmlNode *provider = xml_child(item->item_meta, "provider");
    const xmlNode *origin = xml_child(item->content_meta, "infoSource");
    agency_add_once(item->article, ARTICLE_SOURCE, xml_attribute(provider, "literal"));
    agency_add_once(item->article, ARTICLE_SOURCE, code_of(provider));
    agency_add_once(item->article, ARTICLE_SOURCE, xml_attribute(origin, "literal"));
}

/* ---- Authors and place -------------------------------------------------------------------------- */

static void add_byline(struct item *item, const xmlNode *node)
{
    buf_reset(&item->scratch);
    xml_text(node, &item->scratch);
    byline_add(item->article, item->scratch.data, item->scratch.size);
}

static void take_bylines(struct item *item)
{
    for (const xmlNode *by = xml_child(item->content_meta, "by"); by; by = xml_next(by, "by"))
        add_byline(item, by);
}

/* Where nobody is named: those who are said to have made it, if they are people. */
static void take_creators(struct item *item)
{
    if (item->article->fields[ARTICLE_AUTHOR].size) return;
    for (const xmlNode *node = xml_child(item->content_meta, "creator"); node;
         node = xml_next(node, "creator")) {
        const xmlNode *name = name_of(item, node);
        buf_reset(&item->scratch);
        xml_text(name, &item->scratch);
        if (byline_is_credit(item->scratch.data, item->scratch.size)) continue;
        if (strchr(item->scratch.data, ' ')) add_byline(item, name);
    }
}

static void take_dateline(struct item *item)
{
    struct dateline dateline;
    buf_reset(&item->scratch);
    xml_text(xml_child(item->content_meta, "dateline"), &item->scratch);
    dateline_read(item->scratch.data, item->scratch.size, &dateline);
    dateline.agency_size = dateline.date_size = 0;
    dateline_add(item->article, &dateline);
}

/* Where it was written, if no dateline says so. */
static void take_located(struct item *item)
{
    const xmlNode *located = xml_child(item->content_meta, "located");
    if (item->article->fields[ARTICLE_PLACE].size) return;
    xml_add(item->article, ARTICLE_PLACE, name_of(item, located));
    agency_add_once(item->article, ARTICLE_PLACE, xml_attribute(located, "literal"));
}

/* ---- Text --------------------------------------------------------------------------------------- */

static bool has_type(const xmlNode *node, const char *part)
{
    const char *type = xml_attribute(node, "contenttype");
    return type && strstr(type, part);
}

/* The nitf in an item says what the item's own elements leave out. */
static void take_nitf(struct item *item, xmlNode *nitf)
{
    struct article inner;
    article_init(&inner);
    nitf_read(nitf, item->sink, &inner);
    buf_reset(&inner.fields[ARTICLE_ID]);
    if (item->article->fields[ARTICLE_TAG].size) buf_reset(&inner.fields[ARTICLE_TAG]);
    agency_fill(item->article, &inner);
    article_release(&inner);
}

/* Any XML but that of tables of sport and of lists of events, which are for machines. */
static bool is_prose(const xmlNode *node)
{
    return !xml_is(node, "sports-content") && !xml_is(node, "events") && !xml_is(node, "concept") &&
           !xml_is(node, "conceptSet");
}

static void take_inline_xml(struct item *item, xmlNode *inline_xml)
{
    for (xmlNode *node = xml_child(inline_xml, NULL); node; node = xml_next(node, NULL)) {
        struct buf text;
        if (xml_is(node, "nitf")) {
            take_nitf(item, node);
            continue;
        }
        if (!is_prose(node)) continue;
        buf_init(&text);
        prose_of(node, item->sink, &text);
        if (!item->article->fields[ARTICLE_BODY].size)
            article_add(item->article, ARTICLE_BODY, text.data, text.size);
        if (text.failed) item->article->fields[ARTICLE_BODY].failed = true;
        buf_release(&text);
    }
}

static void take_inline_data(struct item *item, const xmlNode *inline_data)
{
    struct buf text;
    const char *encoding = xml_attribute(inline_data, "encoding");
    if (encoding || (xml_attribute(inline_data, "contenttype") && !has_type(inline_data, "text") &&
                     !has_type(inline_data, "xml")))
        return;
    buf_init(&text);
    buf_reset(&item->scratch);
    xml_text(inline_data, &item->scratch);
    prose_of_text(item->scratch.data, item->scratch.size, item->sink, &text);
    if (!item->article->fields[ARTICLE_BODY].size)
        article_add(item->article, ARTICLE_BODY, text.data, text.size);
    if (text.failed) item->article->fields[ARTICLE_BODY].failed = true;
    buf_release(&text);
}

static void take_content(struct item *item)
{
    xmlNode *set = xml_is(item->node, "contentSet") ? item->node
                                                    : xml_child(item->node, "contentSet");
    for (xmlNode *node = xml_child(set, NULL); node; node = xml_next(node, NULL)) {
        if (xml_is(node, "inlineXML")) take_inline_xml(item, node);
        if (xml_is(node, "inlineData")) take_inline_data(item, node);
    }
}

/* A text item without its text: what it says of it. */
static void take_description(struct item *item)
{
    struct buf text;
    buf_init(&text);
    for (xmlNode *node = xml_child(item->content_meta, "description"); node && !text.size;
         node = xml_next(node, "description")) {
        const char *role = xml_attribute(node, "role");
        if (!role || !strstr(role, "aption")) prose_of(node, item->sink, &text);
    }
    article_add(item->article, ARTICLE_BODY, text.data, text.size);
    if (text.failed) item->article->fields[ARTICLE_BODY].failed = true;
    buf_release(&text);
}

/* What an item without a text is; NULL if its class is that of a text, "ninat:text", or it has none: that may be one. */
static const char *kind_of(const struct item *item)
{
    static const char *const kinds[][2] = {{"text", NULL},          {"picture", "pictures"},
                                           {"graphic", "pictures"}, {"video", "films"},
                                           {"audio", "sound"},      {"composite", "packages"}};
    const char *state = code_of(xml_child(item->item_meta, "pubStatus"));
    if (state && strcmp(state, "usable") != 0) return "items that were withdrawn";
    const xmlNode *class = xml_child(item->item_meta, "itemClass");
    const char *code = code_of(class);
    const char *uri = xml_attribute(class, "uri");
    if (!code && uri && strrchr(uri, '/')) code = strrchr(uri, '/') + 1;
    for (size_t i = 0; code && i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(code, kinds[i][0])) return kinds[i][1];
    return code ? no_text : NULL;
}

/* ---- Items -------------------------------------------------------------------------------------- */

static void fill(struct item *item)
{
    struct article *article = item->article;
    agency_add_once(article, ARTICLE_ID, xml_attribute(item->node, "guid"));
    agency_add_once(article, ARTICLE_LANG,
                    xml_attribute(xml_child(item->content_meta, "language"), "tag"));
    agency_add_once(article, ARTICLE_LANG, item->lang);
    take_title(item);
    take_date(item);
    take_bylines(item);
    take_tags(item);
    take_source(item);
    take_dateline(item);
    take_content(item);
    take_creators(item);
}

static nsearch_status take_item(const struct reader_sink *sink, xmlNode *node,
                                struct article *article, nsearch_error *error)
{
    struct item item = {.sink = sink,
                        .node = node,
                        .item_meta = xml_child(node, "itemMeta"),
                        .content_meta = xml_child(node, "contentMeta"),
                        .lang = xml_language(node),
                        .article = article};
    article_reset(article);
    buf_init(&item.scratch);
    fill(&item);
    const char *kind = article->fields[ARTICLE_BODY].size ? NULL : kind_of(&item);
    if (!article->fields[ARTICLE_BODY].size && !kind) take_description(&item);
    agency_finish(article);
    take_located(&item);
    take_source_code(&item);
    nsearch_status status = buf_status(&item.scratch, error);
    if (!status) status = article_status(article, error);
    buf_release(&item.scratch);
    if (status) return status;
    if (!kind && agency_is_article(article)) return sink->article(sink->context, article, error);
    reader_passed(sink, kind ? kind : no_text, 1);
    return NSEARCH_OK;
}

/* Where there is no item: a piece of one, as books on the format print them; all else is for other programs. */
static nsearch_status take_frame(const struct reader_sink *sink, const xmlNode *frame,
                                 struct article *article, nsearch_error *error)
{
    xmlNode *set = xml_find(frame, "contentSet");
    if (set) return take_item(sink, set, article, error);
    reader_passed(sink, "packages, concepts and plans", 1);
    return NSEARCH_OK;
}

static nsearch_status read_newsml_g2(struct input *input, const struct reader_sink *sink,
                                     nsearch_error *error)
{
    struct xml_stream *stream;
    struct xml_element element;
    struct article article;
    bool more, any = false;
    nsearch_status status = xml_stream_open(input, sink, (const char *const[]){"newsItem", NULL},
                                            &stream, error);
    article_init(&article);
    while (!status && !(status = xml_stream_next(stream, &element, &more, error)) && more) {
        any = true;
        status = take_item(sink, element.node, &article, error);
    }
    if (!status && !any) status = take_frame(sink, xml_stream_frame(stream), &article, error);
    article_release(&article);
    xml_stream_free(stream);
    return status;
}

static int probe_newsml_g2(const char *head, size_t size)
{
    static const char *const names[] = {
        "newsItem",     "newsMessage", "packageItem", "conceptItem", "knowledgeItem",
        "planningItem", "catalogItem", "contentSet",  "contentMeta", "groupSet"};
    struct xml_root root;
    if (!xml_root(head, size, &root)) return 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (xml_root_is(&root, names[i], NULL)) return 97;
    return 0;
}

extern const struct reader reader_newsml_g2;
const struct reader reader_newsml_g2 = {
    .name = "newsml-g2",
    .what = "NewsML-G2, items and messages",
    .suffixes = (const char *const[]){".xml", NULL},
    .probe = probe_newsml_g2,
    .read = read_newsml_g2,
};
