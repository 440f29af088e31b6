/* term_walk.h - the terms of segments in byte order, read off the keys of their postlist tables.
 *
 *     seg-000012    the            > the 00 03eb > the 00 07d3 > ... > the 00 f1a0 >  theater
 *                   first chunk      further chunks of its list                       first chunk
 *                   9f 54 ...: 10783 documents
 *
 * Only first chunks are looked at: the further ones are passed over by seeking what comes behind the last of them. So
 * a walk costs a step for each term that it shows, and blocks for the short lists among them, but not for the long. */
#ifndef COMMON_TERM_WALK_H
#define COMMON_TERM_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "common/table.h"

/* Shows `take` every term that starts with `prefix`, in byte order, with the number of documents of all segments that
 * have it, until it returns false. The text is valid while it runs, and it must leave the tables alone. `postlists` are
 * the GLASS_POSTLIST tables of the segments. Errors: DAMAGED, IO, MEMORY. */
nsearch_status term_walk(struct table *const *postlists, size_t count, const char *prefix,
                         size_t size,
                         bool (*take)(void *context, const char *term, size_t size, uint32_t count),
                         void *context, nsearch_error *error);

/* How many documents of all segments have the term. Costs a look-up in each. Errors: the same. */
nsearch_status term_count(struct table *const *postlists, size_t count, const char *term,
                          size_t size, uint32_t *out, nsearch_error *error);

#endif
