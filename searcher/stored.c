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
    struct stored_segment *segments;
    size_t count;
};

static nsearch_status open_segment(const char *path, struct stored_segment *out,
                                   nsearch_error *error)
{
    struct glass_version version;
    nsearch_status status = glass_version_read(path, &version, error);
    if (!status) status = table_open(path, &version, GLASS_DOCDATA, &out->docdata, error);
    if (!status) status = table_open(path, &version, GLASS_TERMLIST, &out->termlist, error);
    return status;
}

nsearch_status stored_open(const char *const *segments, size_t count, struct stored **out,
                           nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *out = NULL;
    struct stored *stored = calloc(1, sizeof *stored);
    if (stored) stored->segments = calloc(count, sizeof *stored->segments);
    if (!stored || (count && !stored->segments)) status = error_memory(error);
    for (size_t i = 0; i < count && !status; i++) {
        stored->count++;
        status = open_segment(segments[i], &stored->segments[i], error);
    }
    if (status)
        stored_close(stored);
    else
        *out = stored;
    return status;
}

void stored_close(struct stored *stored)
{
    if (!stored) return;
    for (size_t i = 0; i < stored->count; i++) {
        table_close(stored->segments[i].docdata);
        table_close(stored->segments[i].termlist);
    }
    free(stored->segments);
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
