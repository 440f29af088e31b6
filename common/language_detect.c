/* language_detect.c - see language.h: the language of a text, by its script and its small words.
 *
 *     word    languages           counts for each
 *     und     de                  8
 *     van     nl af               5
 *     de      nl fr es pt ...     1
 *
 * A word counts the more the fewer languages have it. The language with the highest sum is taken if it leads clearly,
 * has enough different words, and these are a good part of all words: lists of names and numbers are in no language.
 * Words with a capital are passed over, for names are full of small words (La Paz, Van Buren), unless all have one. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/language.h"
#include "common/language_own.h"
#include "common/utf8.h"

enum {
    TEXT_MAX = 2000, /* bytes that are looked at */
    LANGUAGES = 64,  /* at most: bits of a word's set */
    ENTRIES = 4096,  /* different words, at most */
    SLOTS = 8192,
    LOOK_EVERY = 16, /* words of the lists, after which it may be clear */
};

/* What it takes. */
enum {
    DIFFERENT_MIN = 5, /* words */
    SHARE_MIN = 10,    /* in a hundred words */
    LEAD = 112,        /* its sum, to 100 of the next */
    LEAD_POINTS = 6,   /* and so many more */
    CLEAR_DIFFERENT = 8,
    CLEAR_SHARE = 20,
    CLEAR_LEAD = 2,    /* times the next: no need to read on */
    LETTERS_MIN = 10,  /* of a script that one language has, */
    LETTERS_SHARE = 40 /* in a hundred letters */
};

/* ---- The table of words -------------------------------------------------------------------------- */

struct entry {
    uint64_t low, high; /* the word's bytes */
    uint64_t languages; /* a bit each, of language_words */
    uint8_t points;
};

static struct entry entries[ENTRIES];
static size_t entry_count = 1; /* 0 is none */
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Open addressing. Most words of a text are in no list: their tag tells, without a look at an entry. */
static uint8_t tags[SLOTS]; /* 0: free */
static uint16_t slots[SLOTS];

static uint64_t mixed(uint64_t low, uint64_t high)
{
    return (low ^ (high << 7 | high >> 57)) * 0x9e3779b97f4a7c15u;
}

static uint8_t tag_of(uint64_t hash)
{
    return (uint8_t)(hash >> 32 | 1);
}

/* The slot of a word, or a free one. */
static size_t slot_of(uint64_t low, uint64_t high)
{
    const uint64_t hash = mixed(low, high);
    for (size_t at = hash >> 51;; at = (at + 1) % SLOTS) {
        const struct entry *entry = &entries[slots[at]];
        if (!tags[at] || (tags[at] == tag_of(hash) && entry->low == low && entry->high == high))
            return at;
    }
}

static void add_word(const char *word, size_t size, unsigned language)
{
    char bytes[LANGUAGE_WORD_MAX] = {0};
    uint64_t low, high;
    if (size > sizeof bytes || entry_count == ENTRIES) return;
    memcpy(bytes, word, size);
    memcpy(&low, bytes, sizeof low);
    memcpy(&high, bytes + sizeof low, sizeof high);
    const size_t slot = slot_of(low, high);
    if (!tags[slot]) {
        entries[entry_count] = (struct entry){.low = low, .high = high};
        tags[slot] = tag_of(mixed(low, high));
        slots[slot] = (uint16_t)entry_count++;
    }
    entries[slots[slot]].languages |= UINT64_C(1) << language;
}

static void make_table(void)
{
    static const uint8_t points[] = {0, 8, 5, 4, 3, 2, 2};
    for (size_t i = 0; i < language_words_count && i < LANGUAGES; i++)
        for (const char *word = language_words[i].words; *word;) {
            const size_t size = strcspn(word, " ");
            add_word(word, size, (unsigned)i);
            word += size + (word[size] == ' ');
        }
    for (size_t i = 1; i < entry_count; i++) {
        const size_t shared = (size_t)__builtin_popcountll(entries[i].languages);
        entries[i].points = shared < sizeof points ? points[shared] : 1;
    }
}

