/* reader_nitf.c - files of NITF: one <nitf> an article. */
#include "common/readers/agency.h"
#include "common/readers/nitf.h"
#include "common/readers/reader.h"
#include "common/readers/xml_articles.h"

/* A picture by itself is passed over. The context is the sink. */
static const char *take_document(void *context, xmlNode *nitf, struct article *article)
{
    const bool has_pictures = xml_find(nitf, "media") != NULL;
    nitf_read(nitf, context, article);
    agency_finish(article);
    return agency_is_article(article) || !has_pictures ? NULL : "pictures";
}

static nsearch_status read_nitf(struct input *input, const struct reader_sink *sink,
                                nsearch_error *error)
{
    const struct xml_articles articles = {.names = (const char *const[]){"nitf", NULL},
                                          .none = "no <nitf> in it",
                                          .take = take_document,
                                          .context = (void *)(uintptr_t)sink};
    return xml_articles_read(&articles, input, sink, error);
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
