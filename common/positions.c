/* positions.c - see positions.h, and glass_code.h for how positions are written. */
#include "common/positions.h"

#include <string.h>

#include "common/buf.h"
#include "common/schema.h"

enum {
    KEY_ROOM = 2 * TERM_MAX + 1 + GLASS_SORTINT_ROOM,
    COUNT_MAX = 1 << 24,
};

/* Takes the tag, if it can be one of positions. */
static nsearch_status take(const struct table *table, const struct table_entry *entry,
                           struct position_list *out, nsearch_error *error)
{
    const bool taken = !entry->deflated &&
                       glass_open_positions(entry->tag, entry->tag_size, &out->positions);
    out->count = taken ? out->positions.count : 0;
    if (taken && out->count <= COUNT_MAX) return NSEARCH_OK;
    out->count = 0;
    return table_damaged(table, "a broken list of positions", error);
}

nsearch_status positions_find(struct table *table, struct table_cursor *cursor, const char *term,
                              size_t size, uint32_t docid, struct position_list *out,
                              nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    struct table_entry entry;
    out->count = 0;
    if (size > TERM_MAX) return NSEARCH_OK; /* nothing is so long */
    uint8_t *end = glass_put_sortint(glass_put_escstring(key, term, size, false), docid);
    if (end - key > GLASS_KEY_MAX) return NSEARCH_OK;
    nsearch_status status = table_seek(table, cursor, key, (size_t)(end - key), &entry, error);
    if (status || !entry.exact) return status;
    if (entry.cut) status = table_join(table, cursor, &entry, error);
    return status ? status : take(table, &entry, out, error);
}

nsearch_status positions_read(const struct table *table, const struct position_list *list,
                              uint32_t *out, nsearch_error *error)
{
    if (glass_read_positions(&list->positions, out)) return NSEARCH_OK;
    return table_damaged(table, "a broken list of positions", error);
}

/* ---- Of many terms ------------------------------------------------------------------------------- */

struct walk {
    struct table *table;
    struct table_cursor cursor;
    uint8_t head[KEY_ROOM]; /* of the keys of the term at hand, its 00 included; */
    size_t head_size;       /* 0: none yet */
    uint8_t term[KEY_ROOM];
    size_t term_size;
    struct buf positions;
};

/* Takes the key apart: most are of the same term as the one before. */
static bool read_key(struct walk *walk, const struct table_entry *entry, uint32_t *docid)
{
    const uint8_t *at = entry->key, *end = at + entry->key_size;
    if (walk->head_size && entry->key_size > walk->head_size &&
        !memcmp(at, walk->head, walk->head_size)) {
        at += walk->head_size;
        if (glass_get_sortint(&at, end, docid) && at == end) return true;
        at = entry->key;
    }
    bool last;
    if (!glass_get_escstring(&at, end, walk->term, &walk->term_size, &last) || last) return false;
    walk->head_size = (size_t)(at - entry->key);
    memcpy(walk->head, entry->key, walk->head_size);
    return glass_get_sortint(&at, end, docid) && at == end;
}

static nsearch_status read_list(struct walk *walk, struct table_entry *entry, size_t *count,
                                nsearch_error *error)
{
    struct position_list list;
    nsearch_status status = NSEARCH_OK;
    if (entry->cut) status = table_join(walk->table, &walk->cursor, entry, error);
    if (!status) status = take(walk->table, entry, &list, error);
    if (status) return status;
    buf_reset(&walk->positions);
    uint32_t *room = (uint32_t *)(void *)buf_room(&walk->positions, list.count * sizeof *room);
    if (!room) return buf_status(&walk->positions, error);
    *count = list.count;
    return positions_read(walk->table, &list, room, error);
}

nsearch_status positions_walk(struct table *table, const char *prefix, size_t size,
                              bool (*show)(void *context, const uint8_t *term, size_t size,
                                           uint32_t docid, const uint32_t *positions, size_t count),
                              void *context, nsearch_error *error)
{
    struct walk walk = {.table = table};
    struct table_entry entry;
    uint32_t docid;
    size_t count = 0;
    buf_init(&walk.positions);
    nsearch_status status = table_seek(table, &walk.cursor, prefix, size, &entry, error);
    if (!status) status = table_next(table, &walk.cursor, &entry, error);
    while (!status && entry.key_size >= size && !memcmp(entry.key, prefix, size)) {
        if (!read_key(&walk, &entry, &docid)) {
            status = table_damaged(table, "a broken key of positions", error);
            break;
        }
        status = read_list(&walk, &entry, &count, error);
        if (status || !show(context, walk.term, walk.term_size, docid,
                            (const uint32_t *)(const void *)walk.positions.data, count))
            break;
        status = table_next(table, &walk.cursor, &entry, error);
    }
    buf_release(&walk.positions);
    return status;
}
