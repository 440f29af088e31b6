/* term_docids.c - see term_docids.h. */
#include "common/term_docids.h"

#include <string.h>

#include "common/error.h"
#include "common/keys.h"

/* The one document that the entry's list has: it goes from its first to none. */
static nsearch_status read_docid(const struct table *postlist, const struct table_entry *entry,
                                 uint32_t *docid, nsearch_error *error)
{
    const uint8_t *at = entry->tag, *end = at + entry->tag_size;
    uint64_t occurrences;
    uint32_t count, before;
    const bool good = !entry->cut && !entry->deflated && glass_get_uint32(&at, end, &count) &&
                      glass_get_uint(&at, end, &occurrences) &&
                      glass_get_uint32(&at, end, &before) && count == 1 && before < UINT32_MAX;
    *docid = good ? before + 1 : 0;
    return good ? NSEARCH_OK : table_damaged(postlist, "a term of one article that isn't", error);
}

nsearch_status term_docids(struct table *postlist, const char *from, size_t prefix_size,
                           bool (*take)(void *context, const uint8_t *key, size_t size,
                                        uint32_t docid),
                           void *context, nsearch_error *error)
{
    uint8_t key[2 * GLASS_KEY_MAX];
    struct table_cursor cursor = {0};
    struct table_entry entry;
    const size_t size = term_key(key, from, strlen(from));
    nsearch_status status = table_seek(postlist, &cursor, key, size, &entry, error);
    if (!status && !entry.exact) status = table_next(postlist, &cursor, &entry, error);
    while (!status && entry.key_size >= prefix_size && !memcmp(entry.key, key, prefix_size)) {
        uint32_t docid;
        status = read_docid(postlist, &entry, &docid, error);
        if (status || !take(context, entry.key, entry.key_size, docid)) break;
        status = table_next(postlist, &cursor, &entry, error);
    }
    return status;
}
