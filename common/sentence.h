/* sentence.h - where sentences start: for the index (structure.h) and for what is shown of an article.
 *
 *     It fell. $5 went. ``Why?'' she asked. ... (He left.) The U.S. Army said Mr. Moon ...
 *     ^        ^        ^                   ^   ^          ^
 *
 * A sentence starts at a character that is no white space
 *   - at the start of the text or behind an empty line; or
 *   - behind . ! ? or … with any closing quotes and brackets, then white space; behind 。 ！ or ？ no white
 *     space is needed;
 *   - but not behind the point of a single letter ("J.", "U.S.", "e.g.") or of one of the abbreviations
 *     known ("Mr.", "Inc.");
 *   - and only if what is there can start one: an opening quote or bracket, or a word that doesn't begin
 *     with a small letter, with signs before it or none. A closing bracket and , ; : . ! ? can't.
 *
 * At most SENTENCE_SIGNS signs are looked at, either way. */
#ifndef COMMON_SENTENCE_H
#define COMMON_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SENTENCE_SIGNS = 16
};

/* Whether one starts at `at`. Any bytes will do; white space before `at` is passed over, however much. */
bool sentence_starts(const char *text, size_t size, size_t at);

/* Whether a sentence can end with it: one of . ! ? … and the wide ones. */
bool sentence_is_stop(uint32_t code);

/* Whether it is 。 ！ or ？, which needs no white space behind it. */
bool sentence_is_wide_stop(uint32_t code);

#endif
