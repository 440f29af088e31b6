/* db.h - an index as it is open for reading: its parts as one.
 *
 *     part 0  seg-000012   docids 1 2 3 4    dead 2     tables, each opened once and read without Xapian (table.h)
 *     part 1  seg-000011          none
 *     part 2  paper:7000          1 2 3           1 3   on another machine: Xapian talks to it (xap.h)
 *
 * Where all parts are here Xapian has no hand in it. Where one isn't, Xapian searches them all, and words are looked up
 * by way of it. Not to be used by two threads at a time. */
#ifndef COMMON_DB_H
#define COMMON_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/db_query.h"
#include "common/glass.h"
#include "common/nsearch.h"

#ifdef __cplusplus
extern "C" {
#endif

struct db;

/* ---- Opening ------------------------------------------------------------------------------------- */

/* A database that is searched together with others. */
struct db_part {
    const char
        *name; /* its directory; of a remote one "HOST:PORT", or ":PROGRAM ARGUMENTS" to talk to */
    bool remote;
};

/* Opens several as one. Files of theirs may be removed while they are open. Costs five opens for each that is here, and
 * a connection for each that isn't. Errors: MISSING, DENIED, FOREIGN, TOO_NEW, DAMAGED, MEMORY; IO also if another
 * machine doesn't answer; what talks to one isn't installed. */
nsearch_status db_open(const struct db_part *parts, size_t count, struct db **out,
                       nsearch_error *error);
void db_close(struct db *db);

/* Opens one that is here, without more ado. Errors: the same. */
nsearch_status db_open_segment(const char *path, struct db **out, nsearch_error *error);

bool db_is_remote(const struct db *db); /* one of its parts is on another machine */

/* A document that is not to be found. */
struct db_dead {
    size_t part;
    uint32_t docid;  /* within its part; it must be there, unless the part is remote */
    uint64_t serial; /* stamp.h: what it is known by */
};

/* Leaves documents out of what is counted and found, in place of those that were left out before. Errors: DAMAGED (no
 * such document), MEMORY. */
nsearch_status db_exclude(struct db *db, const struct db_dead *dead, size_t count,
                          nsearch_error *error);

uint32_t db_count(const struct db *db); /* documents that aren't dead */

/* Copies the metadata that a part has under `key` into the arena; "" if there is none. Errors: DAMAGED, IO, MEMORY. */
nsearch_status db_part_metadata(struct db *db, size_t part, const char *key, struct arena *arena,
                                const char **out, nsearch_error *error);

/* The same of the first part. */
nsearch_status db_metadata(struct db *db, const char *key, struct arena *arena, const char **out,
                           nsearch_error *error);

/* ---- Segments ------------------------------------------------------------------------------------ */

struct table;

/* A part that is here. */
struct db_segment {
    struct glass_stats stats;
    struct table *tables[GLASS_POSITION + 1]; /* by GLASS_POSTLIST ...; for who is in this thread */
    uint32_t *dead;                           /* docids, ascending, each once */
    size_t dead_count;
};

/* Those of all parts; as long as the database, but for the dead, which db_exclude() changes. NULL if one is remote. */
const struct db_segment *db_segments(const struct db *db, size_t *count);

/* ---- Terms --------------------------------------------------------------------------------------- */

/* The number of documents that have the term, the dead among them. Errors: DAMAGED, IO, MEMORY. */
nsearch_status db_term_count(struct db *db, const char *term, size_t size, uint32_t *out,
                             nsearch_error *error);

/* Shows `take` every term that starts with `prefix`, in byte order, until it returns false. The text is valid
 * while it runs; it must not throw, longjmp or use the database. Costs a step per term, some 70 ns, whatever their
 * postings. Words of title and body of which many were shown are kept in memory, up to 64 MB of them, and cost
 * 5 ns then (word_list.h). Where a part is on another machine, each term is sent from there. Errors: the same. */
nsearch_status db_each_term(struct db *db, const char *prefix, size_t size,
                            bool (*take)(void *context, const char *term, size_t size,
                                         uint32_t count),
                            void *context, nsearch_error *error);

/* ---- Searching ----------------------------------------------------------------------------------- */

/* What the query matches, of a database with a part on another machine; the matcher searches others. Errors: INVALID (a
 * check), DAMAGED, IO, MEMORY. */
nsearch_status db_search(struct db *db, const struct db_request *request, struct arena *arena,
                         struct db_rows *out, nsearch_error *error);

#ifdef __cplusplus
}
#endif
#endif
