/* word.c - see word.h.
 *
 * ASCII letters and digits are copied through one table, a byte at a time; whatever else a word holds
 * or ends in is looked at character by character, with what unicode.h knows of it. */
#include "common/word.h"

#include <endian.h>
#include <string.h>

#include <utf8proc.h>

#include "common/utf8.h"

enum {
    SUFFIX_MAX = 3
};

enum {
    E = WORD_END,
    P = WORD_POINT,
    L = WORD_LOOK
};

/* clang-format off */
const unsigned char word_kinds[256] = {
    E, E, E, E, E, E, E, E, E, E, E, E, E, E, E, E,
    E, E, E, E, E, E, E, E, E, E, E, E, E, E, E, E,
    E, E, E, L, E, E, L, L, E, E, E, L, P, L, P, E,                   /* ! " # $ % & ' ( ) * + , - . / */
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', E, P, E, E, E, E, /* : ; < = > ? */
    E, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', E, E, E, E, L, /* [ \ ] ^ _ */
    E, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', E, E, E, E, E, /* { | } ~ */
};
/* clang-format on */

static unsigned char byte_at(const struct tokenizer *t, size_t at)
{
    return (unsigned char)t->text[at];
}

void word_look(const struct tokenizer *t, size_t at, struct ahead *ahead)
{
    do {
        ahead->start = ahead->end = at;
        ahead->code = 0;
        ahead->is.class = UNICODE_BREAK;
        if (at == t->size) return;
        size_t size = utf8_decode(t->text + at, t->size - at, &ahead->code);
        if (size) unicode_lookup(ahead->code, &ahead->is);
        at += size ? size : 1;
    } while (ahead->is.class == UNICODE_NOTHING);
    ahead->end = at;
}

/* Whether it would belong to a word that stands before it. */
static bool goes_on(const struct ahead *ahead)
{
    return word_starts(ahead) || ahead->is.class == UNICODE_MARK;
}

/* Whether `size` more bytes fit; if not, the word is cut here for good. */
static bool fits(struct word *word, size_t size)
{
    if (size <= word->limit - word->size) return true;
    word->limit = word->size;
    return false;
}

/* Adds the folded form, if it fits. */
static bool add(struct tokenizer *t, struct word *word, const struct unicode_char *is)
{
    if (!fits(word, is->size)) return false;
    memcpy(t->word + word->size, is->text, is->size);
    word->size += is->size;
    return true;
}

/* Eight bytes, the first one lowest, and the high bit of each that is a letter or digit of ASCII, or a
 * capital. No sum below carries from one byte into the next. */
struct eight {
    uint64_t bytes, word, capital;
};

#define EACH(byte) (0x0101010101010101u * (byte))

/* The high bit of each byte, of seven bits, that is from `first` to `last`. */
static inline uint64_t within(uint64_t bytes, unsigned first, unsigned last)
{
    return (bytes + EACH(0x80 - first)) & ~(bytes + EACH(0x7f - last)) & EACH(0x80);
}

static inline struct eight look_at_eight(const unsigned char *text)
{
    struct eight eight;
    memcpy(&eight.bytes, text, sizeof eight.bytes);
    eight.bytes = le64toh(eight.bytes);
    const uint64_t low = eight.bytes & EACH(0x7f), ascii = ~eight.bytes;
    eight.capital = within(low, 'A', 'Z') & ascii;
    eight.word = eight.capital | ((within(low, 'a', 'z') | within(low, '0', '9')) & ascii);
    return eight;
}

/* Copies letters and digits, folded, eight bytes at a time; what stands behind them in `out` is of no
 * meaning. `size` can be written. Returns how many there are, unless it stopped before the end of the text. */
static size_t copy_eights(const unsigned char *text, char *out, size_t size, bool *has_capital)
{
    size_t at = 0;
    while (size - at >= 8) {
        const struct eight eight = look_at_eight(text + at);
        const uint64_t other = ~eight.word & EACH(0x80);
        const uint64_t folded = htole64(eight.bytes | eight.capital >> 2);
        memcpy(out + at, &folded, sizeof folded);
        /* The capitals before the first byte that is neither. */
        if (eight.capital & ((other & -other) - 1)) *has_capital = true;
        if (other) return at + (size_t)__builtin_ctzll(other) / 8;
        at += 8;
    }
    return at;
}

/* Takes ASCII letters and digits, as many as there are. (All in locals: for all the compiler knows, a
 * byte written to t->word could change what t points to.) */
