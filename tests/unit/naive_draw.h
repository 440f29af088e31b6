/* naive_draw.h - queries at random that find something, or just miss it.
 *
 * Words are taken from one article, near each other, and put together by operators; distances, counts and
 * such are measured there, and are then right or one too small. */
#ifndef TESTS_UNIT_NAIVE_DRAW_H
#define TESTS_UNIT_NAIVE_DRAW_H

#include "tests/unit/naive_query.h"

enum {
    NAIVE_EXPANSION_MAX = 1000 /* words of a pattern: well below what nsearch cuts at */
};

/* A query, prepared, in the arena. The archive has articles. */
struct naive_node *naive_draw(const struct naive_archive *archive, uint64_t *state,
                              struct arena *arena);

#endif
