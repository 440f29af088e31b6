/* match.h - what of a query can be seen in a text: the words and phrases to mark in a passage.
 *
 * plan.c makes it beside the engine query; snippet.c looks for it in an article's text. */
#ifndef SEARCHER_MATCH_H
#define SEARCHER_MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "common/article.h"

enum match_kind {
    MATCH_WORD,  /* the folded word */
    MATCH_STEM,  /* any word with this stem */
    MATCH_PREFIX /* any folded word that starts so */
};

struct match_word {
    enum match_kind kind;
    const char *text;
    size_t size;
    unsigned capitals; /* a bit, 1 << enum token_capitals, for each way of writing it; 0: any */
};

/* One place of a phrase, taken by any of these. */
struct match_slot {
    const struct match_word *words;
    size_t count;
};

/* A word (one slot) or several that belong together: only where all stand within `window` positions,
 * in order if `ordered`, is it a match, marked from the first to the last if it is a phrase without
 * slop (window == count), else word by word. */
struct match_unit {
    enum article_field
        field; /* ARTICLE_BODY: anywhere in title and body; ARTICLE_TITLE: title only;
                                 units of other fields are not made */
    const struct match_slot *slots;
    size_t count;
    unsigned window;
    bool ordered;
    double weight;   /* how much it says: the rarer the more */
    size_t language; /* of articles that it is for: 0: all, else the one before it of the index's */
};

struct match_set {
    const struct match_unit *units;
    size_t count;
};

#endif
