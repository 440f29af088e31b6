/* value_walk.c - see value_walk.h. */
#include "common/value_walk.h"

#include <string.h>

#include "common/error.h"
#include "common/glass_code.h"

enum {
    KEY_ROOM = 2 + GLASS_UINT_ROOM + GLASS_SORTINT_ROOM
};

static nsearch_status damaged(const struct table *table, nsearch_error *error)
{
    return table_damaged(table, "a list of values is broken", error);
}

struct values_reader {
    struct table *table;
    uint8_t key[KEY_ROOM];
    size_t prefix; /* bytes of the key that are the slot's */
    struct table_cursor cursor;
    uint32_t first; /* docid from which on values are asked for */
    uint64_t next;  /* that the next value can be of */
    bool (*take)(void *context, uint32_t docid, const char *value, size_t size);
    void *context;
    bool done;
};

/* Shows the values of a chunk whose first docid is that. */
static nsearch_status show_chunk(struct values_reader *reader, const struct table_entry *entry,
                                 uint64_t docid, nsearch_error *error)
{
    const uint8_t *at = entry->tag, *end = at + entry->tag_size;
    uint32_t size, gap;
    if (docid < reader->next) return damaged(reader->table, error);
    for (;;) {
        if (!glass_get_uint32(&at, end, &size) || size > (size_t)(end - at) || docid > UINT32_MAX)
            return damaged(reader->table, error);
        reader->next = docid + 1;
        if (docid >= reader->first &&
            !reader->take(reader->context, (uint32_t)docid, (const char *)at, size)) {
            reader->done = true;
            return NSEARCH_OK;
        }
        at += size;
        if (at == end) return NSEARCH_OK;
        if (!glass_get_uint32(&at, end, &gap)) return damaged(reader->table, error);
        docid += (uint64_t)gap + 1;
    }
}

/* Whether the entry is a chunk of the slot; the docid that it begins with. */
static bool is_chunk(const struct values_reader *reader, const struct table_entry *entry,
                     uint32_t *docid)
{
    if (entry->key_size <= reader->prefix || entry->deflated ||
        memcmp(entry->key, reader->key, reader->prefix) != 0)
        return false;
    const uint8_t *at = entry->key + reader->prefix, *end = entry->key + entry->key_size;
    return glass_get_sortint(&at, end, docid) && at == end;
}

static nsearch_status show_values(struct values_reader *reader, nsearch_error *error)
{
    struct table *table = reader->table;
    struct table_entry entry;
    uint32_t docid;
    const uint8_t *end = glass_put_sortint(reader->key + reader->prefix, reader->first);
    nsearch_status status = table_seek(table, &reader->cursor, reader->key,
                                       (size_t)(end - reader->key), &entry, error);
    bool before = !status && !is_chunk(reader, &entry, &docid);
    while (!status && !reader->done) {
        if (before) status = table_next(table, &reader->cursor, &entry, error);
        if (status || !is_chunk(reader, &entry, &docid)) return status;
        if (entry.cut) status = table_join(table, &reader->cursor, &entry, error);
        if (!status) status = show_chunk(reader, &entry, docid, error);
        before = true;
    }
    return status;
}

nsearch_status value_walk(struct table *postlist, unsigned slot, uint32_t first,
                          bool (*take)(void *context, uint32_t docid, const char *value,
                                       size_t size),
                          void *context, nsearch_error *error)
{
    struct values_reader reader = {
        .table = postlist, .first = first, .take = take, .context = context};
    reader.key[0] = 0x00;
    reader.key[1] = 0xd8;
    reader.prefix = (size_t)(glass_put_uint(reader.key + 2, slot) - reader.key);
    return show_values(&reader, error);
}
