/* merge_postlist.c - the postlist tables into one; see merge_own.h.
 *
 * The kinds of keys come in this order in every source, and so in what is written:
 *
 *     metadata    those given, else of the first source that has a key
 *     statistics  of the values that are left, from the survey
 *     values      slot by slot, and in a slot source by source
 *     lengths     source by source
 *     terms       term by term, and in a term source by source
 *
 * Values, lengths and postings are taken out of their chunks and put into new ones, so the cuts of the sources
 * leave no trace. */
#include <stdlib.h>

#include "common/error.h"
#include "common/order.h"
#include "indexer/merge_own.h"

struct postlist {
    struct merge *merge;
    struct merge_cursors cursors;
    struct glass_table *table;
    struct posting_writer writer;
    struct merge_list list;
};

/* ---- Metadata and statistics ------------------------------------------------------------------------ */

/* Writes those of the metadata given, from *next on, whose keys come before `key` (NULL: all); *found says
 * that one has that key, which then is written too. */
static nsearch_status write_given(const struct postlist *postlist, size_t *next, const uint8_t *key,
                                  size_t size, bool *found, nsearch_error *error)
{
    const struct merge_plan *plan = postlist->merge->plan;
    nsearch_status status = NSEARCH_OK;
    uint8_t own[KEY_ROOM];
    *found = false;
    for (; !status && *next < plan->metadata_count && !*found; ++*next) {
        const struct metadata *given = &plan->metadata[*next];
        const size_t own_size = metadata_key(own, given->key, strlen(given->key));
        const int order = key ? order_bytes(own, own_size, key, size) : -1;
        if (order > 0) break;
        *found = !order;
        if (*given->value)
            status = glass_table_add(postlist->table, own, own_size, given->value,
                                     strlen(given->value), error);
    }
    return status;
}

static nsearch_status write_metadata(struct postlist *postlist, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    struct merge_cursor *lowest;
    size_t next = 0;
    bool found;
    uint8_t key[GLASS_KEY_MAX];
    while (!status && (lowest = merge_lowest(&postlist->cursors)) &&
           merge_kind(lowest) == KEY_KIND_METADATA) {
        const size_t size = lowest->entry->key_size;
        memcpy(key, lowest->entry->key, size);
        status = write_given(postlist, &next, key, size, &found, error);
        if (!status && !found)
            status = glass_table_add_tag(postlist->table, key, size, &lowest->entry->tag, error);
        if (!status) status = merge_skip_key(&postlist->cursors, key, size, error);
    }
    return status ? status : write_given(postlist, &next, NULL, 0, &found, error);
}

static nsearch_status write_statistics(struct postlist *postlist, nsearch_error *error)
{
    nsearch_status status = value_slots_finish(&postlist->merge->slots, postlist->table, error);
    for (size_t i = 0; !status && i < postlist->cursors.count; i++)
        while (!status && merge_kind(&postlist->cursors.cursors[i]) == KEY_KIND_STATISTICS)
            status = merge_cursor_next(&postlist->cursors.cursors[i], error);
    return status;
}

/* ---- Values --------------------------------------------------------------------------------------- */

static nsearch_status write_value(void *context, const struct merge_value *value,
                                  nsearch_error *error)
{
    const uint32_t docid = docid_map_get(&value->cursor->input->map, value->docid);
    if (docid == MAP_DROPPED) return NSEARCH_OK;
    if (docid == MAP_NONE)
        return merge_damaged(value->cursor, "a value of an article that isn't there", error);
    return value_writer_add(context, docid, value->data, value->size, error);
}

static nsearch_status write_values(struct postlist *postlist, const struct merge_cursor *lowest,
                                   nsearch_error *error)
{
    struct value_writer writer;
    uint32_t slot;
    nsearch_status status = merge_value_slot(lowest, &slot, error);
    if (status) return status;
    value_writer_init(&writer, postlist->table, slot);
    status = merge_each_value(&postlist->cursors, slot, write_value, &writer, error);
    if (!status) status = value_writer_finish(&writer, error);
    value_writer_release(&writer);
    return status;
}

/* ---- Lists ---------------------------------------------------------------------------------------- */

/* Adds what is left of a chunk, and gives the largest wdf of it. */
static nsearch_status add_postings(struct postlist *postlist, uint32_t *wdf_max,
                                   nsearch_error *error)
{
    const struct merge_list *list = &postlist->list;
    const struct docid_map *map = &list->cursor->input->map;
    for (size_t i = 0; i < list->count; i++) {
        const struct posting *posting = &list->postings[i];
        const uint32_t docid = docid_map_get(map, posting->docid);
        if (docid == MAP_DROPPED) continue;
        if (docid == MAP_NONE)
            return merge_damaged(list->cursor, "a posting of an article that isn't there", error);
        posting_writer_add(&postlist->writer, docid, posting->wdf);
        if (posting->wdf > *wdf_max) *wdf_max = posting->wdf;
    }
    return NSEARCH_OK;
}

