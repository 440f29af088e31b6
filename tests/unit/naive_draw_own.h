/* naive_draw_own.h - what the files of naive_draw share.
 *
 *     naive_draw.c        queries: clauses, functions, fields, dates, operators
 *     naive_draw_leaf.c   words, patterns, phrases, names */
#ifndef TESTS_UNIT_NAIVE_DRAW_OWN_H
#define TESTS_UNIT_NAIVE_DRAW_OWN_H

#include "tests/unit/naive_draw.h"

enum {
    DRAW_TRIES = 30
};

struct draw {
    const struct naive_archive *archive;
    const struct naive_article *article; /* where words come from */
    uint64_t *state;
    struct arena *arena;
    struct naive_scope scope;
    unsigned depth;
};

/* ---- Interface to code in naive_draw.c ----------------------------------------------------------- */

void *draw_checked(void *memory); /* aborts on NULL */
uint32_t draw_below(const struct draw *draw, size_t limit);

/* True so many times in a hundred. */
bool draw_chance(const struct draw *draw, uint32_t percent);

/* A node with room for so many children, and none yet. */
struct naive_node *draw_node(const struct draw *draw, enum naive_kind kind, size_t count);

/* The words of the field that is drawn for. */
const struct naive_words *draw_words_of(const struct draw *draw);

/* Another article, that has such words if there are any. */
void draw_article(struct draw *draw);

/* A word of the article, near the one given. */
size_t draw_near(const struct draw *draw, size_t at);

/* ---- Interface to code in naive_draw_leaf.c ------------------------------------------------------ */

/* A word at or near `at`; now and then one of another article. */
struct naive_node *draw_word(const struct draw *draw, size_t at);

/* Words that stand side by side from `at` on, with something done to them. */
struct naive_node *draw_phrase(const struct draw *draw, size_t at);

/* A run of words with capitals, some of them left out. */
struct naive_node *draw_name(const struct draw *draw, size_t at);

#endif
