/* plan_any.c - see planner.h: a word that may be there or not, with --any.
 *
 *     typed      co-operation                                  garbage/trash
 *     planned    OR (SCALE Zco) (SCALE Zoper) (SCALE Zcooper)  OR (SCALE Zgarbag) (SCALE Ztrash)
 *
 * What the index has as several words is found by each of them, and rated by how near they stand (rank.h): asked to
 * be a phrase, it would hide articles that say nearly the same. A run of Chinese, Japanese or Korean isn't taken
 * apart, whose pairs of characters are no words. */
#include "searcher/planner.h"
#include "searcher/rank.h"

static bool is_run(const struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++)
        if (pieces->items[i].token == TOKEN_PAIR || pieces->items[i].token == TOKEN_SINGLE)
            return true;
    return false;
}

/* A rare word counts for more than BM25 gives it. */
static double factor_of(const struct planner *planner, const struct plan_words *words)
{
    if (!planner->context->db) return 1;
    return rank_rarity_factor(rank_idf(words->articles, db_count(planner->context->db)));
}

static bool add_piece(struct planner *planner, const struct piece *piece, double share,
                      struct plan_scope scope, struct plan_found *out)
{
    struct plan_found found = {0};
    const bool inflected = !scope.caps && plan_inflects(piece, scope.field);
    struct plan_words *words = plan_lookup(planner, piece, scope.field, inflected, scope.spans);
    if (!words || (share == 1 && !plan_rank(planner, words, scope)) ||
        !plan_mark_words(planner, words, scope, &found.marks) ||
        !plan_add_words(planner, &found, words))
        return false;
    if (scope.spans && !(found.spans = plan_span_words(planner, &words, 1, scope.caps)))
        return false;
    const double factor = share * factor_of(planner, words);
    struct db_query *query = factor == 1 || scope.filter
                                 ? words->query
                                 : plan_scale(planner, words->query, factor);
    return plan_append(planner, &found.wide, query) && plan_find_or(planner, out, &found);
}

bool plan_find_loose(struct planner *planner, const struct query_node *node,
                     struct plan_scope scope, struct plan_found *out)
{
    struct readings readings;
    if (!plan_readings(planner, node, true, &readings)) return false;
    if (!readings.split.count || is_run(&readings.split))
        return plan_find_word(planner, node, scope, out);
    for (size_t i = 0; i < readings.split.count; i++)
        if (!add_piece(planner, &readings.split.items[i], 1, scope, out)) return false;
    for (size_t i = 0; i < readings.joined.count && readings.is_joined; i++) {
        const struct piece *piece = &readings.joined.items[i];
        if (piece->token == TOKEN_JOINED &&
            !add_piece(planner, piece, RANK_JOINED_SHARE, scope, out))
            return false;
    }
    return plan_finish_or(planner, scope, out);
}
