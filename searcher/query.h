/* query.h - a query as a tree, and how its text becomes one.
 *
 *     text    title:(berlin wall) date:1989-11 -"east german"
 *     tree    AND
 *               FIELD title
 *                 AND
 *                   WORD berlin
 *                   WORD wall
 *               RANGE date 1989-11
 *               NOT
 *                 PHRASE
 *                   WORD east
 *                   WORD german
 *     written title:(berlin AND wall) AND date:1989-11 AND NOT "east german"
 *
 * lex.c makes tokens of the text, parse.c a tree of the tokens, plan.c an engine query of the tree.
 * Everything that can be wrong with a query is found by the parser: each node knows its place. */
#ifndef SEARCHER_QUERY_H
#define SEARCHER_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "common/analysis.h"
#include "common/arena.h"
#include "common/buf.h"
#include "common/date.h"
#include "searcher/field.h"

enum {
    QUERY_SIZE_MAX = 1 << 20, /* bytes of text */
    QUERY_WORDS_MAX = 4096,   /* words, those of phrases included */
    QUERY_DEPTH_MAX = 100,    /* brackets within brackets, and levels of a tree: bounds recursion */
    QUERY_DISTANCE_MAX = 1000,  /* n of NEAR/n and of "..."~n */
    QUERY_ATLEAST_MAX = 1000,   /* n of ATLEASTn() */
    QUERY_FIRST_MAX = 100000,   /* n of FIRSTn() */
    QUERY_EDITS_MAX = 2,        /* n of word~n */
    QUERY_EDITS_LETTERS = 3,    /* that word~ has to have */
    QUERY_NAME_MAX = 5,         /* words of a NAME(); an error says five */
    QUERY_NOTES_MAX = 8,        /* what more there is to say isn't said */
    QUERY_WILDCARD_LETTERS = 2, /* that a word with wildcards has to have beside them */
};

enum query_kind {
    QUERY_WORD,
    QUERY_ANY,      /* the * in a phrase: any one word; has no children */
    QUERY_PHRASE,   /* children: WORDs, ANYs (not first or last), ORs of WORDs */
    QUERY_NEAR,     /* two children */
    QUERY_NOT_NEAR, /* two children: the first, where the second isn't near */
    QUERY_SAME,     /* two children, in one sentence or paragraph */
    QUERY_LIMIT,    /* one child: only those of its matches that `limit` says */
    QUERY_AND, /* children: at least one that is no NOT, then any number of NOTs, in any order */
    QUERY_OR,
    QUERY_NOT,   /* one child; is always a child of an AND */
    QUERY_MAYBE, /* two children: what must be there, and what makes it better: "+a b" with --any */
    QUERY_FIELD, /* one child, all of whose words are of that field; holds no field itself */
    QUERY_RANGE  /* of dates or numbers */
};

enum query_limit {
    LIMIT_CAPS,    /* CAPS(): words with a capital letter as they were written */
    LIMIT_ALLCAPS, /* of capitals throughout */
    LIMIT_NOCAPS,
    LIMIT_ATLEAST, /* ATLEASTn(): n matches that don't overlap */
    LIMIT_LEAD,    /* LEAD(), lead: */
    LIMIT_FIRST,   /* FIRSTn(): within the body's first n words */
    LIMIT_BODY,    /* body: */
    LIMIT_QUOTE,   /* QUOTE(), quote: */
    LIMIT_NAME     /* NAME(): the child is a PHRASE of one to five literal WORDs */
};

enum query_range {
    RANGE_PERIOD,  /* low: the date, which is a period */
    RANGE_BETWEEN, /* from the beginning of low to the end of high; either may be open */
    RANGE_AFTER,   /* later than all of low */
    RANGE_BEFORE   /* earlier than the beginning of high */
};

struct query_node {
    enum query_kind kind;
    size_t offset, size; /* where it stands in the text */

    /* WORD: as typed, from its first letter to its last. PHRASE: all between the quotes. */
    const char *text;
    size_t text_size;
    bool exact;     /* WORD: =word, no inflections */
    bool prefix;    /* WORD: word*, anything that starts so; the * isn't part of its text */
    bool pattern;   /* WORD: its text has a * or ? that is a wildcard; not with `prefix` */
    bool loose;     /* WORD: with --any; of several words to the index, each will do */
    unsigned edits; /* WORD: word~2, all words that are at most so many edits away; 0: none */
    bool inflected; /* PHRASE: "{...}", each word with its inflections */

    unsigned
        distance;   /* NEAR, NOT_NEAR: most words between two; PHRASE: most words too many in all */
    bool ordered;   /* NEAR: in the order of the children */
    bool paragraph; /* SAME: in one paragraph, not one sentence */
    bool row;       /* AND: its words were typed side by side, without AND */

    enum query_limit limit; /* LIMIT */
    unsigned number;        /* LIMIT_ATLEAST, LIMIT_FIRST */

    enum field field; /* FIELD, RANGE */
    enum query_range range;
    struct date low, high; /* RANGE of FIELD_DATE or _INDEXED; year 0: open */
    uint64_t least, most;  /* RANGE of FIELD_WORDS, both included */

    double boost;   /* 1 if none was given */
    unsigned depth; /* levels of the tree from here, 1 for a leaf: at most QUERY_DEPTH_MAX */
    struct query_node **children;
    size_t count;
};

struct query {
    const char *text; /* as it was read, NUL-terminated: what the texts of words are pieces of */
    struct query_node *root;
    const char **notes; /* a line each that a person should be told */
    size_t note_count;
};

/* The most that a range of numbers can name: as many digits as the index has. */
#define QUERY_NUMBER_MAX UINT64_C(9999999999)

/* Reads a query; all of `out` is in the arena. `now` is what dates like "yesterday" start from.
 * Errors: INVALID with the place, MEMORY. */
nsearch_status query_parse(const char *text, size_t size, nsearch_match match, time_t now,
                           struct arena *arena, struct query *out, nsearch_error *error);

/* Reads one date bound, as after "date:". Errors: INVALID without a place. */
nsearch_status query_date(const char *text, size_t size, time_t now, struct date *out,
                          nsearch_error *error);

/* Appends the node as a query with every operator and bracket written out: reading that gives the
 * same tree. */
void query_write(const struct query_node *node, struct buf *out);

/* "CAPS", "ATLEAST", ..., as they are written before a bracket; "body:" for LIMIT_BODY. */
const char *query_limit_text(enum query_limit limit);

/* The text of a WORD with `pattern` as the words of the index are, folded, with its wildcards: "Wom?n's"
 * is "wom?n". Writes at most ANALYSIS_WORD_MAX bytes; returns how many, 0 for a text that isn't a single
 * word, which that of such a node always is. */
size_t query_pattern(const char *text, size_t size, char out[ANALYSIS_WORD_MAX]);

#endif
