/* html_content.c - see html_content.h. */
#include "common/readers/html_content.h"

#include <string.h>

#include "common/error.h"
#include "common/readers/html_blocks.h"
#include "common/readers/html_roles.h"

enum {
    PROSE_LETTERS = 80,    /* a block with so many and a mark is prose */
    SENTENCE_LETTERS = 25, /* a paragraph with so many and a stop at its end is, too */
    HEADING_LETTERS = 60,  /* a heading with so many and a stop stands for itself */
    SHORT_COST = 20,       /* what a block costs that is no prose */
    TEASER_LETTERS =
        600, /* an area with a linked heading and less than this tells of another article */
    CAPTION_LETTERS = 400, /* one with a picture and less than this tells of the picture */
    CAPTION_BLOCKS = 4,
    TOP_BLOCKS = 25,   /* the lead stands so near to the text */
    REST_LETTERS = 250 /* so much prose elsewhere is an article */
};

/* ---- What reads like prose ---------------------------------------------------------------------- */

static bool is_linked(const struct html_block *block)
{
    const unsigned own = block->letters - block->linked;
    if (block->kind == HTML_PARAGRAPH && block->ends && block->letters >= PROSE_LETTERS)
        return block->linked > 4 * own;
    return block->linked > own && (own < PROSE_LETTERS || block->linked > 2 * own);
}

static bool is_prose(const struct html_block *block)
{
    if (block->kind == HTML_HEADING || is_linked(block)) return false;
    if (block->letters >= PROSE_LETTERS && block->marks) return true;
    return block->kind == HTML_PARAGRAPH &&
           (block->letters >= PROSE_LETTERS || (block->letters >= SENTENCE_LETTERS && block->ends));
}

/* A heading that says all there is to say, as in a list of pictures. */
static bool is_sentence_heading(const struct html_block *block)
{
    return block->kind == HTML_HEADING && block->ends && block->letters >= HEADING_LETTERS &&
           !block->linked;
}

static unsigned long prose_in(const struct html_blocks *all, unsigned first, unsigned end)
{
    unsigned long letters = 0;
    for (unsigned i = first; i < end; i++)
        if (!all->blocks[i].out && is_prose(&all->blocks[i])) letters += all->blocks[i].letters;
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
 * articles are linked, and paragraphs may be concealed from those who haven't paid. */
static unsigned out_roles(const struct html_blocks *all, const struct html_area *area)
{
    unsigned roles = area->roles & HTML_ROLE_OUT;
    if (area->roles & HTML_ROLE_BODY) return 0;
    if (area->roles & HTML_ROLE_LEAD) roles &= HTML_ROLE_CAPTION | HTML_ROLE_PROMO;
    if (roles & HTML_ROLE_RELATED && !linked_in(all, area)) roles &= ~(unsigned)HTML_ROLE_RELATED;
    if (roles & HTML_ROLE_CONCEALED && all->blocks[area->first].kind == HTML_PARAGRAPH &&
        area->end == area->first + 1)
        roles &= ~(unsigned)HTML_ROLE_CONCEALED;
    return roles;
}

static bool is_headline(const struct html_blocks *all, const struct html_block *block)
{
    return !strcmp((const char *)all->areas[block->area].node->name, "h1");
}

/* An area with most of the page's prose isn't what its name says, unless what is left is an article. */
static unsigned named_out(const struct html_blocks *all, const struct html_area *area,
                          unsigned long total)
{
    const unsigned roles = out_roles(all, area);
    if (!roles) return 0;
    const unsigned long own = prose_in(all, area->first, area->end);
    const bool rest = total - own >= REST_LETTERS;
    if (roles & HTML_ROLE_OTHERS || area->roles & HTML_ROLE_CONSENT) return rest ? roles : 0;
    return 3 * own < total || (2 * own < total && rest) ? roles : 0;
}

/* Whether it tells of another article: a heading that is a link, and little else. */
static bool is_teaser(const struct html_blocks *all, const struct html_area *area,
                      unsigned long total)
{
    unsigned letters = 0;
    bool linked_heading = false;
    for (unsigned i = area->first; i < area->end; i++) {
        const struct html_block *block = &all->blocks[i];
        letters += block->letters;
        if (letters > TEASER_LETTERS) return false;
        if (block->kind == HTML_HEADING && 2 * block->linked > block->letters)
            linked_heading = true;
    }
    return linked_heading && 3 * prose_in(all, area->first, area->end) < total;
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
        if (!named && (block->ends || block->kind == HTML_PARAGRAPH) && is_prose(block))
            return false;
    }
    return 3 * prose_in(all, area->first, area->end) < total;
}

