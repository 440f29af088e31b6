/* feed_item.c - an item of a feed as an article; see feed.h. */
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/date.h"
#include "common/readers/feed.h"
#include "common/readers/feed_id.h"
#include "common/readers/person.h"

enum slot {
    TITLE,
    DATE,
    ORIGINAL,
    LINK,
    ID,
    AUTHOR,
    TEXT,
    CATEGORY,
    KEYWORDS,
    SOURCE,
    LANGUAGE,
    GROUP
};

/* What elements are good for; of those for the same, the best first. RSS, Atom and what both may have of others. */
static const struct {
    const char *name;
    enum slot slot;
} rows[] = {
    {"title", TITLE},
    {"media:title", TITLE},
    {"dc:title", TITLE},
    {"itunes:title", TITLE},
    {"published", DATE},
    {"issued", DATE},
    {"pubDate", DATE},
    {"dc:date", DATE},
    {"dcterms:issued", DATE},
    {"dcterms:created", DATE},
    {"atom:published", DATE},
    {"prism:publicationDate", DATE},
    {"pubdate", DATE},
    {"created", DATE},
    {"date", DATE},
    {"updated", DATE},
    {"modified", DATE},
    {"atom:updated", DATE},
    {"dcterms:modified", DATE},
    {"feedburner:origLink", ORIGINAL},
    {"link", LINK},
    {"atom:link", LINK},
    {"guid", ID},
    {"id", ID},
    {"atom:id", ID},
    {"dc:identifier", ID},
    {"dc:creator", AUTHOR},
    {"author", AUTHOR},
    {"atom:author", AUTHOR},
    {"itunes:author", AUTHOR},
    {"dc:author", AUTHOR},
    {"content:encoded", TEXT},
    {"content", TEXT},
    {"atom:content", TEXT},
    {"xhtml:body", TEXT},
    {"xhtml:div", TEXT},
    {"body", TEXT},
    {"fullitem", TEXT},
    {"description", TEXT},
    {"summary", TEXT},
    {"atom:summary", TEXT},
    {"dc:description", TEXT},
    {"dcterms:abstract", TEXT},
    {"itunes:summary", TEXT},
    {"media:description", TEXT},
    {"itunes:subtitle", TEXT},
    {"excerpt:encoded", TEXT},
    {"category", CATEGORY},
    {"atom:category", CATEGORY},
    {"dc:subject", CATEGORY},
    {"prism:section", CATEGORY},
    {"itunes:category", CATEGORY},
    {"itunes:keywords", KEYWORDS},
    {"media:keywords", KEYWORDS},
    {"source", SOURCE},
    {"atom:source", SOURCE},
    {"dc:language", LANGUAGE},
    {"language", LANGUAGE},
    {"media:group", GROUP},
};

enum {
    ROWS = sizeof rows / sizeof *rows
};

/* An element's children: the first for each row. */
struct found {
    xmlNode *nodes[ROWS];
};

/* ---- Finding ------------------------------------------------------------------------------------ */

static size_t row_of(const xmlNode *node, const xmlNode *around)
{
    char name[FEED_NAME_MAX];
    size_t row = 0;
    feed_name(node, around, name);
    while (row < ROWS && strcmp(rows[row].name, name) != 0)
        row++;
    return row;
}

static void find(struct found *found, const xmlNode *around, const xmlNode *parent)
{
    for (xmlNode *node = xml_child(parent, NULL); node; node = xml_next(node, NULL)) {
        const size_t row = row_of(node, around);
        if (row < ROWS && !found->nodes[row]) found->nodes[row] = node;
    }
}

/* The next element for a use, from *row on, which is counted up. */
static xmlNode *next_of(const struct found *found, enum slot slot, size_t *row)
{
    while (*row < ROWS) {
        const size_t at = (*row)++;
        if (rows[at].slot == slot && found->nodes[at]) return found->nodes[at];
    }
    return NULL;
}

/* The next after `node` with the same name. */
static xmlNode *next_alike(const xmlNode *node)
{
    const char *prefix, *other;
    const size_t size = xml_prefix(node, &prefix);
    for (xmlNode *next = xml_next(node, xml_name(node)); next;
         next = xml_next(next, xml_name(node)))
        if (xml_prefix(next, &other) == size && !memcmp(prefix, other, size)) return next;
    return NULL;
}

