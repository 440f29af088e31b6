/* tokenizer.c - text to folded words: what stands where, and what hyphens and CJK make of it. Rules:
 * analysis.h. The words themselves: word.c. */
#include <string.h>

#include "common/analysis.h"
#include "common/utf8.h"
#include "common/word.h"

void tokenizer_init(struct tokenizer *tokenizer, const char *text, size_t size)
{
    tokenizer->text = text;
    tokenizer->size = size;
    tokenizer->next = 0;
    tokenizer->position = 0;
    tokenizer->in_compound = false;
    tokenizer->joined_due = false;
}

/* ---- Hyphened words ------------------------------------------------------------------------- */

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
        word_look(t, word->end, &hyphen);
        if (hyphen.is.class == UNICODE_HYPHEN) word_look(t, hyphen.end, &part);
        more = hyphen.is.class == UNICODE_HYPHEN && word_starts(&part);
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
    struct word word;
    word_read(t, start, letter, &word);
    t->capitals = CAPITALS_NONE;
    *token = (struct token){
        .kind = letter ? TOKEN_WORD : TOKEN_NUMBER,
        .word = t->word,
        .size = word.size,
        .position = ++t->position,
        .offset = start,
        .length = word.end - start,
    };
    if (word.unfolded) t->capitals = word_capitals(t->text, start, word.end);
    token->capitals = t->capitals;
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
        .capitals = t->capitals,
        .offset = t->joined_offset,
        .length = t->next - t->joined_offset,
    };
    return true;
}

/* ---- Chinese, Japanese, Korean -------------------------------------------------------------- */

/* Reads one with what belongs to it: the parts of a Hangul syllable, the voicing mark of a kana.
 * Other marks are left out. False if there is none. */
static bool look_cjk(const struct tokenizer *t, size_t at, struct ahead *cjk)
{
    struct ahead next;
    word_look(t, at, cjk);
    if (cjk->is.class != UNICODE_CJK) return false;
    utf8_decode(cjk->is.text, cjk->is.size, &cjk->code);
    for (;; cjk->end = next.end) {
        word_look(t, cjk->end, &next);
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

/* --------------------------------------------------------------------------------------------- */

bool tokenizer_next(struct tokenizer *t, struct token *token)
{
    if (t->joined_due) return next_joined(t, token);
    for (size_t at = t->next;;) {
        unsigned char kind = WORD_WIDE;
        while (at < t->size && (kind = word_kinds[(unsigned char)t->text[at]]) <= WORD_LOOK &&
               kind != WORD_WIDE)
            at++;
        if (at >= t->size) {
            t->next = t->size;
            return false;
        }
        if (kind > WORD_LOOK) return next_word(t, at, kind > '9', token);
        struct ahead ahead;
        word_look(t, at, &ahead);
        if (word_starts(&ahead))
            return next_word(t, ahead.start, ahead.is.class == UNICODE_LETTER, token);
        if (ahead.is.class == UNICODE_CJK) return next_cjk(t, ahead.start, token);
        at = ahead.end;
    }
}
