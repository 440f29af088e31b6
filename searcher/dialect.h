/* dialect.h - queries of other search engines, read and written in our language.
 *
 *     text      HEADLINE(kim w/5 moon) AND summit OR talks             of the dialect "lexis"
 *     tokens    BEFORE title, OPEN, OPERAND kim, BETWEEN NEAR/4, OPERAND moon, CLOSE, AND,
 *               OPERAND summit, OR, OPERAND talks
 *     tree      AND
 *                 WRAP title:
 *                   BETWEEN NEAR/4 kim moon
 *                 OR summit talks
 *     written   title:(kim NEAR/4 moon) AND (summit OR talks)
 *
 * Each dialect has a file with its syntax at the head: what its words, operators, functions and fields
 * mean here. dialect_parse.c makes the tokens and, by the dialect's precedences, the tree,
 * dialect_tree.c the nodes, dialect_write.c the text, every bracket written out. That text is then read
 * by our own parser, so that what comes out is a query; its errors are told of the place that the text
 * came from.
 *
 * What has no equivalent is an error at its place that says what comes nearest, or a note if the same
 * articles are found without it. The status is kept: after a failure everything returns NULL or END. */
#ifndef SEARCHER_DIALECT_H
#define SEARCHER_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/nsearch.h"
#include "searcher/query.h"

/* ---- The tree ------------------------------------------------------------------------------------ */

enum dialect_op {
    DIALECT_LEAF,    /* text: ready to be written */
    DIALECT_WORD,    /* text: one word of ours, with its wildcards */
    DIALECT_PHRASE,  /* text: what stands between the quotes */
    DIALECT_AND,     /* children, some of them NOTs */
    DIALECT_OR,      /* children */
    DIALECT_NOT,     /* one child */
    DIALECT_BETWEEN, /* two children; text: the operator between them, "NEAR/5" */
    DIALECT_WRAP     /* one child; text: what stands before its brackets, "title:" or "LEAD" */
};

struct dialect_node {
    enum dialect_op op;
    size_t offset, size; /* where it stands in the text that was given */
    const char *text;
    const char *after; /* a boost or slop to write behind it, or NULL */
    bool closed;       /* stood in brackets */
    bool loose;        /* PHRASE: any inflection of its words */
    struct dialect_node **children;
    size_t count, capacity;
};

/* ---- What is being read -------------------------------------------------------------------------- */

enum dialect_kind {
    DIALECT_END,
    DIALECT_OPEN,
    DIALECT_CLOSE,
    DIALECT_OPERAND, /* node */
    DIALECT_INFIX,   /* op and text: what it makes of the operands beside it */
    DIALECT_PREFIX,  /* `apply` makes a node of the operand after it */
    DIALECT_POSTFIX  /* and of the one before it */
};

struct dialect;
struct dialect_token;
typedef struct dialect_node *dialect_apply(struct dialect *dialect,
                                           const struct dialect_token *token,
                                           struct dialect_node *operand);

struct dialect_token {
    enum dialect_kind kind;
    size_t offset, size;
    int binds; /* INFIX, PREFIX, POSTFIX: how tight; takes operands whose operators bind tighter */
    enum dialect_op op; /* INFIX: AND, OR, NOT (which is AND NOT) or BETWEEN */
    const char *text;
    struct dialect_node *node;
    dialect_apply *apply;
};

/* How a dialect is read: its own function, or dialect_expression() with what stands below `read`. */
struct dialect_family {
    const char *name;
    struct dialect_node *(*read)(struct dialect *dialect); /* NULL: dialect_expression() */
    const char *brackets; /* opening and closing by turns: "()[]" */

    /* What stands between quotes, with our wildcards, as many bytes as there; NULL after a failure. */
    const char *(*quoted)(struct dialect *dialect, size_t start, size_t size);

