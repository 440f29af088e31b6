/* lex_word.c - see lex.h: operators, wildcards and boosts in a word. */
#include <string.h>

#include "common/analysis.h"
#include "common/utf8.h"
#include "searcher/lex.h"
#include "searcher/query.h"

/* Thousandths: what a boost is read in. */
enum {
    BOOST_UNIT = 1000,
    BOOST_MAX = 1000 * BOOST_UNIT
};

enum {
    NEAR_DISTANCE = 10, /* of NEAR without a number */
    ADJ_DISTANCE = 0    /* of ADJ: next to each other */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- Operators ----------------------------------------------------------------------------------- */

struct sign {
    const char *text;
    enum lex_kind kind;
    bool ordered;
    unsigned distance;
};

/* Those that are whole words, and those that end in a number. */
static const struct sign words[] = {
    {"AND", LEX_AND, false, 0},
    {"&&", LEX_AND, false, 0},
    {"OR", LEX_OR, false, 0},
    {"NOT", LEX_NOT, false, 0},
    {"NEAR", LEX_NEAR, false, NEAR_DISTANCE},
    {"ADJ", LEX_NEAR, true, ADJ_DISTANCE},
};
static const struct sign numbered[] = {
    {"NEAR/", LEX_NEAR, false, 0},
    {"W/", LEX_NEAR, false, 0},
    {"ADJ/", LEX_NEAR, true, 0},
    {"PRE/", LEX_NEAR, true, 0},
};
static const char *const unsupported[] = {"SAME", "W/S", "W/P"};

static bool equals(const char *text, size_t size, const char *word)
{
    return strlen(word) == size && !memcmp(word, text, size);
}

static nsearch_status read_numbered(const struct sign *sign, const char *text, size_t size,
                                    size_t offset, struct lex_token *token, nsearch_error *error)
{
    unsigned distance = 0;
    size_t at = strlen(sign->text);
    for (; at < size && is_digit(text[at]); at++)
        if (distance <= QUERY_DISTANCE_MAX) distance = distance * 10 + (unsigned)(text[at] - '0');
    if (at < size || size == strlen(sign->text)) {
        if (*sign->text == 'W') return NSEARCH_OK; /* a word like any other: W/out */
        return lex_error(error, offset, size, "%s needs a number after it, as in %s5", sign->text,
                         sign->text);
    }
    if (distance > QUERY_DISTANCE_MAX)
        return lex_error(error, offset, size, "%s takes a number up to %d", sign->text,
                         QUERY_DISTANCE_MAX);
    token->kind = sign->kind;
    token->ordered = sign->ordered;
    token->distance = distance;
    return NSEARCH_OK;
}

nsearch_status lex_operator(const char *text, size_t size, size_t offset, struct lex_token *token,
                            nsearch_error *error)
{
    token->kind = LEX_WORD;
    for (size_t i = 0; i < sizeof unsupported / sizeof *unsupported; i++)
        if (equals(text, size, unsupported[i]))
            return lex_error(error, offset, size, "%s is not supported yet", unsupported[i]);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!equals(text, size, words[i].text)) continue;
        token->kind = words[i].kind;
        token->ordered = words[i].ordered;
        token->distance = words[i].distance;
        return NSEARCH_OK;
    }
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
        size_t length = strlen(numbered[i].text);
        if (size >= length && !memcmp(numbered[i].text, text, length))
            return read_numbered(&numbered[i], text, size, offset, token, error);
    }
    return NSEARCH_OK;
}

/* ---- Boosts -------------------------------------------------------------------------------------- */

nsearch_status lex_boost(const char *text, size_t size, size_t offset, double *boost,
                         nsearch_error *error)
{
    size_t at = 1;
    unsigned long value = 0, unit = BOOST_UNIT;
    bool negative = at < size && text[at] == '-';
    if (size < 2 || *text != '^') return NSEARCH_OK;
    if (negative) at++;
    size_t digits = 0;
    for (; at < size && is_digit(text[at]); at++, digits++)
        if (value <= BOOST_MAX) value = value * 10 + (unsigned long)(text[at] - '0') * BOOST_UNIT;
    if (at < size && text[at] == '.') at++;
    for (; at < size && is_digit(text[at]); at++, digits++)
        value += (unsigned long)(text[at] - '0') * (unit /= 10);
    if (!digits || lex_has_word(text + at, size - at)) return NSEARCH_OK;
    if (negative || !value || value > BOOST_MAX)
        return lex_error(error, offset, size, "a boost is a number from 0.001 to 1000");
    *boost = (double)value / BOOST_UNIT;
    return NSEARCH_OK;
}

/* ---- Words --------------------------------------------------------------------------------------- */

bool lex_is_url(const char *text, size_t size)
{
    size_t scheme = 0;
    if (size > 4 && !memcmp(text, "www.", 4)) return true;
    while (scheme < size && (unsigned char)text[scheme] < 0x80 && lex_is_word_byte(text[scheme]))
        scheme++;
    return scheme && size - scheme > 3 && !memcmp(text + scheme, "://", 3);
}

