/* glass_inflate.c - the text of deflated tags; see glass.h. */
#include "common/buf.h"
#include "common/error.h"
#include "common/glass.h"
#include "common/inflate.h"

enum {
    ROOM_FACTOR = 4 /* that text gets smaller by, or less */
};

static nsearch_status inflate_into(struct inflater *inflater, size_t room, size_t limit,
                                   struct buf *out, nsearch_error *error)
{
    const size_t before = out->size;
    for (;; room = inflater->done + 1) {
        if (!buf_room(out, room)) return buf_status(out, error);
        const enum inflate_result result = inflate_more(inflater, (uint8_t *)out->data + before,
                                                        out->capacity - 1 - before);
        if (inflater->done > limit)
            return error_set(error, NSEARCH_DAMAGED, "a tag of more than %zu bytes", limit);
        if (result == INFLATE_BROKEN)
            return error_set(error, NSEARCH_DAMAGED, "a tag that cannot be inflated");
        if (result == INFLATE_END) break;
    }
    out->size = before + inflater->done;
    buf_add(out, "", 0); /* the NUL after it */
    return buf_status(out, error);
}

nsearch_status glass_inflate(const struct glass_tag *tag, size_t limit, struct buf *out,
                             nsearch_error *error)
{
    struct inflater inflater;
    if (tag->deflated) {
        inflate_start(&inflater, tag->data, tag->size);
        const size_t likely = tag->size < limit / ROOM_FACTOR ? ROOM_FACTOR * tag->size : limit;
        return inflate_into(&inflater, likely, limit, out, error);
    }
    if (tag->size > limit)
        return error_set(error, NSEARCH_DAMAGED, "a tag of more than %zu bytes", limit);
    buf_add(out, tag->data, tag->size);
    return buf_status(out, error);
}
