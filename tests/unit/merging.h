/* merging.h - random databases for the tests of merge.h, and whether two hold the same. */
#ifndef TESTS_UNIT_MERGING_H
#define TESTS_UNIT_MERGING_H

#include <stddef.h>
#include <stdint.h>

/* Has Xapian make the database `path` of the documents with these numbers, in this order, with docids from 1.
 * What a document holds depends on `seed` and its number alone. They have all that an article can have, in
 * every combination: positions, bare terms, zero bytes in terms, long terms, values, data short and long. */
void merging_build(const char *path, unsigned seed, const uint32_t *numbers, size_t count);

/* The same of the numbers from `first` to `last`. */
void merging_build_range(const char *path, unsigned seed, uint32_t first, uint32_t last);

/* Every table has the same keys and, inflated, the same tags; the statistics are the same. */
void merging_assert_same(const char *ours, const char *theirs);

/* The files of the tables are the same byte for byte. */
void merging_assert_same_files(const char *ours, const char *theirs);

/* About one of `every` docids from 1 to `last`, ascending, to be freed; *count is how many. */
uint32_t *merging_choose(unsigned seed, uint32_t last, unsigned every, size_t *count);

#endif