    /* Reads what begins at token->offset and is neither space, comma, quote nor bracket. Leaves END if there
     * is nothing to search for in it. */
    void (*word)(struct dialect *dialect, struct dialect_token *token);
    int row_binds; /* operands side by side, as tight as this, */
    struct dialect_node *(*row)(struct dialect *dialect,
                                struct dialect_node *row); /* become this; NULL: an AND */
    const char *inflections; /* a note for queries with bare words, or NULL */
};

struct dialect {
    const struct dialect_family *family;
    const char *text;
    size_t size, next; /* next: what hasn't been read */
    struct dialect_token token;
    bool peeked;
    unsigned depth;
    bool bare; /* there are words outside phrases */
    time_t now;
    struct arena *arena;
    nsearch_status status; /* the first failure's, and the error is set */
    nsearch_error *error;
    const char *notes[QUERY_NOTES_MAX];
    size_t note_count;
};

extern const struct dialect_family dialect_lucene, dialect_lexis, dialect_factiva, dialect_google;

/* ---- Interface to code in dialect.c: failures and notes ------------------------------------------ */

/* Fails, with a place in the text; returns NULL. */
struct dialect_node *dialect_fail(struct dialect *dialect, size_t offset, size_t size,
                                  const char *format, ...) __attribute__((format(printf, 4, 5)));
struct dialect_node *dialect_no_memory(struct dialect *dialect);

