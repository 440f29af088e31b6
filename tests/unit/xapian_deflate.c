/* xapian_deflate.c - see xapian_deflate.h. */
#include "tests/unit/xapian_deflate.h"

#include <stdlib.h>

#include <zlib.h>

enum {
    RAW_WINDOW_BITS = -15,
    MEMORY_LEVEL = 9,
    READER_BUFFER = 8192,
};

size_t xapian_deflate(const void *data, size_t size, uint8_t *out)
{
    z_stream stream = {.next_in = (z_const Bytef *)data, .avail_in = (uInt)size};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, RAW_WINDOW_BITS, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    stream.next_out = out;
    stream.avail_out = (uInt)size;
    const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    const size_t packed = done && stream.total_out < size ? stream.total_out : 0;
    deflateEnd(&stream);
    return packed;
}

/* Reads as Xapian does: in a buffer of 8192 bytes, until all input is taken in. */
bool xapian_can_inflate(const uint8_t *data, size_t size)
{
    static uint8_t out[READER_BUFFER];
    z_stream stream = {.next_in = (z_const Bytef *)data, .avail_in = (uInt)size};
    int code = inflateInit2(&stream, RAW_WINDOW_BITS);
    while (code == Z_OK && stream.avail_in) {
        stream.next_out = out;
        stream.avail_out = sizeof out;
        code = inflate(&stream, Z_SYNC_FLUSH);
    }
    inflateEnd(&stream);
    return code == Z_STREAM_END;
}
