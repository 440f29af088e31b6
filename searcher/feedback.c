/* feedback.c - see feedback.h. */
#include "searcher/feedback.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/hash.h"
#include "common/order.h"
#include "common/schema.h"
#include "common/termlist.h"
#include "searcher/rank.h"

enum {
    BUCKETS = 4096,
    STEM_MIN = 2 /* bytes */
};

/* A stem of the articles. */
struct candidate {
    struct candidate *next;  /* in its bucket */
    struct candidate *older; /* of all */
    uint64_t hash;
    uint32_t articles; /* that have it */
    double share;      /* the sum of their weights, times its share of their words */
    double idf;
    double score; /* at first its share alone */
    size_t size;
    char term[];
};

struct choosing {
    struct matcher *matcher;
    struct stored *stored;
    struct arena *arena;
    struct candidate *buckets[BUCKETS];
    struct candidate *newest;
    struct buf list;
    nsearch_error *error;
};

/* The best of some, in order. */
struct best {
    struct candidate **items;
    size_t count, most;
};

/* ---- What the articles have ---------------------------------------------------------------------- */

/* Stems of the title alone are "ZS" and what follows; words are folded, so theirs have no capital. */
static bool is_stem(const uint8_t *term, size_t size)
{
    return size > STEM_MIN && term[0] == PREFIX_STEM[0] && !(term[1] >= 'A' && term[1] <= 'Z');
}

/* Whether no stem comes after the term. */
static bool is_behind_stems(const uint8_t *term)
{
    return term[0] > PREFIX_STEM[0];
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
    struct candidate *candidate = arena_alloc(choosing->arena, sizeof *candidate + size);
    if (!candidate) return NULL;
    candidate->size = size;
    candidate->hash = hash_bytes(term, size);
    memcpy(candidate->term, term, size);
    struct candidate **bucket = &choosing->buckets[candidate->hash % BUCKETS];
    candidate->next = *bucket;
    *bucket = candidate;
    candidate->older = choosing->newest;
    choosing->newest = candidate;
    return candidate;
}

static nsearch_status broken_list(nsearch_error *error)
{
    return error_set(error, NSEARCH_DAMAGED, "the list of an article's terms is broken");
}

/* Opens the list of an article's terms. */
static nsearch_status open_list(struct stored *stored, const struct match_hit *article,
                                struct buf *tag, struct termlist *list, nsearch_error *error)
{
    const nsearch_status status = stored_terms(stored, article->segment, article->docid, tag,
                                               error);
    if (status) return status;
    if (termlist_open(list, (const uint8_t *)tag->data, tag->size)) return NSEARCH_OK;
    return broken_list(error);
}

static nsearch_status add_article(struct choosing *choosing, const struct match_hit *article,
                                  double weight)
{
    struct termlist list;
    const nsearch_status status = open_list(choosing->stored, article, &choosing->list, &list,
                                            choosing->error);
    if (status) return status;
    while (list.left && termlist_next(&list)) {
        if (is_behind_stems(list.term)) return NSEARCH_OK;
        if (!is_stem(list.term, list.term_size)) continue;
        struct candidate *candidate = find(choosing, list.term, list.term_size);
        if (!candidate) candidate = add(choosing, list.term, list.term_size);
        if (!candidate) return error_memory(choosing->error);
        candidate->articles++;
        candidate->share += weight * list.wdf / (double)list.length;
    }
    return termlist_at_end(&list) ? NSEARCH_OK : broken_list(choosing->error);
}

static double score_of(const struct match_hit *article)
{
    return article->weight >= RANK_PHRASE_BONUS ? article->weight - RANK_PHRASE_BONUS
                                                : article->weight;
}

static nsearch_status add_articles(struct choosing *choosing, const struct match_hit *articles,
                                   size_t count)
{
    double best = 0;
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < count; i++)
        best = fmax(best, score_of(&articles[i]));
    for (size_t i = 0; best > 0 && i < count && !status; i++) {
        const double weight = pow(score_of(&articles[i]) / best, RANK_FEEDBACK_STEEP);
        status = add_article(choosing, &articles[i], weight);
    }
    return status;
}

/* ---- The best of it ------------------------------------------------------------------------------ */

/* Whether it comes before the other; in the order of the alphabet, where they score the same. */
static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->score != b->score) return a->score > b->score;
    return order_bytes(a->term, a->size, b->term, b->size) < 0;
}

/* Puts it among the best; what is one too many goes. */
static void keep(struct best *best, struct candidate *candidate)
{
    struct candidate **items = best->items;
    size_t at = best->count;
    if (at < best->most)
        best->count++;
    else if (!is_better(candidate, items[--at]))
        return;
    for (; at && is_better(candidate, items[at - 1]); at--)
        items[at] = items[at - 1];
    items[at] = candidate;
}