/* A line that a person should be told, once however often it is said. */
void dialect_note(struct dialect *dialect, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Text in the arena; "" if that failed. */
const char *dialect_format(struct dialect *dialect, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- Interface to code in dialect_tree.c: nodes; NULL after a failure ----------------------------- */

struct dialect_node *dialect_node(struct dialect *dialect, enum dialect_op op, size_t offset,
                                  size_t size, const char *text);

/* Adds a child; the node's place grows to reach over it. A NULL child is none. */
void dialect_add(struct dialect *dialect, struct dialect_node *node, struct dialect_node *child);

/* Joins two operands, either of which may be NULL, into one AND or OR; what stood in brackets stays
 * one operand. */
struct dialect_node *dialect_join(struct dialect *dialect, enum dialect_op op,
                                  struct dialect_node *left, struct dialect_node *right);
struct dialect_node *dialect_not(struct dialect *dialect, struct dialect_node *child);
struct dialect_node *dialect_between(struct dialect *dialect, const char *text,
                                     struct dialect_node *left, struct dialect_node *right);
struct dialect_node *dialect_wrap(struct dialect *dialect, const char *text,
                                  struct dialect_node *child);

/* title:(...) OR LEAD(...), asked of each word and phrase and of what is near each other, for AND may
 * find one word in the one and one in the other. */
struct dialect_node *dialect_headline_or_lead(struct dialect *dialect, struct dialect_node *child);

/* A word, with `*` and `?` if `wild` as ours have them: any characters, one character. NULL if there is
 * no letter or digit in it. What our parser would take for something else becomes a phrase. */
struct dialect_node *dialect_word(struct dialect *dialect, const char *text, size_t size,
                                  size_t offset, size_t offset_size, bool wild);

/* What stands between quotes. NULL if there is no word in it. */
struct dialect_node *dialect_phrase(struct dialect *dialect, const char *text, size_t size,
                                    size_t offset, size_t offset_size, bool wild);

/* Operands side by side, children of an AND, as one phrase, if they are words and ORs of words; else
 * each right before the next. */
struct dialect_node *dialect_adjacent(struct dialect *dialect, struct dialect_node *row,
                                      bool loose);

/* Makes the word literal: =word. */
struct dialect_node *dialect_exact(struct dialect *dialect, struct dialect_node *word);

/* A value of a field that is taken whole: site:, url:, lang:. */
struct dialect_node *dialect_value(struct dialect *dialect, const char *field, const char *text,
                                   size_t size, size_t offset, size_t offset_size);

/* ---- Interface to code in dialect_parse.c: text to tokens to a tree ------------------------------ */

/* The text up to its end, by the family's words and precedences. NULL if it is empty. */
struct dialect_node *dialect_expression(struct dialect *dialect);

/* Counts one level more, or fails if those are too many. To be taken back by depth--. */
bool dialect_deeper(struct dialect *dialect, size_t offset, size_t size);

/* Makes the token an operand, or END if there is none; an infix operator; a prefix. */
void dialect_operand(struct dialect_token *token, struct dialect_node *node);
void dialect_infix(struct dialect_token *token, enum dialect_op op, int binds, const char *text);
void dialect_prefix(struct dialect_token *token, int binds, const char *text, dialect_apply *apply);

/* What prefixes make of their operand: token->text with brackets; title or lead; lang:xx. */
dialect_apply dialect_apply_wrap, dialect_apply_headline_or_lead, dialect_apply_language;

/* ---- Interface to code in dialect_text.c: what lexers share -------------------------------------- */

bool dialect_at(const struct dialect *dialect, size_t at, char c);

/* Passes over white space and commas. */
void dialect_skip(struct dialect *dialect);

/* Whether a byte is part of a word: a letter, a digit or beyond ASCII. */
bool dialect_is_letter(char c);

/* The offset behind the spaces at `at`. */
size_t dialect_spaces(const struct dialect *dialect, size_t at);

/* Bytes from `at` up to a space, a quote or one of the characters of `stops`. */
size_t dialect_chunk(const struct dialect *dialect, size_t at, const char *stops);

/* Whether the text is the word, in any case. */
bool dialect_is(const char *text, size_t size, const char *word);

/* The offset where the quote that is next is closed, the closing one's own; fails if it isn't.
 * *start: where what is quoted begins; *end: where the text goes on. */
bool dialect_quoted(struct dialect *dialect, size_t *start, size_t *close, size_t *end);

/* The code that we have for a language of that name or code: "en" for "English". NULL if unknown. */
const char *dialect_language(const char *name);

/* The number that all of the text is, from `least` to `most`; fails with "NAME takes a number ..." */
bool dialect_number(struct dialect *dialect, const char *text, size_t size, size_t offset,
                    const char *name, unsigned least, unsigned most, unsigned *out);

/* ---- Interface to code in dialect_range.c -------------------------------------------------------- */

enum dialect_slashes {
    SLASHES_AMBIGUOUS, /* 3/4/2020 may be March or April: an error */
    SLASHES_MONTH_FIRST
};

enum dialect_compare {
    COMPARE_IS,
    COMPARE_BELOW,
    COMPARE_UP_TO,
    COMPARE_ABOVE,
    COMPARE_FROM
};

/* The comparison that the text starts with (=, <, <=, >, >=); returns its size, 0 for none. */
size_t dialect_comparison(const char *text, size_t size, enum dialect_compare *out);

/* A date as one of ours: "2020-06-16". NULL if it isn't one. */
const char *dialect_date(struct dialect *dialect, const char *text, size_t size, size_t offset,
                         enum dialect_slashes slashes);

/* date:2020.., before:2020 ... */
struct dialect_node *dialect_when(struct dialect *dialect, enum dialect_compare compare,
                                  const char *date, size_t offset, size_t size);

/* words:500.. */
struct dialect_node *dialect_length(struct dialect *dialect, enum dialect_compare compare,
                                    const char *text, size_t size, size_t offset);

/* What is in both ranges, either of which may be NULL: date:2020..2021. */
struct dialect_node *dialect_ends(struct dialect *dialect, struct dialect_node *low,
                                  struct dialect_node *high);

/* ---- Interface to code in dialect_write.c -------------------------------------------------------- */

/* Writes the tree and reads it again by our own parser: `out` is the query, with every operator
 * written out. Fails as the parser does, at the place that the wrong part came from. */
void dialect_write(struct dialect *dialect, const struct dialect_node *root, struct buf *out);

#endif
