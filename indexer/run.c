/* run.c - reading and writing a run; see run.h. */
#include "indexer/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/error.h"
#include "common/glass_code.h"
#include "indexer/file.h"

enum {
    WRITE_BUFFER = 1 << 18
};

/* ---- Writing ------------------------------------------------------------------------------------- */

struct run_writer {
    int file;
    const char *path;
    uint64_t offset;
    struct buf buffer;
};

static nsearch_status flush(struct run_writer *writer, nsearch_error *error)
{
    const size_t size = writer->buffer.size;
    nsearch_status status = buf_status(&writer->buffer, error);
    if (!status)
        status = file_write_at(writer->file, writer->path, writer->offset, writer->buffer.data,
                               size, error);
    writer->offset += size;
    buf_reset(&writer->buffer);
    return status;
}

static nsearch_status put(struct run_writer *writer, const void *data, size_t size,
                          nsearch_error *error)
{
    buf_add(&writer->buffer, data, size);
    return writer->buffer.size < WRITE_BUFFER ? NSEARCH_OK : flush(writer, error);
}

static nsearch_status write_head(struct run_writer *writer, const struct term *term,
                                 nsearch_error *error)
{
    uint8_t head[GLASS_UINT_ROOM], *end = glass_put_uint(head, term->size);
    nsearch_status status = put(writer, head, (size_t)(end - head), error);
    if (!status) status = put(writer, term->text, term->size, error);
    const uint64_t numbers[] = {term->list.count, term->list.collfreq, term->list.size};
    for (size_t i = 0; !status && i < 3; i++) {
        end = glass_put_uint(head, numbers[i]);
        status = put(writer, head, (size_t)(end - head), error);
    }
    return status;
}

static nsearch_status write_list(struct run_writer *writer, const struct term *term,
                                 const struct slices *slices, nsearch_error *error)
{
    struct slice_cursor cursor;
    const uint8_t *data;
    size_t size;
    nsearch_status status = write_head(writer, term, error);
    slices_rewind(&term->list.stream, &cursor);
    while (!status && slices_next(slices, &term->list.stream, &cursor, &data, &size))
        status = put(writer, data, size, error);
    return status;
}

nsearch_status run_write(int file, const char *path, uint64_t offset, const struct terms *terms,
                         const struct slices *slices, struct run_extent *out, nsearch_error *error)
{
    struct run_writer writer = {.file = file, .path = path, .offset = offset};
    struct term **sorted = terms_sorted(terms);
    if (!sorted) return error_memory(error);
    buf_init(&writer.buffer);
    nsearch_status status = NSEARCH_OK;
    for (uint32_t i = 0; !status && i < terms->count; i++)
        status = write_list(&writer, sorted[i], slices, error);
    if (!status) status = flush(&writer, error);
    *out = (struct run_extent){offset, writer.offset - offset};
    buf_release(&writer.buffer);
    free(sorted);
    return status;
}

/* ---- Reading bytes ------------------------------------------------------------------------------- */

static nsearch_status broken(const struct run_cursor *cursor, nsearch_error *error)
{
    return error_set(error, NSEARCH_DAMAGED, "%s: reads otherwise than it was written",
                     cursor->path ? cursor->path : "memory");
}

static nsearch_status fill_buffer(struct run_cursor *cursor, nsearch_error *error)
{
    size_t want = cursor->buffer_size;
    if (want > cursor->file_end - cursor->offset) want = cursor->file_end - cursor->offset;
    if (!want) return broken(cursor, error);
    ssize_t got;
    do
        got = pread(cursor->file, cursor->buffer, want, (off_t)cursor->offset);
    while (got < 0 && errno == EINTR);
    if (got < 0) return error_system(error, errno, cursor->path);
    if (!got) return broken(cursor, error);
    cursor->offset += (uint64_t)got;
    cursor->raw = cursor->buffer;
    cursor->raw_end = cursor->buffer + got;
    return NSEARCH_OK;
}

