/* stemmer.c - stems of words, remembered; see analysis.h.
 *
 *     slots   [ | |hash,at,sizes| | |...]    open addressing, linear probing, a power of two
 *     texts   word stem\0 word stem\0 ...    the slots' words, one behind the other
 *
 * When either is full all is forgotten: what is frequent is soon known again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/analysis.h"
#include "common/error.h"
#include "common/hash.h"
#include "common/snowball.h"
#include "common/stemmer_names.h"
#include "common/stemmer_prints.h"

enum {
    SLOTS = 1 << 16,
    SLOTS_USED_MAX = SLOTS / 4 * 3,
    TEXTS_MAX = 1 << 20, /* bytes: about 20 for each word */
    STEM_MAX =
        2 *
        ANALYSIS_WORD_MAX /* a stem longer than its word is rare, one twice as long unheard of */
};

struct slot {
    uint32_t hash;
    uint32_t at;                  /* in texts */
    uint8_t word_size, stem_size; /* word_size 0: free */
};

struct stemmer {
    char language[ANALYSIS_LANGUAGE_MAX];
    bool ready;              /* the engine is open, or none is needed */
    struct snowball *engine; /* NULL: words are their own stems */
    const char *prints;      /* that it must fit, or NULL */
    nsearch_error error;     /* why it couldn't be opened, since the status was asked for */
    bool ends;               /* it may be one of the enders */
    size_t used;             /* slots */
    size_t texts_size;
    struct slot slots[SLOTS];
    char texts[TEXTS_MAX];
};

static bool keeps_beginnings(struct snowball *engine);

static void forget_all(struct stemmer *stemmer);

static nsearch_status find_engine(struct stemmer *stemmer)
{
    if (!strcmp(stemmer->language, "none")) return NSEARCH_OK;
    const nsearch_status status = snowball_open(stemmer->language, &stemmer->engine,
                                                &stemmer->error);
    if (status || !stemmer->prints || stemmer_prints_fit(stemmer->prints, stemmer->engine))
        return status;

    snowball_close(stemmer->engine);
    stemmer->engine = NULL;
    return error_set(&stemmer->error, NSEARCH_FOREIGN,
                     "the index has %s stems of another version of libstemmer: "
                     "nindex --rebuild-from-index (or --full) makes it anew",
                     stemmer->language);
}

/* What was learnt without an engine is forgotten, but not that somebody was told it. */
static void open_engine(struct stemmer *stemmer)
{
    if (find_engine(stemmer)) return;
    stemmer->ready = true;
    stemmer->ends = stemmer->engine && keeps_beginnings(stemmer->engine);
    if (stemmer->used) forget_all(stemmer);
}

nsearch_status stemmer_create_later(const char *language, const char *prints, struct stemmer **out,
                                    nsearch_error *error)
{
    /* calloc: the pages of the tables cost nothing until they are used. */
    struct stemmer *stemmer = *out = calloc(1, sizeof *stemmer);
    if (!stemmer) return error_memory(error);
    snprintf(stemmer->language, sizeof stemmer->language, "%s", language);
    stemmer->prints = prints;
    return NSEARCH_OK;
}

nsearch_status stemmer_create(const char *language, const char *prints, struct stemmer **out,
                              nsearch_error *error)
{
    nsearch_status status = stemmer_create_later(language, prints, out, error);
    if (status) return status;
    open_engine(*out);
    status = stemmer_status(*out, error);
    if (!status) return NSEARCH_OK;
    stemmer_free(*out);
    *out = NULL;
    return status;
}

nsearch_status stemmer_status(struct stemmer *stemmer, nsearch_error *error)
{
    const nsearch_status status = stemmer->error.status;
    if (status && error) *error = stemmer->error;
    stemmer->error.status = NSEARCH_OK;
    return status;
}

void stemmer_free(struct stemmer *stemmer)
{
    if (!stemmer) return;
    snowball_close(stemmer->engine);
    free(stemmer);
}

nsearch_status stemmer_language(const char *language, char out[ANALYSIS_LANGUAGE_MAX],
                                nsearch_error *error)
{
    struct snowball *engine = NULL;
    const bool none = !strcmp(language, "none");
    const nsearch_status status = none ? NSEARCH_OK : snowball_open(language, &engine, error);
    snprintf(out, ANALYSIS_LANGUAGE_MAX, "%s", engine ? snowball_name(engine) : language);
    snowball_close(engine);
    return status;
}

void stemmer_for_tag(const char *tag, const char *index, char out[ANALYSIS_LANGUAGE_MAX])
{
    char code[ANALYSIS_LANGUAGE_MAX];
    snprintf(code, sizeof code, "%.*s", (int)strcspn(tag, "-"), tag);
    snprintf(out, ANALYSIS_LANGUAGE_MAX, "%s", index);
    if (!*code || !strcmp(index, "none")) return;
    if (stemmer_is_for(index, code)) return;
    if (stemmer_language(code, out, NULL)) snprintf(out, ANALYSIS_LANGUAGE_MAX, "none");
}

