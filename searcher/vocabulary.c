/* vocabulary.c - see vocabulary.h: walking over the words of a field, and keeping those that are wanted. */
#include "searcher/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "common/edits.h"
#include "common/error.h"
#include "common/schema.h"
#include "common/term.h"
#include "searcher/wildcard.h"

/* ---- What is kept -------------------------------------------------------------------------------- */

/* The most frequent so far: up to twice as many as wanted, then cut. */
struct kept {
    struct db_term *rows;
    size_t count, capacity;
    size_t cap;
    uint32_t
        least; /* what a row's count must exceed: `cap` others have as much; 0 before the first cut */
};

/* In byte order. */
static int by_text(const void *a, const void *b)
{
    const struct db_term *left = a, *right = b;
    const size_t size = left->size < right->size ? left->size : right->size;
    const int order = memcmp(left->text, right->text, size);
    if (order || left->size == right->size) return order;
    return left->size < right->size ? -1 : 1;
}

/* Frequent ones first, then in byte order. */
static int by_frequency(const void *a, const void *b)
{
    const struct db_term *left = a, *right = b;
    if (left->count != right->count) return left->count > right->count ? -1 : 1;
    return by_text(a, b);
}

static void cut(struct kept *kept)
{
    if (kept->count <= kept->cap) return;
    qsort(kept->rows, kept->count, sizeof *kept->rows, by_frequency);
    kept->count = kept->cap;
    kept->least = kept->rows[kept->cap - 1].count;
}

static bool grow(struct kept *kept)
{
    const size_t capacity = kept->capacity ? kept->capacity * 2 : 64;
    struct db_term *rows = realloc(kept->rows, capacity * sizeof *rows);
    if (!rows) return false;
    kept->rows = rows;
    kept->capacity = capacity;
    return true;
}

/* False if out of memory. */
static bool keep(struct kept *kept, const char *term, size_t size, uint32_t count,
                 struct arena *arena)
{
    if (count <= kept->least) return true;
    if (kept->count / 2 >= kept->cap) cut(kept);
    if (kept->count == kept->capacity && !grow(kept)) return false;
    const char *text = arena_copy(arena, term, size);
    if (!text) return false;
    kept->rows[kept->count++] = (struct db_term){text, size, count};
    return true;
}

/* ---- Walking ------------------------------------------------------------------------------------- */

struct walk {
    struct db *db;
    const char *prefix; /* of the words */
    size_t prefix_size;
    bool (*wanted)(void *context, const char *word, size_t size); /* NULL: all are */
    void *context;
    struct arena *arena;
    struct kept kept;
    size_t total;
    bool failed; /* out of memory */
};

static bool take(void *context, const char *term, size_t size, uint32_t count)
{
    struct walk *walk = context;
    const size_t prefix_size = walk->prefix_size;
    if (walk->wanted && !walk->wanted(walk->context, term + prefix_size, size - prefix_size))
        return true;
    walk->total++;
    walk->failed = !keep(&walk->kept, term, size, count, walk->arena);
    return !walk->failed;
}

/* Over the words of title and body: all terms that don't start with a capital. */
static nsearch_status walk_unprefixed(struct walk *walk, nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    for (int first = 1; first < 256 && !status && !walk->failed; first++) {
        const char start = (char)first;
        if (start < 'A' || start > 'Z')
            status = db_each_term(walk->db, &start, 1, take, walk, error);
    }
    return status;
}

/* What was kept to `out`, in byte order. */
static nsearch_status hand_over(struct walk *walk, struct db_terms *out, nsearch_error *error)
{
    struct kept *kept = &walk->kept;
    cut(kept);
    const size_t bytes = kept->count * sizeof *out->terms;
    struct db_term *terms = arena_alloc(walk->arena, bytes);
    if (!terms) return error_memory(error);
    if (bytes) {
        memcpy(terms, kept->rows, bytes);
        qsort(terms, kept->count, sizeof *terms, by_text);
    }
    *out = (struct db_terms){terms, kept->count, walk->total};
    return NSEARCH_OK;
}

