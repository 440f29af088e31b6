/* piece.h - a piece of a text, taken apart word by word: the bylines and datelines at the head of a report. */
#ifndef COMMON_READERS_PIECE_H
#define COMMON_READERS_PIECE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

struct piece {
    const char *text;
    size_t size;
};

static inline bool piece_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Without white space and the characters of `set` at both ends. */
static inline struct piece piece_trim(struct piece piece, const char *set)
{
    while (piece.size && (piece_is_space(*piece.text) || strchr(set, *piece.text)))
        piece.text++, piece.size--;
    while (piece.size &&
           (piece_is_space(piece.text[piece.size - 1]) || strchr(set, piece.text[piece.size - 1])))
        piece.size--;
    return piece;
}

/* Takes the next word off; an empty one at the end. */
static inline struct piece piece_next_word(struct piece *rest)
{
    while (rest->size && piece_is_space(*rest->text))
        rest->text++, rest->size--;
    struct piece word = {rest->text, 0};
    while (word.size < rest->size && !piece_is_space(rest->text[word.size]))
        word.size++;
    rest->text += word.size;
    rest->size -= word.size;
    return word;
}

/* Whether a word is in a list with a space around each, without regard to case. */
static inline bool piece_is_one_of(const char *list, struct piece word)
{
    for (const char *at = list; word.size && (at = strchr(at, ' ')) && at[1]; at++)
        if (!strncasecmp(at + 1, word.text, word.size) && at[1 + word.size] == ' ') return true;
    return false;
}

#endif
