/* parse_near.c - see parse.h: NEAR, NOT NEAR and SAME, which compare places in an article.
 *
 *     a NEAR/5 b ADJ c        ADJ (NEAR a b) c: from left to right, two at a time
 *
 * Their operands are sets of places: of words, phrases, either of them, what NEAR found. An AND is none:
 * it finds articles. */
#include <stdio.h>
#include <string.h>

#include "common/error.h"
#include "searcher/parse.h"

enum {
    WHO_SIZE = 48 /* of what an operator or function is called in a message */
};

/* ---- What may stand inside ----------------------------------------------------------------------- */

/* Why an AND can't. */
static nsearch_status refuse_and(const struct query_node *node, const char *who, bool counts,
                                 nsearch_error *error)
{
    for (size_t i = 0; i < node->count; i++)
        if (node->children[i]->kind == QUERY_NOT)
            return lex_error(error, node->offset, node->size,
                             counts ? "%s can't hold NOT: write %s(a) AND NOT b"
                                    : "%s can't hold NOT: write (a %s b) AND NOT c",
                             who, who);
    if (counts)
        return lex_error(error, node->offset, node->size,
                         "%s counts one thing: write %s(a) AND %s(b), or a phrase in quotes", who,
                         who, who);
    if (node->row)
        return lex_error(error, node->offset, node->size,
                         "%s can't hold words side by side: write \"a b\" in quotes, or a OR b",
                         who);
    return lex_error(error, node->offset, node->size,
                     "%s can't hold AND: write (a %s c) AND (b %s c)", who, who, who);
}

static nsearch_status refuse_limit(const struct query_node *node, const char *who,
                                   nsearch_error *error)
{
    return lex_error(error, node->offset, node->size,
                     "ATLEAST%u finds articles, not places: it can't stand inside %s", node->number,
                     who);
}

nsearch_status parse_check_places(const struct query_node *node, const char *who, bool counts,
                                  nsearch_error *error)
{
    if (node->boost != 1)
        return lex_error(error, node->offset, node->size, "a boost has no meaning inside %s", who);
    switch (node->kind) {
    case QUERY_AND: return refuse_and(node, who, counts, error);
    case QUERY_MAYBE:
        return lex_error(error, node->offset, node->size, "%s can't hold +: write a OR b", who);
    case QUERY_FIELD:
        return lex_error(error, node->offset, node->size,
                         "%s holds no field: put it inside the field, as in title:(a %s b)", who,
                         who);
    case QUERY_RANGE:
        return lex_error(error, node->offset, node->size,
                         "%s holds no dates or numbers: write them beside it, outside its brackets",
                         who);
    case QUERY_LIMIT:
        if (node->limit == LIMIT_ATLEAST) return refuse_limit(node, who, error);
        break;
    case QUERY_OR: break;
    default: return NSEARCH_OK; /* the others were checked when they were made */
    }
    for (size_t i = 0; i < node->count; i++) {
        nsearch_status status = parse_check_places(node->children[i], who, counts, error);
        if (status) return status;
    }
    return NSEARCH_OK;
}

/* ---- Operators ----------------------------------------------------------------------------------- */

/* The operator as it was typed, but for what stands between NOT and NEAR. */
static void name_link(const struct parser *parser, const struct lex_token *link, char who[WHO_SIZE])
{
    const char *text = parser->lexer.text + link->offset;
    if (link->kind == LEX_NOT_NEAR)
        snprintf(who, WHO_SIZE, "NOT NEAR/%u", link->distance);
    else
        snprintf(who, WHO_SIZE, "%.*s", lex_shown(link->size, text), text);
}

/* Whether the field that is being read knows what the operator asks for. */
static nsearch_status check_field(const struct parser *parser, const struct lex_token *link,
                                  const char *who, nsearch_error *error)
{
    if (!parser->name) return NSEARCH_OK;
    enum field field = parser->name->field;
    if (field_is_whole(field) || !field_prefix(field))
        return lex_error(error, link->offset, link->size, "%s has no meaning inside %s:", who,
                         parser->name->name);
    if (link->kind == LEX_SAME && field != FIELD_TITLE)
        return lex_error(error, link->offset, link->size,
                         "%s works in the text and in title:, not in %s:", who, parser->name->name);
    return NSEARCH_OK;
}

