/* snowball.h - Snowball's stemmers: a word of a language to its stem.
 *
 *     english    talks talked talking  ->  talk
 *
 * They are the system's libstemmer, so what a word's stem is depends on its version. */
#ifndef COMMON_SNOWBALL_H
#define COMMON_SNOWBALL_H

#include <stddef.h>

#include "common/nsearch.h"

struct snowball;

/* `language`: its name ("english") or its code in ISO 639-1 ("en"). Costs some microseconds. Errors: INVALID, with the
 * languages there are; MEMORY. */
nsearch_status snowball_open(const char *language, struct snowball **out, nsearch_error *error);
void snowball_close(struct snowball *snowball);

/* Its name, "english" whether it was opened as that or as "en". As long as it. */
const char *snowball_name(const struct snowball *snowball);

/* Writes the stem of a word in UTF-8, cut to `capacity`, and returns its size; 0 if out of memory. */
size_t snowball_stem(struct snowball *snowball, const char *word, size_t size, char *out,
                     size_t capacity);

/* The names of all there are; NULL after the last. */
const char *const *snowball_languages(void);

#endif
