/* reader_newsml.c - NewsML 1.x: news items with components in each other, down to the text.
 *
 *     <NewsML><NewsEnvelope/><NewsItem>
 *       <Identification><NewsIdentifier/></Identification> <NewsManagement/>
 *       <NewsComponent> <NewsLines> HeadLine ByLine DateLine </NewsLines> <DescriptiveMetadata/>
 *         <NewsComponent> <Role/> <ContentItem><MediaType/> <DataContent> nitf, html or text
 *
 * A component with a headline of its own that holds a text is an article; the texts below it are its parts. Pictures
 * and their captions are none. */
#include <string.h>
#include <strings.h>

#include "common/date.h"
#include "common/readers/agency.h"
#include "common/readers/byline.h"
#include "common/readers/dateline.h"
#include "common/readers/nitf.h"
#include "common/readers/prose.h"
#include "common/readers/reader.h"
#include "common/readers/xml.h"

enum {
    PARTS_MAX =
        64, /* of a component that are looked through for one of a name: by the DTD it comes first */
    LEVELS_MAX = 16, /* of components around a text that are asked */
    METADATA_MAX = 1000,
    TOPICS_MAX = 200
};

struct newsml {
    const struct reader_sink *sink;
    const xmlNode *item;          /* NewsItem */
    const xmlNode *envelope_date; /* of all items; NULL if there is none */
    struct article article;
    struct buf scratch;
    size_t count; /* of articles of the item so far */
};

/* ---- Looking at components ----------------------------------------------------------------------- */

static const char *formal_name(const xmlNode *node)
{
    const char *name = xml_attribute(node, "FormalName");
    return name ? name : "";
}

static bool starts(const char *text, const char *with)
{
    return !strncasecmp(text, with, strlen(with));
}

/* A part of a component, near its beginning: one may hold very many others. */
static xmlNode *part_of(const xmlNode *component, const char *name)
{
    xmlNode *node = xml_child(component, NULL);
    for (size_t i = 0; node && i < PARTS_MAX; i++, node = xml_next(node, NULL))
        if (xml_is(node, name)) return node;
    return NULL;
}