static void take_ascii(struct tokenizer *t, struct word *word)
{
    const unsigned char *text = (const unsigned char *)t->text;
    char *out = t->word;
    size_t start = word->end, end = t->size, size = word->size;
    size_t room = word->limit - size, stop = end - start > room ? start + room : end;
    bool has_capital = false;
    const size_t copied = copy_eights(text + start, out + size, stop - start, &has_capital);
    size_t at = start + copied;
    unsigned char kind, folded = 0;
    size += copied;
    for (; at < stop && (kind = word_kinds[text[at]]) > WORD_LOOK; at++) {
        folded |= kind ^ text[at];
        out[size++] = (char)kind;
    }
    if (at == stop) /* the end of the text, or the word is cut */
        while (at < end && word_kinds[text[at]] > WORD_LOOK)
            at++;
    if (at == start) return;
    word->unfolded = word->unfolded || has_capital || folded || at >= stop;
    if (size > word->size) word->solid = word->size = size;
    word->digit = text[at - 1] <= '9';
    word->keeps_marks = false;
    word->end = at;
}

/* Where in the word a mark of this combining class belongs: before those of higher classes. */
static size_t place_of_mark(const struct tokenizer *t, const struct word *word, unsigned class)
{
    size_t at = word->size;
    while (class && at) {
        size_t before = at - 1;
        while (utf8_continues(t->word[before]))
            before--;
        uint32_t code = 0;
        utf8_decode(t->word + before, at - before, &code);
        if (unicode_combining_class(code) <= class) break;
        at = before;
    }
    return at;
}

/* Adds a mark that is kept, in canonical order. */
static void add_mark(struct tokenizer *t, struct word *word, const struct unicode_char *mark)
{
    if (!fits(word, mark->size)) return;
    size_t length;
    for (size_t i = 0; i < mark->size; i += length) {
        uint32_t code;
        length = utf8_decode(mark->text + i, mark->size - i, &code);
        size_t at = place_of_mark(t, word, unicode_combining_class(code));
        memmove(t->word + at + length, t->word + at, word->size - at);
        memcpy(t->word + at, mark->text + i, length);
        word->size += length;
    }
    word->solid = word->size;
}

/* Takes one character, or a join if a fitting character follows it. False: the word ends here. */
static bool take_character(struct tokenizer *t, struct word *word)
{
    struct ahead ahead, next;
    word_look(t, word->end, &ahead);
    switch (ahead.is.class) {
    case UNICODE_LETTER:
    case UNICODE_DIGIT:
    case UNICODE_NUMBER:
        if (add(t, word, &ahead.is)) word->solid = word->size;
        word->unfolded = true;
        word->digit = ahead.is.class == UNICODE_DIGIT;
        word->keeps_marks = ahead.is.keeps_marks;
        word->end = ahead.end;
        return true;
    case UNICODE_MARK:
        if (word->keeps_marks) add_mark(t, word, &ahead.is);
        word->end = ahead.end;
        return true;
    case UNICODE_JOIN:
    case UNICODE_DIGIT_JOIN:
        word_look(t, ahead.end, &next);
        bool digits = word->digit && next.is.class == UNICODE_DIGIT;
        if (ahead.is.class == UNICODE_JOIN ? !word_starts(&next) : !digits) return false;
        add(t, word, &ahead.is);
        word->end = next.start;
        return true;
    default: return false;
    }
}

/* Takes capitals with a point after each; the last point may be missing. False, and nothing taken,
 * if it is a single one, or a word that starts behind a point: "J.Smith". */
static bool take_initials(struct tokenizer *t, struct word *word)
{
    struct ahead ahead;
    size_t size = 0, end = word->start;
    for (word_look(t, end, &ahead); ahead.code >= 'A' && ahead.code <= 'Z';
         word_look(t, end, &ahead)) {
        if (size == ANALYSIS_WORD_MAX) return false;
        t->word[size++] = ahead.is.text[0];
        end = ahead.end;
        word_look(t, end, &ahead);
        if (ahead.code != '.') break;
        end = ahead.end;
    }
    word_look(t, end, &ahead);
    if (size < 2 || goes_on(&ahead)) return false;
    word->size = word->solid = size;
    word->end = end;
    word->unfolded = true;
    return true;
}

static bool is_text(const struct ahead *ahead, char c)
{
    return ahead->is.class != UNICODE_BREAK && ahead->is.size == 1 && ahead->is.text[0] == c;
}

