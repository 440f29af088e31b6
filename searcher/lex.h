/* lex.h - query text to tokens.
 *
 *     text    title:(berlin wall) -"east german"~2 inflat*, AT&T - CAPS(aids)
 *     tokens  FIELD title, OPEN, WORD berlin, WORD wall, CLOSE, MINUS, PHRASE east german (2),
 *             WORD inflat (prefix), WORD AT&T, FUNCTION CAPS, OPEN, WORD aids, CLOSE
 *
 * What has no letter or digit in it is no token, wherever it stands: a dash between two words, a lone
 * ampersand, three full stops in brackets. So ordinary prose is a row of words. */
#ifndef SEARCHER_LEX_H
#define SEARCHER_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "common/nsearch.h"
#include "searcher/field.h"
#include "searcher/query.h"

enum lex_kind {
    LEX_END,
    LEX_OPEN,
    LEX_CLOSE,
    LEX_AND,
    LEX_OR,
    LEX_NOT,
    LEX_MINUS,
    LEX_PLUS,
    LEX_NEAR,
    LEX_FIELD,
    LEX_WORD,
    LEX_PHRASE,
    LEX_NOT_NEAR,
    LEX_SAME,
    LEX_FUNCTION, /* the name of one; its bracket is next */
    LEX_ANY       /* * for any word, in a phrase */
};

struct lex_token {
    enum lex_kind kind;
    size_t offset, size; /* in the query's text */
    const char *text;    /* WORD, PHRASE: what to look for; points into the query's text */
    size_t text_size;
    bool exact, prefix;            /* WORD; for fields of whole values PHRASE has a prefix too */
    bool pattern;                  /* WORD */
    unsigned edits;                /* WORD */
    bool colon;                    /* WORD: a field's name and a colon with nothing after it */
    bool inflected;                /* PHRASE */
    unsigned distance;             /* NEAR, NOT_NEAR; PHRASE: slop */
    bool ordered;                  /* NEAR */
    bool paragraph;                /* SAME */
    enum query_limit limit;        /* FUNCTION */
    unsigned number;               /* FUNCTION */
    const struct field_name *name; /* FIELD */
    size_t words; /* WORD: how many it is in the index; 0 for one taken as it stands */
    double boost; /* WORD, PHRASE, CLOSE; 1 if there is none */
};

struct lexer {
    const char *text;
    size_t size;
    size_t next;      /* offset of what hasn't been read */
    enum field field; /* that the words to come are of; the parser sets it */
    bool plain;  /* a phrase in which (a|b), * and ? mean nothing, but a * at the end of a word */
    bool choice; /* within the (a|b) of a phrase */
};

/* The next token, END for good at the end. Errors: INVALID with the place. */
nsearch_status lex_next(struct lexer *lexer, struct lex_token *token, nsearch_error *error);

/* ---- Interface to code in lex.c: what is next ---------------------------------------------------- */

/* Whether values of the field that is being read are taken as they stand. */
bool lex_is_raw(const struct lexer *lexer);

/* Whether the byte at `at` is there and is `c`. */
bool lex_at(const struct lexer *lexer, size_t at, char c);

/* Bytes of the word at `from`: up to a space, bracket, quote or |. Brackets that are closed again are
 * part of an address. */
size_t lex_word_size(const struct lexer *lexer, size_t from, bool address);

/* Takes a "^2.5" that is next. */
nsearch_status lex_read_boost(struct lexer *lexer, struct lex_token *token, nsearch_error *error);

/* ---- Interface to code in lex_char.c: characters and places -------------------------------------- */

