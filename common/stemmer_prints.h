/* stemmer_prints.h - what tells one version of a stemmer from the next: a hash of what it makes of a few words.
 *
 *     danish=9c01e2a4 dutch=3d5f0b17 english=77a2c94e ...     META_STEMS, of the libstemmer that an index is by
 *
 * A later libstemmer may have other rules: those of Dutch were once made anew. A query would then look for stems that the
 * index hasn't, and find less without a word. A rule that changes for few words may go unseen. */
#ifndef COMMON_STEMMER_PRINTS_H
#define COMMON_STEMMER_PRINTS_H

#include <stdbool.h>

#include "common/buf.h"
#include "common/snowball.h"

/* Those of all languages that there are words for, appended. Costs some 100 us. Errors: MEMORY. */
nsearch_status stemmer_prints(struct buf *out, nsearch_error *error);

/* Whether the stemmer is as it was when these were made, or isn't among them. Costs some 5 us. */
bool stemmer_prints_fit(const char *prints, struct snowball *engine);

#endif
