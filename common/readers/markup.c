/* markup.c - by way of libxml2's tree. */
#include "common/readers/markup.h"

#include <stdbool.h>
#include <string.h>

#include "common/readers/html.h"
#include "common/utf8.h"

static bool has_tags(const char *html, const char *end)
{
    while ((html = memchr(html, '<', (size_t)(end - html))) && ++html < end)
        if ((*html >= 'a' && *html <= 'z') || (*html >= 'A' && *html <= 'Z') || *html == '/' ||
            *html == '!')
            return true;
    return false;
}

static void add_tree(const char *html, size_t size, struct buf *out)
{
    xmlDoc *tree;
    if (html_parse(html, size, &tree, NULL))
        out->failed = true;
    else
        html_text_of((const xmlNode *)tree, out);
    xmlFreeDoc(tree);
}

/* Text without tags keeps its lines; it may still have entities. */
static void add_text(const char *html, size_t size, struct buf *out)
{
    struct buf lines;
    if (has_tags(html, html + size)) {
        add_tree(html, size, out);
        return;
    }
    buf_init(&lines);
    buf_add_text(&lines, "<pre>");
    buf_add(&lines, html, size);
    add_tree(lines.data, lines.size, out);
    if (lines.failed) out->failed = true;
    buf_release(&lines);
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
