/* html_told.h - the text as a page's metadata have it, against what was found on the page. */
#ifndef COMMON_READERS_HTML_TOLD_H
#define COMMON_READERS_HTML_TOLD_H

#include "common/readers/html_blocks.h"

/* Moves `*end` of the run from `first` to before the blocks at its end that aren't in `told`: what stands there of the
 * author, of subscriptions, of other programmes. It stays where `told` is no text of the run, or but its beginning.
 * Errors: MEMORY. */
nsearch_status html_told_end(const struct html_blocks *all, unsigned first, unsigned *end,
                             const struct buf *told, nsearch_error *error);

#endif
