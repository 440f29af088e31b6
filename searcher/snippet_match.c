/* snippet_match.c - see snippet_match.h.
 *
 * The words of all units are keys of one hash table; a key knows where it is used:
 *
 *     key "liaison" -> use: unit 0, a word alone      -> marked at once
 *                   -> use: unit 2, watch, slots 001  -> the watch waits for the other slots
 *
 * A watch sees the words of its unit go by, in the order of the text. If they must stand in order,
 * it keeps for each slot the chain of places from the first slot to this one that starts latest: a
 * chain that reaches the last slot within the window is a match. (The latest start is the best
 * there is, and it never moves back, so nothing else need be remembered.) If any order will do, it
 * keeps the last place of each slot. */
#include "searcher/snippet_match.h"

#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/error.h"

enum {
    SLOTS_MAX = 64,  /* bits of use.slots; a longer phrase is known by its first 64 words */
    WATCHES_MAX = 64 /* bounds the work for one word of the text; later ones are left unmarked */
};

struct place {
    uint32_t position; /* 0: none yet */
    bool told;         /* marked already */
    size_t offset, end;
};

struct watch {
    const struct match_unit *unit;
    uint32_t index;
    unsigned count;  /* slots looked at */
    unsigned window; /* for as many */
    /* Ordered: row s, of `count` places, is the chain that ends in slot s. Else one row, the last
     * place of each. */
    struct place *places;
};

struct use {
    struct use *next;
    struct watch *watch; /* NULL: the word alone is the unit */
    uint32_t unit;
    unsigned capitals; /* as in struct match_word */
    uint64_t slots;
};

struct key {
    const struct match_word *word; /* NULL: empty */
    struct use *uses;
};

struct finder {
    struct arena arena;
    struct key *keys; /* open addressing; size is a power of two, at most half full */
    size_t mask;
    unsigned watches;
    uint64_t begins
        [256]; /* how words begin that may have a key: for a first byte the second, modulo 64 */
    bool has_stems;
    bool prefix_sizes[ANALYSIS_WORD_MAX + 1]; /* which lengths of prefixes there are */
    struct stemmer *stemmer;
    struct buf *out;
};

/* ---- Keys ------------------------------------------------------------------------------------ */

static struct key *find_key(const struct finder *finder, enum match_kind kind, const char *text,
                            size_t size)
{
    uint64_t hash = 14695981039346656037u + (uint64_t)kind; /* FNV-1a */
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    for (size_t at = (size_t)(hash ^ hash >> 32);; at++) {
        struct key *key = &finder->keys[at & finder->mask];
        if (!key->word) return key;
        if (key->word->kind == kind && key->word->size == size &&
            !memcmp(key->word->text, text, size))
            return key;
    }
}

/* Lets words be looked up that begin so: most words of a text have no key, and this tells it at once. `whole`: it is
 * all of the word. */
static void let_begin(struct finder *finder, const char *text, size_t size, bool whole)
{
    const unsigned char first = size ? (unsigned char)text[0] : 0;
    if (size > 1 || whole)
        finder->begins[first] |= UINT64_C(1) << (size > 1 ? (unsigned char)text[1] % 64 : 0);
    else if (size)
        finder->begins[first] = UINT64_MAX;
    else
        memset(finder->begins, 0xFF, sizeof finder->begins);
}

static bool may_have_key(const struct finder *finder, const struct token *token)
{
    const unsigned char second = token->size > 1 ? (unsigned char)token->word[1] : 0;
    return finder->begins[(unsigned char)token->word[0]] >> second % 64 & 1;
}

static void let_begin_as(struct finder *finder, const struct match_word *word)
{
    size_t size = word->size;
    if (word->kind == MATCH_STEM) size = stemmer_shared(finder->stemmer, word->text, size);
    let_begin(finder, word->text, size, word->kind == MATCH_WORD);
}

/* Adds one word of a unit; false if out of memory. A second unit that is the same word changes
 * nothing, so that a word said ten thousand times costs no more. */
