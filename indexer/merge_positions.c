/* merge_positions.c - the position tables into one; see merge_own.h.
 *
 * Keys are (term, docid). Within a term the sources follow each other, as their articles do:
 *
 *     source 1    cat 1   cat 3            dog 2
 *     source 2            cat 1                    dog 4
 *     written     cat 1   cat 3   cat 5    dog 2   dog 8
 *
 * This is the largest table, of some 200 entries an article, so what is done for each is little: its key must
 * begin as that of the term does, which needs no look for the term's end. */
#include "indexer/merge_own.h"

/* A key with the term and its 00; a docid goes behind. */
struct position_key {
    uint8_t bytes[GLASS_KEY_MAX + GLASS_SORTINT_ROOM];
    size_t prefix;
};

/* Whether the entry is of the term. After a 00, ff says that the term goes on. */
static inline bool is_of_term(const struct glass_entry *entry, const struct position_key *key)
{
    return entry && entry->key_size > key->prefix && !memcmp(entry->key, key->bytes, key->prefix) &&
           entry->key[key->prefix] != 0xff;
}

static nsearch_status write_entries(const struct merge *merge, struct merge_cursor *cursor,
                                    struct position_key *key, struct glass_table *table,
                                    nsearch_error *error)
{
    const struct docid_map *map = &cursor->input->map;
    uint32_t docid, last = 0;
    nsearch_status status = NSEARCH_OK;
    for (; !status && is_of_term(cursor->entry, key); last = docid) {
        const struct glass_entry *entry = cursor->entry;
        const uint8_t *at = entry->key + key->prefix, *end = entry->key + entry->key_size;
        if (!glass_get_sortint(&at, end, &docid) || at != end || docid <= last)
            return merge_damaged(cursor, "a broken key", error);
        const uint32_t to = docid_map_get(map, docid);
        if (to == MAP_NONE)
            return merge_damaged(cursor, "positions in an article that isn't there", error);
        if (to != MAP_DROPPED) {
            end = glass_put_sortint(key->bytes + key->prefix, to);
            status = glass_table_add_tag(table, key->bytes, (size_t)(end - key->bytes), &entry->tag,
                                         error);
        }
        if (!status) status = merge_stopped(merge, error);
        if (!status) status = merge_cursor_next(cursor, error);
    }
    return status;
}

static nsearch_status write_term(const struct merge *merge, const struct merge_cursors *cursors,
                                 const struct merge_cursor *lowest, struct glass_table *table,
                                 nsearch_error *error)
{
    struct position_key key;
    const struct glass_entry *entry = lowest->entry;
    uint32_t docid;
    size_t term_size;
    if (!split_term_key(entry->key, entry->key_size, &term_size, &docid) || !docid || !term_size)
        return merge_damaged(lowest, "a broken key", error);
    key.prefix = term_size + 1;
    memcpy(key.bytes, entry->key, key.prefix);
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < cursors->count; i++)
        status = write_entries(merge, &cursors->cursors[i], &key, table, error);
    return status;
}

nsearch_status merge_positions(struct merge *merge, struct glass_table *table, nsearch_error *error)
{
    struct merge_cursors cursors;
    const struct merge_cursor *lowest;
    nsearch_status status = merge_cursors_open(merge, GLASS_POSITION, &cursors, error);
    while (!status && (lowest = merge_lowest(&cursors)))
        status = write_term(merge, &cursors, lowest, table, error);
    merge_cursors_close(&cursors);
    return status;
}
