/* paragraphs.c - a gap is kept until there is text after it, so that none stands at an end. */
#include "common/readers/paragraphs.h"

#include <string.h>

/* Bytes of the white space that `text` starts with; 0 if it doesn't. */
static size_t space_size(const char *text, const char *end)
{
    const unsigned char c = (unsigned char)*text;
    if (c <= ' ' || c == 0x7F) return 1;
    if (c == 0xC2 && end - text > 1 && text[1] == '\xA0')
        return 2; /* C1 may be windows-1252: see clean.h */
    /* U+2000 to U+200A, U+2028, U+2029, U+202F; U+3000. */
    if (c == 0xE2 && end - text > 2 && text[1] == '\x80') {
        const unsigned char last = (unsigned char)text[2];
        return last <= 0x8A || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : 0;
    }
    return c == 0xE3 && end - text > 2 && !memcmp(text + 1, "\x80\x80", 2) ? 3 : 0;
}

static void add_gap(struct paragraphs *paragraphs)
{
    static const char *const gaps[] = {"", " ", "\n", "\n\n"};
    if (paragraphs->begun) buf_add_text(paragraphs->out, gaps[paragraphs->gap]);
    paragraphs->gap = PARAGRAPHS_NONE;
    paragraphs->begun = true;
}

void paragraphs_apart(struct paragraphs *paragraphs, enum paragraphs_gap gap)
{
    if (gap > paragraphs->gap) paragraphs->gap = gap;
}

void paragraphs_text(struct paragraphs *paragraphs, const char *text, size_t size)
{
    const char *const end = text + size, *at = text;
    while (at < end) {
        const char *start = at;
        size_t space = 0;
        while (at < end && !(space = space_size(at, end)))
            at++;
        if (at > start) {
            add_gap(paragraphs);
            buf_add(paragraphs->out, start, (size_t)(at - start));
        }
        if (space) paragraphs_apart(paragraphs, PARAGRAPHS_SPACE);
        at += space;
    }
}

void paragraphs_break(struct paragraphs *paragraphs)
{
    const bool again = paragraphs->gap >= PARAGRAPHS_LINE;
    paragraphs->gap = again ? PARAGRAPHS_EMPTY_LINE : PARAGRAPHS_LINE;
}

void paragraphs_lines(struct paragraphs *paragraphs, const char *text, size_t size)
{
    const char *const end = text + size;
    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline ? newline : end;
        paragraphs_text(paragraphs, text, (size_t)(stop - text));
        if (newline) paragraphs_break(paragraphs);
        text = stop + 1;
    }
}