static bool add_word(struct finder *finder, const struct match_word *word, uint32_t unit,
                     struct watch *watch, unsigned slot)
{
    if (!word->size || word->size > ANALYSIS_WORD_MAX) return true;
    struct key *key = find_key(finder, word->kind, word->text, word->size);
    struct use *use = key->uses;
    while (use && (use->watch != watch || use->capitals != word->capitals))
        use = use->next;
    if (!use) {
        use = arena_alloc(&finder->arena, sizeof *use);
        if (!use) return false;
        *use = (struct use){
            .next = key->uses, .watch = watch, .unit = unit, .capitals = word->capitals};
        key->uses = use;
        key->word = word;
    }
    use->slots |= (uint64_t)1 << slot;
    let_begin_as(finder, word);
    if (word->kind == MATCH_PREFIX) finder->prefix_sizes[word->size] = true;
    if (word->kind == MATCH_STEM) finder->has_stems = true;
    return true;
}

static struct watch *make_watch(struct finder *finder, const struct match_unit *unit,
                                uint32_t index)
{
    struct watch *watch = arena_alloc(&finder->arena, sizeof *watch);
    if (!watch) return NULL;
    unsigned count = unit->count > SLOTS_MAX ? SLOTS_MAX : (unsigned)unit->count;
    unsigned cut = (unsigned)unit->count - count;
    *watch = (struct watch){.unit = unit, .index = index, .count = count};
    watch->window = unit->window > cut ? unit->window - cut : 0;
    watch->places = arena_alloc(&finder->arena,
                                (unit->ordered ? count : 1) * count * sizeof *watch->places);
    return watch->places ? watch : NULL;
}

static bool add_unit(struct finder *finder, const struct match_unit *unit, uint32_t index)
{
    struct watch *watch = NULL;
    if (unit->count > 1) {
        if (finder->watches++ >= WATCHES_MAX) return true;
        watch = make_watch(finder, unit, index);
        if (!watch) return false;
    }
    for (unsigned slot = 0; slot < unit->count && slot < SLOTS_MAX; slot++)
        for (size_t i = 0; i < unit->slots[slot].count; i++)
            if (!add_word(finder, &unit->slots[slot].words[i], index, watch, slot)) return false;
    return true;
}

static bool make_keys(struct finder *finder, const struct match_set *matches, bool is_title)
{
    size_t words = 0, capacity = 16;
    for (size_t i = 0; i < matches->count; i++)
        for (size_t slot = 0; slot < matches->units[i].count; slot++)
            words += matches->units[i].slots[slot].count;
    while (capacity < 2 * words)
        capacity *= 2;
    finder->keys = arena_alloc(&finder->arena, capacity * sizeof *finder->keys);
    finder->mask = capacity - 1;
    if (!finder->keys) return false;
    for (size_t i = 0; i < matches->count; i++) {
        if (matches->units[i].field == ARTICLE_TITLE && !is_title) continue;
        if (!add_unit(finder, &matches->units[i], (uint32_t)i)) return false;
    }
    return true;
}

/* ---- Watching -------------------------------------------------------------------------------- */

static void add_mark(struct finder *finder, size_t offset, size_t end, uint32_t unit)
{
    struct mark mark = {.offset = offset, .end = end, .unit = unit};
    struct mark last;
    if (finder->out->size >= sizeof last) { /* a word can be found as itself and by its stem */
        memcpy(&last, finder->out->data + finder->out->size - sizeof last, sizeof last);
        if (last.offset == offset && last.end == end && last.unit == unit) return;
    }
    buf_add(finder->out, &mark, sizeof mark);
}

/* Marks a whole chain, as one if it is a phrase, and forgets it, so that matches don't overlap. */
static void finish_chain(struct finder *finder, struct watch *watch, const struct place *chain)
{
    size_t offset = chain[0].offset, end = chain[0].end;
    bool is_phrase = watch->unit->window == watch->unit->count;
    for (unsigned i = 0; i < watch->count; i++) {
        if (!is_phrase) add_mark(finder, chain[i].offset, chain[i].end, watch->index);
        if (chain[i].offset < offset) offset = chain[i].offset;
        if (chain[i].end > end) end = chain[i].end;
    }
    if (is_phrase) add_mark(finder, offset, end, watch->index);
    for (unsigned i = 0; i < watch->count; i++)
        watch->places[i * watch->count + i].position = 0;
}

