/* glass.h - Xapian's glass tables, written front to back and read in order of their keys.
 *
 * A glass database is a directory with up to six tables and the file `iamglass`, which says where each
 * table's root is. A table is a B-tree of (key, tag) entries in a file of its own:
 *
 *     postlist.glass     block 0       1       2        3      ...   n
 *                        [ leaf ] [ leaf ] [branch] [ leaf ]       [ leaf ]
 *                            ^        ^      |  |       ^
 *                            +--------+------+--+-------+
 *
 * Keys are 1 to 255 bytes, in the order of memcmp; tags are any bytes, and may be deflated. What keys
 * and tags mean is not known here (see postings.h), nor are articles.
 *
 *     glass_table_create(path, &options, &table, error);
 *     glass_table_add(table, key, key_size, tag, tag_size, error);      ... in ascending order
 *     glass_table_finish(table, &version.roots[GLASS_POSTLIST], error);
 *     glass_table_free(table);
 *     glass_version_write(directory, &version, error);                  last, when all tables are whole
 *
 * One thread at a time may use a table or a reader; different ones are independent. */
#ifndef INDEXER_GLASS_H
#define INDEXER_GLASS_H

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

/* The root of a table that has no file. */
struct glass_root glass_root_none(uint32_t compress_min);

/* The root of a table of which nothing is known but its blocks' size: the usual one. */
struct glass_root glass_root_gathered(void);

/* ---- Tags ---------------------------------------------------------------------------------------- */

struct glass_tag {
    const uint8_t *data;
    size_t size;
    bool deflated; /* raw deflate, whole */
};

/* The text of a tag, appended to `out`. More than `limit` bytes are refused.
 * Errors: DAMAGED, MEMORY. */
nsearch_status glass_inflate(const struct glass_tag *tag, size_t limit, struct buf *out,
                             nsearch_error *error);

/* ---- Writing a table ------------------------------------------------------------------------------ */

struct glass_table;

/* Zero stands for the usual value of each. */
struct glass_options {
    uint32_t block_size;   /* GLASS_BLOCK_SIZE */
    uint32_t revision;     /* 1; the same as in iamglass */
    uint32_t compress_min; /* only recorded, for later changes by Xapian; 0 is "never deflate" */
    bool cut;    /* fill leaves up with parts of tags: leaves of tags as long as articles' are a
                 twentieth fewer, but every fifth tag is read from two; Xapian's compaction doesn't */
    bool behind; /* a thread of its own writes the file, past the cache where it is large */
};

/* Starts a table in the file `path`, which is emptied if it exists. `options` may be NULL. Holds 1 MB,
 * or 2.
 * Errors: INTERNAL (block size), DENIED, MISSING, IO, MEMORY. */
nsearch_status glass_table_create(const char *path, const struct glass_options *options,
                                  struct glass_table **out, nsearch_error *error);

/* Adds an entry; keys must come in strictly ascending order. Allocates nothing. After an error the
 * table can only be freed. Errors: INTERNAL (order, size of the key or the tag), IO. */
nsearch_status glass_table_add_tag(struct glass_table *table, const void *key, size_t key_size,
                                   const struct glass_tag *tag, nsearch_error *error);

/* The same with a tag that isn't deflated. */
nsearch_status glass_table_add(struct glass_table *table, const void *key, size_t key_size,
                               const void *tag, size_t tag_size, nsearch_error *error);

/* Writes what is left, waits until the disk has it, and gives the root. A table without entries is
 * a file of one block. */
nsearch_status glass_table_finish(struct glass_table *table, struct glass_root *out,
                                  nsearch_error *error);

/* Without finish the file is left behind, not whole. */
void glass_table_free(struct glass_table *table);

/* ---- Reading a table ------------------------------------------------------------------------------ */

struct glass_reader;

/* The entry that a reader stands on. Valid until the reader moves. */
struct glass_entry {
    const uint8_t *key;
    size_t key_size; /* 1 to GLASS_KEY_MAX */
    struct glass_tag tag;
};

/* Opens the table in the file `path`, from the database whose iamglass gave `root` and `revision`.
 * The file isn't touched if root->none. Errors: MISSING, DENIED, DAMAGED, IO, MEMORY. */
nsearch_status glass_reader_open(const char *path, const struct glass_root *root, uint32_t revision,
                                 struct glass_reader **out, nsearch_error *error);

/* Goes to the first entry, then to the next; *entry is NULL after the last one. A table that is
 * damaged gives DAMAGED, at the latest at its end. After an error the reader can only be freed, but one that is
 * gathered may go on: it leaves out what is damaged, and doesn't know of it.
 * Errors: DAMAGED, IO, MEMORY. */
nsearch_status glass_reader_next(struct glass_reader *reader, const struct glass_entry **entry,
                                 nsearch_error *error);

/* Looks an entry up; *entry is NULL if there is none with that key. Costs a block a level, but for those that
 * it stands on already. After DAMAGED and IO, which may be of one
 * block in many, others may still be looked for. A
 * reader either looks up or goes through all. Opened with a root that isn't `sequential` it reads a block at
 * a time, and not a stretch. Errors: DAMAGED, IO, MEMORY. */
nsearch_status glass_reader_find(struct glass_reader *reader, const void *key, size_t key_size,
                                 const struct glass_entry **entry, nsearch_error *error);

void glass_reader_free(struct glass_reader *reader);

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

/* Writes `directory`/sums (glass_sums.h), then iamglass, under another name first; that is whole, or not
 * there, whatever happens.
 * Errors: INTERNAL (a statistic out of its bounds), DENIED, MISSING, IO. */
nsearch_status glass_version_write(const char *directory, const struct glass_version *version,
                                   nsearch_error *error);

/* Errors: MISSING, DENIED, FOREIGN (another format), DAMAGED, IO. */
nsearch_status glass_version_read(const char *directory, struct glass_version *out,
                                  nsearch_error *error);

#endif
