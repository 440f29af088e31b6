/* forward.c - see forward.h.
 *
 *     tokens   -> words      (row, position) in the order of the text
 *              -> unsorted   a row for each term, in the order of coming, counting its words; then the stems
 *     words    -> positions  each row's together: the counts say where they begin
 *     unsorted -> rows       in the order of the terms */
#include "indexer/forward.h"

#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/term.h"
#include "indexer/document.h"
#include "indexer/eights.h"
#include "indexer/radix.h"

struct forward_word {
    uint32_t row, position;
};

enum {
    FIRST_CAPACITY = 1024,
    RADIX_MAX = 4096, /* terms; above, what a hostile text could do to an insertion sort matters */
};
enum {
    PENDING_MAX = 32 /* words that are looked up at once */
};

struct forward_pending {
    uint32_t hash, position, size;
    bool stemmed;
    char word[ANALYSIS_WORD_MAX + EIGHT];
};

static const uint32_t no_row = UINT32_MAX;

nsearch_status forward_init(struct forward *forward, struct stemmer *stemmer, nsearch_error *error)
{
    *forward = (struct forward){.stemmer = stemmer};
    buf_init(&forward->value_text);
    forward->pending = calloc(PENDING_MAX, sizeof *forward->pending);
    return forward->pending ? NSEARCH_OK : error_memory(error);
}

void forward_release(struct forward *forward)
{
    free(forward->pending);
    free(forward->rows);
    free(forward->unsorted);
    free(forward->positions);
    free(forward->values);
    free(forward->words);
    free(forward->keys);
    free(forward->spare_keys);
    buf_release(&forward->value_text);
}

void forward_stem_by(struct forward *forward, struct stemmer *stemmer, const char *mark)
{
    if (stemmer != forward->stemmer) forward->stemmed_from = forward->article + 1;
    forward->stemmer = stemmer;
    forward->mark = mark;
}

/* Makes room in `array` for element number `index`, new ones zeroed. Returns the array, where it is
 * now; NULL if out of memory, and then it is where it was. */
static void *reserve(void *array, size_t *capacity, size_t index, size_t size)
{
    if (index < *capacity) return array;
    const size_t grown = index < FIRST_CAPACITY / 2 ? FIRST_CAPACITY : index * 2;
    char *moved = realloc(array, grown * size);
    if (!moved) return NULL;
    memset(moved + *capacity * size, 0, (grown - *capacity) * size);
    *capacity = grown;
    return moved;
}

/* ---- Collecting ---------------------------------------------------------------------------------- */

/* The row of a term, or no_row if out of memory. */
static uint32_t row_of(struct forward *forward, struct term *term)
{
    if (!term) return no_row;
    if (term->article == forward->article) return term->row;
    struct forward_row *rows = reserve(forward->unsorted, &forward->unsorted_capacity,
                                       forward->row_count, sizeof *rows);
    if (!rows) return no_row;
    forward->unsorted = rows;
    rows[forward->row_count] = (struct forward_row){.term = term};
    if (term->article < forward->stemmed_from) term->stem = NULL;
    term->article = forward->article;
    return term->row = forward->row_count++;
}

/* Adds a position to a row's; returns it, or NULL if out of memory. */
static inline struct forward_row *add_position(struct forward *forward, uint32_t row,
                                               uint32_t position)
{
    struct forward_word *words = reserve(forward->words, &forward->word_capacity,
                                         forward->word_count, sizeof *words);
    if (words) forward->words = words;
    if (row == no_row || !words) return NULL;
    words[forward->word_count++] = (struct forward_word){row, position};
    forward->unsorted[row].count++;
    return &forward->unsorted[row];
}

/* Counts a word once more. */
static bool add_word(struct forward *forward, struct term *term, uint32_t position, bool stemmed)
{
    struct forward_row *row = add_position(forward, row_of(forward, term), position);
    if (!row) return false;
    row->wdf++;
    row->stemmed += stemmed;
    return true;
}

