/* naive_structure.h - common/structure.h once more, slow and obvious, to compare with. */
#ifndef TESTS_UNIT_NAIVE_STRUCTURE_H
#define TESTS_UNIT_NAIVE_STRUCTURE_H

#include "common/analysis.h"

/* What structure_next() is to say of each of the text's words: an entry for each position, from 1 on, to be
 * freed. Aborts if out of memory. */
unsigned *naive_structure(const char *text, size_t size, bool is_title, size_t *count);

#endif
