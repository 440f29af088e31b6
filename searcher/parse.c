/* parse.c - see query.h and parse.h: a query's text to its tree, by recursive descent.
 *
 *     or    = row { OR row }
 *     row   = and { and }
 *     and   = unary { AND unary }
 *     unary = [ + | - | NOT ] near
 *     near  = atom { NEAR atom }
 *     atom  = "(" or ")" | FIELD atom | PHRASE | WORD
 *
 * Only brackets recurse, and they are counted. A token is looked at before it is taken, and not read
 * sooner: how the next one is read depends on the field that it is in. */
#include <math.h>
#include <string.h>

#include "common/error.h"
#include "searcher/parse.h"

static nsearch_status parse_or(struct parser *parser, struct query_node **out,
                               nsearch_error *error);

/* ---- Nodes --------------------------------------------------------------------------------------- */

nsearch_status parse_append(struct parser *parser, struct node_list *list, struct query_node *node,
                            nsearch_error *error)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 2;
        struct query_node **items = arena_alloc(parser->arena, capacity * sizeof(*items));
        if (!items) return error_memory(error);
        if (list->count) memcpy(items, list->items, list->count * sizeof(*items));
        list->items = items;
        list->capacity = capacity;
    }
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
    return node;
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
    node->children = list->items;
    node->count = list->count;
    *out = node;
    return NSEARCH_OK;
}

nsearch_status parse_note(struct parser *parser, const char *text, size_t size,
                          nsearch_error *error)
{
    struct query *query = parser->query;
    const char **notes = arena_alloc(parser->arena, (query->note_count + 1) * sizeof(*notes));
    char *copy = arena_copy(parser->arena, text, size);
    if (!notes || !copy) return error_memory(error);
    if (query->note_count) memcpy(notes, query->notes, query->note_count * sizeof(*notes));
    notes[query->note_count++] = copy;
    query->notes = notes;
    return NSEARCH_OK;
}

/* ---- Tokens -------------------------------------------------------------------------------------- */

static nsearch_status peek(struct parser *parser, nsearch_error *error)
{
    if (parser->peeked) return NSEARCH_OK;
    nsearch_status status = lex_next(&parser->lexer, &parser->token, error);
    parser->peeked = !status;
    return status;
}

/* The token that was peeked; the next one isn't read yet. */
static struct lex_token take(struct parser *parser)
{
    parser->peeked = false;
    return parser->token;
}

static bool starts_operand(enum lex_kind kind)
{
    return kind == LEX_OPEN || kind == LEX_FIELD || kind == LEX_WORD || kind == LEX_PHRASE;
}

/* The text of an operator's token, for a message. */
static nsearch_status lacks(const struct parser *parser, const struct lex_token *token,
                            const char *side, nsearch_error *error)
{
    const char *text = parser->lexer.text + token->offset;
    return lex_error(error, token->offset, token->size, "%.*s has nothing to search for %s it",
                     lex_shown(token->size, text), text, side);
}

/* ---- Words and phrases --------------------------------------------------------------------------- */

static nsearch_status count_word(struct parser *parser, const struct lex_token *token,
                                 nsearch_error *error)
{
    if (++parser->words <= QUERY_WORDS_MAX) return NSEARCH_OK;
    return lex_error(error, token->offset, token->size, "too many words: a query has at most %d",
                     QUERY_WORDS_MAX);
}

static nsearch_status make_leaf(struct parser *parser, enum query_kind kind,
                                const struct lex_token *token, struct query_node **out,
                                nsearch_error *error)
{
    struct query_node *node = parse_node(parser, kind, token->offset, token->size);
    *out = node;
    if (!node) return error_memory(error);
    node->text = token->text;
    node->text_size = token->text_size;
    node->exact = token->exact;
    node->prefix = token->prefix;
    node->distance = token->distance;
    node->boost = token->boost;
    return NSEARCH_OK;
}

