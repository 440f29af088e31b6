/* naive_query.h - queries and what they mean, the simplest way: an oracle for the query language.
 *
 * A query is a tree that is written out as text for nsearch, and answered here by looking at every article,
 * comparing all pairs of matches: no index, nothing of searcher/. It is slow and shall stay simple. */
#ifndef TESTS_UNIT_NAIVE_QUERY_H
#define TESTS_UNIT_NAIVE_QUERY_H

#include "common/arena.h"
#include "common/buf.h"
#include "tests/unit/naive_archive.h"

enum naive_kind {
    NAIVE_WORD,
    NAIVE_ANY,    /* the * in a phrase */
    NAIVE_PHRASE, /* children: WORD, ANY, OR of WORDs */
    NAIVE_OR,
    NAIVE_NEAR,
    NAIVE_NOT_NEAR,
    NAIVE_SAME,
    NAIVE_NAME, /* children: WORDs */
    NAIVE_CAPS,
    NAIVE_WITHIN, /* in an area */
    NAIVE_ATLEAST,
    NAIVE_AND,
    NAIVE_NOT, /* a child of an AND */
    NAIVE_FIELD,
    NAIVE_DATE
};

enum naive_spelling {
    SPELLING_INFLECTED, /* peace */
    SPELLING_EXACT,     /* =peace */
    SPELLING_PATTERN,   /* p?ac* */
    SPELLING_FUZZY,     /* peace~1 */
};

enum naive_caps {
    WITH_CAPITAL = 1, /* CAPS; those of functions within each other are all asked for */
    IN_CAPITALS = 2,
    WITHOUT_CAPITAL = 4,
};

enum naive_area {
    WITHIN_LEAD,
    WITHIN_FIRST,
    WITHIN_BODY,
    WITHIN_QUOTE
};

struct naive_node {
    enum naive_kind kind;
    const char *text; /* WORD: as typed, without = and ~1; DATE: all of it */
    enum naive_spelling spelling;
    unsigned edits;         /* FUZZY */
    bool edits_told;        /* word~2 and not word~ */
    unsigned number;        /* NEAR, NOT_NEAR: distance; PHRASE: slop; ATLEAST, FIRST: n */
    bool ordered;           /* NEAR */
    bool paragraph;         /* SAME */
    bool inflected;         /* PHRASE */
    enum naive_caps caps;   /* CAPS */
    enum naive_area area;   /* WITHIN */
    enum naive_field field; /* FIELD */
    char low[16], high[16]; /* DATE: first and last moment, 14 digits */
    struct naive_node **children;
    size_t count;

    /* WORD, after naive_prepare: which of the vocabulary's words it means in each place of each of its
     * readings. "co-operation" has two: co operation, and cooperation. Of a NAME: the word, then its initial, then
     * several initials that start with that. */
    struct naive_reading {
        const uint8_t *places[8];
        size_t count;
    } readings[2];
    size_t reading_count;
    size_t expansion; /* words that a pattern or a fuzzy word means */
};

/* What a naive_reading says of a word. */
enum {
    MEANS_NOT,
    MEANS_WORD,
    MEANS_STEMMED /* where it is of the kind that has inflections */
};

struct naive_match {
    uint32_t first, last;
    bool hollow; /* words that aren't part of it may stand in it */
};

struct naive_set {
    struct naive_match *items;
    size_t count, capacity;
};

/* What is around a node: the field it is in, the capitals and the areas that functions ask for. */
struct naive_scope {
    enum naive_field field;
    unsigned caps;
    const struct naive_limit *limits;
};

struct naive_limit {
    enum naive_area area;
    unsigned number;
    const struct naive_limit *next;
};

/* Fills in what all WORDs below the node mean in the field, the capitals asked for. */
void naive_prepare(const struct naive_archive *archive, struct naive_node *node,
                   struct naive_scope scope, struct arena *arena);

/* The matches of a node that has some (no AND, NOT, FIELD, DATE, ATLEAST), added to an empty set, each once. False
 * if there are too many to be worth it. */
bool naive_matches(const struct naive_node *node, const struct naive_article *article,
                   struct naive_scope scope, struct naive_set *out);

enum naive_answer {
    NAIVE_NO,
    NAIVE_YES,
    NAIVE_TOO_MUCH
};

/* Whether the article is an answer. */
enum naive_answer naive_holds(const struct naive_node *node, const struct naive_article *article,
                              struct naive_scope scope);

/* Appends it as a query. What can be written in several ways is, as the numbers from *state say. */
void naive_write(const struct naive_node *node, uint64_t *state, struct buf *out);

#endif
