/* reader_feed.c - RSS of all versions, and Atom: an item is an article.
 *
 *     <rss> <channel> <title>The Daily</title> <item> <title> <link> <guid> <pubDate> <description> ... </item>
 *     <rdf:RDF> <channel> ... </channel> <item rdf:about="..."> ...
 *     <feed> <title> <entry> <title> <link href="..."/> <id> <published> <content> ... </entry> */
#include <string.h>

#include "common/error.h"
#include "common/readers/feed.h"
#include "common/readers/reader.h"

static nsearch_status take_items(struct xml_stream *stream, struct input *input,
                                 const struct reader_sink *sink, struct article *article,
                                 nsearch_error *error)
{
    struct xml_element element;
    struct feed feed;
    struct buf scratch;
    bool more;
    nsearch_status status;
    feed_init(&feed);
    buf_init(&scratch);
    feed_read(&feed, xml_stream_frame(stream));
    while (!(status = xml_stream_next(stream, &element, &more, error)) && more) {
        article_reset(article);
        feed_item(&feed, element.node, article, &scratch);
        status = buf_status(&scratch, error);
        if (!status) status = article_status(article, error);
        if (!status && !article->fields[ARTICLE_TITLE].size && !article->fields[ARTICLE_BODY].size)
            reader_reject(sink, input, element.line, "neither a title nor a text");
        else if (!status)
            status = sink->article(sink->context, article, error);
        if (status) break;
    }
    if (!status && !xml_stream_has_elements(stream))
        status = error_set(error, NSEARCH_INVALID, "a feed without items");
    buf_release(&scratch);
    feed_release(&feed);
    return status;
}

static nsearch_status read_feed(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    static const char *const names[] = {"item", "entry", NULL};
    struct xml_stream *stream;
    struct article article;
    nsearch_status status = xml_stream_open(input, sink, names, &stream, error);
    if (status) return status;
    article_init(&article);
    status = take_items(stream, input, sink, &article, error);
    article_release(&article);
    xml_stream_free(stream);
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
