/* html_others.c - see html_others.h. */
#include "common/readers/html_others.h"

#include "common/readers/html_names.h"
#include "common/readers/html_notes.h"
#include "common/readers/html_roles.h"

enum {
    TAKEN_MAX = 4,        /* times what is left: more can't have been beside the article in it */
    PROSE_LETTERS = 80,   /* a block with so many and a mark is prose */
    HEADING_LETTERS = 60, /* a heading with so many and a stop stands for itself */
    TEASER_LETTERS =
        600, /* an area with a linked heading and less than this tells of another article */
    CAPTION_LETTERS = 400, /* one with a picture and less than this tells of the picture */
    CAPTION_BLOCKS = 4
};

/* ---- What reads like prose ---------------------------------------------------------------------- */

bool html_is_linked(const struct html_block *block)
{
    const unsigned own = block->letters - block->linked;
    if (block->kind == HTML_PARAGRAPH && block->ends && block->letters >= PROSE_LETTERS)
        return block->linked > 4 * own;
    return block->linked > own && (own < PROSE_LETTERS || block->linked > 2 * own);
}

bool html_is_prose(const struct html_block *block)
{
    if (block->kind == HTML_HEADING || html_is_linked(block)) return false;
    if (block->letters >= PROSE_LETTERS && block->marks) return true;
    return block->kind == HTML_PARAGRAPH &&
           (block->letters >= PROSE_LETTERS ||
            (block->letters >= HTML_SENTENCE_LETTERS && block->ends));
}

bool html_is_sentence(const struct html_block *block)
{
    return block->kind == HTML_HEADING && block->ends && block->letters >= HEADING_LETTERS &&
           !block->linked;
}

unsigned long html_prose_in(const struct html_blocks *all, unsigned first, unsigned end)
{
    unsigned long letters = 0;
    for (unsigned i = first; i < end; i++)
        if (!all->blocks[i].out && html_is_prose(&all->blocks[i]))
            letters += all->blocks[i].letters;
    return letters;
}

static void take_out(struct html_blocks *all, const struct html_area *area, unsigned why)
{
    for (unsigned i = area->first; i < area->end; i++)
        all->blocks[i].out = why;
}

/* ---- What names tell to be something else ------------------------------------------------------- */

static unsigned linked_in(const struct html_blocks *all, const struct html_area *area)
{
    unsigned linked = 0;
    for (unsigned i = area->first; i < area->end; i++)
        linked += all->blocks[i].linked;
    return linked;
}

/* What an area's names say it is, where that can be: the body of the article is nothing else, a lead is no teaser, other
 * articles are linked, what is quoted is of the article wherever it was posted, and paragraphs may be concealed from
 * those who haven't paid. */
static unsigned out_roles(const struct html_blocks *all, const struct html_area *area)
{
    unsigned roles = area->roles & HTML_ROLE_OUT;
    if (area->roles & HTML_ROLE_BODY || html_is(area->node, "blockquote")) return 0;
    if (area->roles & HTML_ROLE_LEAD) roles &= HTML_ROLE_CAPTION | HTML_ROLE_PROMO;
    if (roles & HTML_ROLE_RELATED && !linked_in(all, area)) roles &= ~(unsigned)HTML_ROLE_RELATED;
    if (roles & HTML_ROLE_CONCEALED && all->blocks[area->first].kind == HTML_PARAGRAPH &&
        area->end == area->first + 1)
        roles &= ~(unsigned)HTML_ROLE_CONCEALED;
    return roles;
}

/* An area with most of the page's prose isn't what its name says, unless what is left is an article. */
static unsigned named_out(const struct html_blocks *all, const struct html_area *area,
                          unsigned long total)
{
    const unsigned roles = out_roles(all, area);
    if (!roles) return 0;
    const unsigned long own = html_prose_in(all, area->first, area->end);
    const bool rest = total - own >= HTML_REST_LETTERS;
    if (area->roles & HTML_ROLE_CONSENT) return total > own ? roles : 0;
    if (roles & HTML_ROLE_OTHERS) return rest ? roles : 0;
    return 3 * own < total || (rest && (2 * own < total || html_is_beside(area->node))) ? roles : 0;
}

static bool is_own_headline(const struct html_blocks *all, const struct html_block *block)
{
    return !block->linked && html_block_is_headline(all, block);
}