/* Takes the 's behind initials: elsewhere it is in the word. */
static void take_possessive(const struct tokenizer *t, struct word *word)
{
    struct ahead apostrophe, s, after;
    word_look(t, word->end, &apostrophe);
    if (!is_text(&apostrophe, '\'')) return;
    word_look(t, apostrophe.end, &s);
    if (!is_text(&s, 's')) return;
    word_look(t, s.end, &after);
    if (!goes_on(&after)) word->end = s.end;
}

/* Takes the + and # behind a word of a single letter, unless there are too many, or a word follows.
 */
static void take_suffix(struct tokenizer *t, struct word *word)
{
    struct ahead ahead;
    uint32_t code;
    char suffix[SUFFIX_MAX];
    size_t count = 0, end = word->end;
    if (!word->letter || utf8_decode(t->word, word->size, &code) != word->size) return;
    for (word_look(t, end, &ahead); ahead.code == '+' || ahead.code == '#';
         word_look(t, end, &ahead)) {
        if (count == SUFFIX_MAX) return;
        suffix[count++] = (char)ahead.code;
        end = ahead.end;
    }
    if (!count || goes_on(&ahead)) return;
    memcpy(t->word + word->size, suffix, count);
    word->size += count;
    word->end = end;
}

/* ---- Capitals ------------------------------------------------------------------------------------
 *
 * An apostrophe and s at the end, as often as they come, are waiting to be a possessive until another
 * character shows that they aren't. */

struct cases {
    bool capital, small;
};

static void note_case(struct cases *cases, uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT: cases->capital = true; break;
    case UTF8PROC_CATEGORY_LL: cases->small = true; break;
    default: break;
    }
}

static enum token_capitals capitals_of(struct cases cases)
{
    return !cases.capital ? CAPITALS_NONE : cases.small ? CAPITALS_SOME : CAPITALS_ALL;
}

/* The same of ASCII only, where all is at hand. False: there is more than that. */
static bool note_ascii(const char *text, size_t size, struct cases *cases)
{
    unsigned char all = 0;
    while (size > 2 && text[size - 2] == '\'' && (text[size - 1] | 0x20) == 's')
        size -= 2;
    for (size_t i = 0; i < size; i++) {
        const unsigned char byte = (unsigned char)text[i];
        all |= byte;
        cases->capital |= byte >= 'A' && byte <= 'Z';
        cases->small |= byte >= 'a' && byte <= 'z';
    }
    return all < 0x80;
}

enum token_capitals word_capitals(const char *text, size_t start, size_t end)
{
    struct cases ascii = {false, false};
    const char *word = text + start;
    if (end - start > 1 && word[0] >= 'A' && word[0] <= 'Z' && word[1] >= 'a' && word[1] <= 'z')
        return CAPITALS_SOME; /* most are so */
    if (note_ascii(word, end - start, &ascii)) return capitals_of(ascii);
    const struct tokenizer t = {.text = text, .size = end};
    struct cases sure = {false, false}, waiting = sure;
    bool apostrophe = false;
    struct ahead ahead;
    for (size_t at = start; word_look(&t, at, &ahead), ahead.end > at; at = ahead.end) {
        const bool s = apostrophe && is_text(&ahead, 's');
        if (ahead.is.class == UNICODE_MARK) continue;
        apostrophe = is_text(&ahead, '\'');
        if (!apostrophe && !s) {
            sure.capital = sure.capital || waiting.capital;
            sure.small = sure.small || waiting.small;
        }
        if (!apostrophe) note_case(s ? &waiting : &sure, ahead.code);
    }
    return capitals_of(sure);
}

/* --------------------------------------------------------------------------------------------------- */

void word_read(struct tokenizer *t, size_t start, bool letter, struct word *word)
{
    *word = (struct word){
        .start = start, .end = start, .limit = ANALYSIS_WORD_MAX, .letter = letter};
    size_t second = start + 1;
    unsigned char first = byte_at(t, start);
    if (first >= 'A' && first <= 'Z' && second < t->size &&
        (t->text[second] == '.' || word_kinds[byte_at(t, second)] == WORD_WIDE) &&
        take_initials(t, word)) {
        take_possessive(t, word);
        return;
    }
    do {
        take_ascii(t, word);
        unsigned char kind = word->end < t->size ? word_kinds[byte_at(t, word->end)] : WORD_END;
        word->ended = kind == WORD_END || (kind == WORD_POINT && !word->digit);
    } while (!word->ended && take_character(t, word));
    word->size = word->solid;
    while (word->size > 2 && !memcmp(t->word + word->size - 2, "'s", 2))
        word->size -= 2;
    if (!word->ended) take_suffix(t, word);
}
