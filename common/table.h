/* table.h - a table of a glass database, to look things up in: read, never changed.
 *
 * glass.h tells what a table is and glass_code.h what is in its keys and tags. A cursor stands on an entry, and seeks
 * the next one from there, through the tree:
 *
 *     path[1]   branch    [ . . . . > ]       the block of each level, and its item that was followed:
 *     path[0]   leaf      [ . > . . . ]       a key near the last one is found a comparison or two away
 *
 *     struct glass_version version;                               one for all tables of a segment
 *     glass_version_read(directory, &version, error);
 *     table_open(directory, &version, GLASS_POSTLIST, &table, error);
 *
 *     struct table_cursor cursor = {0};                           nowhere yet; needs no release
 *     struct table_entry entry;
 *     table_seek(table, &cursor, key, key_size, &entry, error);   to the last entry <= key
 *     while (!status && entry.key_size) {                         0: there is none
 *         ... entry.exact: it is the key's own ...
 *         if (entry.cut) status = table_join(table, &cursor, &entry, error);
 *         ... the tag ...
 *         status = table_next(table, &cursor, &entry, error);
 *     }
 *
 * Several cursors may go through a table at once, each on its own way, but one thread at a time. What an entry points
 * to is valid until the next call with the same table, whatever the cursor.
 *
 * Blocks are read into memory (a file that somebody cuts short while it is mapped would end the process), and up to
 * 64 MB of them kept, those that are used. Nothing in the file is trusted: blocks are checked as they come in, levels
 * go down and keys go up, so that damage, a tree with a loop among it, ends in DAMAGED; the message names the file. A
 * cursor may be used on after an error. */
#ifndef COMMON_TABLE_H
#define COMMON_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/glass.h"
#include "common/nsearch.h"

struct table;

/* Opens table `which` (GLASS_POSTLIST ...) of the database in `directory`, of that version. One that has no file is
 * empty. Costs an open; memory comes as blocks are read. Errors: DENIED, DAMAGED (also a file that is gone), IO, MEMORY. */
nsearch_status table_open(const char *directory, const struct glass_version *version, size_t which,
                          struct table **out, nsearch_error *error);
void table_close(struct table *table);

/* Keeps no more than so many bytes of blocks from now on, and one at least: for who goes through a table without coming
 * back, and would only spoil the processor's cache with more. */
void table_keep(struct table *table, size_t bytes);

const char *table_path(const struct table *table); /* of its file, as long as the table is open */

/* That the table is damaged, for those who take its tags apart: "PATH: WHAT; ...". */
nsearch_status table_damaged(const struct table *table, const char *what, nsearch_error *error);

/* Where one stands in a table; all zero: nowhere. To be copied freely, used with one table only, and freed without
 * further ado. */
struct table_cursor {
    struct {
        uint32_t block, item;
    } path[GLASS_LEVELS_MAX];
    bool placed;
};

struct table_entry {
    const uint8_t *key;
    size_t key_size; /* 1 to GLASS_KEY_MAX; 0: there is no entry */
    const uint8_t *tag;
    size_t tag_size;
    bool exact;    /* table_seek: its key is the one that was sought */
    bool cut;      /* the tag is in pieces, and this is the first */
    bool deflated; /* the tag is, as a whole: glass_inflate() */
};

/* Goes to the last entry whose key is not above `key`, of up to GLASS_KEY_MAX bytes. If there is none, the cursor is
 * before the first. Costs a comparison or two if that is the last place or soon after it, some more the further, and at
 * most a search in a block a level: under a microsecond where the blocks are in memory. A key before the last one is
 * sought from the root. Errors: DAMAGED, IO, MEMORY. */
nsearch_status table_seek(struct table *table, struct table_cursor *cursor, const void *key,
                          size_t key_size, struct table_entry *out, nsearch_error *error);

/* Goes to the next entry; to the first, if the cursor is nowhere yet. At the end it stays, and there is none.
 * Errors: the same. */
nsearch_status table_next(struct table *table, struct table_cursor *cursor, struct table_entry *out,
                          nsearch_error *error);

/* Puts the tag together, of the entry that the cursor stands on; nothing to do unless it is cut. It stays deflated.
 * Errors: the same. */
nsearch_status table_join(struct table *table, const struct table_cursor *cursor,
                          struct table_entry *entry, nsearch_error *error);

#endif
