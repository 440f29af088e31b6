/* reader_nitf.c - files of NITF: one <nitf> an article. */
#include "common/readers/agency.h"
#include "common/readers/nitf.h"
#include "common/readers/reader.h"
#include "common/readers/xml.h"

static nsearch_status take_document(const struct reader_sink *sink, const struct input *input,
                                    const struct xml_element *element, struct article *article,
                                    nsearch_error *error)
{
    const bool is_picture = xml_find(element->node, "media") != NULL;
    article_reset(article);
    nitf_read(element->node, article);
    agency_finish(article);
    const nsearch_status status = article_status(article, error);
    if (status) return status;
    if (agency_is_article(article)) return sink->article(sink->context, article, error);
    if (!is_picture)
        reader_reject(sink, input, element->line, "a <nitf> with neither a title nor a text");
    return NSEARCH_OK;
}

static nsearch_status read_nitf(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    struct xml_stream *stream;
    struct xml_element element;
    struct article article;
    bool more;
    nsearch_status status = xml_stream_open(input, sink, (const char *const[]){"nitf", NULL},
                                            &stream, error);
    article_init(&article);
    while (!status && !(status = xml_stream_next(stream, &element, &more, error)) && more)
        status = take_document(sink, input, &element, &article, error);
    article_release(&article);
    xml_stream_free(stream);
    return status;
}

static int probe_nitf(const char *head, size_t size)
{
    struct xml_root root;
    return xml_root(head, size, &root) && xml_root_is(&root, "nitf", NULL) ? 98 : 0;
}

extern const struct reader reader_nitf;
const struct reader reader_nitf = {
    .name = "nitf",
    .what = "NITF, News Industry Text Format",
    .suffixes = (const char *const[]){".nitf", ".xml", NULL},
    .probe = probe_nitf,
    .read = read_nitf,
};