static bool is_blank(const struct buf *text)
{
    return strspn(text->data, " \t\r\n") == text->size;
}

/* The text in `node`, in scratch. */
static const struct buf *text_in(const xmlNode *node, struct buf *scratch)
{
    buf_reset(scratch);
    xml_text(node, scratch);
    return scratch;
}

/* The first element's text that isn't empty, without markup, to a field. */
static void add_text(const struct found *found, enum slot slot, struct article *article,
                     enum article_field field, struct buf *scratch)
{
    size_t row = 0;
    xmlNode *node;
    while (!article->fields[field].size && (node = next_of(found, slot, &row)) != NULL) {
        buf_reset(scratch);
        feed_text(node, scratch);
        article_add(article, field, scratch->data, scratch->size);
    }
}

/* ---- Addresses ---------------------------------------------------------------------------------- */

static bool is_relative(const struct buf *url)
{
    return !memmem(url->data, url->size, ":", 1) || strchr("/#?.", *url->data);
}

/* Puts *url in full, by xml:base or the feed's own address. */
static void resolve(const struct feed *feed, const xmlNode *node, struct buf *url)
{
    if (!url->size || !is_relative(url)) return;
    xmlChar *base = xmlNodeGetBase(node->doc, node);
    const char *around = base ? (const char *)base : feed->link.data;
    xmlChar *full = *around ? xmlBuildURI((const xmlChar *)url->data, (const xmlChar *)around)
                            : NULL;
    if (full) {
        buf_reset(url);
        buf_add_text(url, (const char *)full);
    }
    xmlFree(full);
    xmlFree(base);
}

/* How good a link is as the item's page: Atom has several, that say what they are. 0: not at all. */
static int rank_of_link(const xmlNode *link)
{
    const char *rel = xml_attribute(link, "rel"), *type = xml_attribute(link, "type");
    if (!rel || !strcmp(rel, "alternate")) return !type || strstr(type, "html") ? 3 : 2;
    return !strcmp(rel, "self");
}

static xmlNode *best_link(const struct found *found)
{
    xmlNode *best = NULL, *node;
    int best_rank = 0;
    for (size_t row = 0; (node = next_of(found, LINK, &row)) != NULL;)
        for (; node; node = next_alike(node)) {
            const bool has_address = xml_attribute(node, "href") || node->children;
            const int rank = has_address ? rank_of_link(node) : 0;
            if (rank > best_rank) best = node;
            if (rank > best_rank) best_rank = rank;
        }
    return best;
}

static void add_address(const struct feed *feed, const xmlNode *node, struct article *article,
                        struct buf *scratch)
{
    if (!node) return;
    const char *href = xml_attribute(node, "href");
    buf_reset(scratch);
    if (href)
        buf_add_text(scratch, href);
    else
        xml_text(node, scratch);
    article_add(article, ARTICLE_URL, scratch->data, scratch->size);
    buf_reset(scratch);
    buf_add(scratch, article->fields[ARTICLE_URL].data, article->fields[ARTICLE_URL].size);
    resolve(feed, node, scratch);
    article_add(article, ARTICLE_URL, scratch->data, scratch->size);
}

/* A guid is the address, too, where it looks like one and isn't said not to be. */
static bool is_address(const xmlNode *id, struct buf *scratch)
{
    const char *says = xml_attribute(id, "isPermaLink");
    const char *text = text_in(id, scratch)->data;
    text += strspn(text, " \t\r\n");
    return (!says || strcasecmp(says, "false") != 0) && !strncasecmp(text, "http", 4);
}

static void add_addresses(const struct feed *feed, const xmlNode *item, const struct found *found,
                          struct article *article, struct buf *scratch)
{
    const struct buf *url = &article->fields[ARTICLE_URL];
    size_t row = 0, original = 0;
    const xmlNode *id = next_of(found, ID, &row);
    const char *about = xml_attribute(item, "about");
    add_address(feed, next_of(found, ORIGINAL, &original), article, scratch);
    if (!url->size) add_address(feed, best_link(found), article, scratch);
    if (!url->size && id && is_address(id, scratch)) add_address(feed, id, article, scratch);
    if (!url->size && about) article_add(article, ARTICLE_URL, about, strlen(about));
    if (id) {
        const char *text = text_in(id, scratch)->data;
        const size_t skip = strspn(text, " \t\r\n");
        feed_id_add(article, &feed->link, text + skip, strcspn(text + skip, " \t\r\n"));
    }
    if (!article->fields[ARTICLE_ID].size) feed_id_add(article, &feed->link, url->data, url->size);
}