/* The operand behind the operator, which was taken. */
static nsearch_status parse_right(struct parser *parser, const struct lex_token *link,
                                  const char *who, struct query_node **out, nsearch_error *error)
{
    nsearch_status status = parse_peek(parser, error);
    if (status) return status;
    struct lex_token *next = &parser->token;
    if (link->kind == LEX_NEAR && !link->ordered &&
        (next->kind == LEX_NOT || next->kind == LEX_MINUS))
        return lex_error(error, link->offset, next->offset + next->size - link->offset,
                         "NOT stands before %s: write a NOT %s b", who, who);
    if (!parse_starts_operand(next->kind)) return parse_lacks(parser, link, "after", error);
    status = parse_atom(parser, out, error);
    return status ? status : parse_check_places(*out, who, false, error);
}

/* "a NEAR 5 b" */
static nsearch_status note_number(struct parser *parser, const struct lex_token *link,
                                  const struct query_node *right, const char *who,
                                  nsearch_error *error)
{
    struct buf note;
    if (link->kind != LEX_NEAR || memchr(who, '/', strlen(who)) || right->kind != QUERY_WORD)
        return NSEARCH_OK;
    for (size_t i = 0; i < right->text_size; i++)
        if (right->text[i] < '0' || right->text[i] > '9') return NSEARCH_OK;
    buf_init(&note);
    buf_addf(&note, "\"%s %.*s\" was read as %s/%u and the word %.*s: write %s/%.*s", who,
             lex_shown(right->text_size, right->text), right->text, who, link->distance,
             lex_shown(right->text_size, right->text), right->text, who,
             lex_shown(right->text_size, right->text), right->text);
    nsearch_status status = parse_note(parser, &note, error);
    buf_release(&note);
    return status;
}

/* Joins *out and what stands behind the operator to come. */
static nsearch_status parse_pair(struct parser *parser, struct query_node **out,
                                 nsearch_error *error)
{
    char who[WHO_SIZE];
    struct lex_token link = parse_take(parser);
    struct query_node *pair[] = {*out, NULL};
    static const enum query_kind kinds[] = {
        [LEX_NEAR] = QUERY_NEAR, [LEX_NOT_NEAR] = QUERY_NOT_NEAR, [LEX_SAME] = QUERY_SAME};
    name_link(parser, &link, who);
    nsearch_status status = check_field(parser, &link, who, error);
    if (!status) status = parse_check_places(pair[0], who, false, error);
    if (!status) status = parse_right(parser, &link, who, &pair[1], error);
    if (!status) status = note_number(parser, &link, pair[1], who, error);
    if (status) return status;
    if (pair[0]->depth >= QUERY_DEPTH_MAX)
        return lex_error(error, link.offset, link.size,
                         "more than %d operators in a row or brackets within each other",
                         QUERY_DEPTH_MAX);
    size_t start = pair[0]->offset, end = pair[1]->offset + pair[1]->size;
    status = parse_over(parser, kinds[link.kind], pair, 2, start, end - start, out, error);
    if (status) return status;
    (*out)->distance = link.distance;
    (*out)->ordered = link.ordered;
    (*out)->paragraph = link.paragraph;
    return NSEARCH_OK;
}

/* ---- Chains -------------------------------------------------------------------------------------- */

static bool is_same_kind(const struct query_node *a, const struct query_node *b)
{
    return a->kind == b->kind && a->distance == b->distance && a->ordered == b->ordered &&
           a->paragraph == b->paragraph;
}

/* Says how different operators in a row were read. */
static nsearch_status note_chain(struct parser *parser, const struct query_node *node,
                                 nsearch_error *error)
{
    enum {
        SHOWN_MAX = 500
    };
    struct buf note;
    if (parser->noted_chain) return NSEARCH_OK;
    parser->noted_chain = true;
    buf_init(&note);
    buf_add_text(&note, "NEAR and its like are read from left to right: read as ");
    query_write(node, &note);
    if (note.size > SHOWN_MAX) {
        buf_reset(&note);
        buf_add_text(&note,
                     "NEAR and its like are read from left to right: put brackets where that "
                     "isn't meant");
    }
    nsearch_status status = parse_note(parser, &note, error);
    buf_release(&note);
    return status;
}

nsearch_status parse_near(struct parser *parser, struct query_node **out, nsearch_error *error)
{
    bool mixed = false;
    struct query_node *before = NULL;
    nsearch_status status = parse_atom(parser, out, error);
    if (!status) status = parse_peek(parser, error);
    while (!status && parse_is_link(parser->token.kind)) {
        status = parse_pair(parser, out, error);
        if (!status) status = parse_peek(parser, error);
        if (status) return status;
        mixed |= before && !is_same_kind(before, *out);
        before = *out;
    }
    return status || !mixed ? status : note_chain(parser, *out, error);
}