/* Gets the next piece of the postings at hand. */
static nsearch_status next_piece(struct run_cursor *cursor, nsearch_error *error)
{
    size_t size;
    if (!cursor->buffer) {
        if (!slices_next(cursor->slices, &cursor->list->stream, &cursor->slice, &cursor->at, &size))
            return broken(cursor, error);
        cursor->end = cursor->at + size;
        return NSEARCH_OK;
    }
    if (!cursor->left) return broken(cursor, error);
    if (cursor->raw == cursor->raw_end) {
        nsearch_status status = fill_buffer(cursor, error);
        if (status) return status;
    }
    size = (size_t)(cursor->raw_end - cursor->raw);
    if (size > cursor->left) size = cursor->left;
    cursor->at = cursor->raw;
    cursor->end = cursor->raw += size;
    cursor->left -= size;
    return NSEARCH_OK;
}

/* A number that may be cut in two. */
static nsearch_status slow_uint(struct run_cursor *cursor, uint32_t *out, nsearch_error *error)
{
    uint64_t value = 0;
    *out = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
        if (cursor->at == cursor->end) {
            nsearch_status status = next_piece(cursor, error);
            if (status) return status;
        }
        const uint8_t byte = *cursor->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80) continue;
        *out = (uint32_t)value;
        return NSEARCH_OK;
    }
    return broken(cursor, error);
}

static inline nsearch_status get_uint(struct run_cursor *cursor, uint32_t *out,
                                      nsearch_error *error)
{
    if (cursor->at < cursor->end && *cursor->at < 0x80) {
        *out = *cursor->at++;
        return NSEARCH_OK;
    }
    return slow_uint(cursor, out, error);
}

/* Some bytes: where they stand, if that is in one piece, else put together in cursor->tag. */
static nsearch_status get_bytes(struct run_cursor *cursor, size_t size, const uint8_t **out,
                                nsearch_error *error)
{
    if (size <= (size_t)(cursor->end - cursor->at)) {
        *out = cursor->at;
        cursor->at += size;
        return NSEARCH_OK;
    }
    buf_reset(&cursor->tag);
    while (size) {
        if (cursor->at == cursor->end) {
            nsearch_status status = next_piece(cursor, error);
            if (status) return status;
        }
        size_t part = (size_t)(cursor->end - cursor->at);
        if (part > size) part = size;
        buf_add(&cursor->tag, cursor->at, part);
        cursor->at += part;
        size -= part;
    }
    *out = (const uint8_t *)cursor->tag.data;
    return buf_status(&cursor->tag, error);
}

/* ---- Reading a run ------------------------------------------------------------------------------- */

void run_open_memory(struct run_cursor *cursor, struct term **sorted, uint32_t count,
                     const struct slices *slices)
{
    *cursor = (struct run_cursor){
        .sorted = sorted, .term_count = count, .slices = slices, .file = -1};
    buf_init(&cursor->tag);
    buf_init(&cursor->name);
}

nsearch_status run_open_file(struct run_cursor *cursor, int file, const char *path,
                             struct run_extent extent, size_t buffer_size, nsearch_error *error)
{
    *cursor = (struct run_cursor){.file = file,
                                  .path = path,
                                  .offset = extent.offset,
                                  .file_end = extent.offset + extent.size,
                                  .buffer_size = buffer_size};
    buf_init(&cursor->tag);
    buf_init(&cursor->name);
    cursor->buffer = malloc(buffer_size);
    return cursor->buffer ? NSEARCH_OK : error_memory(error);
}

void run_close(struct run_cursor *cursor)
{
    buf_release(&cursor->tag);
    buf_release(&cursor->name);
    free(cursor->buffer);
    cursor->buffer = NULL;
}

