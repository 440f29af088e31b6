/* matcher_match.c - see matcher_own.h: which documents of a window match. */
#include <string.h>

#include "searcher/matcher_own.h"

static bool clear(posting_bits bits, const posting_bits of)
{
    uint64_t any = 0;
    for (size_t i = 0; i < POSTING_WORDS; i++)
        any |= bits[i] &= ~of[i];
    return any;
}

static bool keep(posting_bits bits, const posting_bits of)
{
    uint64_t any = 0;
    for (size_t i = 0; i < POSTING_WORDS; i++)
        any |= bits[i] &= of[i];
    return any;
}

/* ---- Leaves -------------------------------------------------------------------------------------- */

static nsearch_status match_terms(struct match_search *search, struct match_node *node,
                                  const posting_bits wanted)
{
    const enum posting_use use = !node->wdfs            ? POSTING_BITS
                                 : node->term_count > 1 ? POSTING_ADD
                                                        : POSTING_SET;
    const uint64_t end = (uint64_t)search->base + POSTING_WINDOW;
    nsearch_status status = NSEARCH_OK;
    if (use == POSTING_ADD) memset(node->wdfs, 0, POSTING_WINDOW * sizeof *node->wdfs);
    for (size_t i = 0; i < node->term_count && !status; i++) {
        struct posting_list *list = &node->terms[i].lists[search->segment_index];
        if (posting_list_bound(list, search->base) < end)
            status = posting_list_read(list, search->base, wanted, use, node->bits, node->wdfs,
                                       search->error);
    }
    keep(node->bits, wanted);
    return status;
}

static nsearch_status match_every(struct match_search *search, struct match_node *node,
                                  const posting_bits wanted)
{
    const struct lengths_window *lengths;
    const nsearch_status status = match_lengths(search->segment, search->base, wanted, &lengths,
                                                search->error);
    if (status) return status;
    memcpy(node->bits, wanted, sizeof node->bits);
    keep(node->bits, lengths->exist);
    return NSEARCH_OK;
}

/* ---- Any of, all of ------------------------------------------------------------------------------ */

static nsearch_status match_any(struct match_search *search, struct match_node *node,
                                const posting_bits wanted)
{
    posting_bits left;
    memcpy(left, wanted, sizeof left);
    for (size_t i = 0; i < node->parts.count; i++) {
        struct match_node *part = node->parts.items[i];
        const nsearch_status status = match_node(search, part, left);
        if (status) return status;
        for (size_t j = 0; j < POSTING_WORDS; j++)
            node->bits[j] |= part->bits[j];
        if (!node->whole && !clear(left, part->bits)) break;
    }
    return NSEARCH_OK;
}

nsearch_status match_places_hold(struct match_search *search, struct match_node *node,
                                 uint32_t docid, const posting_bits wanted, bool *holds)
{
    nsearch_status status = NSEARCH_OK;
    *holds = true;
    for (size_t i = 0; i < node->places.count && *holds && !status; i++)
        status = match_place_holds(search, &node->places.items[i], docid, wanted, holds);
    return status;
}

/* Leaves the bits of the documents that are as the node's places ask. */
static nsearch_status keep_places(struct match_search *search, struct match_node *node,
                                  posting_bits bits)
{
    posting_bits wanted;
    memcpy(wanted, bits, sizeof wanted);
    for (uint32_t word = 0; word < POSTING_WORDS; word++) {
        for (uint64_t left = wanted[word]; left; left &= left - 1) {
            const uint32_t place = 64 * word + (uint32_t)__builtin_ctzll(left);
            bool holds;
            const nsearch_status status = match_places_hold(search, node, search->base + place,
                                                            wanted, &holds);
            if (status) return status;
            if (!holds) bits[word] &= ~(left & -left);
        }
    }
    return NSEARCH_OK;
}

/* Where the whole doesn't match, what has a part has no weight from it. */
static void push_down(struct match_node *node, const posting_bits bits)
{
    for (size_t i = 0; i < node->parts.count; i++) {
        struct match_node *part = node->parts.items[i];
        keep(part->bits, bits);
        push_down(part, bits);
    }
}

static nsearch_status match_all(struct match_search *search, struct match_node *node,
                                const posting_bits wanted)
{
    posting_bits bits;
    bool any = true;
    nsearch_status status = NSEARCH_OK;
    memcpy(bits, wanted, sizeof bits);
    for (size_t i = 0; i < node->parts.count && any && !status; i++) {
        status = match_node(search, node->parts.items[i], bits);
        any = keep(bits, node->parts.items[i]->bits);
    }
    for (size_t i = 0; i < node->nots.count && any && !status; i++) {
        status = match_node(search, node->nots.items[i], bits);
        any = clear(bits, node->nots.items[i]->bits);
    }
    if (status) return status;
    const bool later = search->lazy && node == search->root;
    if (any && !later && node->places.count) status = keep_places(search, node, bits);
    memcpy(node->bits, bits, sizeof bits);
    if (node->nested) push_down(node, bits);
    return status;
}

nsearch_status match_node(struct match_search *search, struct match_node *node,
                          const posting_bits wanted)
{
    memset(node->bits, 0, sizeof node->bits);
    switch (node->kind) {
    case MATCH_TERMS: return match_terms(search, node, wanted);
    case MATCH_ANY_OF: return match_any(search, node, wanted);
    case MATCH_ALL_OF: return match_all(search, node, wanted);
    case MATCH_RANGE:
        return match_range(search->segment, node->range, search->base, wanted, node->bits,
                           search->error);
    case MATCH_LISTED:
        match_listed(&node->listed[search->segment_index], search->base, node->bits);
        keep(node->bits, wanted);
        break;
    case MATCH_EVERY: return match_every(search, node, wanted);
    }
    return NSEARCH_OK;
}

/* ---- What can be passed over --------------------------------------------------------------------- */

/* The least docid from `docid` on that one of the lists may have. */
static uint64_t bound_of_terms(const struct match_search *search, const struct match_node *node,
                               uint32_t docid)
{
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < node->term_count && least > docid; i++) {
        const uint64_t bound = posting_list_bound(&node->terms[i].lists[search->segment_index],
                                                  docid);
        if (bound < least) least = bound;
    }
    return least;
}

static uint64_t bound_of_listed(const struct db_listed *listed, uint32_t docid)
{
    const size_t at = match_first_from(listed->docids, listed->count, docid);
    return at < listed->count ? listed->docids[at] : UINT64_MAX;
}

uint64_t match_bound(const struct match_search *search, const struct match_node *node,
                     uint32_t docid)
{
    uint64_t all = docid, any = UINT64_MAX;
    switch (node->kind) {
    case MATCH_TERMS: return bound_of_terms(search, node, docid);
    case MATCH_LISTED: return bound_of_listed(&node->listed[search->segment_index], docid);
    case MATCH_ANY_OF:
        for (size_t i = 0; i < node->parts.count && any > docid; i++) {
            const uint64_t bound = match_bound(search, node->parts.items[i], docid);
            if (bound < any) any = bound;
        }
        return any;
    case MATCH_ALL_OF:
        for (size_t i = 0; i < node->parts.count; i++) {
            const uint64_t bound = match_bound(search, node->parts.items[i], docid);
            if (bound > all) all = bound;
        }
        return all;
    default: return docid;
    }
}
