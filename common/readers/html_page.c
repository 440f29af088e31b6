/* html_page.c - from a page's bytes to an article. */
#include <string.h>

#include "common/error.h"
#include "common/readers/charset.h"
#include "common/readers/html.h"
#include "common/readers/html_content.h"
#include "common/readers/html_meta.h"

/* The charset that a content type or a <meta> declares: "text/html; charset=x". NULL if none that is known. */
static const char *charset_of_type(const char *type)
{
    const char *at = type ? strcasestr(type, "charset=") : NULL;
    if (!at) return NULL;
    at += strlen("charset=");
    at += strspn(at, "\"' ");
    return charset_of_label(at, strcspn(at, "\"'; >/"));
}

static nsearch_status read_tree(xmlDoc *tree, const struct html_hints *hints,
                                struct article *article, nsearch_error *error)
{
    struct buf told, body;
    buf_init(&told);
    buf_init(&body);
    const xmlNode *root = xmlDocGetRootElement(tree);
    nsearch_status status = html_meta_read(root, hints->url, article, &told, error);
    if (!status)
        status = html_content_read(root, article->fields[ARTICLE_TITLE].data, &told, &body, error);
    if (!status) status = buf_status(&body, error);
    if (!status) status = buf_status(&told, error);
    if (!status) article_add(article, ARTICLE_BODY, body.data, body.size);
    buf_release(&body);
    buf_release(&told);
    return status;
}

nsearch_status html_page_read(const char *data, size_t size, const struct html_hints *hints,
                              struct article *article, nsearch_error *error)
{
    static const struct html_hints none;
    struct buf text;
    xmlDoc *tree = NULL;
    if (!hints) hints = &none;
    buf_init(&text);
    const char *declared = charset_of_type(hints->content_type);
    charset_convert(charset_detect(data, size, declared), data, size, &text);
    nsearch_status status = buf_status(&text, error);
    if (!status) status = html_parse(text.data, text.size, &tree, error);
    if (!status && xmlDocGetRootElement(tree)) status = read_tree(tree, hints, article, error);
    xmlFreeDoc(tree);
    buf_release(&text);
    return status;
}
