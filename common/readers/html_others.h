/* html_others.h - what of a page's blocks reads like prose, and what is something else than the article. */
#ifndef COMMON_READERS_HTML_OTHERS_H
#define COMMON_READERS_HTML_OTHERS_H

#include <stdbool.h>

#include "common/readers/html_blocks.h"

enum {
    HTML_SENTENCE_LETTERS = 25, /* a paragraph with so many and a stop at its end is prose */
    HTML_REST_LETTERS = 250     /* so much prose elsewhere is an article */
};

/* Whether it is links, and little else. */
bool html_is_linked(const struct html_block *block);

bool html_is_prose(const struct html_block *block);

/* A heading that says all there is to say, as in a list of pictures. */
bool html_is_sentence(const struct html_block *block);

/* The letters of prose from `first` to before `end` that aren't taken out. */
unsigned long html_prose_in(const struct html_blocks *all, unsigned first, unsigned end);

/* Takes out the blocks that are something else, by the names of what they are in and by how they look: menus,
 * comments, other articles, captions. `title`, of the page's own article, may be NULL. */
void html_take_others_out(struct html_blocks *all, const char *title);

#endif
