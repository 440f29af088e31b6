/* parse.c - see query.h and parse.h: a query's text to its tree, by recursive descent.
 *
 *     or    = row { OR row }
 *     row   = and { and }
 *     and   = unary { AND unary }
 *     unary = [ + | - | NOT ] near
 *     near  = atom { ( NEAR | NOT NEAR | SAME ) atom }
 *     atom  = "(" or ")" | FUNCTION "(" or ")" | FIELD atom | PHRASE | WORD
 *
 * Only brackets and fields recurse, and they are counted. A token is looked at before it is taken, and not read
 * sooner: how the next one is read depends on the field that it is in. */
#include <string.h>

#include "common/error.h"
#include "searcher/parse.h"

/* ---- Nodes --------------------------------------------------------------------------------------- */

nsearch_status parse_append(struct parser *parser, struct node_list *list, struct query_node *node,
                            nsearch_error *error)
{
    struct query_node **items = arena_grow(parser->arena, list->items, list->count, &list->capacity,
                                           sizeof(*items));
    if (!items) return error_memory(error);
    list->items = items;
    list->items[list->count++] = node;
    return NSEARCH_OK;
}

struct query_node *parse_node(struct parser *parser, enum query_kind kind, size_t offset,
                              size_t size)
{
    struct query_node *node = arena_alloc(parser->arena, sizeof *node);
    if (!node) return NULL;
    node->kind = kind;
    node->offset = offset;
    node->size = size;
    node->boost = 1;
    node->depth = 1;
    return node;
}

static nsearch_status set_children(struct query_node *node, struct query_node **children,
                                   size_t count, nsearch_error *error)
{
    node->children = children;
    node->count = count;
    for (size_t i = 0; i < count; i++)
        if (children[i]->depth >= node->depth) node->depth = children[i]->depth + 1;
    if (node->depth <= QUERY_DEPTH_MAX) return NSEARCH_OK;
    return lex_error(error, node->offset, node->size,
                     "more than %d levels of brackets and of operators in a row", QUERY_DEPTH_MAX);
}

nsearch_status parse_over(struct parser *parser, enum query_kind kind,
                          struct query_node *const *children, size_t count, size_t offset,
                          size_t size, struct query_node **out, nsearch_error *error)
{
    struct query_node *node = parse_node(parser, kind, offset, size);
    struct query_node **copy = arena_alloc(parser->arena, count * sizeof(*copy));
    *out = node;
    if (!node || !copy) return error_memory(error);
    memcpy(copy, children, count * sizeof(*copy));
    return set_children(node, copy, count, error);
}

nsearch_status parse_join(struct parser *parser, enum query_kind kind, const struct node_list *list,
                          struct query_node **out, nsearch_error *error)
{
    *out = list->items[0];
    if (list->count == 1) return NSEARCH_OK;
    size_t start = SIZE_MAX, end = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct query_node *node = list->items[i];
        if (node->offset < start) start = node->offset;
        if (node->offset + node->size > end) end = node->offset + node->size;
    }
    struct query_node *node = parse_node(parser, kind, start, end - start);
    if (!node) return error_memory(error);
    *out = node;
    return set_children(node, list->items, list->count, error);
}

nsearch_status parse_note(struct parser *parser, const struct buf *note, nsearch_error *error)
{
    struct query *query = parser->query;
    nsearch_status status = buf_status(note, error);
    if (status || query->note_count == QUERY_NOTES_MAX) return status;
    const char **notes = arena_alloc(parser->arena, (query->note_count + 1) * sizeof(*notes));
    char *copy = arena_copy(parser->arena, note->data, note->size);
    if (!notes || !copy) return error_memory(error);
    if (query->note_count) memcpy(notes, query->notes, query->note_count * sizeof(*notes));
    notes[query->note_count++] = copy;
    query->notes = notes;
    return NSEARCH_OK;
}

/* ---- Tokens -------------------------------------------------------------------------------------- */

nsearch_status parse_peek(struct parser *parser, nsearch_error *error)
{
    if (parser->peeked) return NSEARCH_OK;
    nsearch_status status = lex_next(&parser->lexer, &parser->token, error);
    parser->peeked = !status;
    return status;
}

struct lex_token parse_take(struct parser *parser)
{
    parser->peeked = false;
    return parser->token;
}

bool parse_starts_operand(enum lex_kind kind)
{
    return kind == LEX_OPEN || kind == LEX_FUNCTION || kind == LEX_FIELD || kind == LEX_WORD ||
           kind == LEX_PHRASE;
}

bool parse_is_link(enum lex_kind kind)
{
    return kind == LEX_NEAR || kind == LEX_NOT_NEAR || kind == LEX_SAME;
}

nsearch_status parse_lacks(const struct parser *parser, const struct lex_token *token,
                           const char *side, nsearch_error *error)
{
    const char *text = parser->lexer.text + token->offset;
    return lex_error(error, token->offset, token->size, "%.*s has nothing to search for %s it",
                     lex_shown(token->size, text), text, side);
}

/* ---- AND, OR, NOT -------------------------------------------------------------------------------- */

