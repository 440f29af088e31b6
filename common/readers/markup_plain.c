/* markup_plain.c - markup_text() where libxml2 is left out: tags go, the commonest entities are decoded. */
#include <string.h>

#include "common/readers/markup.h"
#include "common/readers/paragraphs.h"

#if !WITH_XML

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

/* Whether a tag ends a paragraph: one of a block, or <br>. */
static bool is_block(const char *tag, size_t size)
{
    static const char *const blocks[] = {"p",  "div", "br", "h",     "li",
                                         "tr", "ul",  "ol", "table", "blockquote"};
    tag += tag[1] == '/' ? 2 : 1;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        const size_t length = strlen(blocks[i]);
        if (size > length + 2 && !strncasecmp(tag, blocks[i], length) &&
            strchr("123456 />\n", tag[length]))
            return true;
    }
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

void markup_text(const char *html, size_t size, struct buf *out)
{
    struct paragraphs paragraphs = {.out = out};
    const char *const end = html + size;
    const bool is_plain = !memchr(html, '<', size);
    while (html < end) {
        const size_t tag = *html == '<' ? tag_size(html, end) : 0;
        size_t taken = tag ? tag : 1;
        const char *text = *html == '&' ? entity(html, end, &taken) : NULL;
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

#endif
