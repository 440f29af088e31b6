/* xml_articles.c - see xml_articles.h. */
#include "common/readers/xml_articles.h"

#include "common/error.h"

/* Gives one element to the sink. */
static nsearch_status take(const struct xml_articles *articles, const struct xml_element *element,
                           struct input *input, const struct reader_sink *sink,
                           struct article *article, nsearch_error *error)
{
    article_reset(article);
    const char *other = articles->take(articles->context, element->node, article);
    if (other) {
        reader_passed(sink, other, 1);
        return NSEARCH_OK;
    }
    nsearch_status status = article_status(article, error);
    if (status) return status;
    if (article->fields[ARTICLE_TITLE].size || article->fields[ARTICLE_BODY].size)
        return sink->article(sink->context, article, error);
    reader_reject_empty(sink, input, element->line);
    return NSEARCH_OK;
}

nsearch_status xml_articles_read(const struct xml_articles *articles, struct input *input,
                                 const struct reader_sink *sink, nsearch_error *error)
{
    struct xml_stream *stream;
    struct xml_element element;
    struct article article;
    bool more = true;
    nsearch_status status = xml_stream_open(input, sink, articles->names, &stream, error);
    if (status) return status;
    article_init(&article);
    if (articles->begin) articles->begin(articles->context, xml_stream_frame(stream));
    while (!status && more) {
        status = xml_stream_next(stream, &element, &more, error);
        if (!status && more) status = take(articles, &element, input, sink, &article, error);
    }
    if (!status && !xml_stream_has_elements(stream))
        status = error_set(error, NSEARCH_INVALID, "%s", articles->none);
    article_release(&article);
    xml_stream_free(stream);
    return status;
}
