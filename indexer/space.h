/* space.h - whether the disks have room for a build, asked before it starts.
 *
 *     the new index    about 3 times the articles' text, beside the old one
 *     the runs         about as much as the text, where that doesn't fit into the memory
 *
 * These are measured averages: an archive of much markup needs less. Only what is far too little is refused. */
#ifndef INDEXER_SPACE_H
#define INDEXER_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/nsearch.h"

/* How much text a file of `size` bytes is likely to have: 0 where its name isn't one that a reader looks
 * for, unless `any` name will do; what is packed counts more. */
uint64_t space_text(const char *path, uint64_t size, bool any);

/* How much text a segment of that directory was made of, about. */
uint64_t space_text_of(const char *segment);

struct space_plan {
    const char *index;         /* a directory that is there */
    const char *run_directory; /* NULL: the index */
    uint64_t text;             /* bytes */
    size_t memory;             /* that the build may use */
};

struct space_lack {
    uint64_t needed, available; /* bytes; 0 and 0: there is no lack */
};

/* Compares the plan with what is free. *lack tells of the first disk that has less than the build is
 * likely to need. Errors: IO (less than a sixth of it). */
nsearch_status space_check(const struct space_plan *plan, struct space_lack *lack,
                           nsearch_error *error);

/* Bytes of a segment's tables. */
uint64_t space_of_segment(const char *path);

/* What the disk of `directory` lacks, if it is to hold so many bytes more. */
struct space_lack space_lack_for(const char *directory, uint64_t needed);

#endif
