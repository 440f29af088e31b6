/* lex_phrase.c - see lex.h: what stands between quotes.
 *
 *     "{peace talks}"        each word with its inflections
 *     "a (b|c) * d"          either word, then any one
 *
 * Brackets that are no choice, and bars and braces, are punctuation. */
#include <string.h>

#include "common/analysis.h"
#include "searcher/lex.h"

/* ---- Phrases ------------------------------------------------------------------------------------- */

/* Takes the braces off that stand around all of the phrase. */
static nsearch_status read_braces(const char *text, size_t size, size_t offset,
                                  struct lex_token *token, nsearch_error *error)
{
    const char *end = text + size;
    const char *open = memchr(text, '{', size);
    const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
    if (!close) return NSEARCH_OK;
    if (!lex_is_blank(text, (size_t)(open - text)) ||
        !lex_is_blank(close + 1, (size_t)(end - close - 1)))
        return lex_error(error, offset + (size_t)(open - text), (size_t)(close + 1 - open),
                         "{} stand around all the words of a phrase: \"{peace talks}\"");
    token->inflected = true;
    token->text = open + 1;
    token->text_size = (size_t)(close - open - 1);
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
    if (at == lexer->next + 1 &&
        (lex_at(lexer, at, '-') || lex_letter_at(lexer->text, lexer->size, at)))
        return lex_error(error, lexer->next, 1, "~ needs a number after it, as in \"...\"~3");
    token->distance = slop;
    lexer->next = at;
    return NSEARCH_OK;
}

/* The text between the quotes, and what is right behind them. */
static nsearch_status read_parts(struct lexer *lexer, size_t start, struct lex_token *token,
                                 nsearch_error *error)
{
    nsearch_status status = NSEARCH_OK;
    if (!lex_is_raw(lexer))
        status = read_braces(token->text, token->text_size, start, token, error);
    if (!status) status = read_slop(lexer, token, error);
    return status ? status : lex_read_boost(lexer, token, error);
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
    nsearch_status status = read_parts(lexer, start, token, error);
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

/* ---- What is in them ----------------------------------------------------------------------------- */

/* The bytes of white space or a quote at `at`, 0 if there is none. */
static size_t gap_at(const struct lexer *lexer, size_t at)
{
    enum lex_quotes family;
    size_t size = lex_space(lexer->text + at, lexer->size - at);
    return size ? size : lex_quote_at(lexer, at, &family);
}

/* Whether an OR stands at `at`, apart from what is around it: in "(a|OR)" it is a word. */
static bool is_or(const struct lexer *lexer, size_t at)
{
    return at + 2 < lexer->size && gap_at(lexer, at - 1) && !memcmp(lexer->text + at, "OR", 2) &&
           gap_at(lexer, at + 2);
}

static bool is_mark(char c)
{
    return c == '(' || c == ')' || c == '|' || c == '{' || c == '}';
}

/* Whether a bar or an OR stands between the bracket at `open` and one that closes it. */
static bool starts_choice(const struct lexer *lexer, size_t open)
{
    bool either = false;
    for (size_t at = open + 1; at < lexer->size; at++) {
        const char *text = lexer->text + at;
        if (*text == ')') return either;
        if (*text == '(') return false;
        either |= *text == '|' || is_or(lexer, at);
    }
    return false;
}

/* What a bracket or a bar is: END if it is punctuation. */
static enum lex_kind read_mark(struct lexer *lexer)
{
    size_t at = lexer->next++;
    char c = lexer->text[at];
    if (!lexer->choice) {
        lexer->choice = c == '(' && !lexer->plain && starts_choice(lexer, at);
        return lexer->choice ? LEX_OPEN : LEX_END;
    }
    if (c == ')') lexer->choice = false;
    if (c == '|' && lex_at(lexer, lexer->next, '|')) lexer->next++;
    return c == ')' ? LEX_CLOSE : c == '|' ? LEX_OR : LEX_END;
}

/* Whether the * at `at` ends a word. */
static bool ends_prefix(const struct lexer *lexer, size_t at)
{
    if (!lex_at(lexer, at, '*') || at + 1 == lexer->size) return lex_at(lexer, at, '*');
    char after = lexer->text[at + 1];
    if (after == '*' || after == '?' || after == '~') return false;
    return !lex_letter_at(lexer->text, lexer->size, at + 1);
}

/* The bytes up to the next gap or mark. */
static size_t piece_size(const struct lexer *lexer)
{
    size_t start = lexer->next, at = start;
    bool url = !lexer->choice && lex_is_url(lexer->text + start, lexer->size - start);
    for (; at < lexer->size && !gap_at(lexer, at); at++) {
        char c = lexer->text[at];
        if (url) continue;
        if (is_mark(c)) break;
        if (lexer->plain && (c == '*' || c == '?' || c == '~'))
            return at - start + (at == start || ends_prefix(lexer, at));
    }
    return at - start;
}

/* Makes a word of the piece that is next; leaves the token an END if it has none. */
static nsearch_status read_piece(struct lexer *lexer, size_t size, struct lex_token *token,
                                 nsearch_error *error)
{
    struct tokenizer tokenizer;
    struct token first;
    const char *text = lexer->text + lexer->next;
    tokenizer_init(&tokenizer, text, size);
    if (!tokenizer_next(&tokenizer, &first)) return NSEARCH_OK;
    size_t skip = first.offset;
    if (!lexer->plain) skip -= lex_wild_before(text, skip);
    text += skip;
    size -= skip;
    size_t offset = lexer->next + skip;
    if (lexer->plain && lex_word(text, size, offset, true, token, NULL)) {
        /* Too few letters before a *, which is no error here. */
        token->prefix = false;
        size--;
    }
    return lex_word(text, size, offset, true, token, error);
}

nsearch_status lex_phrase_word(struct lexer *lexer, struct lex_token *token, nsearch_error *error)
{
    for (;;) {
        size_t start = lexer->next, size;
        nsearch_status status = NSEARCH_OK;
        *token = (struct lex_token){.offset = start, .boost = 1};
        if (start == lexer->size) return NSEARCH_OK;
        const char *text = lexer->text + start;
        if ((size = gap_at(lexer, start))) {
            lexer->next += size;
            continue;
        }
        if (is_mark(*text)) {
            token->kind = read_mark(lexer);
            size = lexer->next - start;
        } else {
            size = piece_size(lexer);
            if (lexer->choice && is_or(lexer, start))
                token->kind = LEX_OR;
            else if (!lexer->plain && size == 1 && *text == '*')
                token->kind = LEX_ANY;
            else
                status = read_piece(lexer, size, token, error);
            lexer->next = start + size;
        }
        token->size = size;
        if (status || token->kind != LEX_END) return status;
    }
}
