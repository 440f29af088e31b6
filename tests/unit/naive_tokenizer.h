/* naive_tokenizer.h - the tokenizer of common/analysis.h once more, slow and obvious, to compare with. */
#ifndef TESTS_UNIT_NAIVE_TOKENIZER_H
#define TESTS_UNIT_NAIVE_TOKENIZER_H

#include "common/analysis.h"

struct naive_tokens {
    struct token *tokens;
    size_t count;
};

/* All tokens of the text. Aborts if out of memory. */
struct naive_tokens naive_tokenize(const char *text, size_t size);
void naive_free(struct naive_tokens *tokens);

#endif
