/* plan_pieces.c - see planner.h: a typed word to words of the analysis.
 *
 * A pattern goes through the analysis with a letter of its own in place of each wildcard, so that what stands
 * between them is folded, and parted at hyphens, as any word is:
 *
 *     Wom?n's  ->  womᚢns  ->  wom?n          co-op*n  ->  co, opᚠn and coopᚠn  ->  co, op*n and coop*n */
#include <string.h>

#include "common/utf8.h"
#include "searcher/planner.h"

/* Runes, which nobody asks for beside a wildcard: letters without case that fold to themselves. */
#define RUNE_ANY "\xE1\x9A\xA0"
#define RUNE_ONE "\xE1\x9A\xA2"

enum {
    RUNE_SIZE = 3,
    FUZZY_MIN = 3 /* characters: in shorter ones an edit leaves nothing of the word */
};

/* The text with runes for wildcards. */
static const char *disguise(struct planner *planner, const struct query_node *node, size_t *size)
{
    char *out = plan_alloc(planner, node->text_size * RUNE_SIZE + 1);
    size_t at = 0;
    for (size_t i = 0; out && i < node->text_size; i++) {
        const char byte = node->text[i];
        if (byte == '*' || byte == '?') {
            memcpy(out + at, byte == '*' ? RUNE_ANY : RUNE_ONE, RUNE_SIZE);
            at += RUNE_SIZE;
        } else {
            out[at++] = byte;
        }
    }
    *size = at;
    return out;
}

/* Puts the wildcards back. Whether there were any. */
static bool reveal(char *text, size_t *size)
{
    size_t to = 0;
    for (size_t from = 0; from < *size;) {
        const bool room = *size - from >= RUNE_SIZE;
        const bool any = room && !memcmp(text + from, RUNE_ANY, RUNE_SIZE);
        if (any || (room && !memcmp(text + from, RUNE_ONE, RUNE_SIZE))) {
            text[to++] = any ? '*' : '?';
            from += RUNE_SIZE;
        } else {
            text[to++] = text[from++];
        }
    }
    const bool found = to < *size;
    *size = to;
    return found;
}

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

static size_t count_characters(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static bool read_token(struct planner *planner, const struct query_node *node,
                       const struct token *token, struct readings *out)
{
    struct piece piece = {PIECE_WORD, token->kind, NULL, token->size, token->offset, node};
    struct pieces *joined = &out->joined;
    char *text = arena_copy(planner->context->arena, token->word, token->size);
    if (!text) return plan_no_memory(planner);
    if (node->pattern && reveal(text, &piece.size)) piece.kind = PIECE_PATTERN;
    if (node->edits && count_characters(text, piece.size) >= FUZZY_MIN) piece.kind = PIECE_FUZZY;
    piece.text = text;
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

bool plan_readings(struct planner *planner, const struct query_node *word, bool last,
                   struct readings *out)
{
    struct tokenizer tokenizer;
    struct token token;
    size_t size = word->text_size;
    const char *text = word->pattern ? disguise(planner, word, &size) : word->text;
    *out = (struct readings){0};
    if (!text) return false;
    const size_t room = count_tokens(text, size) * sizeof(struct piece);
    out->split.items = plan_alloc(planner, room);
    out->joined.items = plan_alloc(planner, room);
    if (planner->status) return false;
    tokenizer_init(&tokenizer, text, size);
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
