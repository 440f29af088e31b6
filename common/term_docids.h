/* term_docids.h - terms that one document has each, as serials and ids, and which that is. */
#ifndef COMMON_TERM_DOCIDS_H
#define COMMON_TERM_DOCIDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "common/table.h"

/* Shows `take` the terms of a postlist table from `from` on that begin as that does up to `prefix_size`, in byte order,
 * each as its key (term_key()) and with the document that has it, until `take` returns false. It must leave the table
 * alone. Costs some 50 ns a term. Errors: DAMAGED (also if several documents have one), IO, MEMORY. */
nsearch_status term_docids(struct table *postlist, const char *from, size_t prefix_size,
                           bool (*take)(void *context, const uint8_t *key, size_t size,
                                        uint32_t docid),
                           void *context, nsearch_error *error);

#endif
