/* markup.c - by way of libxml2's tree. */
#include "common/readers/markup.h"

#include <string.h>

#include "common/readers/html.h"
#include "common/readers/paragraphs.h"
#include "common/utf8.h"

static void add_text(const char *html, size_t size, struct buf *out)
{
    struct paragraphs paragraphs = {.out = out};
    xmlDoc *tree;
    if (!memchr(html, '<', size) && !memchr(html, '&', size)) {
        paragraphs_lines(&paragraphs, html, size);
        return;
    }
    if (html_parse(html, size, &tree, NULL))
        out->failed = true;
    else
        html_text_of((const xmlNode *)tree, out);
    xmlFreeDoc(tree);
}

void markup_text(const char *html, size_t size, struct buf *out)
{
    struct buf mended;
    if (utf8_valid_size(html, size) == size) {
        add_text(html, size, out);
        return;
    }
    buf_init(&mended);
    utf8_repair(html, size, &mended);
    add_text(mended.data, mended.size, out);
    if (mended.failed) out->failed = true;
    buf_release(&mended);
}
