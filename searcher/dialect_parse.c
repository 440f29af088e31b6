/* dialect_parse.c - see dialect.h: text to tokens, and those to a tree, by precedence climbing.
 *
 * A level reads an operand and then every operator that binds at least as tight as it was told;
 * operators of one tightness go left to right. Levels and brackets are counted together. */
#include "searcher/dialect.h"

#include <string.h>

#include "searcher/lex.h"

/* ---- Tokens -------------------------------------------------------------------------------------- */

void dialect_operand(struct dialect_token *token, struct dialect_node *node)
{
    token->kind = node ? DIALECT_OPERAND : DIALECT_END;
    token->node = node;
}

void dialect_infix(struct dialect_token *token, enum dialect_op op, int binds, const char *text)
{
    token->kind = DIALECT_INFIX;
    token->op = op;
    token->binds = binds;
    token->text = text;
}

void dialect_prefix(struct dialect_token *token, int binds, const char *text, dialect_apply *apply)
{
    token->kind = DIALECT_PREFIX;
    token->binds = binds;
    token->text = text;
    token->apply = apply;
}

static void read_phrase(struct dialect *dialect, struct dialect_token *token)
{
    size_t start, close, end;
    if (!dialect_quoted(dialect, &start, &close, &end)) return;
    const size_t size = close - start;
    const char *text = dialect->family->quoted(dialect, start, size);
    dialect->next = end;
    token->size = end - token->offset;
    if (!text) return;
    dialect_operand(token, dialect_phrase(dialect, text, size, token->offset, token->size, true));
}

static void read_token(struct dialect *dialect, struct dialect_token *token)
{
    enum lex_quotes quotes;
    const char *brackets = dialect->family->brackets, *text = dialect->text + dialect->next;
    const char *bracket = strchr(brackets, *text);
    *token = (struct dialect_token){.offset = dialect->next, .size = 1};
    if (lex_quote(text, dialect->size - dialect->next, &quotes)) {
        read_phrase(dialect, token);
    } else if (bracket) {
        token->kind = (bracket - brackets) % 2 ? DIALECT_CLOSE : DIALECT_OPEN;
        dialect->next++;
    } else {
        dialect->family->word(dialect, token);
    }
}

/* The next token, passing over what has nothing to search for in it. */
static void next_token(struct dialect *dialect, struct dialect_token *token)
{
    do {
        *token = (struct dialect_token){.kind = DIALECT_END};
        dialect_skip(dialect);
        if (dialect->next == dialect->size) return;
        read_token(dialect, token);
    } while (token->kind == DIALECT_END && !dialect->status);
}

static void peek(struct dialect *dialect)
{
    if (dialect->peeked || dialect->status) return;
    next_token(dialect, &dialect->token);
    if (dialect->status) dialect->token.kind = DIALECT_END;
    dialect->peeked = true;
}

static struct dialect_token take(struct dialect *dialect)
{
    dialect->peeked = false;
    return dialect->token;
}

bool dialect_deeper(struct dialect *dialect, size_t offset, size_t size)
{
    if (++dialect->depth <= 2 * QUERY_DEPTH_MAX) return true;
    dialect_fail(dialect, offset, size, "too many brackets and operators within each other");
    return false;
}

/* ---- Operands ------------------------------------------------------------------------------------ */

static struct dialect_node *parse_level(struct dialect *dialect, int binds);

static bool starts_operand(enum dialect_kind kind)
{
    return kind == DIALECT_OPERAND || kind == DIALECT_OPEN || kind == DIALECT_PREFIX;
}

static struct dialect_node *lacks(struct dialect *dialect, const struct dialect_token *token,
                                  const char *side)
{
    return dialect_fail(dialect, token->offset, token->size, "%.*s has nothing to search for %s it",
                        (int)token->size, dialect->text + token->offset, side);
}

static struct dialect_node *parse_group(struct dialect *dialect)
{
    struct dialect_token open = take(dialect);
    struct dialect_node *node = parse_level(dialect, 0);
    peek(dialect);
    if (dialect->status) return NULL;
    if (dialect->token.kind == DIALECT_END)
        return dialect_fail(dialect, open.offset, open.size, "this bracket is never closed");
    if (dialect->token.kind != DIALECT_CLOSE) return lacks(dialect, &dialect->token, "before");
    struct dialect_token close = take(dialect);
    size_t size = close.offset + close.size - open.offset;
    if (!node) return dialect_fail(dialect, open.offset, size, "nothing between the brackets");
    node->closed = true;
    node->offset = open.offset;
    node->size = size;
    return node;
}

/* What a prefix makes of the operand after it. */
static struct dialect_node *parse_prefix(struct dialect *dialect, const struct dialect_token *token)
{
    struct dialect_node *operand = parse_level(dialect, token->binds);
    if (dialect->status) return NULL;
    if (!operand) return lacks(dialect, token, "after");
    size_t end = operand->offset + operand->size;
    struct dialect_node *node = token->apply(dialect, token, operand);
    if (!node) return NULL;
    node->offset = token->offset;
    if (end > token->offset) node->size = end - token->offset;
    return node;
}