/* Whether a role, or a type of media, is that of what has no text of its own. */
static bool is_other(const char *name)
{
    static const char *const others[] = {"Caption",   "Photo", "Picture",   "Image",   "Graphic",
                                         "Thumbnail", "Video", "Audio",     "Sound",   "StyleSheet",
                                         "Animation", "Icon",  "Quicklook", "Preview", "Binary"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (starts(name, others[i])) return true;
    return false;
}

/* Whether it stands in a picture's component, or is of pictures itself. */
static bool is_text_content(const xmlNode *content)
{
    const xmlNode *node = content->parent;
    if (is_other(formal_name(part_of(content, "MediaType")))) return false;
    for (size_t i = 0; i < LEVELS_MAX && xml_is(node, "NewsComponent"); i++, node = node->parent)
        if (is_other(formal_name(part_of(node, "Role")))) return false;
    const char *role = formal_name(part_of(content->parent, "Role"));
    return !starts(role, "Title") && !starts(role, "HeadLine");
}

/* Whether a component holds pictures or sound: without a text it is no article. */
static bool holds_media(const xmlNode *component)
{
    const xmlNode *node = component;
    for (size_t i = 0; node && i < METADATA_MAX; i++, node = xml_walk(component, node))
        if ((xml_is(node, "Role") || xml_is(node, "MediaType")) && is_other(formal_name(node)))
            return true;
    return false;
}

static const xmlNode *headline_of(const xmlNode *component)
{
    return part_of(part_of(component, "NewsLines"), "HeadLine");
}

/* The component that a text belongs to: the nearest around it with a headline, else the outermost. */
static const xmlNode *owner_of(const xmlNode *content)
{
    const xmlNode *outermost = content, *node = content->parent;
    for (size_t i = 0; i < LEVELS_MAX && xml_is(node, "NewsComponent"); i++, node = node->parent) {
        if (headline_of(node)) return node;
        outermost = node;
    }
    return outermost;
}

/* ---- Fields ------------------------------------------------------------------------------------- */

static const char *text_of(struct newsml *newsml, const xmlNode *node)
{
    buf_reset(&newsml->scratch);
    xml_text(node, &newsml->scratch);
    return newsml->scratch.data;
}

/* The first element of that name in a part of the owner, or of a component around it; `name` NULL: the part. */
static const xmlNode *around(const xmlNode *owner, const char *part, const char *name)
{
    const xmlNode *node = owner;
    for (size_t i = 0; node && i < LEVELS_MAX; i++, node = node->parent) {
        const xmlNode *found = part_of(node, part);
        if (found && name) found = part_of(found, name);
        if (found || xml_is(node, "NewsItem")) return found;
    }
    return NULL;
}

static const xmlNode *identifier_of(const struct newsml *newsml)
{
    return part_of(part_of(newsml->item, "Identification"), "NewsIdentifier");
}

static size_t count_of(const char *text, char c)
{
    size_t count = 0;
    while ((text = strchr(text, c)))
        text++, count++;
    return count;
}

/* Whether `name` ends in ":" and `last`, and perhaps a letter. */
static bool ends_in(const struct buf *name, const char *last)
{
    const char *colon = strrchr(name->data, ':');
    const size_t size = strlen(last);
    return size && colon && starts(colon + 1, last) && strlen(colon + 1) <= size + 1;
}

/* Appends a part of the item's name, its white space folded as an id's is. */
static void add_part(struct newsml *newsml, const char *part, struct buf *out)
{
    struct buf *id = &newsml->article.fields[ARTICLE_ID];
    xml_add(&newsml->article, ARTICLE_ID, part_of(identifier_of(newsml), part));
    buf_add(out, id->data, id->size);
    out->failed |= id->failed;
    buf_reset(id);
}

/* The public name of the item, without the number of its revision: a new one takes the place of the old. Some give
 * all items the same one, "urn:newsml:belga.example": it needs the item's own number, or is none. */
static void take_id(struct newsml *newsml)
{
    struct buf *id = &newsml->article.fields[ARTICLE_ID];
    struct buf number;
    buf_init(&number);
    add_part(newsml, "NewsItemId", &number);
    buf_reset(&newsml->scratch);
    add_part(newsml, "RevisionId", &newsml->scratch);
    xml_add(&newsml->article, ARTICLE_ID, part_of(identifier_of(newsml), "PublicIdentifier"));
    if (ends_in(id, newsml->scratch.data)) buf_cut(id, (size_t)(strrchr(id->data, ':') - id->data));
    const bool numbered = strspn(number.data, "0 ") != number.size;
    if (id->size && numbered && !strstr(id->data, number.data)) {
        buf_add_char(id, ':');
        buf_add(id, number.data, number.size);
    }
    if (!numbered && !strncmp(id->data, "urn:newsml:", 11) && count_of(id->data, ':') < 4)
        buf_reset(id);
    if (id->size && newsml->count) buf_addf(id, "#%zu", newsml->count + 1);
    if (number.failed) id->failed = true;
    buf_release(&number);
}

static void take_date(struct newsml *newsml, const xmlNode *owner)
{
    const xmlNode *management = part_of(newsml->item, "NewsManagement");
    const xmlNode *dates[] = {part_of(management, "ThisRevisionCreated"),
                              part_of(management, "FirstCreated"),
                              part_of(identifier_of(newsml), "DateId"),
                              around(owner, "NewsLines", "DateLine"), newsml->envelope_date};
    struct date date;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const char *text = text_of(newsml, dates[i]);
        if (date_parse(text, strlen(text), &date))
            agency_add_once(&newsml->article, ARTICLE_DATE, text);
    }
}

static void take_lines(struct newsml *newsml, const xmlNode *owner)
{
    struct article *article = &newsml->article;
    struct dateline dateline;
    xml_add(article, ARTICLE_TITLE, around(owner, "NewsLines", "HeadLine"));
    const xmlNode *by = around(owner, "NewsLines", "ByLine");
    for (size_t i = 0; by && i < PARTS_MAX; i++, by = xml_next(by, "ByLine")) {
        const char *text = text_of(newsml, by);
        byline_add(article, text, strlen(text));
    }
    const char *text = text_of(newsml, around(owner, "NewsLines", "DateLine"));
    dateline_read(text, strlen(text), &dateline);
    dateline.agency_size = dateline.date_size = 0;
    dateline_add(article, &dateline);
    const xmlNode *word = around(owner, "NewsLines", "KeywordLine");
    for (size_t i = 0; word && i < TOPICS_MAX; i++, word = xml_next(word, "KeywordLine"))
        xml_add(article, ARTICLE_TAG, word);
}

