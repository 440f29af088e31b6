/* store.h - the index directory as a reader sees it.
 *
 *     INDEX/XAPIANDB            "# generation 7", then a line "auto seg-000012" per segment, newest first
 *     INDEX/seg-000012/         a Xapian database
 *     INDEX/manifest-000007.gz  the files that were indexed, for nindex
 *
 * XAPIANDB is a Xapian stub file, replaced by rename: whoever reads it sees one generation whole. A
 * person may write one with lines "remote HOST:PORT" or "remote :PROGRAM ARGUMENTS" for segments, or whole
 * indexes, that xapian-tcpsrv or xapian-progsrv serves; such a stub needs no generation. */
#ifndef COMMON_STORE_H
#define COMMON_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "common/buf.h"
#include "common/db.h"
#include "common/store_dead.h"

#define STORE_STUB "XAPIANDB"
#define STORE_SEGMENT_MAX UINT64_C(999999999999) /* the highest number */

enum {
    STORE_SEGMENT_NAME_MAX = 24,
    STORE_MANIFEST_NAME_MAX = 32,
};

/* What tells one stub file from the next. */
struct store_identity {
    uint64_t inode, size;
    struct timespec changed;
};

struct store {
    uint64_t generation; /* 0: no index there yet, or one on other machines only */
    size_t count;
    uint64_t *segments; /* numbers, newest first */
    size_t remote_count;
    char **remotes; /* as they stand behind "remote " */
    struct store_identity identity;
};

/* The index's directory: `path` if it isn't NULL or empty, else $NSEARCH_INDEX, else
 * $XDG_DATA_HOME/nsearch/default, else $HOME/.local/share/nsearch/default. INVALID if none is set. */
nsearch_status store_path(const char *path, struct buf *out, nsearch_error *error);

/* Reads XAPIANDB. Errors: MISSING (no such directory or no stub in it: say "run nindex"), DENIED,
 * FOREIGN (the path is a file, or the stub is none that we read), IO, MEMORY. */
nsearch_status store_read(const char *path, struct store *out, nsearch_error *error);
void store_release(struct store *store);

/* Whether the stub is another one than it was; also if it can't be looked at. Costs a stat. */
bool store_changed(const char *path, const struct store_identity *identity);

/* Opens the segments and the remotes as one database, the dead left out. Errors: DENIED
 * (with the name of the file), FOREIGN (also if an older nsearch made it), TOO_NEW, DAMAGED (also if a segment is gone or doesn't fit to the
 * others), IO, MEMORY. */
nsearch_status store_open(const char *path, const struct store *store, struct db **out,
                          nsearch_error *error);

/* "seg-000012" */
void store_segment_name(uint64_t number, char out[STORE_SEGMENT_NAME_MAX]);

/* "manifest-000007.gz", of generation 7 */
void store_manifest_name(uint64_t generation, char out[STORE_MANIFEST_NAME_MAX]);

#endif
