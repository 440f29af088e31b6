/* matcher_weigh.c - see matcher_own.h: how well documents match.
 *
 * The scorers, by what they can give at most, and what those from each on can give together:
 *
 *     most   7.1 kaesong   3.0 liaison   0.4 office   0.1 say
 *     left  10.6           3.5           0.5          0.1
 *
 * Once the k-th best has a weight of 3.2, a document has to have kaesong or liaison to be among the best; and one
 * that has got less than 2.7 from those two needn't be asked for the rest. What is left then is weighed anew, in the
 * order of the query: sums don't depend on what was found before.
 *
 * BM25 as Xapian's BM25Weight(k1, 0, 1, b, 0.5) has it: a term in `n` of N documents, `wdf` times in one of `length`
 *
 *     factor = log(x) (k1 + 1), where x = (N - n + 0.5) / (n + 0.5), or 1 + x / 2 if that is below 2
 *     weight = factor wdf / (k1 (1 - b + b max(length / mean length, 0.5)) + wdf) */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "searcher/matcher_own.h"

#define LENGTH_LEAST 0.5 /* of the mean */
#define SLACK 1e-9       /* sums that are made in another order differ less, relatively */

/* ---- Statistics ---------------------------------------------------------------------------------- */

static int compare_counts(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Takes the least of those that are left, of two rows that go up. */
static double take_least(const double *single, size_t singles, size_t *at, const double *joined,
                         size_t joins, size_t *from)
{
    const bool is_single = *at < singles && (*from == joins || single[*at] <= joined[*from]);
    return is_single ? single[(*at)++] : joined[(*from)++];
}

/* Documents that have one of the terms, as if each were in any document as likely as in any other: the two least at
 * a time and in whole documents, as Xapian's OR tells it. Joined ones come in ascending order, too. */
static double join_counts(double all, double *counts, double *joined, size_t count)
{
    size_t at = 0, from = 0, joins = 0;
    qsort(counts, count, sizeof *counts, compare_counts);
    while (joins + 1 < count) {
        const double a = take_least(counts, count, &at, joined, joins, &from);
        const double b = take_least(counts, count, &at, joined, joins, &from);
        joined[joins++] = floor(a + b - a * b / all + 0.5);
    }
    return count == 1 ? counts[0] : joined[joins - 1];
}

static bool count_documents(struct match_search *search, const struct match_node *node, double *out)
{
    double *counts = arena_alloc(&search->arena, 2 * node->term_count * sizeof *counts);
    if (!counts) return false;
    for (size_t i = 0; i < node->term_count; i++)
        for (size_t j = 0; j < search->matcher->count; j++)
            counts[i] += node->terms[i].lists[j].count;
    *out = join_counts((double)search->matcher->documents, counts, counts + node->term_count,
                       node->term_count);
    return true;
}

/* The greatest wdf that there can be. */
static double most_wdf(const struct match_search *search, const struct match_node *node)
{
    double most = 0;
    for (size_t i = 0; i < search->matcher->count; i++) {
        double sum = 0;
        for (size_t j = 0; j < node->term_count; j++) {
            const double limit = search->matcher->segments[i].stats.wdf_max;
            const double total = (double)node->terms[j].lists[i].total;
            sum += total < limit ? total : limit;
        }
        if (sum > most) most = sum;
    }
    return most;
}

static double inverse_frequency(double documents, double count)
{
    const double x = (documents - count + 0.5) / (count + 0.5);
    return log(x < 2 ? x * 0.5 + 1 : x);
}

static bool begin_scorer(struct match_search *search, struct match_scorer *scorer)
{
    double count;
    scorer->most = scorer->factor;
    if (!scorer->wdfs) return true;
    if (!count_documents(search, scorer->node, &count)) return false;
    const double wdf = most_wdf(search, scorer->node);
    scorer->factor *= inverse_frequency((double)search->matcher->documents, count) *
                      (search->request->k1 + 1);
    scorer->most = wdf > 0 ? scorer->factor * wdf / (search->norm_least + wdf) : 0;
    return true;
}

/* Puts the greatest first. */
static void put_in_order(struct match_search *search, const struct match_scorer *scorer)
{
    size_t at = search->ordered++;
    for (; at && search->order[at - 1].most < scorer->most; at--)
        search->order[at] = search->order[at - 1];
    search->order[at] = *scorer;
}

static void begin_norms(struct match_search *search)
{
    const struct matcher *matcher = search->matcher;
    const double k1 = search->request->k1, b = search->request->b;
    search->norm = k1 * (1 - b);
    search->slope = matcher->mean_length > 0 ? k1 * b / matcher->mean_length : 0;
    search->norm_min = search->norm + k1 * b * LENGTH_LEAST;
    search->norm_least = search->norm + search->slope * matcher->length_min;
    if (search->norm_least < search->norm_min) search->norm_least = search->norm_min;
}

nsearch_status match_weigh_begin(struct match_search *search)
{
    double left = 0;
    begin_norms(search);
    search->order = arena_alloc(&search->arena, (search->scorer_count + 1) * sizeof *search->order);
    if (!search->order) return error_memory(search->error);
    for (size_t i = 0; i < search->scorer_count; i++) {
        if (!begin_scorer(search, &search->scorers[i])) return error_memory(search->error);
        if (search->scorers[i].late)
            left += search->scorers[i].most;
        else
            put_in_order(search, &search->scorers[i]);
    }
    for (size_t i = search->ordered + 1; i-- > 0;)
        search->order[i].left = left += search->order[i].most;
    search->closer = search->lazy;
    for (size_t i = 0; i < search->maybe_count; i++)
        search->closer |= search->maybes[i].late;
    return NSEARCH_OK;
}

/* ---- Documents ----------------------------------------------------------------------------------- */

static inline double norm_of(const struct match_search *search, uint32_t length)
{
    const double norm = search->norm + search->slope * length;
    return norm > search->norm_min ? norm : search->norm_min;
}

/* What the scorer gives a document that it counts for. */
static inline double score(const struct match_scorer *scorer, uint32_t place, uint32_t length,
                           double norm)
{
    if (!scorer->wdfs) return scorer->factor;
    uint32_t wdf = scorer->wdfs[place];
    if (scorer->clamped && wdf > length) wdf = length;
    return wdf ? scorer->factor * (wdf / (norm + wdf)) : 0;
}

/* All that it has, in the order of the query. */
static double weight_of(const struct match_search *search, uint32_t place)
{
    const uint32_t length = search->lengths->lengths[place];
    const double norm = norm_of(search, length);
    double weight = 0;
    for (size_t i = 0; i < search->scorer_count; i++) {
        const struct match_scorer *scorer = &search->scorers[i];
        if (match_has(scorer->bits, place)) weight += score(scorer, place, length, norm);
    }
    return weight;
}

/* Whether it may weigh more than `least`. */
static bool may_reach(const struct match_search *search, uint32_t place, double least)
{
    const uint32_t length = search->lengths->lengths[place];
    const double norm = norm_of(search, length);
    const struct match_scorer *scorer = search->order, *end = scorer + search->ordered;
    double weight = 0;
    for (; scorer < end; scorer++) {
        if (weight + scorer->left < least) return false;
        if (match_has(scorer->bits, place)) weight += score(scorer, place, length, norm);
    }
    return weight + end->left >= least;
}

/* Of a query of one term: the least wdf with which a document of any length may weigh `least`. */
static uint32_t least_wdf(const struct match_search *search, double least)
{
    const struct match_scorer *scorer = search->order;
    if (search->ordered != 1 || !scorer->wdfs || scorer[1].left > 0 || !(least > 0)) return 0;
    if (scorer->factor <= least) return UINT32_MAX;
    const double wdf = least * search->norm_least / (scorer->factor - least) * (1 - SLACK);
    return wdf < UINT32_MAX ? (uint32_t)wdf : UINT32_MAX;
}

/* ---- Windows ------------------------------------------------------------------------------------- */

/* What a weight must be at least; less than any if any will do. */
static double least_weight(const struct match_search *search)
{
    const struct match_best *best = &search->best;
    if (!match_best_full(best) || search->request->order != DB_BY_WEIGHT) return -INFINITY;
    const double least = best->entries[0].weight;
    return least - fabs(least) * SLACK;
}

/* Leaves the bits of the documents that have a term without which there isn't weight enough. */
static void keep_essential(const struct match_search *search, double least, posting_bits bits)
{
    posting_bits any = {0};
    size_t essential = 0;
    while (essential < search->ordered && search->order[essential].left >= least)
        essential++;
    if (essential == search->ordered && search->order[essential].left >= least) return;
    for (size_t i = 0; i < essential; i++) {
        const uint64_t *has = search->order[i].bits;
        for (size_t j = 0; j < POSTING_WORDS; j++)
            any[j] |= has[j];
    }
    for (size_t i = 0; i < POSTING_WORDS; i++)
        bits[i] &= any[i];
}

/* The value's number, made so that the greater is the better one. */
static uint64_t key_at(const struct match_search *search, uint32_t place)
{
    if (search->request->order == DB_BY_WEIGHT) return 0;
    const uint64_t key = search->values->keys[place];
    return key && search->request->order == DB_BY_VALUE_UP ? ~key : key;
}

static struct match_entry entry_at(const struct match_search *search, uint32_t place)
{
    return (struct match_entry){.key = key_at(search, place),
                                .weight = weight_of(search, place),
                                .segment = search->segment_index,
                                .docid = search->base + place};
}

static nsearch_status add(struct match_search *search, const struct match_entry *entry)
{
    return match_best_add(&search->best, &search->arena, entry) ? NSEARCH_OK
                                                                : error_memory(search->error);
}

/* By value: only those that aren't worse by it than the worst. */
static bool key_will_do(const struct match_search *search, uint32_t place)
{
    if (search->request->order == DB_BY_WEIGHT || !match_best_full(&search->best)) return true;
    return key_at(search, place) >= search->best.entries[0].key;
}

/* Documents mostly stand in the order of their dates: where the newest are wanted the last ones of a window go first,
 * and not each of them takes the place of an older one. */
static inline uint32_t take_place(const struct match_search *search, uint32_t word, uint64_t *left)
{
    const uint32_t bit = search->request->order == DB_BY_VALUE_DOWN
                             ? 63 - (uint32_t)__builtin_clzll(*left)
                             : (uint32_t)__builtin_ctzll(*left);
    *left &= ~(UINT64_C(1) << bit);
    return 64 * word + bit;
}

static inline uint32_t word_at(const struct match_search *search, uint32_t i)
{
    return search->request->order == DB_BY_VALUE_DOWN ? POSTING_WORDS - 1 - i : i;
}

/* Puts the best into the heap as they come, or keeps them to be looked at closer. */
static nsearch_status sift(struct match_search *search, const posting_bits bits, posting_bits kept)
{
    double least = least_weight(search);
    uint32_t wdf = least_wdf(search, least);
    for (uint32_t i = 0; i < POSTING_WORDS; i++) {
        const uint32_t word = word_at(search, i);
        for (uint64_t left = bits[word]; left;) {
            const uint32_t place = take_place(search, word, &left);
            if (wdf && search->order[0].wdfs[place] < wdf) continue;
            if (!key_will_do(search, place) || !may_reach(search, place, least)) continue;
            if (search->closer) {
                kept[word] |= UINT64_C(1) << place % 64;
                continue;
            }
            const struct match_entry entry = entry_at(search, place);
            const nsearch_status status = add(search, &entry);
            if (status) return status;
            least = least_weight(search);
            wdf = least_wdf(search, least);
        }
    }
    return NSEARCH_OK;
}

static nsearch_status match_maybe(struct match_search *search, const struct match_maybe *maybe,
                                  const posting_bits among)
{
    posting_bits bits;
    for (size_t i = 0; i < POSTING_WORDS; i++)
        bits[i] = among[i] & maybe->gate->bits[i];
    return match_node(search, maybe->node, bits);
}

/* Finds which documents have what only adds weight. */
static nsearch_status match_maybes(struct match_search *search, bool late, const posting_bits among)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < search->maybe_count && !status; i++) {
        const struct match_maybe *maybe = &search->maybes[i];
        if (maybe->late == late && !maybe->counted) status = match_maybe(search, maybe, among);
    }
    return status;
}