/* Over the terms that start with `start`, or, if it is empty, over the words of title and body. */
static nsearch_status walk_terms(struct walk *walk, const char *start, size_t size,
                                 struct db_terms *out, nsearch_error *error)
{
    nsearch_status status;
    *out = (struct db_terms){0};
    if (size)
        status = db_each_term(walk->db, start, size, take, walk, error);
    else
        status = walk_unprefixed(walk, error);
    if (!status && walk->failed) status = error_memory(error);
    if (!status) status = hand_over(walk, out, error);
    free(walk->kept.rows);
    return status;
}

/* Over the words that start with `start`. */
static nsearch_status walk_words(struct walk *walk, const char *start, size_t size,
                                 struct db_terms *out, nsearch_error *error)
{
    char term[TERM_MAX + 1];
    *out = (struct db_terms){0};
    if (size > ANALYSIS_WORD_MAX) return NSEARCH_OK; /* no word is so long */
    walk->prefix_size = strlen(walk->prefix);
    return walk_terms(walk, term, term_word(walk->prefix, start, size, term), out, error);
}

/* ---- What is wanted ------------------------------------------------------------------------------ */

struct family {
    struct stemmer *stemmer;
    const char *stem;
    size_t size;
};

static bool has_stem(void *context, const char *word, size_t size)
{
    const struct family *family = context;
    size_t stem_size;
    const char *stem = stemmer_stem(family->stemmer, word, size, &stem_size);
    return stem_size == family->size && !memcmp(stem, family->stem, stem_size);
}

nsearch_status vocabulary_family(struct db *db, struct stemmer *stemmer, const char *prefix,
                                 const char *word, size_t size, struct arena *arena,
                                 struct db_terms *out, nsearch_error *error)
{
    struct family family = {.stemmer = stemmer};
    struct walk walk = {.db = db,
                        .prefix = prefix,
                        .wanted = has_stem,
                        .context = &family,
                        .arena = arena,
                        .kept = {.cap = SIZE_MAX}};
    const char *stem = stemmer_stem(stemmer, word, size, &family.size);
    *out = (struct db_terms){0};
    family.stem = arena_copy(arena, stem, family.size);
    if (!family.stem) return error_memory(error);
    const size_t shared = stemmer_shared(stemmer, family.stem, family.size);
    return walk_words(&walk, family.stem, shared, out, error);
}

nsearch_status vocabulary_prefix(struct db *db, const char *term, size_t size, size_t cap,
                                 struct arena *arena, struct db_terms *out, nsearch_error *error)
{
    struct walk walk = {.db = db, .arena = arena, .kept = {.cap = cap}};
    return walk_terms(&walk, term, size, out, error);
}

struct pattern {
    const char *text;
    size_t size;
};

static bool fits(void *context, const char *word, size_t size)
{
    const struct pattern *pattern = context;
    return wildcard_fits(pattern->text, pattern->size, word, size);
}

nsearch_status vocabulary_pattern(struct db *db, const char *prefix, const char *pattern,
                                  size_t size, size_t cap, struct arena *arena,
                                  struct db_terms *out, nsearch_error *error)
{
    struct pattern wanted = {pattern, size};
    struct walk walk = {.db = db,
                        .prefix = prefix,
                        .wanted = fits,
                        .context = &wanted,
                        .arena = arena,
                        .kept = {.cap = cap}};
    return walk_words(&walk, pattern, wildcard_start(pattern, size), out, error);
}

struct fuzzy {
    const char *word;
    size_t size;
    unsigned edits;
};

static bool is_near(void *context, const char *word, size_t size)
{
    const struct fuzzy *fuzzy = context;
    return edits_between(fuzzy->word, fuzzy->size, word, size, fuzzy->edits) <= fuzzy->edits;
}

nsearch_status vocabulary_fuzzy(struct db *db, const char *prefix, const char *word, size_t size,
                                unsigned edits, size_t cap, struct arena *arena,
                                struct db_terms *out, nsearch_error *error)
{
    struct fuzzy fuzzy = {word, size, edits};
    struct walk walk = {.db = db,
                        .prefix = prefix,
                        .wanted = is_near,
                        .context = &fuzzy,
                        .arena = arena,
                        .kept = {.cap = cap}};
    return walk_words(&walk, "", 0, out, error);
}