/* ---- Other fields ------------------------------------------------------------------------------- */

/* The best date that can be read; if none can, one that can't, so that it is told. */
static void add_date(const struct found *found, struct article *article, struct buf *scratch)
{
    size_t row = 0;
    const xmlNode *node;
    struct date date;
    while ((node = next_of(found, DATE, &row)) != NULL) {
        text_in(node, scratch);
        const size_t skip = strspn(scratch->data, " \t\r\n");
        const bool good = date_parse(scratch->data + skip, scratch->size - skip, &date);
        if (good || !article->fields[ARTICLE_DATE].size)
            article_add(article, ARTICLE_DATE, scratch->data, scratch->size);
        if (good) return;
    }
}

/* A person of Atom has a <name>, and one of RSS is one. */
static void add_author(const xmlNode *node, struct article *article, struct buf *scratch)
{
    const xmlNode *name = xml_child(node, "name");
    if (!name && xml_child(node, NULL)) return;
    text_in(name ? name : node, scratch);
    const size_t skip = strspn(scratch->data, " \t\r\n");
    size_t size = scratch->size;
    while (size > skip && strchr(" \t\r\n", scratch->data[size - 1]))
        size--;
    person_add(article, scratch->data + skip, size - skip);
}

static void add_authors(const struct feed *feed, const struct found *found, struct article *article,
                        struct buf *scratch)
{
    size_t row = 0;
    const xmlNode *node;
    while (!article->fields[ARTICLE_AUTHOR].size && (node = next_of(found, AUTHOR, &row)) != NULL)
        for (; node; node = next_alike(node))
            add_author(node, article, scratch);
    if (article->fields[ARTICLE_AUTHOR].size) return;
    for (node = feed->author; node; node = next_alike(node))
        add_author(node, article, scratch);
}

/* Adds the words of a list with commas, to the tags. `tight`: only commas without a space after them part it. */
static void add_list(struct article *article, const char *list, bool tight)
{
    while (*list) {
        size_t size = strcspn(list, ",");
        while (tight && list[size] && list[size + 1] == ' ')
            size += 1 + strcspn(list + size + 1, ",");
        article_add(article, ARTICLE_TAG, list, size);
        if (!article->fields[ARTICLE_SECTION].size && tight)
            article_add(article, ARTICLE_SECTION, list, size);
        list += size + (list[size] == ',');
    }
}

/* All are tags; the first is what one would look for as the section. */
static void add_category(const xmlNode *node, struct article *article, struct buf *scratch)
{
    static const char *const attributes[] = {"label", "term", "text"};
    const char *scheme = xml_attribute(node, "scheme"), *value = NULL;
    if (scheme && strstr(scheme, "#kind")) return; /* Blogger's "this is a post" */
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes && !(value && *value); i++)
        value = xml_attribute(node, attributes[i]);
    buf_reset(scratch);
    if (value && *value)
        buf_add_text(scratch, value);
    else
        feed_text((xmlNode *)node, scratch);
    add_list(article, scratch->data, true);
}

static void add_tags(const struct found *found, struct article *article, struct buf *scratch)
{
    const xmlNode *node;
    for (size_t row = 0; (node = next_of(found, CATEGORY, &row)) != NULL;)
        for (; node; node = next_alike(node))
            add_category(node, article, scratch);
    for (size_t row = 0; (node = next_of(found, KEYWORDS, &row)) != NULL;) {
        text_in(node, scratch);
        add_list(article, scratch->data, false);
    }
}

/* Where the feed has it from, else the feed itself. */
static void add_source(const struct feed *feed, const struct found *found, struct article *article,
                       struct buf *scratch)
{
    size_t row = 0;
    xmlNode *node = next_of(found, SOURCE, &row);
    xmlNode *title = xml_child(node, "title");
    buf_reset(scratch);
    if (title || (node && !xml_child(node, NULL))) feed_text(title ? title : node, scratch);
    if (is_blank(scratch)) buf_reset(scratch), buf_add(scratch, feed->title.data, feed->title.size);
    article_add(article, ARTICLE_SOURCE, scratch->data, scratch->size);
}

