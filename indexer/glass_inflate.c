/* glass_inflate.c - the text of deflated tags; see glass.h. */
#include <limits.h>

#include <zlib.h>

#include "common/error.h"
#include "indexer/glass.h"

enum {
    RAW_WINDOW_BITS = -15, /* no header, no checksum */
    READ_STEP = 8192
};

static nsearch_status inflate_into(z_stream *stream, size_t limit, struct buf *out,
                                   nsearch_error *error)
{
    int code = Z_OK;
    while (code == Z_OK) {
        char *room = buf_room(out, READ_STEP);
        if (!room) return buf_status(out, error);
        stream->next_out = (Bytef *)room;
        stream->avail_out = READ_STEP;
        code = inflate(stream, Z_NO_FLUSH);
        out->size += READ_STEP - stream->avail_out;
        if (stream->total_out > limit)
            return error_set(error, NSEARCH_DAMAGED, "a tag of more than %zu bytes", limit);
    }
    if (code == Z_MEM_ERROR) return error_memory(error);
    if (code != Z_STREAM_END || stream->avail_in)
        return error_set(error, NSEARCH_DAMAGED, "a tag that cannot be inflated");
    buf_add(out, "", 0); /* the NUL after it */
    return buf_status(out, error);
}

nsearch_status glass_inflate(const struct glass_tag *tag, size_t limit, struct buf *out,
                             nsearch_error *error)
{
    if (!tag->deflated && tag->size <= limit) {
        buf_add(out, tag->data, tag->size);
        return buf_status(out, error);
    }
    if (!tag->deflated || tag->size > INT_MAX)
        return error_set(error, NSEARCH_DAMAGED, "a tag of more than %zu bytes", limit);
    z_stream stream = {.next_in = (z_const Bytef *)tag->data, .avail_in = (uInt)tag->size};
    if (inflateInit2(&stream, RAW_WINDOW_BITS) != Z_OK) return error_memory(error);
    nsearch_status status = inflate_into(&stream, limit, out, error);
    inflateEnd(&stream);
    return status;
}
