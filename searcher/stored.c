/* stored.c - see stored.h. */
#include "searcher/stored.h"

#include <stdlib.h>

#include "common/documents.h"
#include "common/error.h"

struct stored_segment {
    struct table *docdata, *termlist;
    struct table_cursor cursor, term_cursor;
};

struct stored {
    size_t count;
    struct stored_segment segments[];
};

nsearch_status stored_open(const struct db *db, struct stored **out, nsearch_error *error)
{
    size_t count;
    const struct db_segment *segments = db_segments(db, &count);
    *out = NULL;
    struct stored *stored = calloc(1, sizeof *stored + count * sizeof *stored->segments);
    if (!stored) return error_memory(error);
    stored->count = count;
    for (size_t i = 0; i < count; i++) {
        stored->segments[i].docdata = segments[i].tables[GLASS_DOCDATA];
        stored->segments[i].termlist = segments[i].tables[GLASS_TERMLIST];
    }
    *out = stored;
    return NSEARCH_OK;
}

void stored_close(struct stored *stored)
{
    free(stored);
}

nsearch_status stored_head(struct stored *stored, size_t segment, uint32_t docid, struct buf *out,
                           bool *more, nsearch_error *error)
{
    struct stored_segment *from = &stored->segments[segment];
    return documents_head(from->docdata, &from->cursor, docid, out, more, error);
}

nsearch_status stored_whole(struct stored *stored, size_t segment, uint32_t docid, struct buf *out,
                            nsearch_error *error)
{
    struct stored_segment *from = &stored->segments[segment];
    return documents_whole(from->docdata, &from->cursor, docid, out, error);
}

nsearch_status stored_terms(struct stored *stored, size_t segment, uint32_t docid, struct buf *out,
                            nsearch_error *error)
{
    struct stored_segment *from = &stored->segments[segment];
    return documents_whole(from->termlist, &from->term_cursor, docid, out, error);
}
