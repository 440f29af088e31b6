/* term.c - see term.h. */
#include "common/term.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/sha1.h"
#include "common/utf8.h"

enum {
    UUID_SIZE = 16,
    HASH_SIZE = 2 * UUID_SIZE /* in hexadecimal */
};

/* A UUID made of the value by SHA-1 (version 5, RFC 9562), in the name space of zeros: nobody finds another value with
 * the same. */
static void write_hash(const char *value, size_t size, char out[HASH_SIZE + 1])
{
    static const uint8_t names[UUID_SIZE];
    uint8_t hash[SHA1_SIZE];
    sha1(names, sizeof names, value, size, hash);
    hash[6] = (hash[6] & 0x0f) | 0x50;
    hash[8] = (hash[8] & 0x3f) | 0x80;
    for (size_t i = 0; i < UUID_SIZE; i++)
        snprintf(out + 2 * i, 3, "%02x", hash[i]);
}

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
    while (size && utf8_continues(value[size]))
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
    write_hash(value, size, out + start + kept);
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