nsearch_status match_count_maybes(struct match_search *search)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < search->maybe_count && !status; i++) {
        const struct match_maybe *maybe = &search->maybes[i];
        if (!maybe->counted) continue;
        status = match_maybe(search, maybe, search->root->bits);
        search->counted += match_count_bits(maybe->node->bits);
    }
    return status;
}

/* Asks last what is costly, and only of what would be among the best. */
static nsearch_status verify(struct match_search *search, const struct match_entry *entry,
                             const posting_bits kept)
{
    bool holds;
    if (!match_best_takes(&search->best, entry)) return NSEARCH_OK;
    const nsearch_status status = match_places_hold(search, search->root, entry->docid, kept,
                                                    &holds);
    if (status) return status;
    search->asked++;
    search->held += holds;
    return holds ? add(search, entry) : NSEARCH_OK;
}

static nsearch_status weigh_kept(struct match_search *search, const posting_bits kept)
{
    nsearch_status status = match_maybes(search, true, kept);
    for (uint32_t i = 0; i < POSTING_WORDS && !status; i++) {
        const uint32_t word = word_at(search, i);
        for (uint64_t left = kept[word]; left && !status;) {
            const uint32_t place = take_place(search, word, &left);
            if (!key_will_do(search, place)) continue;
            const struct match_entry entry = entry_at(search, place);
            status = search->lazy ? verify(search, &entry, kept) : add(search, &entry);
        }
    }
    return status;
}

static nsearch_status read_columns(struct match_search *search, const posting_bits wanted)
{
    nsearch_status status = match_lengths(search->segment, search->base, wanted, &search->lengths,
                                          search->error);
    if (!status && search->request->order != DB_BY_WEIGHT)
        status = match_values(search->segment, search->request->slot, search->base, &search->values,
                              search->error);
    return status;
}

nsearch_status match_weigh(struct match_search *search)
{
    posting_bits bits, kept = {0};
    const double least = least_weight(search);
    if (search->order[0].left < least || (least >= 0 && search->order[0].left <= 0))
        return NSEARCH_OK;
    nsearch_status status = match_maybes(search, false, search->root->bits);
    memcpy(bits, search->root->bits, sizeof bits);
    if (!status && least > -INFINITY) keep_essential(search, least, bits);
    if (status || match_is_empty(bits)) return status;
    status = read_columns(search, bits);
    if (!status) status = sift(search, bits, kept);
    return status || match_is_empty(kept) ? status : weigh_kept(search, kept);
}