/* Looks the term of a word's stem up, once. */
static bool know_stem(struct forward *forward, const char *prefix, const char *word, size_t size,
                      struct term *term)
{
    char text[TERM_MAX + 1];
    if (!term->stem) {
        size = document_stem_term(forward->stemmer, prefix, word, size, text);
        term->stem = terms_add(forward->terms, text, size);
    }
    if (term->stem) terms_fetch(term->stem);
    return term->stem;
}

/* Counts the stems of all words, at the end: once for a word, however often it came. */
static bool add_stems(struct forward *forward)
{
    const uint32_t count = forward->row_count;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t stemmed = forward->unsorted[i].stemmed;
        if (!stemmed) continue;
        const uint32_t row = row_of(forward, forward->unsorted[i].term->stem);
        if (row == no_row) return false;
        forward->unsorted[row].wdf += stemmed;
    }
    return true;
}

/* ---- Words on their way ---------------------------------------------------------------------------
 *
 * Finding a word's term means waiting for memory, for the slot and for the term. So words wait until there
 * are some; their slots are asked for as they come, then the terms of all. */

static bool find_terms(struct forward *forward)
{
    const struct forward_pending *words = forward->pending;
    bool found = true;
    for (uint32_t i = 0; i < forward->pending_count; i++)
        terms_fetch_term(forward->terms, words[i].hash);
    for (uint32_t i = 0; found && i < forward->pending_count; i++) {
        const struct forward_pending *word = &words[i];
        struct term *term = terms_add_hashed(forward->terms, word->hash, word->word, word->size);
        found = add_word(forward, term, word->position, word->stemmed) &&
                (!word->stemmed || know_stem(forward, "", word->word, word->size, term));
    }
    forward->pending_count = 0;
    return found;
}

static bool take_unprefixed(struct forward *forward, const struct token *token, uint32_t position,
                            bool stemmed)
{
    if (forward->pending_count == PENDING_MAX && !find_terms(forward)) return false;
    struct forward_pending *word = &forward->pending[forward->pending_count++];
    eights_copy(word->word, token->word, token->size);
    word->hash = terms_hash(word->word, token->size);
    word->position = position;
    word->size = (uint32_t)token->size;
    word->stemmed = stemmed;
    terms_fetch_slot(forward->terms, word->hash);
    return true;
}

/* A word of a field that has a prefix: there are few. */
static bool take_prefixed(struct forward *forward, const char *prefix, const struct token *token,
                          uint32_t position, bool stemmed)
{
    char text[TERM_MAX + 1];
    const size_t size = term_word(prefix, token->word, token->size, text);
    struct term *term = terms_add(forward->terms, text, size);
    return add_word(forward, term, position, stemmed) &&
           (!stemmed || know_stem(forward, prefix, token->word, token->size, term));
}

static nsearch_status take_word(void *context, const char *prefix, const struct token *token,
                                uint32_t position, bool stemmed, nsearch_error *error)
{
    struct forward *forward = context;
    const bool taken = *prefix ? take_prefixed(forward, prefix, token, position, stemmed)
                               : take_unprefixed(forward, token, position, stemmed);
    return taken ? NSEARCH_OK : error_memory(error);
}

static nsearch_status take_term(void *context, const char *term, size_t size, nsearch_error *error)
{
    struct forward *forward = context;
    const uint32_t row = row_of(forward, terms_add(forward->terms, term, size));
    return row == no_row ? error_memory(error) : NSEARCH_OK;
}

static nsearch_status take_place(void *context, enum document_list list, uint32_t entry,
                                 nsearch_error *error)
{
    struct forward *forward = context;
    const char *text = document_list_terms[list];
    uint32_t *row = &forward->lists[list];
    if (*row == no_row) *row = row_of(forward, terms_add(forward->terms, text, strlen(text)));
    return add_position(forward, *row, entry) ? NSEARCH_OK : error_memory(error);
}

static nsearch_status take_value(void *context, unsigned slot, const char *value, size_t size,
                                 nsearch_error *error)
{
    struct forward *forward = context;
    struct forward_value *values = reserve(forward->values, &forward->value_capacity,
                                           forward->value_count, sizeof *values);
    if (!values) return error_memory(error);
    forward->values = values;
    values[forward->value_count++] = (struct forward_value){slot, forward->value_text.size, size};
    buf_add(&forward->value_text, value, size);
    return buf_status(&forward->value_text, error);
}

