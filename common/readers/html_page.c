/* html_page.c - from a page's bytes to an article. */
#include <string.h>

#include "common/error.h"
#include "common/readers/charset.h"
#include "common/readers/html.h"
#include "common/readers/html_meta.h"

enum {
    DECLARED_WITHIN = 256 << 10, /* bytes: archives put much of their own before a page's <meta> */
    TAG_MAX = 1024               /* a longer one declares nothing */
};

/* The charset that a content type declares: "text/html; charset=x". NULL if none that is known. */
static const char *charset_of_type(const char *type, size_t size)
{
    static const char key[] = "charset=";
    const char *const end = type + size;
    for (const char *at = type; (size_t)(end - at) > sizeof key - 1; at++) {
        if (strncasecmp(at, key, sizeof key - 1)) continue;
        at += sizeof key - 1;
        at += *at == '"' || *at == '\'' || *at == ' ';
        size_t length = 0;
        while (at + length < end && !strchr("\"'; >/", at[length]))
            length++;
        return charset_of_label(at, length);
    }
    return NULL;
}

/* What one tag declares: <meta charset=x>, <meta content="...; charset=x">, or XHTML's <?xml encoding="x"?>. */
static const char *charset_of_tag(const char *tag, size_t size)
{
    static const char key[] = "encoding=";
    if (size > 5 && !strncasecmp(tag, "<meta", 5)) return charset_of_type(tag, size);
    if (size < 5 || memcmp(tag, "<?xml", 5)) return NULL;
    const char *at = memmem(tag, size, key, sizeof key - 1);
    if (!at || (size_t)(tag + size - at) < sizeof key + 1) return NULL;
    at += sizeof key;
    const char *close = memchr(at, at[-1], (size_t)(tag + size - at));
    return close ? charset_of_label(at, (size_t)(close - at)) : NULL;
}

static const char *charset_of_page(const char *data, size_t size)
{
    const char *const end = data + (size < DECLARED_WITHIN ? size : DECLARED_WITHIN);
    const char *charset = NULL;
    for (; !charset && (data = memchr(data, '<', (size_t)(end - data))); data++) {
        if (end - data < 5 || (strncasecmp(data, "<meta", 5) && memcmp(data, "<?xml", 5))) continue;
        const size_t most = (size_t)(end - data) < TAG_MAX ? (size_t)(end - data) : TAG_MAX;
        const char *close = memchr(data, '>', most);
        if (close) charset = charset_of_tag(data, (size_t)(close - data));
    }
    return charset;
}

static nsearch_status read_tree(xmlDoc *tree, const struct html_hints *hints,
                                struct article *article, unsigned long *left, nsearch_error *error)
{
    struct buf told, body;
    buf_init(&told);
    buf_init(&body);
    const xmlNode *root = xmlDocGetRootElement(tree);
    nsearch_status status = html_meta_read(root, hints->url, article, &told, error);
    if (!status)
        status = html_content_read(root, article->fields[ARTICLE_TITLE].data, &told, &body, left,
                                   error);
    if (!status) status = buf_status(&body, error);
    if (!status) status = buf_status(&told, error);
    const bool is_described = !body.size && article->fields[ARTICLE_BODY].size;
    if (is_described && left) left[HTML_LEFT_TEXT] = 1;
    if (!status) article_add(article, ARTICLE_BODY, body.data, body.size);
    buf_release(&body);
    buf_release(&told);
    return status;
}

nsearch_status html_page_read(const char *data, size_t size, const struct html_hints *hints,
                              struct article *article, unsigned long left[HTML_LEFT_KINDS],
                              nsearch_error *error)
{
    static const struct html_hints none;
    struct buf text;
    xmlDoc *tree = NULL;
    if (!hints) hints = &none;
    buf_init(&text);
    const char *type = hints->content_type;
    const char *declared = type ? charset_of_type(type, strlen(type)) : NULL;
    if (!declared) declared = charset_of_page(data, size);
    charset_convert(charset_detect(data, size, declared), data, size, &text);
    nsearch_status status = buf_status(&text, error);
    if (!status) status = html_parse(text.data, text.size, &tree, error);
    if (!status && xmlDocGetRootElement(tree))
        status = read_tree(tree, hints, article, left, error);
    xmlFreeDoc(tree);
    buf_release(&text);
    return status;
}