static void add_language(const struct feed *feed, const xmlNode *item, const struct found *found,
                         struct article *article, struct buf *scratch)
{
    size_t row = 0;
    const char *around = xml_language(item);
    const xmlNode *node = next_of(found, LANGUAGE, &row);
    if (node)
        text_in(node, scratch);
    else
        buf_reset(scratch), buf_add_text(scratch, around);
    if (is_blank(scratch))
        buf_reset(scratch), buf_add(scratch, feed->language.data, feed->language.size);
    article_add(article, ARTICLE_LANG, scratch->data, scratch->size);
}

/* "Headline - The Daily" */
static void drop_source(struct article *article)
{
    struct buf *title = &article->fields[ARTICLE_TITLE];
    const struct buf *source = &article->fields[ARTICLE_SOURCE];
    if (!source->size || title->size < source->size + 4) return;
    const char *end = title->data + title->size - source->size;
    if (memcmp(end, source->data, source->size) != 0) return;
    if (memcmp(end - 3, " - ", 3) && memcmp(end - 3, " | ", 3)) return;
    buf_cut(title, title->size - source->size - 3);
}

/* The line that WordPress puts under each article in a feed. */
static void drop_footer(struct buf *body)
{
    const char *last = body->data;
    for (const char *next = strstr(last, "\n\n"); next; next = strstr(next + 2, "\n\n"))
        last = next;
    const char *text = last + strspn(last, "\n");
    if (!strncmp(text, "The post ", 9) && strstr(text, " appeared first on "))
        buf_cut(body, (size_t)(last - body->data));
}

void feed_item(struct feed *feed, xmlNode *item, struct article *article)
{
    struct buf *scratch = &feed->scratch;
    struct found found = {.nodes = {NULL}};
    size_t row = 0;
    find(&found, item, item);
    const xmlNode *group = next_of(&found, GROUP, &row);
    if (group) find(&found, item, group);
    add_date(&found, article, scratch);
    add_addresses(feed, item, &found, article, scratch);
    add_authors(feed, &found, article, scratch);
    add_tags(&found, article, scratch);
    add_source(feed, &found, article, scratch);
    add_language(feed, item, &found, article, scratch);
    add_text(&found, TITLE, article, ARTICLE_TITLE, scratch);
    add_text(&found, TEXT, article, ARTICLE_BODY, scratch);
    drop_source(article);
    drop_footer(&article->fields[ARTICLE_BODY]);
    if (scratch->failed) article->fields[ARTICLE_BODY].failed = true;
}

/* ---- The feed itself ---------------------------------------------------------------------------- */

void feed_init(struct feed *feed)
{
    buf_init(&feed->title);
    buf_init(&feed->link);
    buf_init(&feed->language);
    buf_init(&feed->scratch);
    feed->author = NULL;
}

void feed_release(struct feed *feed)
{
    buf_release(&feed->title);
    buf_release(&feed->link);
    buf_release(&feed->language);
    buf_release(&feed->scratch);
}

static void keep(struct buf *out, const struct buf *value)
{
    buf_reset(out);
    buf_add(out, value->data, value->size);
}

void feed_read(struct feed *feed, const xmlNode *frame)
{
    const xmlNode *channel = xml_find(frame, "channel");
    struct found found = {.nodes = {NULL}};
    struct article article;
    size_t row = 0;
    if (!channel) channel = xml_find(frame, "feed");
    if (!channel) return;
    article_init(&article);
    find(&found, channel, channel);
    add_text(&found, TITLE, &article, ARTICLE_TITLE, &feed->scratch);
    add_language(feed, channel, &found, &article, &feed->scratch);
    add_addresses(feed, channel, &found, &article, &feed->scratch);
    keep(&feed->title, &article.fields[ARTICLE_TITLE]);
    keep(&feed->language, &article.fields[ARTICLE_LANG]);
    keep(&feed->link, &article.fields[article.fields[ARTICLE_URL].size ? ARTICLE_URL : ARTICLE_ID]);
    if (xml_is(channel, "feed")) feed->author = next_of(&found, AUTHOR, &row);
    article_release(&article);
}
