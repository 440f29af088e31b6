/* analysis.h - text to words, the same for articles and for queries.
 *
 *     text      Mr. Moon's co-operation talks, 1950-53 (U.S.)
 *     words     mr moon co operation  talks 1950 53 us      folded: lower case, accents off, 's off
 *                         cooperation                        joined form, at the second position
 *     position  1  2    3  4          5     6    7  8
 *     stem      mr moon co oper/cooper talk  -    -  us     - : not a word to stem
 *
 * Word characters are letters, digits and other numbers; marks belong to the character before them.
 * What joins them follows Xapian's TermGenerator (UAX #29 simplified), so that other Xapian
 * programs find our words:
 *
 *     ' & and a few like them, between two word characters   O'Brien AT&T    -> o'brien at&t
 *     , . ; between two digits                               1,000           -> 1,000
 *     capitals with a point after each                       U.S. J.R.R.     -> us jrr
 *     up to three + or # after a single letter               C++             -> c++
 *
 * Differences: _ only joins (it is a dash and a bullet at news agencies), + and # stay with single
 * letters only (so that LGBTQ finds LGBTQ+), hyphened words have a joined form, and all of folding.
 * A run of Chinese, Japanese or Korean gives overlapping pairs, one a character, and the last
 * character alone. A word over ANALYSIS_WORD_MAX bytes is cut there. */
#ifndef COMMON_ANALYSIS_H
#define COMMON_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

enum {
    ANALYSIS_WORD_MAX = 64
};

/* Changes whenever the words of any text change; an index remembers with which it was made. */
#define ANALYSIS_VERSION "2"

/* ---- Tokenizer: needs no memory, never fails ------------------------------------------------ */

enum token_kind {
    TOKEN_WORD,   /* starts with a letter: has a stem */
    TOKEN_NUMBER, /* starts with a digit, or anything else that is a word but not a letter */
    TOKEN_JOINED, /* a hyphened word's parts together: stands at its last part's position */
    TOKEN_PAIR,   /* two CJK characters */
    TOKEN_SINGLE  /* the last character of a CJK run */
};

/* A word as it was written, a possessive 's at its end not looked at. */
enum token_capitals {
    CAPITALS_NONE,
    CAPITALS_SOME,
    CAPITALS_ALL /* one at least, and no small letter */
};

struct token {
    enum token_kind kind;
    const char *word; /* folded, valid until the next is read; 8 bytes behind it may be read */
    size_t size;
    uint32_t position;            /* 1 for the first word */
    enum token_capitals capitals; /* a joined word's are its last part's */
    size_t offset;                /* where it stands in the text, as written, 's and all */
    size_t length;
};

/* Reads text from front to back:
 *     struct tokenizer t;
 *     tokenizer_init(&t, text, size);
 *     while (tokenizer_next(&t, &token)) ...
 * Any bytes will do; those that aren't UTF-8 separate words. Time is linear in the text. */
struct tokenizer {
    const char *text;
    size_t size;
    size_t next;       /* offset of what hasn't been read */
    uint32_t position; /* of the last word */
    /* The rest is tokenizer.c's own. */
    bool in_compound;             /* the last part was followed by a hyphen and another */
    bool joined_due;              /* the next token is the joined one */
    bool joined_letter;           /* one of the parts has a letter */
    enum token_capitals capitals; /* of the last word */
    size_t joined_size;           /* bytes in joined; ANALYSIS_WORD_MAX + 1: more than fit */
    size_t joined_offset;         /* of the first part */
    char word[ANALYSIS_WORD_MAX + 8];
    char joined[ANALYSIS_WORD_MAX + 8];
};

void tokenizer_init(struct tokenizer *tokenizer, const char *text, size_t size);
bool tokenizer_next(struct tokenizer *tokenizer, struct token *token);

/* ---- Stemmer: a language's Snowball stemmer with a cache of what it said -------------------- */

struct stemmer;

/* `language`: a name or code that snowball.h knows ("english", "de"), or "none". `prints` (stemmer_prints.h) are of those
 * that the index was made by, to last as long; NULL if that isn't known. Errors: INVALID with the languages there are,
 * FOREIGN (the index has other stems), MEMORY. */
nsearch_status stemmer_create(const char *language, const char *prints, struct stemmer **out,
                              nsearch_error *error);
void stemmer_free(struct stemmer *stemmer);

/* The same, but that it is made ready when it is first used, which costs what it costs to load it. Words are their own
 * stems if that fails: who has asked for any looks at the status. Errors: MEMORY. */
nsearch_status stemmer_create_later(const char *language, const char *prints, struct stemmer **out,
                                    nsearch_error *error);

/* Whether it could be used whenever it was, since this was asked before. Errors: INVALID, IO (it can't be loaded),
 * FOREIGN (the index has other stems), MEMORY: the next word tries again. */
nsearch_status stemmer_status(struct stemmer *stemmer, nsearch_error *error);

enum {
    ANALYSIS_LANGUAGE_MAX = 40 /* bytes of a name, the NUL included */
};

/* The one name that a language has in an index: "german" for "de", too. Errors: those of stemmer_create. */
nsearch_status stemmer_language(const char *language, char out[ANALYSIS_LANGUAGE_MAX],
                                nsearch_error *error);

/* The stemmer for articles in a language, by its tag (language.h), in an index whose own is `index`: that itself where
 * the tag is "" or of its language, or it is "none"; "none" where there is none for the language. */
void stemmer_for_tag(const char *tag, const char *index, char out[ANALYSIS_LANGUAGE_MAX]);

/* The stem of a folded word of at most ANALYSIS_WORD_MAX bytes; NUL-terminated, valid until the
 * next call. Out of memory, or with "none", it is the word. A cached word costs a hash and a
 * compare. */
const char *stemmer_stem(struct stemmer *stemmer, const char *word, size_t size, size_t *stem_size);

/* How many bytes of a stem every word begins with that has it: of "happi" the first 4 in English, where the end of a
 * stem may be one that its words don't have ("happy"). 0 where words may begin otherwise. */
size_t stemmer_shared(struct stemmer *stemmer, const char *stem, size_t size);

#endif