/* Asks for the terms and postings to come into the cache: they lie all over the memory. */
static void fetch_ahead(const struct run_cursor *cursor)
{
    enum {
        STEP = 4
    };
    struct term **const next = cursor->sorted + cursor->next;
    const uint32_t left = cursor->term_count - cursor->next;
    if (left > 2 * STEP) __builtin_prefetch(next[2 * STEP]);
    if (left > STEP) slices_fetch_first(cursor->slices, &next[STEP]->list.stream);
}

static bool next_in_memory(struct run_cursor *cursor)
{
    if (cursor->next == cursor->term_count) return false;
    fetch_ahead(cursor);
    const struct term *term = cursor->sorted[cursor->next++];
    cursor->list = &term->list;
    cursor->text = term->text;
    cursor->text_size = term->size;
    cursor->count = cursor->list->count;
    cursor->collfreq = cursor->list->collfreq;
    cursor->at = cursor->end = NULL;
    slices_rewind(&cursor->list->stream, &cursor->slice);
    return true;
}

/* Reads the head of a term: to the reader of postings it is one more posting list, without an end. */
static nsearch_status read_head(struct run_cursor *cursor, nsearch_error *error)
{
    const uint8_t *text;
    uint32_t text_size, size;
    cursor->left = UINT64_MAX;
    cursor->at = cursor->end = cursor->raw;
    nsearch_status status = get_uint(cursor, &text_size, error);
    if (!status) status = get_bytes(cursor, text_size, &text, error);
    if (status) return status;
    buf_reset(&cursor->name);
    buf_add(&cursor->name, text, text_size);
    status = buf_status(&cursor->name, error);
    if (!status) status = get_uint(cursor, &cursor->count, error);
    if (!status) status = get_uint(cursor, &cursor->collfreq, error);
    if (!status) status = get_uint(cursor, &size, error);
    if (status) return status;
    cursor->text = cursor->name.data;
    cursor->text_size = text_size;
    cursor->raw = cursor->at; /* the piece was all that is in the buffer: give the rest back */
    cursor->end = cursor->at;
    cursor->left = size;
    return NSEARCH_OK;
}

static nsearch_status next_in_file(struct run_cursor *cursor, bool *more, nsearch_error *error)
{
    while (cursor->left) {
        nsearch_status status = next_piece(cursor, error);
        if (status) return status;
    }
    *more = cursor->raw != cursor->raw_end || cursor->offset < cursor->file_end;
    return *more ? read_head(cursor, error) : NSEARCH_OK;
}

nsearch_status run_next(struct run_cursor *cursor, bool *more, nsearch_error *error)
{
    cursor->posting.docid = 0;
    if (cursor->buffer) return next_in_file(cursor, more, error);
    *more = next_in_memory(cursor);
    return NSEARCH_OK;
}

/* A number of which it is known that it isn't cut: five bytes can be read. */
static inline const uint8_t *whole_uint(const uint8_t *at, uint32_t *out)
{
    uint32_t value = *at & 0x7f;
    for (unsigned shift = 7; (*at++ & 0x80) && shift < 35; shift += 7)
        value |= (uint32_t)(*at & 0x7f) << shift;
    *out = value;
    return at;
}

enum {
    HEAD_MAX = 3 * 5
}; /* bytes of the three numbers before a tag */

nsearch_status run_next_posting(struct run_cursor *cursor, nsearch_error *error)
{
    struct run_posting *posting = &cursor->posting;
    uint32_t delta = 0, size = 0;
    nsearch_status status = NSEARCH_OK;
    if (cursor->end - cursor->at >= HEAD_MAX) {
        const uint8_t *at = whole_uint(cursor->at, &delta);
        at = whole_uint(at, &posting->wdf);
        cursor->at = whole_uint(at, &size);
    } else {
        status = get_uint(cursor, &delta, error);
        if (!status) status = get_uint(cursor, &posting->wdf, error);
        if (!status) status = get_uint(cursor, &size, error);
    }
    if (!status) status = get_bytes(cursor, size, &posting->tag, error);
    posting->tag_size = size;
    posting->docid += delta;
    return status;
}
