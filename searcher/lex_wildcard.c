/* lex_wildcard.c - see lex.h: * ? and ~ in a word.
 *
 *     inflat*    a prefix       *tion wom?n h*y    patterns       roam~ roam~2    words alike
 *
 * A wildcard stands beside a letter. A ? behind the last letter is punctuation, unless a * follows it:
 * "who won?" */
#include <string.h>

#include "common/analysis.h"
#include "common/utf8.h"
#include "searcher/lex.h"

#define LETTER_ANY "\xC6\xBE" /* ƾ, an inverted glottal stop with a stroke, for * */
#define LETTER_ONE "\xC6\xBB" /* ƻ, a two with a stroke, for ? */
enum {
    LETTER_SIZE = 2,
    TEXT_MAX = 256,  /* bytes of a word with wildcards */
    PATTERN_MAX = 60 /* of it folded, with such letters: less than the analysis would cut */
};

static bool is_wild(char c)
{
    return c == '*' || c == '?';
}

/* ---- What the tokenizer makes of it -------------------------------------------------------------- */

struct lex_shape lex_shape(const char *text, size_t size)
{
    struct lex_shape shape = {0};
    struct tokenizer tokenizer;
    struct token token;
    enum token_kind previous = TOKEN_WORD;
    tokenizer_init(&tokenizer, text, size);
    size_t first = size;
    while (tokenizer_next(&tokenizer, &token)) {
        bool cjk = token.kind == TOKEN_PAIR || token.kind == TOKEN_SINGLE;
        if (token.offset < first) first = token.offset;
        if (token.offset + token.length > shape.end) shape.end = token.offset + token.length;
        shape.joined = token.kind == TOKEN_JOINED && token.offset == first;
        if (token.kind != TOKEN_JOINED && !(token.kind == TOKEN_SINGLE && previous == TOKEN_PAIR))
            shape.parts++;
        if (token.kind != TOKEN_JOINED)
            shape.letters = cjk ? QUERY_WILDCARD_LETTERS : utf8_count(token.word, token.size);
        previous = token.kind;
    }
    return shape;
}

size_t lex_wild_before(const char *text, size_t at)
{
    size_t count = 0;
    while (count < at && is_wild(text[at - count - 1]))
        count++;
    return count;
}

/* ---- Patterns ------------------------------------------------------------------------------------ */

/* A word in which each wildcard is a letter, one that is folded to itself, so that the tokenizer takes it
 * for one word. */
struct disguise {
    char text[TEXT_MAX * LETTER_SIZE];
    bool wild[TEXT_MAX]; /* which bytes of the word became such letters */
    size_t size;
};

/* How a run of * and ? reads. */
struct run {
    size_t start, end; /* wildcards are [start, wild_end), punctuation the rest */
    size_t wild_end;
};

/* The next run from `at`; false if there is none. `end` is where the last word of the text ends. */
static bool next_run(const char *text, size_t size, size_t at, size_t end, struct run *run)
{
    while (at < size && !is_wild(text[at]))
        at++;
    run->start = run->end = run->wild_end = at;
    for (; run->end < size && is_wild(text[run->end]); run->end++)
        if (text[run->end] == '*') run->wild_end = run->end + 1;
    bool before = at && (lex_letter_before(text, at) || at == end);
    bool after = lex_letter_at(text, size, run->end);
    if (after) run->wild_end = run->end;
    if (!before && !after) run->wild_end = run->start;
    return run->end > run->start;
}

/* False if the word is too long. */
static bool put_on(const char *text, size_t size, size_t end, struct disguise *out)
{
    struct run run;
    *out = (struct disguise){0};
    if (size > TEXT_MAX) return false;
    for (size_t at = 0; next_run(text, size, at, end, &run); at = run.end)
        for (size_t i = run.start; i < run.wild_end; i++)
            out->wild[i] = true;
    for (size_t i = 0; i < size; i++) {
        const char *letter = text[i] == '*' ? LETTER_ANY : LETTER_ONE;
        memcpy(out->text + out->size, out->wild[i] ? letter : text + i,
               out->wild[i] ? LETTER_SIZE : 1);
        out->size += out->wild[i] ? LETTER_SIZE : 1;
    }
    return true;
}

/* The place in the word that `offset` of the disguise is. */
static size_t place_of(const struct disguise *disguise, size_t offset)
{
    size_t place = 0;
    for (size_t at = 0; at < offset; place++)
        at += disguise->wild[place] ? LETTER_SIZE : 1;
    return place;
}

/* The one word that the disguise is; false if it isn't one. */
static bool only_word(const struct disguise *disguise, struct tokenizer *tokenizer,
                      struct token *word)
{
    struct token more;
    tokenizer_init(tokenizer, disguise->text, disguise->size);
    if (!tokenizer_next(tokenizer, word)) return false;
    if (word->kind != TOKEN_WORD && word->kind != TOKEN_NUMBER) return false;
    struct tokenizer rest = *tokenizer; /* the word is in the other */
    return !tokenizer_next(&rest, &more);
}

static char wildcard_at(const char *text, size_t size, size_t at)
{
    if (size - at < LETTER_SIZE) return 0;
    if (!memcmp(text + at, LETTER_ANY, LETTER_SIZE)) return '*';
    return memcmp(text + at, LETTER_ONE, LETTER_SIZE) ? 0 : '?';
}

