/* xml_articles.h - a stream of elements, each an article or none: the loop that such readers share. */
#ifndef COMMON_READERS_XML_ARTICLES_H
#define COMMON_READERS_XML_ARTICLES_H

#include "common/readers/reader.h"
#include "common/readers/xml.h"

struct xml_articles {
    const char *const *names; /* of the elements, as for xml_stream_open() */
    const char *none;         /* what is said of a file without any: "a feed without items" */
    /* Looks at what stands before the first, which stays till the end; `frame` may be NULL. This may be NULL, too. */
    void (*begin)(void *context, const xmlNode *frame);
    /* Fills the article, which is empty, from an element, whose tree may be changed. NULL, or what the element is
     * instead of an article, as for reader_passed(). What runs out of memory is remembered in the article. */
    const char *(*take)(void *context, xmlNode *node, struct article *article);
    void *context;
};

/* Reads all of `input`. One with neither title nor text is a reject. Errors: INVALID (`none`), those of
 * xml_stream_next(), and what the sink returns. */
nsearch_status xml_articles_read(const struct xml_articles *articles, struct input *input,
                                 const struct reader_sink *sink, nsearch_error *error);

#endif