static bool holds_body(const struct html_blocks *all, const struct html_area *area)
{
    const struct html_area *end = all->areas + all->area_count;
    for (const struct html_area *inner = area + 1; inner < end && inner->first < area->end; inner++)
        if (inner->roles & HTML_ROLE_BODY && !(inner->roles & HTML_ROLE_OTHERS) &&
            inner->end <= area->end && prose_in(all, inner->first, inner->end) >= REST_LETTERS)
            return true;
    return false;
}

static unsigned reason(const struct html_blocks *all, const struct html_area *area,
                       unsigned long total)
{
    const unsigned named = named_out(all, area, total);
    if (named && !holds_body(all, area)) return named;
    if (is_teaser(all, area, total)) return HTML_ROLE_RELATED;
    return is_captioned(all, area, total) ? HTML_ROLE_CAPTION : 0;
}

static void take_others_out(struct html_blocks *all)
{
    unsigned long total = prose_in(all, 0, (unsigned)all->count);
    for (size_t i = 0; i < all->area_count; i++) {
        const struct html_area *area = &all->areas[i];
        if (area->first == area->end || all->blocks[area->first].out) continue;
        const unsigned why = reason(all, area, total);
        if (!why) continue;
        total -= prose_in(all, area->first, area->end);
        take_out(all, area, why);
    }
}

/* ---- Choosing ----------------------------------------------------------------------------------- */

/* What a block counts for the element that holds it. */
static long value_of(const struct html_block *block)
{
    if (block->out) return -SHORT_COST / 4;
    if (is_prose(block)) return block->letters;
    if (is_linked(block)) return -SHORT_COST - (long)block->letters / 2;
    if (is_sentence_heading(block)) return block->letters / 2;
    return block->kind == HTML_HEADING ? 0 : -SHORT_COST;
}

/* The innermost of the areas whose blocks count most. */
static const struct html_area *choose(const struct html_blocks *all, const long *sums)
{
    const struct html_area *best = NULL;
    long most = 0;
    for (size_t i = 0; i < all->area_count; i++) {
        const struct html_area *area = &all->areas[i];
        const long value = sums[area->end] - sums[area->first];
        if (value <= 0 || value < most) continue;
        most = value;
        best = area;
    }
    return best;
}

/* The run of blocks in an area that counts most: what stands before and after it goes. */
static void trim(const struct html_blocks *all, unsigned *first, unsigned *end)
{
    long sum = 0, most = 0;
    unsigned start = *first, best_first = *first, best_end = *first;
    for (unsigned i = *first; i < *end; i++) {
        sum += value_of(&all->blocks[i]);
        if (sum <= 0) {
            sum = 0;
            start = i + 1;
        }
        if (sum > most) {
            most = sum;
            best_first = start;
            best_end = i + 1;
        }
    }
    *first = best_first;
    *end = best_end;
}

/* ---- Cleaning ----------------------------------------------------------------------------------- */

static bool same_text(const struct html_blocks *all, const struct html_block *block,
                      const char *text)
{
    return text && strlen(text) == block->size &&
           !memcmp(all->text.data + block->at, text, block->size);
}

/* Whether a block in the run is part of the text; headings are judged by what follows. */
static bool belongs(const struct html_block *block)
{
    if (block->out || is_linked(block)) return false;
    if (is_prose(block) || block->kind == HTML_PARAGRAPH) return true;
    if (block->kind == HTML_ITEM) return 3 * block->linked < block->letters;
    return block->ends && block->letters >= SENTENCE_LETTERS && 3 * block->linked < block->letters;
}

/* Whether text follows a heading before the next one; if neither text nor links do, it may be one of a list. */
static bool heads(const struct html_blocks *all, unsigned at, unsigned end)
{
    bool others = all->blocks[at].out || is_linked(&all->blocks[at]);
    if (others || is_sentence_heading(&all->blocks[at])) return !others;
    for (at++; at < end; at++) {
        const struct html_block *block = &all->blocks[at];
        if (block->kind == HTML_HEADING && !block->out) return !others && !is_linked(block);
        if (belongs(block)) return true;
        others = others || block->linked || !(block->out & (HTML_ROLE_CAPTION | HTML_ROLE_CREDIT));
    }
    return false;
}

static void add_block(const struct html_blocks *all, const struct html_block *block,
                      struct buf *out)
{
    if (out->size) buf_add_text(out, "\n\n");
    buf_add(out, all->text.data + block->at, block->size);
}

static void add_run(const struct html_blocks *all, unsigned first, unsigned end, const char *title,
                    struct buf *out)
{
    for (unsigned i = first; i < end; i++) {
        const struct html_block *block = &all->blocks[i];
        const bool heading = block->kind == HTML_HEADING;
        if (same_text(all, block, title) || (heading && !out->size && is_headline(all, block)))
            continue;
        if (heading ? heads(all, i, end) : belongs(block)) add_block(all, block, out);
    }
}

