/* glass_deflate.c - raw deflate for the tags of glass tables; see glass.h.
 *
 * Xapian's reader has a flaw to be kept clear of. It inflates into a buffer of 8192 bytes and stops when
 * all input is taken in. If at that moment output is still to come (a match runs over the end of the
 * buffer, and the rest of the stream lies in the byte that was taken in with it) it reports an error. So a
 * tag of more than 8192 bytes must not need its last byte for its text: if it does, which only very
 * repetitive text or a short last block brings about, it is deflated again with an empty block flushed
 * before the end.
 *
 * libdeflate, where the build has it, writes the same format about three times as fast. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>
#ifdef HAVE_LIBDEFLATE
#include <libdeflate.h>
#endif

#include "common/error.h"
#include "indexer/glass.h"

enum {
    RAW_WINDOW_BITS = -15, /* no header, no checksum */
    MEMORY_LEVEL = 9,      /* as Xapian */
    READER_BUFFER = 8192,  /* of Xapian */
    FLUSH_ROOM = 16,       /* more than the empty block of Z_SYNC_FLUSH takes */
    FAST_LEVEL = 1,
};

struct glass_deflater {
    z_stream out, in;
    bool out_ready, in_ready;
#ifdef HAVE_LIBDEFLATE
    struct libdeflate_compressor *fast;
#endif
    uint8_t *buffer;
    size_t capacity;
};

/* zlib speaks of running out of memory, and of nothing else, when it sets up. */
static nsearch_status start_zlib(struct glass_deflater *deflater, enum glass_deflate_mode mode,
                                 nsearch_error *error)
{
    int level = mode == GLASS_DEFLATE_FAST ? FAST_LEVEL : Z_DEFAULT_COMPRESSION;
    deflater->out_ready = deflateInit2(&deflater->out, level, Z_DEFLATED, RAW_WINDOW_BITS,
                                       MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK;
    deflater->in_ready = inflateInit2(&deflater->in, RAW_WINDOW_BITS) == Z_OK;
    return deflater->out_ready && deflater->in_ready ? NSEARCH_OK : error_memory(error);
}

nsearch_status glass_deflater_create(enum glass_deflate_mode mode, struct glass_deflater **out,
                                     nsearch_error *error)
{
    *out = NULL;
    struct glass_deflater *deflater = calloc(1, sizeof *deflater);
    if (!deflater) return error_memory(error);
    nsearch_status status = start_zlib(deflater, mode, error);
#ifdef HAVE_LIBDEFLATE
    if (mode == GLASS_DEFLATE_FAST) {
        deflater->fast = libdeflate_alloc_compressor(FAST_LEVEL);
        if (!deflater->fast) status = error_memory(error);
    }
#endif
    if (status)
        glass_deflater_free(deflater);
    else
        *out = deflater;
    return status;
}

void glass_deflater_free(struct glass_deflater *deflater)
{
    if (!deflater) return;
    if (deflater->out_ready) deflateEnd(&deflater->out);
    if (deflater->in_ready) inflateEnd(&deflater->in);
#ifdef HAVE_LIBDEFLATE
    libdeflate_free_compressor(deflater->fast);
#endif
    free(deflater->buffer);
    free(deflater);
}

static nsearch_status reserve(struct glass_deflater *deflater, size_t size, nsearch_error *error)
{
    if (size <= deflater->capacity) return NSEARCH_OK;
    uint8_t *buffer = realloc(deflater->buffer, size);
    if (!buffer) return error_memory(error);
    deflater->buffer = buffer;
    deflater->capacity = size;
    return NSEARCH_OK;
}

/* The size of the deflated data, in the buffer; 0 if that would not be less. zlib wants a byte of room
 * more than it fills to know that it is done. */
static size_t deflate_zlib(struct glass_deflater *deflater, const uint8_t *data, size_t size,
                           bool flush)
{
    z_stream *stream = &deflater->out;
    deflateReset(stream);
    stream->next_in = (z_const Bytef *)data;
    stream->avail_in = (uInt)size;
    stream->next_out = deflater->buffer;
    stream->avail_out = (uInt)size;
    if (flush && deflate(stream, Z_SYNC_FLUSH) != Z_OK) return 0;
    if (deflate(stream, Z_FINISH) != Z_STREAM_END) return 0;
    return stream->total_out < size ? stream->total_out : 0;
}

static size_t deflate_best(struct glass_deflater *deflater, const uint8_t *data, size_t size)
{
#ifdef HAVE_LIBDEFLATE
    if (deflater->fast)
        return libdeflate_deflate_compress(deflater->fast, data, size, deflater->buffer, size - 1);
#endif
    return deflate_zlib(deflater, data, size, false);
}

/* Whether all text comes out without the last byte of what is in the buffer: see above. */
static bool has_safe_tail(struct glass_deflater *deflater, size_t packed, size_t size)
{
    z_stream *stream = &deflater->in;
    uint8_t text[4 * READER_BUFFER];
    inflateReset(stream);
    stream->next_in = deflater->buffer;
    stream->avail_in = (uInt)(packed - 1);
    int code;
    do {
        stream->next_out = text;
        stream->avail_out = sizeof text;
        code = inflate(stream, Z_SYNC_FLUSH);
    } while (code == Z_OK && !stream->avail_out);
    return stream->total_out == size;
}

nsearch_status glass_deflate(struct glass_deflater *deflater, const void *data, size_t size,
                             struct glass_tag *out, nsearch_error *error)
{
    *out = (struct glass_tag){data, size, false};
    if (size < 2 || size > INT_MAX) return NSEARCH_OK;
    nsearch_status status = reserve(deflater, size + FLUSH_ROOM, error);
    if (status) return status;
    size_t packed = deflate_best(deflater, data, size);
    if (packed && size > READER_BUFFER && !has_safe_tail(deflater, packed, size))
        packed = deflate_zlib(deflater, data, size, true);
    if (packed) *out = (struct glass_tag){deflater->buffer, packed, true};
    return NSEARCH_OK;
}

/* ---- Inflating ------------------------------------------------------------------------------------ */

static nsearch_status inflate_into(z_stream *stream, size_t limit, struct buf *out,
                                   nsearch_error *error)
{
    int code = Z_OK;
    while (code == Z_OK) {
        char *room = buf_room(out, READER_BUFFER);
        if (!room) return buf_status(out, error);
        stream->next_out = (Bytef *)room;
        stream->avail_out = READER_BUFFER;
        code = inflate(stream, Z_NO_FLUSH);
        out->size += READER_BUFFER - stream->avail_out;
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