/* Reads the words of a phrase's text, which is part of the query's. */
static nsearch_status read_words(struct parser *parser, struct query_node *phrase,
                                 nsearch_error *error)
{
    struct lexer lexer = parser->lexer;
    struct node_list words = {0};
    lexer.next = (size_t)(phrase->text - lexer.text);
    lexer.size = lexer.next + phrase->text_size;
    for (;;) {
        struct lex_token token;
        struct query_node *word;
        nsearch_status status = lex_phrase_word(&lexer, &token, error);
        if (!status && token.kind == LEX_END) break;
        if (!status) status = count_word(parser, &token, error);
        if (!status) status = make_leaf(parser, QUERY_WORD, &token, &word, error);
        if (!status) status = parse_append(parser, &words, word, error);
        if (status) return status;
    }
    phrase->children = words.items;
    phrase->count = words.count;
    return NSEARCH_OK;
}

static nsearch_status note_colon(struct parser *parser, const struct lex_token *token,
                                 nsearch_error *error)
{
    struct buf note;
    buf_init(&note);
    buf_addf(&note, "\"%.*s:\" has a space after it, so it was read as a word",
             (int)token->text_size, token->text);
    nsearch_status status = buf_status(&note, error);
    if (!status) status = parse_note(parser, note.data, note.size, error);
    buf_release(&note);
    return status;
}

static nsearch_status parse_leaf(struct parser *parser, struct query_node **out,
                                 nsearch_error *error)
{
    struct lex_token token = take(parser);
    enum query_kind kind = token.kind == LEX_WORD ? QUERY_WORD : QUERY_PHRASE;
    bool range = parser->name && !field_prefix(parser->name->field);
    bool whole = parser->name && field_is_whole(parser->name->field);
    nsearch_status status = make_leaf(parser, range ? QUERY_RANGE : kind, &token, out, error);
    if (!status && token.colon) status = note_colon(parser, &token, error);
    if (status) return status;
    if (kind == QUERY_PHRASE && !range && !whole) return read_words(parser, *out, error);
    status = count_word(parser, &token, error);
    if (status || !range) return status;
    return parse_range(parser, token.text, token.text_size, *out, error);
}

/* ---- Atoms --------------------------------------------------------------------------------------- */

/* A boost within a boost, as one that could have been typed: in thousandths. */
static double times(double a, double b)
{
    long thousandths = lround(a * b * 1000);
    if (thousandths < 1) thousandths = 1;
    return thousandths > 1000 * 1000 ? 1000 : (double)thousandths / 1000;
}

static nsearch_status parse_group(struct parser *parser, struct query_node **out,
                                  nsearch_error *error)
{
    struct lex_token open = take(parser);
    if (++parser->depth > QUERY_DEPTH_MAX)
        return lex_error(error, open.offset, open.size, "more than %d brackets within each other",
                         QUERY_DEPTH_MAX);
    nsearch_status status = parse_or(parser, out, error);
    if (!status) status = peek(parser, error);
    if (status) return status;
    if (parser->token.kind != LEX_CLOSE)
        return lex_error(error, open.offset, open.size, "this bracket is never closed");
    struct lex_token close = take(parser);
    parser->depth--;
    if (!*out)
        return lex_error(error, open.offset, close.offset + 1 - open.offset,
                         "nothing between the brackets");
    (*out)->offset = open.offset;
    (*out)->size = close.offset + close.size - open.offset;
    (*out)->boost = times((*out)->boost, close.boost);
    return NSEARCH_OK;
}

static nsearch_status parse_operand(struct parser *parser, struct query_node **out,
                                    nsearch_error *error)
{
    return parser->token.kind == LEX_OPEN ? parse_group(parser, out, error)
                                          : parse_leaf(parser, out, error);
}

/* Whether the token to come stands right after `token`, or after commas and such: a field's value that
 * has no word in it is passed over, and the next one isn't meant. */
static bool adjoins(const struct parser *parser, const struct lex_token *token)
{
    const char *text = parser->lexer.text;
    enum lex_quotes family;
    for (size_t at = token->offset + token->size; at < parser->token.offset; at++) {
        size_t rest = parser->token.offset - at;
        if (text[at] == '(' || lex_space(text + at, rest) || lex_quote(text + at, rest, &family))
            return false;
    }
    return true;
}

static nsearch_status parse_atom(struct parser *parser, struct query_node **out,
                                 nsearch_error *error);

