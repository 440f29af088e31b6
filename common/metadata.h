/* metadata.h - what a segment says of itself under a name (schema.h), read off its postlist table:
 *
 *     key  00 c0 language        tag  english */
#ifndef COMMON_METADATA_H
#define COMMON_METADATA_H

#include "common/arena.h"
#include "common/nsearch.h"
#include "common/table.h"

/* Copies what is there under the name into the arena; "" if nothing is. Errors: DAMAGED, IO, MEMORY. */
nsearch_status metadata_read(struct table *postlist, const char *name, struct arena *arena,
                             const char **out, nsearch_error *error);

#endif
