/* wire.c - see wire.h: what both standards' messages are read with. */
#include "common/readers/wire.h"

#include <string.h>
#include <strings.h>

static bool is_white(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F;
}

bool wire_line(struct piece *rest, struct piece *line)
{
    if (!rest->size) return false;
    const char *end = memchr(rest->text, '\n', rest->size);
    size_t size = end ? (size_t)(end - rest->text) : rest->size;
    *line = (struct piece){rest->text, size};
    size += end ? 1 : 0;
    rest->text += size;
    rest->size -= size;
    return true;
}

struct piece wire_word(struct piece *rest)
{
    while (rest->size && is_white(*rest->text))
        rest->text++, rest->size--;
    struct piece word = {rest->text, 0};
    while (word.size < rest->size && !is_white(rest->text[word.size]))
        word.size++;
    rest->text += word.size;
    rest->size -= word.size;
    return word;
}

struct piece wire_trim(struct piece piece)
{
    while (piece.size && is_white(*piece.text))
        piece.text++, piece.size--;
    while (piece.size && is_white(piece.text[piece.size - 1]))
        piece.size--;
    return piece;
}

bool wire_starts(struct piece piece, const char *text)
{
    const size_t size = strlen(text);
    return piece.size >= size && !strncasecmp(piece.text, text, size);
}

int wire_digits(struct piece piece, size_t count)
{
    int number = 0;
    if (piece.size < count) return -1;
    for (size_t i = 0; i < count; i++) {
        if (piece.text[i] < '0' || piece.text[i] > '9') return -1;
        number = number * 10 + (piece.text[i] - '0');
    }
    return number;
}

const char *wire_section(struct piece category)
{
    static const char *const sections[] = {"Domestic",      "Entertainment", "Financial",
                                           "International", "Sports",        "Washington"};
    static const char letters[] = "aefisw";
    const char *at = category.size == 1 ? strchr(letters, *category.text | 0x20) : NULL;
    return at && *at ? sections[at - letters] : NULL;
}