static nsearch_status parse_field(struct parser *parser, struct query_node **out,
                                  nsearch_error *error)
{
    struct lex_token token = take(parser);
    enum field field = token.name->field;
    if (parser->name)
        return lex_error(error, token.offset, token.size, "%s: inside %s: a field holds no other",
                         token.name->name, parser->name->name);
    parser->name = token.name;
    parser->lexer.field = field;
    nsearch_status status = peek(parser, error);
    if (status) return status;
    if (!starts_operand(parser->token.kind) || !adjoins(parser, &token))
        return lacks(parser, &token, "after", error);
    struct query_node *child;
    status = parse_atom(parser, &child, error);
    parser->name = NULL;
    parser->lexer.field = FIELD_NONE;
    *out = child;
    if (status) return status;
    size_t size = child->offset + child->size - token.offset;
    if (!field_prefix(field)) {
        child->offset = token.offset;
        child->size = size;
        return NSEARCH_OK;
    }
    struct query_node *node = *out = parse_node(parser, QUERY_FIELD, token.offset, size);
    struct node_list list = {0};
    if (!node) return error_memory(error);
    status = parse_append(parser, &list, child, error);
    node->field = field;
    node->children = list.items;
    node->count = list.count;
    return status;
}

static nsearch_status parse_atom(struct parser *parser, struct query_node **out,
                                 nsearch_error *error)
{
    return parser->token.kind == LEX_FIELD ? parse_field(parser, out, error)
                                           : parse_operand(parser, out, error);
}

/* ---- NEAR ---------------------------------------------------------------------------------------- */

/* The engine can compare the places of words and of ORs of words, not of anything else. */
static nsearch_status check_near(const struct parser *parser, const struct query_node *node,
                                 nsearch_error *error)
{
    if (parser->name && field_is_whole(parser->name->field))
        return lex_error(error, node->offset, node->size,
                         "NEAR has no meaning inside %s:", parser->name->name);
    if (node->boost != 1)
        return lex_error(error, node->offset, node->size, "a boost has no meaning inside NEAR");
    switch (node->kind) {
    case QUERY_WORD:
        if (lex_is_one_word(node->text, node->text_size)) return NSEARCH_OK;
        return lex_error(error, node->offset, node->size,
                         "NEAR with what is several words is not supported yet");
    case QUERY_OR:
        for (size_t i = 0; i < node->count; i++) {
            nsearch_status status = check_near(parser, node->children[i], error);
            if (status) return status;
        }
        return NSEARCH_OK;
    case QUERY_PHRASE:
        return lex_error(error, node->offset, node->size,
                         "NEAR with a phrase is not supported yet");
    case QUERY_FIELD:
    case QUERY_RANGE:
        return lex_error(error, node->offset, node->size,
                         "NEAR takes words: put it inside the field, as in title:(a NEAR b)");
    default:
        return lex_error(error, node->offset, node->size,
                         "NEAR with a group is not supported yet, but for words with OR between "
                         "them");
    }
}

static nsearch_status parse_near(struct parser *parser, struct query_node **out,
                                 nsearch_error *error)
{
    struct node_list list = {0};
    struct lex_token near = {0}; /* the operator; END before the first one */
    struct query_node *node;
    for (;;) {
        nsearch_status status = parse_atom(parser, &node, error);
        if (!status) status = peek(parser, error);
        if (!status && (near.kind || parser->token.kind == LEX_NEAR))
            status = check_near(parser, node, error);
        if (!status) status = parse_append(parser, &list, node, error);
        if (status) return status;
        if (parser->token.kind != LEX_NEAR) break;
        struct lex_token next = take(parser);
        if (near.kind && (near.distance != next.distance || near.ordered != next.ordered))
            return lex_error(error, next.offset, next.size,
                             "different kinds of NEAR in a row are not supported yet");
        near = next;
        status = peek(parser, error);
        if (!status && !starts_operand(parser->token.kind))
            status = lacks(parser, &near, "after", error);
        if (status) return status;
    }
    nsearch_status status = parse_join(parser, QUERY_NEAR, &list, out, error);
    if (status || list.count == 1) return status;
    (*out)->distance = near.distance;
    (*out)->ordered = near.ordered;
    return NSEARCH_OK;
}

/* ---- AND, OR, NOT -------------------------------------------------------------------------------- */

