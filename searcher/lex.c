/* lex.c - see lex.h: brackets, quotes, signs, fields; what is in a word is lex_word.c's.
 *
 * Each token starts where the last one ended; between them is white space, and what has no word in
 * it, which is passed over. */
#include "searcher/lex.h"

#include <string.h>

#include "common/analysis.h"
#include "searcher/query.h"

bool lex_is_raw(const struct lexer *lexer)
{
    return field_is_whole(lexer->field) || !field_prefix(lexer->field);
}

bool lex_at(const struct lexer *lexer, size_t at, char c)
{
    return at < lexer->size && lexer->text[at] == c;
}

size_t lex_quote_at(const struct lexer *lexer, size_t at, enum lex_quotes *family)
{
    return lex_quote(lexer->text + at, lexer->size - at, family);
}

size_t lex_word_size(const struct lexer *lexer, size_t from, bool address)
{
    size_t at = from, open = 0;
    enum lex_quotes family;
    for (; at < lexer->size; at++) {
        char c = lexer->text[at];
        bool plain = c > ' ' && c < 0x7F && c != '"';
        if (c == '|' || (!plain && lex_space(lexer->text + at, lexer->size - at))) break;
        if (!plain && lex_quote_at(lexer, at, &family)) break;
        if (c == '(' && !address) break;
        if (c == ')' && !open) break;
        open += (size_t)(c == '(') - (size_t)(c == ')');
    }
    if (!open) return at - from;
    /* One is never closed: it isn't part of the address. */
    for (at = from; lexer->text[at] != '('; at++)
        ;
    return at - from;
}

/* Passes over white space; returns whether a sign here is one: not inside or behind a word. */
static bool skip_space(struct lexer *lexer)
{
    size_t start = lexer->next, used;
    while ((used = lex_space(lexer->text + lexer->next, lexer->size - lexer->next)))
        lexer->next += used;
    if (lexer->next == 0 || lexer->next > start) return true;
    char before = lexer->text[lexer->next - 1];
    /* A value that is taken as it stands may begin with one. */
    if (lex_is_raw(lexer)) return before != ':';
    return before == '(' || before == '|' || before == ':';
}

nsearch_status lex_read_boost(struct lexer *lexer, struct lex_token *token, nsearch_error *error)
{
    if (!lex_at(lexer, lexer->next, '^')) return NSEARCH_OK;
    size_t size = lex_word_size(lexer, lexer->next, false);
    double boost = 0;
    nsearch_status status = lex_boost(lexer->text + lexer->next, size, lexer->next, &boost, error);
    if (status || boost == 0) return status;
    token->boost = boost;
    lexer->next += size;
    return NSEARCH_OK;
}

/* ---- Words and signs ----------------------------------------------------------------------------- */

/* A value that is taken as it stands. */
static nsearch_status read_raw(struct lexer *lexer, struct lex_token *token, nsearch_error *error)
{
    size_t size = lex_word_size(lexer, lexer->next, true);
    token->kind = LEX_WORD;
    token->text = lexer->text + lexer->next;
    token->text_size = size;
    if (field_is_whole(lexer->field) && size > 1 && *token->text == '*')
        return lex_error(error, lexer->next, size,
                         "* may only end the value: put one that begins with it in quotes");
    if (field_is_whole(lexer->field) && size && token->text[size - 1] == '*') {
        token->prefix = true;
        token->text_size--;
        if (token->text_size < QUERY_WILDCARD_LETTERS)
            return lex_error(error, lexer->next, size, "* needs at least %d letters before it",
                             QUERY_WILDCARD_LETTERS);
    }
    lexer->next += size;
    return NSEARCH_OK;
}

/* A sign is one before a word, a bracket or a quote. */
static bool is_sign(const struct lexer *lexer, size_t size)
{
    const char *text = lexer->text + lexer->next;
    enum lex_quotes family;
    if (*text != '-' && *text != '+') return false;
    if (size > 1) return text[1] != '-' && text[1] != '+' && lex_has_word(text + 1, size - 1);
    size_t after = lexer->next + 1;
    return lex_at(lexer, after, '(') ||
           (after < lexer->size && lex_quote_at(lexer, after, &family));
}

