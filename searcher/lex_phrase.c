/* lex_phrase.c - see lex.h: what stands between quotes. */
#include <string.h>

#include "common/analysis.h"
#include "searcher/lex.h"
#include "searcher/query.h"

/* What belongs in a phrase, but isn't built yet. */
static nsearch_status check_phrase(const char *text, size_t size, size_t offset,
                                   nsearch_error *error)
{
    const char *end = text + size, *open = memchr(text, '(', size);
    const char *bar = open ? memchr(open, '|', (size_t)(end - open)) : NULL;
    if (bar && memchr(bar, ')', (size_t)(end - bar)))
        return lex_error(error, offset + (size_t)(open - text), (size_t)(end - open),
                         "(a|b) inside a phrase is not supported yet");
    const char *brace = memchr(text, '{', size);
    if (brace && memchr(brace, '}', (size_t)(end - brace)))
        return lex_error(error, offset + (size_t)(brace - text), (size_t)(end - brace),
                         "{} inside a phrase is not supported yet");
    return NSEARCH_OK;
}

/* "~3" after the quotes. */
static nsearch_status read_slop(struct lexer *lexer, struct lex_token *token, nsearch_error *error)
{
    size_t at = lexer->next + 1;
    unsigned slop = 0;
    if (!lex_at(lexer, lexer->next, '~')) return NSEARCH_OK;
    for (; at < lexer->size && lexer->text[at] >= '0' && lexer->text[at] <= '9'; at++)
        if (slop <= QUERY_DISTANCE_MAX) slop = slop * 10 + (unsigned)(lexer->text[at] - '0');
    if (slop > QUERY_DISTANCE_MAX)
        return lex_error(error, lexer->next, at - lexer->next, "~ takes a number up to %d",
                         QUERY_DISTANCE_MAX);
    token->distance = slop;
    lexer->next = at;
    return NSEARCH_OK;
}

nsearch_status lex_read_phrase(struct lexer *lexer, size_t quote, enum lex_quotes family,
                               struct lex_token *token, nsearch_error *error)
{
    size_t start = lexer->next + quote, end = start, length = 0;
    enum lex_quotes other;
    for (; end < lexer->size; end++)
        if ((length = lex_quote_at(lexer, end, &other)) && other == family) break;
    if (end == lexer->size)
        return lex_error(error, lexer->next, quote, "this quote is never closed");
    token->text = lexer->text + start;
    token->text_size = end - start;
    lexer->next = end + length;
    bool some = lex_is_raw(lexer) ? !lex_is_blank(token->text, token->text_size)
                                  : lex_has_word(token->text, token->text_size);
    nsearch_status status = lex_is_raw(lexer)
                                ? NSEARCH_OK
                                : check_phrase(token->text, token->text_size, start, error);
    if (!status) status = read_slop(lexer, token, error);
    if (!status) status = lex_read_boost(lexer, token, error);
    if (status || !some) return status;
    if (field_is_whole(lexer->field) && token->text_size > QUERY_WILDCARD_LETTERS &&
        token->text[token->text_size - 1] == '*') {
        token->prefix = true;
        token->text_size--;
    }
    token->kind = LEX_PHRASE;
    token->size = lexer->next - token->offset;
    return NSEARCH_OK;
}

nsearch_status lex_phrase_word(struct lexer *lexer, struct lex_token *token, nsearch_error *error)
{
    struct tokenizer tokenizer;
    struct token first;
    enum lex_quotes family;
    for (size_t size;; lexer->next += size) {
        *token = (struct lex_token){.offset = lexer->next, .boost = 1};
        if (lexer->next == lexer->size) return NSEARCH_OK;
        const char *text = lexer->text + lexer->next;
        size = lex_space(text, lexer->size - lexer->next);
        if (!size) size = lex_quote_at(lexer, lexer->next, &family);
        if (size) continue;
        while (lexer->next + size < lexer->size &&
               !lex_space(text + size, lexer->size - lexer->next - size) &&
               !lex_quote_at(lexer, lexer->next + size, &family))
            size++;
        if (size == 1 && *text == '*')
            return lex_error(error, lexer->next, 1, "* for any word is not supported yet");
        tokenizer_init(&tokenizer, text, size);
        if (!tokenizer_next(&tokenizer, &first)) continue;
        if (memchr(text, '*', first.offset))
            return lex_error(error, lexer->next, size,
                             "* at the start of a word is not supported yet");
        nsearch_status status = lex_word(text + first.offset, size - first.offset,
                                         lexer->next + first.offset, true, token, error);
        token->size = size;
        lexer->next += size;
        return status;
    }
}