static void see_ordered(struct finder *finder, struct watch *watch, uint64_t slots,
                        const struct place *place)
{
    unsigned count = watch->count;
    for (unsigned slot = count; slot-- > 0;) { /* from the last: a place is one slot's only */
        if (!(slots >> slot & 1)) continue;
        struct place *chain = watch->places + slot * count;
        if (slot) {
            const struct place *before = chain - count;
            uint32_t last = before[slot - 1].position;
            if (!last || last >= place->position) continue;
            memcpy(chain, before, slot * sizeof *chain);
        }
        chain[slot] = *place;
        if (slot < count - 1 || place->position - chain[0].position >= watch->window) continue;
        finish_chain(finder, watch, chain);
        return;
    }
}

static void see_unordered(struct finder *finder, struct watch *watch, uint64_t slots,
                          const struct place *place)
{
    /* Of several slots it could take, the place takes the one that was filled longest ago. */
    struct place *taken = NULL;
    for (unsigned slot = 0; slot < watch->count; slot++) {
        struct place *it = &watch->places[slot];
        if (slots >> slot & 1 && (!taken || it->position < taken->position)) taken = it;
    }
    if (!taken || taken->position == place->position) return;
    *taken = *place;
    for (unsigned slot = 0; slot < watch->count; slot++) {
        uint32_t position = watch->places[slot].position;
        if (!position || place->position - position >= watch->window) return;
    }
    for (unsigned slot = 0; slot < watch->count; slot++) {
        struct place *it = &watch->places[slot];
        if (!it->told) add_mark(finder, it->offset, it->end, watch->index);
        it->told = true;
    }
}

/* ---- Reading the text ------------------------------------------------------------------------ */

static void use_key(struct finder *finder, enum match_kind kind, const char *text, size_t size,
                    const struct token *token)
{
    const struct key *key = find_key(finder, kind, text, size);
    struct place place = {
        .position = token->position, .offset = token->offset, .end = token->offset + token->length};
    for (const struct use *use = key->uses; use; use = use->next) {
        if (use->capitals && !(use->capitals >> token->capitals & 1)) continue;
        if (!use->watch)
            add_mark(finder, place.offset, place.end, use->unit);
        else if (use->watch->unit->ordered)
            see_ordered(finder, use->watch, use->slots, &place);
        else
            see_unordered(finder, use->watch, use->slots, &place);
    }
}

static void use_token(struct finder *finder, const struct token *token)
{
    if (!may_have_key(finder, token)) return;
    use_key(finder, MATCH_WORD, token->word, token->size, token);
    for (size_t size = 1; size <= token->size && size <= ANALYSIS_WORD_MAX; size++)
        if (finder->prefix_sizes[size]) use_key(finder, MATCH_PREFIX, token->word, size, token);
    bool has_stem = token->kind == TOKEN_WORD || token->kind == TOKEN_JOINED;
    if (!has_stem || !finder->has_stems) return;
    size_t size;
    const char *stem = stemmer_stem(finder->stemmer, token->word, token->size, &size);
    use_key(finder, MATCH_STEM, stem, size, token);
}

static int compare_marks(const void *left, const void *right)
{
    const struct mark *a = left, *b = right;
    if (a->offset != b->offset) return a->offset < b->offset ? -1 : 1;
    if (a->end != b->end) return a->end > b->end ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

nsearch_status snippet_find(const char *text, size_t size, bool is_title,
                            const struct match_set *matches, struct stemmer *stemmer,
                            struct buf *out, nsearch_error *error)
{
    struct finder finder = {.stemmer = stemmer, .out = out};
    struct tokenizer tokenizer;
    struct token token;
    nsearch_status status = NSEARCH_OK;
    if (!matches->count) return NSEARCH_OK;
    arena_init(&finder.arena);
    if (make_keys(&finder, matches, is_title)) {
        tokenizer_init(&tokenizer, text, size);
        while (tokenizer_next(&tokenizer, &token))
            use_token(&finder, &token);
        status = buf_status(out, error);
    } else {
        status = error_memory(error);
    }
    if (!status && out->size)
        qsort(out->data, out->size / sizeof(struct mark), sizeof(struct mark), compare_marks);
    arena_release(&finder.arena);
    return status;
}
