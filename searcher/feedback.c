/* feedback.c - see feedback.h. */
#include "searcher/feedback.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/hash.h"
#include "common/order.h"
#include "common/schema.h"
#include "common/termlist.h"
#include "searcher/rank.h"

const size_t feedback_articles = RANK_FEEDBACK_ARTICLES;

enum {
    BUCKETS = 4096,
    STEM_MIN = 2 /* bytes */
};

/* A stem of the articles. */
struct candidate {
    struct candidate *next; /* in its bucket */
    const char *term;
    size_t size;
    uint64_t hash;
    uint32_t articles; /* that have it */
    double share;      /* the sum of their weights, times its share of their words */
    double score;
    double factor; /* of its rarity */
};

struct choosing {
    struct generation *generation;
    const struct found_article *articles;
    size_t count;
    struct arena *arena;
    struct candidate *buckets[BUCKETS];
    struct candidate **all;
    size_t all_count, all_capacity;
    struct buf list;
    nsearch_error *error;
};

/* ---- What the articles have ---------------------------------------------------------------------- */

/* Stems of the title alone are "ZS" and what follows; words are folded, so theirs have no capital. */
static bool is_stem(const uint8_t *term, size_t size)
{
    return size > STEM_MIN && term[0] == PREFIX_STEM[0] && !(term[1] >= 'A' && term[1] <= 'Z');
}

static bool is_word(const uint8_t *term)
{
    return term[0] >= 0x80 || (term[0] >= 'a' && term[0] <= 'z');
}

static struct candidate *find(struct choosing *choosing, const void *term, size_t size)
{
    const uint64_t hash = hash_bytes(term, size);
    struct candidate *candidate = choosing->buckets[hash % BUCKETS];
    while (candidate && (candidate->hash != hash || candidate->size != size ||
                         memcmp(candidate->term, term, size)))
        candidate = candidate->next;
    return candidate;
}

static struct candidate *add(struct choosing *choosing, const void *term, size_t size)
{
    struct candidate *candidate = arena_alloc(choosing->arena, sizeof *candidate);
    struct candidate **all = arena_grow(choosing->arena, choosing->all, choosing->all_count,
                                        &choosing->all_capacity, sizeof(*all));
    const char *copy = arena_copy(choosing->arena, term, size);
    if (!candidate || !all || !copy) return NULL;
    *candidate = (struct candidate){.term = copy, .size = size, .hash = hash_bytes(term, size)};
    struct candidate **bucket = &choosing->buckets[candidate->hash % BUCKETS];
    candidate->next = *bucket;
    *bucket = candidate;
    choosing->all = all;
    all[choosing->all_count++] = candidate;
    return candidate;
}

static nsearch_status broken_list(nsearch_error *error)
{
    return error_set(error, NSEARCH_DAMAGED, "the list of an article's terms is broken");
}

/* Opens the list of an article's terms. */
static nsearch_status open_list(struct generation *generation, const struct found_article *article,
                                struct buf *tag, struct termlist *list, nsearch_error *error)
{
    const nsearch_status status = stored_terms(generation->stored, article->segment, article->docid,
                                               tag, error);
    if (status) return status;
    if (termlist_open(list, (const uint8_t *)tag->data, tag->size)) return NSEARCH_OK;
    return broken_list(error);
}

static uint64_t count_stems(struct termlist list)
{
    uint64_t total = 0;
    while (list.left && termlist_next(&list))
        if (is_stem(list.term, list.term_size)) total += list.wdf;
    return total;
}

static nsearch_status add_article(struct choosing *choosing, size_t index, double weight)
{
    struct termlist list;
    const nsearch_status status = open_list(choosing->generation, &choosing->articles[index],
                                            &choosing->list, &list, choosing->error);
    if (status) return status;
    const uint64_t total = count_stems(list);
    while (list.left && termlist_next(&list)) {
        if (!is_stem(list.term, list.term_size)) continue;
        struct candidate *candidate = find(choosing, list.term, list.term_size);
        if (!candidate) candidate = add(choosing, list.term, list.term_size);
        if (!candidate) return error_memory(choosing->error);
        candidate->articles++;
        candidate->share += weight * list.wdf / (double)total;
    }
    return termlist_at_end(&list) ? NSEARCH_OK : broken_list(choosing->error);
}

static double score_of(const struct found_article *article)
{
    return article->weight >= RANK_PHRASE_BONUS ? article->weight - RANK_PHRASE_BONUS
                                                : article->weight;
}

static nsearch_status add_articles(struct choosing *choosing)
{
    double best = 0;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < choosing->count; i++)
        best = fmax(best, score_of(&choosing->articles[i]));
    for (size_t i = 0; best > 0 && i < choosing->count && !status; i++) {
        const double weight = pow(score_of(&choosing->articles[i]) / best, RANK_FEEDBACK_STEEP);
        status = add_article(choosing, i, weight);
    }
    return status;
}

/* ---- The best of it ------------------------------------------------------------------------------ */

static int compare_share(const void *a, const void *b)
{
    const struct candidate *const *left = a, *const *right = b;
    if ((*left)->share != (*right)->share) return (*left)->share > (*right)->share ? -1 : 1;
    return order_bytes((*left)->term, (*left)->size, (*right)->term, (*right)->size);
}

