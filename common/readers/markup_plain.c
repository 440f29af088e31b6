/* markup_plain.c - markup_text() where libxml2 is left out: tags go, the commonest entities are decoded. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "common/readers/markup.h"
#include "common/readers/paragraphs.h"
#include "common/utf8.h"

#if !WITH_XML

enum {
    ESCAPED_MAX = 2 /* times too often */
};

/* Bytes of the tag or comment at `at`, which is a '<'; 0 if it is only a sign. */
static size_t tag_size(const char *at, const char *end)
{
    const char *close;
    if (end - at < 2 || !strchr("/!?abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", at[1]))
        return 0;
    if (end - at > 3 && !memcmp(at, "<!--", 4)) {
        close = memmem(at, (size_t)(end - at), "-->", 3);
        return close ? (size_t)(close - at) + 3 : (size_t)(end - at);
    }
    close = memchr(at, '>', (size_t)(end - at));
    return close ? (size_t)(close - at) + 1 : (size_t)(end - at);
}

/* Whether a tag, at its start or end, is of that name. */
static bool is_named(const char *tag, size_t size, const char *name)
{
    const size_t length = strlen(name), start = tag[1] == '/' ? 2 : 1;
    return size > start + length && !strncasecmp(tag + start, name, length) &&
           strchr(" />\t\r\n", tag[start + length]);
}

static bool is_block(const char *tag, size_t size)
{
    static const char *const blocks[] = {"p",  "div", "h1", "h2", "h3", "h4",    "h5",
                                         "h6", "li",  "tr", "ul", "ol", "table", "blockquote"};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (is_named(tag, size, blocks[i])) return true;
    return false;
}

/* The text of an entity at `at`, which is a '&', and its bytes in *size; NULL if it is none that is known. */
static const char *entity(const char *at, const char *end, size_t *size)
{
    static const char *const known[][2] = {{"&amp;", "&"},   {"&lt;", "<"},   {"&gt;", ">"},
                                           {"&quot;", "\""}, {"&nbsp;", " "}, {"&#39;", "'"},
                                           {"&apos;", "'"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        *size = strlen(known[i][0]);
        if (*size <= (size_t)(end - at) && !memcmp(at, known[i][0], *size)) return known[i][1];
    }
    return NULL;
}

static void strip(const char *html, size_t size, struct buf *out)
{
    struct paragraphs paragraphs = {.out = out};
    const char *const end = html + size;
    const bool is_plain = !memchr(html, '<', size);
    while (html < end) {
        const size_t tag = *html == '<' ? tag_size(html, end) : 0;
        size_t taken = tag ? tag : 1;
        const char *text = *html == '&' ? entity(html, end, &taken) : NULL;
        if (tag && is_named(html, tag, "br")) paragraphs_break(&paragraphs);
        if (tag && is_block(html, tag)) paragraphs_apart(&paragraphs, PARAGRAPHS_EMPTY_LINE);
        if (!text && !tag) {
            text = html;
            while (taken < (size_t)(end - html) && !strchr("<&", html[taken]))
                taken++;
        }
        if (text && is_plain)
            paragraphs_lines(&paragraphs, text, text == html ? taken : strlen(text));
        else if (text)
            paragraphs_text(&paragraphs, text, text == html ? taken : strlen(text));
        html += taken;
    }
}

static bool has(const struct buf *text, const char *part)
{
    return memmem(text->data, text->size, part, strlen(part)) != NULL;
}

/* Entities that make tags were escaped once too often, as in markup.c. */
static void add_text(const char *html, size_t size, unsigned times, struct buf *out)
{
    struct buf plain;
    buf_init(&plain);
    strip(html, size, &plain);
    if (!memchr(html, '<', size) && times < ESCAPED_MAX &&
        (has(&plain, "</") || has(&plain, "&lt;/")))
        add_text(plain.data, plain.size, times + 1, out);
    else
        buf_add(out, plain.data, plain.size);
    if (plain.failed) out->failed = true;
    buf_release(&plain);
}

void markup_text(const char *html, size_t size, struct buf *out)
{
    struct buf mended;
    buf_init(&mended);
    utf8_repair(html, size, &mended);
    add_text(mended.data, mended.size, 0, out);
    if (mended.failed) out->failed = true;
    buf_release(&mended);
}

#endif
