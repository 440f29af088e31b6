/* termlist.h - writes the tags of the termlist table: see common/termlist.h. */
#ifndef INDEXER_TERMLIST_H
#define INDEXER_TERMLIST_H

#include "common/buf.h"
#include "common/termlist.h"

struct termlist_term {
    const char *text; /* with zeros behind it: eights.h; up to 8 bytes behind these are read, too */
    uint32_t size;    /* at most TERMLIST_TERM_MAX */
    uint32_t wdf;
};

/* Appends the tag of a document with these terms, in ascending order, and returns the document's length.
 * Without terms it is empty. */
uint32_t termlist_put(struct buf *out, const struct termlist_term *terms, size_t count);

/* Appends the tag that lists the slots, in ascending order. */
void termlist_put_slots(struct buf *out, const uint32_t *slots, size_t count);

#endif
