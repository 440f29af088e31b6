/* snippet_text.h - where sentences start and words end, and text made fit to be shown. */
#ifndef SEARCHER_SNIPPET_TEXT_H
#define SEARCHER_SNIPPET_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

/* The first, or last, start of a sentence (sentence.h) in [low, high], both on characters or not; `size` if there is
 * none. */
size_t snippet_first_sentence(const char *text, size_t size, size_t low, size_t high);
size_t snippet_last_sentence(const char *text, size_t size, size_t low, size_t high);

/* The nearest place at or before `at`, at or after `at`, where a word can be cut off: at white
 * space if that is near, else between two characters. Not before `low`, not after `high`. */
size_t snippet_word_end(const char *text, size_t at, size_t low);
size_t snippet_word_start(const char *text, size_t at, size_t high);

/* Skips white space, control and hidden characters from `at` on. */
size_t snippet_skip_space(const char *text, size_t size, size_t at);

/* Text being folded into a buffer: white space and control characters, however many, become one
 * space, none at the start or end; characters that turn the direction of writing go; invalid bytes
 * become '?'. Stops for good when the buffer holds `limit` bytes. */
struct fold {
    struct buf *out;
    size_t limit;
    bool space_due; /* white space was read since the last character */
};

void fold_add(struct fold *fold, const char *text, size_t size);

/* Writes the space that is due; what follows starts at out->size. */
void fold_space(struct fold *fold);

#endif