/* A word that starts with a letter, a digit or a wildcard. */
static nsearch_status read_word(struct lexer *lexer, size_t size, struct lex_token *token,
                                nsearch_error *error)
{
    const char *text = lexer->text + lexer->next;
    nsearch_status status = NSEARCH_OK;
    bool url = lex_is_url(text, size);
    if (url) size = lex_word_size(lexer, lexer->next, true);
    if (!url && !token->exact) status = lex_read_name(lexer, size, token, error);
    if (status || token->kind != LEX_END) return status;
    status = lex_word(text, size, lexer->next, false, token, error);
    lexer->next += size;
    return status;
}

/* Reads the word at lexer->next; without any letter or digit in it, it is passed over. */
static nsearch_status read_chunk(struct lexer *lexer, bool fresh, struct lex_token *token,
                                 nsearch_error *error)
{
    const char *text = lexer->text + lexer->next;
    size_t size = lex_word_size(lexer, lexer->next, false), skip = 0;
    struct tokenizer tokenizer;
    struct token first;
    nsearch_status status = lex_operator(text, size, lexer->next, token, error);
    if (status || token->kind != LEX_WORD) {
        lexer->next += size;
        return token->kind == LEX_NOT ? lex_read_not(lexer, token, error) : status;
    }
    token->kind = LEX_END;
    if (fresh && is_sign(lexer, size)) {
        token->kind = *text == '-' ? LEX_MINUS : LEX_PLUS;
        lexer->next++;
        return NSEARCH_OK;
    }
    if (lex_is_raw(lexer)) return read_raw(lexer, token, error);
    tokenizer_init(&tokenizer, text, size);
    skip = tokenizer_next(&tokenizer, &first) ? first.offset : size;
    if (skip < size) skip -= lex_wild_before(text, skip);
    token->exact = *text == '=';
    lexer->next += skip;
    if (skip == size || (skip && !token->exact)) return NSEARCH_OK;
    return read_word(lexer, size - skip, token, error);
}

/* ---- Tokens -------------------------------------------------------------------------------------- */

/* Brackets with something in them, but nothing that is a word: "(...)". */
static size_t idle_brackets(const struct lexer *lexer)
{
    size_t start = lexer->next + 1, end = start;
    while (end < lexer->size && lexer->text[end] != '(' && lexer->text[end] != ')')
        end++;
    if (!lex_at(lexer, end, ')') || lex_is_blank(lexer->text + start, end - start)) return 0;
    return lex_has_word(lexer->text + start, end - start) ? 0 : end + 1 - lexer->next;
}

/* A bracket, bar or quote; or what is idle, which is passed over. */
static nsearch_status read_syntax(struct lexer *lexer, struct lex_token *token,
                                  nsearch_error *error)
{
    enum lex_quotes family;
    size_t idle, quote = lex_quote_at(lexer, lexer->next, &family);
    if (quote) return lex_read_phrase(lexer, quote, family, token, error);
    switch (lexer->text[lexer->next]) {
    case '(':
        if ((idle = idle_brackets(lexer))) {
            lexer->next += idle;
            return NSEARCH_OK;
        }
        token->kind = LEX_OPEN;
        lexer->next++;
        return NSEARCH_OK;
    case ')':
        token->kind = LEX_CLOSE;
        lexer->next++;
        return lex_read_boost(lexer, token, error);
    case '|':
        token->kind = LEX_OR;
        lexer->next += lex_at(lexer, lexer->next + 1, '|') ? 2 : 1;
        return NSEARCH_OK;
    default: return NSEARCH_OK;
    }
}

nsearch_status lex_next(struct lexer *lexer, struct lex_token *token, nsearch_error *error)
{
    for (;;) {
        bool fresh = skip_space(lexer);
        size_t start = lexer->next;
        *token = (struct lex_token){.offset = start, .boost = 1};
        if (start == lexer->size) return NSEARCH_OK;
        nsearch_status status = read_syntax(lexer, token, error);
        if (!status && token->kind == LEX_END && lexer->next == start)
            status = read_chunk(lexer, fresh, token, error);
        token->size = lexer->next - start;
        if (status || token->kind != LEX_END) return status;
    }
}
