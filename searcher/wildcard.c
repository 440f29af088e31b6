/* wildcard.c - see wildcard.h. */
#include "searcher/wildcard.h"

#include "common/utf8.h"

/* Bytes of the character that starts here. */
static size_t step(const char *text, const char *end)
{
    const char *at = text + 1;
    while (at < end && utf8_continues(*at))
        at++;
    return (size_t)(at - text);
}

/* Where a piece fails behind a *, that * takes one character more, and the ones before it never change: what they
 * have passed over was as little as could be. At most size times pattern_size steps. */
bool wildcard_fits(const char *pattern, size_t pattern_size, const char *word, size_t size)
{
    const char *p = pattern, *p_end = pattern + pattern_size, *w = word, *w_end = word + size;
    const char *behind = NULL, *from = NULL; /* the last *, and where the word goes on for it */
    while (p < p_end && p_end[-1] != '*' && p_end[-1] != '?') /* the end first: most fail there */
        if (w == w_end || *--w_end != *--p_end) return false;
    while (w < w_end) {
        if (p < p_end && *p == '*') {
            behind = ++p;
            from = w;
        } else if (p < p_end && *p == '?') {
            p++;
            w += step(w, w_end);
        } else if (p < p_end && *p == *w) {
            p++, w++;
        } else if (behind) {
            p = behind;
            w = from += step(from, w_end);
        } else {
            return false;
        }
    }
    while (p < p_end && *p == '*')
        p++;
    return p == p_end;
}

size_t wildcard_start(const char *pattern, size_t size)
{
    size_t at = 0;
    while (at < size && pattern[at] != '*' && pattern[at] != '?')
        at++;
    return at;
}