/* An error about `size` bytes of a query at `offset`. */
nsearch_status lex_error(nsearch_error *error, size_t offset, size_t size, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* How much of a piece of a query to show in a message: at most 40 bytes, whole characters. */
int lex_shown(size_t size, const char *text);

/* The bytes of white space at `text`, 0 if there is none; any Unicode space is one. */
size_t lex_space(const char *text, size_t size);

/* The bytes of the quote at `text`, 0 if there is none. Those of a family close each other: " “ ” „
 * are one, « » the other. */
enum lex_quotes {
    QUOTES_DOUBLE,
    QUOTES_ANGLE
};
size_t lex_quote(const char *text, size_t size, enum lex_quotes *family);
size_t lex_quote_at(const struct lexer *lexer, size_t at, enum lex_quotes *family);

/* Whether a letter, a digit or the like is at `at`, or ends there. */
bool lex_letter_at(const char *text, size_t size, size_t at);
bool lex_letter_before(const char *text, size_t at);

/* Whether there is anything in the text that would be searched for. */
bool lex_has_word(const char *text, size_t size);

/* Whether the text is nothing but white space. */
bool lex_is_blank(const char *text, size_t size);

/* ---- Interface to code in lex_name.c: names before a bracket or a colon -------------------------- */

/* Makes a FUNCTION or a FIELD of the word of `size` bytes that is next, if it is one. */
nsearch_status lex_read_name(struct lexer *lexer, size_t size, struct lex_token *token,
                             nsearch_error *error);

/* ---- Interface to code in lex_phrase.c: what stands between quotes ------------------------------- */

/* Reads the phrase whose first quote, of `quote` bytes, is next. */
nsearch_status lex_read_phrase(struct lexer *lexer, size_t quote, enum lex_quotes family,
                               struct lex_token *token, nsearch_error *error);

/* The next word of a phrase, all of whose text up to lexer->size it is; END at its end. A choice is OPEN,
 * WORD, OR, WORD ... CLOSE; the lexer sees to it that it is closed. */
nsearch_status lex_phrase_word(struct lexer *lexer, struct lex_token *token, nsearch_error *error);

/* ---- Interface to code in lex_operator.c --------------------------------------------------------- */

/* The operator that the word is in all its letters: AND, OR, NOT, NEAR or SAME with what belongs to it;
 * LEX_WORD if it is none. */
nsearch_status lex_operator(const char *text, size_t size, size_t offset, struct lex_token *token,
                            nsearch_error *error);

/* Takes what follows NOT to make NOT NEAR of it, if it is a NEAR. */
nsearch_status lex_read_not(struct lexer *lexer, struct lex_token *token, nsearch_error *error);

/* ---- Interface to code in lex_word.c: what a single word is -------------------------------------- */

/* Whether a word is an address, in which no letter has a meaning of its own. */
bool lex_is_url(const char *text, size_t size);

/* Cuts the word, which starts with a letter, a digit or a wildcard before one, to its last one, and
 * sees to wildcards. The words of a phrase have no boost. */
nsearch_status lex_word(const char *text, size_t size, size_t offset, bool in_phrase,
                        struct lex_token *token, nsearch_error *error);

/* Reads "^2.5", with punctuation after it at most: *boost is untouched if it isn't that. */
nsearch_status lex_boost(const char *text, size_t size, size_t offset, double *boost,
                         nsearch_error *error);

/* Whether the word is one word to the index, so that it can stand in a choice: "co-operation" is, by its
 * joined form, "foo/bar" isn't. */
bool lex_is_one_word(const char *text, size_t size);

/* ---- Interface to code in lex_wildcard.c: * ? and ~ in a word ------------------------------------ */

/* What the tokenizer makes of a word. */
struct lex_shape {
    size_t end; /* of its last token */
    size_t
        letters;  /* of its last part; enough for a wildcard if it is Chinese, Japanese or Korean */
    size_t parts; /* not counting joined ones, nor the last character of a run of pairs */
    bool joined;  /* the last part ends a hyphened word that started with the first */
};
struct lex_shape lex_shape(const char *text, size_t size);

/* The bytes of * and ? that stand right before `at`. */
size_t lex_wild_before(const char *text, size_t at);

/* Cuts "~2" off the end of a word, if that is how it ends. */
nsearch_status lex_cut_edits(const char *text, size_t *size, size_t offset, struct lex_token *token,
                             nsearch_error *error);

/* Makes a prefix or a pattern of the word if it has wildcards. */
nsearch_status lex_wildcards(const char *text, size_t size, size_t offset,
                             const struct lex_shape *shape, struct lex_token *token,
                             nsearch_error *error);

#endif
