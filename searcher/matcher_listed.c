/* matcher_listed.c - see matcher_own.h: documents that are named, and those of a row of terms, to be named.
 *
 *     term  XV0000000g00002 ... XV0000000g00341 | XV0000000g00342 XV0000000g00343
 *     docid               1 ...            8405 |            8406            8407     the list */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/keys.h"
#include "common/order.h"
#include "searcher/matcher_own.h"

/* ---- Matching ------------------------------------------------------------------------------------ */

size_t match_first_from(const uint32_t *docids, size_t count, uint32_t docid)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (docids[middle] < docid)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void match_listed(const struct db_listed *listed, uint32_t base, posting_bits bits)
{
    for (size_t i = match_first_from(listed->docids, listed->count, base); i < listed->count; i++) {
        const uint32_t place = listed->docids[i] - base;
        if (place >= POSTING_WINDOW) break;
        bits[place / 64] |= UINT64_C(1) << place % 64;
    }
}

/* ---- Listing ------------------------------------------------------------------------------------- */

/* The one document that the entry's list has. */
static nsearch_status read_docid(const struct match_segment *segment,
                                 const struct table_entry *entry, uint32_t *docid,
                                 nsearch_error *error)
{
    const uint8_t *at = entry->tag, *end = at + entry->tag_size;
    uint64_t occurrences;
    uint32_t count, before;
    const bool good = !entry->cut && !entry->deflated && glass_get_uint32(&at, end, &count) &&
                      glass_get_uint(&at, end, &occurrences) &&
                      glass_get_uint32(&at, end, &before) && count == 1 &&
                      before < segment->stats.last_docid;
    *docid = good ? before + 1 : 0;
    return good ? NSEARCH_OK
                : table_damaged(segment->postlist, "a term of one article that isn't", error);
}

static nsearch_status list_segment(const struct match_segment *segment, const uint8_t *key,
                                   size_t size, size_t prefix_size, struct arena *arena,
                                   struct db_listed *out, nsearch_error *error)
{
    struct table_cursor cursor = {0};
    struct table_entry entry;
    uint32_t *docids = NULL;
    size_t count = 0, capacity = 0;
    nsearch_status status = table_seek(segment->postlist, &cursor, key, size, &entry, error);
    if (!status && !entry.exact) status = table_next(segment->postlist, &cursor, &entry, error);
    while (!status && entry.key_size >= prefix_size && !memcmp(entry.key, key, prefix_size)) {
        docids = arena_grow(arena, docids, count, &capacity, sizeof *docids);
        if (!docids) return error_memory(error);
        status = read_docid(segment, &entry, &docids[count++], error);
        if (!status) status = table_next(segment->postlist, &cursor, &entry, error);
    }
    if (status) return status;
    if (count) qsort(docids, count, sizeof *docids, order_uint32);
    *out = (struct db_listed){docids, count};
    return NSEARCH_OK;
}

nsearch_status matcher_list_from(struct matcher *matcher, const char *term, size_t prefix_size,
                                 struct arena *arena, struct db_listed **out, nsearch_error *error)
{
    uint8_t key[2 * GLASS_KEY_MAX];
    const size_t size = term_key(key, term, strlen(term));
    nsearch_status status = NSEARCH_OK;
    *out = arena_alloc(arena, (matcher->count + 1) * sizeof(**out));
    if (!*out) return error_memory(error);
    for (size_t i = 0; i < matcher->count && !status; i++)
        status = list_segment(&matcher->segments[i], key, size, prefix_size, arena, &(*out)[i],
                              error);
    return status;
}
