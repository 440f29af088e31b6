/* suggest_word.c - see suggest.h: what a misspelt word may have been.
 *
 * As in the noisy channel of Kernighan, Church and Gale (1990), the likelier of two candidates is the one that the
 * archive has more often and that it takes fewer slips of the hand to spoil; where the first letter is wrong, it is
 * more than a slip. */
#include <math.h>
#include <string.h>

#include "common/edits.h"
#include "common/error.h"
#include "common/schema.h"
#include "common/term.h"
#include "common/utf8.h"
#include "searcher/suggest.h"

enum {
    EDITS_MAX = 2,
    TWO_EDITS_FROM = 5, /* characters: a shorter word that was changed twice is another one */
    PART_MIN = 2,       /* bytes of a word that was run together with another */
    SPLITS_TRIED = 3
};

static const double edit_cost = 5.5, first_letter_cost = 2;

double suggest_score(uint32_t count, double edits)
{
    return log(1 + (double)count) - edit_cost * edits;
}

/* ---- How often there is a word ------------------------------------------------------------------- */

static nsearch_status count_term(const struct suggest_context *context, const char *prefix,
                                 const char *word, size_t size, uint32_t *out, nsearch_error *error)
{
    char term[TERM_MAX + 1];
    const size_t term_size = term_word(prefix, word, size, term);
    return db_term_count(context->db, term, term_size, out, error);
}

nsearch_status suggest_count(const struct suggest_context *context, const char *prefix,
                             const char *word, size_t size, bool literal, uint32_t *out,
                             nsearch_error *error)
{
    const bool title = !strcmp(prefix, PREFIX_TITLE);
    if (literal || (*prefix && !title)) return count_term(context, prefix, word, size, out, error);
    nsearch_status status = NSEARCH_OK;
    *out = 0;
    for (size_t i = 0; i < context->languages->count && !status; i++) {
        size_t stem_size;
        uint32_t count;
        const char *stem = stemmer_stem(context->languages->items[i].stemmer, word, size,
                                        &stem_size);
        status = count_term(context, title ? PREFIX_STEM PREFIX_TITLE : PREFIX_STEM, stem,
                            stem_size, &count, error);
        if (count > *out) *out = count;
    }
    return status;
}

/* ---- Words spelt much the same ------------------------------------------------------------------- */

struct search {
    struct doubt *doubts; /* all of one field */
    size_t count;
    const char *prefix;
    size_t prefix_size;
    size_t walked;
};

/* Letters only, and apostrophes: nothing that a query could take for anything but a word. */
static bool is_plain(const char *word, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!(word[i] >= 'a' && word[i] <= 'z') && (unsigned char)word[i] < 0x80 && word[i] != '\'')
            return false;
    return true;
}

static void propose(struct doubt *doubt, const char *word, size_t size, double score)
{
    if (score <= doubt->score) return;
    memcpy(doubt->best, word, size);
    doubt->best[size] = '\0';
    doubt->score = score;
}

/* What can't win is passed over before it is looked at. */
static void compare(struct doubt *doubt, const char *word, size_t size, uint32_t count)
{
    const unsigned most = utf8_count(doubt->word, doubt->size) < TWO_EDITS_FROM ? 1 : EDITS_MAX;
    if (suggest_score(count, 1) <= doubt->score) return;
    const unsigned edits = edits_between(doubt->word, doubt->size, word, size, most);
    if (!edits || edits > most || !is_plain(word, size)) return;
    const double first = *word == *doubt->word ? 0 : first_letter_cost;
    propose(doubt, word, size, suggest_score(count, edits) - first);
}

static bool take(void *context, const char *term, size_t size, uint32_t count)
{
    struct search *search = context;
    const char *word = term + search->prefix_size;
    size -= search->prefix_size;
    for (size_t i = 0; i < search->count; i++)
        if (size <= ANALYSIS_WORD_MAX) compare(&search->doubts[i], word, size, count);
    return ++search->walked < SUGGEST_WALK_MAX;
}

/* Over the words that start with the byte `first`. */
static nsearch_status walk_first(const struct suggest_context *context, struct search *search,
                                 unsigned char first, nsearch_error *error)
{
    char term[TERM_MAX + 1];
    const char start = (char)first;
    if (search->walked >= SUGGEST_WALK_MAX || (start >= 'A' && start <= 'Z')) return NSEARCH_OK;
    const size_t size = term_word(search->prefix, &start, 1, term);
    return db_each_term(context->db, term, size, take, search, error);
}

