/* feedback_query.c - see feedback.h: the query with the words that were added. */
#include <string.h>

#include "searcher/feedback.h"

static struct xap_query *scaled_term(struct arena *arena, const struct feedback_term *term)
{
    struct xap_query *scale = xap_query_new(arena, XAP_SCALE, 1),
                     *leaf = xap_query_new(arena, XAP_TERM, 0);
    if (!scale || !leaf) return NULL;
    leaf->term = term->term;
    leaf->term_size = term->size;
    scale->factor = term->weight;
    scale->children[0] = leaf;
    return scale;
}

/* An OR of them all. */
static struct xap_query *any_term(struct arena *arena, const struct feedback *feedback)
{
    struct xap_query *query = xap_query_new(arena, XAP_OR, feedback->count);
    for (size_t i = 0; query && i < feedback->count; i++)
        if (!(query->children[i] = scaled_term(arena, &feedback->terms[i]))) return NULL;
    return query;
}

/* Whether a query asks for any of its words, and no more. */
static bool is_loose(const struct xap_query *query)
{
    switch (query->op) {
    case XAP_TERM: return true;
    case XAP_SCALE: return is_loose(query->children[0]);
    case XAP_OR:
        for (size_t i = 0; i < query->count; i++)
            if (!is_loose(query->children[i])) return false;
        return true;
    default: return languages_narrowed(query) && is_loose(query->children[0]);
    }
}

/* Goes down to where the words are: filters and what is left out hold for what is added too. */
static const struct xap_query *join(const struct xap_query *match, struct xap_query *added,
                                    bool any, struct arena *arena)
{
    const bool down = (match->op == XAP_AND_NOT || match->op == XAP_FILTER) &&
                      !languages_narrowed(match);
    const size_t count = down ? match->count : 2;
    struct xap_query *query = xap_query_new(arena, any && is_loose(match) ? XAP_OR : XAP_AND_MAYBE,
                                            count);
    if (!query) return NULL;
    if (down) {
        query->op = match->op;
        memcpy(query->children, match->children, count * sizeof(*query->children));
        query->children[0] = (struct xap_query *)join(match->children[0], added, any, arena);
        return query->children[0] ? query : NULL;
    }
    query->children[0] = (struct xap_query *)match;
    query->children[1] = added;
    return query;
}

const struct xap_query *feedback_query(const struct xap_query *match,
                                       const struct feedback *feedback, bool any,
                                       struct arena *arena)
{
    if (!feedback->count) return match;
    struct xap_query *added = any_term(arena, feedback);
    return added ? join(match, added, any, arena) : NULL;
}
