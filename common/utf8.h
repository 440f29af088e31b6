/* utf8.h - reading and writing UTF-8 (RFC 3629), and mending what isn't. */
#ifndef COMMON_UTF8_H
#define COMMON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"

/* Decodes the character at `text`, of which `size` > 0 bytes can be read. Returns the bytes it takes,
 * 1 to 4, or 0 if they are not valid: overlong forms, surrogates and anything over U+10FFFF aren't. */
size_t utf8_decode(const char *text, size_t size, uint32_t *code);

/* Writes `code`, a valid one, and returns the bytes written, 1 to 4. */
size_t utf8_encode(uint32_t code, char out[4]);

size_t utf8_next_beyond(const char *text, size_t size, size_t at, uint32_t *code);

/* The character at `at` < `size`, and the one before `at` > 0; a byte that isn't part of a valid one is
 * UTF8_BAD by itself. Return its bytes, and where it starts. */
#define UTF8_BAD UINT32_MAX
#define UTF8_REPLACEMENT 0xFFFDu
static inline size_t utf8_next(const char *text, size_t size, size_t at, uint32_t *code)
{
    *code = (unsigned char)text[at];
    return *code < 0x80 ? 1 : utf8_next_beyond(text, size, at, code);
}
size_t utf8_before(const char *text, size_t at, uint32_t *code);

/* Whether the byte is one of a character after its first. */
static inline bool utf8_continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Characters, of text that is valid UTF-8. */
size_t utf8_count(const char *text, size_t size);

/* Bytes from the start that are valid UTF-8. Fast over ASCII. */
size_t utf8_valid_size(const char *text, size_t size);

/* Appends `text` to `out`, every byte that isn't part of valid UTF-8 read as windows-1252 (its five
 * undefined bytes as U+FFFD). Returns the number of bytes so read. */
size_t utf8_repair(const char *text, size_t size, struct buf *out);

/* What windows-1252 has for a byte of 0x80 and more; UTF8_REPLACEMENT if nothing. */
uint32_t utf8_of_windows_1252(char byte);

/* Whether the character may be obeyed instead of shown: C0, DEL, C1, and the separators of lines and
 * paragraphs. */
bool utf8_is_control(uint32_t code);

/* Whether it turns the direction of writing, which can make text look like another. */
bool utf8_turns_writing(uint32_t code);

/* What a character is to a reader: white space and controls, shown, or hidden, which are marks of byte
 * order and those that turn the direction. */
enum utf8_look {
    UTF8_SHOWN,
    UTF8_SPACE,
    UTF8_HIDDEN
};

enum utf8_look utf8_look(uint32_t code);

/* Replaces, in place, controls and what turns the direction by spaces and invalid bytes by
 * '?', and cuts a character that is broken off at the end: what a terminal may be shown. */
void utf8_sanitize(char *text);

#endif
