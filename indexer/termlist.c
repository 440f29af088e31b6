/* termlist.c - see termlist.h. */
#include "indexer/termlist.h"

#include "common/glass_code.h"
#include "indexer/eights.h"

enum {
    WDF_MAX_WITH_REUSE = 126, /* the largest that can go into one byte with `reuse` */
    TERM_HEAD_ROOM = 2 + 5,   /* A, size, wdf */
};

static uint8_t *put_first(uint8_t *at, const struct termlist_term *term)
{
    *at++ = (uint8_t)term->size;
    eights_put(at, term->text, term->size);
    return glass_put_uint(at + term->size, term->wdf);
}

static uint8_t *put_next(uint8_t *at, const struct termlist_term *term)
{
    const struct termlist_term *previous = term - 1;
    const uint32_t reuse = (uint32_t)eights_common(previous->text, previous->size, term->text,
                                                   term->size),
                   rest = term->size - reuse;
    uint32_t both = 256;
    if (term->wdf <= WDF_MAX_WITH_REUSE) both = (term->wdf + 1) * (previous->size + 1) + reuse;
    *at++ = (uint8_t)(both < 256 ? both : reuse);
    *at++ = (uint8_t)rest;
    eights_put(at, term->text + reuse, rest);
    at += rest;
    return both < 256 ? at : glass_put_uint(at, term->wdf);
}

uint32_t termlist_put(struct buf *out, const struct termlist_term *terms, size_t count)
{
    uint32_t length = 0;
    size_t room = (size_t)2 * GLASS_UINT_ROOM + EIGHT;
    for (size_t i = 0; i < count; i++) {
        length += terms[i].wdf;
        room += terms[i].size + TERM_HEAD_ROOM;
    }
    uint8_t *start = count ? (uint8_t *)buf_room(out, room) : NULL;
    if (!start) return length;
    uint8_t *at = glass_put_uint(start, length);
    at = put_first(glass_put_uint(at, count), terms);
    for (size_t i = 1; i < count; i++)
        at = put_next(at, &terms[i]);
    *at = '\0'; /* as a buf has it */
    out->size += (size_t)(at - start);
    return length;
}

void termlist_put_slots(struct buf *out, const uint32_t *slots, size_t count)
{
    uint32_t previous = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        uint8_t coded[GLASS_UINT_ROOM];
        buf_add(out, coded, (size_t)(glass_put_uint(coded, slots[i] - previous - 1) - coded));
        previous = slots[i];
    }
}
