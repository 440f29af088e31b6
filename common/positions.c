/* positions.c - see positions.h, and glass_code.h for how positions are written. */
#include "common/positions.h"

#include "common/glass_code.h"
#include "common/schema.h"

enum {
    KEY_ROOM = 2 * TERM_MAX + 1 + GLASS_SORTINT_ROOM,
    COUNT_MAX = 1 << 24,
};

/* Takes the tag, if it can be one of positions. */
static nsearch_status take(const struct table *table, const struct table_entry *entry,
                           struct position_list *out, nsearch_error *error)
{
    size_t count;
    if (entry->deflated || !glass_count_positions(entry->tag, entry->tag_size, &count) || !count ||
        count > COUNT_MAX)
        return table_damaged(table, "a broken list of positions", error);
    *out = (struct position_list){count, entry->tag, entry->tag_size};
    return NSEARCH_OK;
}

nsearch_status positions_find(struct table *table, struct table_cursor *cursor, const char *term,
                              size_t size, uint32_t docid, struct position_list *out,
                              nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    struct table_entry entry;
    *out = (struct position_list){0};
    if (size > TERM_MAX) return NSEARCH_OK; /* nothing is so long */
    uint8_t *end = glass_put_sortint(glass_put_escstring(key, term, size, false), docid);
    if (end - key > GLASS_KEY_MAX) return NSEARCH_OK;
    nsearch_status status = table_seek(table, cursor, key, (size_t)(end - key), &entry, error);
    if (status || !entry.exact) return status;
    status = table_join(table, cursor, &entry, error);
    return status ? status : take(table, &entry, out, error);
}

nsearch_status positions_read(const struct table *table, const struct position_list *list,
                              uint32_t *out, nsearch_error *error)
{
    if (glass_get_positions(list->tag, list->tag_size, out, list->count)) return NSEARCH_OK;
    return table_damaged(table, "a broken list of positions", error);
}
