/* glass.h - Xapian's glass tables, written front to back and read in order of their keys.
 *
 * What keys and tags mean is not known here (see postings.h), nor are articles.
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
#include "common/glass.h"
#include "common/nsearch.h"

/* The root of a table that has no file. */
struct glass_root glass_root_none(uint32_t compress_min);

/* The root of a table of which nothing is known but its blocks' size: the usual one. */
struct glass_root glass_root_gathered(void);

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

/* Writes `directory`/sums (glass_sums.h), then iamglass, under another name first; that is whole, or not
 * there, whatever happens.
 * Errors: INTERNAL (a statistic out of its bounds), DENIED, MISSING, IO. */
nsearch_status glass_version_write(const char *directory, const struct glass_version *version,
                                   nsearch_error *error);

#endif
