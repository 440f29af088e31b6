/* html_blocks.h - a page as the blocks of text that a reader sees, and the elements around them.
 *
 *     <div>                         area 0: blocks 0 to 2
 *       <h1>Ferries stop</h1>         area 1: block 0, a heading
 *       <ul><li>..  <li>..  </ul>     area 2: blocks 1 and 2, items
 *
 * Blocks are in the order of the page; an element holds a run of them. */
#ifndef COMMON_READERS_HTML_BLOCKS_H
#define COMMON_READERS_HTML_BLOCKS_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/buf.h"

enum html_block_kind {
    HTML_PLAIN, /* in a <div> or its like */
    HTML_PARAGRAPH,
    HTML_HEADING,
    HTML_ITEM,
    HTML_TABLE_CELL
};

struct html_block {
    enum html_block_kind kind;
    unsigned out;     /* for html_content.c: enum html_role, why it is no part of the article */
    bool kept;        /* likewise: it is in the text */
    bool ends;        /* as a sentence does */
    size_t at, size;  /* of its text in html_blocks.text */
    unsigned letters; /* characters, those of scripts without spaces between words three times */
    unsigned linked;  /* of them, in links */
    unsigned marks;   /* of sentences: stops, commas and their like */
    unsigned area;    /* the innermost */
};

struct html_area {
    const xmlNode *node;
    unsigned parent;     /* its own number for the outermost */
    unsigned first, end; /* blocks */
    unsigned roles;      /* html_roles_of() */
    unsigned images;     /* pictures, films and frames in it */
};

struct html_blocks {
    struct buf text;
    struct html_block *blocks;
    struct html_area *areas; /* an area stands before those in it */
    size_t count, room, area_count, area_room;
    struct arena arena;
};

/* Reads the tree under `root`, which is no deeper than html_parse() makes them and must outlive the blocks. Release it
 * on failure too. Costs a walk over the tree. Errors: MEMORY. */
nsearch_status html_blocks_read(struct html_blocks *blocks, const xmlNode *root,
                                nsearch_error *error);
void html_blocks_release(struct html_blocks *blocks);

/* Whether it is a headline of the page. */
bool html_block_is_headline(const struct html_blocks *all, const struct html_block *block);

/* Whether a block's text is `text`, which may be NULL. */
bool html_block_says(const struct html_blocks *all, const struct html_block *block,
                     const char *text);

#endif
