/* value_walk.h - the values of a slot, read off the chunks of a postlist table:
 *
 *     key  00 d8 slot, first docid      tag  size, value | docid - previous docid - 1, size, value | ... */
#ifndef COMMON_VALUE_WALK_H
#define COMMON_VALUE_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"
#include "common/table.h"

/* Shows `take` the values of a slot in ascending order of docid, from `first` on, until it returns false. It must leave
 * the table alone. Errors: DAMAGED, IO, MEMORY. */
nsearch_status value_walk(struct table *postlist, unsigned slot, uint32_t first,
                          bool (*take)(void *context, uint32_t docid, const char *value,
                                       size_t size),
                          void *context, nsearch_error *error);

#endif
