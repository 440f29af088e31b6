/* feedback_query.c - see feedback.h: the query with the words that were added. */
#include <string.h>

#include "searcher/feedback.h"

static struct db_query *scaled_term(struct arena *arena, const struct feedback_term *term)
{
    struct db_query *scale = db_query_new(arena, DB_SCALE, 1),
                    *leaf = db_query_new(arena, DB_TERM, 0);
    if (!scale || !leaf) return NULL;
    leaf->term = term->term;
    leaf->term_size = term->size;
    scale->factor = term->weight;
    scale->children[0] = leaf;
    return scale;
}

struct db_query *feedback_any(const struct feedback *feedback, struct arena *arena)
{
    struct db_query *query = db_query_new(arena, DB_OR, feedback->count);
    for (size_t i = 0; query && i < feedback->count; i++)
        if (!(query->children[i] = scaled_term(arena, &feedback->terms[i]))) return NULL;
    return query;
}

/* Whether a query asks for any of its words, and no more. */
static bool is_loose(const struct db_query *query)
{
    switch (query->op) {
    case DB_TERM: return true;
    case DB_SCALE: return is_loose(query->children[0]);
    case DB_OR:
        for (size_t i = 0; i < query->count; i++)
            if (!is_loose(query->children[i])) return false;
        return true;
    default: return languages_narrowed(query) && is_loose(query->children[0]);
    }
}

/* Goes down to where the words are: filters and what is left out hold for what is added too. */
static const struct db_query *join(const struct db_query *match, struct db_query *added, bool any,
                                   struct arena *arena)
{
    const bool down = (match->op == DB_AND_NOT || match->op == DB_FILTER) &&
                      !languages_narrowed(match);
    const size_t count = down ? match->count : 2;
    struct db_query *query = db_query_new(arena, any && is_loose(match) ? DB_OR : DB_AND_MAYBE,
                                          count);
    if (!query) return NULL;
    if (down) {
        query->op = match->op;
        memcpy(query->children, match->children, count * sizeof(*query->children));
        query->children[0] = (struct db_query *)join(match->children[0], added, any, arena);
        return query->children[0] ? query : NULL;
    }
    query->children[0] = (struct db_query *)match;
    query->children[1] = added;
    return query;
}

const struct db_query *feedback_query(const struct db_query *match, const struct feedback *feedback,
                                      bool any, struct arena *arena)
{
    if (!feedback->count) return match;
    struct db_query *added = feedback_any(feedback, arena);
    return added ? join(match, added, any, arena) : NULL;
}
