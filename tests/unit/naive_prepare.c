/* naive_prepare.c - see naive_query.h: which words of the vocabulary a typed word means. */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "tests/unit/naive_query.h"

enum {
    LETTERS_MAX = ANALYSIS_WORD_MAX + 1
};

/* ---- Words that fit ------------------------------------------------------------------------------ */

/* The word's characters; how many there are. */
static size_t letters_of(const char *text, size_t size, utf8proc_int32_t out[LETTERS_MAX])
{
    size_t count = 0;
    for (size_t at = 0; at < size && count < LETTERS_MAX; count++) {
        const utf8proc_ssize_t length = utf8proc_iterate(
            (const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &out[count]);
        at += length > 0 ? (size_t)length : 1;
    }
    return count;
}

/* Whether * and ? in the pattern can stand for characters so that it is the word. */
static bool fits(const utf8proc_int32_t *pattern, size_t pattern_size, const utf8proc_int32_t *word,
                 size_t word_size)
{
    if (!pattern_size) return !word_size;
    if (*pattern == '*')
        return fits(pattern + 1, pattern_size - 1, word, word_size) ||
               (word_size && fits(pattern, pattern_size, word + 1, word_size - 1));
    if (!word_size || (*pattern != '?' && *pattern != *word)) return false;
    return fits(pattern + 1, pattern_size - 1, word + 1, word_size - 1);
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Letters to add, drop, change, or swap with the next, to make one of the other. */
static unsigned edits_between(const utf8proc_int32_t *a, size_t m, const utf8proc_int32_t *b,
                              size_t n)
{
    static unsigned d[LETTERS_MAX + 1][LETTERS_MAX + 1];
    for (size_t i = 0; i <= m; i++)
        for (size_t j = 0; j <= n; j++) {
            d[i][j] = (unsigned)(i + j);
            if (!i || !j) continue;
            d[i][j] = least(d[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
                            least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[m][n];
}

/* ---- What a word means --------------------------------------------------------------------------- */

struct preparing {
    const struct naive_archive *archive;
    struct naive_scope scope;
    struct arena *arena;
    bool phrase, inflected; /* inside of one */
};

static uint8_t *new_meaning(const struct preparing *preparing)
{
    uint8_t *means = arena_alloc(preparing->arena, preparing->archive->word_count + 1);
    if (!means) abort();
    return means;
}

/* The folded word alone. */
static uint8_t *mean_word(const struct preparing *preparing, const char *word, size_t size)
{
    uint8_t *means = new_meaning(preparing);
    const struct naive_archive *archive = preparing->archive;
    for (size_t i = 0; i < archive->word_count; i++)
        if (archive->words[i].size == size && !memcmp(archive->words[i].text, word, size))
            means[i] = MEANS_WORD;
    return means;
}

/* All words with its stem, each by the stemmer of its articles. */
static uint8_t *mean_stem(const struct preparing *preparing, const char *word, size_t size)
{
    uint8_t *means = new_meaning(preparing);
    const struct naive_archive *archive = preparing->archive;
    uint32_t stems[NAIVE_LANGUAGES];
    for (uint32_t i = 0; i < archive->language_count; i++)
        stems[i] = naive_archive_stem(archive, i, word, size);
    for (size_t i = 0; i < archive->word_count; i++)
        if (archive->words[i].stem == stems[archive->words[i].language]) means[i] = MEANS_STEMMED;
    return means;
}

/* All words that fit the pattern, or are near enough. */
static uint8_t *mean_alike(const struct preparing *preparing, struct naive_node *node)
{
    uint8_t *means = new_meaning(preparing);
    const struct naive_archive *archive = preparing->archive;
    utf8proc_int32_t wanted[LETTERS_MAX], word[LETTERS_MAX];
    const size_t wanted_size = letters_of(node->text, strlen(node->text), wanted);
    node->expansion = 0;
    for (size_t i = 0; i < archive->word_count; i++) {
        const size_t size = letters_of(archive->words[i].text, archive->words[i].size, word);
        const bool alike = node->spelling == SPELLING_PATTERN
                               ? fits(wanted, wanted_size, word, size)
                               : size <= wanted_size + node->edits &&
                                     wanted_size <= size + node->edits &&
                                     edits_between(wanted, wanted_size, word, size) <= node->edits;
        if (!alike) continue;
        means[i] = MEANS_WORD;
        node->expansion += !archive->words[i].again;
    }
    return means;
}

/* Whether the word means its inflections where it stands. */
static bool inflects(const struct preparing *preparing, const struct naive_node *node)
{
    if (node->spelling != SPELLING_INFLECTED || preparing->scope.caps) return false;
    if (preparing->scope.field > NAIVE_TITLE) return false;
    return preparing->phrase ? preparing->inflected : true;
}

static void prepare_word(const struct preparing *preparing, struct naive_node *node)
{
    struct tokenizer tokenizer;
    struct token token;
    struct naive_reading *split = &node->readings[0], *joined = &node->readings[1];
    node->reading_count = 1;
    split->count = joined->count = 0;
    if (node->spelling == SPELLING_PATTERN || node->spelling == SPELLING_FUZZY) {
        split->places[split->count++] = mean_alike(preparing, node);
        return;
    }
    tokenizer_init(&tokenizer, node->text, strlen(node->text));
    size_t words = 0;
    while (tokenizer_next(&tokenizer, &token))
        words += token.kind != TOKEN_JOINED;
    tokenizer_init(&tokenizer, node->text, strlen(node->text));
    while (tokenizer_next(&tokenizer, &token)) {
        struct naive_reading *reading = token.kind == TOKEN_JOINED ? joined : split;
        const bool kind = token.kind == TOKEN_WORD || token.kind == TOKEN_JOINED;
        const bool alone = token.kind == TOKEN_JOINED || words == 1;
        if (reading->count == sizeof reading->places / sizeof *reading->places) abort();
        reading->places[reading->count++] = kind && alone && inflects(preparing, node)
                                                ? mean_stem(preparing, token.word, token.size)
                                                : mean_word(preparing, token.word, token.size);
        if (token.kind == TOKEN_JOINED) node->reading_count = 2;
    }
}

/* A part of a name: the word, its initial, and for the first part initials that start with that. */
static void prepare_name(const struct preparing *preparing, struct naive_node *node)
{
    const struct naive_archive *archive = preparing->archive;
    struct naive_reading *reading = &node->readings[0];
    struct tokenizer tokenizer;
    struct token token;
    tokenizer_init(&tokenizer, node->text, strlen(node->text));
    if (!tokenizer_next(&tokenizer, &token)) abort();
    utf8proc_int32_t letters[LETTERS_MAX], first;
    letters_of(token.word, token.size, letters);
    first = *letters;
    uint8_t *initial = new_meaning(preparing), *initials = new_meaning(preparing);
    for (size_t i = 0; i < archive->word_count; i++) {
        const size_t size = letters_of(archive->words[i].text, archive->words[i].size, letters);
        if (!size || *letters != first) continue;
        if (size == 1) initial[i] = MEANS_WORD;
        if (size == 2 || size == 3) initials[i] = MEANS_WORD;
    }
    reading->places[0] = mean_word(preparing, token.word, token.size);
    reading->places[1] = initial;
    reading->places[2] = initials;
    reading->count = 1;
    node->reading_count = 1;
}

static void prepare(struct preparing preparing, struct naive_node *node)
{
    if (node->kind == NAIVE_WORD) prepare_word(&preparing, node);
    if (node->kind == NAIVE_PHRASE) {
        preparing.phrase = true;
        preparing.inflected = node->inflected;
    }
    if (node->kind == NAIVE_CAPS) preparing.scope.caps |= node->caps;
    if (node->kind == NAIVE_FIELD) preparing.scope.field = node->field;
    for (size_t i = 0; i < node->count; i++)
        if (node->kind == NAIVE_NAME)
            prepare_name(&preparing, node->children[i]);
        else
            prepare(preparing, node->children[i]);
}

void naive_prepare(const struct naive_archive *archive, struct naive_node *node,
                   struct naive_scope scope, struct arena *arena)
{
    prepare((struct preparing){archive, scope, arena, false, false}, node);
}
