/* segment.h - writes one immutable segment: articles in, a Xapian database directory out. */
#ifndef INDEXER_SEGMENT_H
#define INDEXER_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/article.h"

struct segment;

/* Starts a segment in `path`, which must not exist. `language` is the stemmer's. */
nsearch_status segment_create(const char *path, const char *language, struct segment **out,
                              nsearch_error *error);

/* Adds an article; *replaced says whether one with the same id was there, which is gone now. Errors:
 * IO (no space), MEMORY; the segment can then only be freed. */
nsearch_status segment_add(struct segment *segment, const struct article *article, bool *replaced,
                           nsearch_error *error);

/* Writes what is left and makes it last (fsync). */
nsearch_status segment_finish(struct segment *segment, nsearch_error *error);

/* Without finish, nothing whole is left; the caller sweeps the directory. */
void segment_free(struct segment *segment);

uint64_t segment_count(const struct segment *segment); /* articles in it */

#endif
