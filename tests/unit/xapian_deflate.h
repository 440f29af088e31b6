/* xapian_deflate.h - tags deflated with zlib as Xapian calls it: the same bytes as its own databases have. */
#ifndef TESTS_UNIT_XAPIAN_DEFLATE_H
#define TESTS_UNIT_XAPIAN_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Deflates into `out`, which has room for `size` bytes; their number, or 0 if they would not be fewer. */
size_t xapian_deflate(const void *data, size_t size, uint8_t *out);

/* Whether Xapian's reader can inflate it: see deflate.c for its flaw. */
bool xapian_can_inflate(const uint8_t *data, size_t size);

#endif
