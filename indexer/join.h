/* join.h - the files that there are, side by side with those that there were: the walk and the manifest, both
 * in the order of names.
 *
 *     walk        /n/a        /n/c  /n/d       (can't read /n/e)
 *     manifest    /n/a  /n/b  /n/c        /m/x  /n/e/y
 *                 both  gone  both  new   outside  unknown
 */
#ifndef INDEXER_JOIN_H
#define INDEXER_JOIN_H

#include "indexer/manifest.h"
#include "indexer/walk.h"

/* Why a file of the manifest wasn't found by the walk. */
enum join_absence {
    JOIN_PRESENT, /* it was */
    JOIN_GONE,
    JOIN_UNKNOWN, /* it is where the walk couldn't look */
    JOIN_OUTSIDE  /* of the roots that were walked */
};

struct join_sink {
    /* Takes a file: `walked` is NULL where it is absent, `known` where it is new. `root`: index of the one that
     * it lies under, unless outside. */
    nsearch_status (*file)(void *context, const struct walk_file *walked,
                           const struct manifest_file *known, enum join_absence absence,
                           size_t root, nsearch_error *error);
    /* Is told of a link to a file that is read by its own name; `root` as above. */
    void (*link)(void *context, size_t root);
    /* Is told of what can't be looked into. */
    void (*reject)(void *context, const char *path, const char *reason);
    void *context;
};

/* Goes through the roots and all files of the manifest, which is at its first file; NULL: none. An error of the
 * sink ends it and is passed up. `known` and `skip` are walk's. */
nsearch_status join(const struct roots *roots, const struct roots *known, const char *skip,
                    struct manifest_reader *manifest, const struct join_sink *sink,
                    nsearch_error *error);

#endif
