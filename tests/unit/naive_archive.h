/* naive_archive.h - articles as plain rows of words: what the naive checker of the query language looks at.
 *
 *     title       Kim warns           body     "No more talks," she said.
 *     position    1   2                        103 104 105    106 107
 *     sentence    1   1                        2   2   2      2   2
 *     quotation   0   0                        1   1   1      0   0
 *
 * Words, sentences and quotations are those of common/, which have tests of their own; all else is done here
 * anew, and from the articles alone. */
#ifndef TESTS_UNIT_NAIVE_ARCHIVE_H
#define TESTS_UNIT_NAIVE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/analysis.h"
#include "common/article.h"
#include "tests/unit/articles.h"

/* The first is title and body; the title alone is a part of it. */
enum naive_field {
    NAIVE_TEXT,
    NAIVE_TITLE,
    NAIVE_AUTHOR,
    NAIVE_SOURCE,
    NAIVE_SECTION,
    NAIVE_PLACE,
    NAIVE_TAG,
    NAIVE_FIELDS
};

/* A word where it stands. Two stand at the last part of a hyphened word. */
struct naive_word {
    uint32_t word; /* its number in the vocabulary */
    uint32_t position;
    uint32_t offset, length; /* as written, in the field's text */
    bool stemmed;            /* of the kind that has inflections */
};

struct naive_words {
    struct naive_word *items;
    size_t count, capacity;
};

/* What is known of a position: numbers from 1, 0 for none. */
struct naive_place {
    uint16_t sentence, paragraph, quotation;
    bool capital;  /* the word has a capital letter as written */
    bool capitals; /* it has a letter, and none that is lower case */
};

struct naive_article {
    const struct article *article;
    struct naive_words fields[NAIVE_FIELDS]; /* of the text: the title's, then the body's */
    uint32_t body;              /* position of the body's first word, if there is one */
    uint32_t last;              /* position of the last word; 0 without any */
    struct naive_place *places; /* by position, up to the last */
};

enum {
    NAIVE_LANGUAGES = 32
};

/* Words of articles with different stemmers are different words. */
struct naive_entry {
    char *text;
    size_t size;
    uint32_t language; /* the stemmer's number */
    uint32_t stem;     /* by that; the same number for the same stem */
    bool again;        /* another has the same text */
};

struct naive_archive {
    struct naive_article *articles;
    size_t count, capacity;
    struct naive_entry *words; /* the vocabulary */
    size_t word_count, word_capacity;
    struct naive_table *numbers; /* words to their numbers, and stems to theirs */
    struct stemmer *stemmers[NAIVE_LANGUAGES];
    char names[NAIVE_LANGUAGES][ANALYSIS_LANGUAGE_MAX]; /* theirs; english is the first */
    uint32_t language_count;
    uint32_t language; /* of the article that is added */
};

void naive_archive_init(struct naive_archive *archive);
void naive_archive_release(struct naive_archive *archive);

/* Forgets the articles; the vocabulary stays. */
void naive_archive_clear(struct naive_archive *archive);

/* Takes one, which has to stay where it is as long. */
void naive_archive_add(struct naive_archive *archive, const struct article *article);

/* The number that words of the language with the stem of `word` have in naive_entry.stem; UINT32_MAX if there is
 * none. */
uint32_t naive_archive_stem(const struct naive_archive *archive, uint32_t language,
                            const char *word, size_t size);

/* The text of a field that a naive_word's offset counts in. */
const struct buf *naive_article_text(const struct naive_article *article, enum naive_field field,
                                     const struct naive_word *word);

#endif
