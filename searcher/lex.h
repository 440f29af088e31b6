/* lex.h - query text to tokens.
 *
 *     text    title:(berlin wall) -"east german"~2 inflat*, AT&T -
 *     tokens  FIELD title, OPEN, WORD berlin, WORD wall, CLOSE, MINUS, PHRASE east german (2),
 *             WORD inflat (prefix), WORD AT&T
 *
 * What has no letter or digit in it is no token, wherever it stands: a dash between two words, a lone
 * ampersand, three full stops in brackets. So ordinary prose is a row of words. */
#ifndef SEARCHER_LEX_H
#define SEARCHER_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "common/nsearch.h"
#include "searcher/field.h"

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
    LEX_PHRASE
};

struct lex_token {
    enum lex_kind kind;
    size_t offset, size; /* in the query's text */
    const char *text;    /* WORD, PHRASE: what to look for; points into the query's text */
    size_t text_size;
    bool exact, prefix;            /* WORD; for fields of whole values PHRASE has a prefix too */
    bool colon;                    /* WORD: a field's name and a colon with nothing after it */
    unsigned distance;             /* NEAR; PHRASE: slop */
    bool ordered;                  /* NEAR */
    const struct field_name *name; /* FIELD */
    size_t words; /* WORD: how many it is in the index; 0 for one taken as it stands */
    double boost; /* WORD, PHRASE, CLOSE; 1 if there is none */
};

struct lexer {
    const char *text;
    size_t size;
    size_t next;      /* offset of what hasn't been read */
    enum field field; /* that the words to come are of; the parser sets it */
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

/* Whether a byte is part of a word, as far as wildcards go: a letter, a digit or beyond ASCII. */
bool lex_is_word_byte(char c);

/* Whether there is anything in the text that would be searched for. */
bool lex_has_word(const char *text, size_t size);

/* Whether the text is nothing but white space. */
bool lex_is_blank(const char *text, size_t size);

/* ---- Interface to code in lex_phrase.c: what stands between quotes ------------------------------- */

/* Reads the phrase whose first quote, of `quote` bytes, is next. */
nsearch_status lex_read_phrase(struct lexer *lexer, size_t quote, enum lex_quotes family,
                               struct lex_token *token, nsearch_error *error);

/* The next word of a phrase, all of whose text up to lexer->size it is; END at its end. */
nsearch_status lex_phrase_word(struct lexer *lexer, struct lex_token *token, nsearch_error *error);

/* ---- Interface to code in lex_word.c: what a single word is -------------------------------------- */

/* The operator that the word is in all its letters: LEX_AND, LEX_OR, LEX_NOT or LEX_NEAR with its
 * distance; LEX_WORD if it is none. */
nsearch_status lex_operator(const char *text, size_t size, size_t offset, struct lex_token *token,
                            nsearch_error *error);

/* Whether a word is an address, in which no letter has a meaning of its own. */
bool lex_is_url(const char *text, size_t size);

/* Cuts the word, which starts with a letter or digit, to its last one, and sees to wildcards. The
 * words of a phrase have no boost. */
nsearch_status lex_word(const char *text, size_t size, size_t offset, bool in_phrase,
                        struct lex_token *token, nsearch_error *error);

/* Reads "^2.5", with punctuation after it at most: *boost is untouched if it isn't that. */
nsearch_status lex_boost(const char *text, size_t size, size_t offset, double *boost,
                         nsearch_error *error);

/* Whether the word is one word to the index, so that it can stand in a NEAR: "co-operation" is, by its
 * joined form, "foo/bar" isn't. */
bool lex_is_one_word(const char *text, size_t size);

#endif
