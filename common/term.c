/* term.c - see term.h. */
#include "common/term.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/hash.h"

enum {
    HASH_SIZE = 16
}; /* 64 bits in hexadecimal */

/* Bytes from the start of the value that cost at most `room`, a NUL costing two. */
static size_t fitting_size(const char *value, size_t size, size_t room)
{
    size_t at = 0;
    for (; at < size; at++) {
        size_t cost = value[at] ? 1 : 2;
        if (cost > room) break;
        room -= cost;
    }
    return at;
}

/* `size`, less the beginning of a character that is broken off there. */
static size_t whole_characters(const char *value, size_t size)
{
    while (size && ((unsigned char)value[size] & 0xC0) == 0x80)
        size--;
    return size;
}

size_t term_whole(const char *prefix, const char *value, size_t size, char out[TERM_MAX + 1])
{
    size_t start = strlen(prefix), room = TERM_MAX - start;
    size_t kept = fitting_size(value, size, room);
    bool cut = kept < size;
    if (cut) kept = whole_characters(value, fitting_size(value, size, room - HASH_SIZE));
    memcpy(out, prefix, start);
    if (kept) memcpy(out + start, value, kept);
    out[start + kept] = '\0';
    if (!cut) return start + kept;
    snprintf(out + start + kept, HASH_SIZE + 1, "%016" PRIx64, hash_bytes(value, size));
    return start + kept + HASH_SIZE;
}

size_t term_word(const char *prefix, const char *word, size_t size, char out[TERM_MAX + 1])
{
    size_t start = strlen(prefix);
    memcpy(out, prefix, start);
    memcpy(out + start, word, size);
    out[start + size] = '\0';
    return start + size;
}