/* Puts it among the best, which are in order; what is one too many goes. */
static void keep(struct candidate **best, size_t *count, struct candidate *candidate)
{
    size_t at = *count;
    if (at == RANK_FEEDBACK_TERMS) {
        if (best[at - 1]->score >= candidate->score) return;
        at--;
    } else {
        ++*count;
    }
    for (; at && best[at - 1]->score < candidate->score; at--)
        best[at] = best[at - 1];
    best[at] = candidate;
}

/* In the order of their shares: when even the rarest could no more be among the best, the others needn't be looked
 * up. */
static nsearch_status choose(struct choosing *choosing, struct candidate **best, size_t *count)
{
    struct matcher *matcher = choosing->generation->matcher;
    const double all = (double)matcher_count(matcher);
    const double rarest = rank_idf(RANK_FEEDBACK_RARE, all);
    size_t looked_up = 0;
    if (choosing->all_count)
        qsort(choosing->all, choosing->all_count, sizeof(*choosing->all), compare_share);
    for (size_t i = 0; i < choosing->all_count; i++) {
        struct candidate *candidate = choosing->all[i];
        uint64_t found;
        if (candidate->articles < RANK_FEEDBACK_IN) continue;
        if (looked_up++ == RANK_FEEDBACK_LOOKED_UP) break;
        if (*count == RANK_FEEDBACK_TERMS && candidate->share * rarest <= best[*count - 1]->score)
            break;
        const nsearch_status status = matcher_term_count(matcher, candidate->term, candidate->size,
                                                         &found, choosing->error);
        if (status) return status;
        if (found < RANK_FEEDBACK_RARE || (double)found > RANK_FEEDBACK_COMMON * all) continue;
        candidate->score = candidate->share * rank_idf((double)found, all);
        candidate->factor = rank_rarity_factor((double)found, all);
        keep(best, count, candidate);
    }
    return NSEARCH_OK;
}

static nsearch_status give(struct choosing *choosing, struct candidate *const *best, size_t count,
                           struct feedback *out)
{
    struct feedback_term *terms = arena_alloc(choosing->arena, (count + 1) * sizeof *terms);
    if (!terms) return error_memory(choosing->error);
    for (size_t i = 0; i < count; i++)
        terms[i] = (struct feedback_term){
            .term = best[i]->term,
            .size = best[i]->size,
            .weight = RANK_FEEDBACK * best[i]->factor *
                      pow(best[i]->score / best[0]->score, RANK_FEEDBACK_FLAT),
        };
    *out = (struct feedback){terms, count, choosing->articles, choosing->count, NULL};
    return NSEARCH_OK;
}

nsearch_status feedback_choose(struct generation *generation, const struct found_article *articles,
                               size_t count, struct arena *arena, struct feedback *out,
                               nsearch_error *error)
{
    struct candidate *best[RANK_FEEDBACK_TERMS];
    size_t best_count = 0;
    *out = (struct feedback){0};
    struct choosing *choosing = calloc(1, sizeof *choosing);
    if (!choosing) return error_memory(error);
    choosing->generation = generation;
    choosing->articles = articles;
    choosing->count = count < feedback_articles ? count : feedback_articles;
    choosing->arena = arena;
    choosing->error = error;
    buf_init(&choosing->list);
    nsearch_status status = add_articles(choosing);
    if (!status) status = choose(choosing, best, &best_count);
    if (!status) status = give(choosing, best, best_count, out);
    buf_release(&choosing->list);
    free(choosing);
    return status;
}

/* ---- Their words --------------------------------------------------------------------------------- */

/* The index of the term that a word has as its stem; the count of terms if none has. */
static size_t term_of(const struct feedback *feedback, struct stemmer *stemmer,
                      const struct termlist *list)
{
    size_t size, i = 0;
    if (!list->term_size || list->term_size > ANALYSIS_WORD_MAX || !is_word(list->term))
        return feedback->count;
    const char *stem = stemmer_stem(stemmer, (const char *)list->term, list->term_size, &size);
    while (i < feedback->count &&
           (feedback->terms[i].size != size + 1 || memcmp(feedback->terms[i].term + 1, stem, size)))
        i++;
    return i;
}

static bool name_words(struct generation *generation, struct feedback *feedback, const char **words,
                       struct arena *arena)
{
    size_t named = 0;
    bool ok = true;
    struct buf tag;
    buf_init(&tag);
    for (size_t i = 0; ok && i < feedback->article_count && named < feedback->count; i++) {
        struct termlist list;
        ok = !open_list(generation, &feedback->articles[i], &tag, &list, NULL);
        while (ok && list.left && termlist_next(&list)) {
            const size_t term = term_of(feedback, generation->stemmer, &list);
            if (term == feedback->count || words[term]) continue;
            words[term] = arena_copy(arena, list.term, list.term_size);
            ok = words[term];
            named++;
        }
    }
    buf_release(&tag);
    return ok;
}

const char *const *feedback_words(struct generation *generation, struct feedback *feedback,
                                  struct arena *arena)
{
    if (feedback->words) return feedback->words;
    const char **words = arena_alloc(arena, (feedback->count + 1) * sizeof(*words));
    if (!words || !name_words(generation, feedback, words, arena)) return NULL;
    for (size_t i = 0; i < feedback->count; i++)
        if (!words[i]) words[i] = feedback->terms[i].term + 1;
    return feedback->words = words;
}
