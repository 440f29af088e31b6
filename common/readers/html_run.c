/* html_run.c - see html_run.h. */
#include "common/readers/html_run.h"

#include <string.h>

#include "common/readers/html_others.h"
#include "common/readers/html_roles.h"

enum {
    LINKS_COST = 20, /* what a block costs that is links */
    SHORT_COST = 10, /* and one that is short otherwise */
    OUT_COST = 5     /* and one that was taken out */
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

/* ---- The ends ----------------------------------------------------------------------------------- */

/* The area that paragraphs of a block's kind stand in next to each other. */
static unsigned home_of(const struct html_blocks *all, const struct html_block *block)
{
    return block->kind == HTML_PLAIN ? block->area : all->areas[block->area].parent;
}

/* Whether a block is none of the text where it's the first or the last: names, dates, agencies, links. */
static bool is_line(const struct html_block *block)
{
    if (block->out || html_is_linked(block)) return true;
    return !is_short_by_kind(block) && !block->ends && block->letters < HTML_SENTENCE_LETTERS;
}

/* The innermost area of a role that holds all of a run; NULL if there is none. */
static const struct html_area *innermost(const struct html_blocks *all, unsigned role,
                                         unsigned first, unsigned end)
{
    const struct html_area *found = NULL;
    for (size_t i = 0; i < all->area_count; i++) {
        const struct html_area *area = &all->areas[i];
        if (area->roles & role && area->first <= first && area->end >= end) found = area;
    }
    return found;
}

/* The area in which most paragraphs of a run stand; NULL if it isn't half of them. False if out of memory. */
static bool find_home(struct html_blocks *all, unsigned first, unsigned end,
                      const struct html_area **home)
{
    unsigned long *letters = arena_alloc(&all->arena, all->area_count * sizeof *letters);
    unsigned most = 0;
    if (!letters) return false;
    for (unsigned i = first; i < end; i++) {
        const struct html_block *block = &all->blocks[i];
        if (block->out || !html_is_prose(block)) continue;
        const unsigned area = home_of(all, block);
        letters[area] += block->letters;
        if (letters[area] > letters[most]) most = area;
    }
    const bool half = 2 * letters[most] >= html_prose_in(all, first, end);
    *home = half ? &all->areas[most] : NULL;
    return true;
}

/* Widens the run to the whole body that the page names, or else the element in which most of its paragraphs stand:
 * headings, short lines and lists before the first paragraph and behind the last are of the text there. False if out
 * of memory. */
static bool widen(struct html_blocks *all, unsigned *first, unsigned *end)
{
    const struct html_area *home = innermost(all, HTML_ROLE_BODY, *first, *end);
    if (!home && !find_home(all, *first, *end, &home)) return false;
    if (!home) return true;
    unsigned from = home->first, to = home->end;
    while (from < *first && is_line(&all->blocks[from]))
        from++;
    while (to > *end && is_line(&all->blocks[to - 1]))
        to--;
    if (from < *first) *first = from;
    if (to > *end) *end = to;
    return true;
}

static bool is_list(const struct html_block *block)
{
    return !block->out && block->kind != HTML_HEADING && is_short_by_kind(block);
}

/* Takes lists and tables next to the run in its <article> into it, with headings between them: what a dish is made
 * of, what a thing weighs. */
static void take_lists(const struct html_blocks *all, unsigned *first, unsigned *end)
{
    const struct html_area *article = innermost(all, HTML_ROLE_ARTICLE, *first, *end);
    if (!article) return;
    const struct html_block *blocks = all->blocks;
    for (unsigned i = *first; i-- > article->first;) {
        if (!blocks[i].out && !is_short_by_kind(&blocks[i])) break;
        if (is_list(&blocks[i])) *first = i;
    }
    for (unsigned i = *end; i < article->end; i++) {
        if (!blocks[i].out && !is_short_by_kind(&blocks[i])) break;
        if (is_list(&blocks[i])) *end = i + 1;
    }
}

/* The end of the article's body, where the page names one that has most of the run. */
static unsigned body_end(const struct html_blocks *all, unsigned first, unsigned end)
{
    unsigned last = first;
    for (size_t i = 0; i < all->area_count; i++) {
        const struct html_area *area = &all->areas[i];
        if (area->roles & HTML_ROLE_BODY && area->first < end && area->end > last)
            last = area->end < end ? area->end : end;
    }
    const bool most = 3 * html_prose_in(all, first, last) >= 2 * html_prose_in(all, first, end);
    return most ? last : end;
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
        if (letters >= HTML_REST_LETTERS && html_block_is_headline(all, block) &&
            !html_block_says(all, block, title) && is_in_later(all, block, first))
            return i;
    }
    return end;
}

/* ---- Finding ------------------------------------------------------------------------------------ */

/* Sums of the values before each block. */
static long *sum_up(struct html_blocks *all)
{
    long *sums = arena_alloc(&all->arena, (all->count + 1) * sizeof *sums);
    for (size_t i = 0; sums && i < all->count; i++)
        sums[i + 1] = sums[i] + value_of(&all->blocks[i]);
    return sums;
}

bool html_run_find(struct html_blocks *all, const char *title, unsigned *first, unsigned *end)
{
    *first = *end = 0;
    const long *sums = sum_up(all);
    if (!sums) return false;
    const struct html_area *area = choose(all, sums);
    if (!area) return true;
    *first = area->first;
    *end = area->end;
    trim(all, first, end);
    if (!widen(all, first, end)) return false;
    take_lists(all, first, end);
    *end = body_end(all, *first, next_article(all, *first, *end, title));
    return true;
}
