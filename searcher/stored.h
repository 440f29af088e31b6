/* stored.h - what the segments of an index store of their articles (article.h), read as far as it is needed.
 *
 *     a list of hits     the heads, some hundred bytes each
 *     a passage          all of one article
 *     feedback           the terms of the best */
#ifndef SEARCHER_STORED_H
#define SEARCHER_STORED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/db.h"
#include "common/nsearch.h"

/* The articles of a generation's segments. One thread. */
struct stored;

/* Of a database that has no remote part and must stay open. Errors: MEMORY. */
nsearch_status stored_open(const struct db *db, struct stored **out, nsearch_error *error);
void stored_close(struct stored *stored);

/* An article's fields, in place of what is in `out`, for article_parse(): the text is then empty. *more: there is some.
 * Errors: MISSING, DAMAGED, IO, MEMORY. */
nsearch_status stored_head(struct stored *stored, size_t segment, uint32_t docid, struct buf *out,
                           bool *more, nsearch_error *error);

/* All of it; its text is what stands behind the head. Errors: the same. */
nsearch_status stored_whole(struct stored *stored, size_t segment, uint32_t docid, struct buf *out,
                            nsearch_error *error);

/* The list of its terms, in place of what is in `out`: termlist.h reads it. Errors: the same. */
nsearch_status stored_terms(struct stored *stored, size_t segment, uint32_t docid, struct buf *out,
                            nsearch_error *error);

#endif
