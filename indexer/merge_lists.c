/* merge_lists.c - the lists and values of a postlist table, read; see merge_own.h. */
#include <stdlib.h>

#include "common/error.h"
#include "indexer/merge_own.h"

/* ---- Lists ---------------------------------------------------------------------------------------- */

void merge_list_init(struct merge_list *list)
{
    *list = (struct merge_list){0};
}

void merge_list_release(struct merge_list *list)
{
    free(list->postings);
    merge_list_init(list);
}

void merge_list_start(struct merge_list *list, struct merge_cursor *cursor, const uint8_t *key,
                      size_t key_size)
{
    *list = (struct merge_list){.cursor = cursor,
                                .key = key,
                                .key_size = key_size,
                                .postings = list->postings,
                                .capacity = list->capacity};
}

/* Whether the entry is the list's next chunk; *docid is its first, 0 if it is the first chunk. */
static bool is_next_chunk(const struct merge_list *list, const struct glass_entry *entry,
                          uint32_t *docid)
{
    size_t term_size = list->key_size;
    *docid = 0;
    if (!entry || entry->tag.deflated || entry->key_size < term_size ||
        memcmp(entry->key, list->key, term_size))
        return false;
    if (!list->started) return entry->key_size == term_size;
    if (key_kind(list->key, term_size) == KEY_KIND_LENGTHS)
        return split_lengths_key(entry->key, entry->key_size, docid) && *docid;
    return split_term_key(entry->key, entry->key_size, &term_size, docid) && *docid &&
           term_size == list->key_size;
}

static bool make_room(struct merge_list *list, size_t count)
{
    if (count <= list->capacity) return true;
    struct posting *postings = realloc(list->postings, count * sizeof *postings);
    if (!postings) return false;
    list->postings = postings;
    list->capacity = count;
    return true;
}

/* Takes the chunk into account, and finds out whether it is the last. */
static nsearch_status account(struct merge_list *list, const struct posting_chunk *chunk,
                              nsearch_error *error)
{
    if (list->postings[0].docid <= list->last)
        return merge_damaged(list->cursor, "a list out of order", error);
    if (!list->started) {
        list->expected_count = chunk->count;
        list->expected_total = chunk->total;
    }
    list->started = true;
    list->ended = chunk->last;
    list->count = chunk->posting_count;
    list->last = list->postings[list->count - 1].docid;
    list->seen_count += list->count;
    for (size_t i = 0; i < list->count; i++)
        list->seen_total += list->postings[i].wdf;
    if (list->ended && key_kind(list->key, list->key_size) == KEY_KIND_TERM &&
        (list->seen_count != list->expected_count || list->seen_total != list->expected_total))
        return merge_damaged(list->cursor, "a list that isn't as long as it says", error);
    return NSEARCH_OK;
}

nsearch_status merge_list_next(struct merge_list *list, nsearch_error *error)
{
    const struct glass_entry *entry = list->cursor->entry;
    struct posting_chunk chunk;
    uint32_t docid;
    list->count = 0;
    if (list->ended) return NSEARCH_OK;
    if (!is_next_chunk(list, entry, &docid))
        return merge_damaged(list->cursor, "a list with a part missing", error);
    if (!make_room(list, posting_chunk_room(entry->tag.size))) return error_memory(error);
    if (!posting_chunk_get(entry->tag.data, entry->tag.size, docid, &chunk, list->postings))
        return merge_damaged(list->cursor, "a broken list", error);
    const nsearch_status status = account(list, &chunk, error);
    return status ? status : merge_cursor_next(list->cursor, error);
}

/* ---- Values --------------------------------------------------------------------------------------- */

nsearch_status merge_value_slot(const struct merge_cursor *cursor, uint32_t *slot,
                                nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    uint32_t docid;
    const struct glass_entry *entry = cursor->entry;
    /* Written again it must be the same, so that keys are in order after renumbering as before. */
    if (!split_values_key(entry->key, entry->key_size, slot, &docid) ||
        values_key(key, *slot, docid) != entry->key_size ||
        memcmp(key, entry->key, entry->key_size))
        return merge_damaged(cursor, "a broken key", error);
    return NSEARCH_OK;
}

/* Goes through the chunk that the cursor stands on, whose docids come after *last. */
static nsearch_status each_value_of_chunk(const struct merge_cursor *cursor, uint32_t *last,
                                          merge_take_value *take, void *context,
                                          nsearch_error *error)
{
    struct merge_value value = {.cursor = cursor};
    const struct glass_entry *entry = cursor->entry;
    const uint8_t *at = entry->tag.data, *end = at + entry->tag.size;
    uint32_t slot;
    nsearch_status status = NSEARCH_OK;
    bool first = true;
    split_values_key(entry->key, entry->key_size, &slot, &value.docid);
    if (entry->tag.deflated || value.docid <= *last)
        return merge_damaged(cursor, "values out of order", error);
    do {
        if (!value_chunk_next(&at, end, first, &value.docid, &value.data, &value.size))
            return merge_damaged(cursor, "broken values", error);
        status = take(context, &value, error);
        first = false;
    } while (!status && at < end);
    *last = value.docid;
    return status;
}

nsearch_status merge_each_value(const struct merge_cursors *cursors, uint32_t slot,
                                merge_take_value *take, void *context, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < cursors->count; i++) {
        struct merge_cursor *cursor = &cursors->cursors[i];
        uint32_t last = 0, found;
        while (!status && merge_kind(cursor) == KEY_KIND_VALUES) {
            status = merge_value_slot(cursor, &found, error);
            if (status || found != slot) break;
            status = each_value_of_chunk(cursor, &last, take, context, error);
            if (!status) status = merge_cursor_next(cursor, error);
        }
    }
    return status;
}
