/* parse_limit.c - see parse.h: functions, which take only some of the places that a query finds.
 *
 *     CAPS(aids)   LEAD(a AND b)   ATLEAST5(a OR b)   NAME("Joe Biden")   quote:(a b)
 *
 * A function stands inside a field, never round one. */
#include <stdio.h>
#include <string.h>

#include "common/error.h"
#include "searcher/parse.h"

enum {
    WHO_SIZE = 24
};

static enum query_limit limit_of(const struct lex_token *token)
{
    if (token->kind == LEX_FUNCTION) return token->limit;
    return token->name->use == FIELD_USE_LEAD   ? LIMIT_LEAD
           : token->name->use == FIELD_USE_BODY ? LIMIT_BODY
                                                : LIMIT_QUOTE;
}

/* "CAPS", "ATLEAST5", "lead:" */
static void name_limit(const struct lex_token *token, char who[WHO_SIZE])
{
    if (token->kind == LEX_FIELD)
        snprintf(who, WHO_SIZE, "%s:", token->name->name);
    else if (token->number)
        snprintf(who, WHO_SIZE, "%s%u", query_limit_text(token->limit), token->number);
    else
        snprintf(who, WHO_SIZE, "%s", query_limit_text(token->limit));
}

/* ---- Fields -------------------------------------------------------------------------------------- */

/* Whether the words of a field know what the function asks for. */
static bool works_in(enum query_limit limit, enum field field)
{
    if (field == FIELD_NONE) return true;
    if (!field_prefix(field) || field_is_whole(field)) return false;
    if (limit == LIMIT_ATLEAST) return true;
    return field == FIELD_TITLE && limit != LIMIT_LEAD && limit != LIMIT_FIRST &&
           limit != LIMIT_BODY;
}

static nsearch_status check_field(const struct parser *parser, const struct lex_token *token,
                                  const char *who, nsearch_error *error)
{
    enum query_limit limit = limit_of(token);
    if (!parser->name || works_in(limit, parser->name->field)) return NSEARCH_OK;
    return lex_error(error, token->offset, token->size, "%s works in the text%s, not in %s:", who,
                     works_in(limit, FIELD_TITLE) ? " and in title:" : "", parser->name->name);
}

nsearch_status parse_field_inside(const struct parser *parser, const struct lex_token *field,
                                  nsearch_error *error)
{
    char who[WHO_SIZE];
    const char *name = field->name->name;
    const struct lex_token *limit = parser->limit;
    name_limit(limit, who);
    if (works_in(limit_of(limit), field->name->field))
        return lex_error(error, field->offset, field->size,
                         "%s: can't stand inside %s, only outside: write %s:%s(...)", name, who,
                         name, query_limit_text(limit_of(limit)));
    return lex_error(error, field->offset, field->size, "%s: can't stand inside %s, only beside it",
                     name, who);
}

/* ---- Names --------------------------------------------------------------------------------------- */

static nsearch_status wrong_name(const struct lex_token *token, nsearch_error *error)
{
    if (token->kind == LEX_OR)
        return lex_error(error, token->offset, token->size,
                         "NAME takes one name: write NAME(...) OR NAME(...)");
    return lex_error(error, token->offset, token->size,
                     "NAME takes one to five plain words, as in NAME(\"Joe Biden\")");
}

static bool is_plain(const struct lex_token *token)
{
    return token->kind == LEX_WORD && !token->exact && !token->prefix && !token->pattern &&
           !token->edits && token->boost == 1;
}

/* Passes over words side by side, up to the closing bracket, which make the text of the phrase. */
static nsearch_status read_row(struct parser *parser, struct query_node *phrase,
                               nsearch_error *error)
{
    phrase->text = parser->lexer.text + phrase->offset;
    phrase->size = phrase->text_size = 0;
    for (;;) {
        nsearch_status status = parse_peek(parser, error);
        const struct lex_token *token = &parser->token;
        if (status || token->kind == LEX_CLOSE || token->kind == LEX_END) return status;
        if (!is_plain(token)) return wrong_name(token, error);
        parse_take(parser);
        phrase->size = phrase->text_size = token->offset + token->size - phrase->offset;
    }
}