/* ---- Characters ---------------------------------------------------------------------------------- */

enum script {
    SEPARATOR, /* no letter */
    LATIN,
    CYRILLIC,
    ARABIC,
    DEVANAGARI,
    OTHER,
    GREEK,
    ARMENIAN,
    HEBREW,
    BENGALI,
    GURMUKHI,
    GUJARATI,
    TAMIL,
    TELUGU,
    KANNADA,
    MALAYALAM,
    SINHALA,
    THAI,
    LAO,
    BURMESE,
    GEORGIAN,
    ETHIOPIC,
    KHMER,
    HANGUL,
    KANA,
    HAN,
    SCRIPTS
};

static const char *const script_languages[SCRIPTS] = {
    [GREEK] = "el",    [ARMENIAN] = "hy", [HEBREW] = "he", [BENGALI] = "bn", [GURMUKHI] = "pa",
    [GUJARATI] = "gu", [TAMIL] = "ta",    [TELUGU] = "te", [KANNADA] = "kn", [MALAYALAM] = "ml",
    [SINHALA] = "si",  [THAI] = "th",     [LAO] = "lo",    [BURMESE] = "my", [GEORGIAN] = "ka",
    [ETHIOPIC] = "am", [KHMER] = "km",    [HANGUL] = "ko", [KANA] = "ja",    [HAN] = "zh",
};

/* Up to which character, from the one before it on; from U+0080. */
static const struct {
    uint16_t below;
    uint8_t script;
} ranges[] = {
    {0x00AA, SEPARATOR},  {0x00AB, LATIN},     {0x00B5, SEPARATOR},  {0x00B6, OTHER},
    {0x00BA, SEPARATOR},  {0x00BB, LATIN},     {0x00C0, SEPARATOR},  {0x0250, LATIN},
    {0x0370, OTHER},      {0x0400, GREEK},     {0x0530, CYRILLIC},   {0x0590, ARMENIAN},
    {0x0600, HEBREW},     {0x060D, SEPARATOR}, {0x061B, ARABIC},     {0x0620, SEPARATOR},
    {0x0780, ARABIC},     {0x0900, OTHER},     {0x0964, DEVANAGARI}, {0x0970, SEPARATOR},
    {0x0980, DEVANAGARI}, {0x0A00, BENGALI},   {0x0A80, GURMUKHI},   {0x0B00, GUJARATI},
    {0x0B80, OTHER},      {0x0C00, TAMIL},     {0x0C80, TELUGU},     {0x0D00, KANNADA},
    {0x0D80, MALAYALAM},  {0x0E00, SINHALA},   {0x0E80, THAI},       {0x0F00, LAO},
    {0x1000, OTHER},      {0x10A0, BURMESE},   {0x1100, GEORGIAN},   {0x1200, HANGUL},
    {0x13A0, ETHIOPIC},   {0x1780, OTHER},     {0x1800, KHMER},      {0x1E00, OTHER},
    {0x1F00, LATIN},      {0x2000, GREEK},     {0x3041, SEPARATOR},  {0x3100, KANA},
    {0x3130, OTHER},      {0x3190, HANGUL},    {0x3400, OTHER},      {0xA000, HAN},
    {0xAC00, OTHER},      {0xD7B0, HANGUL},    {0xF900, OTHER},      {0xFB00, HAN},
    {0xFB1D, LATIN},      {0xFB50, HEBREW},    {0xFE00, ARABIC},     {0xFE70, SEPARATOR},
    {0xFEFF, ARABIC},     {0xFFFF, SEPARATOR},
};

static enum script script_of(uint32_t code)
{
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (code >= ranges[middle].below)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof ranges / sizeof *ranges ? (enum script)ranges[low].script : OTHER;
}

