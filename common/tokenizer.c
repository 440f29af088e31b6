/* tokenizer.c - text to folded words; see analysis.h.
 *
 * ASCII letters and digits are copied through one table, a byte at a time; whatever else a word
 * holds or ends in is looked at character by character, with what unicode.h knows of it. */
#include <string.h>

#include "common/analysis.h"
#include "common/unicode.h"
#include "common/utf8.h"

/* What a byte is: one of these, or, of a letter or digit, its folded form. */
enum {
    WIDE,  /* part of a character beyond ASCII */
    END,   /* ends any word */
    POINT, /* joins digits; ends a word that doesn't end in one */
    LOOK   /* depends on what follows */
};

static const unsigned char kinds[256] =
    {
        /* clang-format off */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    END, END, END, LOOK, END, END, LOOK, LOOK,       /*   ! " # $ % & ' */
    END, END, END, LOOK, POINT, LOOK, POINT, END,    /* ( ) * + , - . / */
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', END, POINT, END, END, END, END, /* : ; < = > ? */
    END, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', END, END, END, END, LOOK, /* [ \ ] ^ _ */
    END, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', END, END, END, END, END,
        /* clang-format on */
};

enum {
    SUFFIX_MAX = 3
};

/* A character read ahead, those that are as if they weren't there left out. */
struct ahead {
    size_t start, end;
    uint32_t code; /* 0 at the end of the text and for a byte that isn't UTF-8 */
    struct unicode_char is;
};

/* The word being read into tokenizer.word. */
struct word {
    size_t start, end;  /* in the text */
    size_t size, limit; /* bytes written; how many there may be, no more once it was cut */
    size_t solid;     /* bytes up to its last word character: a join may be behind, if it was cut */
    bool letter;      /* starts with one */
    bool digit;       /* its last character is one */
    bool keeps_marks; /* so does its last character */
    bool ended;       /* nothing that follows could belong to it */
};

void tokenizer_init(struct tokenizer *tokenizer, const char *text, size_t size)
{
    tokenizer->text = text;
    tokenizer->size = size;
    tokenizer->next = 0;
    tokenizer->position = 0;
    tokenizer->in_compound = false;
    tokenizer->joined_due = false;
}

static unsigned char byte_at(const struct tokenizer *t, size_t at)
{
    return (unsigned char)t->text[at];
}

static void look(const struct tokenizer *t, size_t at, struct ahead *ahead)
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

static bool is_word(const struct ahead *ahead)
{
    return ahead->is.class == UNICODE_LETTER || ahead->is.class == UNICODE_DIGIT ||
           ahead->is.class == UNICODE_NUMBER;
}

/* Whether it would belong to a word that stands before it. */
static bool goes_on(const struct ahead *ahead)
{
    return is_word(ahead) || ahead->is.class == UNICODE_MARK;
}

/* ---- Words --------------------------------------------------------------------------------------
 */

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

/* Takes ASCII letters and digits, as many as there are. (All in locals: for all the compiler knows, a
 * byte written to t->word could change what t points to.) */
