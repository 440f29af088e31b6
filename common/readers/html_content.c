/* html_content.c - see html_content.h. */
#include "common/readers/html_content.h"

#include <string.h>

#include "common/error.h"
#include "common/readers/html_blocks.h"
#include "common/readers/html_others.h"
#include "common/readers/html_roles.h"

enum {
    LINKS_COST = 20, /* what a block costs that is links */
    SHORT_COST = 10, /* and one that is short otherwise */
    OUT_COST = 5,    /* and one that was taken out */
    TOP_BLOCKS = 25  /* the lead stands so near to the text */
};

/* ---- Choosing ----------------------------------------------------------------------------------- */

/* Whether a block is short wherever it is: headings, and the items of lists and tables that are no menus. */
static bool is_short_by_kind(const struct html_block *block)
{
    return block->kind == HTML_HEADING ||
           ((block->kind == HTML_ITEM || block->kind == HTML_TABLE_CELL) && !block->linked);
}

/* What a block counts for the element that holds it. */
static long value_of(const struct html_block *block)
{
    if (block->out) return -OUT_COST;
    if (html_is_prose(block)) return block->letters;
    if (html_is_linked(block)) return -LINKS_COST - (long)block->letters / 2;
    if (html_is_sentence(block)) return block->letters / 2;
    return is_short_by_kind(block) ? 0 : -SHORT_COST;
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
    if (block->out || html_is_linked(block)) return false;
    if (html_is_prose(block) || block->kind == HTML_PARAGRAPH) return true;
    if (block->kind == HTML_ITEM) return 3 * block->linked < block->letters;
    return block->ends && block->letters >= HTML_SENTENCE_LETTERS &&
           3 * block->linked < block->letters;
}

/* Whether text follows a heading before the next one; if neither text nor links do, it may be one of a list. */
static bool heads(const struct html_blocks *all, unsigned at, unsigned end)
{
    bool others = all->blocks[at].out || html_is_linked(&all->blocks[at]);
    if (others || html_is_sentence(&all->blocks[at])) return !others;
    for (at++; at < end; at++) {
        const struct html_block *block = &all->blocks[at];
        if (block->kind == HTML_HEADING && !block->out) return !others && !html_is_linked(block);
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

static bool is_headline(const struct html_blocks *all, const struct html_block *block)
{
    return !strcmp((const char *)all->areas[block->area].node->name, "h1");
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
        if (block->out || html_is_linked(block) || same_text(all, block, title)) continue;
        if (has_role(all, block, HTML_ROLE_LEAD) || html_is_prose(block) ||
            (block->kind == HTML_HEADING && i == headline + 1 &&
             block->letters >= HTML_SENTENCE_LETTERS))
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
    const bool most = 3 * html_prose_in(all, first, last) >= 2 * html_prose_in(all, first, end);
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
        if (html_is_prose(block)) letters += block->letters;
        if (letters >= HTML_REST_LETTERS && is_headline(all, block) &&
            !same_text(all, block, title) && is_in_later(all, block, first))
            return i;
    }
    return end;
}

static nsearch_status read_blocks(struct html_blocks *all, const char *title, struct buf *out,
                                  unsigned long *left, nsearch_error *error)
{
    html_take_others_out(all);
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
