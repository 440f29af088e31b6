/* markup.c - by way of libxml2's tree. */
#include "common/readers/markup.h"

#include <stdbool.h>
#include <string.h>

#include "common/readers/html.h"
#include "common/utf8.h"

enum {
    ESCAPED_MAX = 2 /* times too often */
};

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

/* Text without tags keeps its lines. */
static void add_lines(const char *text, size_t size, struct buf *out)
{
    struct buf lines;
    buf_init(&lines);
    buf_add_text(&lines, "<pre>");
    buf_add(&lines, text, size);
    add_tree(lines.data, lines.size, out);
    if (lines.failed) out->failed = true;
    buf_release(&lines);
}

static bool has(const struct buf *text, const char *part)
{
    return memmem(text->data, text->size, part, strlen(part)) != NULL;
}

/* Text without tags may have entities; if these make tags it was escaped once too often, as some feeds are. */
static void add_text(const char *html, size_t size, unsigned times, struct buf *out)
{
    struct buf plain;
    if (has_tags(html, html + size)) {
        add_tree(html, size, out);
        return;
    }
    buf_init(&plain);
    add_lines(html, size, &plain);
    if (times < ESCAPED_MAX && (has(&plain, "</") || has(&plain, "&lt;/")))
        add_text(plain.data, plain.size, times + 1, out);
    else
        buf_add(out, plain.data, plain.size);
    if (plain.failed) out->failed = true;
    buf_release(&plain);
}

void markup_text(const char *html, size_t size, struct buf *out)
{
    struct buf mended;
    if (utf8_valid_size(html, size) == size) {
        add_text(html, size, 0, out);
        return;
    }
    buf_init(&mended);
    utf8_repair(html, size, &mended);
    add_text(mended.data, mended.size, 0, out);
    if (mended.failed) out->failed = true;
    buf_release(&mended);
}
