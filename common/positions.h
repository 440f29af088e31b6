/* positions.h - where words stand, looked up in a glass database's position table.
 *
 * Xapian's own look-up makes a cursor for each list, and goes to the disk's cache for a block a level each time. Here a
 * term's next list is looked for beside its last one, and blocks are kept:
 *
 *     leaf 17    [ the 4 | the 5 | the 7 | the 8 ]     after document 5 the hint is the second entry, and for document
 *                             ^                        7 the next one is looked at first
 *
 * What isn't plain - a damaged block, a list that is cut in pieces, for it is longer than a fourth of a block - is left
 * to Xapian, which reads it or says what is wrong. One thread. */
#ifndef COMMON_POSITIONS_H
#define COMMON_POSITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct positions;

/* Opens the table of the database in `directory`; NULL if it isn't there, isn't a glass database of that revision, or
 * memory ran out. Holds up to 32 MB of blocks. */
struct positions *positions_open(const char *directory, uint32_t revision);
void positions_close(struct positions *positions);

/* Where a term's list was found last; all zero at first. */
struct position_hint {
    uint32_t leaf, item; /* block 0 is no leaf with entries to find: the hint is none */
};

enum positions_found {
    POSITIONS_NONE,
    POSITIONS_FOUND,
    POSITIONS_UNSURE
};

/* Looks up the term's list in the document, and tells how many positions it has. Costs a comparison or two where
 * documents are asked for in ascending order, else a search in a block a level. */
enum positions_found positions_find(struct positions *positions, struct position_hint *hint,
                                    const char *term, size_t size, uint32_t docid, size_t *count);

/* Writes the positions of the list that was found, ascending, to `out`, where there must be room. False if it is
 * damaged. */
bool positions_read(const struct positions *positions, uint32_t *out);

#endif