/* What the tokenizer makes of a word. */
struct shape {
    size_t end; /* of its last token */
    size_t
        letters;  /* of its last part; enough for a wildcard if it is Chinese, Japanese or Korean */
    size_t parts; /* not counting joined ones, nor the last character of a run of pairs */
    bool joined;  /* the last part ends a hyphened word that started with the first */
};

static size_t count_characters(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static struct shape shape_of(const char *text, size_t size)
{
    struct shape shape = {0};
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
            shape.letters = cjk ? QUERY_WILDCARD_LETTERS : count_characters(token.word, token.size);
        previous = token.kind;
    }
    return shape;
}

bool lex_is_one_word(const char *text, size_t size)
{
    struct shape shape = shape_of(text, size);
    return shape.parts == 1 || shape.joined;
}

/* A "?" between letters. */
static bool is_any_letter(const char *text, size_t size, size_t at)
{
    if (at == 0 || at + 1 >= size) return false;
    return lex_is_word_byte(text[at - 1]) && lex_is_word_byte(text[at + 1]);
}

/* "word~" and "word~2", with nothing but punctuation behind it. */
static bool is_fuzzy(const char *text, size_t size, size_t at)
{
    if (at == 0 || !lex_is_word_byte(text[at - 1])) return false;
    for (at++; at < size && (is_digit(text[at]) || text[at] == '.'); at++)
        ;
    return !lex_has_word(text + at, size - at);
}

static nsearch_status check_wildcards(const char *text, size_t size, size_t offset,
                                      const struct shape *shape, struct lex_token *token,
                                      nsearch_error *error)
{
    /* An address without its beginning: page.php?id=3 */
    bool address = memchr(text, '/', shape->end) || memchr(text, '=', shape->end);
    for (size_t i = 0; i < size; i++) {
        if (i < shape->end && text[i] == '*')
            return lex_error(error, offset, size, "* inside a word is not supported yet");
        if (i == shape->end && text[i] == '*') token->prefix = true;
        if (text[i] == '?' && !address && is_any_letter(text, shape->end, i))
            return lex_error(error, offset, size, "? inside a word is not supported yet");
        if (text[i] == '~' && is_fuzzy(text, size, i))
            return lex_error(error, offset, size, "words spelt alike (~) are not supported yet");
    }
    if (token->prefix && shape->letters < QUERY_WILDCARD_LETTERS)
        return lex_error(error, offset, size, "* needs at least %d letters before it",
                         QUERY_WILDCARD_LETTERS);
    return NSEARCH_OK;
}

/* Whether as many brackets are closed as opened. */
static bool closes(const char *text, size_t size)
{
    size_t open = 0;
    for (size_t i = 0; i < size; i++)
        open += (size_t)(text[i] == '(') - (size_t)(text[i] == ')');
    return open == 0;
}

/* Whether the text ends in what would be read as a boost, right or wrong. */
static bool ends_in_boost(const char *text, size_t size)
{
    double boost = 0;
    const char *hat = memrchr(text, '^', size);
    if (!hat) return false;
    return lex_boost(hat, size - (size_t)(hat - text), 0, &boost, NULL) || boost != 0;
}

/* Takes the boost off the end of a word. */
static nsearch_status cut_boost(const char *text, size_t *size, size_t offset,
                                struct lex_token *token, nsearch_error *error)
{
    const char *hat = memrchr(text, '^', *size);
    double boost = 0;
    if (!hat) return NSEARCH_OK;
    size_t word = (size_t)(hat - text);
    nsearch_status status = lex_boost(hat, *size - word, offset + word, &boost, error);
    if (status || boost == 0) return status;
    if (ends_in_boost(text, word))
        return lex_error(error, offset, *size, "a word has one boost at most");
    token->boost = boost;
    *size = word;
    return NSEARCH_OK;
}

/* Whether what is left of a word, its punctuation cut off, would have a meaning that the word has not:
 * "AND," and "x^2:^". */
static bool gains_meaning(const char *text, size_t size)
{
    struct lex_token token;
    return lex_operator(text, size, 0, &token, NULL) || token.kind != LEX_WORD ||
           ends_in_boost(text, size);
}

nsearch_status lex_word(const char *text, size_t size, size_t offset, bool in_phrase,
                        struct lex_token *token, nsearch_error *error)
{
    bool url = lex_is_url(text, size);
    nsearch_status status = NSEARCH_OK;
    token->kind = LEX_WORD;
    token->boost = 1;
    token->text = text;
    if (!in_phrase && !url) status = cut_boost(text, &size, offset, token, error);
    if (status) return status;
    struct shape shape = shape_of(text, size);
    token->text_size = shape.end;
    token->words = shape.parts;
    if (url) {
        if (!closes(text, shape.end)) token->text_size = size;
        return NSEARCH_OK;
    }
    status = check_wildcards(text, size, offset, &shape, token, error);
    if (status || in_phrase || token->prefix) return status;
    if (gains_meaning(text, shape.end)) token->text_size = size;
    return NSEARCH_OK;
}
