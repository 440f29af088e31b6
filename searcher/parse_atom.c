/* parse_atom.c - see parse.h: what operators stand between. Words, phrases, groups, fields, and those
 * that are NEAR each other. */
#include <math.h>
#include <string.h>

#include "common/error.h"
#include "searcher/parse.h"

/* ---- Words and phrases --------------------------------------------------------------------------- */

static nsearch_status count_word(struct parser *parser, const struct lex_token *token,
                                 nsearch_error *error)
{
    parser->words += token->words ? token->words : 1;
    if (parser->words <= QUERY_WORDS_MAX) return NSEARCH_OK;
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

/* Only the name: there may be more in the token, as in title::berlin. */
static nsearch_status note_colon(struct parser *parser, const struct lex_token *token,
                                 nsearch_error *error)
{
    struct buf note;
    buf_init(&note);
    const char *colon = memchr(token->text, ':', token->text_size);
    size_t size = colon ? (size_t)(colon - token->text) : token->text_size;
    buf_addf(&note, "\"%.*s:\" was read as a word: a field's value stands right after its colon",
             (int)size, token->text);
    nsearch_status status = buf_status(&note, error);
    if (!status) status = parse_note(parser, note.data, note.size, error);
    buf_release(&note);
    return status;
}

static nsearch_status parse_leaf(struct parser *parser, struct query_node **out,
                                 nsearch_error *error)
{
    struct lex_token token = parse_take(parser);
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

nsearch_status parse_whole(struct parser *parser, struct query_node **out, nsearch_error *error)
{
    const struct lexer *lexer = &parser->lexer;
    const struct lex_token all = {
        .size = lexer->size, .text = lexer->text, .text_size = lexer->size, .boost = 1};
    nsearch_status status = make_leaf(parser, QUERY_PHRASE, &all, out, error);
    if (!status) status = read_words(parser, *out, error);
    if (!status && !(*out)->count) *out = NULL;
    return status;
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
    struct lex_token open = parse_take(parser);
    if (++parser->depth > QUERY_DEPTH_MAX)
        return lex_error(error, open.offset, open.size, "more than %d brackets within each other",
                         QUERY_DEPTH_MAX);
    nsearch_status status = parse_or(parser, out, error);
    if (!status) status = parse_peek(parser, error);
    if (status) return status;
    if (parser->token.kind != LEX_CLOSE)
        return lex_error(error, open.offset, open.size, "this bracket is never closed");
    struct lex_token close = parse_take(parser);
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
    struct lex_token token = parse_take(parser);
    enum field field = token.name->field;
    if (parser->name)
        return lex_error(error, token.offset, token.size, "%s: inside %s: a field holds no other",
                         token.name->name, parser->name->name);
    parser->name = token.name;
    parser->lexer.field = field;
    nsearch_status status = parse_peek(parser, error);
    if (status) return status;
    if (!parse_starts_operand(parser->token.kind) || !adjoins(parser, &token))
        return parse_lacks(parser, &token, "after", error);
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

nsearch_status parse_near(struct parser *parser, struct query_node **out, nsearch_error *error)
{
    struct node_list list = {0};
    struct lex_token near = {0}; /* the operator; END before the first one */
    struct query_node *node;
    for (;;) {
        nsearch_status status = parse_atom(parser, &node, error);
        if (!status) status = parse_peek(parser, error);
        if (!status && (near.kind || parser->token.kind == LEX_NEAR))
            status = check_near(parser, node, error);
        if (!status) status = parse_append(parser, &list, node, error);
        if (status) return status;
        if (parser->token.kind != LEX_NEAR) break;
        struct lex_token next = parse_take(parser);
        if (near.kind && (near.distance != next.distance || near.ordered != next.ordered))
            return lex_error(error, next.offset, next.size,
                             "different kinds of NEAR in a row are not supported yet");
        near = next;
        status = parse_peek(parser, error);
        if (!status && !parse_starts_operand(parser->token.kind))
            status = parse_lacks(parser, &near, "after", error);
        if (status) return status;
    }
    nsearch_status status = parse_join(parser, QUERY_NEAR, &list, out, error);
    if (status || list.count == 1) return status;
    (*out)->distance = near.distance;
    (*out)->ordered = near.ordered;
    return NSEARCH_OK;
}