/* The small letter, of Latin letters as in Western Europe and of Russian ones; itself else. */
static uint32_t small_of(uint32_t code)
{
    if ((code >= 0xC0 && code <= 0xDE) || (code >= 0x410 && code <= 0x42F)) return code + 0x20;
    if (code >= 0x400 && code <= 0x40F) return code + 0x50;
    return code;
}

/* ---- Counting ------------------------------------------------------------------------------------ */

struct tally {
    uint32_t letters[SCRIPTS];
    uint32_t words, capitals; /* capitals: of them, passed over */
    uint32_t hits;            /* in any list */
    uint32_t points[LANGUAGES], own_hits[LANGUAGES], different[LANGUAGES];
    uint64_t seen[ENTRIES / 64];
    uint32_t large;     /* letters */
    bool with_capitals; /* they aren't passed over */
};

struct word {
    uint64_t low, high;
    uint32_t size; /* bytes; more than LANGUAGE_WORD_MAX: it is in no list */
    bool capital;
};

static inline void push(struct word *word, uint8_t byte)
{
    if (word->size < 8)
        word->low |= (uint64_t)byte << 8 * word->size;
    else if (word->size < LANGUAGE_WORD_MAX)
        word->high |= (uint64_t)byte << 8 * (word->size - 8);
    word->size++;
}

static void count_entry(struct tally *tally, size_t index)
{
    const struct entry *entry = &entries[index];
    const bool is_new = !(tally->seen[index / 64] >> index % 64 & 1);
    tally->seen[index / 64] |= UINT64_C(1) << index % 64;
    tally->hits++;
    for (uint64_t left = entry->languages; left; left &= left - 1) {
        const unsigned language = (unsigned)__builtin_ctzll(left);
        tally->points[language] += entry->points;
        tally->own_hits[language]++;
        tally->different[language] += is_new;
    }
}

/* Takes a word of up to seven ASCII letters, as most are, at once; its bytes, 0 if there is none in the eight. */
static inline size_t take_short(struct tally *tally, struct word *word, const uint8_t *text)
{
    const uint64_t each = 0x0101010101010101u, high = each * 0x80;
    uint64_t bytes;
    memcpy(&bytes, text, sizeof bytes);
    const uint64_t small = bytes | each * 0x20, ascii = small & ~high;
    /* The high bit of each byte that isn't a letter. */
    const uint64_t from_a = ascii + each * (0x80 - 'a'), beyond_z = ascii + each * (0x7F - 'z');
    const uint64_t others = ~(from_a & ~beyond_z & ~bytes) & high;
    const unsigned bits = others ? (unsigned)__builtin_ctzll(others) & ~7u : 0;
    if (!bits || bytes >> bits & 0x80) return 0;
    const uint64_t own = (UINT64_C(1) << bits) - 1;
    *word = (struct word){.low = small & own, .size = bits / 8, .capital = !(bytes & 0x20)};
    tally->letters[LATIN] += word->size;
    tally->large += (uint32_t)((~bytes >> 5 & each & own) * each >> 56); /* the sum of all bytes */
    return word->size;
}

/* Counts the word that has ended; whether it was in a list. */
static bool end_word(struct tally *tally, struct word *word)
{
    const struct word ended = *word;
    if (!ended.size) return false;
    *word = (struct word){0};
    tally->words++;
    if (ended.capital && (!tally->with_capitals || ended.size == 1)) {
        tally->capitals++;
        return false;
    }
    if (ended.size > LANGUAGE_WORD_MAX) return false;
    const size_t slot = slot_of(ended.low, ended.high);
    if (tags[slot]) count_entry(tally, slots[slot]);
    return tags[slot];
}