/* An operand with its sign, which is the token to come. */
static nsearch_status parse_unary(struct parser *parser, struct query_node **out, bool *required,
                                  nsearch_error *error)
{
    struct lex_token sign = parser->token;
    *required = sign.kind == LEX_PLUS;
    if (parse_starts_operand(sign.kind)) return parse_near(parser, out, error);
    parse_take(parser);
    nsearch_status status = parse_peek(parser, error);
    if (status) return status;
    if (!parse_starts_operand(parser->token.kind))
        return parse_lacks(parser, &sign, "after", error);
    struct query_node *child;
    status = parse_near(parser, &child, error);
    *out = child;
    if (status || *required) return status;
    return parse_over(parser, QUERY_NOT, &child, 1, sign.offset,
                      child->offset + child->size - sign.offset, out, error);
}

static bool starts_unary(enum lex_kind kind)
{
    return parse_starts_operand(kind) || kind == LEX_NOT || kind == LEX_MINUS || kind == LEX_PLUS;
}

/* Operands joined by AND, one or more. */
static nsearch_status parse_and(struct parser *parser, struct node_list *list, bool *required,
                                nsearch_error *error)
{
    for (;;) {
        struct query_node *node;
        nsearch_status status = parse_unary(parser, &node, required, error);
        if (!status) status = parse_append(parser, list, node, error);
        if (!status) status = parse_peek(parser, error);
        if (status || parser->token.kind != LEX_AND) return status;
        struct lex_token and = parse_take(parser);
        status = parse_peek(parser, error);
        if (status) return status;
        if (parser->token.kind == LEX_NOT_NEAR)
            return lex_error(error, and.offset,
                             parser->token.offset + parser->token.size - and.offset,
                             "NOT NEAR joins two words by itself: leave out the AND");
        if (!starts_unary(parser->token.kind)) return parse_lacks(parser, &and, "after", error);
    }
}

static nsearch_status parse_row(struct parser *parser, struct query_node **out, bool *compound,
                                nsearch_error *error)
{
    struct row row = {0};
    nsearch_status status = parse_peek(parser, error);
    while (!status && starts_unary(parser->token.kind)) {
        struct node_list elements = {0};
        bool required;
        status = parse_and(parser, &elements, &required, error);
        if (!status) status = row_add(parser, &row, &elements, required, error);
        if (!status) status = parse_peek(parser, error);
    }
    if (status) return status;
    if (parser->token.kind == LEX_AND || parse_is_link(parser->token.kind))
        return parse_lacks(parser, &parser->token, "before", error);
    return row_finish(parser, &row, out, compound, error);
}

/* Says how AND and OR side by side were read. */
static nsearch_status note_mixed(struct parser *parser, const struct query_node *node,
                                 nsearch_error *error)
{
    enum {
        SHOWN_MAX = 500
    };
    struct buf note;
    buf_init(&note);
    buf_add_text(&note, "AND binds tighter than OR: read as ");
    query_write(node, &note);
    if (note.size > SHOWN_MAX) {
        buf_reset(&note);
        buf_add_text(&note, "AND binds tighter than OR: put brackets where that isn't meant");
    }
    parser->noted_mixed = true;
    nsearch_status status = parse_note(parser, &note, error);
    buf_release(&note);
    return status;
}

nsearch_status parse_or(struct parser *parser, struct query_node **out, nsearch_error *error)
{
    struct node_list rows = {0};
    struct lex_token or = {0}; /* the last one; END before the first */
    bool mixed = false;
    for (;;) {
        struct query_node *node;
        bool compound = false;
        nsearch_status status = parse_row(parser, &node, &compound, error);
        if (status) return status;
        bool more = parser->token.kind == LEX_OR;
        if (!node && or.kind) return parse_lacks(parser, & or, "after", error);
        if (!node && more) return parse_lacks(parser, &parser->token, "before", error);
        *out = node;
        if (!node) return NSEARCH_OK;
        status = parse_append(parser, &rows, node, error);
        if (status) return status;
        mixed |= compound;
        if (!more) break;
        or = parse_take(parser);
    }
    nsearch_status status = parse_join(parser, QUERY_OR, &rows, out, error);
    if (status || rows.count == 1 || !mixed || parser->noted_mixed) return status;
    return note_mixed(parser, *out, error);
}

/* ---- Queries ------------------------------------------------------------------------------------- */

nsearch_status query_parse(const char *text, size_t size, nsearch_match match, time_t now,
                           struct arena *arena, struct query *out, nsearch_error *error)
{
    struct query_node *root = NULL;
    *out = (struct query){0};
    if (size > QUERY_SIZE_MAX)
        return lex_error(error, 0, 0, "the query is too long: it has at most %d bytes",
                         QUERY_SIZE_MAX);
    const char *copy = arena_copy(arena, text, size);
    if (!copy) return error_memory(error);
    struct parser parser = {.lexer = {.text = copy, .size = size},
                            .match = match,
                            .now = now,
                            .arena = arena,
                            .query = out};
    nsearch_status status = match == NSEARCH_MATCH_PHRASE ? parse_whole(&parser, &root, error)
                                                          : parse_or(&parser, &root, error);
    if (status) return status;
    if (parser.peeked && parser.token.kind == LEX_CLOSE)
        return lex_error(error, parser.token.offset, 1, "this bracket was never opened");
    if (!root) return lex_error(error, 0, 0, "nothing to search for");
    out->text = copy;
    out->root = root;
    return NSEARCH_OK;
}
