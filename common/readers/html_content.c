/* html_content.c - see html_content.h. */
#include "common/readers/html_content.h"

#include <string.h>

#include "common/error.h"
#include "common/readers/html_blocks.h"
#include "common/readers/html_others.h"
#include "common/readers/html_roles.h"
#include "common/readers/html_run.h"
#include "common/readers/html_told.h"

enum {
    TOP_BLOCKS = 40 /* the lead stands so near to the text */
};

/* ---- Cleaning ----------------------------------------------------------------------------------- */

static bool is_text_of_row(const struct html_blocks *all, const struct html_block *block,
                           unsigned row)
{
    return all->areas[block->area].parent == row && !block->out && !html_is_linked(block);
}

/* Whether a block is the cell of a table next to one that isn't a link: what the row is about. */
static bool is_in_row(const struct html_blocks *all, const struct html_block *block)
{
    const unsigned row = all->areas[block->area].parent;
    if (block->kind != HTML_TABLE_CELL) return false;
    return (block > all->blocks && is_text_of_row(all, block - 1, row)) ||
           (block + 1 < all->blocks + all->count && is_text_of_row(all, block + 1, row));
}

/* Whether a block in the run is part of the text; headings are judged by what follows. */
static bool belongs(const struct html_blocks *all, const struct html_block *block)
{
    if (block->out) return false;
    if (html_is_linked(block)) return is_in_row(all, block);
    if (html_is_prose(block) || block->kind == HTML_PARAGRAPH) return true;
    if (block->kind == HTML_ITEM || block->kind == HTML_TABLE_CELL)
        return 3 * block->linked < block->letters;
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
        if (belongs(all, block)) return true;
        others = others || block->linked || !(block->out & (HTML_ROLE_CAPTION | HTML_ROLE_CREDIT));
    }
    return false;
}

static void add_block(const struct html_blocks *all, struct html_block *block, struct buf *out)
{
    block->kept = true;
    if (out->size) buf_add_text(out, "\n\n");
    buf_add(out, all->text.data + block->at, block->size);
}

static void add_run(const struct html_blocks *all, unsigned first, unsigned end, const char *title,
                    struct buf *out)
{
    for (unsigned i = first; i < end; i++) {
        struct html_block *block = &all->blocks[i];
        const bool heading = block->kind == HTML_HEADING;
        if (html_block_says(all, block, title) ||
            (heading && !out->size && html_block_is_headline(all, block)))
            continue;
        if (heading ? heads(all, i, end) : belongs(all, block)) add_block(all, block, out);
    }
}

/* ---- Above the run ------------------------------------------------------------------------------- */

static bool has_role(const struct html_blocks *all, const struct html_block *block, unsigned role)
{
    for (unsigned i = 0, area = block->area; i < 3; i++, area = all->areas[area].parent)
        if (all->areas[area].roles & role) return true;
    return false;
}

/* The page's headline above the run: its number, or `first`. */
static unsigned headline_above(const struct html_blocks *all, unsigned first)
{
    unsigned between = 0; /* of those that weren't taken out */
    for (unsigned i = first; i-- > 0 && between <= TOP_BLOCKS; between += !all->blocks[i].out)
        if (html_block_is_headline(all, &all->blocks[i])) return i;
    return first;
}

/* Adds what stands between headline and run and leads to it. */
static void add_lead(const struct html_blocks *all, unsigned first, const char *title,
                     struct buf *out)
{
    const unsigned headline = headline_above(all, first);
    for (unsigned i = headline + 1; i < first; i++) {
        struct html_block *block = &all->blocks[i];
        if (block->out || html_is_linked(block) || html_block_says(all, block, title)) continue;
        if (has_role(all, block, HTML_ROLE_LEAD) || html_is_prose(block) ||
            (block->kind == HTML_HEADING && i == headline + 1 &&
             block->letters >= HTML_SENTENCE_LETTERS))
            add_block(all, block, out);
    }
}

/* ---- Reading ------------------------------------------------------------------------------------ */

static nsearch_status read_blocks(struct html_blocks *all, const char *title,
                                  const struct buf *told, struct buf *out, unsigned long *left,
                                  nsearch_error *error)
{
    html_take_others_out(all, title);
    unsigned first, end;
    if (!html_run_find(all, title, &first, &end)) return error_memory(error);
    if (first < end) {
        const nsearch_status status = html_told_end(all, first, &end, told, error);
        if (status) return status;
        add_lead(all, first, title, out);
        add_run(all, first, end, title, out);
    }
    if (left) html_left_out_count(all, first, end, title, left);
    return buf_status(out, error);
}

nsearch_status html_content_read(const xmlNode *root, const char *title, const struct buf *told,
                                 struct buf *out, unsigned long left[HTML_LEFT_KINDS],
                                 nsearch_error *error)
{
    struct html_blocks all;
    const size_t before = out->size;
    nsearch_status status = html_blocks_read(&all, root, error);
    if (!status) status = read_blocks(&all, title, told, out, left, error);
    if (!status && 2 * (out->size - before) < told->size) {
        buf_cut(out, before);
        buf_add(out, told->data, told->size);
        status = buf_status(out, error);
    }
    html_blocks_release(&all);
    return status;
}
