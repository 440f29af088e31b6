/* lex_word.c - see lex.h: a word and its boost. */
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

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
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
    while (scheme < size &&
           (is_digit(text[scheme]) || (text[scheme] >= 'A' && text[scheme] <= 'Z') ||
            (text[scheme] >= 'a' && text[scheme] <= 'z')))
        scheme++;
    return scheme && size - scheme > 3 && !memcmp(text + scheme, "://", 3);
}

bool lex_is_one_word(const char *text, size_t size)
{
    struct lex_shape shape = lex_shape(text, size);
    return shape.parts == 1 || shape.joined;
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
    if (!in_phrase && !url) status = cut_boost(text, &size, offset, token, error);
    size_t all = size;
    if (!status && !url) status = lex_cut_edits(text, &size, offset, token, error);
    if (status) return status;
    struct lex_shape shape = lex_shape(text, size);
    token->text = text;
    token->text_size = shape.end;
    token->words = shape.parts;
    if (url) {
        if (!closes(text, shape.end)) token->text_size = size;
        return NSEARCH_OK;
    }
    status = lex_wildcards(text, size, offset, &shape, token, error);
    if (status || in_phrase || token->prefix || token->pattern || token->edits) return status;
    if (gains_meaning(text, shape.end)) token->text_size = all;
    return NSEARCH_OK;
}
