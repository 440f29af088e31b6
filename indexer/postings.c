/* postings.c - see postings.h. */
#include "indexer/postings.h"

#include <stdlib.h>

#include "common/error.h"
#include "common/keys.h"

enum {
    CHUNK_MIN = 2000, /* bytes of postings from which a chunk is full, as Xapian has it */
    HEAD_ROOM = 4 * GLASS_UINT_ROOM + 1,
    POSTING_ROOM = 10, /* two uints of 32 bits */
};

struct posting_mark {
    size_t start; /* of its postings, in `bytes` */
    size_t end;
    uint32_t first, last;
};

void posting_writer_init(struct posting_writer *writer)
{
    *writer = (struct posting_writer){.count = 0};
    buf_init(&writer->bytes);
}

void posting_writer_release(struct posting_writer *writer)
{
    buf_release(&writer->bytes);
    free(writer->marks);
    posting_writer_init(writer);
}

static void reset(struct posting_writer *writer)
{
    buf_reset(&writer->bytes);
    writer->mark_count = writer->chunk_start = 0;
    writer->count = writer->last = 0;
    writer->total = 0;
    writer->disordered = false;
}

static bool grow_marks(struct posting_writer *writer)
{
    size_t capacity = writer->mark_capacity ? 2 * writer->mark_capacity : 16;
    struct posting_mark *marks = realloc(writer->marks, capacity * sizeof *marks);
    if (!marks) return false;
    writer->marks = marks;
    writer->mark_capacity = capacity;
    return true;
}

static void end_chunk(struct posting_writer *writer)
{
    if (!writer->mark_count) return;
    struct posting_mark *mark = &writer->marks[writer->mark_count - 1];
    mark->end = writer->bytes.size;
    mark->last = writer->last;
}

static void start_chunk(struct posting_writer *writer, uint32_t docid)
{
    end_chunk(writer);
    if (writer->mark_count == writer->mark_capacity && !grow_marks(writer)) {
        writer->bytes.failed = true;
        return;
    }
    writer->bytes.size += HEAD_ROOM;
    writer->chunk_start = writer->bytes.size;
    writer->marks[writer->mark_count++] = (struct posting_mark){.start = writer->chunk_start,
                                                                .first = docid};
}

void posting_writer_add(struct posting_writer *writer, uint32_t docid, uint32_t wdf)
{
    uint8_t *room = (uint8_t *)buf_room(&writer->bytes, HEAD_ROOM + POSTING_ROOM), *at = room;
    if (!room) return;
    if (docid <= writer->last) writer->disordered = true;
    if (!writer->count || writer->bytes.size - writer->chunk_start >= CHUNK_MIN) {
        start_chunk(writer, docid);
        room = at = room + HEAD_ROOM;
    } else {
        at = glass_put_uint(at, docid - writer->last - 1);
    }
    at = glass_put_uint(at, wdf);
    writer->bytes.size += (size_t)(at - room);
    writer->last = docid;
    writer->count++;
    writer->total += wdf;
}

/* Writes what comes before a chunk's postings into the room there, and makes it a tag. */
static struct glass_tag make_tag(struct posting_writer *writer, size_t index, bool lengths)
{
    const struct posting_mark *mark = &writer->marks[index];
    uint8_t head[HEAD_ROOM], *at = head, *start = (uint8_t *)writer->bytes.data + mark->start;
    if (!index) {
        at = glass_put_uint(at, lengths ? 0 : writer->count);
        at = glass_put_uint(at, lengths ? 0 : writer->total);
        at = glass_put_uint(at, mark->first - 1);
    }
    *at++ = index + 1 == writer->mark_count ? '1' : '0';
    at = glass_put_uint(at, mark->last - mark->first);
    size_t size = (size_t)(at - head);
    memcpy(start - size, head, size);
    return (struct glass_tag){start - size, mark->end - mark->start + size, false};
}

/* Whether the list can be written at all. */
static nsearch_status check(const struct posting_writer *writer, bool lengths, nsearch_error *error)
{
    if (writer->disordered) return error_set(error, NSEARCH_INTERNAL, "postings out of order");
    if (!lengths && writer->total > UINT32_MAX)
        return error_set(error, NSEARCH_INTERNAL, "a word occurs more than %u times", UINT32_MAX);
    return buf_status(&writer->bytes, error);
}

nsearch_status posting_writer_finish(struct posting_writer *writer, struct glass_table *table,
                                     const void *term, size_t term_size, nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    nsearch_status status = check(writer, false, error);
    end_chunk(writer);
    for (size_t i = 0; i < writer->mark_count && !status; i++) {
        struct glass_tag tag = make_tag(writer, i, false);
        size_t size = i ? term_docid_key(key, term, term_size, writer->marks[i].first)
                        : term_key(key, term, term_size);
        status = glass_table_add_tag(table, key, size, &tag, error);
    }
    reset(writer);
    return status;
}

nsearch_status posting_writer_finish_lengths(struct posting_writer *writer,
                                             struct glass_table *table, nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    nsearch_status status = check(writer, true, error);
    end_chunk(writer);
    for (size_t i = 0; i < writer->mark_count && !status; i++) {
        struct glass_tag tag = make_tag(writer, i, true);
        size_t size = lengths_key(key, i ? writer->marks[i].first : 0);
        status = glass_table_add_tag(table, key, size, &tag, error);
    }
    reset(writer);
    return status;
}

/* ---- Reading -------------------------------------------------------------------------------------- */

/* Reads what comes before the postings of a chunk that begins with *docid, 0 if that stands there. */
static bool get_head(const uint8_t **at, const uint8_t *end, struct posting_chunk *chunk,
                     uint32_t *docid, uint32_t *span)
{
    chunk->count = chunk->total = 0;
    if (!*docid) {
        if (!glass_get_uint32(at, end, &chunk->count) ||
            !glass_get_uint32(at, end, &chunk->total) || !glass_get_uint32(at, end, docid) ||
            *docid == UINT32_MAX)
            return false;
        ++*docid;
    }
    if (*at == end || (**at != '0' && **at != '1')) return false;
    chunk->last = *(*at)++ == '1';
    return glass_get_uint32(at, end, span) && *span <= UINT32_MAX - *docid;
}

bool posting_chunk_get(const uint8_t *tag, size_t size, uint32_t docid, struct posting_chunk *chunk,
                       struct posting *postings)
{
    const uint8_t *at = tag, *end = tag + size;
    uint32_t span, gap;
    chunk->posting_count = 0;
    if (!get_head(&at, end, chunk, &docid, &span)) return false;
    uint32_t last = docid + span;
    for (struct posting *posting = postings;; posting++) {
        posting->docid = docid;
        if (!glass_get_uint32(&at, end, &posting->wdf)) return false;
        chunk->posting_count++;
        if (at == end) return docid == last;
        if (!glass_get_uint32(&at, end, &gap) || gap >= last - docid) return false;
        docid += gap + 1;
    }
}
