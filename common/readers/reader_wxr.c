/* reader_wxr.c - what WordPress exports: a feed with everything in it, of which published posts and pages are articles.
 *
 *     <channel> <wp:author> <wp:author_login>jd</...> <wp:author_display_name>Jane Doe</...> </wp:author>
 *     <item> <title> <link> <dc:creator>jd</dc:creator> <guid> <content:encoded> <wp:post_date>
 *     <wp:status>publish</wp:status> <wp:post_type>post</wp:post_type> <category domain="category"> ... */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/readers/feed.h"
#include "common/readers/reader.h"
#include "common/readers/wordpress.h"
#include "common/readers/xml_articles.h"

struct author {
    const char *login, *name; /* the frame's */
};

struct wxr {
    struct feed feed;
    struct author *authors; /* by login */
    size_t count;
    struct buf html;
};

/* ---- Authors ------------------------------------------------------------------------------------ */

/* The text of an element that holds nothing else. */
static const char *text_of(const xmlNode *node)
{
    const xmlNode *text = node ? node->children : NULL;
    return text && text->type == XML_TEXT_NODE && text->content ? (const char *)text->content : "";
}

static int compare_logins(const void *left, const void *right)
{
    return strcmp(((const struct author *)left)->login, ((const struct author *)right)->login);
}

static void begin(void *context, const xmlNode *frame)
{
    struct wxr *wxr = context;
    const xmlNode *first = xml_find(frame, "author");
    size_t count = 0;
    feed_read(&wxr->feed, frame);
    for (const xmlNode *node = first; node; node = xml_next(node, "author"))
        count++;
    wxr->authors = calloc(count + 1, sizeof *wxr->authors);
    /* Without memory for them the logins stay. */
    for (const xmlNode *node = first; node && wxr->authors; node = xml_next(node, "author"))
        wxr->authors[wxr->count++] = (struct author){
            text_of(xml_child(node, "author_login")),
            text_of(xml_child(node, "author_display_name"))};
    if (wxr->count) qsort(wxr->authors, wxr->count, sizeof *wxr->authors, compare_logins);
}

/* Puts the name that is shown for a login in its place. */
static void name_author(const struct wxr *wxr, xmlNode *creator)
{
    const struct author key = {.login = text_of(creator)};
    const struct author *author = wxr->count ? bsearch(&key, wxr->authors, wxr->count, sizeof key,
                                                       compare_logins)
                                             : NULL;
    if (!author || !*author->name) return;
    xmlNodeSetContent(creator, NULL);
    xmlNodeAddContent(creator, (const xmlChar *)author->name);
}

/* ---- Posts -------------------------------------------------------------------------------------- */

static bool is_one_of(const char *text, const char *const *words)
{
    while (*words && strcmp(*words, text) != 0)
        words++;
    return *words != NULL;
}

/* What an item is that is no article; NULL if it is one. */
static const char *kind_of(const xmlNode *item)
{
    static const char *const types[] = {"post", "page", "article", "news", "story", NULL};
    const char *type = text_of(xml_child(item, "post_type"));
    if (!strcmp(type, "attachment")) return "attachments";
    if (!is_one_of(type, types)) return "menus, revisions and the like";
    return strcmp(text_of(xml_child(item, "status")), "publish") != 0
               ? "drafts, and what isn't published"
               : NULL;
}

/* The first child of the name with its prefix. */
static xmlNode *child_named(const xmlNode *item, const char *wanted)
{
    char name[FEED_NAME_MAX];
    for (xmlNode *node = xml_child(item, NULL); node; node = xml_next(node, NULL)) {
        feed_name(node, item, name);
        if (!strcmp(name, wanted)) return node;
    }
    return NULL;
}

static void mend_content(struct wxr *wxr, xmlNode *content)
{
    struct buf text;
    if (!content || xml_child(content, NULL)) return;
    buf_init(&text);
    buf_reset(&wxr->html);
    xml_text(content, &text);
    wordpress_html(text.data, text.size, &wxr->html);
    xmlNodeSetContent(content, NULL);
    xmlNodeAddContent(content, (const xmlChar *)wxr->html.data);
    buf_release(&text);
}

/* The clock of the site, or, where it has none, that of Greenwich. */
static void add_date(const xmlNode *item, struct article *article)
{
    static const char *const names[] = {"post_date", "post_date_gmt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = text_of(xml_child(item, names[i]));
        if (!*text || !strncmp(text, "0000", 4)) continue;
        article_add(article, ARTICLE_DATE, text, strlen(text));
        return;
    }
}

static void add_terms(const xmlNode *item, struct article *article)
{
    buf_reset(&article->fields[ARTICLE_SECTION]);
    buf_reset(&article->fields[ARTICLE_TAG]);
    for (const xmlNode *node = xml_child(item, "category"); node;
         node = xml_next(node, "category")) {
        const char *domain = xml_attribute(node, "domain"), *term = text_of(node);
        if (!domain || !strcasecmp(term, "uncategorized")) continue;
        if (!strcmp(domain, "category")) article_add(article, ARTICLE_SECTION, term, strlen(term));
        if (!strcmp(domain, "post_tag")) article_add(article, ARTICLE_TAG, term, strlen(term));
    }
}

static const char *take_item(void *context, xmlNode *item, struct article *article)
{
    struct wxr *wxr = context;
    const char *kind = kind_of(item);
    if (kind) return kind;
    name_author(wxr, child_named(item, "dc:creator"));
    mend_content(wxr, child_named(item, "content:encoded"));
    feed_item(&wxr->feed, item, article);
    add_date(item, article);
    add_terms(item, article);
    if (wxr->html.failed) article->fields[ARTICLE_BODY].failed = true;
    return NULL;
}

static nsearch_status read_wxr(struct input *input, const struct reader_sink *sink,
                               nsearch_error *error)
{
    struct wxr wxr = {.authors = NULL};
    const struct xml_articles articles = {.names = (const char *const[]){"item", NULL},
                                          .none = "an export without items",
                                          .begin = begin,
                                          .take = take_item,
                                          .context = &wxr};
    feed_init(&wxr.feed);
    buf_init(&wxr.html);
    nsearch_status status = xml_articles_read(&articles, input, sink, error);
    buf_release(&wxr.html);
    feed_release(&wxr.feed);
    free(wxr.authors);
    return status;
}

static int probe_wxr(const char *head, size_t size)
{
    struct xml_root root;
    return xml_root(head, size, &root) && xml_root_is(&root, "rss", NULL) &&
                   xml_root_has(&root, "wordpress.org/export/")
               ? 99
               : 0;
}

extern const struct reader reader_wxr;
const struct reader reader_wxr = {
    .name = "wxr",
    .what = "exports of WordPress",
    .suffixes = (const char *const[]){".wxr", ".xml", NULL},
    .probe = probe_wxr,
    .read = read_wxr,
};