static nsearch_status read_quoted(struct parser *parser, nsearch_error *error)
{
    struct lex_token token = parse_take(parser);
    if (token.inflected || token.distance || token.boost != 1) return wrong_name(&token, error);
    return parse_peek(parser, error);
}

/* Reads the words of the phrase. */
static nsearch_status read_words(struct parser *parser, struct query_node *phrase,
                                 nsearch_error *error)
{
    const struct lex_token all = {.offset = phrase->offset, .size = phrase->size};
    size_t count = 0; /* of words as the index has them */
    nsearch_status status = parse_phrase_words(parser, phrase, error);
    if (status) return status;
    for (size_t i = 0; i < phrase->count; i++) {
        const struct query_node *word = phrase->children[i];
        if (word->kind != QUERY_WORD || word->prefix || word->pattern || word->edits)
            return wrong_name(&all, error);
        count += lex_shape(word->text, word->text_size).parts;
    }
    return count > QUERY_NAME_MAX ? wrong_name(&all, error) : NSEARCH_OK;
}

static nsearch_status parse_name(struct parser *parser, struct query_node **out,
                                 struct lex_token *close, nsearch_error *error)
{
    struct lex_token open = parse_take(parser);
    nsearch_status status = parse_peek(parser, error);
    if (status) return status;
    struct lex_token first = parser->token;
    status = parse_leaf_node(parser, QUERY_PHRASE, &first, out, error);
    if (status) return status;
    status = first.kind == LEX_PHRASE ? read_quoted(parser, error) : read_row(parser, *out, error);
    if (status) return status;
    if (parser->token.kind == LEX_END)
        return lex_error(error, open.offset, open.size, "this bracket is never closed");
    if (parser->token.kind != LEX_CLOSE) return wrong_name(&parser->token, error);
    *close = parse_take(parser);
    status = read_words(parser, *out, error);
    if (status || (*out)->count) return status;
    return lex_error(error, open.offset, close->offset + 1 - open.offset,
                     "nothing between the brackets");
}

/* ---- Functions ----------------------------------------------------------------------------------- */

/* What the brackets of a function hold, and what stands behind the colon of a part of the text. */
static nsearch_status parse_held(struct parser *parser, const struct lex_token *token,
                                 struct query_node **out, struct lex_token *close,
                                 nsearch_error *error)
{
    nsearch_status status = parse_peek(parser, error);
    if (status) return status;
    bool function = token->kind == LEX_FUNCTION;
    enum lex_kind next = parser->token.kind;
    if (!(function ? next == LEX_OPEN : parse_starts_operand(next)) ||
        !parse_adjoins(parser, token))
        return parse_lacks(parser, token, "after", error);
    if (function && token->limit == LIMIT_NAME) return parse_name(parser, out, close, error);
    if (function) return parse_brackets(parser, out, close, error);
    if (++parser->depth > QUERY_DEPTH_MAX)
        return lex_error(error, token->offset, token->size,
                         "more than %d brackets within each other", QUERY_DEPTH_MAX);
    status = parse_atom(parser, out, error);
    parser->depth--;
    if (!status)
        *close = (struct lex_token){.offset = (*out)->offset, .size = (*out)->size, .boost = 1};
    return status;
}

nsearch_status parse_limit(struct parser *parser, struct query_node **out, nsearch_error *error)
{
    struct lex_token token = parse_take(parser), close;
    const struct lex_token *outer = parser->limit;
    struct query_node *child;
    char who[WHO_SIZE];
    name_limit(&token, who);
    nsearch_status status = check_field(parser, &token, who, error);
    if (status) return status;
    parser->limit = &token;
    status = parse_held(parser, &token, &child, &close, error);
    parser->limit = outer;
    enum query_limit limit = limit_of(&token);
    if (!status && limit == LIMIT_ATLEAST) status = parse_check_places(child, who, true, error);
    if (status) return status;
    size_t size = close.offset + close.size - token.offset;
    status = parse_over(parser, QUERY_LIMIT, &child, 1, token.offset, size, out, error);
    if (status) return status;
    (*out)->limit = limit;
    (*out)->number = token.number;
    (*out)->boost = close.boost;
    return NSEARCH_OK;
}