/* ---- The ends of the run ------------------------------------------------------------------------ */

static bool has_role(const struct html_blocks *all, const struct html_block *block, unsigned role)
{
    for (unsigned i = 0, area = block->area; i < 3; i++, area = all->areas[area].parent)
        if (all->areas[area].roles & role) return true;
    return false;
}

/* The page's headline above the run: its number, or `first`. */
static unsigned headline_above(const struct html_blocks *all, unsigned first)
{
    for (unsigned i = first; i-- > 0 && first - i <= TOP_BLOCKS;)
        if (is_headline(all, &all->blocks[i])) return i;
    return first;
}

/* Adds what stands between headline and run and leads to it. */
static void add_lead(const struct html_blocks *all, unsigned first, const char *title,
                     struct buf *out)
{
    const unsigned headline = headline_above(all, first);
    for (unsigned i = headline + 1; i < first; i++) {
        const struct html_block *block = &all->blocks[i];
        if (block->out || is_linked(block) || same_text(all, block, title)) continue;
        if (has_role(all, block, HTML_ROLE_LEAD) || is_prose(block) ||
            (block->kind == HTML_HEADING && i == headline + 1 &&
             block->letters >= SENTENCE_LETTERS))
            add_block(all, block, out);
    }
}

/* The end of the article's body, where the page names one that has most of the run. */
static unsigned body_end(const struct html_blocks *all, unsigned first, unsigned end)
{
    unsigned last = first;
    for (size_t i = 0; i < all->area_count; i++) {
        const struct html_area *area = &all->areas[i];
        if (area->roles & HTML_ROLE_BODY && area->first >= first && area->first < end &&
            area->end > last)
            last = area->end < end ? area->end : end;
    }
    const bool most = 3 * prose_in(all, first, last) >= 2 * prose_in(all, first, end);
    return most ? last : end;
}

/* ---- Reading ------------------------------------------------------------------------------------ */

/* Sums of the values before each block. */
static long *sum_up(struct html_blocks *all)
{
    long *sums = arena_alloc(&all->arena, (all->count + 1) * sizeof *sums);
    for (size_t i = 0; sums && i < all->count; i++)
        sums[i + 1] = sums[i] + value_of(&all->blocks[i]);
    return sums;
}

/* Whether a block is in an <article> that begins behind `first`. */
static bool is_in_later(const struct html_blocks *all, const struct html_block *block,
                        unsigned first)
{
    for (unsigned area = block->area;; area = all->areas[area].parent) {
        if (all->areas[area].first <= first) return false;
        if (all->areas[area].roles & HTML_ROLE_ARTICLE) return true;
    }
}

/* The end of the text where another article with a headline of its own follows, on pages that go on for ever. */
static unsigned next_article(const struct html_blocks *all, unsigned first, unsigned end,
                             const char *title)
{
    unsigned long letters = 0;
    for (unsigned i = first; i < end; i++) {
        const struct html_block *block = &all->blocks[i];
        if (block->out) continue;
        if (is_prose(block)) letters += block->letters;
        if (letters >= REST_LETTERS && is_headline(all, block) && !same_text(all, block, title) &&
            is_in_later(all, block, first))
            return i;
    }
    return end;
}

static nsearch_status read_blocks(struct html_blocks *all, const char *title, struct buf *out,
                                  unsigned long *left, nsearch_error *error)
{
    take_others_out(all);
    const long *sums = sum_up(all);
    if (!sums) return error_memory(error);
    const struct html_area *area = choose(all, sums);
    if (!area) return NSEARCH_OK;
    unsigned first = area->first, end = area->end;
    trim(all, &first, &end);
    end = body_end(all, first, next_article(all, first, end, title));
    add_lead(all, first, title, out);
    add_run(all, first, end, title, out);
    if (left) html_left_out_count(all, first, end, left);
    return buf_status(out, error);
}

nsearch_status html_content_read(const xmlNode *root, const char *title, const struct buf *told,
                                 struct buf *out, unsigned long left[HTML_LEFT_KINDS],
                                 nsearch_error *error)
{
    struct html_blocks all;
    const size_t before = out->size;
    nsearch_status status = html_blocks_read(&all, root, error);
    if (!status) status = read_blocks(&all, title, out, left, error);
    if (!status && 2 * (out->size - before) < told->size) {
        buf_cut(out, before);
        buf_add(out, told->data, told->size);
        status = buf_status(out, error);
    }
    html_blocks_release(&all);
    return status;
}