static void take_source(struct newsml *newsml, const xmlNode *owner)
{
    static const char *const names[] = {"Source", "Provider"};
    struct article *article = &newsml->article;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const xmlNode *party = xml_child(around(owner, "AdministrativeMetadata", names[i]),
                                         "Party");
        agency_add_once(article, ARTICLE_SOURCE, formal_name(party));
    }
    agency_add_once(article, ARTICLE_SOURCE,
                    text_of(newsml, around(owner, "NewsLines", "CreditLine")));
}

/* The names of a topic: in English where there is one, else the first. */
static void add_topic(struct newsml *newsml, const xmlNode *topic)
{
    const xmlNode *best = NULL;
    for (const xmlNode *node = xml_child(topic, "Description"); node;
         node = xml_next(node, "Description")) {
        const char *variant = xml_attribute(node, "Variant"), *lang = xml_attribute(node, "lang");
        if (variant && strcmp(variant, "Name") != 0) continue;
        if (!best || (lang && !strncmp(lang, "en", 2))) best = node;
    }
    xml_add(&newsml->article, ARTICLE_TAG, best);
}

/* Language, topics, and the place, of the owner and the components around it. */
static void take_metadata(struct newsml *newsml, const xmlNode *owner)
{
    struct article *article = &newsml->article;
    const xmlNode *topics = around(owner, "TopicSet", NULL);
    const char *language = formal_name(around(owner, "DescriptiveMetadata", "Language"));
    if (strlen(language) > 1) agency_add_once(article, ARTICLE_LANG, language);
    agency_add_once(article, ARTICLE_LANG, xml_language(owner));
    const xmlNode *topic = xml_child(topics, "Topic");
    for (size_t i = 0; topic && i < TOPICS_MAX; i++, topic = xml_next(topic, "Topic"))
        add_topic(newsml, topic);
}

/* Where it was written, if no dateline says so: a property of a location, or of all. */
static void take_city(struct newsml *newsml, const xmlNode *owner)
{
    const xmlNode *metadata = around(owner, "DescriptiveMetadata", NULL), *node = metadata;
    if (newsml->article.fields[ARTICLE_PLACE].size) return;
    for (size_t i = 0; node && i < METADATA_MAX; i++, node = xml_walk(metadata, node))
        if (xml_is(node, "Property") && !strcmp(formal_name(node), "City"))
            agency_add_once(&newsml->article, ARTICLE_PLACE, xml_attribute(node, "Value"));
}

/* ---- Text --------------------------------------------------------------------------------------- */

static void append(struct newsml *newsml, const struct buf *text)
{
    struct buf *body = &newsml->article.fields[ARTICLE_BODY];
    if (body->size && text->size) buf_add_text(body, "\n\n");
    buf_add(body, text->data, text->size);
    if (text->failed) body->failed = true;
}

static void take_nitf(struct newsml *newsml, xmlNode *nitf)
{
    struct article inner;
    article_init(&inner);
    nitf_read(nitf, newsml->sink, &inner);
    append(newsml, &inner.fields[ARTICLE_BODY]);
    buf_reset(&inner.fields[ARTICLE_BODY]);
    buf_reset(&inner.fields[ARTICLE_ID]);
    agency_fill(&newsml->article, &inner);
    article_release(&inner);
}

static void take_content(struct newsml *newsml, const xmlNode *content)
{
    xmlNode *data = xml_child(content, "DataContent");
    xmlNode *nitf = xml_child(data, "nitf");
    struct buf text;
    if (!data || xml_child(content, "Encoding")) return;
    if (nitf) {
        take_nitf(newsml, nitf);
        return;
    }
    buf_init(&text);
    if (xml_child(data, NULL)) {
        prose_of(data, newsml->sink, &text);
    } else {
        text_of(newsml, data);
        prose_of_text(newsml->scratch.data, newsml->scratch.size, newsml->sink, &text);
    }
    append(newsml, &text);
    buf_release(&text);
}

