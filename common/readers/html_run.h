/* html_run.h - which of a page's blocks, one behind the other, are the article. */
#ifndef COMMON_READERS_HTML_RUN_H
#define COMMON_READERS_HTML_RUN_H

#include <stdbool.h>

#include "common/readers/html_blocks.h"

/* Finds the run of blocks from *first to before *end that reads most like an article, those that are something else
 * being taken out already (html_others.h): an empty one if there is none. `title` may be NULL. False if out of
 * memory. */
bool html_run_find(struct html_blocks *all, const char *title, unsigned *first, unsigned *end);

#endif