/* Those that are worth a look-up. */
static void choose_likely(const struct choosing *choosing, uint32_t shared, struct best *likely)
{
    for (struct candidate *i = choosing->newest; i; i = i->older) {
        i->score = i->share;
        if (i->articles >= shared) keep(likely, i);
    }
}

/* In the order of their shares: when even the rarest could no more be among the best, the others needn't be looked
 * up. */
static nsearch_status choose_best(const struct choosing *choosing,
                                  const struct feedback_limits *limits, const struct best *likely,
                                  struct best *best)
{
    const double all = (double)matcher_count(choosing->matcher);
    const double rarest = rank_idf(limits->rare, all);
    for (size_t i = 0; i < likely->count; i++) {
        struct candidate *candidate = likely->items[i];
        uint64_t found;
        if (best->count == best->most &&
            candidate->share * rarest <= best->items[best->most - 1]->score)
            break;
        const nsearch_status status = matcher_term_count(choosing->matcher, candidate->term,
                                                         candidate->size, &found, choosing->error);
        if (status) return status;
        if ((double)found < limits->rare || (double)found > limits->common * all) continue;
        candidate->idf = rank_idf((double)found, all);
        candidate->score = candidate->share * candidate->idf;
        if (candidate->score > 0) keep(best, candidate);
    }
    return NSEARCH_OK;
}

static nsearch_status give(struct choosing *choosing, const struct best *best, struct feedback *out)
{
    struct feedback_term *terms = arena_alloc(choosing->arena, (best->count + 1) * sizeof *terms);
    if (!terms) return error_memory(choosing->error);
    for (size_t i = 0; i < best->count; i++) {
        const struct candidate *from = best->items[i];
        const double share = pow(from->score / best->items[0]->score, RANK_FEEDBACK_FLAT);
        terms[i] = (struct feedback_term){
            .term = from->term,
            .size = from->size,
            .weight = RANK_FEEDBACK * share * rank_rarity_factor(from->idf),
            .idf = from->idf,
        };
    }
    out->terms = terms;
    out->count = best->count;
    return NSEARCH_OK;
}

nsearch_status feedback_choose(struct matcher *matcher, struct stored *stored,
                               const struct match_hit *articles, size_t count,
                               struct feedback_limits limits, struct arena *arena,
                               struct feedback *out, nsearch_error *error)
{
    struct candidate *likely_items[RANK_SIMILAR_LOOKED_UP], *best_items[RANK_FEEDBACK_TERMS];
    struct best likely = {likely_items, 0, limits.lookups}, best = {best_items, 0, limits.terms};
    assert(limits.terms && limits.terms <= RANK_FEEDBACK_TERMS);
    assert(limits.lookups && limits.lookups <= RANK_SIMILAR_LOOKED_UP);
    *out = (struct feedback){.articles = articles, .article_count = count};
    struct choosing *choosing = calloc(1, sizeof *choosing);
    if (!choosing) return error_memory(error);
    choosing->matcher = matcher;
    choosing->stored = stored;
    choosing->arena = arena;
    choosing->error = error;
    buf_init(&choosing->list);
    nsearch_status status = add_articles(choosing, articles, count);
    choose_likely(choosing, limits.shared, &likely);
    if (!status) status = choose_best(choosing, &limits, &likely, &best);
    if (!status) status = give(choosing, &best, out);
    buf_release(&choosing->list);
    free(choosing);
    return status;
}

/* ---- Their words --------------------------------------------------------------------------------- */

/* The index of the term that a word has as its stem by one of the languages; the count of terms if none has. */
static size_t term_of(const struct feedback *feedback, const struct languages *languages,
                      const struct termlist *list)
{
    const char *word = (const char *)list->term;
    if (!list->term_size || list->term_size > ANALYSIS_WORD_MAX || !is_word(list->term))
        return feedback->count;
    for (size_t language = 0; language < languages->count; language++) {
        size_t size;
        const char *stem = stemmer_stem(languages->items[language].stemmer, word, list->term_size,
                                        &size);
        for (size_t i = 0; i < feedback->count; i++)
            if (feedback->terms[i].size == size + 1 &&
                !memcmp(feedback->terms[i].term + 1, stem, size))
                return i;
    }
    return feedback->count;
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
        ok = !open_list(generation->stored, &feedback->articles[i], &tag, &list, NULL);
        while (ok && list.left && termlist_next(&list)) {
            const size_t term = term_of(feedback, generation->languages, &list);
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
    languages_status(generation->languages, NULL); /* of calls before this one */
    if (!words || !name_words(generation, feedback, words, arena)) return NULL;
    if (languages_status(generation->languages, NULL) == NSEARCH_MEMORY) return NULL;
    for (size_t i = 0; i < feedback->count; i++)
        if (!words[i]) words[i] = feedback->terms[i].term + 1;
    return feedback->words = words;
}