size_t query_pattern(const char *text, size_t size, char out[ANALYSIS_WORD_MAX])
{
    struct disguise disguise;
    struct tokenizer tokenizer;
    struct token word;
    size_t count = 0;
    if (!put_on(text, size, size, &disguise) || !only_word(&disguise, &tokenizer, &word)) return 0;
    for (size_t at = 0; at < word.size; at++) {
        char wild = wildcard_at(word.word, word.size, at);
        out[count++] = wild ? wild : word.word[at];
        if (wild) at += LETTER_SIZE - 1;
    }
    return count;
}

/* The wildcards in a word. */
struct wild {
    size_t count, last; /* how many; where the last one is */
    bool doubled;       /* two * in a row */
};

static struct wild find_wild(const char *text, size_t size, size_t end)
{
    struct wild wild = {0};
    struct run run;
    for (size_t at = 0; next_run(text, size, at, end, &run); at = run.end)
        for (size_t i = run.start; i < run.wild_end; i++) {
            wild.doubled |= i > run.start && text[i] == '*' && text[i - 1] == '*';
            wild.last = i;
            wild.count++;
        }
    return wild;
}

static nsearch_status read_pattern(const char *text, size_t size, size_t offset, size_t end,
                                   size_t wildcards, struct lex_token *token, nsearch_error *error)
{
    struct disguise disguise;
    struct tokenizer tokenizer;
    struct token word;
    bool fits = put_on(text, size, end, &disguise);
    bool one = only_word(&disguise, &tokenizer, &word);
    if (!fits || (one && word.size > PATTERN_MAX))
        return lex_error(error, offset, size, "a word with * or ? has at most %d letters",
                         PATTERN_MAX);
    if (!one)
        return lex_error(error, offset, size,
                         "* and ? are for a single word: write several as a phrase in quotes");
    if (utf8_count(word.word, word.size) < wildcards + QUERY_WILDCARD_LETTERS)
        return lex_error(error, offset, size, "a word with * or ? needs at least %d letters",
                         QUERY_WILDCARD_LETTERS);
    size_t start = place_of(&disguise, word.offset);
    token->text = text + start;
    token->text_size = place_of(&disguise, word.offset + word.length) - start;
    token->pattern = true;
    token->words = 1;
    return NSEARCH_OK;
}

/* Whether a ? in it is that of an address without its beginning: page.php?id=3 */
static bool is_address(const char *text, size_t end)
{
    return memchr(text, '/', end) || memchr(text, '=', end);
}

nsearch_status lex_wildcards(const char *text, size_t size, size_t offset,
                             const struct lex_shape *shape, struct lex_token *token,
                             nsearch_error *error)
{
    struct wild wild = find_wild(text, size, shape->end);
    if (is_address(text, shape->end) && !memchr(text, '*', size)) wild.count = 0;
    if (!wild.count) return NSEARCH_OK;
    if (token->edits) return lex_error(error, offset, size, "a word has wildcards or ~, not both");
    if (wild.doubled)
        return lex_error(error, offset, size,
                         "** is no wildcard: one * stands for any number of letters");
    if (wild.count > 1 || wild.last != shape->end || text[wild.last] == '?')
        return read_pattern(text, size, offset, shape->end, wild.count, token, error);
    token->prefix = true;
    if (shape->letters >= QUERY_WILDCARD_LETTERS) return NSEARCH_OK;
    return lex_error(error, offset, size, "* needs at least %d letters before it",
                     QUERY_WILDCARD_LETTERS);
}

/* ---- Words alike --------------------------------------------------------------------------------- */

/* The ~ that ends the word, with at most a number and punctuation after it; `size` if there is none. */
static size_t find_tilde(const char *text, size_t size, size_t *digits)
{
    size_t at = size;
    do {
        const char *tilde = memrchr(text, '~', at);
        if (!tilde) return size;
        at = (size_t)(tilde - text);
    } while (!lex_letter_before(text, at - (at && text[at - 1] == '*')));
    size_t end = at + 1;
    while (end < size && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.'))
        end++;
    if (lex_has_word(text + end, size - end)) return size;
    while (text[end - 1] == '.')
        end--;
    *digits = end - at - 1;
    return at;
}

nsearch_status lex_cut_edits(const char *text, size_t *size, size_t offset, struct lex_token *token,
                             nsearch_error *error)
{
    size_t digits = 0, at = find_tilde(text, *size, &digits);
    if (at == *size) return NSEARCH_OK;
    const char *number = text + at + 1;
    bool right = !digits || (digits == 1 && *number >= '1' && *number <= '0' + QUERY_EDITS_MAX);
    if (!right && *text >= '0' && *text <= '9') return NSEARCH_OK; /* 50~60 */
    if (!right)
        return lex_error(error, offset + at, digits + 1,
                         "~ takes 1 or 2: how many letters may be different");
    if (find_wild(text, at, at).count)
        return lex_error(error, offset, *size, "a word has wildcards or ~, not both");
    struct lex_shape shape = lex_shape(text, at);
    if (shape.parts != 1 || shape.end != at)
        return lex_error(error, offset, *size, "~ stands after a single word");
    if (shape.letters < QUERY_EDITS_LETTERS)
        return lex_error(error, offset, *size, "~ needs at least %d letters before it",
                         QUERY_EDITS_LETTERS);
    token->edits = digits ? (unsigned)(*number - '0') : shape.letters > 5 ? 2 : 1;
    *size = at;
    return NSEARCH_OK;
}