/* Whether it tells of another article: a heading that is a link, and little else. */
static bool is_teaser(const struct html_blocks *all, const struct html_area *area,
                      unsigned long total, const char *title)
{
    unsigned letters = 0;
    bool linked_heading = false;
    for (unsigned i = area->first; i < area->end; i++) {
        const struct html_block *block = &all->blocks[i];
        letters += block->letters;
        if (letters > TEASER_LETTERS || is_own_headline(all, block)) return false;
        if (block->kind == HTML_HEADING && 2 * block->linked > block->letters &&
            !html_block_says(all, block, title))
            linked_heading = true;
    }
    return linked_heading && 3 * html_prose_in(all, area->first, area->end) < total;
}

/* Whether it is a picture and a few words about it: sentences are some only where the name says so. */
static bool is_captioned(const struct html_blocks *all, const struct html_area *area,
                         unsigned long total)
{
    unsigned letters = 0;
    const bool named = area->roles & HTML_ROLE_IMAGE;
    if ((!area->images && !named) || area->roles & (HTML_ROLE_LEAD | HTML_ROLE_BODY) ||
        area->end > area->first + CAPTION_BLOCKS)
        return false;
    for (unsigned i = area->first; i < area->end; i++) {
        const struct html_block *block = &all->blocks[i];
        letters += block->letters;
        if (letters > CAPTION_LETTERS || block->kind == HTML_HEADING || block->kind == HTML_ITEM)
            return false;
        if (!named && (block->ends || block->kind == HTML_PARAGRAPH) && html_is_prose(block))
            return false;
    }
    return 3 * html_prose_in(all, area->first, area->end) < total;
}

static bool holds_body(const struct html_blocks *all, const struct html_area *area)
{
    const struct html_area *end = all->areas + all->area_count;
    for (const struct html_area *inner = area + 1; inner < end && inner->first < area->end; inner++)
        if (inner->roles & HTML_ROLE_BODY && !(inner->roles & HTML_ROLE_OTHERS) &&
            inner->end <= area->end &&
            html_prose_in(all, inner->first, inner->end) >= HTML_REST_LETTERS)
            return true;
    return false;
}

static unsigned reason(const struct html_blocks *all, const struct html_area *area,
                       unsigned long total, const char *title)
{
    const unsigned named = named_out(all, area, total);
    if (named && !holds_body(all, area)) return named;
    if (is_teaser(all, area, total, title)) return HTML_ROLE_RELATED;
    return is_captioned(all, area, total) ? HTML_ROLE_CAPTION : 0;
}

/* Gives back what names took out of an article, if hardly anything is left: a gallery's captions, parts that are hidden
 * until they are opened. Comments and other stories may well be more than the article. */
static void give_back(struct html_blocks *all, const struct html_area *area, unsigned long left)
{
    static const unsigned doubtful = HTML_ROLE_PROMO | HTML_ROLE_CAPTION | HTML_ROLE_CONCEALED;
    unsigned long taken = 0;
    for (unsigned i = area->first; i < area->end; i++) {
        const struct html_block *block = &all->blocks[i];
        if (block->out && !(block->out & ~doubtful) && html_is_prose(block))
            taken += block->letters;
    }
    if (taken <= TAKEN_MAX * left) return;
    for (unsigned i = area->first; i < area->end; i++)
        if (!(all->blocks[i].out & ~doubtful)) all->blocks[i].out = 0;
}

void html_take_others_out(struct html_blocks *all, const char *title)
{
    unsigned long total = html_prose_in(all, 0, (unsigned)all->count);
    for (size_t i = 0; i < all->area_count; i++) {
        const struct html_area *area = &all->areas[i];
        if (area->first == area->end || all->blocks[area->first].out) continue;
        const unsigned why = reason(all, area, total, title);
        if (!why) continue;
        total -= html_prose_in(all, area->first, area->end);
        take_out(all, area, why);
    }
    for (size_t i = 0; i < all->area_count; i++)
        if (all->areas[i].roles & HTML_ROLE_ARTICLE) give_back(all, &all->areas[i], total);
    for (size_t i = 0; i < all->count; i++)
        if (!all->blocks[i].out) all->blocks[i].out = html_notes_role(all, &all->blocks[i]);
}
