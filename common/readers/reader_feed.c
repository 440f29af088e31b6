/* reader_feed.c - RSS of all versions, and Atom: an item is an article.
 *
 *     <rss> <channel> <title>The Daily</title> <item> <title> <link> <guid> <pubDate> <description> ... </item>
 *     <rdf:RDF> <channel> ... </channel> <item rdf:about="..."> ...
 *     <feed> <title> <entry> <title> <link href="..."/> <id> <published> <content> ... </entry> */
#include <string.h>

#include "common/readers/feed.h"
#include "common/readers/reader.h"
#include "common/readers/xml_articles.h"

static void begin(void *context, const xmlNode *frame)
{
    feed_read(context, frame);
}

static const char *take_item(void *context, xmlNode *item, struct article *article)
{
    feed_item(context, item, article);
    return NULL;
}

static nsearch_status read_feed(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    struct feed feed;
    const struct xml_articles articles = {.names = (const char *const[]){"item", "entry", NULL},
                                          .none = "a feed without items",
                                          .begin = begin,
                                          .take = take_item,
                                          .context = &feed};
    feed_init(&feed);
    nsearch_status status = xml_articles_read(&articles, input, sink, error);
    feed_release(&feed);
    return status;
}

/* A feed inside a page, as one that was saved by a browser. */
static bool has_feed_inside(const struct xml_root *root, const char *head, size_t size)
{
    static const char start[] = "<feed xmlns=\"http://www.w3.org/2005/Atom\"";
    return xml_root_is(root, "html", NULL) && memmem(head, size, start, strlen(start));
}

static int probe_feed(const char *head, size_t size)
{
    struct xml_root root;
    if (!xml_root(head, size, &root)) return 0;
    if (xml_root_is(&root, "rss", NULL) || xml_root_is(&root, "feed", NULL)) return 95;
    if (xml_root_is(&root, "RDF", NULL))
        return xml_root_has(&root, "/rss/") || xml_root_has(&root, "/rdf/simple/") ? 95 : 10;
    if (xml_root_is(&root, "entry", NULL))
        return xml_root_has(&root, "/2005/Atom") || xml_root_has(&root, "/atom/ns#") ? 95 : 10;
    return has_feed_inside(&root, head, size) ? 99 : xml_root_is(&root, "channel", NULL) ? 80 : 0;
}

extern const struct reader reader_feed;
const struct reader reader_feed = {
    .name = "feed",
    .what = "RSS and Atom, an item an article",
    .suffixes = (const char *const[]){".rss", ".atom", ".rdf", ".feed", ".xml", NULL},
    .probe = probe_feed,
    .read = read_feed,
};
