/* documents.c - see documents.h. */
#include "common/documents.h"

#include <string.h>

#include "common/error.h"
#include "common/inflate.h"
#include "common/keys.h"

enum {
    HEAD_ROOM = 256, /* bytes that most heads don't have */
    ROOM_FACTOR = 4  /* that is tried for when they do */
};

static nsearch_status seek(struct table *docdata, struct table_cursor *cursor, uint32_t docid,
                           struct table_entry *out, nsearch_error *error)
{
    uint8_t key[GLASS_SORTINT_ROOM];
    const nsearch_status status = table_seek(docdata, cursor, key, docid_key(key, docid), out,
                                             error);
    if (status || out->exact) return status;
    return error_set(error, NSEARCH_MISSING, "%.150s: nothing is stored of article %u",
                     table_path(docdata), (unsigned)docid);
}

/* Where the head of an article ends; 0 if not before `size`. The first `seen` bytes were looked through before. */
static size_t find_end(const char *data, size_t seen, size_t size)
{
    if (size && *data == '\n') return 1;
    if (seen) seen--; /* the first half of the end */
    const char *end = memmem(data + seen, size - seen, "\n\n", 2);
    return end ? (size_t)(end - data) + 2 : 0;
}

/* What is known of a head. */
struct head {
    size_t size; /* 0: its end wasn't found */
    bool more;
    bool broken; /* what follows it, if not the head itself */
};

static bool is_whole(const struct head *head)
{
    return head->size && (head->more || !head->broken);
}

/* Copies what isn't deflated. */
static struct head copy_head(const struct table_entry *entry, struct buf *out)
{
    const size_t size = find_end((const char *)entry->tag, 0, entry->tag_size);
    buf_add(out, entry->tag, size ? size : entry->tag_size);
    return (struct head){size, size < entry->tag_size, false};
}

/* Inflates to the head's end, and a byte more to see if there is one. */
static struct head inflate_head(const struct table_entry *entry, struct buf *out)
{
    struct inflater inflater;
    struct head head = {0};
    enum inflate_result result = INFLATE_FULL;
    inflate_start(&inflater, entry->tag, entry->tag_size);
    for (size_t room = HEAD_ROOM; result == INFLATE_FULL && inflater.done < GLASS_TEXT_MAX;
         room *= ROOM_FACTOR) {
        const size_t seen = inflater.done;
        out->size = seen;
        if (!buf_room(out, room - seen)) return head;
        result = inflate_more(&inflater, (uint8_t *)out->data, room);
        if (!head.size) head.size = find_end(out->data, seen, inflater.done);
        head.more = inflater.done > head.size;
        if (head.size && head.more) break;
    }
    head.broken = result != INFLATE_END;
    out->size = head.size ? head.size : inflater.done;
    buf_add(out, "", 0); /* the NUL after it */
    return head;
}

/* Of a tag in pieces the first is tried alone. */
nsearch_status documents_head(struct table *docdata, struct table_cursor *cursor, uint32_t docid,
                              struct buf *out, bool *more, nsearch_error *error)
{
    struct table_entry entry;
    struct head head = {0};
    buf_reset(out);
    if (more) *more = false;
    nsearch_status status = seek(docdata, cursor, docid, &entry, error);
    while (!status) {
        const bool cut = entry.cut;
        head = entry.deflated ? inflate_head(&entry, out) : copy_head(&entry, out);
        if (!cut || (is_whole(&head) && head.more)) break;
        buf_reset(out);
        status = table_join(docdata, cursor, &entry, error);
    }
    if (status) return status;
    if (out->failed) return buf_status(out, error);
    if (!is_whole(&head))
        return table_damaged(docdata,
                             head.broken ? "an article can't be inflated"
                                         : "an article without an end of its fields",
                             error);
    if (more) *more = head.more;
    return NSEARCH_OK;
}

nsearch_status documents_whole(struct table *docdata, struct table_cursor *cursor, uint32_t docid,
                               struct buf *out, nsearch_error *error)
{
    struct table_entry entry;
    nsearch_error detail;
    buf_reset(out);
    nsearch_status status = seek(docdata, cursor, docid, &entry, error);
    if (!status) status = table_join(docdata, cursor, &entry, error);
    if (status) return status;
    const struct glass_tag tag = {entry.tag, entry.tag_size, entry.deflated};
    status = glass_inflate(&tag, GLASS_TEXT_MAX, out, &detail);
    if (status == NSEARCH_DAMAGED) return table_damaged(docdata, detail.message, error);
    if (status && error) *error = detail;
    return status;
}
