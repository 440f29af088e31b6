/* oracle.h - databases that Xapian makes, for tests that compare ours with them. They need xapian-tools and
 * python3-xapian. */
#ifndef TESTS_UNIT_ORACLE_H
#define TESTS_UNIT_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether what is needed is installed: otherwise skip(). */
bool oracle_available(void);

/* Has Python run `script` in `directory`, with `argument`. */
void oracle_run(const char *directory, const char *script, const char *argument);

/* Makes DIRECTORY/compact: some 1500 random documents, compacted. They bring out every kind of entry: long
 * and short data, some that cannot be deflated, values, metadata, long terms, zero bytes. */
void oracle_build(const char *directory, unsigned seed, unsigned block_size);

/* Has xapian-check look at a database. */
void oracle_check(const char *path);

/* Two table files hold the same items in the same blocks at the same places. */
void oracle_assert_same_table(const char *ours, const char *theirs, uint32_t block_size);

#endif