/* ---- Items -------------------------------------------------------------------------------------- */

static const xmlNode *next_content(const xmlNode *item, const xmlNode *node)
{
    while ((node = xml_walk(item, node)))
        if (xml_is(node, "ContentItem") && is_text_content(node)) return node;
    return NULL;
}

/* Takes the fields and gives the article to the sink. */
static nsearch_status finish(struct newsml *newsml, const xmlNode *owner, nsearch_error *error)
{
    struct article *article = &newsml->article;
    agency_finish(article);
    agency_add_once(article, ARTICLE_SOURCE,
                    text_of(newsml, part_of(identifier_of(newsml), "ProviderId")));
    take_city(newsml, owner);
    if (!article->fields[ARTICLE_BODY].size && holds_media(owner)) return NSEARCH_OK;
    nsearch_status status = article_status(article, error);
    if (!status) status = buf_status(&newsml->scratch, error);
    if (status || !agency_is_article(article)) return status;
    newsml->count++;
    return newsml->sink->article(newsml->sink->context, article, error);
}

/* The texts that have an owner in common, from `content` on. */
static nsearch_status take_owner(struct newsml *newsml, const xmlNode *owner,
                                 const xmlNode *content, nsearch_error *error)
{
    article_reset(&newsml->article);
    take_id(newsml);
    take_lines(newsml, owner);
    take_date(newsml, owner);
    take_source(newsml, owner);
    take_metadata(newsml, owner);
    for (; content && owner_of(content) == owner; content = next_content(newsml->item, content))
        take_content(newsml, content);
    return finish(newsml, owner, error);
}

/* Whether the item has neither a picture nor anything else but its lines: a flash. */
static bool is_flash(const xmlNode *item)
{
    return xml_find(item, "HeadLine") && !xml_find(item, "ContentItem") &&
           !xml_find(item, "NewsItemRef");
}

static nsearch_status take_item(struct newsml *newsml, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    const xmlNode *content = next_content(newsml->item, newsml->item);
    newsml->count = 0;
    if (!content && is_flash(newsml->item))
        return take_owner(newsml, xml_find(newsml->item, "NewsComponent"), NULL, error);
    while (!status && content) {
        const xmlNode *owner = owner_of(content);
        status = take_owner(newsml, owner, content, error);
        while (content && owner_of(content) == owner)
            content = next_content(newsml->item, content);
    }
    return status;
}

static nsearch_status read_newsml(struct input *input, const struct reader_sink *sink,
                                  nsearch_error *error)
{
    struct newsml newsml = {.sink = sink};
    struct xml_stream *stream;
    struct xml_element element;
    bool more;
    nsearch_status status = xml_stream_open(input, sink, (const char *const[]){"NewsItem", NULL},
                                            &stream, error);
    if (!status) newsml.envelope_date = xml_find(xml_stream_frame(stream), "DateAndTime");
    article_init(&newsml.article);
    buf_init(&newsml.scratch);
    while (!status && !(status = xml_stream_next(stream, &element, &more, error)) && more) {
        newsml.item = element.node;
        status = take_item(&newsml, error);
        if (!newsml.count) reader_passed(sink, "items without a text", 1);
    }
    buf_release(&newsml.scratch);
    article_release(&newsml.article);
    xml_stream_free(stream);
    return status;
}

static int probe_newsml(const char *head, size_t size)
{
    struct xml_root root;
    if (!xml_root(head, size, &root)) return 0;
    return xml_root_is(&root, "NewsML", NULL) || xml_root_is(&root, "NewsItem", NULL) ? 97 : 0;
}

extern const struct reader reader_newsml;
const struct reader reader_newsml = {
    .name = "newsml",
    .what = "NewsML 1",
    .suffixes = (const char *const[]){".newsml", ".xml", NULL},
    .probe = probe_newsml,
    .read = read_newsml,
};
