/* html_left_out.c - see html_left_out.h. */
#include "common/readers/html_left_out.h"

#include "common/readers/html_blocks.h"

const char *html_left_out_name(enum html_left_out kind)
{
    static const char *const names[HTML_LEFT_KINDS] = {
        [HTML_LEFT_CHROME] = "menus, footers and forms",
        [HTML_LEFT_OTHERS] = "comments",
        [HTML_LEFT_RELATED] = "other articles",
        [HTML_LEFT_PROMO] = "advertisements, newsletters, cookies and sharing",
        [HTML_LEFT_CAPTION] = "captions, credits and boxes of facts",
        [HTML_LEFT_CREDIT] = "bylines, dates and tags",
        [HTML_LEFT_CONCEALED] = "what isn't shown",
        [HTML_LEFT_REST] = "what is before or behind the article",
        [HTML_LEFT_LINES] = "links and lines that are no text",
        [HTML_LEFT_TEXT] =
            "the text, which isn't on the page: what it says of itself stands for it",
    };
    return names[kind];
}

static enum html_left_out kind_of(const struct html_block *block, bool is_inside)
{
    unsigned kind = 0;
    while (kind < HTML_LEFT_REST && !(block->out & 1u << kind))
        kind++;
    return kind == HTML_LEFT_REST && is_inside ? HTML_LEFT_LINES : (enum html_left_out)kind;
}

void html_left_out_count(const struct html_blocks *all, unsigned first, unsigned end,
                         const char *title, unsigned long left[HTML_LEFT_KINDS])
{
    for (unsigned i = 0; i < all->count; i++) {
        const struct html_block *block = &all->blocks[i];
        if (block->kept || (!block->out && html_block_says(all, block, title))) continue;
        left[kind_of(block, first == end || (i >= first && i < end))] += block->letters;
    }
}
