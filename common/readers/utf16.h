/* utf16.h - UTF-16 text, in pieces of any size, to UTF-8. */
#ifndef COMMON_READERS_UTF16_H
#define COMMON_READERS_UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero, but for big_endian, at the start. */
struct utf16 {
    bool big_endian;
    bool odd; /* a first byte without its second is kept in `byte` */
    unsigned char byte;
    uint16_t high; /* a high surrogate that waits for its low one, or 0 */
};

/* The most UTF-8 bytes that `size` bytes can give. */
#define UTF16_ROOM(size) ((size) / 2 * 3 + 6)

/* Writes the UTF-8 of `size` bytes to `out` and returns its size. A surrogate by itself is U+FFFD. */
size_t utf16_convert(struct utf16 *state, const char *data, size_t size, char *out);

#endif
