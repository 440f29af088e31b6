/* documents.h - articles as a segment stores them (article.h), out of its docdata table.
 *
 *     id=A1                             the head: all that a list of hits shows, as a rule
 *     title=Cat Sat
 *                                       ends with the empty line
 *     The cat sat; the cats ran. ...    the text, or nothing, if it is only in the articles' files
 */
#ifndef COMMON_DOCUMENTS_H
#define COMMON_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/table.h"

/* The document's head, in place of what is in `out`, for article_parse(): the text is then empty. *more, which may be
 * NULL: there is some. Costs 3 us, and 10 ns for each byte over some hundred. Errors: MISSING (no such document, or
 * nothing stored of it), DAMAGED, IO, MEMORY. */
nsearch_status documents_head(struct table *docdata, struct table_cursor *cursor, uint32_t docid,
                              struct buf *out, bool *more, nsearch_error *error);

/* All of it. Costs 4 ns a byte. Errors: the same. */
nsearch_status documents_whole(struct table *docdata, struct table_cursor *cursor, uint32_t docid,
                               struct buf *out, nsearch_error *error);

#endif