/* ---- Putting in order ---------------------------------------------------------------------------- */

/* Deals the positions out to their rows. */
static bool deal_positions(struct forward *forward)
{
    uint32_t *positions = reserve(forward->positions, &forward->position_capacity,
                                  forward->word_count, sizeof *positions);
    if (!positions) return false;
    forward->positions = positions;
    uint32_t next = 0;
    for (uint32_t i = 0; i < forward->row_count; i++) {
        forward->unsorted[i].first = next;
        next += forward->unsorted[i].count;
        forward->unsorted[i].count = 0;
    }
    for (size_t i = 0; i < forward->word_count; i++) {
        struct forward_row *row = &forward->unsorted[forward->words[i].row];
        positions[row->first + row->count++] = forward->words[i].position;
    }
    return true;
}

/* Whether key `a` goes before `b`, behind which it stands. */
static bool goes_before(const struct forward *forward, uint64_t a, uint64_t b)
{
    const struct forward_row *rows = forward->unsorted;
    return a >> 32 == b >> 32 && terms_compare(rows[(uint32_t)a].term, rows[(uint32_t)b].term) < 0;
}

/* Sorts by the upper half, the terms' order; then few stand wrong, and not far from their places. */
static void sort_keys(const struct forward *forward, uint64_t *keys, uint64_t *spare)
{
    const size_t count = forward->row_count;
    radix_sort(keys, spare, count);
    for (size_t i = 1; i < count; i++) {
        const uint64_t key = keys[i];
        size_t at = i;
        for (; at && goes_before(forward, key, keys[at - 1]); at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

static int compare_rows(const void *a, const void *b)
{
    const struct forward_row *left = a, *right = b;
    return terms_compare(left->term, right->term);
}

static bool sort_few(struct forward *forward)
{
    const size_t count = forward->row_count;
    uint64_t *keys = reserve(forward->keys, &forward->key_capacity, count, sizeof *keys);
    if (keys) forward->keys = keys;
    uint64_t *spare = reserve(forward->spare_keys, &forward->spare_key_capacity, count,
                              sizeof *spare);
    if (spare) forward->spare_keys = spare;
    if (!keys || !spare) return false;
    for (uint32_t i = 0; i < count; i++)
        keys[i] = (uint64_t)forward->unsorted[i].term->order << 32 | i;
    sort_keys(forward, keys, spare);
    for (size_t i = 0; i < count; i++)
        forward->rows[i] = forward->unsorted[(uint32_t)keys[i]];
    return true;
}

static bool sort_rows(struct forward *forward)
{
    const size_t count = forward->row_count;
    struct forward_row *rows = reserve(forward->rows, &forward->row_capacity, count, sizeof *rows);
    if (!rows) return false;
    forward->rows = rows;
    if (count <= RADIX_MAX) return sort_few(forward);
    memcpy(rows, forward->unsorted, count * sizeof *rows);
    qsort(rows, count, sizeof *rows, compare_rows);
    return true;
}

static void start(struct forward *forward, struct terms *terms)
{
    forward->terms = terms;
    forward->article++;
    forward->row_count = 0;
    forward->word_count = 0;
    forward->pending_count = 0;
    forward->value_count = 0;
    for (size_t i = 0; i < DOCUMENT_LISTS; i++)
        forward->lists[i] = no_row;
    buf_reset(&forward->value_text);
}

nsearch_status forward_article(struct forward *forward, struct terms *terms,
                               const struct article *article, const struct stamp *stamp,
                               nsearch_error *error)
{
    const struct document_sink sink = {take_word, take_term, take_place, take_value, forward};
    start(forward, terms);
    nsearch_status status = document_emit(article, stamp, &sink, error);
    if (!status && forward->mark)
        status = take_term(forward, forward->mark, strlen(forward->mark), error);
    if (!status && (!find_terms(forward) || !add_stems(forward) || !deal_positions(forward) ||
                    !sort_rows(forward)))
        status = error_memory(error);
    return status;
}
