/* values.c - see values.h. */
#include "indexer/values.h"

#include <stdlib.h>

#include "common/error.h"
#include "common/keys.h"
#include "common/order.h"

enum {
    CHUNK_MIN = 2000
}; /* bytes from which a chunk is full, as Xapian has it */

static void put_uint(struct buf *out, uint64_t value)
{
    uint8_t coded[GLASS_UINT_ROOM];
    buf_add(out, coded, (size_t)(glass_put_uint(coded, value) - coded));
}

/* ---- Statistics ----------------------------------------------------------------------------------- */

void value_stats_init(struct value_stats *stats)
{
    stats->count = 0;
    buf_init(&stats->low);
    buf_init(&stats->high);
}

void value_stats_release(struct value_stats *stats)
{
    buf_release(&stats->low);
    buf_release(&stats->high);
    stats->count = 0;
}

static void replace(struct buf *buf, const void *value, size_t size)
{
    buf_cut(buf, 0);
    buf_add(buf, value, size);
}

void value_stats_add(struct value_stats *stats, const void *value, size_t size)
{
    bool first = !stats->count++;
    if (first || order_bytes(value, size, stats->low.data, stats->low.size) < 0)
        replace(&stats->low, value, size);
    if (first || order_bytes(value, size, stats->high.data, stats->high.size) > 0)
        replace(&stats->high, value, size);
}

nsearch_status value_stats_finish(const struct value_stats *stats, struct glass_table *table,
                                  uint32_t slot, nsearch_error *error)
{
    if (!stats->count) return NSEARCH_OK;
    uint8_t key[KEY_ROOM];
    struct buf tag;
    buf_init(&tag);
    put_uint(&tag, stats->count);
    put_uint(&tag, stats->low.size);
    buf_add(&tag, stats->low.data, stats->low.size);
    if (order_bytes(stats->low.data, stats->low.size, stats->high.data, stats->high.size))
        buf_add(&tag, stats->high.data, stats->high.size);
    nsearch_status status = buf_status(&stats->low, error);
    if (!status) status = buf_status(&stats->high, error);
    if (!status) status = buf_status(&tag, error);
    if (!status)
        status = glass_table_add(table, key, statistics_key(key, slot), tag.data, tag.size, error);
    buf_release(&tag);
    return status;
}

bool value_bounds_get(const uint8_t *tag, size_t size, struct value_bounds *out)
{
    const uint8_t *at = tag, *end = tag + size;
    uint32_t low_size;
    if (!glass_get_uint32(&at, end, &out->count) || !glass_get_uint32(&at, end, &low_size) ||
        low_size > (size_t)(end - at))
        return false;
    out->low = at;
    out->low_size = low_size;
    at += low_size;
    out->high = at < end ? at : out->low;
    out->high_size = at < end ? (size_t)(end - at) : low_size;
    return true;
}

/* ---- Values --------------------------------------------------------------------------------------- */

void value_writer_init(struct value_writer *writer, struct glass_table *table, uint32_t slot)
{
    *writer = (struct value_writer){.table = table, .slot = slot};
    buf_init(&writer->chunk);
}

void value_writer_release(struct value_writer *writer)
{
    buf_release(&writer->chunk);
}

nsearch_status value_writer_finish(struct value_writer *writer, nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    if (!writer->first) return NSEARCH_OK;
    nsearch_status status = buf_status(&writer->chunk, error);
    size_t size = values_key(key, writer->slot, writer->first);
    if (!status)
        status = glass_table_add(writer->table, key, size, writer->chunk.data, writer->chunk.size,
                                 error);
    buf_reset(&writer->chunk);
    writer->first = 0;
    return status;
}

nsearch_status value_writer_add(struct value_writer *writer, uint32_t docid, const void *value,
                                size_t size, nsearch_error *error)
{
    if (docid <= writer->last || !size)
        return error_set(error, NSEARCH_INTERNAL, "values out of order, or an empty one");
    if (writer->first)
        put_uint(&writer->chunk, docid - writer->last - 1);
    else
        writer->first = docid;
    writer->last = docid;
    put_uint(&writer->chunk, size);
    buf_add(&writer->chunk, value, size);
    return writer->chunk.size >= CHUNK_MIN ? value_writer_finish(writer, error) : NSEARCH_OK;
}

bool value_chunk_next(const uint8_t **at, const uint8_t *end, bool first, uint32_t *docid,
                      const uint8_t **value, size_t *size)
{
    uint32_t gap, value_size;
    if (!first) {
        if (!glass_get_uint32(at, end, &gap) || gap >= UINT32_MAX - *docid) return false;
        *docid += gap + 1;
    }
    if (!glass_get_uint32(at, end, &value_size) || !value_size || value_size > (size_t)(end - *at))
        return false;
    *value = *at;
    *size = value_size;
    *at += value_size;
    return true;
}

/* ---- Statistics of all slots ---------------------------------------------------------------------- */

struct slot_stats {
    uint32_t slot;
    struct value_stats stats;
};

struct value_stats *value_slots_add(struct value_slots *slots, uint32_t slot)
{
    if (slots->count == slots->capacity) {
        const size_t capacity = slots->capacity ? 2 * slots->capacity : 8;
        struct slot_stats *grown = realloc(slots->slots, capacity * sizeof *grown);
        if (!grown) return NULL;
        slots->slots = grown;
        slots->capacity = capacity;
    }
    struct slot_stats *added = &slots->slots[slots->count++];
    added->slot = slot;
    value_stats_init(&added->stats);
    return &added->stats;
}

static int compare_slots(const void *a, const void *b)
{
    const struct slot_stats *left = a, *right = b;
    return value_slot_compare_statistics(&left->slot, &right->slot);
}

nsearch_status value_slots_finish(struct value_slots *slots, struct glass_table *table,
                                  nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (slots->count) qsort(slots->slots, slots->count, sizeof *slots->slots, compare_slots);
    for (size_t i = 0; !status && i < slots->count; i++)
        status = value_stats_finish(&slots->slots[i].stats, table, slots->slots[i].slot, error);
    return status;
}

void value_slots_release(struct value_slots *slots)
{
    for (size_t i = 0; i < slots->count; i++)
        value_stats_release(&slots->slots[i].stats);
    free(slots->slots);
    *slots = (struct value_slots){0};
}

/* ---- Order of the slots --------------------------------------------------------------------------- */

int value_slot_compare_statistics(const void *a, const void *b)
{
    uint8_t keys[2][KEY_ROOM];
    size_t size = statistics_key(keys[0], *(const uint32_t *)a);
    return order_bytes(keys[0], size, keys[1], statistics_key(keys[1], *(const uint32_t *)b));
}

int value_slot_compare_values(const void *a, const void *b)
{
    uint8_t keys[2][KEY_ROOM];
    size_t size = values_key(keys[0], *(const uint32_t *)a, 1);
    return order_bytes(keys[0], size, keys[1], values_key(keys[1], *(const uint32_t *)b, 1));
}
