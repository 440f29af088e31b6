/* store.h - the index directory as a reader sees it.
 *
 *     INDEX/XAPIANDB      "# generation 7", then a line "auto seg-000012" per segment, newest first
 *     INDEX/seg-000012/   a Xapian database
 *     INDEX/manifest-000007.gz   what files were read for generation 7
 *
 * XAPIANDB is a Xapian stub file, replaced by rename: whoever reads it sees one generation whole. */
#ifndef COMMON_STORE_H
#define COMMON_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/xap.h"

#define STORE_STUB "XAPIANDB"

enum {
    STORE_SEGMENT_NAME_MAX = 24,
    STORE_MANIFEST_NAME_MAX = 32
};

struct store {
    uint64_t generation; /* 0: no index there yet */
    size_t count;
    uint64_t *segments; /* numbers, newest first */
};

/* The index's directory: `path` if it isn't NULL or empty, else $NSEARCH_INDEX, else
 * $XDG_DATA_HOME/nsearch/default, else $HOME/.local/share/nsearch/default. INVALID if none is set. */
nsearch_status store_path(const char *path, struct buf *out, nsearch_error *error);

/* Reads XAPIANDB. Errors: MISSING (no such directory or no stub in it: say "run nindex"), DENIED,
 * FOREIGN (the path is a file, or the stub isn't ours), IO, MEMORY. */
nsearch_status store_read(const char *path, struct store *out, nsearch_error *error);
void store_release(struct store *store);

/* DENIED, with the name, if a file of a segment may not be read: Xapian doesn't tell that from damage. */
nsearch_status store_check_access(const char *path, const struct store *store,
                                  nsearch_error *error);

/* "seg-000012" */
void store_segment_name(uint64_t number, char out[STORE_SEGMENT_NAME_MAX]);

/* "manifest-000007.gz", of generation 7 */
void store_manifest_name(uint64_t generation, char out[STORE_MANIFEST_NAME_MAX]);

/* Checks the metadata of an open database against schema.h. Errors: FOREIGN, TOO_NEW, MEMORY. Copies
 * the stemmer's language into the arena. */
nsearch_status store_check(struct xap_db *db, const char *path, struct arena *arena,
                           const char **language, nsearch_error *error);

#endif
