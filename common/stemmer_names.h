/* stemmer_names.h - what stemmers are called, and which languages they are for.
 *
 *     de  ->  german      en  ->  english, and porter is for it, too
 */
#ifndef COMMON_STEMMER_NAMES_H
#define COMMON_STEMMER_NAMES_H

#include <stdbool.h>

/* The stemmer for a code of ISO 639-1, be it there or not; the text itself if it is no code that we know. */
const char *stemmer_name(const char *code);

/* Whether the stemmer is one for the language with that code. */
bool stemmer_is_for(const char *stemmer, const char *code);

#endif
