/* glass.h - what a glass database, as Xapian has them, is made of.
 *
 * A directory with up to six tables and the file `iamglass`, which says where each table's root is. A table is a
 * B-tree of (key, tag) entries in a file of its own:
 *
 *     postlist.glass     block 0       1       2        3      ...   n
 *                        [ leaf ] [ leaf ] [branch] [ leaf ]       [ leaf ]
 *                            ^        ^      |  |       ^
 *                            +--------+------+--+-------+
 *
 * Keys are 1 to 255 bytes, in the order of memcmp; tags are any bytes, and may be deflated. glass_block.h has
 * what is in a block, glass_code.h what is in keys and tags; table.h looks entries up. */
#ifndef COMMON_GLASS_H
#define COMMON_GLASS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/nsearch.h"

enum {
    GLASS_KEY_MAX = 255,          /* bytes */
    GLASS_BLOCK_SIZE = 8192,      /* Xapian's default */
    GLASS_BLOCK_SIZE_MIN = 2048,  /* a block size is a power of two from here */
    GLASS_BLOCK_SIZE_MAX = 65536, /* to here */
    GLASS_LEVELS_MAX = 10,        /* leaves and branches, as Xapian allows */
    GLASS_COMPRESS_MIN = 18, /* what Xapian records for the tables that it deflates; the others 0 */
};

/* The tables, in the order of their roots in iamglass. */
enum {
    GLASS_POSTLIST,
    GLASS_DOCDATA,
    GLASS_TERMLIST,
    GLASS_POSITION,
    GLASS_SPELLING,
    GLASS_SYNONYM,
    GLASS_TABLE_COUNT
};

/* "postlist.glass" and so on. */
const char *glass_table_name(size_t table);

/* Where a table's tree begins. All zero is not valid: see glass_root_none. */
struct glass_root {
    uint32_t root;   /* block number */
    uint32_t level;  /* of the root; 0 if it is a leaf */
    bool sequential; /* leaves stand in the file in the order of their keys */
    bool none;       /* no entries and no file */
    bool
        gathered; /* for a reader: go by the leaves alone (glass_leaves.h), all the above unknown */
    uint64_t entries;
    uint32_t block_size; /* bytes */
    uint32_t compress_min;
    uint32_t
        block_count; /* blocks in the file; 0 if not known (read from a database others wrote) */
    uint64_t sum;    /* of the file (glass_sums.h), if it was just written */
};

/* ---- Tags ---------------------------------------------------------------------------------------- */

struct glass_tag {
    const uint8_t *data;
    size_t size;
    bool deflated; /* raw deflate, whole */
};

/* Bytes of an article or of its list of terms; more than nindex lets through. */
#define GLASS_TEXT_MAX ((size_t)5 << 28)

/* The text of a tag, appended to `out`. More than `limit` bytes are refused.
 * Errors: DAMAGED, MEMORY. */
nsearch_status glass_inflate(const struct glass_tag *tag, size_t limit, struct buf *out,
                             nsearch_error *error);

/* ---- The version file ----------------------------------------------------------------------------- */

struct glass_stats {
    uint32_t document_count;
    uint32_t last_docid; /* the highest ever used */
    uint32_t length_min; /* of documents, those of length 0 left out; 0 if there are none */
    uint32_t length_max;
    uint32_t wdf_max; /* not above length_max */
    uint64_t length_total;
    uint32_t spelling_wordfreq_max;
};

struct glass_version {
    uint8_t uuid[16];  /* all zero: glass_version_write makes one */
    uint32_t revision; /* at least 1 */
    struct glass_root roots[GLASS_TABLE_COUNT];
    struct glass_stats stats;
};

enum {
    GLASS_VERSION_ROOM = 512 /* bytes, more than a version file has; Xapian reads 256 at most */
};

/* What the version file holds, into `out` of GLASS_VERSION_ROOM bytes. Errors: INTERNAL (a statistic out of its
 * bounds). */
nsearch_status glass_version_encode(const struct glass_version *version, uint8_t *out, size_t *size,
                                    nsearch_error *error);

/* Errors: MISSING, DENIED, FOREIGN (another format), DAMAGED, IO. */
nsearch_status glass_version_read(const char *directory, struct glass_version *out,
                                  nsearch_error *error);

#endif
