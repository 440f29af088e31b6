/* merge_documents.c - the docdata and termlist tables into one; see merge_own.h.
 *
 * Their keys are docids, or a docid and a 00, so the sources follow each other whole. */
#include "indexer/merge_own.h"

/* The docid of the entry's key; *order is its place in the table, which must ascend. */
static nsearch_status take_key(const struct merge_cursor *cursor, uint32_t *docid, bool *slots,
                               uint64_t *order, nsearch_error *error)
{
    const uint64_t last = *order;
    if (!split_docid_key(cursor->entry->key, cursor->entry->key_size, docid, slots) ||
        (*slots && cursor->table != GLASS_TERMLIST))
        return merge_damaged(cursor, "a broken key", error);
    *order = (uint64_t)*docid << 1 | *slots;
    return *order > last ? NSEARCH_OK : merge_damaged(cursor, "keys out of order", error);
}

static nsearch_status write_entries(const struct merge *merge, struct merge_cursor *cursor,
                                    struct glass_table *table, nsearch_error *error)
{
    uint64_t order = 0;
    nsearch_status status = NSEARCH_OK;
    while (!status && cursor->entry) {
        uint8_t key[KEY_ROOM];
        uint32_t docid = 0;
        bool slots = false;
        if ((status = merge_stopped(merge, error))) break;
        if ((status = take_key(cursor, &docid, &slots, &order, error))) break;
        docid = docid_map_get(&cursor->input->map, docid);
        if (docid == MAP_NONE) return merge_damaged(cursor, "an article that has no length", error);
        if (docid != MAP_DROPPED) {
            const size_t size = slots ? slots_key(key, docid) : docid_key(key, docid);
            status = glass_table_add_tag(table, key, size, &cursor->entry->tag, error);
        }
        if (!status) status = merge_cursor_next(cursor, error);
    }
    return status;
}

static nsearch_status write_all(struct merge *merge, size_t which, struct glass_table *table,
                                nsearch_error *error)
{
    struct merge_cursors cursors;
    nsearch_status status = merge_cursors_open(merge, which, &cursors, error);
    for (size_t i = 0; !status && i < cursors.count; i++)
        status = write_entries(merge, &cursors.cursors[i], table, error);
    merge_cursors_close(&cursors);
    return status;
}

nsearch_status merge_docdata(struct merge *merge, struct glass_table *table, nsearch_error *error)
{
    return write_all(merge, GLASS_DOCDATA, table, error);
}

nsearch_status merge_termlist(struct merge *merge, struct glass_table *table, nsearch_error *error)
{
    return write_all(merge, GLASS_TERMLIST, table, error);
}
