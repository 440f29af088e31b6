/* articles.h - articles to make indexes of: those of a file, and random ones that go to every limit. */
#ifndef TESTS_UNIT_ARTICLES_H
#define TESTS_UNIT_ARTICLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/article.h"

struct articles {
    struct article *items;
    size_t count, capacity;
};

void articles_init(struct articles *articles);
void articles_release(struct articles *articles);

/* A new article, empty, at the end. */
struct article *articles_new(struct articles *articles);
void articles_set(struct article *article, enum article_field field, const char *text);

/* Adds those of a file, or of all files under a directory, until there are `limit`. */
void articles_read(struct articles *articles, const char *path, size_t limit);

/* Adds the first `limit` of AP89, or some hundred in a build that is slow; false where it isn't there. */
bool articles_read_ap89(struct articles *articles, size_t limit);

/* Adds some hundreds at random: every field, alone and with others, several values, other scripts. */
void articles_add_random(struct articles *articles, unsigned seed);

/* Adds one of each kind that is at a limit: terms, texts and values as long and as short as they get. */
void articles_add_extreme(struct articles *articles);

/* Adds some whose texts are the same few bytes over and over, more than eight thousand of them: deflated just
 * so, Xapian can't read them back (and deflates some of them just so itself). */
void articles_add_repetitive(struct articles *articles);

/* Whether a sanitizer or valgrind makes everything slow. */
bool articles_slow(void);

/* A number below `limit`, from a state that starts as the seed. */
uint32_t articles_below(uint64_t *state, uint32_t limit);

#endif
