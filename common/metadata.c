/* metadata.c - see metadata.h. */
#include "common/metadata.h"

#include <string.h>

#include "common/buf.h"
#include "common/error.h"
#include "common/keys.h"

static nsearch_status copy_tag(const struct table *postlist, const struct table_entry *entry,
                               struct arena *arena, const char **out, nsearch_error *error)
{
    const struct glass_tag tag = {entry->tag, entry->tag_size, entry->deflated};
    struct buf text;
    buf_init(&text);
    nsearch_status status = glass_inflate(&tag, GLASS_TEXT_MAX, &text, error);
    if (status == NSEARCH_DAMAGED)
        status = table_damaged(postlist, "metadata that can't be inflated", error);
    if (!status) *out = arena_copy(arena, text.data, text.size);
    if (!status && !*out) status = error_memory(error);
    buf_release(&text);
    return status;
}

nsearch_status metadata_read(struct table *postlist, const char *name, struct arena *arena,
                             const char **out, nsearch_error *error)
{
    uint8_t key[2 + GLASS_KEY_MAX];
    struct table_cursor cursor = {0};
    struct table_entry entry;
    const size_t name_size = strlen(name);
    *out = "";
    if (name_size > GLASS_KEY_MAX) return NSEARCH_OK; /* no key is so long */
    const size_t size = metadata_key(key, name, name_size);
    if (size > GLASS_KEY_MAX) return NSEARCH_OK;
    nsearch_status status = table_seek(postlist, &cursor, key, size, &entry, error);
    if (status || !entry.exact) return status;
    status = table_join(postlist, &cursor, &entry, error);
    return status ? status : copy_tag(postlist, &entry, arena, out, error);
}
