/* xap.h - Xapian as C functions.
 *
 * Only xap*.cc see Xapian. One call crosses the border per operation, not per hit:
 * what comes back is plain C memory, and no exception leaves. Written against Xapian 1.4 and 2.x. */
#ifndef COMMON_XAP_H
#define COMMON_XAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/db.h"
#include "common/nsearch.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Database ----------------------------------------------------------------------------------- */

struct xap_db;

/* Opens a database: a glass directory, or a directory with a stub. Errors: MISSING, DENIED, FOREIGN,
 * DAMAGED, MEMORY. */
nsearch_status xap_open(const char *path, struct xap_db **out, nsearch_error *error);
void xap_close(struct xap_db *db);

/* Opens several as one, whose docids say nothing of the parts'. Errors: as above; IO if another machine
 * doesn't answer. */
nsearch_status xap_open_parts(const struct db_part *parts, size_t count, struct xap_db **out,
                              nsearch_error *error);

/* Leaves documents out of xap_count and xap_search, by their serials, in place of those that were left out before.
 * Costs a search a look-up for each of them. Errors: MEMORY. */
nsearch_status xap_exclude(struct xap_db *db, const struct db_dead *dead, size_t count,
                           nsearch_error *error);

uint32_t xap_count(const struct xap_db *db); /* documents that aren't dead */

/* Copies the metadata that a part has under `key` into the arena; "" if there is none. */
nsearch_status xap_part_metadata(struct xap_db *db, size_t part, const char *key,
                                 struct arena *arena, const char **out, nsearch_error *error);

/* The same of the first part. */
nsearch_status xap_metadata(struct xap_db *db, const char *key, struct arena *arena,
                            const char **out, nsearch_error *error);

/* Looks through all tables of a database, as xapian-check does; reads each whole. What is badly damaged it may
 * not survive. Errors: DAMAGED, IO, MEMORY. */
nsearch_status xap_check(const char *path, nsearch_error *error);

/* ---- Documents ---------------------------------------------------------------------------------- */

/* For what indexes: they show the dead too, and are for a database of one part, whose docids are then its own. */

/* The documents that have the term, in ascending order; with size 0, all that there are. */
nsearch_status xap_postings(struct xap_db *db, const char *term, size_t size, struct arena *arena,
                            uint32_t **docids, size_t *count, nsearch_error *error);

/* The values of `slot`, one for each document, which are in ascending order; of size 0 where it has none.
 * Costs a pass over the slot from the first of them to the last, at most. */
nsearch_status xap_values(struct xap_db *db, unsigned slot, const uint32_t *docids, size_t count,
                          struct arena *arena, struct db_text **out, nsearch_error *error);

/* Errors: MISSING (no such document), DAMAGED, IO, MEMORY. */
nsearch_status xap_document_data(struct xap_db *db, uint32_t docid, struct arena *arena,
                                 const char **data, size_t *size, nsearch_error *error);

/* Its serial. Errors: the same; DAMAGED also if it has none. */
nsearch_status xap_document_serial(struct xap_db *db, uint32_t docid, uint64_t *serial,
                                   nsearch_error *error);

/* ---- Terms -------------------------------------------------------------------------------------- */

/* The number of documents that have the term, the dead among them. */
nsearch_status xap_term_count(struct xap_db *db, const char *term, size_t size, uint32_t *out,
                              nsearch_error *error);

/* Shows `take` every term that starts with `prefix`, in byte order, until it returns false. The text is valid
 * while it runs; it must not throw, longjmp or use the database. Each term of a part on another machine is sent from
 * there; those of one that is here cost eight times what db_each_term() does. */
nsearch_status xap_each_term(struct xap_db *db, const char *prefix, size_t size,
                             bool (*take)(void *context, const char *term, size_t size,
                                          uint32_t count),
                             void *context, nsearch_error *error);

/* ---- Queries ----------------------------------------------------------------------------------- */

/* What the query matches. Errors: INVALID (a check),
 * DAMAGED, IO, MEMORY. */
nsearch_status xap_search(struct xap_db *db, const struct db_request *request, struct arena *arena,
                          struct db_rows *out, nsearch_error *error);

#ifdef __cplusplus
}
#endif
#endif