static void take_ascii(struct tokenizer *t, struct word *word)
{
    const unsigned char *text = (const unsigned char *)t->text;
    char *out = t->word;
    size_t start = word->end, at = start, end = t->size, size = word->size;
    size_t room = word->limit - size, stop = end - at > room ? at + room : end;
    unsigned char kind;
    for (; at < stop && (kind = kinds[text[at]]) > LOOK; at++)
        out[size++] = (char)kind;
    if (at == stop) /* the end of the text, or the word is cut */
        while (at < end && kinds[text[at]] > LOOK)
            at++;
    if (at == start) return;
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
        while (((unsigned char)t->word[before] & 0xC0) == 0x80)
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
    look(t, word->end, &ahead);
    switch (ahead.is.class) {
    case UNICODE_LETTER:
    case UNICODE_DIGIT:
    case UNICODE_NUMBER:
        if (add(t, word, &ahead.is)) word->solid = word->size;
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
        look(t, ahead.end, &next);
        bool digits = word->digit && next.is.class == UNICODE_DIGIT;
        if (ahead.is.class == UNICODE_JOIN ? !is_word(&next) : !digits) return false;
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
    for (look(t, end, &ahead); ahead.code >= 'A' && ahead.code <= 'Z'; look(t, end, &ahead)) {
        if (size == ANALYSIS_WORD_MAX) return false;
        t->word[size++] = ahead.is.text[0];
        end = ahead.end;
        look(t, end, &ahead);
        if (ahead.code != '.') break;
        end = ahead.end;
    }
    look(t, end, &ahead);
    if (size < 2 || goes_on(&ahead)) return false;
    word->size = word->solid = size;
    word->end = end;
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
    look(t, word->end, &apostrophe);
    if (!is_text(&apostrophe, '\'')) return;
    look(t, apostrophe.end, &s);
    if (!is_text(&s, 's')) return;
    look(t, s.end, &after);
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
    for (look(t, end, &ahead); ahead.code == '+' || ahead.code == '#'; look(t, end, &ahead)) {
        if (count == SUFFIX_MAX) return;
        suffix[count++] = (char)ahead.code;
        end = ahead.end;
    }
    if (!count || goes_on(&ahead)) return;
    memcpy(t->word + word->size, suffix, count);
    word->size += count;
    word->end = end;
}

/* Reads the word that starts at word->start. */
static void read_word(struct tokenizer *t, struct word *word)
{
    size_t second = word->start + 1;
    unsigned char first = byte_at(t, word->start);
    if (first >= 'A' && first <= 'Z' && second < t->size &&
        (t->text[second] == '.' || kinds[byte_at(t, second)] == WIDE) && take_initials(t, word)) {
        take_possessive(t, word);
        return;
    }
    do {
        take_ascii(t, word);
        unsigned char kind = word->end < t->size ? kinds[byte_at(t, word->end)] : END;
        word->ended = kind == END || (kind == POINT && !word->digit);
    } while (!word->ended && take_character(t, word));
    word->size = word->solid;
    while (word->size > 2 && !memcmp(t->word + word->size - 2, "'s", 2))
        word->size -= 2;
    if (!word->ended) take_suffix(t, word);
}

/* ---- Hyphened words -----------------------------------------------------------------------------
 */

static bool has_letter(const char *word, size_t size)
{
    struct unicode_char is;
    size_t length;
    for (size_t at = 0; at < size; at += length) {
        uint32_t code = 0;
        length = utf8_decode(word + at, size - at, &code);
        unicode_lookup(code, &is);
        if (is.class == UNICODE_LETTER) return true;
    }
    return false;
}

static void add_part(struct tokenizer *t, const struct word *word)
{
    if (!t->in_compound) {
        t->joined_offset = word->start;
        t->joined_size = 0;
        t->joined_letter = false;
    }
    if (t->joined_size + word->size > ANALYSIS_WORD_MAX) {
        t->joined_size = ANALYSIS_WORD_MAX + 1;
        return;
    }
    memcpy(t->joined + t->joined_size, t->word, word->size);
    t->joined_size += word->size;
    t->joined_letter = t->joined_letter || has_letter(t->word, word->size);
}

/* Sets t->next behind the word, and behind the hyphen if another part follows. */
static void move_on(struct tokenizer *t, const struct word *word)
{
    bool more = false;
    struct ahead hyphen, part;
    t->next = word->end;
    if (!word->ended) {
        look(t, word->end, &hyphen);
        if (hyphen.is.class == UNICODE_HYPHEN) look(t, hyphen.end, &part);
        more = hyphen.is.class == UNICODE_HYPHEN && is_word(&part);
    }
    if (!more && !t->in_compound) return;
    add_part(t, word);
    if (more)
        t->next = part.start;
    else
        t->joined_due = t->joined_letter && t->joined_size <= ANALYSIS_WORD_MAX;
    t->in_compound = more;
}

/* The word that starts at `start`, with a letter or not. */
static bool next_word(struct tokenizer *t, size_t start, bool letter, struct token *token)
{
    struct word word = {.start = start, .end = start, .limit = ANALYSIS_WORD_MAX, .letter = letter};
    read_word(t, &word);
    *token = (struct token){
        .kind = letter ? TOKEN_WORD : TOKEN_NUMBER,
        .word = t->word,
        .size = word.size,
        .position = ++t->position,
        .offset = start,
        .length = word.end - start,
    };
    move_on(t, &word);
    return true;
}

static bool next_joined(struct tokenizer *t, struct token *token)
{
    t->joined_due = false;
    *token = (struct token){
        .kind = TOKEN_JOINED,
        .word = t->joined,
        .size = t->joined_size,
        .position = t->position,
        .offset = t->joined_offset,
        .length = t->next - t->joined_offset,
    };
    return true;
}

/* ---- Chinese, Japanese, Korean ------------------------------------------------------------------
 */

/* Reads one with what belongs to it: the parts of a Hangul syllable, the voicing mark of a kana.
 * Other marks are left out. False if there is none. */
static bool look_cjk(const struct tokenizer *t, size_t at, struct ahead *cjk)
{
    struct ahead next;
    look(t, at, cjk);
    if (cjk->is.class != UNICODE_CJK) return false;
    utf8_decode(cjk->is.text, cjk->is.size, &cjk->code);
    for (;; cjk->end = next.end) {
        look(t, cjk->end, &next);
        if (next.is.class != UNICODE_MARK && next.is.class != UNICODE_CJK) break;
        utf8_decode(next.is.text, next.is.size, &next.code);
        uint32_t both = unicode_compose(cjk->code, next.code);
        if (!both && next.is.class == UNICODE_CJK) break;
        if (both) cjk->code = both;
    }
    return true;
}

/* The character at `start` together with the one behind it, or alone. */
static bool next_cjk(struct tokenizer *t, size_t start, struct token *token)
{
    struct ahead first, second;
    look_cjk(t, start, &first);
    bool pair = look_cjk(t, first.end, &second);
    size_t size = utf8_encode(first.code, t->word);
    if (pair) size += utf8_encode(second.code, t->word + size);
    *token = (struct token){
        .kind = pair ? TOKEN_PAIR : TOKEN_SINGLE,
        .word = t->word,
        .size = size,
        .position = ++t->position,
        .offset = first.start,
        .length = (pair ? second.end : first.end) - first.start,
    };
    t->next = pair ? second.start : first.end;
    return true;
}

/* -------------------------------------------------------------------------------------------------
 */

bool tokenizer_next(struct tokenizer *t, struct token *token)
{
    if (t->joined_due) return next_joined(t, token);
    for (size_t at = t->next;;) {
        unsigned char kind = WIDE;
        while (at < t->size && (kind = kinds[byte_at(t, at)]) <= LOOK && kind != WIDE)
            at++;
        if (at >= t->size) {
            t->next = t->size;
            return false;
        }
        if (kind > LOOK) return next_word(t, at, kind > '9', token);
        struct ahead ahead;
        look(t, at, &ahead);
        if (is_word(&ahead))
            return next_word(t, ahead.start, ahead.is.class == UNICODE_LETTER, token);
        if (ahead.is.class == UNICODE_CJK) return next_cjk(t, ahead.start, token);
        at = ahead.end;
    }
}
