/* scratch.h - a fresh directory for a test, and files in it. */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* cmocka fixtures: *state is the path of a new empty directory, removed with all in it afterwards. */
int scratch_setup(void **state);
int scratch_teardown(void **state);

/* "DIR/NAME", in one of four static buffers used in turn. */
const char *scratch_path(const char *directory, const char *name);

/* Writes a file; returns its path as above. */
const char *scratch_write(const char *directory, const char *name, const void *data, size_t size);

/* Puts random bytes in random places of a file: `below` gives a number from 0 to less than its limit. False if it
 * can't. */
bool scratch_damage(const char *path, unsigned bytes, uint32_t (*below)(uint32_t limit));

/* Permissions hold for this thread from now on, even if it is root's. Whether that could be done. */
bool scratch_obey_permissions(void);

#endif
