/* parse_atom.c - see parse.h: what operators stand between. Words, phrases, groups, fields. */
#include <math.h>
#include <string.h>

#include "common/error.h"
#include "searcher/parse.h"

/* ---- Words and phrases --------------------------------------------------------------------------- */

nsearch_status parse_count_words(struct parser *parser, const struct lex_token *token,
                                 nsearch_error *error)
{
    parser->words += token->words ? token->words : 1;
    if (parser->words <= QUERY_WORDS_MAX) return NSEARCH_OK;
    return lex_error(error, token->offset, token->size, "too many words: a query has at most %d",
                     QUERY_WORDS_MAX);
}

nsearch_status parse_leaf_node(struct parser *parser, enum query_kind kind,
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
    node->pattern = token->pattern;
    node->edits = token->edits;
    node->inflected = token->inflected;
    node->distance = token->distance;
    node->boost = token->boost;
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
    nsearch_status status = parse_note(parser, &note, error);
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
    nsearch_status status = parse_leaf_node(parser, range ? QUERY_RANGE : kind, &token, out, error);
    if (!status && token.colon) status = note_colon(parser, &token, error);
    if (!status && kind == QUERY_WORD && !range && !whole)
        status = parse_hint(parser, &token, error);
    if (status) return status;
    if (kind == QUERY_PHRASE && !range && !whole) return parse_phrase_words(parser, *out, error);
    status = parse_count_words(parser, &token, error);
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

nsearch_status parse_brackets(struct parser *parser, struct query_node **out,
                              struct lex_token *close, nsearch_error *error)
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
    *close = parse_take(parser);
    parser->depth--;
    if (*out) return NSEARCH_OK;
    return lex_error(error, open.offset, close->offset + 1 - open.offset,
                     "nothing between the brackets");
}

static nsearch_status parse_group(struct parser *parser, struct query_node **out,
                                  nsearch_error *error)
{
    size_t start = parser->token.offset;
    struct lex_token close;
    nsearch_status status = parse_brackets(parser, out, &close, error);
    if (status) return status;
    (*out)->offset = start;
    (*out)->size = close.offset + close.size - start;
    (*out)->boost = times((*out)->boost, close.boost);
    return NSEARCH_OK;
}

bool parse_adjoins(const struct parser *parser, const struct lex_token *token)
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

static nsearch_status parse_field(struct parser *parser, struct query_node **out,
                                  nsearch_error *error)
{
    struct lex_token token = parse_take(parser);
    enum field field = token.name->field;
    if (parser->limit) return parse_field_inside(parser, &token, error);
    if (parser->name)
        return lex_error(error, token.offset, token.size, "%s: inside %s: a field holds no other",
                         token.name->name, parser->name->name);
    parser->name = token.name;
    parser->lexer.field = field;
    nsearch_status status = parse_peek(parser, error);
    if (status) return status;
    if (!parse_starts_operand(parser->token.kind) || !parse_adjoins(parser, &token))
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
    status = parse_over(parser, QUERY_FIELD, &child, 1, token.offset, size, out, error);
    if (!status) (*out)->field = field;
    return status;
}

nsearch_status parse_atom(struct parser *parser, struct query_node **out, nsearch_error *error)
{
    const struct lex_token *token = &parser->token;
    switch (token->kind) {
    case LEX_OPEN: return parse_group(parser, out, error);
    case LEX_FUNCTION: return parse_limit(parser, out, error);
    case LEX_FIELD:
        return field_is_part(token->name) ? parse_limit(parser, out, error)
                                          : parse_field(parser, out, error);
    default: return parse_leaf(parser, out, error);
    }
}