/* Takes a character beyond ASCII into the word; its bytes. */
static size_t take_beyond(struct tally *tally, struct word *word, const uint8_t *text, size_t size)
{
    uint32_t code;
    char bytes[4];
    const size_t taken = utf8_decode((const char *)text, size, &code);
    const enum script script = taken ? script_of(code) : SEPARATOR;
    tally->letters[script]++;
    if (script == SEPARATOR) {
        end_word(tally, word);
        return taken ? taken : 1;
    }
    const uint32_t small = small_of(code);
    if (!word->size) word->capital = small != code;
    const size_t count = utf8_encode(small, bytes);
    for (size_t i = 0; i < count; i++)
        push(word, (uint8_t)bytes[i]);
    return taken;
}

/* ---- Deciding ------------------------------------------------------------------------------------ */

struct leader {
    unsigned language;
    uint32_t points, next; /* its own, and those of the second */
};

static struct leader lead_of(const struct tally *tally)
{
    struct leader leader = {0};
    for (unsigned i = 0; i < language_words_count; i++) {
        if (tally->points[i] > leader.points) {
            leader = (struct leader){i, tally->points[i], leader.points};
        } else if (tally->points[i] > leader.next) {
            leader.next = tally->points[i];
        }
    }
    return leader;
}

/* Words that it may be told by. */
static uint32_t counted(const struct tally *tally)
{
    return tally->words - tally->capitals;
}

/* So clear that more text wouldn't change it. */
static bool is_clear(const struct tally *tally)
{
    const struct leader leader = lead_of(tally);
    return tally->different[leader.language] >= CLEAR_DIFFERENT &&
           leader.points >= CLEAR_LEAD * leader.next &&
           tally->own_hits[leader.language] * 100 >= counted(tally) * CLEAR_SHARE;
}

static void count(struct tally *tally, const uint8_t *text, size_t size)
{
    struct word word = {0};
    for (size_t at = 0; at < size;) {
        if (!word.size && size - at > 8) at += take_short(tally, &word, text + at);
        const uint8_t byte = text[at], small = byte | 0x20;
        if (byte >= 0x80) {
            at += take_beyond(tally, &word, text + at, size - at);
            continue;
        }
        at++;
        if (small >= 'a' && small <= 'z') {
            if (!word.size) word.capital = small != byte;
            push(&word, small);
            tally->letters[LATIN]++;
            tally->large += small != byte;
        } else if (end_word(tally, &word) && !(tally->hits % LOOK_EVERY) && is_clear(tally)) {
            return;
        }
    }
    end_word(tally, &word);
}

/* The language of a script that only it has. */
static const char *by_script(const struct tally *tally)
{
    uint32_t all = 0, letters;
    const char *language = NULL;
    for (size_t i = LATIN; i < SCRIPTS; i++)
        all += tally->letters[i];
    const uint32_t japanese = tally->letters[KANA] + tally->letters[HAN];
    for (size_t i = GREEK; i < SCRIPTS; i++) {
        letters = i == KANA ? (tally->letters[KANA] * 10 >= japanese ? japanese : 0)
                            : tally->letters[i];
        if (letters >= LETTERS_MIN && letters * 100 >= all * LETTERS_SHARE) {
            language = script_languages[i];
            break;
        }
    }
    return language;
}

static const char *by_words(const struct tally *tally)
{
    const struct leader leader = lead_of(tally);
    if (tally->different[leader.language] < DIFFERENT_MIN ||
        tally->own_hits[leader.language] * 100 < counted(tally) * SHARE_MIN ||
        leader.points * 100 < leader.next * LEAD || leader.points < leader.next + LEAD_POINTS)
        return "";
    return language_words[leader.language].tag;
}

const char *language_detect(const char *text, size_t size)
{
    struct tally tally = {0};
    pthread_once(&once, make_table);
    if (size > TEXT_MAX) size = TEXT_MAX;
    count(&tally, (const uint8_t *)text, size);
    if (tally.large * 2 > tally.letters[LATIN]) { /* all in capitals */
        memset(&tally, 0, sizeof tally);
        tally.with_capitals = true;
        count(&tally, (const uint8_t *)text, size);
    }
    const char *language = by_script(&tally);
    return language ? language : by_words(&tally);
}