/* Gathers the list that begins with `key` from all sources that have it. */
static nsearch_status gather_list(struct postlist *postlist, const uint8_t *key, size_t size,
                                  nsearch_error *error)
{
    struct merge_list *list = &postlist->list;
    const bool lengths = key_kind(key, size) == KEY_KIND_LENGTHS;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < postlist->cursors.count; i++) {
        struct merge_cursor *cursor = &postlist->cursors.cursors[i];
        uint32_t wdf_max = 0;
        if (!cursor->entry || cursor->entry->key_size != size ||
            memcmp(cursor->entry->key, key, size))
            continue;
        merge_list_start(list, cursor, key, size);
        while (!(status = merge_list_next(list, error)) && list->count)
            if ((status = add_postings(postlist, &wdf_max, error))) break;
        if (!lengths && wdf_max > cursor->input->wdf_max) cursor->input->wdf_max = wdf_max;
    }
    return status;
}

static nsearch_status write_lengths(struct postlist *postlist, const struct merge_cursor *lowest,
                                    nsearch_error *error)
{
    uint8_t key[KEY_ROOM];
    const size_t size = lengths_key(key, 0);
    if (lowest->entry->key_size != size)
        return merge_damaged(lowest, "lengths with a part missing", error);
    const nsearch_status status = gather_list(postlist, key, size, error);
    return status ? status
                  : posting_writer_finish_lengths(&postlist->writer, postlist->table, error);
}

static nsearch_status write_list(struct postlist *postlist, const struct merge_cursor *lowest,
                                 nsearch_error *error)
{
    uint8_t key[GLASS_KEY_MAX], term[GLASS_KEY_MAX];
    const uint8_t *at = key;
    size_t size = lowest->entry->key_size, term_size;
    uint32_t docid;
    bool last;
    memcpy(key, lowest->entry->key, size);
    if (!split_term_key(key, size, &term_size, &docid) || docid ||
        !glass_get_escstring(&at, key + size, term, &term_size, &last))
        return merge_damaged(lowest, "a broken key", error);
    const nsearch_status status = gather_list(postlist, key, size, error);
    return status
               ? status
               : posting_writer_finish(&postlist->writer, postlist->table, term, term_size, error);
}

/* ---- All ------------------------------------------------------------------------------------------ */

static nsearch_status write_lowest(struct postlist *postlist, const struct merge_cursor *lowest,
                                   nsearch_error *error)
{
    switch (merge_kind(lowest)) {
    case KEY_KIND_VALUES: return write_values(postlist, lowest, error);
    case KEY_KIND_LENGTHS: return write_lengths(postlist, lowest, error);
    case KEY_KIND_TERM: return write_list(postlist, lowest, error);
    default: return merge_damaged(lowest, "a key of no known kind", error);
    }
}

/* The lengths of articles are sums of wdfs. */
static nsearch_status check_wdfs(struct merge *merge, const struct merge_cursors *cursors,
                                 nsearch_error *error)
{
    for (size_t i = 0; i < merge->count; i++) {
        const struct merge_input *input = &merge->inputs[i];
        if (input->wdf_max > input->length_max)
            return merge_damaged(&cursors->cursors[i], "a posting longer than its article", error);
        if (input->wdf_max > merge->version.stats.wdf_max)
            merge->version.stats.wdf_max = input->wdf_max;
    }
    return NSEARCH_OK;
}

nsearch_status merge_postlist(struct merge *merge, struct glass_table *table, nsearch_error *error)
{
    struct postlist postlist = {.merge = merge, .table = table};
    const struct merge_cursor *lowest;
    posting_writer_init(&postlist.writer);
    merge_list_init(&postlist.list);
    nsearch_status status = merge_cursors_open(merge, GLASS_POSTLIST, &postlist.cursors, error);
    if (!status) status = write_metadata(&postlist, error);
    if (!status) status = write_statistics(&postlist, error);
    while (!status && !(status = merge_stopped(merge, error)) &&
           (lowest = merge_lowest(&postlist.cursors)))
        status = write_lowest(&postlist, lowest, error);
    if (!status) status = check_wdfs(merge, &postlist.cursors, error);
    merge_cursors_close(&postlist.cursors);
    posting_writer_release(&postlist.writer);
    merge_list_release(&postlist.list);
    return status;
}
