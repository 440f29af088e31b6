/* parse.h - what the files of the parser share.
 *
 *     parse.c        the grammar: or, row, and, unary
 *     parse_atom.c   the rest of it: near, atom
 *     parse_row.c    words side by side: which must be there, which may, which must not
 *     parse_range.c  dates and numbers
 */
#ifndef SEARCHER_PARSE_H
#define SEARCHER_PARSE_H

#include "searcher/lex.h"
#include "searcher/query.h"

struct parser {
    struct lexer lexer;
    struct lex_token token; /* the one to come, if peeked */
    bool peeked;
    nsearch_match match;
    time_t now;
    struct arena *arena;
    struct query *query;           /* takes the notes */
    size_t words;                  /* so far */
    unsigned depth;                /* of brackets */
    const struct field_name *name; /* of the field that is being read; NULL outside */
};

/* A row of nodes that grows, in the arena. */
struct node_list {
    struct query_node **items;
    size_t count, capacity;
};

nsearch_status parse_append(struct parser *parser, struct node_list *list, struct query_node *node,
                            nsearch_error *error);

/* A new node with the place of its token; NULL if out of memory. */
struct query_node *parse_node(struct parser *parser, enum query_kind kind, size_t offset,
                              size_t size);

/* A node over `list`, whose place reaches from the first to the last; the one node itself if there is
 * only one. */
nsearch_status parse_join(struct parser *parser, enum query_kind kind, const struct node_list *list,
                          struct query_node **out, nsearch_error *error);

nsearch_status parse_note(struct parser *parser, const char *text, size_t size,
                          nsearch_error *error);

/* The next token, into parser->token, without taking it. */
nsearch_status parse_peek(struct parser *parser, nsearch_error *error);

/* The token that was peeked; the next one isn't read yet. */
struct lex_token parse_take(struct parser *parser);

bool parse_starts_operand(enum lex_kind kind);

/* The error that an operator has no operand "before" or "after" it. */
nsearch_status parse_lacks(const struct parser *parser, const struct lex_token *token,
                           const char *side, nsearch_error *error);

/* A query, or what is between brackets; NULL if it is empty. */
nsearch_status parse_or(struct parser *parser, struct query_node **out, nsearch_error *error);

/* ---- Interface to code in parse_atom.c ----------------------------------------------------------- */

/* An operand, which is the token to come, with all that is NEAR it. */
nsearch_status parse_near(struct parser *parser, struct query_node **out, nsearch_error *error);

/* All of the text as one phrase; NULL if it is empty. */
nsearch_status parse_whole(struct parser *parser, struct query_node **out, nsearch_error *error);

/* ---- Interface to code in parse_row.c ------------------------------------------------------------ */

/* What stands side by side. */
struct row {
    struct node_list must;    /* +word; and without --any every word */
    struct node_list may;     /* with --any, the words without + */
    struct node_list filters; /* those of one field mean any of them */
    struct node_list nots;
    bool explicit_and; /* some were joined by AND */
};

/* Adds `elements`, joined by AND if there are several; `required` if it had a +. */
nsearch_status row_add(struct parser *parser, struct row *row, const struct node_list *elements,
                       bool required, nsearch_error *error);

/* The tree of the row, NULL for an empty one; *compound says whether it binds its parts tighter than an
 * OR would. Errors: INVALID for one with nothing but NOTs. */
nsearch_status row_finish(struct parser *parser, struct row *row, struct query_node **out,
                          bool *compound, nsearch_error *error);

/* ---- Interface to code in parse_range.c ---------------------------------------------------------- */

/* Makes `node` the range that the text, the value of parser->name, says. */
nsearch_status parse_range(struct parser *parser, const char *text, size_t size,
                           struct query_node *node, nsearch_error *error);

#endif
