/* plan_pieces.c - see planner.h: a typed word to words of the analysis. */
#include <string.h>

#include "common/utf8.h"
#include "searcher/planner.h"

enum {
    FUZZY_MIN = 3 /* characters: in shorter ones an edit leaves nothing of the word */
};

static size_t count_tokens(const char *text, size_t size)
{
    struct tokenizer tokenizer;
    struct token token;
    size_t total = 0;
    tokenizer_init(&tokenizer, text, size);
    while (tokenizer_next(&tokenizer, &token))
        total++;
    return total;
}

static bool read_token(struct planner *planner, const struct query_node *node,
                       const struct token *token, struct readings *out)
{
    struct piece piece = {PIECE_WORD, token->kind, NULL, token->size, token->offset, node};
    struct pieces *joined = &out->joined;
    piece.text = arena_copy(planner->context->arena, token->word, token->size);
    if (!piece.text) return plan_no_memory(planner);
    if (node->edits && utf8_count(piece.text, piece.size) >= FUZZY_MIN) piece.kind = PIECE_FUZZY;
    if (token->kind == TOKEN_JOINED) {
        out->is_joined = true;
        while (joined->count && joined->items[joined->count - 1].offset >= token->offset)
            joined->count--;
    } else {
        out->split.items[out->split.count++] = piece;
    }
    joined->items[joined->count++] = piece;
    return true;
}

/* A run of Chinese, Japanese or Korean ends in a character alone, which may go on in the text: behind
 * a pair the pair says as much, and alone it stands for all pairs that start with it. */
static void end_run(struct pieces *pieces)
{
    struct piece *last = pieces->items + pieces->count - 1;
    if (!pieces->count || last->token != TOKEN_SINGLE) return;
    if (pieces->count > 1 && last[-1].token == TOKEN_PAIR)
        pieces->count--;
    else if (!last->node->exact)
        last->kind = PIECE_PREFIX;
}

/* A pattern is always one word. */
static bool read_pattern(struct planner *planner, const struct query_node *word,
                         struct readings *out)
{
    char text[ANALYSIS_WORD_MAX];
    struct piece *piece = plan_alloc(planner, sizeof *piece);
    if (!piece) return false;
    const size_t size = query_pattern(word->text, word->text_size, text);
    const char *copy = arena_copy(planner->context->arena, text, size);
    if (!copy) return plan_no_memory(planner);
    *piece = (struct piece){PIECE_PATTERN, TOKEN_WORD, copy, size, 0, word};
    *out = (struct readings){.split = {piece, size > 0}, .joined = {piece, size > 0}};
    return true;
}

bool plan_readings(struct planner *planner, const struct query_node *word, bool last,
                   struct readings *out)
{
    struct tokenizer tokenizer;
    struct token token;
    *out = (struct readings){0};
    if (word->pattern) return read_pattern(planner, word, out);
    const size_t room = count_tokens(word->text, word->text_size) * sizeof(struct piece);
    out->split.items = plan_alloc(planner, room);
    out->joined.items = plan_alloc(planner, room);
    if (planner->status) return false;
    tokenizer_init(&tokenizer, word->text, word->text_size);
    while (tokenizer_next(&tokenizer, &token))
        if (!read_token(planner, word, &token, out)) return false;
    if (word->prefix && out->split.count) {
        out->split.items[out->split.count - 1].kind = PIECE_PREFIX;
        out->joined.items[out->joined.count - 1].kind = PIECE_PREFIX;
    }
    if (!last) return true;
    end_run(&out->split);
    end_run(&out->joined);
    return true;
}
