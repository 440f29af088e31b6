/* store_dead.h - the list of the dead: articles that a segment still holds and the index doesn't any more.
 *
 *     seg-000012 7:0000000g00002 9:0000000g00004
 *     seg-000003 151:0000000000097
 *
 * One line for each segment that has any: docid within the segment and serial, by ascending docid. The
 * newest segment holds the list, under META_DEAD, for all segments of its generation. */
#ifndef COMMON_STORE_DEAD_H
#define COMMON_STORE_DEAD_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/db.h"

struct store_dead {
    uint64_t segment; /* its number */
    uint32_t docid;   /* within it */
    uint64_t serial;
};

/* Reads the list, which goes into the arena; "" is one of none. Errors: DAMAGED, MEMORY. */
nsearch_status store_dead_parse(const char *text, struct arena *arena, struct store_dead **out,
                                size_t *count, nsearch_error *error);

/* Reads the list of an open index, or of its newest segment alone. Errors: DAMAGED, IO, MEMORY. */
nsearch_status store_dead_read(struct db *db, struct arena *arena, struct store_dead **out,
                               size_t *count, nsearch_error *error);

/* Appends the list, which is in the order that it is written in: those of a segment together. */
void store_dead_write(const struct store_dead *dead, size_t count, struct buf *out);

#endif
