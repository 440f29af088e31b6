/* matcher_listed.c - see matcher_own.h: documents that are named, and those of a row of terms, to be named.
 *
 *     term  XV0000000g00002 ... XV0000000g00341 | XV0000000g00342 XV0000000g00343
 *     docid               1 ...            8405 |            8406            8407     the list */
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/order.h"
#include "common/term_docids.h"
#include "common/value_walk.h"
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

/* A segment's list in the making. */
struct listing {
    const struct match_segment *segment;
    struct arena *arena;
    nsearch_status status;
    nsearch_error *error;
    uint32_t *docids;
    size_t count, capacity;
};

static bool take_docid(void *context, const uint8_t *key, size_t size, uint32_t docid)
{
    struct listing *listing = context;
    uint32_t *docids = arena_grow(listing->arena, listing->docids, listing->count,
                                  &listing->capacity, sizeof *docids);
    (void)key;
    (void)size;
    if (!docids)
        listing->status = error_memory(listing->error);
    else if (docid > listing->segment->stats.last_docid)
        listing->status = table_damaged(listing->segment->postlist,
                                        "a term of an article that isn't there", listing->error);
    if (listing->status) return false;
    listing->docids = docids;
    listing->docids[listing->count++] = docid;
    return true;
}

static nsearch_status list_segment(const struct match_segment *segment, const char *term,
                                   size_t prefix_size, struct arena *arena, struct db_listed *out,
                                   nsearch_error *error)
{
    struct listing listing = {.segment = segment, .arena = arena, .error = error};
    nsearch_status status = term_docids(segment->postlist, term, prefix_size, take_docid, &listing,
                                        error);
    if (!status) status = listing.status;
    if (status) return status;
    if (listing.count) qsort(listing.docids, listing.count, sizeof *listing.docids, order_uint32);
    *out = (struct db_listed){listing.docids, listing.count};
    return NSEARCH_OK;
}

nsearch_status matcher_list_from(struct matcher *matcher, const char *term, size_t prefix_size,
                                 struct arena *arena, struct db_listed **out, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    *out = arena_alloc(arena, (matcher->count + 1) * sizeof(**out));
    if (!*out) return error_memory(error);
    for (size_t i = 0; i < matcher->count && !status; i++)
        status = list_segment(&matcher->segments[i], term, prefix_size, arena, &(*out)[i], error);
    return status;
}

/* ---- Leaving out --------------------------------------------------------------------------------- */

/* A list that gets shorter: `kept` of it are settled, and what is left begins at `at`. */
struct leaving {
    struct db_listed *listed;
    uint32_t *docids;
    size_t at, kept;
    const char *bound;
};

static bool take_value(void *context, uint32_t docid, const char *value, size_t size)
{
    struct leaving *leaving = context;
    const size_t count = leaving->listed->count, bound_size = strlen(leaving->bound);
    while (leaving->at < count && leaving->docids[leaving->at] < docid)
        leaving->docids[leaving->kept++] = leaving->docids[leaving->at++];
    if (leaving->at < count && leaving->docids[leaving->at] == docid &&
        order_bytes(value, size, leaving->bound, bound_size) < 0)
        leaving->at++;
    return leaving->at < count;
}

nsearch_status matcher_leave_out(struct matcher *matcher, unsigned slot, const char *bound,
                                 struct db_listed *listed, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < matcher->count && !status; i++) {
        struct leaving leaving = {
            .listed = &listed[i], .docids = (uint32_t *)listed[i].docids, .bound = bound};
        if (!listed[i].count) continue;
        status = value_walk(matcher->segments[i].postlist, slot, listed[i].docids[0], take_value,
                            &leaving, error);
        while (leaving.at < listed[i].count)
            leaving.docids[leaving.kept++] = leaving.docids[leaving.at++];
        listed[i].count = leaving.kept;
    }
    return status;
}