/* First over the words that start as the doubtful ones do: in a very large archive there may be no time for the
 * others. */
static nsearch_status find_near(const struct suggest_context *context, struct search *search,
                                nsearch_error *error)
{
    bool walked[256] = {false};
    nsearch_status status = NSEARCH_OK;
    for (size_t i = 0; i < search->count && !status; i++) {
        const unsigned char first = (unsigned char)*search->doubts[i].word;
        if (!walked[first]) status = walk_first(context, search, first, error);
        walked[first] = true;
    }
    for (unsigned first = 'a'; first < 256 && !status; first++)
        if (!walked[first]) status = walk_first(context, search, (unsigned char)first, error);
    return status;
}

/* ---- Two words run together ---------------------------------------------------------------------- */

struct split {
    size_t at;
    double product; /* of the parts' articles */
};

/* How many articles have the two parts as a phrase. */
static nsearch_status count_phrase(const struct suggest_context *context, const struct doubt *doubt,
                                   size_t at, uint32_t *out, nsearch_error *error)
{
    char left[TERM_MAX + 1], right[TERM_MAX + 1];
    const size_t left_size = term_word(doubt->prefix, doubt->word, at, left);
    const size_t right_size = term_word(doubt->prefix, doubt->word + at, doubt->size - at, right);
    struct db_query first = {.op = DB_TERM, .term = left, .term_size = left_size};
    struct db_query second = {.op = DB_TERM, .term = right, .term_size = right_size};
    struct db_query *children[] = {&first, &second};
    const struct db_query phrase = {.op = DB_PHRASE, .window = 2, .children = children, .count = 2};
    const struct engine engine = {context->db, context->matcher};
    uint64_t total;
    const nsearch_status status = engine_count(&engine, &phrase, &total, error);
    *out = status ? 0 : (uint32_t)total;
    return status;
}

/* Puts a split among the best ones, if it is. */
static void rank_split(struct split best[SPLITS_TRIED], struct split split)
{
    for (size_t i = 0; i < SPLITS_TRIED; i++)
        if (split.product > best[i].product) {
            const struct split moved = best[i];
            best[i] = split;
            split = moved;
        }
}

/* The places where both parts are words, those first that have most articles. */
static nsearch_status find_splits(const struct suggest_context *context, const struct doubt *doubt,
                                  struct split best[SPLITS_TRIED], nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (size_t at = PART_MIN; at + PART_MIN <= doubt->size && !status; at++) {
        uint32_t left = 0, right = 0;
        if (utf8_continues(doubt->word[at])) continue;
        status = count_term(context, doubt->prefix, doubt->word, at, &left, error);
        if (!status && left)
            status = count_term(context, doubt->prefix, doubt->word + at, doubt->size - at, &right,
                                error);
        if (!status) rank_split(best, (struct split){at, (double)left * right});
    }
    return status;
}

static nsearch_status split_word(const struct suggest_context *context, struct doubt *doubt,
                                 nsearch_error *error)
{
    struct split best[SPLITS_TRIED] = {{0}};
    nsearch_status status = find_splits(context, doubt, best, error);
    for (size_t i = 0; i < SPLITS_TRIED && !status && best[i].at; i++) {
        char words[ANALYSIS_WORD_MAX + 1];
        const size_t at = best[i].at;
        uint32_t count;
        status = count_phrase(context, doubt, at, &count, error);
        if (status || !count) continue;
        memcpy(words, doubt->word, at);
        words[at] = ' ';
        memcpy(words + at + 1, doubt->word + at, doubt->size - at);
        propose(doubt, words, doubt->size + 1, suggest_score(count, 1));
    }
    return status;
}

/* -------------------------------------------------------------------------------------------------- */

nsearch_status suggest_words(const struct suggest_context *context, struct doubt *doubts,
                             size_t count, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    size_t walked = 0;
    /* Those of a field stand behind one another, as likely as not; where they don't, it is walked again. */
    for (size_t at = 0, end; at < count && !status; at = end) {
        const char *prefix = doubts[at].prefix;
        for (end = at + 1; end < count && !strcmp(doubts[end].prefix, prefix);)
            end++;
        struct search search = {doubts + at, end - at, prefix, strlen(prefix), walked};
        status = find_near(context, &search, error);
        walked = search.walked;
    }
    for (size_t i = 0; i < count && !status; i++)
        if (doubts[i].divisible) status = split_word(context, &doubts[i], error);
    return status;
}