/* An operand with its sign, which is the token to come. */
static nsearch_status parse_unary(struct parser *parser, struct query_node **out, bool *required,
                                  nsearch_error *error)
{
    struct lex_token sign = parser->token;
    *required = sign.kind == LEX_PLUS;
    if (starts_operand(sign.kind)) return parse_near(parser, out, error);
    take(parser);
    nsearch_status status = peek(parser, error);
    if (status) return status;
    if (parser->token.kind == LEX_NEAR && sign.kind == LEX_NOT)
        return lex_error(error, sign.offset,
                         parser->token.offset + parser->token.size - sign.offset,
                         "NOT NEAR is not supported yet");
    if (!starts_operand(parser->token.kind)) return lacks(parser, &sign, "after", error);
    struct query_node *child;
    status = parse_near(parser, &child, error);
    *out = child;
    if (status || *required) return status;
    struct node_list list = {0};
    struct query_node *node = parse_node(parser, QUERY_NOT, sign.offset,
                                         child->offset + child->size - sign.offset);
    *out = node;
    if (!node) return error_memory(error);
    status = parse_append(parser, &list, child, error);
    node->children = list.items;
    node->count = list.count;
    return status;
}

static bool starts_unary(enum lex_kind kind)
{
    return starts_operand(kind) || kind == LEX_NOT || kind == LEX_MINUS || kind == LEX_PLUS;
}

/* Operands joined by AND, one or more. */
static nsearch_status parse_and(struct parser *parser, struct node_list *list, bool *required,
                                nsearch_error *error)
{
    for (;;) {
        struct query_node *node;
        nsearch_status status = parse_unary(parser, &node, required, error);
        if (!status) status = parse_append(parser, list, node, error);
        if (!status) status = peek(parser, error);
        if (status || parser->token.kind != LEX_AND) return status;
        struct lex_token and = take(parser);
        status = peek(parser, error);
        if (status) return status;
        if (!starts_unary(parser->token.kind)) return lacks(parser, &and, "after", error);
    }
}

static nsearch_status parse_row(struct parser *parser, struct query_node **out, bool *compound,
                                nsearch_error *error)
{
    struct row row = {0};
    nsearch_status status = peek(parser, error);
    while (!status && starts_unary(parser->token.kind)) {
        struct node_list elements = {0};
        bool required;
        status = parse_and(parser, &elements, &required, error);
        if (!status) status = row_add(parser, &row, &elements, required, error);
        if (!status) status = peek(parser, error);
    }
    if (status) return status;
    if (parser->token.kind == LEX_AND || parser->token.kind == LEX_NEAR)
        return lacks(parser, &parser->token, "before", error);
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
    nsearch_status status = buf_status(&note, error);
    if (!status && !parser->query->note_count)
        status = parse_note(parser, note.data, note.size, error);
    buf_release(&note);
    return status;
}

static nsearch_status parse_or(struct parser *parser, struct query_node **out, nsearch_error *error)
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
        if (!node && or.kind) return lacks(parser, & or, "after", error);
        if (!node && more) return lacks(parser, &parser->token, "before", error);
        *out = node;
        if (!node) return NSEARCH_OK;
        status = parse_append(parser, &rows, node, error);
        if (status) return status;
        mixed |= compound;
        if (!more) break;
        or = take(parser);
    }
    nsearch_status status = parse_join(parser, QUERY_OR, &rows, out, error);
    if (status || rows.count == 1 || !mixed) return status;
    return note_mixed(parser, *out, error);
}

/* ---- Queries ------------------------------------------------------------------------------------- */

/* All of the text as one phrase. */
static nsearch_status parse_phrase(struct parser *parser, struct query_node **out,
                                   nsearch_error *error)
{
    const struct lexer *lexer = &parser->lexer;
    const struct lex_token all = {
        .size = lexer->size, .text = lexer->text, .text_size = lexer->size, .boost = 1};
    nsearch_status status = make_leaf(parser, QUERY_PHRASE, &all, out, error);
    if (!status) status = read_words(parser, *out, error);
    if (!status && !(*out)->count) *out = NULL;
    return status;
}

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
    nsearch_status status = match == NSEARCH_MATCH_PHRASE ? parse_phrase(&parser, &root, error)
                                                          : parse_or(&parser, &root, error);
    if (status) return status;
    if (parser.peeked && parser.token.kind == LEX_CLOSE)
        return lex_error(error, parser.token.offset, 1, "this bracket was never opened");
    if (!root) return lex_error(error, 0, 0, "nothing to search for");
    out->root = root;
    return NSEARCH_OK;
}
