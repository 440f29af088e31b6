/* lex_operator.c - see lex.h: the words that join what stands beside them. */
#include <string.h>

#include "searcher/lex.h"

enum {
    NEAR_DISTANCE = 10, /* of NEAR without a number */
    ADJ_DISTANCE = 0    /* of ADJ: next to each other */
};

struct sign {
    const char *text;
    enum lex_kind kind;
    bool ordered;
    unsigned distance;
    bool paragraph;
};

/* Those that are whole words, and those that end in a number. */
static const struct sign words[] = {
    {"AND", LEX_AND, false, 0, false},
    {"&&", LEX_AND, false, 0, false},
    {"OR", LEX_OR, false, 0, false},
    {"NOT", LEX_NOT, false, 0, false},
    {"NEAR", LEX_NEAR, false, NEAR_DISTANCE, false},
    {"ADJ", LEX_NEAR, true, ADJ_DISTANCE, false},
    {"SAME", LEX_SAME, false, 0, true},
    {"W/P", LEX_SAME, false, 0, true},
    {"W/S", LEX_SAME, false, 0, false},
};
static const struct sign numbered[] = {
    {"NEAR/", LEX_NEAR, false, 0, false},
    {"W/", LEX_NEAR, false, 0, false},
    {"ADJ/", LEX_NEAR, true, 0, false},
    {"PRE/", LEX_NEAR, true, 0, false},
};

static bool equals(const char *text, size_t size, const char *word)
{
    return strlen(word) == size && !memcmp(word, text, size);
}

static void be(const struct sign *sign, unsigned distance, struct lex_token *token)
{
    token->kind = sign->kind;
    token->ordered = sign->ordered;
    token->distance = distance;
    token->paragraph = sign->paragraph;
}

static nsearch_status read_numbered(const struct sign *sign, const char *text, size_t size,
                                    size_t offset, struct lex_token *token, nsearch_error *error)
{
    unsigned distance = 0;
    size_t at = strlen(sign->text);
    for (; at < size && text[at] >= '0' && text[at] <= '9'; at++)
        if (distance <= QUERY_DISTANCE_MAX) distance = distance * 10 + (unsigned)(text[at] - '0');
    if (at < size || size == strlen(sign->text)) {
        if (*sign->text == 'W') return NSEARCH_OK; /* a word like any other: W/out */
        return lex_error(error, offset, size, "%s needs a number after it, as in %s5", sign->text,
                         sign->text);
    }
    if (distance > QUERY_DISTANCE_MAX)
        return lex_error(error, offset, size, "%s takes a number up to %d", sign->text,
                         QUERY_DISTANCE_MAX);
    be(sign, distance, token);
    return NSEARCH_OK;
}

nsearch_status lex_operator(const char *text, size_t size, size_t offset, struct lex_token *token,
                            nsearch_error *error)
{
    token->kind = LEX_WORD;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!equals(text, size, words[i].text)) continue;
        be(&words[i], words[i].distance, token);
        return NSEARCH_OK;
    }
    for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
        size_t length = strlen(numbered[i].text);
        if (size >= length && !memcmp(numbered[i].text, text, length))
            return read_numbered(&numbered[i], text, size, offset, token, error);
    }
    return NSEARCH_OK;
}

nsearch_status lex_read_not(struct lexer *lexer, struct lex_token *token, nsearch_error *error)
{
    size_t at = lexer->next, used;
    struct lex_token next;
    while ((used = lex_space(lexer->text + at, lexer->size - at)))
        at += used;
    size_t size = lex_word_size(lexer, at, false);
    /* What is wrong with it is said when it is read itself. */
    if (lex_operator(lexer->text + at, size, at, &next, NULL)) return NSEARCH_OK;
    if (next.kind != LEX_NEAR && next.kind != LEX_SAME) return NSEARCH_OK;
    if (next.kind == LEX_SAME || next.ordered)
        return lex_error(
            error, token->offset, at + size - token->offset,
            "NOT stands before NEAR/n and W/n only: write a NOT NEAR/5 b, or a AND NOT "
            "(a %.*s b)",
            lex_shown(size, lexer->text + at), lexer->text + at);
    token->kind = LEX_NOT_NEAR;
    token->distance = next.distance;
    lexer->next = at + size;
    return NSEARCH_OK;
}