/* The operand that is the token to come; NULL if it is none. */
static struct dialect_node *parse_operand(struct dialect *dialect)
{
    peek(dialect);
    if (dialect->status) return NULL;
    if (dialect->token.kind == DIALECT_OPEN) return parse_group(dialect);
    if (dialect->token.kind == DIALECT_OPERAND) return take(dialect).node;
    if (dialect->token.kind != DIALECT_PREFIX) return NULL;
    struct dialect_token token = take(dialect);
    return parse_prefix(dialect, &token);
}

/* ---- Operators ----------------------------------------------------------------------------------- */

static struct dialect_node *apply_infix(struct dialect *dialect, const struct dialect_token *token,
                                        struct dialect_node *left)
{
    struct dialect_node *right = parse_level(dialect, token->binds + 1);
    if (dialect->status) return NULL;
    if (!right) return lacks(dialect, token, "after");
    switch (token->op) {
    case DIALECT_OR: return dialect_join(dialect, DIALECT_OR, left, right);
    case DIALECT_NOT: return dialect_join(dialect, DIALECT_AND, left, dialect_not(dialect, right));
    case DIALECT_BETWEEN: return dialect_between(dialect, token->text, left, right);
    default: return dialect_join(dialect, DIALECT_AND, left, right);
    }
}

/* The operands that stand side by side with `first`. */
static struct dialect_node *parse_row(struct dialect *dialect, struct dialect_node *first)
{
    struct dialect_node *row = dialect_node(dialect, DIALECT_AND, first->offset, first->size, NULL);
    dialect_add(dialect, row, first);
    for (;;) {
        peek(dialect);
        if (dialect->status) return NULL;
        if (!starts_operand(dialect->token.kind)) break;
        dialect_add(dialect, row, parse_level(dialect, dialect->family->row_binds + 1));
        if (dialect->status) return NULL;
    }
    if (row->count == 1) return first;
    return dialect->family->row ? dialect->family->row(dialect, row) : row;
}

/* The rest of a level, whose first operand is `left`. */
static struct dialect_node *parse_operators(struct dialect *dialect, int binds,
                                            struct dialect_node *left)
{
    for (;;) {
        peek(dialect);
        if (dialect->status) return NULL;
        struct dialect_token token = dialect->token;
        if (starts_operand(token.kind)) {
            if (dialect->family->row_binds < binds) return left;
            left = parse_row(dialect, left);
            continue;
        }
        bool is_operator = token.kind == DIALECT_INFIX || token.kind == DIALECT_POSTFIX;
        if (!is_operator || token.binds < binds) return left;
        take(dialect);
        left = token.kind == DIALECT_INFIX ? apply_infix(dialect, &token, left)
                                           : token.apply(dialect, &token, left);
        if (dialect->status) return NULL;
    }
}

static struct dialect_node *parse_level(struct dialect *dialect, int binds)
{
    if (!dialect_deeper(dialect, dialect->token.offset, dialect->token.size)) return NULL;
    struct dialect_node *left = parse_operand(dialect);
    if (left) left = parse_operators(dialect, binds, left);
    dialect->depth--;
    return left;
}

struct dialect_node *dialect_expression(struct dialect *dialect)
{
    struct dialect_node *root = parse_level(dialect, 0);
    peek(dialect);
    if (dialect->status) return NULL;
    if (dialect->token.kind == DIALECT_CLOSE)
        return dialect_fail(dialect, dialect->token.offset, dialect->token.size,
                            "this bracket was never opened");
    if (dialect->token.kind != DIALECT_END) return lacks(dialect, &dialect->token, "before");
    return root;
}

/* ---- Prefixes ------------------------------------------------------------------------------------ */

struct dialect_node *dialect_apply_wrap(struct dialect *dialect, const struct dialect_token *token,
                                        struct dialect_node *operand)
{
    return dialect_wrap(dialect, token->text, operand);
}

struct dialect_node *dialect_apply_headline_or_lead(struct dialect *dialect,
                                                    const struct dialect_token *token,
                                                    struct dialect_node *operand)
{
    (void)token;
    struct dialect_node *node = dialect_headline_or_lead(dialect, operand);
    if (node) node->closed = true;
    return node;
}

struct dialect_node *dialect_apply_language(struct dialect *dialect,
                                            const struct dialect_token *token,
                                            struct dialect_node *operand)
{
    if (operand->op == DIALECT_OR) {
        for (size_t i = 0; i < operand->count && !dialect->status; i++)
            operand->children[i] = dialect_apply_language(dialect, token, operand->children[i]);
        return operand;
    }
    const char *code = operand->op == DIALECT_WORD ? dialect_language(operand->text) : NULL;
    if (code)
        return dialect_node(dialect, DIALECT_LEAF, operand->offset, operand->size,
                            dialect_format(dialect, "lang:%s", code));
    return dialect_fail(dialect, operand->offset, operand->size,
                        "this language isn't known here: write its code, en or zh");
}
