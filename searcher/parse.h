/* parse.h - what the files of the parser share.
 *
 *     parse.c         the grammar: or, row, and, unary
 *     parse_near.c    near, and what may stand beside NEAR and SAME
 *     parse_atom.c    atom: words, groups, fields
 *     parse_limit.c   functions, and the fields that are parts of the text
 *     parse_phrase.c  what stands between quotes
 *     parse_row.c     words side by side: which must be there, which may, which must not
 *     parse_range.c   dates and numbers
 *     parse_hint.c    notes about what looks like an operator of another language
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
    const struct lex_token *limit; /* the function or part of the text that is being read */
    bool noted_mixed, noted_chain; /* one note is enough */
};

/* A row of nodes that grows, in the arena. */
struct node_list {
    struct query_node **items;
    size_t count, capacity;
};

nsearch_status parse_append(struct parser *parser, struct node_list *list, struct query_node *node,
                            nsearch_error *error);

/* A new node, a leaf, with the place of its token; NULL if out of memory. */
struct query_node *parse_node(struct parser *parser, enum query_kind kind, size_t offset,
                              size_t size);

/* A node over `list`, whose place reaches from the first to the last; the one node itself if there is
 * only one. */
nsearch_status parse_join(struct parser *parser, enum query_kind kind, const struct node_list *list,
                          struct query_node **out, nsearch_error *error);

/* A node over one child or two, with a place of its own. Errors: INVALID for a tree of too many levels. */
nsearch_status parse_over(struct parser *parser, enum query_kind kind,
                          struct query_node *const *children, size_t count, size_t offset,
                          size_t size, struct query_node **out, nsearch_error *error);

nsearch_status parse_note(struct parser *parser, const struct buf *note, nsearch_error *error);

/* The next token, into parser->token, without taking it. */
nsearch_status parse_peek(struct parser *parser, nsearch_error *error);

/* The token that was peeked; the next one isn't read yet. */
struct lex_token parse_take(struct parser *parser);

bool parse_starts_operand(enum lex_kind kind);

/* Whether it is NEAR, SAME or the like. */
bool parse_is_link(enum lex_kind kind);

/* The error that an operator has no operand "before" or "after" it. */
nsearch_status parse_lacks(const struct parser *parser, const struct lex_token *token,
                           const char *side, nsearch_error *error);

/* A query, or what is between brackets; NULL if it is empty. */
nsearch_status parse_or(struct parser *parser, struct query_node **out, nsearch_error *error);

/* ---- Interface to code in parse_near.c ----------------------------------------------------------- */

/* An operand, which is the token to come, with all that is NEAR it. */
nsearch_status parse_near(struct parser *parser, struct query_node **out, nsearch_error *error);

/* Whether the node is a set of places in an article and so can stand inside what `who` is called: NEAR/5
 * or ATLEAST5. */
nsearch_status parse_check_places(const struct query_node *node, const char *who, bool counts,
                                  nsearch_error *error);

/* ---- Interface to code in parse_atom.c ----------------------------------------------------------- */

nsearch_status parse_atom(struct parser *parser, struct query_node **out, nsearch_error *error);

/* The token of a WORD, PHRASE or range as a node. */
nsearch_status parse_leaf_node(struct parser *parser, enum query_kind kind,
                               const struct lex_token *token, struct query_node **out,
                               nsearch_error *error);

/* What is between brackets, which are the token to come; *close is the last one. */
nsearch_status parse_brackets(struct parser *parser, struct query_node **out,
                              struct lex_token *close, nsearch_error *error);

/* Adds the words of the token to those of the query. Errors: INVALID for too many. */
nsearch_status parse_count_words(struct parser *parser, const struct lex_token *token,
                                 nsearch_error *error);

/* Whether the token to come stands right after `token`, or after commas and such: a field's value that
 * has no word in it is passed over, and the next one isn't meant. */
bool parse_adjoins(const struct parser *parser, const struct lex_token *token);

/* ---- Interface to code in parse_limit.c ---------------------------------------------------------- */

/* A function, or a part of the text like a field, whose name is the token to come. */
nsearch_status parse_limit(struct parser *parser, struct query_node **out, nsearch_error *error);

/* The error that a field stands inside a function. */
nsearch_status parse_field_inside(const struct parser *parser, const struct lex_token *field,
                                  nsearch_error *error);

/* ---- Interface to code in parse_phrase.c --------------------------------------------------------- */

/* The words of a PHRASE, whose text is part of the query's, as its children. */
nsearch_status parse_phrase_words(struct parser *parser, struct query_node *phrase,
                                  nsearch_error *error);

/* All of the text as one phrase; NULL if it is empty. */
nsearch_status parse_whole(struct parser *parser, struct query_node **out, nsearch_error *error);

/* ---- Interface to code in parse_hint.c ----------------------------------------------------------- */

/* Adds a note if the word is typed as an operator of another language would be, or loses a ?. */
nsearch_status parse_hint(struct parser *parser, const struct lex_token *token,
                          nsearch_error *error);

/* The note about the ? only. */
nsearch_status parse_hint_ending(struct parser *parser, const struct lex_token *token,
                                 nsearch_error *error);

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
