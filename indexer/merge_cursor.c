/* merge_cursor.c - the sources' tables, read side by side; see merge_own.h. */
#include <stdlib.h>

#include "common/error.h"
#include "common/order.h"
#include "indexer/merge_own.h"

nsearch_status merge_path(struct buf *out, const char *directory, size_t table,
                          nsearch_error *error)
{
    buf_init(out);
    buf_addf(out, "%s/%s", directory, glass_table_name(table));
    return buf_status(out, error);
}

nsearch_status merge_damaged(const struct merge_cursor *cursor, const char *what,
                             nsearch_error *error)
{
    return error_set(error, NSEARCH_DAMAGED, "%s/%s: %s", cursor->input->source.path,
                     glass_table_name(cursor->table), what);
}

static nsearch_status open_cursor(struct merge_cursor *cursor, nsearch_error *error)
{
    const struct glass_version *version = &cursor->input->version;
    struct buf path;
    nsearch_status status = merge_path(&path, cursor->input->source.path, cursor->table, error);
    if (!status)
        status = glass_reader_open(path.data, &version->roots[cursor->table], version->revision,
                                   &cursor->reader, error);
    buf_release(&path);
    return status ? status : merge_cursor_next(cursor, error);
}

nsearch_status merge_cursors_open(struct merge *merge, size_t table, struct merge_cursors *out,
                                  nsearch_error *error)
{
    out->count = merge->count;
    out->cursors = calloc(merge->count + 1, sizeof *out->cursors);
    if (!out->cursors) {
        out->count = 0;
        return error_memory(error);
    }
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < out->count; i++) {
        out->cursors[i].input = &merge->inputs[i];
        out->cursors[i].table = table;
        status = open_cursor(&out->cursors[i], error);
    }
    return status;
}

void merge_cursors_close(struct merge_cursors *cursors)
{
    for (size_t i = 0; i < cursors->count; i++)
        glass_reader_free(cursors->cursors[i].reader);
    free(cursors->cursors);
    *cursors = (struct merge_cursors){0};
}

static int compare_keys(const struct glass_entry *a, const struct glass_entry *b)
{
    return order_bytes(a->key, a->key_size, b->key, b->key_size);
}

struct merge_cursor *merge_lowest(const struct merge_cursors *cursors)
{
    struct merge_cursor *lowest = NULL;
    for (size_t i = 0; i < cursors->count; i++) {
        struct merge_cursor *cursor = &cursors->cursors[i];
        if (!cursor->entry) continue;
        if (!lowest || compare_keys(cursor->entry, lowest->entry) < 0) lowest = cursor;
    }
    return lowest;
}

nsearch_status merge_skip_key(const struct merge_cursors *cursors, const uint8_t *key, size_t size,
                              nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; !status && i < cursors->count; i++) {
        const struct glass_entry *entry = cursors->cursors[i].entry;
        if (entry && entry->key_size == size && !memcmp(entry->key, key, size))
            status = merge_cursor_next(&cursors->cursors[i], error);
    }
    return status;
}
