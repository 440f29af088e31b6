/* html_content.c - see html_content.h. */
#include "common/readers/html_content.h"

#include <string.h>

#include "common/error.h"
#include "common/readers/html_blocks.h"
#include "common/readers/html_roles.h"

enum {
    PROSE_LETTERS = 80,    /* a block with so many and a mark is prose */
    SENTENCE_LETTERS = 25, /* a paragraph with so many and a stop at its end is, too */
    SHORT_COST = 20,       /* what a block costs that is no prose */
    TEASER_LETTERS =
        600, /* an area with a linked heading and less than this tells of another article */
    REST_LETTERS = 250 /* so much prose elsewhere is an article */
};

/* ---- What reads like prose ---------------------------------------------------------------------- */

static bool is_linked(const struct html_block *block)
{
    const unsigned own = block->letters - block->linked;
    return block->linked > own && (own < PROSE_LETTERS || block->linked > 2 * own);
}

static bool is_prose(const struct html_block *block)
{
    if (block->kind == HTML_HEADING || is_linked(block)) return false;
    if (block->letters >= PROSE_LETTERS && block->marks) return true;
    return block->kind == HTML_PARAGRAPH && block->letters >= SENTENCE_LETTERS && block->ends;
}

static unsigned long prose_in(const struct html_blocks *all, unsigned first, unsigned end)
{
    unsigned long letters = 0;
    for (unsigned i = first; i < end; i++)
        if (!all->blocks[i].is_out && is_prose(&all->blocks[i])) letters += all->blocks[i].letters;
    return letters;
}

static void take_out(struct html_blocks *all, unsigned first, unsigned end)
{
    for (unsigned i = first; i < end; i++)
        all->blocks[i].is_out = true;
}

/* ---- What names tell to be something else ------------------------------------------------------- */

/* An area with most of the page's prose isn't what its name says, unless what is left is an article. */
static bool is_out(const struct html_blocks *all, const struct html_area *area, unsigned long total)
{
    if (!(area->roles & HTML_ROLE_OUT)) return false;
    const unsigned long own = prose_in(all, area->first, area->end);
    if (area->roles & HTML_ROLE_OTHERS) return total - own >= REST_LETTERS;
    return 3 * own < total || (2 * own < total && total - own >= REST_LETTERS);
}

/* Whether it tells of another article: a heading that is a link, and little else. */
static bool is_teaser(const struct html_blocks *all, const struct html_area *area)
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
    return linked_heading;
}

static void take_others_out(struct html_blocks *all)
{
    unsigned long total = prose_in(all, 0, (unsigned)all->count);
    for (size_t i = 0; i < all->area_count; i++) {
        const struct html_area *area = &all->areas[i];
        if (area->first == area->end || all->blocks[area->first].is_out) continue;
        if (!is_out(all, area, total) && !is_teaser(all, area)) continue;
        total -= prose_in(all, area->first, area->end);
        take_out(all, area->first, area->end);
    }
}

/* ---- Choosing ----------------------------------------------------------------------------------- */

/* What a block counts for the element that holds it. */
static long value_of(const struct html_block *block)
{
    if (block->is_out) return -SHORT_COST / 4;
    if (is_prose(block)) return block->letters;
    if (is_linked(block)) return -SHORT_COST - (long)block->letters / 2;
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
    if (block->is_out || is_linked(block)) return false;
    if (is_prose(block) || block->kind == HTML_PARAGRAPH) return true;
    if (block->kind == HTML_ITEM) return 3 * block->linked < block->letters;
    return block->ends && block->letters >= SENTENCE_LETTERS && 3 * block->linked < block->letters;
}

/* Whether text follows a heading before the next one. */
static bool heads(const struct html_blocks *all, unsigned at, unsigned end)
{
    if (all->blocks[at].is_out || is_linked(&all->blocks[at])) return false;
    for (at++; at < end && all->blocks[at].kind != HTML_HEADING; at++)
        if (belongs(&all->blocks[at])) return true;
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
        if (same_text(all, block, title)) continue;
        if (heading ? heads(all, i, end) : belongs(block)) add_block(all, block, out);
    }
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

static nsearch_status read_blocks(struct html_blocks *all, const char *title, struct buf *out,
                                  nsearch_error *error)
{
    take_others_out(all);
    const long *sums = sum_up(all);
    if (!sums) return error_memory(error);
    const struct html_area *area = choose(all, sums);
    if (!area) return NSEARCH_OK;
    unsigned first = area->first, end = area->end;
    trim(all, &first, &end);
    add_run(all, first, end, title, out);
    return buf_status(out, error);
}

nsearch_status html_content_read(const xmlNode *root, const char *title, const struct buf *told,
                                 struct buf *out, nsearch_error *error)
{
    struct html_blocks all;
    const size_t before = out->size;
    nsearch_status status = html_blocks_read(&all, root, error);
    if (!status) status = read_blocks(&all, title, out, error);
    if (!status && 2 * (out->size - before) < told->size) {
        buf_cut(out, before);
        buf_add(out, told->data, told->size);
        status = buf_status(out, error);
    }
    html_blocks_release(&all);
    return status;
}
