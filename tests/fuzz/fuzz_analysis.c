/* fuzz_analysis.c - any bytes as text: words are whole, in order, and folded for good. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/analysis.h"
#include "common/utf8.h"
#include "tests/unit/naive_tokenizer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The naive tokenizer is slow: it gets the beginning only. */
enum {
    NAIVE_MAX = 1024
};

static void expect(bool right)
{
    if (!right) abort();
}

/* A folded word by itself is one word, the same. */
static void check_again(const struct token *token)
{
    struct tokenizer tokenizer;
    struct token again;
    tokenizer_init(&tokenizer, token->word, token->size);
    expect(tokenizer_next(&tokenizer, &again));
    expect(again.kind == token->kind && again.size == token->size);
    expect(!memcmp(again.word, token->word, token->size));
    expect(!tokenizer_next(&tokenizer, &again));
}

static void check(const struct token *token, const struct token *last, size_t size)
{
    bool joined = token->kind == TOKEN_JOINED;
    expect(token->size >= 1 && token->size <= ANALYSIS_WORD_MAX);
    expect(utf8_valid_size(token->word, token->size) == token->size);
    expect(token->length >= 1 && token->offset <= size && token->length <= size - token->offset);
    expect(token->position == last->position + !joined);
    expect(joined || token->offset >= last->offset + (last->length != 0));
    expect(!joined || token->offset + token->length == last->offset + last->length);
    if (token->kind == TOKEN_WORD || token->kind == TOKEN_NUMBER) check_again(token);
}

static void compare_with_naive(const char *text, size_t size)
{
    struct naive_tokens naive = naive_tokenize(text, size);
    struct tokenizer tokenizer;
    struct token token;
    size_t i = 0;
    tokenizer_init(&tokenizer, text, size);
    for (; tokenizer_next(&tokenizer, &token); i++) {
        expect(i < naive.count);
        const struct token *want = &naive.tokens[i];
        expect(token.kind == want->kind && token.position == want->position);
        expect(token.offset == want->offset && token.length == want->length);
        expect(token.size == want->size && !memcmp(token.word, want->word, want->size));
    }
    expect(i == naive.count);
    naive_free(&naive);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct tokenizer tokenizer;
    struct token token, last = {.position = 0};
    tokenizer_init(&tokenizer, text, size);
    while (tokenizer_next(&tokenizer, &token)) {
        check(&token, &last, size);
        if (token.kind != TOKEN_JOINED) last = token;
    }
    compare_with_naive(text, size < NAIVE_MAX ? size : NAIVE_MAX);
    return 0;
}
