/* html_page.c - from a page's bytes to an article. */
#include <string.h>

#include "common/error.h"
#include "common/readers/charset.h"
#include "common/readers/html.h"

nsearch_status html_page_read(const char *data, size_t size, const struct html_hints *hints,
                              struct article *article, nsearch_error *error)
{
    struct buf text, body;
    xmlDoc *tree = NULL;
    (void)hints;
    buf_init(&text);
    buf_init(&body);
    charset_convert(charset_detect(data, size, NULL), data, size, &text);
    nsearch_status status = buf_status(&text, error);
    if (!status) status = html_parse(text.data, text.size, &tree, error);
    if (!status) html_text_of((const xmlNode *)tree, &body);
    if (!status) status = buf_status(&body, error);
    if (!status) article_add(article, ARTICLE_BODY, body.data, body.size);
    xmlFreeDoc(tree);
    buf_release(&body);
    buf_release(&text);
    return status;
}