/* Languages whose stemmers only take endings off, and put at most `ending` bytes in their place: for folded words,
 * in Snowball up to 3.1. Those in which words with one stem may begin differently aren't among them (Arabic, Basque,
 * Indonesian, Irish, Tamil, Turkish; since 3.0 Dutch, French and Italian: see probes), nor is Lovins. German and Finnish leave
 * letters out in the middle, but never the first. In English it is one byte, but for "die", "lie" and "tie", which
 * dying, lying and tying have, too. */
enum {
    ALL_BUT_THE_FIRST = 255
};

static const struct {
    const char *language;
    size_t ending;
    const char *longer; /* a stem that ends so may have a byte more in that place */
} enders[] = {
    {"armenian", 0, ""},
    {"catalan", 2, ""},
    {"danish", 0, ""},
    {"english", 1, "ie"},
    {"german", ALL_BUT_THE_FIRST, ""},
    {"finnish", ALL_BUT_THE_FIRST, ""},
    {"hungarian", 2, ""},
    {"nepali", 0, ""},
    {"norwegian", 0, ""},
    {"porter", 2, ""},
    {"portuguese", 2, ""},
    {"romanian", 3, ""},
    {"russian", 0, ""},
    {"spanish", 2, ""},
    {"swedish", 0, ""},
    {"lithuanian", 4, ""},
    {"dutch", ALL_BUT_THE_FIRST, ""},
    {"french", ALL_BUT_THE_FIRST, ""},
    {"italian", ALL_BUT_THE_FIRST, ""},
};

/* Words of which newer stemmers take the beginning off, too. */
static const struct {
    const char *language, *word;
} probes[] = {
    {"dutch", "gemaakt"},
    {"french", "l'avion"},
    {"italian", "l'amico"},
};

static bool keeps_beginnings(struct snowball *engine)
{
    char stem[STEM_MAX];
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++) {
        const char *word = probes[i].word;
        if (!strcmp(snowball_name(engine), probes[i].language))
            return snowball_stem(engine, word, strlen(word), stem, sizeof stem) && *stem == *word;
    }
    return true;
}

static bool ends_so(const char *stem, size_t size, const char *ending)
{
    const size_t length = strlen(ending);
    return length && size >= length && !memcmp(stem + size - length, ending, length);
}

size_t stemmer_shared(struct stemmer *stemmer, const char *stem, size_t size)
{
    if (!stemmer->ready) open_engine(stemmer);
    if (!stemmer->engine || !size) return size;
    const char *name = snowball_name(stemmer->engine);
    for (size_t i = 0; stemmer->ends && i < sizeof enders / sizeof *enders; i++) {
        if (strcmp(enders[i].language, name) != 0) continue;
        const size_t ending = enders[i].ending + ends_so(stem, size, enders[i].longer);
        return size > ending ? size - ending : 1;
    }
    return 0;
}

/* The slot that has the word, or the free one where it belongs. */
static struct slot *find(struct stemmer *stemmer, uint32_t hash, const char *word, size_t size)
{
    for (size_t at = hash % SLOTS;; at = (at + 1) % SLOTS) {
        struct slot *slot = &stemmer->slots[at];
        if (!slot->word_size) return slot;
        if (slot->hash == hash && slot->word_size == size &&
            !memcmp(stemmer->texts + slot->at, word, size))
            return slot;
    }
}

static void forget_all(struct stemmer *stemmer)
{
    memset(stemmer->slots, 0, sizeof stemmer->slots);
    stemmer->used = 0;
    stemmer->texts_size = 0;
}

/* Fills a free slot with the word and what the engine says, or the word itself where that says
 * nothing. */
static void learn(struct stemmer *stemmer, struct slot *slot, uint32_t hash, const char *word,
                  size_t size)
{
    char *text = stemmer->texts + stemmer->texts_size, *stem = text + size;
    memcpy(text, word, size);
    size_t stem_size = stemmer->engine ? snowball_stem(stemmer->engine, word, size, stem, STEM_MAX)
                                       : 0;
    if (!stem_size) {
        memcpy(stem, word, size);
        stem_size = size;
    }
    stem[stem_size] = '\0';
    *slot = (struct slot){.hash = hash,
                          .at = (uint32_t)stemmer->texts_size,
                          .word_size = (uint8_t)size,
                          .stem_size = (uint8_t)stem_size};
    stemmer->texts_size += size + stem_size + 1;
    stemmer->used++;
}

const char *stemmer_stem(struct stemmer *stemmer, const char *word, size_t size, size_t *stem_size)
{
    if (!stemmer->ready) open_engine(stemmer);
    uint32_t hash = (uint32_t)hash_bytes(word, size);
    struct slot *slot = find(stemmer, hash, word, size);
    if (!slot->word_size) {
        bool full = stemmer->used == SLOTS_USED_MAX ||
                    TEXTS_MAX - stemmer->texts_size < ANALYSIS_WORD_MAX + STEM_MAX + 1;
        if (full) {
            forget_all(stemmer);
            slot = find(stemmer, hash, word, size);
        }
        learn(stemmer, slot, hash, word, size);
    }
    *stem_size = slot->stem_size;
    return stemmer->texts + slot->at + slot->word_size;
}
